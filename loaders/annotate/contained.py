"""A town named with what it lies in: "Harlan, Kentucky", "Springfield, Ill.", "Asadabad in Kunar"."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Set
from typing import TypeVar

from spacy.tokens import Doc

from conflictdb.vocabularies import LocationKind
from loaders.annotate.candidates import Candidate, printed
from loaders.annotate.function_words import function_words
from loaders.annotate.names import Hit, NameTree
from loaders.annotate.words import LOWER, POSSESSIVE, Words, words_of
from loaders.annotate.world import places_named, prominent_names
from loaders.vocab import table

T = TypeVar("T")
RANK_CONTAINED = 4
RANK_LONGER = 6
_LEAST_LONGER = 2_000
_LEAST_OWNED = 20_000
_LONGEST_LINK = 3
_LONGEST_TOWN = 4
_SHORT = 2
ABBREVIATED, CONTAINED = "abbreviated", "contained"


@functools.cache
def _standing() -> NameTree[str]:
    """The abbreviations that mean their state wherever they stand: "N.J.", "NSW"."""
    tree: NameTree[str] = NameTree()
    for name, forms in table("place_words")["abbreviations"].items():
        for form in forms:
            if form not in table("place_words")["abbreviations_after"]["words"] and len(words_of(form)) == 1 and _is_sure(form):
                tree.add(form, name, strict=True)
    return tree


def _is_sure(form: str) -> bool:
    return form.count(".") > 1 or (form.isupper() and len(form) > _SHORT)


def standing_abbreviations(words: Words, taken: Set[int]) -> Iterator[Candidate]:
    """Yield the states that their abbreviation alone names, but for years "B.C."."""
    for hit in _standing().find(words):
        after_year = hit.first > 0 and words.keys[hit.first - 1].isdigit()
        if hit.first not in taken and not after_year:
            kind = LocationKind.PROVINCE
            yield Candidate(hit.first, hit.last, RANK_CONTAINED, ABBREVIATED, place_kind=kind, name=hit.bearers[0])


@functools.cache
def abbreviations() -> NameTree[str]:
    """Return the abbreviations of states that stand after a town's name, with the state's full name."""
    tree: NameTree[str] = NameTree()
    for name, forms in table("place_words")["abbreviations"].items():
        for form in forms:
            whole = len(words_of(form)) == 1  # "N.D."; of "Ore." the point is a word of its own
            tree.add(form if whole else form.removesuffix("."), name, strict=True)
    return tree


def contained_names(
    doc: Doc, words: Words, known: Mapping[int, Hit[T]], is_area: Callable[[Hit[T]], bool]
) -> Iterator[Candidate]:
    """Yield the towns right before a comma and the name of a country or division, and the abbreviated names of divisions."""
    for at in range(1, len(words) - 1):
        if words.keys[at] != ",":
            continue
        hit = known.get(at + 1)
        short = abbreviations().match_at(words, at + 1)
        if short is not None and (town := _town_before(words, at, known)):
            first, name = town
            last = short.last + point_after(words, short.last)
            state = short.bearers[0]
            yield Candidate(at + 1, last, RANK_CONTAINED + 1, ABBREVIATED, place_kind=LocationKind.PROVINCE, name=state)
            if first not in known:
                yield Candidate(first, at, RANK_CONTAINED, CONTAINED, place_kind=LocationKind.CITY, name=name)
            continue
        area = (hit is not None and is_area(hit)) or prominent_names().match_at(words, at + 1) or _is_town(words, at + 1)
        if area and (town := _town_before(words, at, known)) and town[0] not in known:
            yield Candidate(town[0], at, RANK_CONTAINED, CONTAINED, place_kind=LocationKind.CITY, name=town[1])


def longer_names(words: Words, known: Mapping[int, Hit[T]]) -> Iterator[Candidate]:
    """Yield the places of the world in whose names a known one stands: "Kansas City", "Newcastle upon Tyne", "Lower Juba"."""
    for hit in known.values():
        if (owned := _with_possessive(words, hit)) is not None:
            yield owned
            continue
        first, last = _run(words, hit.first, -1), _run(words, hit.last - 1, 1) + 1
        for start, end in _stretches(first, last, hit):
            if words.keys[start] in function_words("articles"):  # "La Californie"
                continue
            name = printed(words, start, end)
            if any(not place.is_other_name and place.population >= _LEAST_LONGER for place in places_named(name)):
                yield Candidate(start, end, RANK_LONGER, CONTAINED, place_kind=LocationKind.CITY, name=name)
                break


def _with_possessive(words: Words, hit: Hit[T]) -> Candidate | None:
    """The town in whose name the possessive is a part: "St. John's", "King's Lynn"."""
    if hit.last >= len(words) or words.keys[hit.last] != POSSESSIVE:
        return None
    for last in (hit.last + 2, hit.last + 1):
        name = printed(words, hit.first, min(last, len(words)))
        if words.shapes[min(last, len(words)) - 1] == LOWER and last > hit.last + 1:
            continue
        if any(not place.is_other_name and place.population >= _LEAST_OWNED for place in places_named(name)):
            kind = LocationKind.CITY
            return Candidate(hit.first, min(last, len(words)), RANK_LONGER, CONTAINED, place_kind=kind, name=name)
    return None


def _run(words: Words, at: int, step: int) -> int:
    """How far capitalised words, with small ones between them, reach from `at` in one direction."""
    reached = at
    while 0 <= at + step < len(words) and abs(at + step - reached) <= _LONGEST_LINK:
        at += step
        if words.shapes[at] != LOWER and words.keys[at].isalpha():
            reached = at
        elif words.keys[at] not in function_words("in_towns"):
            break
    return reached


def _stretches(first: int, last: int, hit: Hit[T]) -> Iterator[tuple[int, int]]:
    """The stretches around a known name, the longest first."""
    for length in range(min(last - first, _LONGEST_TOWN), hit.last - hit.first, -1):
        for start in range(max(first, hit.last - length), min(hit.first, last - length) + 1):
            yield start, start + length


def point_after(words: Words, at: int) -> int:
    """Return 1 where the abbreviation's own full stop follows, else 0."""
    return int(at < len(words) and words.keys[at] == "." and words.starts[at] == words.ends[at - 1])


def _is_town(words: Words, at: int) -> bool:
    """Whether "the capital of", "a small town in" follows, which tells what stands before is a town."""
    if words.keys[at] not in function_words("articles") | {"a", "an", "un", "une"}:
        return False
    for noun in range(at + 1, min(at + 4, len(words) - 1)):
        if words.keys[noun] in _town_nouns():
            return words.keys[noun + 1] in function_words("area_openers")
    return False


@functools.cache
def _town_nouns() -> frozenset[str]:
    return frozenset(table("place_words")["town_nouns"]["words"])


def _town_before(words: Words, comma: int, known: Mapping[int, Hit[T]]) -> tuple[int, str] | None:
    """The longest run of capitalised words before the comma that is the name of a place."""
    for first in range(max(0, comma - _LONGEST_TOWN), comma):
        if any(words.shapes[at] == LOWER or not words.keys[at].isalpha() for at in range(first, comma)):
            continue
        name = printed(words, first, comma)
        if (hit := known.get(first)) and hit.last == comma:
            return first, name
        if places_named(name) and (first == 0 or words.shapes[first - 1] == LOWER or not words.keys[first - 1].isalpha()):
            return first, name
    return None
