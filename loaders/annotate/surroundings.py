"""What stands around an unknown name and tells that it is a place: "in X", "X, in the territory of", "X and Goma"."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace

from conflictdb.vocabularies import ActorKind, LocationKind
from loaders.annotate.bearings import is_approached, is_inhabited, knows
from loaders.annotate.bounds import locative
from loaders.annotate.candidates import Candidate, printed
from loaders.annotate.function_words import function_words
from loaders.annotate.places import never_names
from loaders.annotate.words import CAPITAL, LOWER, Words, keys_in, words_of
from loaders.annotate.world import places_named
from loaders.vocab import table

PLACED = "placed"
_OF = function_words("of")
# what found a name whose kind is only a guess
_GUESSED = frozenset({"model", "repeat"})
_LEAST_PLACE, _LEAST_LISTED, _LEAST_ORIGIN = 1_000, 5_000, 20_000
_LONGEST = 3
_LISTING = function_words("and") | {","}
_OPENERS = function_words("area_openers")
_ARTICLES = function_words("articles")
_WAY = frozenset({"to"})


@functools.cache
def _sure_locative(language: str) -> frozenset[str]:
    return keys_in(table("place_words")["locative_sure"][language])


@functools.cache
def _to_bodies() -> frozenset[str]:
    return frozenset(table("place_words")["to_bodies"]["en"])


@functools.cache
def _area_nouns(language: str) -> frozenset[str]:
    kinds = table("place_words")["before"][language]
    return frozenset(
        words_of(noun).keys[0] for kind, nouns in kinds.items() if kind in {"province", "territory", "loose"} for noun in nouns
    )


def placed(words: Words, settled: list[Candidate], language: str) -> list[Candidate]:
    """Return the candidates with those made places that their surroundings show to be one."""
    settled = [part for candidate in settled for part in _parted(words, candidate)]
    starting = {candidate.first: candidate for candidate in settled}
    marked = [_marked(words, candidate, starting, language) for candidate in settled]
    marked = sorted((*marked, *_listed_on(words, marked)), key=lambda candidate: candidate.first)
    for index in range(1, len(marked)):  # "Lwandi and Muhuzi": what one of a pair is, the other is
        one, other = marked[index - 1], marked[index]
        if _are_joined(words, one, other):
            if _is_like(words, one, other):
                marked[index] = _as_place(other)
            elif _is_like(words, other, one):
                marked[index - 1] = _as_place(one)
    for index in range(len(marked) - 1, 0, -1):  # "Maryport, Cockermouth and Workington": from the last of them back
        if _are_joined(words, marked[index - 1], marked[index]) and _is_like(words, marked[index], marked[index - 1]):
            marked[index - 1] = _as_place(marked[index - 1])
    return marked


def _listed_on(words: Words, marked: list[Candidate]) -> Iterator[Candidate]:
    """Yield the towns that no one found in a list with a place of their country: "Keswick, [Maryport] and [Workington]"."""
    taken = {at for candidate in marked for at in range(candidate.first, candidate.last)}
    for candidate in marked:
        sure: Candidate | None = candidate if _is_sure_place(candidate) or _is_town(words, candidate) else None
        while sure and (sure := _next_listed(words, sure, taken)):
            yield sure


def _next_listed(words: Words, sure: Candidate, taken: set[int]) -> Candidate | None:
    first = last = sure.last + 1
    while last < len(words) and last - first < _LONGEST and words.shapes[last] == CAPITAL and last not in taken:
        last += 1
    if first == last or words.keys[sure.last] not in _LISTING or words.keys[first] in never_names():
        return None
    if words.keys[sure.last] == "," and (last == len(words) or words.keys[last] not in _LISTING):  # "in Leeds, Reading won"
        return None
    if last < len(words) and (words.shapes[last] != LOWER and words.keys[last].isalnum()):
        return None
    if not _is_of_country(words, sure, first, last, _LEAST_LISTED):
        return None
    return Candidate(first, last, 0, PLACED, place_kind=LocationKind.CITY, name=printed(words, first, last))


def _is_town(words: Words, candidate: Candidate) -> bool:
    """Whether the model takes for a town what the table of the world has too."""
    return candidate.place_kind is LocationKind.CITY and not candidate.actors and knows(words, candidate.first, candidate.last)


def _is_of_country(words: Words, sure: Candidate, first: int, last: int, least: int) -> bool:
    near = {place.country_code for place in places_named(printed(words, sure.first, sure.last))}
    others = places_named(printed(words, first, last))
    return any(p.country_code in near and p.population >= least and not p.is_other_name for p in others)


def _is_like(words: Words, sure: Candidate, other: Candidate) -> bool:
    """Whether one is a place and the other beside it in a list is open, or a town of that country guessed an actor."""
    certain = _is_sure_place(sure)
    if certain and _is_open(other):
        return True
    if not (certain or _is_town(words, sure)) or other.rule not in _GUESSED or other.actors or other.actor_kind is None:
        return False
    return _is_of_country(words, sure, other.first, other.last, _LEAST_PLACE if certain else _LEAST_LISTED)


def _parted(words: Words, candidate: Candidate) -> list[Candidate]:
    """Two places where the model took a way between them for one name: "from Kisumu to Mombasa"."""
    at = next((at for at in range(candidate.first + 1, candidate.last - 1) if words.keys[at] in _WAY), None)
    if candidate.rule != "model" or at is None or words.shapes[at] != LOWER:
        return [candidate]
    halves = ((candidate.first, at), (at + 1, candidate.last))
    if not all(knows(words, *half) for half in halves):
        return [candidate]
    return [_as_place(replace(candidate, first=first, last=last, name=printed(words, first, last))) for first, last in halves]


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
    if before in locative(language) and (candidate.place_kind or _may_be_town(words, candidate, language)):
        return _as_place(candidate)
    return candidate


def _may_be_town(words: Words, candidate: Candidate, language: str) -> bool:
    """Whether a name guessed to be a firm's may be a town's after "to" or "at": "fled to Lwandi", not "spoke to Lindenbank"."""
    if candidate.actor_kind is not ActorKind.COMPANY:
        return False
    sure = language != "en" or words.keys[candidate.first - 1] not in _to_bodies()
    return sure or is_approached(words, candidate.first, language) or knows(words, candidate.first, candidate.last)


def _is_mistaken(words: Words, candidate: Candidate, starting: dict[int, Candidate], language: str) -> bool:
    """Whether a town's name was taken for an actor's, as its preposition tells: "in Tuguegarao", "Curtis Vann of Charleston"."""
    if candidate.rule not in _GUESSED or candidate.actor_kind is None or candidate.actors or not candidate.first:
        return False
    if is_inhabited(words, candidate.first, candidate.last, language):
        return knows(words, candidate.first, candidate.last)
    before = words.keys[candidate.first - 1]
    origin = before in _OF and any(
        other.last == candidate.first - 1 and other.actor_kind is ActorKind.PERSON for other in starting.values()
    )
    approached = is_approached(words, candidate.first, language)
    if not origin and not approached and before not in _sure_locative(language):
        return False
    return knows(words, candidate.first, candidate.last, _LEAST_ORIGIN if origin else _LEAST_PLACE, other_names=approached)


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
