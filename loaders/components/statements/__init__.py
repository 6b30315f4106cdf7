"""The statements of a Doc."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from loaders.components.paragraph import REQUIRES, reading_of, set_spans, span

NAME = "conflictdb_statements"


class Statements:
    """Sets `doc._.conflictdb_statements` (StatementRecords, everybody in them resolved);
    `doc.spans["conflictdb_statements"]` holds where they stand, labelled by act.
    """

    def __init__(self, published_on: str | None) -> None:
        self._published_on = published_on

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with its statements."""
        found = reading_of(doc, self._published_on).statements
        doc._.conflictdb_statements = found
        set_spans(doc, NAME, (span(doc, part.start, part.end, one.act.value) for one in found for part in one.content))
        return doc


@Language.factory(
    NAME, requires=REQUIRES, assigns=["doc.spans", "doc._.conflictdb_statements"], default_config={"published_on": None}
)
def make_statements(nlp: Language, name: str, published_on: str | None) -> Statements:
    """Make the component; `published_on` is the ISO date that weekdays count from."""
    return Statements(published_on)


Doc.set_extension(NAME, default=(), force=True)
