"""The shipped reference data (fixtures/*.jsonl) as typed records, and as a gazetteer that needs no database."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from conflictdb.vocabularies import ActorKind, ActorRelationKind, DatePrecision, LocationKind, ResolutionStatus
from loaders.gazetteer import Gazetteer, KnownActor, KnownPlace, KnownTopic, Post

T = TypeVar("T")
FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


class ReferenceDataError(ValueError):
    """A line of reference data that can't be used: says file, line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time as written: "2017-04" since means the whole month may be meant."""

    since: dt.date | None
    until: dt.date | None
    precision: DatePrecision


@dataclass(frozen=True, slots=True)
class ReferencePost:
    """A post, or (role empty) the body that an organisation is part of."""

    organisation: str
    role: str
    role_fr: str
    period: Period


@dataclass(frozen=True, slots=True)
class ReferenceRelation:
    """How an actor stands to another."""

    kind: ActorRelationKind
    other: str
    contested: bool
    period: Period


@dataclass(frozen=True, slots=True)
class ReferenceActor:
    """One line of fixtures/actors/."""

    slug: str
    name: str
    kind: ActorKind
    country: str | None
    gender: str
    description: str
    aliases: tuple[tuple[str, str], ...]  # (language, name)
    external_ids: tuple[tuple[str, str], ...]
    posts: tuple[ReferencePost, ...]
    relations: tuple[ReferenceRelation, ...]


@dataclass(frozen=True, slots=True)
class ReferencePlace:
    """One line of fixtures/locations/."""

    slug: str
    name: str
    kind: LocationKind
    country_code: str | None
    parent: str | None
    latitude: float | None
    longitude: float | None
    precision_km: float | None
    bbox: tuple[float, float, float, float] | None  # west, south, east, north
    aliases: tuple[tuple[str, str], ...]
    external_ids: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReferenceTopic:
    """One line of fixtures/topics.jsonl."""

    slug: str
    label: str
    description: str
    parent: str | None
    synonyms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReferenceResolution:
    """One line of fixtures/resolutions.jsonl."""

    body: str
    symbol: str
    number: int | None
    year: int | None
    status: ResolutionStatus
    title: str
    subject: str
    adopted_on: dt.date | None
    url: str
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None


@dataclass(frozen=True, slots=True)
class Reference:
    """All reference data, in the order of the files."""

    actors: tuple[ReferenceActor, ...] = ()
    places: tuple[ReferencePlace, ...] = ()
    topics: tuple[ReferenceTopic, ...] = ()
    resolutions: tuple[ReferenceResolution, ...] = field(default=())


def read_reference(folder: Path = FIXTURES) -> Reference:
    """Return the reference data under `folder`; an unusable line raises, since half a gazetteer links wrongly."""
    return Reference(
        actors=tuple(_records(folder / "actors", _actor)),
        places=tuple(_records(folder / "locations", _place)),
        topics=tuple(_records(folder / "topics.jsonl", _topic)),
        resolutions=tuple(_records(folder / "resolutions.jsonl", _resolution)),
    )


@functools.cache
def shipped_gazetteer() -> Gazetteer:
    """Return the shipped reference data as a gazetteer, read once a process."""
    return gazetteer_of(read_reference())


def gazetteer_of(reference: Reference) -> Gazetteer:
    """Return the same facts in the form in which annotate and link look them up, in the database's order."""
    return Gazetteer(
        actors={actor.slug: _known_actor(actor) for actor in sorted(reference.actors, key=lambda actor: actor.slug)},
        places={place.slug: _known_place(place) for place in sorted(reference.places, key=lambda place: place.slug)},
        topics={
            topic.slug: KnownTopic(topic.slug, topic.label, (topic.label, *(name for _, name in topic.synonyms)), topic.parent)
            for topic in reference.topics
        },
        resolutions=frozenset((r.body, r.number, r.year) for r in reference.resolutions if r.number is not None),
    )


def _known_actor(actor: ReferenceActor) -> KnownActor:
    posts = tuple(Post(p.organisation, p.role, p.period.since, p.period.until, p.role_fr) for p in actor.posts)
    names = tuple(dict.fromkeys((actor.name, *(name for _, name in actor.aliases))))
    return KnownActor(actor.slug, actor.name, actor.kind, names, actor.country, actor.gender or None, posts)


def _known_place(place: ReferencePlace) -> KnownPlace:
    names = tuple(dict.fromkeys((place.name, *(name for _, name in place.aliases))))
    return KnownPlace(
        place.slug, place.name, place.kind, names, place.country_code, place.parent, place.latitude, place.longitude
    )


def _records(path: Path, build: Callable[[Mapping[str, Any]], T]) -> Iterator[T]:
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                yield build(json.loads(line))
            except (KeyError, TypeError, ValueError) as error:
                raise ReferenceDataError(f"{file}:{number}: {error!r}; mend the line") from error


def parse_period(since: str | None, until: str | None) -> Period:
    """Return "2017-04", "2019-01-24" and the like as the widest range of days that they allow, and their precision."""
    lengths = {len(text) for text in (since, until) if text}
    precision = (
        {10: DatePrecision.DAY, 7: DatePrecision.MONTH, 4: DatePrecision.YEAR}[min(lengths)] if lengths else DatePrecision.UNKNOWN
    )
    return Period(_bound(since, first=True), _bound(until, first=False), precision)


def _bound(text: str | None, *, first: bool) -> dt.date | None:
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else (1 if first else 12)
    day = parts[2] if len(parts) > 2 else (1 if first else calendar.monthrange(year, month)[1])
    return dt.date(year, month, day)


def _known_keys(record: Mapping[str, Any], known: str) -> None:
    if unknown := record.keys() - set(known.split()):
        raise ValueError(f"unknown keys {', '.join(sorted(unknown))}; known are {known}")


def _names(by_language: Mapping[str, list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((language, name) for language, names in by_language.items() for name in names)


def _post(record: Mapping[str, Any]) -> ReferencePost:
    _known_keys(record, "organisation role role_fr since until")
    period = parse_period(record.get("since"), record.get("until"))
    return ReferencePost(record["organisation"], record.get("role") or "", record.get("role_fr") or "", period)


def _relation(record: Mapping[str, Any]) -> ReferenceRelation:
    _known_keys(record, "kind other since until contested")
    period = parse_period(record.get("since"), record.get("until"))
    return ReferenceRelation(ActorRelationKind(record["kind"]), record["other"], bool(record.get("contested")), period)


def _actor(record: Mapping[str, Any]) -> ReferenceActor:
    _known_keys(record, "slug name kind country gender aliases description external_ids affiliations relations")
    return ReferenceActor(
        slug=record["slug"],
        name=record["name"],
        kind=ActorKind(record["kind"]),
        country=record.get("country"),
        gender=record.get("gender") or "",
        description=record.get("description") or "",
        aliases=_names(record.get("aliases", {})),
        external_ids=tuple(record.get("external_ids", {}).items()),
        posts=tuple(_post(post) for post in record.get("affiliations", [])),
        relations=tuple(_relation(relation) for relation in record.get("relations", [])),
    )


def _place(record: Mapping[str, Any]) -> ReferencePlace:
    _known_keys(record, "slug name kind country_code parent latitude longitude precision_km bbox aliases external_ids")
    bbox = record.get("bbox")
    return ReferencePlace(
        slug=record["slug"],
        name=record["name"],
        kind=LocationKind(record["kind"]),
        country_code=record.get("country_code"),
        parent=record.get("parent"),
        latitude=record.get("latitude"),
        longitude=record.get("longitude"),
        precision_km=record.get("precision_km"),
        bbox=(bbox[0], bbox[1], bbox[2], bbox[3]) if bbox else None,
        aliases=_names(record.get("aliases", {})),
        external_ids=tuple(record.get("external_ids", {}).items()),
    )


def _topic(record: Mapping[str, Any]) -> ReferenceTopic:
    _known_keys(record, "slug label parent description synonyms")
    return ReferenceTopic(
        record["slug"], record["label"], record.get("description") or "", record.get("parent"), _names(record.get("synonyms", {}))
    )


def _resolution(record: Mapping[str, Any]) -> ReferenceResolution:
    _known_keys(record, "body number year symbol status adopted_on title subject votes_for votes_against abstentions url")
    return ReferenceResolution(
        body=record["body"],
        symbol=record["symbol"],
        number=record.get("number"),
        year=record.get("year"),
        status=ResolutionStatus(record["status"]),
        title=record.get("title") or "",
        subject=record.get("subject") or "",
        adopted_on=dt.date.fromisoformat(record["adopted_on"]) if record.get("adopted_on") else None,
        url=record.get("url") or "",
        votes_for=record.get("votes_for"),
        votes_against=record.get("votes_against"),
        abstentions=record.get("abstentions"),
    )
