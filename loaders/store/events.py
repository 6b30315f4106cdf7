"""Event rows and their participants."""

from __future__ import annotations

from collections import Counter
from typing import Any

from conflictdb.codes import event_codes
from conflictdb.identity import fold, public_id
from conflictdb.models import Event, Participant, Source
from loaders.records import EventRecord
from loaders.report import RecordCounts
from loaders.store.evidence import EvidenceBook
from loaders.store.named import Named
from loaders.store.statements import dates
from loaders.store.upsert import plain, revive, settle, settle_children, settle_links, withdraw


def store_events(
    records: tuple[EventRecord, ...], source: Source, named: Named, book: EvidenceBook, counts: RecordCounts
) -> list[Event]:
    """Bring the source's events to `records`; return those that a person keeps though the text no longer says them."""
    standing = {row.public_id: row for row in source.events.prefetch_related("participants", "resolutions")}
    seen: Counter[tuple[str, ...]] = Counter()
    for record in records:
        natural = (record.type.value, fold(record.text), fold(record.location.name) if record.location else "")
        seen[natural] += 1
        identifier = public_id("event", source.external_id, *natural, seen[natural])
        row = standing.pop(identifier, None)
        outcome = "unchanged" if row else "inserted"
        row = row or Event(public_id=identifier, source=source)
        if _settle(row, record, source, named):
            outcome = "updated" if outcome != "inserted" else outcome
            row.save()
        counts.add("event", outcome)
        marks: list[list[Any]] = [["clause", record.clause.start, record.clause.end]]
        book.add({"event": row}, record.evidence, marks=marks, extractor=record.rule or "events", confidence=record.confidence)
    number, kept = withdraw(row for row in standing.values() if row.withdrawn_at is None)
    counts.add("event", "withdrawn", number)
    return kept


def _settle(row: Event, record: EventRecord, source: Source, named: Named) -> bool:
    values: dict[str, Any] = {
        "type": record.type,
        "status": record.status,
        "text": record.text,
        "location": named.place(record.location) if record.location else None,
        "location_precision": record.location_precision,
        **dates(record.date, "starts_on", "ends_on"),
        "killed": record.killed,
        "killed_low": record.killed_low,
        "killed_high": record.killed_high,
        "injured": record.injured,
        "displaced": record.displaced,
    }
    codes = event_codes(record.type)
    also = {
        "plover_type": codes.plover_type,
        "plover_mode": record.plover_mode or codes.plover_mode,
        "acled_event_type": codes.acled_event_type,
        "acled_sub_event_type": codes.acled_sub_event_type,
        "date_text": (record.date_text or "")[:200],
        "location_text": record.location.text[:300] if record.location else "",
        "confidence": round(record.confidence, 3),
    }
    changed = settle(row, values, also)
    if revive(row) or row._state.adding:
        changed = True
    if row._state.adding:
        row.save()  # participants need a row to hang on
    changed = settle_links(row, "resolutions", [named.resolution(r, source.external_id) for r in record.resolutions]) or changed
    return _settle_participants(row, record, named) or changed


def _settle_participants(row: Event, record: EventRecord, named: Named) -> bool:
    wanted: dict[tuple[str, str], Participant] = {}
    for position, part in enumerate(record.participants):
        actor = named.actor(part.actor) if part.actor else None
        participant = Participant(event=row, role=part.role.value, name=part.name[:500], actor=actor, position=position)
        wanted.setdefault((participant.role, participant.name), participant)
    machine = [[p.role, p.name, plain(p.actor) if p.actor else None] for p in wanted.values()]
    changed: bool = row.machine.get("participants") != machine
    row.machine = {**row.machine, "participants": machine}
    if "participants" in row.locked_fields:
        return changed
    keyed: dict[Any, Participant] = {_key(participant): participant for participant in wanted.values()}
    return settle_children(row.participants.all(), keyed, _key) or changed


def _key(row: Participant) -> tuple[str, str, int | None, int]:
    return row.role, row.name, row.actor_id, row.position
