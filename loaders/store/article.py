"""One article's extraction to rows, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from conflictdb.identity import public_id
from conflictdb.models import Affiliation, Event, Mention, Source, Statement
from conflictdb.vocabularies import ReviewStatus
from loaders.records import Document, Extraction, IssueRecord
from loaders.report import RecordCounts
from loaders.store.events import store_events
from loaders.store.evidence import EvidenceBook
from loaders.store.named import Named
from loaders.store.posts import store_roles
from loaders.store.provisions import store_provisions, withdraw_unfounded_provisions
from loaders.store.statements import dates, store_statements
from loaders.store.upsert import revive, settle, settle_children

# Licences that let anybody read the whole text here.
OPEN_LICENCES = ("CC0", "CC-BY", "PUBLIC DOMAIN", "PDM")


def known_sources(documents: Iterable[Document]) -> dict[str, str]:
    """The SHA-256 of the stored text of each of these articles that is stored, by external id."""
    ids = [document.external_id for document in documents]
    # a base that was restored from the published files has no text where the licence keeps it back: read it again
    rows = Source.objects.filter(external_id__in=ids, withdrawn_at=None).exclude(text="")
    return dict(rows.values_list("external_id", "sha256"))


@transaction.atomic
def store_article(extraction: Extraction, *, named: Named, pipeline: str) -> tuple[str, RecordCounts, list[IssueRecord]]:
    """Store what an article says; return its fate (stored, changed or unchanged), what happened to each record, and doubts."""
    counts = RecordCounts()
    named.counts = counts
    source, outcome = _source(extraction, named, pipeline)
    counts.add("source", outcome)
    book = EvidenceBook(source)
    store_roles(extraction.roles, named, book, counts)
    # of an article on something else the dataset has no statements and no events, though they were read
    related = extraction.conflict_related
    kept: list[Statement | Event] = [
        *store_statements(extraction.statements if related else (), source, named, book, counts),
        *store_events(extraction.events if related else (), source, named, book, counts),
    ]
    store_provisions(extraction.provisions if related else (), source, named, book, counts)
    _mentions(extraction, source, named)
    book.keep(kept)
    book.save()
    if outcome == "updated":
        _withdraw_unfounded_posts(counts)
        withdraw_unfounded_provisions(counts)
    doubts = [
        IssueRecord("kept", f"{row.public_id} stands by a person's decision, though the text no longer says it") for row in kept
    ]
    changed = any(counts.total(kind) for kind in ("updated", "withdrawn", "inserted"))
    return {"inserted": "stored", "updated": "changed"}.get(outcome, "changed" if changed else "unchanged"), counts, doubts


def _source(extraction: Extraction, named: Named, pipeline: str) -> tuple[Source, str]:
    document = extraction.document
    row = Source.objects.filter(external_id=document.external_id).first()
    new = row is None
    row = row or Source(external_id=document.external_id, public_id=public_id("source", document.external_id))
    values: dict[str, Any] = {
        "title": document.title or "",
        "publisher": named.actor(extraction.publisher) if extraction.publisher else None,
        "kind": document.kind,
        "language": document.language,
        **dates(document.published, "published_from", "published_to"),
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


def _mentions(extraction: Extraction, source: Source, named: Named) -> None:
    wanted: dict[Any, Mention] = {}
    for record in extraction.mentions:
        row = Mention(
            source=source,
            start=record.start,
            end=record.end,
            text=record.text,
            actor=named.actor(record.actor) if record.actor else None,
            location=named.place(record.place) if record.place else None,
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
