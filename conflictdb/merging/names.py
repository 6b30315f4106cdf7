"""Whom an ambiguous name means, by a person's word: the source's records and mentions follow at once and in every load."""

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
from conflictdb.models import Actor, AmbiguousName, Decision, Mention, Report
from conflictdb.reviews import added
from conflictdb.vocabularies import NameAnswer, ReviewStatus

FIELD = "chosen"


class UnanswerableError(ValueError):
    """An answer that a name can't have: says why."""


@transaction.atomic
def choose(name: AmbiguousName, actor: Actor, user: Any, note: str = "") -> None:
    """Let the name mean this actor in its source."""
    if actor.withdrawn_at or actor.review_status == ReviewStatus.REJECTED.value:
        raise UnanswerableError(f"{actor.slug} was withdrawn, rejected or merged: choose one that stands")
    _answer(name, NameAnswer.CHOSEN, actor, user, note)


@transaction.atomic
def choose_new(name: AmbiguousName, user: Any, note: str = "") -> Actor:
    """Let the name mean somebody whom the base did not know: a new actor of that name."""
    slug = _free_slug(name.text)
    actor = Actor(slug=slug, name=name.text, kind=name.kind)
    actor.save()
    added(actor, ("name", "kind"), user)
    _answer(name, NameAnswer.NEW, actor, user, note)
    return actor


@transaction.atomic
def ignore(name: AmbiguousName, user: Any, note: str = "") -> None:
    """Leave the name unlinked for good."""
    _answer(name, NameAnswer.IGNORED, None, user, note)


@transaction.atomic
def ask_again(name: AmbiguousName, user: Any, note: str = "") -> None:
    """Take the answer back: the name is unlinked, and waits."""
    _answer(name, None, None, user, note)


def names_meaning(identifier: str) -> set[str]:
    """The ids of the ambiguous names that mean this actor."""
    return set(AmbiguousName.objects.filter(chosen=identifier).values_list("public_id", flat=True))


def _free_slug(text: str) -> str:
    plain = slugify(fold(text))[:100].strip("-") or "actor"
    taken = set(Actor.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return plain if plain not in taken else next(slug for slug in numbered if slug not in taken)


def _answer(name: AmbiguousName, answer: NameAnswer | None, actor: Actor | None, user: Any, note: str) -> None:
    before = name.chosen
    name.answer, name.chosen = answer.value if answer else None, actor.public_id if actor else ""
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


def _mention(name: AmbiguousName, before: Actor | None, now: Actor | None) -> None:
    for start, end, confidence in name.places:
        there = Mention.objects.filter(source=name.source_id, start=start, end=end)
        if before is not None:
            there.filter(actor=before).delete()
        if now is not None:
            text = name.source.text[start:end]
            there.get_or_create(
                actor=now, defaults={"source": name.source, "start": start, "end": end, "text": text, "confidence": confidence}
            )
