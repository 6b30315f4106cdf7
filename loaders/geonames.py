"""A GeoNames dump (https://download.geonames.org/export/dump/): one place a line, nineteen columns parted by tabs."""

from __future__ import annotations

import functools
import gzip
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from conflictdb.vocabularies import LocationKind
from loaders.vocab import table

COLUMNS = 19
_SHOWN = 40
_NAME_CHARS = 300


class DumpError(ValueError):
    """A dump that can't be read at all: says the file and what to do."""


class LineError(ValueError):
    """A line of a dump that can't be used: says file, line and what is wrong."""


@dataclass(frozen=True, slots=True)
class DumpPlace:
    """A place as a dump tells it. `divisions` are the codes of those that it lies in, the first level first."""

    identifier: str
    name: str
    other_names: tuple[str, ...]
    latitude: float
    longitude: float
    feature_class: str
    kind: LocationKind | None  # None: a sort of feature that is no place here
    code: str
    country_code: str
    divisions: tuple[str, ...]


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            members = [name for name in archive.namelist() if name.endswith(".txt") and name != "readme.txt"]
            if len(members) != 1:
                raise DumpError(f"{path}: holds {len(members)} dumps ({', '.join(members)}); unpack it and give one of them")
            with archive.open(members[0]) as raw:
                yield io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
    elif path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as text:
            yield text
    else:
        with path.open(encoding="utf-8", newline="\n") as text:
            yield text


def read_dump(path: Path) -> Iterator[DumpPlace | LineError]:
    """Yield the places of a dump (.txt, .gz or .zip), and an error for each line that can't be used.

    Raises DumpError where the first line shows that the file is no dump.
    """
    try:
        with _opened(path) as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield _place(line.rstrip("\r\n"))
                except ValueError as error:
                    if number == 1:
                        raise DumpError(
                            f"{path}:1: {error}; take a file of https://download.geonames.org/export/dump/"
                        ) from error
                    yield LineError(f"{path}:{number}: {error}")
    except UnicodeDecodeError as error:
        raise DumpError(f"{path}: not UTF-8 ({error.reason}); take the file as GeoNames publishes it") from error
    except zipfile.BadZipFile as error:
        raise DumpError(f"{path}: no zip archive ({error})") from error


def _place(line: str) -> DumpPlace:
    fields = line.split("\t")
    if len(fields) != COLUMNS:
        raise ValueError(f"{len(fields)} columns instead of {COLUMNS}: {line[:_SHOWN]!r}")
    identifier, name, plain, others, latitude, longitude, feature_class, code, country = fields[:9]
    if not identifier.isdigit():
        raise ValueError(f"the id {identifier[:_SHOWN]!r} is no number")
    if not name or len(name) > _NAME_CHARS:
        raise ValueError(f"the name of {identifier} is empty or longer than {_NAME_CHARS} characters")
    names = dict.fromkeys(other for other in (plain, *others.split(",")) if other and other != name and len(other) <= _NAME_CHARS)
    return DumpPlace(
        identifier=identifier,
        name=name,
        other_names=tuple(names),
        latitude=_degrees(latitude, 90, "latitude"),
        longitude=_degrees(longitude, 180, "longitude"),
        feature_class=feature_class,
        kind=_kinds().get(code) or _kinds().get(feature_class),
        code=code,
        country_code=country,
        divisions=tuple(division for division in fields[10:12] if division and division != "00"),
    )


def _degrees(text: str, limit: int, noun: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"the {noun} {text[:_SHOWN]!r} is no number") from None
    if not -limit <= value <= limit:
        raise ValueError(f"the {noun} {value} lies outside -{limit} to {limit}")
    return value


@functools.cache
def _kinds() -> dict[str, LocationKind]:
    vocabulary = table("feature_codes")
    entries = (*vocabulary["codes"].items(), *vocabulary["classes"].items())
    return {code: LocationKind(kind) for kind, codes in entries for code in codes}
