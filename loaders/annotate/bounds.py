"""Where a place's name begins and ends, and what is none: "East Yorkshire", "Saint-Jean-de-Lune", "Mill Street", "the East"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from conflictdb.vocabularies import LocationKind
from loaders.annotate.candidates import Candidate, printed, word_range
from loaders.annotate.function_words import function_words
from loaders.annotate.persons import title_words
from loaders.annotate.words import LOWER, Words, keys_in
from loaders.annotate.world import places_named
from loaders.vocab import table

RANK_WHOLE = 7
WHOLE = "contained"


@functools.cache
def _compass() -> frozenset[str]:
    """The points of the compass in both languages, as words that may stand before a name."""
    listed = table("place_words")["compass"]
    return keys_in((*listed["en"], *listed["fr"]))


@functools.cache
def _parts() -> frozenset[str]:
    return _compass() | frozenset(table("place_words")["qualifiers"]["words"])


@functools.cache
def streets() -> frozenset[str]:
    """Return the last words of streets, halls and the like."""
    return frozenset(table("place_words")["streets"]["words"])


def is_street(words: Words, first: int, last: int) -> bool:
    """Whether words [first, last) name a street or a numbered road."""
    numbered = last - first > 1 and words.keys[last - 1][0].isdigit()  # "Highway 82"
    return words.keys[last - 1 - numbered] in streets()


def bounded(words: Words, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates without streets and points of the compass, places with all that belongs to their names."""
    kept = [candidate for candidate in candidates if not _is_no_place(words, candidate)]
    taken = {at for candidate in kept for at in range(candidate.first, candidate.last)}
    return [_with_compass(words, candidate, taken) for candidate in kept]


def _is_no_place(words: Words, candidate: Candidate) -> bool:
    if candidate.place_kind is None or candidate.places or candidate.actors:
        return False
    if _compass().issuperset(words.keys[candidate.first : candidate.last]):
        return True
    if function_words("name_articles").issuperset(words.keys[candidate.first : candidate.last]):  # "Al"
        return True
    # "the area of Mill Road" says where, but names no place
    marked = candidate.rule == "place" and candidate.place_kind is not LocationKind.REGION
    return not marked and is_street(words, candidate.first, candidate.last)


def _with_compass(words: Words, candidate: Candidate, taken: set[int]) -> Candidate:
    """Take in the capitalised word that makes the whole a part of the place: "East Yorkshire", "in Greater Manchester"."""
    first = candidate.first - 1
    if candidate.place_kind is None or first < 0 or first in taken or words.keys[first] not in _parts():
        return candidate
    if words.keys[first] not in _compass() and (
        first == 0 or not words.keys[first - 1].isalpha()
    ):  # "Rural Georgia" opens a sentence
        return candidate
    if words.shapes[first] == LOWER or words.text[words.ends[first] : words.starts[first + 1]] not in {" ", "-"}:
        return candidate
    name = printed(words, first, candidate.last)
    return replace(
        candidate, first=first, rule="place", places=(), actors=(), actor_kind=None, place_kind=LocationKind.REGION, name=name
    )


def whole_names(words: Words, known: frozenset[int], language: str) -> Iterator[Candidate]:
    """Yield the towns whose names small words tie together: "Saint-Jean-de-Lune", "Hill upon Dale"; `known` begin known names."""
    for found in _tied().finditer(words.text):
        first, last = word_range(words, found.start(), found.end())
        if first >= last or words.starts[first] != found.start() or words.ends[last - 1] != found.end():
            continue
        if _stands_alone(words, first, last) and (
            first in known or _is_located(words, first, language) or _is_town(words, first, last)
        ):
            name = printed(words, first, last)
            yield Candidate(first, last, RANK_WHOLE, WHOLE, place_kind=LocationKind.CITY, name=name)


@functools.cache
def _tied() -> re.Pattern[str]:
    """A name with hyphens around small words, or with one of the small words that only towns' names have."""
    small = "|".join(sorted(function_words("in_towns"), key=len, reverse=True))
    welds = "|".join(table("place_words")["welds"]["words"])
    name = r"[^\W\d_a-zà-ÿ][\w'’]+"
    return re.compile(rf"\b{name}(?:-{name})*(?:(?:-(?:{small}))+-(?:[dlDL]['’])?{name}(?:-{name})*|\s(?:{welds})\s{name})(?!\w)")


def _stands_alone(words: Words, first: int, last: int) -> bool:
    before, after = first - 1, last
    if after < len(words) and words.shapes[after] != LOWER and words.keys[after].isalpha():
        return False
    return before < 0 or words.shapes[before] == LOWER or not words.keys[before].isalpha() or words.keys[before] in locative("en")


def _is_located(words: Words, first: int, language: str) -> bool:
    if not first or title_words(language).match_at(words, first - 1):
        return False
    return words.keys[first - 1] in locative(language) | function_words("of")


@functools.cache
def locative(language: str) -> frozenset[str]:
    """Return the words before which a place stands: "in", "near"."""
    return keys_in(table("place_words")["locative"][language])


def _is_town(words: Words, first: int, last: int) -> bool:
    return any(not place.is_other_name for place in places_named(printed(words, first, last)))
