"""Words that lead to a place's name: "fled to X", "west of X", "residents of X", "a 40-year-old X man"."""

from __future__ import annotations

import functools
from collections.abc import Set

from loaders.annotate.candidates import printed
from loaders.annotate.words import CAPITAL, LOWER, POSSESSIVE, Words, keys_in
from loaders.annotate.world import places_named
from loaders.vocab import table

_LEAST, _LEAST_OTHER_NAME = 1_000, 20_000
_REACH = 3


@functools.cache
def _listed(section: str, language: str) -> frozenset[str]:
    return keys_in(table("place_words")[section].get(language, ()))


def knows(words: Words, first: int, last: int, least: int = _LEAST, *, other_names: bool = False) -> bool:
    """Whether words [first, last) name a town or division of the world with `least` inhabitants."""
    return any(
        place.population >= (max(least, _LEAST_OTHER_NAME) if place.is_other_name else least)
        for place in places_named(printed(words, first, last))
        if other_names or not place.is_other_name
    )


def has_town(name: str, countries: Set[str | None]) -> bool:
    """Whether one of these countries has a town or division of that name, of some size."""
    named = (place for place in places_named(name) if place.country_code in countries and not place.is_other_name)
    return any(place.population >= _LEAST for place in named)


def is_approached(words: Words, at: int, language: str) -> bool:
    """Whether a way, a bearing or people of a place lead to the name at `at`."""
    if at < 2:
        return False
    before = words.keys[at - 1]
    if before in _listed("way", language):
        return any(words.keys[other] in _listed("motion", language) for other in range(max(0, at - 1 - _REACH), at - 1))
    return before in _listed("part", language) and words.keys[at - 2] in _listed("parted", language)


def is_inhabited(words: Words, first: int, last: int, language: str) -> bool:
    """Whether people or parts of a place stand by the name [first, last): "a 40-year-old X man", "former X mayor"."""
    if not first or last >= len(words) or words.keys[first] in _listed("never_home", language):
        return False
    if words.keys[last] == POSSESSIVE:
        return last + 1 < len(words) and words.keys[last + 1] in _listed("owned_part", language)
    if words.keys[last] in _listed("office", language):
        return words.shapes[first - 1] == LOWER
    if words.keys[last] in _listed("dweller", language):
        return words.keys[first - 1] in _listed("indefinite", language)
    if words.keys[last] in _listed("townsfolk", language) and words.shapes[first] == CAPITAL:
        named = last + 1 < len(words) and words.shapes[last + 1] == CAPITAL and words.shapes[first - 1] == LOWER
        if named or words.keys[first - 1] in _listed("indefinite", language):  # "a X man", "the death of X man John Hale"
            return True
    return words.keys[first - 1] == "old" and words.keys[last] in _listed("human", language)
