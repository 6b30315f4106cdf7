"""Where the words of the stored reports stand, for the figures of the corpus."""

from __future__ import annotations

from collections.abc import Iterator

from conflictdb.identity import noun_of
from conflictdb.models import Report
from tests.merging.corpus import Read

WORDS = frozenset({"content", "clause"})


def reports() -> Iterator[Read]:
    """Each stretch of an article that a report rests on, with the record that tells it."""
    for report in Report.objects.filter(withdrawn_at=None).select_related("source").defer("source__text"):
        for kind, start, end in report.values["evidence"]["marks"]:
            if kind in WORDS:
                yield noun_of(report.public_id) or "", report.source.external_id, start, end, report.kept
