"""Rows for tests, each with as little said as its test needs."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from django.utils import timezone

from conflictdb import models
from conflictdb.identity import public_id

_numbers = itertools.count(1)


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def actor(slug: str, name: str = "", kind: str = "person", aliases: tuple[str, ...] = (), **values: Any) -> models.Actor:
    made = models.Actor.objects.create(slug=slug, name=name or slug.replace("-", " ").title(), kind=kind, **values)
    for alias in aliases:
        models.ActorName.objects.create(actor=made, name=alias)
    return made


def organisation(slug: str, name: str = "", part_of: models.Actor | None = None, **values: Any) -> models.Actor:
    made = actor(slug, name, **{"kind": "igo", **values})
    if part_of:
        post(made, part_of)
    return made


def post(
    who: models.Actor, where: models.Actor, role: str = "", since: str | None = None, until: str | None = None, **values: Any
) -> models.Affiliation:
    return models.Affiliation.objects.create(
        actor=who, organisation=where, role=role, since=day(since), until=day(until), **values
    )


def place(
    slug: str,
    name: str = "",
    kind: str = "city",
    inside: models.Location | None = None,
    aliases: tuple[str, ...] = (),
    **values: Any,
) -> models.Location:
    country = values.pop("country_code", inside.country_code if inside else "")
    made = models.Location.objects.create(
        slug=slug, name=name or slug.replace("-", " ").title(), kind=kind, parent=inside, country_code=country, **values
    )
    for alias in aliases:
        models.LocationName.objects.create(location=made, name=alias)
    return made


def topic(slug: str, label: str = "", below: models.Topic | None = None, synonyms: tuple[str, ...] = ()) -> models.Topic:
    made = models.Topic.objects.create(slug=slug, label=label or slug.replace("-", " ").capitalize(), parent=below)
    for synonym in synonyms:
        models.TopicName.objects.create(topic=made, name=synonym)
    return made


def source(external_id: str = "", published: str | None = None, **values: Any) -> models.Source:
    number = next(_numbers)
    external_id = external_id or f"source-{number:05}"
    defaults: dict[str, Any] = {
        "kind": "news",
        "language": "en",
        "loaded_at": timezone.now(),
        "sha256": "0" * 64,
        "pipeline_version": "test",
        "text": "Text.",
        "published_from": day(published),
        "published_to": day(published),
        "date_precision": "day" if published else "unknown",
    }
    return models.Source.objects.create(public_id=public_id("source", external_id), external_id=external_id, **defaults | values)


def evidence(of: models.Source, start: int = 0, end: int = 10, excerpt: str = "An excerpt", **target: Any) -> models.Evidence:
    return models.Evidence.objects.create(source=of, start=start, end=end, excerpt=excerpt, extractor="test", **target)


def statement(
    text: str = "Something was said.",
    *,
    speaker: models.Actor | None = None,
    said: str | None = None,
    until: str | None = None,
    of: models.Source | None = None,
    topics: tuple[models.Topic, ...] = (),
    resolutions: tuple[models.Resolution, ...] = (),
    addressees: tuple[models.Actor, ...] = (),
    mentions: tuple[models.Actor, ...] = (),
    key: str = "",
    **values: Any,
) -> models.Statement:
    of = of or source()
    defaults: dict[str, Any] = {
        "kind": "direct",
        "act": "assert",
        "speaker_text": speaker.name if speaker else "a diplomat",
        "said_from": day(said),
        "said_to": day(until or said),
        "date_precision": "day" if said else "unknown",
        "confidence": 0.9,
    }
    identifier = f"stm_{key}" if key else public_id("statement", next(_numbers))
    made = models.Statement.objects.create(public_id=identifier, text=text, speaker=speaker, source=of, **defaults | values)
    made.topics.set(topics)
    made.resolutions.set(resolutions)
    made.addressees.set(addressees)
    made.mentioned_actors.set(mentions)
    evidence(of, statement=made)
    return made


def event(
    kind: str = "battle",
    *,
    on: str | None = None,
    until: str | None = None,
    at: models.Location | None = None,
    of: models.Source | None = None,
    agents: tuple[models.Actor, ...] = (),
    targets: tuple[models.Actor, ...] = (),
    resolutions: tuple[models.Resolution, ...] = (),
    key: str = "",
    **values: Any,
) -> models.Event:
    of = of or source()
    defaults: dict[str, Any] = {
        "status": "occurred",
        "text": "Something happened.",
        "starts_on": day(on),
        "ends_on": day(until or on),
        "date_precision": "day" if on else "unknown",
        "location_precision": "exact" if at else "unknown",
        "confidence": 0.8,
    }
    identifier = f"evt_{key}" if key else public_id("event", next(_numbers))
    made = models.Event.objects.create(public_id=identifier, type=kind, location=at, source=of, **defaults | values)
    made.resolutions.set(resolutions)
    for role, actors in (("agent", agents), ("target", targets)):
        for position, who in enumerate(actors):
            models.Participant.objects.create(event=made, role=role, name=who.name, actor=who, position=position)
    evidence(of, event=made)
    return made


def resolution(number: int, year: int, body: models.Actor, **values: Any) -> models.Resolution:
    symbol = f"S/RES/{number} ({year})"
    return models.Resolution.objects.create(symbol=symbol, number=number, year=year, body=body, **{"status": "adopted", **values})
