"""The date expressions of a Doc."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from loaders.components.paragraph import REQUIRES, reading_of, set_spans, span

NAME = "conflictdb_dates"


class Dates:
    """Sets `doc.spans["conflictdb_dates"]` and `doc._.conflictdb_dates` (DateRecords with their values, in the same order)."""

    def __init__(self, published_on: str | None) -> None:
        self._published_on = published_on

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with its dates."""
        found = reading_of(doc, self._published_on).dates
        spans = [span(doc, date.start, date.end, "DATE") for date in found]
        set_spans(doc, NAME, spans)
        doc._.conflictdb_dates = tuple(date for date, one in zip(found, spans, strict=True) if one is not None)
        return doc


@Language.factory(NAME, requires=REQUIRES, assigns=["doc.spans", "doc._.conflictdb_dates"], default_config={"published_on": None})
def make_dates(nlp: Language, name: str, published_on: str | None) -> Dates:
    """Make the component; `published_on` is the ISO date that weekdays and "last month" count from."""
    return Dates(published_on)


Doc.set_extension(NAME, default=(), force=True)
