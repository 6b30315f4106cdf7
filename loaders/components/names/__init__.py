"""The names of actors, places and resolutions in a Doc."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from loaders.components.paragraph import REQUIRES, reading_of, set_spans, span
from loaders.records import MentionRecord

NAME = "conflictdb_names"


class Names:
    """Sets `doc.spans["conflictdb_names"]`: the label is the kind (city, person ...), `kb_id_` the slug of what is known."""

    def __init__(self, published_on: str | None) -> None:
        self._published_on = published_on

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with its names."""
        set_spans(doc, NAME, (_span(doc, mention) for mention in reading_of(doc, self._published_on).mentions))
        return doc


@Language.factory(NAME, requires=REQUIRES, assigns=["doc.spans"], default_config={"published_on": None})
def make_names(nlp: Language, name: str, published_on: str | None) -> Names:
    """Make the component; `published_on` is an ISO date."""
    return Names(published_on)


def _span(doc: Doc, mention: MentionRecord) -> Span | None:
    ref = mention.actor or mention.place
    label = ref.kind.value if ref else "resolution"
    return span(doc, mention.start, mention.end, label, (ref.slug or "") if ref else "")
