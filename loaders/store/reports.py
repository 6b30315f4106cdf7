"""Reports of one source: what it says now, matched with what it said before, so that a reworded record keeps its id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from conflictdb.identity import noun_of, public_id
from conflictdb.matching import keys
from conflictdb.matching.rewording import reworded
from conflictdb.merging.stored import as_read
from conflictdb.merging.things import MODELS
from conflictdb.models import Evidence, Report, Source
from conflictdb.reviews import BY_HAND, EARLIER
from conflictdb.vocabularies import ReviewStatus
from loaders.records import Span

KEPT = (ReviewStatus.ACCEPTED.value, ReviewStatus.CORRECTED.value)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a source says: the id that follows from its wording, and the values."""

    natural: str
    values: dict[str, Any]


@dataclass(slots=True)
class Outcome:
    """What storing reports led to: all that the source says, what changed of it, and what a person keeps all the same."""

    said: list[Report] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    kept: list[str] = field(default_factory=list)


def evidence_of(span: Span, marks: list[list[Any]], extractor: str, confidence: float, source: Source) -> dict[str, Any]:
    """The stretch of the source that a record rests on, as a report keeps it."""
    return {
        "start": span.start,
        "end": span.end,
        "excerpt": source.text[span.start : span.end],
        "marks": marks,
        "extractor": extractor,
        "confidence": round(confidence, 3),
    }


def store_reports(noun: str, said: Iterable[Said], source: Source) -> Outcome:
    """Bring the source's reports of one noun to what it says; records are another step."""
    before = {row.natural: row for row in source.reports.all() if noun_of(row.public_id) == noun}
    outcome, new = Outcome(), []
    for one in said:
        row = before.pop(one.natural, None)
        if row is None:
            new.append(one)
        else:
            _renew(row, one, source, outcome)
    # what was withdrawn may be back in other words too
    for row, one in reworded(before.values(), new):
        before.pop(row.natural)
        new.remove(one)
        _renew(row, one, source, outcome)
    standing = [row for row in before.values() if row.withdrawn_at is None]
    made = _made(noun, new, source)
    outcome.said += made
    outcome.changed |= {row.public_id for row in made}
    _drop(noun, standing, source, outcome)
    _drop_unreported(noun, source, outcome)
    return outcome


def _renew(row: Report, one: Said, source: Source, outcome: Outcome) -> None:
    marks = _marks(row.public_id, one.values, source)
    outcome.said.append(row)
    if (row.natural, row.values, row.marks, row.withdrawn_at) == (one.natural, one.values, marks, None):
        return
    row.natural, row.values, row.marks, row.withdrawn_at = one.natural, one.values, marks, None
    row.save()
    outcome.changed.add(row.public_id)


def _made(noun: str, new: Sequence[Said], source: Source) -> list[Report]:
    taken = set(Report.objects.filter(public_id__in=[one.natural for one in new]).values_list("public_id", flat=True))
    rows = []
    for one in new:
        identifier = _free_id(noun, one.natural) if one.natural in taken else one.natural
        marks = _marks(identifier, one.values, source)
        rows.append(
            Report(public_id=identifier, natural=one.natural, kept=identifier, source=source, values=one.values, marks=marks)
        )
    return list(Report.objects.bulk_create(rows))


def _free_id(noun: str, natural: str) -> str:
    """An id for a wording whose own id belongs to a record that was reworded since."""
    number = 2
    while Report.objects.filter(public_id=(identifier := public_id(noun, "again", natural, number))).exists():
        number += 1
    return identifier


def _marks(identifier: str, values: dict[str, Any], source: Source) -> list[int]:
    return keys.marks(
        as_read(
            public_id=identifier,
            source_id=source.pk,
            values=values,
            language=source.language,
            published=source.published_from,
        )
    )


def _drop(noun: str, gone: Sequence[Report], source: Source, outcome: Outcome) -> None:
    """Withdraw the reports that the source no longer gives; those on whose records a person decided stay, with old evidence."""
    decided = _decided(noun, {row.public_id for row in gone})
    for row in gone:
        if row.public_id in decided:
            if not row.values["evidence"].get("gone"):
                row.values = {**row.values, "evidence": {**row.values["evidence"], "gone": True}}
                _keep_evidence(noun, row.kept, source)
                row.save()
            outcome.kept.append(row.kept)
        else:
            row.withdrawn_at = timezone.now()
            row.save()
            outcome.changed.add(row.public_id)


def _decided(noun: str, ids: set[str]) -> set[str]:
    rows = MODELS[noun]._default_manager.filter(public_id__in=ids, review_status__in=KEPT)
    return set(rows.values_list("public_id", flat=True))


def _keep_evidence(noun: str, record: str, source: Source) -> None:
    rows = Evidence.objects.filter(source=source, **{f"{noun}__public_id": record})
    rows.exclude(extractor=BY_HAND).update(extractor=EARLIER)


def _drop_unreported(noun: str, source: Source, outcome: Outcome) -> None:
    """The same for records that were stored before there were reports. What a person made stays."""
    reported = Report.objects.filter(public_id=OuterRef("public_id"))
    rows = MODELS[noun]._default_manager.filter(~Exists(reported), source=source, withdrawn_at=None).exclude(machine={})
    for identifier, status in rows.values_list("public_id", "review_status"):
        if status in KEPT:
            _keep_evidence(noun, identifier, source)
            outcome.kept.append(identifier)
        else:
            outcome.changed.add(identifier)
