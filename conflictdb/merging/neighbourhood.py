"""The reports around some reports: all that are tied to them, through any number of ties, and what persons said of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from conflictdb.identity import noun_of
from conflictdb.matching.clusters import Tie, grouped
from conflictdb.matching.events import ASKED, thresholds
from conflictdb.matching.keys import searches
from conflictdb.matching.reports import Likeness, Report, StatementReport
from conflictdb.matching.rules import section
from conflictdb.matching.statements import translated
from conflictdb.merging.stored import compare, read_reports
from conflictdb.merging.things import MODELS
from conflictdb.models import Match, Merge
from conflictdb.reviews import BY_HAND
from conflictdb.vocabularies import ReviewStatus, Verdict

Pair = tuple[str, str]
TOUCHED = frozenset({ReviewStatus.ACCEPTED.value, ReviewStatus.CORRECTED.value})
REJECTED = ReviewStatus.REJECTED.value
VERBATIM = 0.9  # share of words from which a report is what a person rejected, told again
NOTHING = Likeness(0.0)
MERGED_INTO = "merged_into"  # the field of a decision that made two records one, or parted them


def pair(one: str, other: str) -> Pair:
    """The two ids in their order."""
    return (one, other) if one < other else (other, one)


@dataclass(slots=True)
class Neighbourhood:
    """Reports of one noun that belong together, with all that is needed to say which are one."""

    noun: str
    reports: dict[str, Report] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)  # the record that tells each of them, before
    inside: set[str] = field(default_factory=set)
    likeness: dict[Pair, Likeness] = field(default_factory=dict)
    translations: dict[Pair, Likeness] = field(default_factory=dict)
    verdicts: dict[Pair, Match] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    chosen: set[str] = field(default_factory=set)  # records that ever stood for others by a person's word

    def groups(self) -> tuple[list[tuple[str, ...]], list[Tie]]:
        """The reports inside, as groups that are one record each, and the ties between them."""
        ties = [self._tie(*both) for both in sorted(self.tied()) if set(both) <= self.inside]
        return grouped(sorted(self.inside), ties, self._forbidden), ties

    def proposals(self, groups: Iterable[tuple[str, ...]], kept: dict[str, str]) -> dict[Pair, tuple[str, Likeness]]:
        """Pairs of records that a person should look at: how they are alike, and the strongest likeness between the two."""
        _, propose = thresholds(self.noun)
        found: dict[Pair, tuple[str, Likeness]] = {}
        members = {**self.kept, **kept}
        # a record that was judged may have no report, or none any more
        judged = (both for both, match in self.verdicts.items() if match.verdict)
        told = {pair(members.get(one, one), members.get(other, other)) for one, other in judged}
        for kind, pairs in (("same", self.likeness), ("translation", self.translations)):
            for (one, other), likeness in sorted(pairs.items()):
                records = members.get(one, one), members.get(other, other)
                between = pair(*records)
                if records[0] == records[1] or between in told or not self._worth_asking(kind, likeness, propose):
                    continue
                if self.states.get(one) == REJECTED or self.states.get(other) == REJECTED:
                    continue
                if between not in found or found[between][1].score < likeness.score:
                    found[between] = (kind, likeness)
        return found

    def _worth_asking(self, kind: str, likeness: Likeness, propose: float) -> bool:
        return kind == "translation" or (likeness.score >= propose and likeness.against in ASKED)

    def tied(self) -> set[Pair]:
        """The pairs that are one: so alike that they are merged, or judged so by a person."""
        merge, _ = thresholds(self.noun)
        alike = {both for both, likeness in self.likeness.items() if likeness.score >= merge and not likeness.against}
        return alike | {both for both, match in self.verdicts.items() if match.verdict == Verdict.SAME}

    def _tie(self, one: str, other: str) -> Tie:
        match = self.verdicts.get((one, other))
        forced = match is not None and match.verdict == Verdict.SAME
        last = REJECTED in {self.states.get(one), self.states.get(other)}
        return Tie(one, other, self.likeness.get((one, other), NOTHING), forced=forced, last=last)

    def _forbidden(self, one: str, other: str) -> bool:
        match = self.verdicts.get(pair(one, other))
        if match is not None and match.verdict:
            return bool(match.verdict == Verdict.APART)
        likeness = self.likeness.get(pair(one, other))
        if likeness is None:
            likeness = self.likeness[pair(one, other)] = compare(self.reports[one], self.reports[other])
        if likeness.against:
            return True
        states = {self.states.get(one), self.states.get(other)}
        if REJECTED in states:
            return likeness.parts.get("words", 0.0) < VERBATIM
        return self.states.get(one) in TOUCHED and self.states.get(other) in TOUCHED


def around(noun: str, ids: Iterable[str]) -> Neighbourhood:
    """The neighbourhood of these reports: found by keys in an index, widened tie by tie until nothing is added."""
    here = Neighbourhood(noun)
    ahead = set(ids)
    while ahead:
        ahead = _widened(here, ahead)
    rows = MODELS[noun]._default_manager.filter(public_id__in=here.reports)
    here.states = dict(rows.values_list("public_id", "review_status"))
    said = {one for both, match in here.verdicts.items() if match.verdict == Verdict.SAME for one in both} & here.inside
    if said:
        here.chosen = set(Merge.objects.filter(record__in=said, rule=BY_HAND).values_list("kept", flat=True))
    return here


def _widened(here: Neighbourhood, ahead: set[str]) -> set[str]:
    """Take these reports in, and return the ones that are tied to them."""
    _learn(here, read_reports(public_id__in=ahead - here.reports.keys()))
    new = {identifier for identifier in ahead if identifier in here.reports} - here.inside
    here.inside |= new
    if not new:
        return set()
    _verdicts(here, new)
    _learn(here, _mates(here, new))
    _learn(here, _like(here, new))
    _compare(here, new)
    tied = {identifier for both in here.tied() if set(both) & new for identifier in both}
    before = {identifier for identifier, kept in here.kept.items() if kept in {here.kept[one] for one in new}}
    return (tied | before) - here.inside


def _learn(here: Neighbourhood, found: dict[str, tuple[str, Report]]) -> None:
    for identifier, (kept, report) in found.items():
        here.reports.setdefault(identifier, report)
        here.kept.setdefault(identifier, kept)


def _verdicts(here: Neighbourhood, new: set[str]) -> None:
    rows = Match.objects.filter(Q(one__in=new) | Q(other__in=new)).exclude(verdict=None)
    here.verdicts |= {(row.one, row.other): row for row in rows}


def _mates(here: Neighbourhood, new: set[str]) -> dict[str, tuple[str, Report]]:
    return read_reports(kept__in={here.kept[identifier] for identifier in new})


def _like(here: Neighbourhood, new: set[str]) -> dict[str, tuple[str, Report]]:
    keys = sorted({key for identifier in new for key in searches(here.reports[identifier])})
    return read_reports(marks__overlap=keys) if keys else {}


def _compare(here: Neighbourhood, new: set[str]) -> None:
    least = section("statement", "translation")["propose"]
    for one in sorted(new):
        for other in sorted(here.reports):
            both = pair(one, other)
            if one == other or both in here.likeness or noun_of(other) != here.noun:
                continue
            first, second = here.reports[one], here.reports[other]
            likeness = compare(first, second)
            if likeness.score:
                here.likeness[both] = likeness
            elif isinstance(first, StatementReport) and isinstance(second, StatementReport):
                foreign = translated(first, second)
                if foreign.score >= least:
                    here.translations[both] = foreign
