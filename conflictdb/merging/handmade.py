"""Statements and events that a person added, of which no source's report tells: told in another record, and taken out again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from django.utils import timezone

from conflictdb.identity import noun_of
from conflictdb.merging.carrying import give_back, take_along
from conflictdb.merging.neighbourhood import MERGED_INTO, TOUCHED
from conflictdb.merging.stored import COLUMNS, LINKS
from conflictdb.merging.things import MODELS
from conflictdb.models import Decision, Match, Merge, Report
from conflictdb.reviews import BY_HAND, value_of


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
    moved = take_along(kept, identifier)
    row = _row(identifier)
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at", "updated_at"])
    Decision.objects.create(record=identifier, field=MERGED_INTO, value=kept, decided_by=user, note=note)
    return Merge.objects.create(record=identifier, kept=kept, rule=BY_HAND, made_by=user, note=note, moved=moved)


def let_go(merge: Merge, user: Any, note: str) -> None:
    """Take that back: the record stands with its id and its evidence."""
    give_back(merge)
    merge.ended_at, merge.ended_by = timezone.now(), user
    merge.save(update_fields=["ended_at", "ended_by"])
    row = _row(merge.record)
    row.withdrawn_at = None
    row.save(update_fields=["withdrawn_at", "updated_at"])
    Decision.objects.create(record=merge.record, field=MERGED_INTO, machine_value=merge.kept, decided_by=user, note=note)


def let_all_go(kept: str) -> list[str]:
    """The same for all that persons told in a record which no source gives any more: their word stands; return their ids."""
    led = Merge.objects.filter(kept=kept, ended_at=None).order_by("pk")
    alone = [merge for merge in led if not Report.objects.filter(public_id=merge.record).exists()]
    for merge in alone:
        let_go(merge, None, f"{kept} is gone: no source says it any more")
    return [merge.record for merge in alone]


def take_in_again(kept: Mapping[str, str], said: Iterable[Match]) -> None:
    """Take in what persons said is one with records that are back. `kept`: the records by the reports that they tell."""
    pairs = {(other, one): match for match in said for one, other in _ways(match) if one in kept and other not in kept}
    for other in added_by_hand(other for other, _ in pairs):
        host, match = min(((kept[one], match) for (added, one), match in pairs.items() if added == other), key=itemgetter(0))
        take_in(host, other, match.decided_by, match.note)


def _ways(match: Match) -> tuple[tuple[str, str], ...]:
    return (match.one, match.other), (match.other, match.one)


def values_by_hand(identifier: str) -> dict[str, Any]:
    """What such a record says, field by field, as `combined` would tell it of reports."""
    row = _row(identifier)
    noun = str(row._meta.model_name)
    names = (*COLUMNS[noun], *LINKS[noun], *(("participants",) if noun == "event" else ()))
    return {name: value_of(row, name) for name in names}


def _row(identifier: str) -> Any:
    return MODELS[noun_of(identifier) or ""]._default_manager.get(public_id=identifier)
