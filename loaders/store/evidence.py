"""Evidence rows of posts: the stretch of a source's text that a post rests on. (Statements and events rest on their reports.)"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conflictdb.models import Evidence, Source
from conflictdb.reviews import BY_HAND, EARLIER
from conflictdb.settling import settle_children
from loaders.records import Span

Marks = list[list[Any]]


class EvidenceBook:
    """What one source's text is evidence of, collected while its records are stored and written at the end."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._wanted: dict[tuple[Any, ...], Evidence] = {}

    def add(self, target: Mapping[str, Any], span: Span, *, marks: Marks, extractor: str, confidence: float) -> None:
        """Note that the source's `span` is evidence of the record: `target` is {"statement": row} or the like."""
        row = Evidence(
            source=self.source,
            start=span.start,
            end=span.end,
            excerpt=self.source.text[span.start : span.end],
            marks=marks,
            extractor=extractor,
            confidence=round(confidence, 3),
            **target,
        )
        self._wanted.setdefault(_key(row), row)

    def save(self) -> bool:
        """Bring the source's evidence rows to what was collected; say whether anything changed."""
        machine = self.source.evidence.filter(statement=None, event=None).exclude(extractor__in=[BY_HAND, EARLIER])
        return settle_children(machine, dict(self._wanted), _key)


def _key(row: Evidence) -> tuple[Any, ...]:
    target = (row.statement_id, row.event_id, row.affiliation_id, row.relation_id, row.provision_id)
    marks = tuple(tuple(mark) for mark in row.marks)
    return (*target, row.start, row.end, row.excerpt, row.extractor, row.confidence, marks)
