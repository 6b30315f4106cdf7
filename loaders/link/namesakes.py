"""The places that a name may mean: the gazetteer's own and those of the world, with what tells them apart."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from conflictdb.identity import fold
from conflictdb.vocabularies import LocationKind
from loaders.annotate.annotated import Mention
from loaders.annotate.contained import ABBREVIATED
from loaders.annotate.places import OTHER_THING
from loaders.annotate.words import LOWER, keys_in, words_of
from loaders.annotate.world import WorldPlace, places_named
from loaders.gazetteer import Gazetteer, KnownPlace
from loaders.vocab import table

_EARTH_KM = 6371.0
_TWIN_KM = 60.0
_AREAS = frozenset({LocationKind.PROVINCE, LocationKind.TERRITORY})
# of what a noun beside the name says, the kinds that it allows
_ALLOWED = {
    LocationKind.PROVINCE: _AREAS,
    LocationKind.TERRITORY: _AREAS,
    LocationKind.CITY: frozenset({LocationKind.CITY}),
}
_LOADED = 3.5  # the weight of a town of a loaded dump, which says nothing of its people
_KNOWN_AREA = 6.0  # the weight of a division of the gazetteer whose people nobody counted
_LEAST_LARGE = 100_000


@dataclass(frozen=True, slots=True)
class Namesake:
    """One of the places that bear a name. `weight` is how likely it is meant where nothing else tells."""

    slug: str | None
    name: str
    kind: LocationKind
    country_code: str | None
    division: str | None  # GeoNames' code of the first-level division
    latitude: float | None
    longitude: float | None
    weight: float = 0.0

    def kilometres_to(self, other: Namesake) -> float | None:
        """The distance, or None where either has no coordinates."""
        if self.latitude is None or self.longitude is None or other.latitude is None or other.longitude is None:
            return None
        return kilometres(self.latitude, self.longitude, other.latitude, other.longitude)


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The distance of two points on the globe."""
    one, other = math.radians(latitude), math.radians(other_latitude)
    turn = math.radians(other_longitude - longitude)
    cosine = math.sin(one) * math.sin(other) + math.cos(one) * math.cos(other) * math.cos(turn)
    return _EARTH_KM * math.acos(max(-1.0, min(1.0, cosine)))


class Namesakes:
    """Looks up what the names of a document may mean."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def of(self, mention: Mention) -> tuple[Namesake, ...]:
        """The places that a mention may mean."""
        slugs = mention.places or (
            self.gazetteer.places_by_name.get(fold(mention.name), ()) if mention.rule == ABBREVIATED else ()
        )
        known = [self.gazetteer.places[slug] for slug in slugs]
        if mention.rule == ABBREVIATED:
            known = [place for place in known if place.kind is LocationKind.PROVINCE]
        if any(place.kind is LocationKind.COUNTRY or place.kind in OTHER_THING for place in known):
            return (*(_known(place, ()) for place in known), *(_states_of(known) if len(known) == 1 else ()))
        world = self._world(mention)
        if mention.rule == "place" and known and (areas := _areas_of(mention.text, known)):
            known, world = [], areas
        further = self._further(mention)
        world = tuple(place for place in world if not any(_is_twin(place, entry) for entry in further))
        own = [_known(place, world) for place in known]
        others = [place for place in world if not any(_is_twin(place, entry) for entry in known)]
        return (*own, *_weighed(others, own), *(_loaded(place) for place in further if not any(_same(place, e) for e in known)))

    def _further(self, mention: Mention) -> list[KnownPlace]:
        """Those of loaded dumps, where a text marks the name as a place's."""
        if mention.place_kind is None or not self.gazetteer.further:
            return []
        names = (fold(form) for form in _forms(mention))
        slugs = next((slugs for name in names if (slugs := self.gazetteer.further_by_name.get(name))), ())
        places = [self.gazetteer.further[slug] for slug in slugs]
        if mention.rule == "place":
            allowed = _ALLOWED.get(mention.place_kind, frozenset({mention.place_kind}))
            places = [place for place in places if place.kind in allowed]
        return places

    def _world(self, mention: Mention) -> tuple[WorldPlace, ...]:
        if mention.place_kind is None:
            return ()
        forms = (name for name in _forms(mention) if not _compass().issuperset(words_of(name).keys))
        found = next((places for name in forms if (places := places_named(name))), ())
        if mention.rule == "place":
            allowed = _ALLOWED.get(mention.place_kind, frozenset())
            return tuple(place for place in found if place.kind in allowed)
        if mention.place_kind in OTHER_THING and not mention.places:
            return tuple(place for place in found if place.kind is LocationKind.PROVINCE or place.population >= _LEAST_LARGE)
        return found


def _loaded(place: KnownPlace) -> Namesake:
    division = _division_of(place.name, place.country_code, place.kind, place.latitude, place.longitude)
    weight = _LOADED if place.kind is LocationKind.CITY else _LOADED - 1.0
    return Namesake(place.slug, place.name, place.kind, place.country_code, division, place.latitude, place.longitude, weight)


def _same(one: KnownPlace, other: KnownPlace) -> bool:
    return one.country_code == other.country_code and one.kind is other.kind


def _areas_of(text: str, known: list[KnownPlace]) -> tuple[WorldPlace, ...]:
    """The divisions that a town and a noun name together: "Los Angeles County"."""
    if text[:1].islower() or any(place.kind is not LocationKind.CITY for place in known):
        return ()
    return tuple(place for place in places_named(text) if place.kind in _AREAS and not place.is_other_name)


def _forms(mention: Mention) -> Iterator[str]:
    """The names to look up: as printed, as cleaned, without the common noun around it."""
    if mention.rule == "place" and mention.place_kind is LocationKind.TERRITORY:
        # "Henderson" of "Henderson and Maury counties"
        yield from (f"{mention.name or mention.text} {noun}" for noun in table("place_words")["area_names"]["words"])
    yield mention.text
    if mention.name:
        yield mention.name
    words = words_of(mention.text)
    named = [at for at, shape in enumerate(words.shapes) if shape != LOWER]
    if named:
        yield words.text[words.starts[named[0]] : words.ends[named[-1]]]
    if "-" in mention.text:
        yield mention.text.replace("-", "")  # Pétion-Ville, Pétionville


def _states_of(known: list[KnownPlace]) -> tuple[Namesake, ...]:
    """The divisions that share a country's name: the state of Georgia."""
    name = known[0].name
    if known[0].kind is not LocationKind.COUNTRY:
        return ()
    code = known[0].country_code
    states = [place for place in places_named(name) if place.kind is LocationKind.PROVINCE and place.country_code != code]
    return _weighed([place for place in states if not place.is_other_name], [])


def _known(place: KnownPlace, world: tuple[WorldPlace, ...]) -> Namesake:
    twin = next((other for other in world if _is_twin(other, place)), None)
    division = twin.division if twin else None
    if division is None and place.kind is not LocationKind.COUNTRY:
        division = _division_of(place.name, place.country_code, place.kind, place.latitude, place.longitude)
    population = place.population or (twin.population if twin else 0)
    weight = 2.0 + _size(population) + (6.0 if place.kind is LocationKind.COUNTRY else 0.0)
    if not population and (place.kind in _AREAS or place.kind in OTHER_THING):
        weight = _KNOWN_AREA
    return Namesake(place.slug, place.name, place.kind, place.country_code, division, place.latitude, place.longitude, weight)


@lru_cache(maxsize=4096)
def _division_of(
    name: str, country: str | None, kind: LocationKind, latitude: float | None, longitude: float | None
) -> str | None:
    for place in places_named(name):
        if place.country_code == country and (kind is LocationKind.PROVINCE) == (place.kind is LocationKind.PROVINCE):
            return place.division
    return None


def _is_twin(place: WorldPlace, known: KnownPlace) -> bool:
    """Whether both are one and the same place."""
    if place.country_code != known.country_code or (place.kind is LocationKind.CITY) != (known.kind is LocationKind.CITY):
        return False
    if known.latitude is None or known.longitude is None or place.kind is not LocationKind.CITY:
        return True
    near = kilometres(place.latitude, place.longitude, known.latitude, known.longitude) < _TWIN_KM
    return near or place.population >= _LEAST_LARGE  # there are no two large towns of one name in a country


def _weighed(world: list[WorldPlace], known: list[Namesake]) -> tuple[Namesake, ...]:
    towns = {(place.country_code, place.division) for place in world if place.kind is LocationKind.CITY}
    towns |= {(place.country_code or "", place.division or "") for place in known if place.kind is LocationKind.CITY}
    return tuple(
        Namesake(
            None, place.name, place.kind, place.country_code, place.division, place.latitude, place.longitude,
            _weight(place, named_for_town=(place.country_code, place.division) in towns),
        )
        for place in world
    )  # fmt: skip


def _weight(place: WorldPlace, *, named_for_town: bool) -> float:
    weight = _size(place.population) - (1.5 if place.is_other_name else 0.0)
    if place.kind is LocationKind.CITY:
        return weight
    weight += 0.5 if place.kind is LocationKind.PROVINCE else -0.5
    # Kano, Herat: the town is meant where no noun says "province"
    return weight - 3.0 if named_for_town and fold(place.name) not in _divisions_first() else weight


def _size(population: int) -> float:
    return math.log10(population + 10)


@cache
def _compass() -> frozenset[str]:
    """Points of the compass: alone they name no place that a gazetteer could tell."""
    vocabulary = table("place_words")["compass"]
    plain = [word.removesuffix("ern") for word in vocabulary["en"]]
    return keys_in((*plain, *vocabulary["en"], *vocabulary["fr"]))


@cache
def _divisions_first() -> frozenset[str]:
    return frozenset(fold(name) for name in table("place_words")["divisions_first"]["names"])
