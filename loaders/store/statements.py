"""Statement rows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from conflictdb.codes import cameo_code
from conflictdb.identity import fold, public_id
from conflictdb.models import Actor, Affiliation, Resolution, Source, Statement
from conflictdb.vocabularies import DatePrecision
from loaders.records import DateValue, StatementRecord
from loaders.report import RecordCounts
from loaders.store.evidence import EvidenceBook, Marks
from loaders.store.named import Named
from loaders.store.posts import titled_posts
from loaders.store.upsert import revive, settle, settle_links, withdraw

LINKS = ("addressees", "mentioned_actors", "mentioned_locations", "topics", "resolutions")


def store_statements(
    records: tuple[StatementRecord, ...], source: Source, named: Named, book: EvidenceBook, counts: RecordCounts
) -> list[Statement]:
    """Bring the source's statements to `records`; return those that a person keeps though the text no longer says them."""
    standing = {row.public_id: row for row in source.statements.prefetch_related(*LINKS)}
    seen: Counter[tuple[str, str]] = Counter()
    for record in records:
        natural = (fold(record.speaker_text), fold(record.text))
        seen[natural] += 1
        identifier = public_id("statement", source.external_id, *natural, seen[natural])
        row = standing.pop(identifier, None)
        outcome = "unchanged" if row else "inserted"
        row = row or Statement(public_id=identifier, source=source)
        if _settle(row, record, source, named):
            outcome = "updated" if outcome != "inserted" else outcome
            row.save()
        counts.add("statement", outcome)
        book.add(
            {"statement": row},
            record.evidence,
            marks=_marks(record),
            extractor=record.rule or "statements",
            confidence=record.confidence,
        )
    number, kept = withdraw(row for row in standing.values() if row.withdrawn_at is None)
    counts.add("statement", "withdrawn", number)
    return kept


def _settle(row: Statement, record: StatementRecord, source: Source, named: Named) -> bool:
    speaker = named.actor(record.speaker) if record.speaker else None
    said = record.said
    values: dict[str, Any] = {
        "text": record.text,
        "kind": record.kind,
        "act": record.act,
        "stance": record.stance.value if record.stance else None,
        "cue": record.cue[:200],
        "speaker": speaker,
        "speaker_role": _post(speaker, record),
        "location": named.place(record.location) if record.location else None,
        **dates(said, "said_from", "said_to"),
    }
    also = {
        "speaker_text": record.speaker_text[:500],
        "cameo_code": cameo_code(record.act),
        "confidence": round(record.confidence, 3),
    }
    changed = settle(row, values, also)
    if revive(row) or row._state.adding:
        changed = True
    if row._state.adding:
        row.save()  # links need a row to hang on
    links: dict[str, list[Any]] = {
        "addressees": [named.actor(ref) for ref in record.addressees],
        "mentioned_actors": [named.actor(ref) for ref in record.mentioned_actors],
        "mentioned_locations": [named.place(ref) for ref in record.mentioned_places],
        "topics": [named.topics[slug] for slug in record.topics if slug in named.topics],
        "resolutions": _resolutions(record, source, named),
    }
    for field, things in links.items():
        changed = settle_links(row, field, things) or changed
    return changed


def _resolutions(record: StatementRecord, source: Source, named: Named) -> list[Resolution]:
    return [named.resolution(ref, source.external_id) for ref in record.resolutions]


def _post(speaker: Actor | None, record: StatementRecord) -> Affiliation | None:
    if speaker is None or not record.role_title:
        return None
    posts = titled_posts(speaker, record.role_title)
    said = record.said.start if record.said else None
    there = [post for post in posts if post.organisation.slug == record.role_organisation]
    return next((post for post in there or posts if _held(post, said)), None)


def _held(post: Affiliation, day: dt.date | None) -> bool:
    return day is None or ((post.since is None or post.since <= day) and (post.until is None or day <= post.until))


def dates(value: DateValue | None, start: str, end: str) -> dict[str, Any]:
    """The columns of a date range: its first and last day and its precision."""
    if value is None:
        return {start: None, end: None, "date_precision": DatePrecision.UNKNOWN}
    return {start: value.start, end: value.end, "date_precision": value.precision}


def _marks(record: StatementRecord) -> Marks:
    marks: Marks = [["content", span.start, span.end] for span in record.content]
    if record.cue_span:
        marks.append(["cue", record.cue_span.start, record.cue_span.end])
    return marks
