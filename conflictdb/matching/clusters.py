"""Reports to groups that are one record each: a function of the set of reports, whatever their order.

Pairs are joined from the most alike to the least; two groups are never joined where anything forbids one report of one to be one
with a report of the other. Of pairs that are equally alike those with the lower ids go first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from conflictdb.matching.reports import Likeness


@dataclass(frozen=True, slots=True)
class Tie:
    """Two reports that may be one. `forced`: a person said so; `last`: to be joined only after all others."""

    one: str
    other: str
    likeness: Likeness
    forced: bool = False
    last: bool = False

    def order(self) -> tuple[bool, bool, float, str, str]:
        """What a person said first, then the most alike."""
        return not self.forced, self.last, -self.likeness.score, self.one, self.other


def grouped(ids: Iterable[str], ties: Iterable[Tie], forbidden: Callable[[str, str], bool]) -> list[tuple[str, ...]]:
    """The groups, each in the order of its ids, in the order of their first ids."""
    groups: dict[str, set[str]] = {identifier: {identifier} for identifier in ids}
    for tie in sorted(ties, key=Tie.order):
        one, other = groups[tie.one], groups[tie.other]
        if one is other or (not tie.forced and any(forbidden(a, b) for a in sorted(one) for b in sorted(other))):
            continue
        one |= other
        for member in other:
            groups[member] = one
    return sorted({tuple(sorted(group)) for group in groups.values()})


def best_ties(group: Iterable[str], kept: str, ties: Iterable[Tie]) -> Mapping[str, Tie]:
    """For each member of a group but the kept one, the tie that speaks most for its place there."""
    members = set(group)
    best: dict[str, Tie] = {}
    for tie in sorted(ties, key=Tie.order):
        if tie.one in members and tie.other in members:
            for member in (tie.one, tie.other):
                best.setdefault(member, tie)
    best.pop(kept, None)
    return best
