"""The countries and regions that a text points at without naming them as places: "Russian troops", "Kenya's army", "European"."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conflictdb.vocabularies import ActorKind, LocationKind
from loaders.annotate.annotated import Mention, Section, by_section
from loaders.annotate.countries import adjectives
from loaders.annotate.function_words import function_words
from loaders.annotate.names import Hit, NameTree
from loaders.annotate.words import POSSESSIVE, Words, words_of
from loaders.gazetteer import Gazetteer
from loaders.records import Document
from loaders.vocab import table

DEMONYM, INSIDE = "demonym", "inside"
_LANGUAGE_BEFORE = function_words("before_language")
_BODIES = frozenset({ActorKind.STATE, ActorKind.STATE_FORCES})
# what a name found so may have countries' adjectives in it that are no part of a name
_OPEN = frozenset({"model", "headed"})


@functools.cache
def _region_adjectives(language: str) -> NameTree[str]:
    tree: NameTree[str] = NameTree(cased=language == "en")
    for slug, forms in table("place_adjectives").items():
        for form in forms.get(language, ()):
            tree.add(form, slug)
    return tree


@dataclass(frozen=True, slots=True)
class _Around:
    """A section with its words and mentions."""

    section: Section
    words: Words
    mentions: Sequence[Mention]


@dataclass(frozen=True, slots=True)
class _Pointer:
    """A word or name that points at the place with that slug."""

    hit: Hit[str]
    slug: str
    rule: str


class Nations:
    """Finds the countries that adjectives and names inside actors' names point at."""

    def __init__(self, gazetteer: Gazetteer, language: str) -> None:
        self.gazetteer = gazetteer
        self.language = language
        self._slugs = {
            place.country_code: place.slug
            for place in gazetteer.places.values()
            if place.kind is LocationKind.COUNTRY and place.country_code
        }

    def find(
        self, document: Document, sections: Sequence[Section], mentions: Sequence[Mention], known: NameTree[str]
    ) -> Iterator[Mention]:
        """Yield them by position; `mentions` are the document's, `known` the countries' names."""
        of_section = by_section(mentions)
        for index, section in enumerate(sections):
            around = _Around(section, words_of(section.block.text), of_section.get(index, []))
            for place in (*self._pointed_at(around), *self._inside(around, known)):
                yield _mention(document, index, around, place)

    def _pointed_at(self, around: _Around) -> Iterator[_Pointer]:
        for hit in adjectives(self.language).find(around.words):
            if (slug := self._slugs.get(hit.bearers[0])) and not _is_language(around.words, hit):
                yield from self._allowed(around, _Pointer(hit, slug, DEMONYM))
        for hit in _region_adjectives(self.language).find(around.words):
            if hit.bearers[0] in self.gazetteer.places:
                yield from self._allowed(around, _Pointer(hit, hit.bearers[0], DEMONYM))

    def _inside(self, around: _Around, known: NameTree[str]) -> Iterator[_Pointer]:
        for hit in known.find(around.words):
            yield from self._allowed(around, _Pointer(hit, hit.bearers[0], INSIDE))

    def _allowed(self, around: _Around, pointer: _Pointer) -> Iterator[_Pointer]:
        words, hit = around.words, pointer.hit
        raw = around.section.block.raw_span(words.starts[hit.first], words.ends[hit.last - 1])
        over = [m for m in around.mentions if m.start < raw.end and raw.start < m.end]
        owned = hit.last < len(words) and words.keys[hit.last] == POSSESSIVE
        demonym = pointer.rule == DEMONYM
        if all(self._leaves(mention, demonym=demonym, owned=owned) for mention in over) and (over or demonym):
            yield pointer

    def _leaves(self, mention: Mention, *, demonym: bool, owned: bool) -> bool:
        """Whether a mention around the word leaves it its own sense: "Kenya's army", not "the Bank of Kenya"."""
        if mention.rule == "phrase":
            return True
        if mention.rule == "gazetteer":
            return mention.actor_kind in _BODIES and not mention.places and (owned or demonym)
        return demonym and mention.rule in _OPEN and not mention.place_kind


def _is_language(words: Words, hit: Hit[str]) -> bool:
    """Whether the word is a language's name: "in French", "speaks Arabic"."""
    return hit.first > 0 and words.keys[hit.first - 1] in _LANGUAGE_BEFORE and _ends_phrase(words, hit.last)


def _ends_phrase(words: Words, at: int) -> bool:
    return at >= len(words) or not words.keys[at][0].isalpha() or words.keys[at] in function_words("and")


def country_names(gazetteer: Gazetteer) -> NameTree[str]:
    """Return the names of all countries, with their slugs."""
    tree: NameTree[str] = NameTree()
    for place in gazetteer.places.values():
        if place.kind is LocationKind.COUNTRY:
            for name in place.names:
                tree.add(name, place.slug)
    return tree


def _mention(document: Document, index: int, around: _Around, pointer: _Pointer) -> Mention:
    section, words, hit = around.section, around.words, pointer.hit
    start, end = words.starts[hit.first], words.ends[hit.last - 1]
    tokens = section.doc.char_span(start, end, alignment_mode="expand") or section.doc[0:1]
    raw = section.block.raw_span(start, end)
    return Mention(
        index, tokens.start, tokens.end, raw.start, raw.end, document.text[raw.start : raw.end],
        places=(pointer.slug,), place_kind=LocationKind.COUNTRY, rule=pointer.rule,
    )  # fmt: skip
