"""One article's extraction to rows, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from conflictdb.identity import noun_of, public_id
from conflictdb.merging.changes import Changes
from conflictdb.merging.consolidation import consolidate
from conflictdb.merging.stored import ids_in
from conflictdb.merging.turns import take_turn
from conflictdb.models import Affiliation, Event, Mention, Report, Source, Statement
from conflictdb.settling import revive, settle, settle_children
from conflictdb.vocabularies import ReviewStatus
from loaders.records import DateValue, Document, Extraction, IssueRecord
from loaders.report import RecordCounts
from loaders.store.doubts import Doubts
from loaders.store.events import events_said
from loaders.store.evidence import EvidenceBook
from loaders.store.named import Named
from loaders.store.posts import store_roles
from loaders.store.provisions import store_provisions, withdraw_unfounded_provisions
from loaders.store.reports import Outcome, store_reports
from loaders.store.statements import dates, statements_said

# Licences that let anybody read the whole text here.
OPEN_LICENCES = ("CC0", "CC-BY", "PUBLIC DOMAIN", "PDM")


def known_sources(documents: Iterable[Document]) -> dict[str, str]:
    """The SHA-256 of the stored text of each of these articles that is stored, by external id."""
    ids = [document.external_id for document in documents]
    # a base that was restored from the published files has no text where the licence keeps it back: read it again
    rows = Source.objects.filter(external_id__in=ids, withdrawn_at=None).exclude(text="").exclude(pk__in=_unreported(ids))
    return dict(rows.values_list("external_id", "sha256"))


def _unreported(ids: list[str]) -> list[int]:
    """Sources with records that no report stands for, as in a restored base: nothing can be matched with those yet."""
    unread = Q(Exists(_unmatched(Statement))) | Q(Exists(_unmatched(Event)))
    return list(Source.objects.filter(unread, external_id__in=ids).values_list("pk", flat=True))


def _unmatched(model: Any) -> Any:
    reported = Report.objects.filter(public_id=OuterRef("public_id"))
    return model.objects.filter(~Exists(reported), source=OuterRef("pk"), withdrawn_at=None).exclude(machine={})


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing one article led to: its fate, the counts of its records, doubts, and every change."""

    fate: str
    counts: RecordCounts
    doubts: list[IssueRecord]
    changes: Changes


@transaction.atomic
def store_article(extraction: Extraction, *, named: Named, pipeline: str, anew: bool = False) -> Stored:
    """Store what an article says: its reports, and the records that they and other articles' reports make up."""
    take_turn()
    named.forget_if_merged()
    counts, changes = RecordCounts(), Changes()
    named.counts = counts
    source, outcome = _source(extraction, named, pipeline)
    counts.add("source", outcome)
    ambiguous = named.begin(source)
    book = EvidenceBook(source)
    own = store_roles(extraction.roles, named, book, counts)
    # of an article on something else the dataset has no statements and no events, though they were read
    related = extraction.conflict_related
    said = (
        store_reports("statement", statements_said(extraction.statements if related else (), source, named, own), source),
        store_reports("event", events_said(extraction.events if related else (), source, named), source),
    )
    named.things.fetch(ids_in(report.values for one in said for report in one.said))
    due = {identifier for one in said for identifier in one.changed}
    if anew:  # the rules of matching may be others, though the reports are the same
        due |= {report.public_id for one in said for report in one.said}
    consolidate(due, named.things, changes)
    store_provisions(extraction.provisions if related else (), source, named, book, counts)
    _mentions(extraction, source, named, ambiguous)
    ambiguous.save()
    book.save()
    if outcome == "updated":
        _withdraw_unfounded_posts(counts)
        withdraw_unfounded_provisions(counts)
    _count(said, changes, counts)
    doubts = [
        IssueRecord("kept", f"{record} stands by a person's decision, though the text no longer says it")
        for one in said
        for record in one.kept
    ]
    changed = any(counts.total(kind) for kind in ("updated", "withdrawn", "inserted"))
    fate = {"inserted": "stored", "updated": "changed"}.get(outcome, "changed" if changed else "unchanged")
    return Stored(fate, counts, doubts, changes)


def _count(said: Iterable[Outcome], changes: Changes, counts: RecordCounts) -> None:
    for (noun, outcome), number in changes.counts.items():
        counts.add(noun, outcome, number)
    touched = {change.record for change in changes.all}
    for one in said:
        for report in one.said:
            if report.public_id not in touched:
                counts.add(noun_of(report.public_id) or "", "unchanged")


def _source(extraction: Extraction, named: Named, pipeline: str) -> tuple[Source, str]:
    document = extraction.document
    row = Source.objects.filter(external_id=document.external_id).first()
    new = row is None
    row = row or Source(external_id=document.external_id, public_id=public_id("source", document.external_id))
    values: dict[str, Any] = {
        "title": document.title or "",
        "publisher": named.known_actor(extraction.publisher) if extraction.publisher else None,
        "kind": document.kind,
        "language": document.language,
        **_published(document.published),
        "conflict_related": extraction.conflict_related,
    }
    also = {
        "publisher_text": (document.publisher or "")[:300],
        "date_inferred": document.date_inferred,
        "url": document.url or "",
        "licence": (document.licence or "")[:100],
        "text_public": (document.licence or "").upper().startswith(OPEN_LICENCES),
        "retrieved_at": document.retrieved_at,
        "sha256": document.sha256,
        "pipeline_version": pipeline,
        "text": document.text,
    }
    changed = settle(row, values, also)
    if revive(row) or changed or new:
        row.loaded_at = timezone.now()
        row.save()
    return row, "inserted" if new else "updated" if changed else "unchanged"


def _published(value: DateValue | None) -> dict[str, Any]:
    columns = dates(value, "published_from", "published_to")
    if value is not None:
        columns |= {"published_from": value.start, "published_to": value.end}
    return columns


def _mentions(extraction: Extraction, source: Source, named: Named, ambiguous: Doubts) -> None:
    wanted: dict[Any, Mention] = {}
    for record in extraction.mentions:
        actor = named.known_actor(record.actor) if record.actor else None
        if record.actor and record.actor.candidates:
            ambiguous.at(record.actor, record.start, record.end, record.confidence)
            if actor is None:  # unlinked until a person chooses
                continue
        place = named.known_place(record.place) if record.place else None
        if record.place and record.place.candidates:
            ambiguous.at(record.place, record.start, record.end, record.confidence)
            if place is None:
                continue
        row = Mention(
            source=source,
            start=record.start,
            end=record.end,
            text=record.text,
            actor=actor,
            location=place,
            resolution=named.resolution(record.resolution, source.external_id) if record.resolution else None,
            confidence=round(record.confidence, 3),
        )
        wanted.setdefault(_mention_key(row), row)
    settle_children(source.mentions.all(), wanted, _mention_key)


def _mention_key(row: Mention) -> tuple[Any, ...]:
    return row.start, row.end, row.actor_id, row.location_id, row.resolution_id, row.text, row.confidence


def _withdraw_unfounded_posts(counts: RecordCounts) -> None:
    unfounded = Affiliation.objects.filter(
        is_reference=False, evidence=None, withdrawn_at=None, review_status=ReviewStatus.CANDIDATE.value
    )
    for row in unfounded:
        row.withdrawn_at = timezone.now()
        row.save()
        counts.add("affiliation", "withdrawn")
