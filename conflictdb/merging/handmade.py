"""Statements and events that a person added, of which no source's report tells: told in another record, and taken out again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from conflictdb.identity import noun_of
from conflictdb.merging.actors import FIELD, REDIRECT
from conflictdb.merging.consolidation import BY_HAND
from conflictdb.merging.neighbourhood import TOUCHED
from conflictdb.merging.stored import COLUMNS, LINKS
from conflictdb.merging.things import MODELS
from conflictdb.models import Decision, Evidence, Merge, Report
from conflictdb.reviews import value_of

EVIDENCE = "evidence"


def added_by_hand(ids: Iterable[str]) -> set[str]:
    """Those of these ids whose record stands by a person's word alone."""
    wanted = set(ids)
    wanted -= set(Report.objects.filter(public_id__in=wanted).values_list("public_id", flat=True))
    found: set[str] = set()
    for noun in COLUMNS:
        some = [identifier for identifier in wanted if noun_of(identifier) == noun]
        rows = MODELS[noun]._default_manager.filter(public_id__in=some, withdrawn_at=None, review_status__in=TOUCHED)
        found.update(rows.values_list("public_id", flat=True))
    return found


def take_in(kept: str, identifier: str, user: Any, note: str) -> Merge:
    """Let another record stand for one that a person added: its evidence hangs there, its id leads there."""
    row, to = _row(identifier), _row(kept)
    noun = str(row._meta.model_name)
    there = set(Evidence.objects.filter(**{noun: to}).values_list("source", "start", "end"))
    rows = Evidence.objects.filter(**{noun: row}, extractor=BY_HAND).order_by("pk").values_list("pk", "source", "start", "end")
    moved = [[EVIDENCE, pk] for pk, *place in rows if tuple(place) not in there]
    Evidence.objects.filter(pk__in=[key for _, key in moved]).update(**{noun: to})
    led = Merge.objects.filter(kept=identifier, ended_at=None)
    moved += [[REDIRECT, key] for key in led.order_by("pk").values_list("pk", flat=True)]
    led.update(kept=kept)
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at", "updated_at"])
    Decision.objects.create(record=identifier, field=FIELD, value=kept, decided_by=user, note=note)
    return Merge.objects.create(record=identifier, kept=kept, rule=BY_HAND, made_by=user, note=note, moved=moved)


def let_go(merge: Merge, user: Any, note: str) -> None:
    """Take that back: the record stands with its id and its evidence."""
    row = _row(merge.record)
    keys = {what: [key for sort, key in merge.moved if sort == what] for what in (EVIDENCE, REDIRECT)}
    Evidence.objects.filter(pk__in=keys[EVIDENCE]).update(**{str(row._meta.model_name): row})
    Merge.objects.filter(pk__in=keys[REDIRECT], kept=merge.kept, ended_at=None).update(kept=merge.record)
    merge.ended_at, merge.ended_by = timezone.now(), user
    merge.save(update_fields=["ended_at", "ended_by"])
    row.withdrawn_at = None
    row.save(update_fields=["withdrawn_at", "updated_at"])
    Decision.objects.create(record=merge.record, field=FIELD, machine_value=merge.kept, decided_by=user, note=note)


def values_by_hand(identifier: str) -> dict[str, Any]:
    """What such a record says, field by field, as `combined` would tell it of reports."""
    row = _row(identifier)
    noun = str(row._meta.model_name)
    names = (*COLUMNS[noun], *LINKS[noun], *(("participants",) if noun == "event" else ()))
    return {name: value_of(row, name) for name in names}


def _row(identifier: str) -> Any:
    return MODELS[noun_of(identifier) or ""]._default_manager.get(public_id=identifier)
