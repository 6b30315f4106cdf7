"""Records out of reports: after every change of some reports, their neighbourhood is grouped anew, and each group is one record.

What comes out depends on the reports and on what persons said, not on the order in which they came: the same articles give the
same records. Of a group the record stays that a person kept, or has worked on; else the first published, then the lowest id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from conflictdb.identity import noun_of
from conflictdb.matching.clusters import Tie, best_ties
from conflictdb.matching.combining import first_published
from conflictdb.matching.reports import Likeness
from conflictdb.matching.rules import version
from conflictdb.merging.carrying import give_back, take_along
from conflictdb.merging.changes import Changes
from conflictdb.merging.handmade import let_all_go, take_in_again
from conflictdb.merging.neighbourhood import TOUCHED, Neighbourhood, Pair, around
from conflictdb.merging.records import Records
from conflictdb.merging.stored import combined, ids_in
from conflictdb.merging.things import Things
from conflictdb.merging.turns import take_turn
from conflictdb.models import Match, Merge, Report
from conflictdb.reviews import BY_HAND
from conflictdb.vocabularies import Verdict

GONE = "its source no longer says it"


@transaction.atomic
def consolidate(ids: Iterable[str], things: Things, changes: Changes) -> None:
    """Bring the records around these reports (of any noun, standing or withdrawn) to what all their reports say."""
    by_noun: dict[str, set[str]] = {}
    for identifier in ids:
        by_noun.setdefault(noun_of(identifier) or "", set()).add(identifier)
    if not by_noun:
        return
    take_turn()
    for noun, some in sorted(by_noun.items()):
        _consolidate(noun, some, things, changes)


def _consolidate(noun: str, ids: set[str], things: Things, changes: Changes) -> None:
    # who was told with a report that is gone stands for itself, or finds others
    left = Report.objects.filter(kept__in=Report.objects.filter(public_id__in=ids).values("kept"), withdrawn_at=None)
    here = around(noun, ids | set(left.values_list("public_id", flat=True)))
    groups, ties = here.groups()
    merges = _standing_merges({*here.inside, *ids})
    chosen = {group: _kept(group, here, merges) for group in groups}
    kept = {identifier: one for group, one in chosen.items() for identifier in group}
    for identifier, one in kept.items():
        if identifier in merges and merges[identifier].kept != one:
            give_back(merges[identifier])
    records = Records(noun, {*kept, *ids}, things, changes)
    things.fetch(ids_in(report.values for report in here.reports.values()))
    for group, one in chosen.items():
        _settle_group(group, one, here, records)
        for identifier, tie in best_ties(group, one, ties).items():
            _merge((identifier, one), tie, here, merges, changes)
    for identifier in sorted(kept):
        if kept[identifier] == identifier and identifier in merges:
            _end(merges[identifier], changes)
    gone = ids - here.inside
    for identifier in sorted(gone):
        _lead_on(identifier, here, kept, merges)
    records.withdraw(gone, {identifier for identifier in gone if identifier in merges})
    take_in_again(kept, [match for match in here.verdicts.values() if match.verdict == Verdict.SAME])
    _remember_kept(here, kept)
    _propose(here, here.proposals(groups, kept), changes)


def _standing_merges(ids: Iterable[str]) -> dict[str, Merge]:
    return {row.record: row for row in Merge.objects.filter(record__in=list(ids), ended_at=None)}


def _kept(group: Sequence[str], here: Neighbourhood, merges: Mapping[str, Merge]) -> str:
    """Whose record stays: the one that a person kept, or one that a person has worked on, or the first published."""
    by_hand = {
        identifier: merges[identifier].kept
        for identifier in group
        if identifier in merges and merges[identifier].rule == BY_HAND and merges[identifier].kept in group
    }
    # the end of a chain; where what was chosen is apart again, what was chosen before it
    wanted = set(by_hand.values()) - by_hand.keys() or here.chosen & set(group)

    def order(identifier: str) -> tuple[bool, bool, bool, dt.date, str]:
        state = here.states.get(identifier, "")
        rank = first_published(here.reports[identifier])
        return identifier not in wanted, state not in TOUCHED, state != "rejected", *rank

    return min(group, key=order)


def _settle_group(group: Sequence[str], kept: str, here: Neighbourhood, records: Records) -> None:
    reports = [here.reports[identifier] for identifier in group]
    first = min(reports, key=first_published)
    records.settle(kept, combined(reports), first.source, reports)
    for report in reports:
        if report.id != kept:
            records.hide(report)


# ---------------------------------------------------------------- merges


def _merge(both: Pair, tie: Tie, here: Neighbourhood, merges: dict[str, Merge], changes: Changes) -> None:
    """Merge the first of the two records into the second, or renew the reasons of a merge that stands."""
    identifier, kept = both
    standing = merges.get(identifier)
    verdict = here.verdicts.get((tie.one, tie.other)) if tie.forced else None
    rule = BY_HAND if tie.forced else version()
    parts = {"with": tie.other if identifier == tie.one else tie.one, **tie.likeness.parts}
    score = tie.likeness.score or None
    if standing is not None:
        if standing.kept == kept and (standing.score, standing.parts) == (score, parts):
            return
        if standing.kept == kept:
            standing.score, standing.parts, standing.rule = score, parts, rule
            standing.save(update_fields=["score", "parts", "rule"])
            return
        _end(standing, changes)
    merges[identifier] = Merge.objects.create(
        record=identifier, kept=kept, score=score, parts=parts, rule=rule,
        made_by=verdict.decided_by if verdict else None, note=verdict.note if verdict else "",
        moved=take_along(kept, identifier),
    )  # fmt: skip
    changes.add("merge", identifier, "inserted", text=f"into {kept}")


def _lead_on(identifier: str, here: Neighbourhood, kept: Mapping[str, str], merges: dict[str, Merge]) -> None:
    """Let the id of a record whose own source no longer gives it lead to the record that tells what others say."""
    heirs = sorted({kept[other] for other, before in here.kept.items() if before == identifier and other in kept})
    if heirs and identifier not in merges:
        moved = take_along(heirs[0], identifier)
        merges[identifier] = Merge.objects.create(record=identifier, kept=heirs[0], rule=GONE, moved=moved)
        Merge.objects.filter(kept=identifier, ended_at=None).exclude(record=heirs[0]).update(kept=heirs[0])
    if identifier not in merges:
        let_all_go(identifier)


def _end(merge: Merge, changes: Changes) -> None:
    merge.ended_at = timezone.now()
    merge.save(update_fields=["ended_at"])
    changes.add("merge", merge.record, "withdrawn", text=f"out of {merge.kept}")


def _remember_kept(here: Neighbourhood, kept: Mapping[str, str]) -> None:
    by_kept: dict[str, list[str]] = {}
    for identifier, record in kept.items():
        if here.kept[identifier] != record:
            by_kept.setdefault(record, []).append(identifier)
    for record, some in by_kept.items():
        Report.objects.filter(public_id__in=some).update(kept=record)
    # a record that was merged into one which was merged itself since leads on to the last
    for old in {before for identifier, before in here.kept.items() if kept.get(before, before) != before}:
        Merge.objects.filter(kept=old, ended_at=None).exclude(record=kept[old]).update(kept=kept[old])


# ---------------------------------------------------------------- proposals


def _propose(here: Neighbourhood, wanted: Mapping[Pair, tuple[str, Likeness]], changes: Changes) -> None:
    ids = sorted({*here.inside, *(here.kept[identifier] for identifier in here.inside)})
    rows = Match.objects.filter(Q(one__in=ids) | Q(other__in=ids)) if ids else Match.objects.none()
    standing = {(row.one, row.other): row for row in rows}
    gone = [row.pk for both, row in standing.items() if both not in wanted and not row.verdict]
    if gone:
        Match.objects.filter(pk__in=gone).delete()
    new = []
    for both, (kind, likeness) in wanted.items():
        row = standing.get(both)
        parts = dict(likeness.parts)
        if row is None:
            new.append(Match(one=both[0], other=both[1], kind=kind, score=likeness.score, parts=parts))
        elif not row.verdict and (row.kind, row.score, row.parts) != (kind, likeness.score, parts):
            row.kind, row.score, row.parts = kind, likeness.score, parts
            row.save(update_fields=["kind", "score", "parts"])
    Match.objects.bulk_create(new)
    changes.count("proposal", "inserted", len(new))
    changes.count("proposal", "withdrawn", len(gone))
