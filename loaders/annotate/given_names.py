"""Given names: persons whom the statistical model passes over, and whether a name is a woman's or a man's."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Set

from spacy.tokens import Doc

from conflictdb.vocabularies import ActorKind
from loaders.annotate.candidates import Candidate, printed
from loaders.annotate.function_words import function_words
from loaders.annotate.kinds import kind_in
from loaders.annotate.unknown import RANK_TITLE, is_name_part, is_other_word
from loaders.annotate.words import CAPITAL, CAPITALS, LOWER, Words, words_of
from loaders.vocab import table

GIVEN = "given"
RANK_OVER_PLACES = 5
_LONGEST = 5
_NAMELIKE = frozenset({"PROPN", "NOUN", "ADJ", "X"})
_INITIAL = 1  # letters
_PARTICLES = function_words("particles")
_PLACE_ARTICLES = function_words("before_saints")


@functools.cache
def _names(sort: str) -> frozenset[str]:
    return frozenset(words_of(name).keys[0] for name in table("given_names")[sort].split())


def gender_of(keys: tuple[str, ...]) -> str | None:
    """Return "f" or "m" by the given names of a full name; None where they tell nothing or both."""
    for key in keys[:-1]:
        woman, man = key in _names("f"), key in _names("m")
        if woman is not man:
            return "f" if woman else "m"
    return None


def given_names(doc: Doc, words: Words, taken: set[int], towns: Set[int] = frozenset()) -> Iterator[Candidate]:
    """Yield the persons whose name begins with a given name that is no common word: "Margaret Ollerton", "Jean-Luc N. Petit".

    `towns` are the words of `taken` that are places' names of one word, which may be surnames as well: "Ed London".
    """
    first = 0
    while first < len(words):
        last = _full_name(doc, words, first, taken)
        rank = RANK_TITLE
        if not last and _town_follows(words, first, taken, towns):
            last, rank = first + 2, RANK_OVER_PLACES
        if last:
            name = printed(words, first, last)
            yield Candidate(first, last, rank, GIVEN, actor_kind=ActorKind.PERSON, name=name)
        first = last or first + 1


def _full_name(doc: Doc, words: Words, first: int, taken: set[int]) -> int | None:
    """Where the full name that begins here ends, None where none does."""
    key = words.keys[first]
    if words.shapes[first] != CAPITAL or first in taken or key in _names("common") or not _is_given(key):
        return None
    if first and words.text[words.ends[first - 1] : words.starts[first]] == " " and _goes_before(words, first - 1):
        return None
    last = first + 1
    while last < len(words) and last - first < _LONGEST and _goes_on(doc, words, last, taken):
        last += 1
    while last > first + 1 and words.shapes[last - 1] == LOWER:
        last -= 1
    return last if last > first + 1 and len(words.keys[last - 1]) > _INITIAL and not kind_in(words, first, last) else None


def _town_follows(words: Words, first: int, taken: set[int], towns: Set[int]) -> bool:
    """Whether a given name stands here with a town's name behind it: "Ed London"."""
    key = words.keys[first]
    if first + 1 not in towns or first in taken or words.shapes[first] != CAPITAL:
        return False
    if key in _names("common") or not _is_given(key):
        return False
    apart = words.text[words.ends[first] : words.starts[first + 1]] != " "
    return not apart and not (first and _goes_before(words, first - 1))


def _is_given(key: str) -> bool:
    return key in _names("f") or key in _names("m")


def _goes_before(words: Words, at: int) -> bool:
    """Whether the word before makes another name of it: "San Diego Martin", "Mount Elizabeth Novena"."""
    return words.keys[at] in _PLACE_ARTICLES and words.shapes[at] != LOWER


def _goes_on(doc: Doc, words: Words, at: int, taken: set[int]) -> bool:
    if words.text[words.ends[at - 1] : words.starts[at]].strip(" .-‐‑’'"):
        return False
    if words.shapes[at] == CAPITALS and len(words.keys[at]) > _INITIAL:
        return False
    if words.keys[at] in _PARTICLES:
        return at + 1 < len(words) and (words.shapes[at + 1] != LOWER or words.keys[at + 1] in _PARTICLES)
    if is_name_part(doc, words, at, taken):
        return True
    # models take surnames for adjectives and participles, French ones for verbs as well
    if words.shapes[at] != CAPITAL or at in taken or is_other_word(words.keys[at], doc.lang_):
        return False
    tokens = doc.char_span(words.starts[at], words.ends[at], alignment_mode="expand")
    return doc.lang_ == "fr" or (tokens is not None and (tokens[0].pos_ in _NAMELIKE or tokens[0].tag_ in {"VBG", "VBN"}))
