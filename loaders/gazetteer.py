"""The known actors, places, topics and resolutions as one plain value: what annotate and link look things up in.

It is built from the shipped fixtures (`loaders.reference`) or from rows (`loaders.store.gazetteer`); the rooms that
use it do not know which.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from conflictdb.identity import fold
from conflictdb.vocabularies import ActorKind, LocationKind

# sorts of a country's bodies
ARMY, POLICE, MINISTRY = "army", "police", "ministry"


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a person, or (role empty) the body that an organisation is part of."""

    organisation: str  # slug
    role: str
    since: dt.date | None = None
    until: dt.date | None = None
    role_fr: str = ""

    def held_on(self, day: dt.date | None) -> bool:
        """Whether the post may have been held on `day`; an unknown day excludes nothing."""
        if day is None:
            return True
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor of the dataset. `names` are its name and all aliases."""

    slug: str
    name: str
    kind: ActorKind
    names: tuple[str, ...]
    country: str | None = None  # ISO alpha-2
    gender: str | None = None  # "m", "f"
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place of the dataset. `names` are its name and all aliases."""

    slug: str
    name: str
    kind: LocationKind
    names: tuple[str, ...]
    country_code: str | None = None
    parent: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None


@dataclass(frozen=True, slots=True)
class KnownTopic:
    """A topic of the dataset, with its label and synonyms."""

    slug: str
    label: str
    names: tuple[str, ...]
    parent: str | None = None


@dataclass(frozen=True)
class Gazetteer:
    """Everything that is known, by slug and by folded name."""

    actors: Mapping[str, KnownActor]
    places: Mapping[str, KnownPlace]
    topics: Mapping[str, KnownTopic] = field(default_factory=dict)
    resolutions: frozenset[tuple[str, int, int | None]] = frozenset()  # (body slug, number, year)
    # places of loaded dumps: looked up for names that a text marks as places, not looked for in every text
    further: Mapping[str, KnownPlace] = field(default_factory=dict)

    @cached_property
    def actors_by_name(self) -> dict[str, tuple[str, ...]]:
        """Slugs of the actors that bear a folded name."""
        return _by_name((actor.slug, actor.names) for actor in self.actors.values())

    @cached_property
    def places_by_name(self) -> dict[str, tuple[str, ...]]:
        """Slugs of the places that bear a folded name."""
        return _by_name((place.slug, place.names) for place in self.places.values())

    @cached_property
    def further_by_name(self) -> dict[str, tuple[str, ...]]:
        """Slugs of the places of loaded dumps that bear a folded name."""
        return _by_name((place.slug, place.names) for place in self.further.values())

    @cached_property
    def persons_by_surname(self) -> dict[str, tuple[str, ...]]:
        """Slugs of the persons whose name ends in a folded word ("lacroix")."""
        index: dict[str, dict[str, None]] = {}
        for actor in self.actors.values():
            if actor.kind is ActorKind.PERSON:
                for name in actor.names:
                    index.setdefault(fold(name).split()[-1], {})[actor.slug] = None
        return {name: tuple(slugs) for name, slugs in index.items()}

    def state_of(self, country_code: str) -> KnownActor | None:
        """The government of a country, where the gazetteer has it."""
        return self._states.get(country_code)

    @cached_property
    def bodies_by_country(self) -> dict[tuple[str, str], tuple[KnownActor, ...]]:
        """The forces and ministries of a country by their sort: a whole before its branches, what has most names first."""
        bodies: dict[tuple[str, str], list[KnownActor]] = {}
        for actor in self.actors.values():
            if actor.country and (sort := _sort_of(actor)):
                bodies.setdefault((actor.country, sort), []).append(actor)
        for actors in bodies.values():
            slugs = {actor.slug for actor in actors}
            actors.sort(key=lambda one: (any(post.organisation in slugs for post in one.posts), -len(one.names), one.slug))
        return {key: tuple(actors) for key, actors in bodies.items()}

    @cached_property
    def _states(self) -> dict[str, KnownActor]:
        return {
            actor.country: actor
            for actor in self.actors.values()
            # a ministry is a state too, but it is part of one
            if actor.kind is ActorKind.STATE and actor.country and not actor.posts
        }


def _sort_of(actor: KnownActor) -> str | None:
    if actor.kind is ActorKind.STATE_FORCES:
        is_police = any({"police", "gendarmerie"} & set(fold(name).replace("'", " ").split()) for name in actor.names)
        return POLICE if is_police else ARMY
    return MINISTRY if actor.kind is ActorKind.STATE and actor.posts else None


def _by_name(things: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    index: dict[str, dict[str, None]] = {}
    for slug, names in things:
        for name in names:
            index.setdefault(fold(name), {})[slug] = None
    return {name: tuple(slugs) for name, slugs in index.items()}
