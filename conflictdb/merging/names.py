"""What an ambiguous name means, by a person's word: the source's records and mentions follow at once and in every load."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from conflictdb.identity import fold
from conflictdb.merging.changes import Changes
from conflictdb.merging.consolidation import consolidate
from conflictdb.merging.stored import ids_in
from conflictdb.merging.things import Things
from conflictdb.merging.turns import take_turn
from conflictdb.merging.world import WorldPlace, known_as
from conflictdb.models import Actor, AmbiguousName, Decision, Location, Mention, Report
from conflictdb.reviews import added
from conflictdb.vocabularies import NameAnswer, ReviewStatus

FIELD = "chosen"


class UnanswerableError(ValueError):
    """An answer that a name can't have: says why."""


@transaction.atomic
def choose(name: AmbiguousName, thing: Actor | Location, user: Any, note: str = "") -> None:
    """Let the name mean this actor or place in its source."""
    if thing.withdrawn_at or thing.review_status == ReviewStatus.REJECTED.value:
        raise UnanswerableError(f"{thing.slug} was withdrawn, rejected or merged: choose one that stands")
    if isinstance(thing, Location) is not name.is_place:
        raise UnanswerableError(f"{name.text} is {'a place' if name.is_place else 'an actor'}, {thing.slug} is not")
    _answer(name, NameAnswer.CHOSEN, thing, user, note)


@transaction.atomic
def choose_of_world(name: AmbiguousName, place: WorldPlace, user: Any, note: str = "") -> Location:
    """Let the name mean a place of the world's table, which the base gets if it has none there of that name."""
    row = known_as(place)
    if row is None:
        row = Location(
            slug=_free_slug(Location, f"{place.name} {place.country_code} {place.division}"),
            name=place.name,
            kind=place.kind,
            country_code=place.country_code,
            parent=Location.objects.filter(kind="country", country_code=place.country_code).first(),
            latitude=place.latitude,
            longitude=place.longitude,
        )
        row.save()
        added(row, ("name", "kind", "country_code", "parent", "latitude", "longitude"), user)
    choose(name, row, user, note)
    return row


@transaction.atomic
def choose_new(name: AmbiguousName, user: Any, note: str = "") -> Actor | Location:
    """Let the name mean somebody or something that the base did not know: a new actor or place of that name."""
    model: Any = Location if name.is_place else Actor
    thing: Actor | Location = model(slug=_free_slug(model, name.text), name=name.text, kind=name.kind)
    thing.save()
    added(thing, ("name", "kind"), user)
    _answer(name, NameAnswer.NEW, thing, user, note)
    return thing


@transaction.atomic
def ignore(name: AmbiguousName, user: Any, note: str = "") -> None:
    """Leave the name unlinked for good."""
    _answer(name, NameAnswer.IGNORED, None, user, note)


@transaction.atomic
def ask_again(name: AmbiguousName, user: Any, note: str = "") -> None:
    """Take the answer back: the name is unlinked, and waits."""
    _answer(name, None, None, user, note)


def names_meaning(identifier: str) -> set[str]:
    """The ids of the ambiguous names that mean this actor or place."""
    return set(AmbiguousName.objects.filter(chosen=identifier).values_list("public_id", flat=True))


def _free_slug(model: Any, text: str) -> str:
    plain = slugify(fold(text))[:100].strip("-") or str(model._meta.model_name)
    taken = set(model.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return plain if plain not in taken else next(slug for slug in numbered if slug not in taken)


def _answer(name: AmbiguousName, answer: NameAnswer | None, thing: Actor | Location | None, user: Any, note: str) -> None:
    take_turn()
    name.refresh_from_db()
    before = name.chosen
    name.answer, name.chosen = answer.value if answer else None, thing.public_id if thing else ""
    name.decided_by, name.decided_at, name.note = user, timezone.now(), note
    name.save()
    value = name.chosen or (answer.value if answer else None)
    Decision.objects.create(record=name.public_id, field=FIELD, value=value, decided_by=user, note=note)
    things = Things()
    things.fetch([before or None, name.public_id])
    _mention(name, things.get(before or None), things.get(name.public_id))
    consolidate(_reports(name), things, Changes())


def _reports(name: AmbiguousName) -> Iterable[str]:
    rows = Report.objects.filter(source=name.source_id, withdrawn_at=None).values_list("public_id", "values")
    return [identifier for identifier, values in rows if name.public_id in ids_in([values])]


def _mention(name: AmbiguousName, before: Actor | Location | None, now: Actor | Location | None) -> None:
    field = "location" if name.is_place else "actor"
    for start, end, confidence in name.places:
        there = Mention.objects.filter(source=name.source_id, start=start, end=end)
        if before is not None:
            there.filter(**{field: before}).delete()
        if now is not None:
            text = name.source.text[start:end]
            there.get_or_create(
                **{field: now},
                defaults={"source": name.source, "start": start, "end": end, "text": text, "confidence": confidence},
            )
