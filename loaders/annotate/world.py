"""The towns and divisions of the world behind the gazetteer's own places: looked up for names that it does not settle.

The table (fixtures/gazetteer/places.tsv.gz, made by scripts/world_places.py) is kept as bytes and searched by halving:
half a million objects would cost seconds and hundreds of megabytes at every start.
"""

from __future__ import annotations

import functools
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conflictdb.vocabularies import LocationKind
from loaders.annotate.names import NameTree
from loaders.annotate.words import words_of

FOLDER = Path(__file__).resolve().parent.parent.parent / "fixtures" / "gazetteer"
_KINDS = {"t": LocationKind.CITY, "p": LocationKind.PROVINCE, "d": LocationKind.TERRITORY}


@dataclass(frozen=True, slots=True)
class WorldPlace:
    """A town or division of the world; `division` is GeoNames' code of the first-level division that it is or lies in."""

    name: str
    kind: LocationKind
    country_code: str
    division: str
    latitude: float
    longitude: float
    population: int
    is_other_name: bool = False  # found by another name than its own


@functools.cache
def _table() -> bytes:
    return gzip.decompress((FOLDER / "places.tsv.gz").read_bytes())


def places_named(name: str) -> tuple[WorldPlace, ...]:
    """Return the places of that name, the largest first."""
    return _places_keyed(" ".join(words_of(name).keys))


@functools.lru_cache(maxsize=65536)
def _places_keyed(key: str) -> tuple[WorldPlace, ...]:
    found: dict[tuple[str, str, float, float], WorldPlace] = {}
    for line in _lines(key.encode() + b"\t") if key else ():
        place = _place(line)
        found.setdefault((place.country_code, place.kind, place.latitude, place.longitude), place)  # its own name stands first
    return tuple(sorted(found.values(), key=lambda place: (place.is_other_name, -place.population)))


def _lines(prefix: bytes) -> Iterator[str]:
    table, low = _table(), 0
    high = len(table)
    while low < high:
        middle = table.rfind(b"\n", 0, (low + high) // 2) + 1
        if middle <= low:
            middle = low
            if table[low : low + len(prefix)] >= prefix:
                break
            low = table.find(b"\n", low) + 1
        elif table[middle : middle + len(prefix)] < prefix:
            low = middle
        else:
            high = middle
    while table.startswith(prefix, low):
        end = table.find(b"\n", low)
        yield table[low:end].decode()
        low = end + 1


def _place(line: str) -> WorldPlace:
    _, kind, name, country, division, latitude, longitude, population, other = line.split("\t")
    return WorldPlace(name, _KINDS[kind], country, division, float(latitude), float(longitude), int(population), other == "1")


@functools.cache
def prominent_names() -> NameTree[LocationKind]:
    """Return the names of the large towns and of divisions, for finding them where nothing else marks a place."""
    tree: NameTree[LocationKind] = NameTree()
    for line in (FOLDER / "prominent.tsv").read_text(encoding="utf-8").splitlines():
        kind, name = line.split("\t")
        tree.add(name, _KINDS[kind])
    return tree
