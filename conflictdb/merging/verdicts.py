"""What persons say of two records: one or two. Every later load obeys; each verdict is a decision in the record's history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import Any

from django.db import transaction
from django.utils import timezone

from conflictdb.identity import noun_of
from conflictdb.merging.actors import Thing, ThingMergeError, merge_things, part_things
from conflictdb.merging.carrying import take_along
from conflictdb.merging.changes import Changes
from conflictdb.merging.consolidation import consolidate
from conflictdb.merging.handmade import added_by_hand, let_go, take_in, values_by_hand
from conflictdb.merging.neighbourhood import MERGED_INTO, pair
from conflictdb.merging.stored import combined, ids_in, read_reports
from conflictdb.merging.things import MERGED_NOUNS, MODELS, Things
from conflictdb.merging.turns import take_turn
from conflictdb.models import Decision, Match, Merge, Report
from conflictdb.reviews import BY_HAND
from conflictdb.vocabularies import Verdict


class UnmergeableError(ValueError):
    """Records that can't be made one: says which and why."""


@transaction.atomic
def merge(kept: str, others: Iterable[str], user: Any, note: str = "") -> Changes:
    """Make records one by a person's word; the id of `kept` stays, those of `others` lead to it. Nothing is lost: `undo`."""
    take_turn()
    gone = [identifier for identifier in dict.fromkeys(others) if identifier != kept]
    by_hand = added_by_hand([kept, *gone])
    _check([kept, *gone], by_hand)
    if kept in by_hand and not by_hand.issuperset(gone):
        raise UnmergeableError(f"{kept} was added by hand: let a record that sources report stay, and tell this one in it")
    for identifier in gone:
        _say(kept, identifier, Verdict.SAME, user, note)
        if identifier in by_hand:
            take_in(kept, identifier, user, note)
            continue
        moved = take_along(kept, identifier)
        Merge.objects.create(record=identifier, kept=kept, rule=BY_HAND, made_by=user, note=note, moved=moved)
        Decision.objects.create(record=identifier, field=MERGED_INTO, value=kept, decided_by=user, note=note)
    return _consolidated([identifier for identifier in (kept, *gone) if identifier not in by_hand])


@transaction.atomic
def undo(record: str, user: Any, note: str = "") -> Changes:
    """Take a merge back: the record stands on its own again, with its id, and no load merges it with the same ones again."""
    take_turn()
    standing = Merge.objects.select_for_update().filter(record=record, ended_at=None).first()
    if standing is None:
        raise UnmergeableError(f"{record} is not merged into another record, so there is nothing to take back")
    if noun_of(record) in MERGED_NOUNS:
        _say(record, standing.kept, Verdict.APART, user, note)
        part_things(standing, user, note)
        return Changes()
    if not Report.objects.filter(public_id=record).exists():
        _say(record, standing.kept, Verdict.APART, user, note)
        let_go(standing, user, note)
        return Changes()
    others = Report.objects.filter(kept=standing.kept).exclude(public_id=record).values_list("public_id", flat=True)
    apart = {standing.kept} | (_merged_into(record) & set(others) if standing.rule == BY_HAND else set(others))
    for other in sorted(apart):
        _say(record, other, Verdict.APART, user, note)
    Decision.objects.create(record=record, field=MERGED_INTO, machine_value=standing.kept, value=None, decided_by=user, note=note)
    changes = _consolidated([record, standing.kept])
    Merge.objects.filter(pk=standing.pk).update(ended_by=user)
    return changes


@transaction.atomic
def judge(proposal: Match, verdict: Verdict, user: Any, note: str = "") -> Changes:
    """Answer a proposal: the two records are one from now on, or stay two for good."""
    take_turn()
    if noun_of(proposal.one) in MERGED_NOUNS:
        _judge_things(proposal, verdict, user, note)
        return Changes()
    if verdict == Verdict.SAME:
        _check([proposal.one, proposal.other])
    _say(proposal.one, proposal.other, verdict, user, note)
    answer = proposal.other if verdict == Verdict.SAME else f"not {proposal.other}"
    Decision.objects.create(record=proposal.one, field=MERGED_INTO, value=answer, decided_by=user, note=note)
    return _consolidated([proposal.one, proposal.other])


def _judge_things(proposal: Match, verdict: Verdict, user: Any, note: str) -> None:
    if verdict == Verdict.SAME:
        model = MODELS[noun_of(proposal.one) or ""]
        kept, gone = which_stays(model._default_manager.filter(public_id__in=[proposal.one, proposal.other]))
        make_one(kept, gone, user, note)
    else:
        _say(proposal.one, proposal.other, verdict, user, note)


@transaction.atomic
def make_one(kept: Thing, gone: Thing, user: Any, note: str = "") -> Merge:
    """Make two actors or two places one by a person's word; what moves is remembered, and `undo` takes it back."""
    try:
        merge = merge_things(kept, gone, user, note)
    except ThingMergeError as error:
        raise UnmergeableError(str(error)) from error
    _say(kept.public_id, gone.public_id, Verdict.SAME, user, note)
    return merge


def which_stays(rows: Iterable[Thing]) -> list[Thing]:
    """Actors or places, first the one to keep: what is shipped, what persons accepted, a place with a point, the longest name."""

    def order(row: Thing) -> tuple[bool, str, bool, int, str]:
        no_point = getattr(row, "latitude", 0.0) is None
        return not row.is_reference, row.review_status, no_point, -len(row.name), row.public_id

    return sorted(rows, key=order)


def preview(ids: Sequence[str]) -> dict[str, Any]:
    """What the record would say that these records would be: field by field, nothing written."""
    _check(ids, added_by_hand(ids))
    reports = [report for _, report in read_reports(kept__in=list(ids)).values()]
    return combined(reports) if reports else values_by_hand(ids[0])


def _check(ids: Sequence[str], by_hand: Set[str] = frozenset()) -> None:
    if len({noun_of(identifier) for identifier in ids}) > 1:
        raise UnmergeableError("a statement and an event can't be one record")
    if len(set(ids)) < 2:
        raise UnmergeableError("choose two records or more")
    standing = set(Report.objects.filter(public_id__in=list(ids), withdrawn_at=None).values_list("public_id", flat=True))
    if missing := sorted(set(ids) - standing - by_hand):
        message = "no source reports it any more, or its article must be loaded again first"
        raise UnmergeableError(f"{', '.join(missing)}: {message}")
    if merged := Merge.objects.filter(record__in=list(ids), ended_at=None).values_list("record", flat=True):
        raise UnmergeableError(f"{', '.join(sorted(merged))}: already merged into another record; choose that one")


def _merged_into(record: str) -> set[str]:
    """All that persons ever merged the record into: in a chain, each link. What was merged into the record stays with it."""
    return set(Merge.objects.filter(record=record, rule=BY_HAND).values_list("kept", flat=True))


def _say(one: str, other: str, verdict: Verdict, user: Any, note: str) -> None:
    first, second = pair(one, other)
    said = {"verdict": verdict.value, "decided_by": user, "decided_at": timezone.now(), "note": note}
    Match.objects.update_or_create(one=first, other=second, defaults=said)


def _consolidated(ids: Sequence[str]) -> Changes:
    things, changes = Things(), Changes()
    things.fetch(ids_in(Report.objects.filter(public_id__in=list(ids)).values_list("values", flat=True)))
    consolidate(ids, things, changes)
    return changes
