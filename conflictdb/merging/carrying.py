"""What persons hung on a record goes with it into the record that tells it, and comes back with it: evidence that they pointed
out, and the records that they told in it."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from conflictdb.identity import noun_of
from conflictdb.merging.things import MODELS
from conflictdb.models import Evidence, Merge, Report
from conflictdb.reviews import BY_HAND

EVIDENCE = "evidence"
REDIRECT = "merge"
Moved = list[list[Any]]


def take_along(kept: str, identifier: str) -> Moved:
    """Hang it on the record that tells the other one from now on; return what was moved.

    Evidence at a place that the record rests on already stays behind. Ids of which sources still report are led on by themselves.
    """
    noun = noun_of(identifier) or ""
    there = set(Evidence.objects.filter(**{f"{noun}__public_id": kept}).values_list("source", "start", "end"))
    rows = Evidence.objects.filter(**{f"{noun}__public_id": identifier}, extractor=BY_HAND).order_by("pk")
    moved: Moved = [
        [EVIDENCE, pk] for pk, *place in rows.values_list("pk", "source", "start", "end") if tuple(place) not in there
    ]
    _hang([key for _, key in moved], noun, kept)
    reported = Report.objects.filter(public_id=OuterRef("record"), withdrawn_at=None)
    led = Merge.objects.filter(~Exists(reported), kept=identifier, ended_at=None)
    moved += [[REDIRECT, key] for key in led.order_by("pk").values_list("pk", flat=True)]
    led.update(kept=kept)
    return moved


def give_back(merge: Merge) -> None:
    """Hang it on the merged record again."""
    keys = {what: [key for sort, key in merge.moved if sort == what] for what in (EVIDENCE, REDIRECT)}
    _hang(keys[EVIDENCE], noun_of(merge.record) or "", merge.record)
    if keys[REDIRECT]:
        Merge.objects.filter(pk__in=keys[REDIRECT], kept=merge.kept, ended_at=None).update(kept=merge.record)


def _hang(keys: list[int], noun: str, record: str) -> None:
    if keys:
        Evidence.objects.filter(pk__in=keys).update(**{noun: MODELS[noun]._default_manager.get(public_id=record)})
