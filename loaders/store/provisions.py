"""Provision rows: what resolutions say, told in the same words by one source or by several."""

from __future__ import annotations

from conflictdb.identity import fold, public_id
from conflictdb.models import Provision, Source
from conflictdb.settling import revive, settle, settle_links, withdraw
from conflictdb.vocabularies import ReviewStatus
from loaders.records import ProvisionRecord
from loaders.report import RecordCounts
from loaders.store.evidence import EvidenceBook, Marks
from loaders.store.named import Named


def store_provisions(
    records: tuple[ProvisionRecord, ...], source: Source, named: Named, book: EvidenceBook, counts: RecordCounts
) -> None:
    """Store what resolutions say by this source; the same words in several sources are one provision with evidence of each."""
    outcomes: dict[str, str] = {}
    for record in records:
        resolution = named.resolution(record.resolution, source.external_id)
        identifier = public_id("provision", resolution.public_id, record.act.value, fold(record.text))
        row = Provision.objects.filter(public_id=identifier).first()
        outcome = "unchanged" if row else "inserted"
        row = row or Provision(public_id=identifier, resolution=resolution, review_status=ReviewStatus.CANDIDATE.value)
        if _settle(row, record, source, named) and outcome == "unchanged":
            outcome = "updated"
        outcomes.setdefault(identifier, outcome)
        marks: Marks = [["content", span.start, span.end] for span in record.content]
        book.add({"provision": row}, record.evidence, marks=marks, extractor=record.rule, confidence=record.confidence)
    for outcome in outcomes.values():
        counts.add("provision", outcome)


def withdraw_unfounded_provisions(counts: RecordCounts) -> None:
    """Withdraw the provisions that no source tells any more, but for those that a person decided on."""
    number, _ = withdraw(Provision.objects.filter(evidence=None, withdrawn_at=None))
    counts.add("provision", "withdrawn", number)


def _settle(row: Provision, record: ProvisionRecord, source: Source, named: Named) -> bool:
    """Bring the row to the record. Where sources differ on whom it addresses, the first by external id counts: no load order."""
    if not row._state.adding and not _is_first(row, source):
        return False
    changed = settle(row, {"act": record.act, "text": record.text})
    changed = revive(row) or changed or row._state.adding
    if row._state.adding:
        row.save()  # links need a row to hang on
    changed = settle_links(row, "addressees", filter(None, map(named.known_actor, record.addressees))) or changed
    topics = [named.topics[slug] for slug in record.topics if slug in named.topics]
    changed = settle_links(row, "topics", topics) or changed
    if changed:
        row.save()
    return changed


def _is_first(row: Provision, source: Source) -> bool:
    others = row.evidence.exclude(source=source).values_list("source__external_id", flat=True)
    return all(source.external_id <= other for other in others)
