"""The names in a document: those that the gazetteer knows first, then those that the statistical model finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Span as Tokens
from spacy.util import filter_spans

from conflictdb.identity import fold
from conflictdb.vocabularies import ActorKind, LocationKind
from loaders.annotate.annotated import Mention, Section
from loaders.gazetteer import Gazetteer
from loaders.records import Document

ACTOR_LABELS = {"PERSON": ActorKind.PERSON, "PER": ActorKind.PERSON, "ORG": ActorKind.IGO}
PLACE_LABELS = {"GPE": LocationKind.CITY, "LOC": LocationKind.REGION, "FAC": LocationKind.SITE}


class NameMatcher:
    """Finds names in the sections of a document of one language."""

    def __init__(self, nlp: Language, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
        names = {name for thing in (*gazetteer.actors.values(), *gazetteer.places.values()) for name in thing.names}
        self.matcher.add("NAME", list(nlp.tokenizer.pipe(sorted(names))))

    def mentions(self, document: Document, sections: Iterable[Section]) -> Iterator[Mention]:
        """Yield the mentions of all sections by position; where two overlap the known and longer one stands."""
        for index, section in enumerate(sections):
            known = filter_spans(self.matcher(section.doc, as_spans=True))
            taken = {token.i for span in known for token in span}
            guessed = [span for span in section.doc.ents if not taken & {token.i for token in span}]
            for span in sorted([*known, *guessed], key=lambda span: span.start):
                if mention := self._mention(document, index, section, span):
                    yield mention

    def _mention(self, document: Document, index: int, section: Section, span: Tokens) -> Mention | None:
        actors = self.gazetteer.actors_by_name.get(fold(span.text), ())
        places = self.gazetteer.places_by_name.get(fold(span.text), ())
        actor_kind = self.gazetteer.actors[actors[0]].kind if actors else None
        place_kind = self.gazetteer.places[places[0]].kind if places else None
        if not actors and not places:
            actor_kind, place_kind = ACTOR_LABELS.get(span.label_), PLACE_LABELS.get(span.label_)
            if actor_kind is None and place_kind is None:
                return None
        raw = section.span(span)
        text = document.text[raw.start : raw.end]
        return Mention(index, span.start, span.end, raw.start, raw.end, text, actors, places, actor_kind, place_kind)
