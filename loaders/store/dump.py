"""The places of a GeoNames dump to rows, in batches: a stopped load goes on where it was, a second one changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from conflictdb.identity import fold
from conflictdb.models import Location, LocationExternalId, LocationName
from conflictdb.settling import settle
from conflictdb.vocabularies import LocationKind, ReviewStatus
from loaders.geonames import DumpPlace, LineError, read_dump
from loaders.report import RecordCounts

SCHEME = "geonames"
BATCH = 1_000
_SLUG_CHARS = 100
_SAME_DEGREES = 0.25
_LEVELS = 3
Codes = tuple[str, ...]
Shipped = dict[tuple[str, str], list[Location]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What of a dump is wanted; empty: everything that has a kind here."""

    countries: frozenset[str] = frozenset()
    feature_classes: frozenset[str] = frozenset()

    def take(self, place: DumpPlace) -> bool:
        """Whether the place is wanted. Countries are among the reference data already."""
        return (
            place.kind is not None
            and place.kind is not LocationKind.COUNTRY
            and (not self.countries or place.country_code in self.countries)
            and (not self.feature_classes or place.feature_class in self.feature_classes)
        )


@dataclass(slots=True)
class DumpReport:
    """What became of a dump's lines."""

    lines: int = 0
    left_out: int = 0
    refused: list[str] = field(default_factory=list)
    records: RecordCounts = field(default_factory=RecordCounts)


def store_dump(path: Path, limits: Limits, progress: Callable[[DumpReport], None]) -> DumpReport:
    """Bring the database to the wanted places of the dump; divisions come first, since what lies in them names them by code.

    Shipped places stand as they are. Raises DumpError where the file is no dump.
    """
    report = DumpReport()
    parents, shipped = _Parents(path), _shipped()
    for level in range(_LEVELS):
        wanted = (place for place in _counted(path, limits, report, first=level == 0) if _level(place) == level)
        for batch in _batches(wanted):
            _store(batch, parents, shipped, report.records)
            progress(report)
    return report


def _counted(path: Path, limits: Limits, report: DumpReport, *, first: bool) -> Iterator[DumpPlace]:
    for place in read_dump(path):
        report.lines += first
        if isinstance(place, LineError):
            if first:
                report.refused.append(str(place))
        elif limits.take(place):
            yield place
        else:
            report.left_out += first


def _level(place: DumpPlace) -> int:
    """Provinces come first, then what lies in them and is told by code, then all else."""
    return 0 if place.kind is LocationKind.PROVINCE else 1 if place.code == "ADM2" else _LEVELS - 1


def _batches(places: Iterable[DumpPlace]) -> Iterator[list[DumpPlace]]:
    iterator = iter(places)
    while batch := list(islice(iterator, BATCH)):
        yield batch


class _Parents:
    """The rows that places lie in, by their codes."""

    def __init__(self, path: Path) -> None:
        self._countries = {row.country_code: row for row in Location.objects.filter(kind=LocationKind.COUNTRY.value)}
        self._ids: dict[Codes, str] = {}
        for place in read_dump(path):
            if isinstance(place, DumpPlace) and place.code in {"ADM1", "ADM2"}:
                self._ids[place.country_code, *place.divisions] = place.identifier
        found = LocationExternalId.objects.filter(scheme=SCHEME, identifier__in=self._ids.values()).select_related("location")
        self._rows = {row.identifier: row.location for row in found}

    def note(self, place: DumpPlace, row: Location) -> None:
        """Remember a row that others may lie in."""
        if _level(place) < _LEVELS - 1:
            self._rows[place.identifier] = row

    def of(self, place: DumpPlace) -> Location | None:
        """The innermost division that the place lies in and that is known, else its country."""
        for length in range(len(place.divisions), 0, -1):
            identifier = self._ids.get((place.country_code, *place.divisions[:length]))
            if identifier and identifier != place.identifier and identifier in self._rows:
                return self._rows[identifier]
        return self._countries.get(place.country_code)


@transaction.atomic
def _store(places: list[DumpPlace], parents: _Parents, shipped: Shipped, counts: RecordCounts) -> None:
    identifiers = [place.identifier for place in places]
    found = LocationExternalId.objects.filter(scheme=SCHEME, identifier__in=identifiers).select_related("location__parent")
    rows = {row.identifier: row.location for row in found}
    new: list[tuple[DumpPlace, Location]] = []
    settled: list[tuple[DumpPlace, Location]] = []
    for place in places:
        row = rows.get(place.identifier) or _same(place, shipped)
        if row is None:
            row = Location(slug=_slug(place), review_status=ReviewStatus.ACCEPTED.value)
            settle(row, _values(place, parents))
            row.derive()
            new.append((place, row))
        elif not row.is_reference and settle(row, _values(place, parents)):
            row.save()
            counts.add("location", "updated")
        else:
            counts.add("location", "unchanged")
        settled.append((place, row))
    _insert(new, counts)
    for place, row in settled:
        parents.note(place, row)


def _insert(new: list[tuple[DumpPlace, Location]], counts: RecordCounts) -> None:
    Location.objects.bulk_create([row for _, row in new])
    LocationExternalId.objects.bulk_create(
        [LocationExternalId(location=row, scheme=SCHEME, identifier=place.identifier) for place, row in new]
    )
    names = [LocationName(location=row, language="", name=name) for place, row in new for name in place.other_names]
    for name in names:
        name.derive()
    LocationName.objects.bulk_create(names)
    for _ in new:
        counts.add("location", "inserted")


def _values(place: DumpPlace, parents: _Parents) -> dict[str, object]:
    return {
        "name": place.name,
        "kind": place.kind,
        "country_code": place.country_code,
        "parent": parents.of(place),
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _slug(place: DumpPlace) -> str:
    return f"{slugify(fold(place.name))[:_SLUG_CHARS]}-{place.identifier}".lstrip("-")


def _shipped() -> Shipped:
    """The shipped places by country and folded name."""
    found: Shipped = {}
    for row in Location.objects.filter(is_reference=True).prefetch_related("names"):
        for folded in {row.folded, *(name.folded for name in row.names.all())}:
            found.setdefault((row.country_code, folded), []).append(row)
    return found


def _same(place: DumpPlace, shipped: Shipped) -> Location | None:
    """The shipped place that this one is, though it has no GeoNames id: of the same name and kind, and near."""
    for row in shipped.get((place.country_code, fold(place.name)), ()):
        if row.latitude is None or row.longitude is None or row.kind != place.kind:
            continue
        near = abs(row.latitude - place.latitude) < _SAME_DEGREES and abs(row.longitude - place.longitude) < _SAME_DEGREES
        if near or place.kind is LocationKind.PROVINCE:
            return row
    return None
