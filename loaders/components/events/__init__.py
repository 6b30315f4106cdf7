"""The events of a Doc."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from loaders.components.paragraph import REQUIRES, reading_of

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
        spans = (
            doc.char_span(stretch.start, stretch.end, label=event.type.value, alignment_mode="expand")
            for event in found
            for stretch in (event.clause,)
        )
        doc.spans[NAME] = [span for span in spans if span is not None]
        return doc


@Language.factory(
    NAME, requires=REQUIRES, assigns=["doc.spans", "doc._.conflictdb_events"], default_config={"published_on": None}
)
def make_events(nlp: Language, name: str, published_on: str | None) -> Events:
    """Make the component; `published_on` is the ISO date that weekdays count from."""
    return Events(published_on)


Doc.set_extension(NAME, default=(), force=True)
