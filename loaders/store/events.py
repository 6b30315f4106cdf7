"""Events as reports: the values that one source gives, ready to be compared and stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from conflictdb.codes import event_codes
from conflictdb.identity import fold, public_id
from conflictdb.models import Source
from loaders.records import EventRecord
from loaders.store.named import Named
from loaders.store.reports import Said, evidence_of
from loaders.store.statements import dates


def events_said(records: tuple[EventRecord, ...], source: Source, named: Named) -> Iterator[Said]:
    """Yield what the source tells of, each under the id that follows from its wording."""
    seen: Counter[tuple[str, ...]] = Counter()
    for record in records:
        natural = (record.type.value, fold(record.text), fold(record.location.name) if record.location else "")
        seen[natural] += 1
        yield Said(public_id("event", source.external_id, *natural, seen[natural]), _values(record, source, named))


def _values(record: EventRecord, source: Source, named: Named) -> dict[str, Any]:
    codes = event_codes(record.type)
    location = record.location
    # matching does not see what a person chose for a name that may mean several
    place = named.place(location) if location and not location.candidates else None
    marks: list[list[Any]] = [["clause", record.clause.start, record.clause.end]]
    return {
        "type": record.type.value,
        "status": record.status.value,
        "text": record.text,
        "location": named.place_id(location) if location else None,
        "location_precision": record.location_precision.value,
        **dates(record.date, "starts_on", "ends_on"),
        "killed": record.killed,
        "killed_low": record.killed_low,
        "killed_high": record.killed_high,
        "injured": record.injured,
        "displaced": record.displaced,
        "plover_type": codes.plover_type,
        "plover_mode": record.plover_mode or codes.plover_mode,
        "acled_event_type": codes.acled_event_type,
        "acled_sub_event_type": codes.acled_sub_event_type,
        "date_text": (record.date_text or "")[:200],
        "location_text": record.location.text[:300] if record.location else "",
        "confidence": round(record.confidence, 3),
        "resolutions": sorted({named.resolution(ref, source.external_id).public_id for ref in record.resolutions}),
        "participants": _participants(record, named),
        "around": named.around(place) if place else [],
        "evidence": evidence_of(record.evidence, marks, record.rule or "events", record.confidence, source),
    }


def _participants(record: EventRecord, named: Named) -> list[list[str | None]]:
    found: dict[tuple[str, str, str | None], list[str | None]] = {}
    for part in record.participants:
        actor = named.actor_id(part.actor) if part.actor else None
        found.setdefault((part.role.value, part.name[:500], actor), [part.role.value, part.name[:500], actor])
    return list(found.values())
