"""A document with its linguistic annotation: what the extractors read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import spacy.tokens

from conflictdb.vocabularies import ActorKind, LocationKind
from loaders.records import Block, Document, Ref, Span


@dataclass(frozen=True, slots=True)
class Section:
    """A block and the spaCy Doc of its clean text."""

    block: Block
    doc: spacy.tokens.Doc

    def span(self, tokens: spacy.tokens.Span | spacy.tokens.Token) -> Span:
        """Where these tokens stand in the document."""
        if isinstance(tokens, spacy.tokens.Token):
            return self.block.raw_span(tokens.idx, tokens.idx + len(tokens.text))
        return self.block.raw_span(tokens.start_char, tokens.end_char)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch that names an actor or a place, with what it may name.

    `first` and `last` bound its tokens in the section's Doc: doc[first:last]. A name may stand for an actor and a place at
    once ("Rwanda"): which of the two is meant here is for link to say. Both slug tuples empty: a name that is not known.
    """

    section: int
    first: int
    last: int
    start: int
    end: int
    text: str
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    actor_kind: ActorKind | None = None  # known or guessed; None: it names no actor
    place_kind: LocationKind | None = None  # known or guessed; None: it names no place
    name: str = ""  # of what is not known: the printed name without title, article and marks
    country_code: str | None = None  # of what is not known: the country that the text gives it ("Uruguay's army")
    rule: str = "gazetteer"  # what found it: gazetteer, phrase, place, model, title, repeat, acronym


@dataclass(frozen=True)
class Annotated:
    """A document, its sections in reading order (only blocks that are read for facts) and its mentions by position."""

    document: Document
    sections: tuple[Section, ...]
    mentions: tuple[Mention, ...]
    margins: tuple[Mention, ...] = ()  # in datelines and by-lines, which are no sections: section is -1
    nations: tuple[Mention, ...] = ()  # countries that are pointed at, not named as places: "Russian", "Kenya" in "Kenya's army"

    def ref(self, section: int, tokens: spacy.tokens.Span | spacy.tokens.Token) -> Ref:
        """A reference to these tokens: their place and their text in the document."""
        span = self.sections[section].span(tokens)
        return Ref(span.start, span.end, self.document.text[span.start : span.end])


def by_section(mentions: Iterable[Mention]) -> dict[int, list[Mention]]:
    """Return the mentions of each section that has any, in the order given."""
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.section, []).append(mention)
    return found
