"""What stands around an unknown name and tells that it is a place: "in X", "X, in the territory of", "X and Goma"."""

from __future__ import annotations

import functools
from dataclasses import replace

from conflictdb.vocabularies import ActorKind, LocationKind
from loaders.annotate.candidates import Candidate, printed
from loaders.annotate.function_words import function_words
from loaders.annotate.words import Words, words_of
from loaders.annotate.world import places_named
from loaders.vocab import table

PLACED = "placed"
_OF = function_words("of")
# what found a name whose kind is only a guess
_GUESSED = frozenset({"model", "repeat"})
_LEAST_PLACE, _LEAST_ORIGIN = 1_000, 20_000
_OPENERS = function_words("area_openers")
_ARTICLES = function_words("articles")


@functools.cache
def _locative(language: str) -> frozenset[str]:
    return frozenset(key for word in table("place_words")["locative"][language] for key in words_of(word).keys)


@functools.cache
def _sure_locative(language: str) -> frozenset[str]:
    return frozenset(key for word in table("place_words")["locative_sure"][language] for key in words_of(word).keys)


@functools.cache
def _area_nouns(language: str) -> frozenset[str]:
    kinds = table("place_words")["before"][language]
    return frozenset(
        words_of(noun).keys[0] for kind, nouns in kinds.items() if kind in {"province", "territory", "loose"} for noun in nouns
    )


def placed(words: Words, settled: list[Candidate], language: str) -> list[Candidate]:
    """Return the candidates with those made places that their surroundings show to be one."""
    starting = {candidate.first: candidate for candidate in settled}
    marked = [_marked(words, candidate, starting, language) for candidate in settled]
    for index in range(1, len(marked)):  # "Lwandi and Muhuzi": what one of a pair is, the other is
        one, other = marked[index - 1], marked[index]
        if _are_joined(words, one, other):
            if _is_sure_place(one) and _is_open(other):
                marked[index] = _as_place(other)
            elif _is_sure_place(other) and _is_open(one):
                marked[index - 1] = _as_place(one)
    return marked


def _is_open(candidate: Candidate) -> bool:
    """Whether the name is unknown and nothing but the model's guess tells what it is."""
    short = candidate.last - candidate.first <= 2 or candidate.place_kind is not None
    return candidate.rule in {"model", "located"} and short


def _is_sure_place(candidate: Candidate) -> bool:
    return bool(candidate.places and not candidate.actors) or candidate.rule in {PLACED, "place", "located"}


def _as_place(candidate: Candidate) -> Candidate:
    return replace(candidate, actor_kind=None, place_kind=candidate.place_kind or LocationKind.CITY, rule=PLACED)


def _marked(words: Words, candidate: Candidate, starting: dict[int, Candidate], language: str) -> Candidate:
    if _is_mistaken(words, candidate, starting, language):
        return _as_place(candidate)
    if not _is_open(candidate):
        return candidate
    if _is_in_area(words, candidate.last, starting, language):
        return _as_place(candidate)
    before = words.keys[candidate.first - 1] if candidate.first else ""
    if before in _locative(language) and (candidate.place_kind or candidate.actor_kind is ActorKind.COMPANY):
        return _as_place(candidate)
    return candidate


def _is_mistaken(words: Words, candidate: Candidate, starting: dict[int, Candidate], language: str) -> bool:
    """Whether a town's name was taken for an actor's, as its preposition tells: "in Tuguegarao", "Curtis Vann of Charleston"."""
    if candidate.rule not in _GUESSED or candidate.actor_kind is None or candidate.actors or not candidate.first:
        return False
    before = words.keys[candidate.first - 1]
    origin = before in _OF and any(
        other.last == candidate.first - 1 and other.actor_kind is ActorKind.PERSON for other in starting.values()
    )
    if not origin and before not in _sure_locative(language):
        return False
    least = _LEAST_ORIGIN if origin else _LEAST_PLACE
    name = printed(words, candidate.first, candidate.last)
    return any(place.population >= least and not place.is_other_name for place in places_named(name))


def _is_in_area(words: Words, at: int, starting: dict[int, Candidate], language: str) -> bool:
    """Whether what follows the name is the area that it lies in: "X, in Ituri", "X (North Kivu)", "X dans le territoire de"."""
    first = at
    while first < len(words) and first - at < 3 and words.keys[first] in _OPENERS:
        first += 1
    if first == at:
        return False
    while first < len(words) and words.keys[first] in _ARTICLES:
        first += 1
    if first < len(words) and words.keys[first] in _area_nouns(language):
        return True
    area = starting.get(first)
    wide = area is not None and area.place_kind in {LocationKind.PROVINCE, LocationKind.TERRITORY, LocationKind.WATER}
    return wide and bool(area and area.places)


def _are_joined(words: Words, one: Candidate, other: Candidate) -> bool:
    between = words.keys[one.last : other.first]
    return (
        0 < len(between) <= 3
        and between[0] in function_words("place_joiners")
        and set(between[1:]) <= function_words("after_place_joiners")
    )
