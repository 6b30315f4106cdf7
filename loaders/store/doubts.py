"""Rows for the names of one source that nothing known clearly fits: as the text has them, with what a person said of them."""

from __future__ import annotations

from typing import Any

from conflictdb.identity import fold, public_id
from conflictdb.merging.world import WorldPlace
from conflictdb.models import Actor, AmbiguousName, Location, Source
from loaders.records import ActorRef, PlaceCandidate, PlaceRef


class Doubts:
    """The ambiguous names of a source; found or made as its records name them, and brought to what it says at the end."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._rows = {row.public_id: row for row in AmbiguousName.objects.filter(source=source)}
        self._said: dict[str, ActorRef | PlaceRef] = {}
        self._places: dict[str, list[list[Any]]] = {}

    def of(self, ref: ActorRef | PlaceRef) -> str:
        """The public id of the row that stands for the name; it is saved with the others."""
        sort = ("place",) if isinstance(ref, PlaceRef) else ()
        identifier = public_id("name", self.source.external_id, *sort, fold(ref.name))
        self._said.setdefault(identifier, ref)
        if identifier not in self._rows:
            row = AmbiguousName(public_id=identifier, source=self.source, text=ref.name[:300], kind=ref.kind.value)
            row.save()
            self._rows[identifier] = row
        return identifier

    def at(self, ref: ActorRef | PlaceRef, start: int, end: int, confidence: float) -> None:
        """Note where the name stands."""
        self._places.setdefault(self.of(ref), []).append([start, end, round(confidence, 3)])

    def save(self) -> None:
        """Bring the rows to what the source says. What it no longer says goes, unless a person has answered it."""
        for identifier, row in self._rows.items():
            ref = self._said.get(identifier)
            if ref is None and row.answer is None:
                row.delete()
                continue
            candidates = _candidates(ref) if ref else row.candidates
            places = sorted(self._places.get(identifier, []))
            if (row.candidates, row.places) != (candidates, places):
                row.candidates, row.places = candidates, places
                row.save(update_fields=["candidates", "places"])


def _candidates(ref: ActorRef | PlaceRef) -> list[list[Any]]:
    if isinstance(ref, PlaceRef):
        return _places(ref.candidates)
    slugs = [candidate.slug for candidate in ref.candidates]
    ids = dict(Actor.objects.filter(slug__in=slugs).values_list("slug", "public_id"))
    return [[ids[one.slug], one.score, list(one.reasons)] for one in ref.candidates if one.slug in ids]


def _places(candidates: tuple[PlaceCandidate, ...]) -> list[list[Any]]:
    """The known ones by their ids, those of the world's table as strings that tell them apart."""
    slugs = [one.slug for one in candidates if one.slug]
    ids = dict(Location.objects.filter(slug__in=slugs).values_list("slug", "public_id"))
    keyed = ((ids.get(one.slug) if one.slug else _key(one), one) for one in candidates)
    return [[key, one.score, list(one.reasons)] for key, one in keyed if key]


def _key(one: PlaceCandidate) -> str | None:
    if one.latitude is None or one.longitude is None:
        return None
    return WorldPlace(one.name, one.kind.value, one.country_code or "", one.division or "", one.latitude, one.longitude).key
