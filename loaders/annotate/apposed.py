"""Places that a comma ties to a noun or to a place nearby: "the state capital, X,", "X, near Y"."""

from __future__ import annotations

import functools
from collections.abc import Container, Iterator, Set

from conflictdb.vocabularies import LocationKind
from loaders.annotate.bearings import knows
from loaders.annotate.candidates import Candidate, printed
from loaders.annotate.countries import adjectives
from loaders.annotate.function_words import function_words
from loaders.annotate.kinds import kind_in
from loaders.annotate.persons import title_words
from loaders.annotate.words import LOWER, Words
from loaders.vocab import table

RANK_APPOSED = 4
APPOSED = "contained"
_LONGEST = 3
_REACH = 4


@functools.cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(table("place_words")["apposed"][key])


def apposed_names(words: Words, taken: Set[int], known_places: Container[int], language: str) -> Iterator[Candidate]:
    """Yield the places that nobody knows but for their comma; `known_places` begin known places' names."""
    for comma in range(1, len(words) - 1):
        if words.keys[comma] != ",":
            continue
        if _announces(words, comma):
            last = _run(words, comma + 1, 1, taken)
            if last > comma + 1 and _ends(words, last) and _may_be_place(words, comma + 1, last, language):
                yield _town(words, comma + 1, last)
        elif _is_near(words, comma + 1, known_places):
            first = _run(words, comma - 1, -1, taken) + 1
            if first < comma and _may_be_place(words, first, comma, language):
                yield _town(words, first, comma)


def _town(words: Words, first: int, last: int) -> Candidate:
    return Candidate(first, last, RANK_APPOSED, APPOSED, place_kind=LocationKind.CITY, name=printed(words, first, last))


def _announces(words: Words, comma: int) -> bool:
    """Whether "the capital" or "another village" stands before the comma, and opens no sentence as "In the capital," does."""
    noun = comma - 1
    if words.shapes[noun] != LOWER or words.keys[noun] not in _listed("sure") | _listed("nouns"):
        return False
    before = range(max(0, noun - _REACH), noun)
    if words.keys[noun] in _listed("nouns") and not any(words.keys[at] in _listed("which") for at in before):
        return False
    return not any(words.shapes[at] != LOWER and words.keys[at] in _listed("fronting") for at in before)


def _is_near(words: Words, at: int, known_places: Container[int]) -> bool:
    """Whether "near Y" or "just outside Y" stands there, Y a place that is known."""
    end = min(at + 2, len(words) - 1)
    while at < end and words.keys[at] in _listed("just"):
        at += 1
    if at >= len(words) - 1 or words.keys[at] not in _listed("near") or words.shapes[at] != LOWER:
        return False
    at += 1
    at += at < len(words) - 1 and words.keys[at] in function_words("of")
    return at in known_places or (words.shapes[at] != LOWER and knows(words, at, at + 1))


def _run(words: Words, at: int, step: int, taken: Set[int]) -> int:
    """Return where the run of free capitalised words that begins at `at` ends, in one direction."""
    length = 0
    while (
        0 <= at < len(words) and length < _LONGEST and words.shapes[at] != LOWER and words.keys[at].isalpha() and at not in taken
    ):
        at, length = at + step, length + 1
    return at


def _ends(words: Words, last: int) -> bool:
    """Whether a mark ends the name, and no age follows it."""
    if last >= len(words):
        return True
    aged = last + 1 < len(words) and words.keys[last + 1][0].isdigit()
    return words.keys[last] in {",", ".", ")", ";"} and not aged


def _may_be_place(words: Words, first: int, last: int, language: str) -> bool:
    if kind_in(words, first, last) or adjectives("en").match_at(words, first) or title_words(language).match_at(words, first):
        return False
    before, after = first - 1, last
    cut = any(0 <= at < len(words) and words.shapes[at] != LOWER and words.keys[at].isalpha() for at in (before, after))
    return not cut and words.keys[first] not in table("nominals")["times"]["words"]
