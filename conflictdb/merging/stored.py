"""Reports as matching sees them, out of their rows; their columns by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F

from conflictdb.identity import noun_of
from conflictdb.matching import events, statements
from conflictdb.matching.combining import combined_event, combined_statement
from conflictdb.matching.reports import EventReport, Likeness, StatementReport
from conflictdb.matching.reports import Report as Read
from conflictdb.models import Report

# What a report's values hold: columns for review, columns that are not, links to many, and what only matching needs.
COLUMNS = {
    "statement": (
        "text", "kind", "act", "stance", "cue", "speaker", "speaker_role", "location", "said_from", "said_to", "date_precision",
    ),
    "event": (
        "type", "status", "text", "location", "location_precision", "starts_on", "ends_on", "date_precision",
        "killed", "killed_low", "killed_high", "injured", "displaced",
    ),
}  # fmt: skip
ALSO = {
    "statement": ("speaker_text", "cameo_code", "confidence", "position"),
    "event": (
        "plover_type", "plover_mode", "acled_event_type", "acled_sub_event_type", "date_text", "location_text", "confidence",
    ),
}  # fmt: skip
LINKS = {
    "statement": ("addressees", "mentioned_actors", "mentioned_locations", "topics", "resolutions"),
    "event": ("resolutions",),
}
POINTERS = ("speaker", "speaker_role", "location")
COMPARED = ("public_id", "kept", "source_id", "values", "language", "published")


def read_reports(**found: Any) -> dict[str, tuple[str, Read]]:
    """The standing reports with these properties: for each id the record that tells it, and the report."""
    rows = Report.objects.filter(withdrawn_at=None, **found).annotate(
        language=F("source__language"), published=F("source__published_from")
    )
    return {row["public_id"]: (row["kept"], as_read(**row)) for row in rows.order_by("public_id").values(*COMPARED)}


def as_read(*, public_id: str, source_id: int, values: Any, language: str, published: Any, kept: str = "") -> Read:
    """A report as matching sees it."""
    if noun_of(public_id) == "statement":
        return StatementReport(public_id, str(source_id), published, values, language)
    return EventReport(public_id, str(source_id), published, values)


def compare(one: Read, other: Read) -> Likeness:
    """How far two reports of one noun tell of one thing."""
    first, second = sorted((one, other), key=lambda report: report.id)
    if isinstance(first, StatementReport) and isinstance(second, StatementReport):
        return statements.compare(first, second)
    if isinstance(first, EventReport) and isinstance(second, EventReport):
        return events.compare(first, second)
    return Likeness(0.0)


def combined(reports: Sequence[Read]) -> dict[str, Any]:
    """What a record says that these reports tell of."""
    said = [report for report in reports if isinstance(report, StatementReport)]
    done = [report for report in reports if isinstance(report, EventReport)]
    return combined_statement(said) if said else combined_event(done)


def ids_in(values: Iterable[Any]) -> set[str]:
    """All public ids that reports' values name."""
    found: set[str] = set()
    for value in values:
        found.update(value[name] for name in POINTERS if value.get(name))
        for links in LINKS.values():
            found.update(identifier for name in links for identifier in value.get(name, ()))
        found.update(actor for _, _, actor in value.get("participants", ()) if actor)
    return found
