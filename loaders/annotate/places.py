"""Names that a common noun marks as a place: "Irumu and Mambasa territories", "quartier Mbimbi", "northern Mali"."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from conflictdb.vocabularies import LocationKind
from loaders.annotate.candidates import printed
from loaders.annotate.function_words import function_words
from loaders.annotate.kinds import kind_in
from loaders.annotate.names import Hit, NameTree
from loaders.annotate.words import CAPITAL, LOWER, POSSESSIVE, Words, words_of
from loaders.annotate.world import places_named
from loaders.vocab import table

T = TypeVar("T")
_LONGEST_RUN = 4
# a place of these kinds is another thing than the place it is named for: Goma airport, the Ruzizi River
OTHER_THING = frozenset({LocationKind.SITE, LocationKind.WATER, LocationKind.REGION})
# these need no "of" before the name: Lake Kivu, Camp Kokolo
_DIRECT = frozenset({LocationKind.SITE, LocationKind.WATER})


@dataclass(frozen=True, slots=True)
class PlaceNoun:
    """A name with the noun that marks it: name words [first, last), the whole [start, end), the kind that the noun tells."""

    first: int
    last: int
    start: int
    end: int
    kind: LocationKind | None  # None: an area without borders ("the Mambasa region"), which says nothing of the name's own kind


@functools.cache
def _nouns(side: str, language: str) -> NameTree[LocationKind | None]:
    tree: NameTree[LocationKind | None] = NameTree(cased=False)
    for kind, nouns in table("place_words")[side][language].items():
        for noun in nouns:
            tree.add(noun, None if kind == "loose" else LocationKind(kind))
    return tree


@functools.cache
def _compass(language: str) -> NameTree[str]:
    tree: NameTree[str] = NameTree(cased=False)
    for word in table("place_words")["compass"][language]:
        tree.add(word, word)
    return tree


@functools.cache
def _direct() -> frozenset[str]:
    return frozenset(table("place_words")["direct"]["words"])


@functools.cache
def _last_nouns() -> frozenset[str]:
    """The words that end divisions' and towns' names."""
    kinds = table("place_words")["after"]["en"]
    return frozenset(words_of(noun).keys[-1] for nouns in kinds.values() for noun in nouns)


@functools.cache
def _links(sort: str) -> frozenset[str]:
    return frozenset(table("place_words")["links"][sort])


class PlaceNouns:
    """Finds nouns of place beside names in the words of a text of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.before = _nouns("before", language)
        self.after = _nouns("after", language)
        self.compass = _compass(language)

    def find(self, words: Words, names: Mapping[int, Hit[T]]) -> Iterator[PlaceNoun]:
        """Yield the marked names; `names` are the known names by first word."""
        ends = {hit.last: hit for hit in names.values()}
        for noun in self.before.find(words):
            yield from self._names_after(words, noun, names)
        for noun in self.after.find(words):
            yield from self._names_before(words, noun, ends)

    def _names_after(self, words: Words, noun: Hit[LocationKind | None], names: Mapping[int, Hit[T]]) -> Iterator[PlaceNoun]:
        at, kind = self._pass(words, noun.last, _links("of")), noun.bearers[0]
        if at == noun.last and self.language == "en" and kind not in _DIRECT:
            return
        if words.shapes[noun.first] != LOWER and at not in names and not self._is_direct(words, noun, at):  # "State of Emergency"
            return
        start = noun.first
        while at < len(words) and (last := self._name_at(words, at, names)) > at:
            yield PlaceNoun(at, last, start, last, kind)
            following = self._pass(words, last, _links("and"))
            if following == last or not _is_plural(words.keys[noun.first]):
                return
            start = at = self._pass(words, following, _links("of"))

    def _is_direct(self, words: Words, noun: Hit[LocationKind | None], at: int) -> bool:
        """Whether one capitalised word, and no more, stands right after a noun that is part of its name: "Lake Orvan"."""
        if at != noun.last or at >= len(words) or words.keys[noun.last - 1] not in _direct() or not _may_name(words, at):
            return False
        if words.keys[at] in _last_nouns() or places_named(printed(words, noun.first, at + 1)):
            return False  # "Lake County", "Fort Worth"
        alone = at + 1 >= len(words) or words.shapes[at + 1] == LOWER or not words.keys[at + 1].isalpha()
        return alone and words.shapes[noun.first] == words.shapes[at] == CAPITAL and not kind_in(words, at, at + 1)

    def _names_before(self, words: Words, noun: Hit[LocationKind | None], ends: Mapping[int, Hit[T]]) -> Iterator[PlaceNoun]:
        if words.shapes[noun.first] != LOWER and noun.bearers[0] not in OTHER_THING and noun.first == 0:
            return
        if words.shapes[noun.last - 1] != LOWER and noun.last < len(words) and words.shapes[noun.last] != LOWER:
            return  # "Oklahoma State University"
        if noun.last + 1 < len(words) and words.keys[noun.last] in _links("of") and words.shapes[noun.last + 1] != LOWER:
            return  # "the US state of Georgia"
        end, whole = noun.first, noun.last
        if end and words.keys[end - 1] == POSSESSIVE:
            end -= 1
        while end > 0 and (first := self._name_to(words, end, ends)) < end:
            yield PlaceNoun(first, end, first, whole, noun.bearers[0])
            if not _is_plural(words.keys[noun.last - 1]) or first < 2 or words.keys[first - 1] not in _links("and"):
                return
            whole = end = first - 1

    def compass_before(self, words: Words, first: int) -> int:
        """Return where "eastern" (or "l'est de") before the country's name at `first` begins, or `first`."""
        at = first
        if self.language == "fr":
            while at > 0 and words.keys[at - 1] in _links("of"):
                at -= 1
            if at == first:
                return first
        for start in range(max(0, at - 3), at):
            if (hit := self.compass.match_at(words, start)) and hit.last == at:
                return start
        return first

    def _name_at(self, words: Words, at: int, names: Mapping[int, Hit[T]]) -> int:
        if at in names:
            return names[at].last
        if words.keys[at] in function_words("name_articles") and at + 1 in names:  # "the town of El Tawila"
            return names[at + 1].last
        last = at
        while last < len(words) and last - at < _LONGEST_RUN and _may_name(words, last) and (last == at or last not in names):
            last += 1
        return last

    def _name_to(self, words: Words, end: int, ends: Mapping[int, Hit[T]]) -> int:
        if end in ends:
            first = ends[end].first
            article = first > 0 and words.keys[first - 1] in function_words("name_articles") and words.shapes[first - 1] != LOWER
            return first - article  # "Al Riyad camp"
        first = end
        while first > 0 and end - first < _LONGEST_RUN and _may_name(words, first - 1) and (first == end or first not in ends):
            first -= 1
        return first

    def _pass(self, words: Words, at: int, links: frozenset[str]) -> int:
        while at < len(words) and words.keys[at] in links and words.shapes[at] == LOWER:
            at += 1
        return at


def _may_name(words: Words, at: int) -> bool:
    return words.shapes[at] != LOWER and words.keys[at] not in never_names()


@functools.cache
def never_names() -> frozenset[str]:
    """Return the words that begin no place's name."""
    return frozenset(table("place_words")["never"]["words"])


@functools.cache
def _plurals() -> frozenset[str]:
    nouns = [
        noun
        for side in ("before", "after")
        for kinds in table("place_words")[side].values()
        for entries in kinds.values()
        for noun in entries
    ]
    return frozenset(words_of(noun).keys[-1] for noun in nouns if noun.endswith(("s", "x", "ies")))


def _is_plural(key: str) -> bool:
    return key in _plurals()
