"""The events of a Doc."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from loaders.components.paragraph import REQUIRES, reading_of, set_spans, span

NAME = "conflictdb_events"


class Events:
    """Sets `doc._.conflictdb_events` (EventRecords, everybody and every place in them resolved);
    `doc.spans["conflictdb_events"]` holds where they stand, labelled by type.
    """

    def __init__(self, published_on: str | None) -> None:
        self._published_on = published_on

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with its events."""
        found = reading_of(doc, self._published_on).events
        doc._.conflictdb_events = found
        set_spans(doc, NAME, (span(doc, one.clause.start, one.clause.end, one.type.value) for one in found))
        return doc


@Language.factory(
    NAME, requires=REQUIRES, assigns=["doc.spans", "doc._.conflictdb_events"], default_config={"published_on": None}
)
def make_events(nlp: Language, name: str, published_on: str | None) -> Events:
    """Make the component; `published_on` is the ISO date that weekdays count from."""
    return Events(published_on)


Doc.set_extension(NAME, default=(), force=True)
