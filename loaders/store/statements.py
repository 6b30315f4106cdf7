"""Statements as reports: the values that one source gives, ready to be compared and stored."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from conflictdb.codes import cameo_code
from conflictdb.identity import fold, public_id
from conflictdb.matching.wording import heavy_words
from conflictdb.models import Actor, Affiliation, Source
from conflictdb.vocabularies import DatePrecision, ReviewStatus
from loaders.records import DateValue, StatementRecord
from loaders.store.named import Named
from loaders.store.posts import same_title, titled_posts
from loaders.store.reports import Said, evidence_of

OwnPosts = Mapping[int, list[Affiliation]]
CUE_LENGTH = 200


def statements_said(records: tuple[StatementRecord, ...], source: Source, named: Named, own: OwnPosts) -> Iterator[Said]:
    """Yield what the source gives, each under the id that follows from its wording; `own`: the posts that it states itself."""
    seen: Counter[tuple[str, str]] = Counter()
    for position, record in enumerate(records):
        natural = (fold(record.speaker_text), fold(record.text))
        seen[natural] += 1
        yield Said(
            public_id("statement", source.external_id, *natural, seen[natural]),
            {**_values(record, source, named, own), "position": position},
        )


def _values(record: StatementRecord, source: Source, named: Named, own: OwnPosts) -> dict[str, Any]:
    speaker = named.known_actor(record.speaker) if record.speaker else None
    post = _post(speaker, record, own) if speaker else None
    said = dates(record.said, "said_from", "said_to")
    return {
        "text": record.text,
        "kind": record.kind.value,
        "act": record.act.value,
        "stance": record.stance.value if record.stance else None,
        "cue": record.cue[:CUE_LENGTH],
        "speaker": named.actor_id(record.speaker) if record.speaker else None,
        "speaker_role": post.public_id if post else None,
        "location": named.place_id(record.location) if record.location else None,
        **said,
        "speaker_text": record.speaker_text[:500],
        "cameo_code": cameo_code(record.act),
        "confidence": round(record.confidence, 3),
        "addressees": sorted({named.actor_id(ref) for ref in record.addressees}),
        "mentioned_actors": sorted({named.actor_id(ref) for ref in record.mentioned_actors}),
        "mentioned_locations": sorted({named.place_id(ref) for ref in record.mentioned_places}),
        "topics": _ids(named.topics[slug] for slug in record.topics if slug in named.topics),
        "resolutions": _ids(named.resolution(ref, source.external_id) for ref in record.resolutions),
        "speaker_words": sorted(set(heavy_words(record.speaker.name if record.speaker else record.speaker_text))),
        "organisation": post.organisation.public_id if post else None,
        "evidence": evidence_of(record.evidence, _marks(record), record.rule or "statements", record.confidence, source),
    }


def _ids(rows: Iterator[Any]) -> list[str]:
    return sorted({row.public_id for row in rows})


def _post(speaker: Actor, record: StatementRecord, own: OwnPosts) -> Affiliation | None:
    if not record.role_title:
        return None
    stated = [
        post
        for post in own.get(speaker.pk, ())
        if same_title(post.role, record.role_title) and post.review_status != ReviewStatus.REJECTED.value
    ]
    posts = [*titled_posts(speaker, record.role_title), *stated]
    said = record.said.start if record.said else None
    there = [post for post in posts if post.organisation.slug == record.role_organisation]
    return next((post for post in there or posts if _held(post, said)), None)


def _held(post: Affiliation, day: dt.date | None) -> bool:
    return day is None or ((post.since is None or post.since <= day) and (post.until is None or day <= post.until))


def dates(value: DateValue | None, start: str, end: str) -> dict[str, Any]:
    """The values of a date range: its first and last day and its precision."""
    if value is None:
        return {start: None, end: None, "date_precision": DatePrecision.UNKNOWN.value}
    return {start: value.start.isoformat(), end: value.end.isoformat(), "date_precision": value.precision.value}


def _marks(record: StatementRecord) -> list[list[Any]]:
    marks: list[list[Any]] = [["content", span.start, span.end] for span in record.content]
    if record.cue_span:
        marks.append(["cue", record.cue_span.start, record.cue_span.end])
    return marks
