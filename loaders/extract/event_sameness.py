"""Whether two reports tell the same event: type, status, parties, place, day and numbers that agree or don't contradict."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable

from conflictdb.identity import fold
from conflictdb.vocabularies import DatePrecision, EventStatus, EventType
from loaders.annotate.annotated import Mention
from loaders.extract.counts import Count
from loaders.extract.event_candidate import SYMMETRIC, VIOLENT, Candidate
from loaders.extract.event_lexicon import BY_CONTEXT, Lexicon
from loaders.records import Ref

NEWS = dt.timedelta(days=7)  # what a headline tells is no older
NEAR = 3  # sections over which "the attack" takes up the one told last
BROAD = 2  # the rank from which a place may hold another
REAL = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING, EventStatus.ALLEGED})


class Sameness:
    """Compares the events of one document."""

    def __init__(self, mentions: tuple[Mention, ...], words: Lexicon, published: dt.date | None) -> None:
        self.mentions = sorted((m for m in mentions if m.actors), key=lambda mention: mention.start)
        self.starts = [mention.start for mention in self.mentions]
        self.vague_words = words.list("merging", "vague")
        self.sides = words.list("merging", "regular"), words.list("merging", "irregular")
        self.published = published
        self._keys: dict[Ref, frozenset[str]] = {}

    def same(self, one: Candidate, other: Candidate) -> bool:
        """Return whether `other`, told later, is the event `one`."""
        if _one_expression(one, other):
            return True
        if one.type is not other.type:
            if self._taken_up(one, other):
                return True
            return self._alike(one, other) and (_advance(one, other) or _advance(other, one))
        if other.anaphoric and other.section - one.section <= 1:
            return True
        if one.section == other.section and one.carrier == other.carrier:
            return one.places == other.places or not (one.places and other.places)
        return _nested(one, other) or (self._alike(one, other) and self._agree(one, other))

    def keys(self, refs: Iterable[Ref]) -> frozenset[str]:
        """Return what tells one party from another: slugs of names, else the last word; "they" and "the rebels" tell nothing."""
        return frozenset().union(*(self._keys_of(ref) for ref in refs))

    def _keys_of(self, ref: Ref) -> frozenset[str]:
        if ref not in self._keys:
            inside = self.mentions[bisect_left(self.starts, ref.start) : bisect_left(self.starts, ref.end)]
            known = frozenset(slug for m in inside if m.end <= ref.end for slug in m.actors)
            last = fold(ref.text).split()[-1:]
            self._keys[ref] = known or frozenset(last) - self.vague_words
        return self._keys[ref]

    # ------------------------------------------------------------ what must agree

    def _alike(self, one: Candidate, other: Candidate) -> bool:
        statuses = one.status is other.status or {one.status, other.status} <= REAL
        return statuses and self._agents(one, other)

    def _agree(self, one: Candidate, other: Candidate) -> bool:
        if not self._something_shared(one, other):
            return False
        if one.type is EventType.BATTLE and one.nominal and other.nominal and one.status is not other.status:
            return False
        if (one.heading and self._old(other)) or (other.heading and self._old(one)):
            return False
        return self._places(one, other) and _dates(one, other) and _counts(one, other)

    def _agents(self, one: Candidate, other: Candidate) -> bool:
        first, second = self.keys(one.parties.agents), self.keys(other.parties.agents)
        if self._opposed(one.parties.agents, other.parties.agents):
            return False
        if not first or not second:
            same_place = _same_place(one, other) and one.type is not EventType.MEETING
            return one.type not in SYMMETRIC or self._vague(one) or self._vague(other) or same_place
        needed = 2 if one.type in SYMMETRIC and min(len(first), len(second)) > 1 else 1
        return len(first & second) >= needed

    def _opposed(self, one: Iterable[Ref], other: Iterable[Ref]) -> bool:
        """Whether "soldiers" are said to do the one and "rebels" the other."""
        regular, irregular = self.sides
        first, second = (frozenset(word for ref in refs for word in fold(ref.text).split()) for refs in (one, other))
        mixed = [regular & first and irregular & first, regular & second and irregular & second]
        return not any(mixed) and bool((regular & first and irregular & second) or (irregular & first and regular & second))

    def _places(self, one: Candidate, other: Candidate) -> bool:
        first, second = one.place, other.place
        if first is None or second is None or first.keys & second.keys:
            shared = self.keys(one.parties.agents) & self.keys(other.parties.agents)
            return one.type not in SYMMETRIC or bool(shared) or self._vague(one) or self._vague(other)
        if one.type is EventType.TERRITORY_CAPTURE:
            return (first.rank >= BROAD) != (second.rank >= BROAD)
        return first.guessed or second.guessed or first.rank >= BROAD or second.rank >= BROAD

    def _something_shared(self, one: Candidate, other: Candidate) -> bool:
        """Whether more than the type speaks for it: a party, a place, a day, or that one is a headline or a bare noun."""
        if one.heading or other.heading or self._vague(one) or self._vague(other):
            return True
        if one.status is other.status is EventStatus.PLANNED and not self.keys((*one.parties.agents, *other.parties.agents)):
            return True
        guessed = one.place is not None and one.place.guessed and other.place is not None and other.place.guessed
        parties = self.keys(one.parties.everybody) & self.keys(other.parties.everybody)
        days = [c.date.value for c in (one, other) if c.date is not None and c.date.value is not None]
        return bool(parties) or (_same_place(one, other) and not guessed) or (len(days) > 1 and days[0] == days[1])

    def _taken_up(self, one: Candidate, other: Candidate) -> bool:
        """Whether other is "the attack" that has just been told as a strike, a raid or a killing."""
        bare = other.definite and other.nominal and not other.parties.targets and other.frame.types[-1][1] == BY_CONTEXT
        if not bare or one.heading or not {one.type, other.type} <= VIOLENT or not {one.status, other.status} <= REAL:
            return False
        agents = self._agents(one, other) or not self.keys(one.parties.agents)
        return other.section - one.section <= NEAR and agents and self._places(one, other) and _dates(one, other)

    def _old(self, candidate: Candidate) -> bool:
        """Whether it lies so long before the publication that the headline can't mean it."""
        value = candidate.date.value if candidate.date else None
        return value is not None and self.published is not None and value.end < self.published - NEWS

    def _vague(self, candidate: Candidate) -> bool:
        """Whether it is a bare noun that takes up what was told: "the meeting", "during his visit"."""
        placed = candidate.place is not None and not candidate.place.guessed
        return candidate.nominal and not self.keys(candidate.parties.agents) and not candidate.date and not placed


def _same_place(one: Candidate, other: Candidate) -> bool:
    return one.place is not None and other.place is not None and bool(one.place.keys & other.place.keys)


def _advance(one: Candidate, other: Candidate) -> bool:
    """Whether one, an advance into a place, is the other, its capture, told less sharply."""
    if one.type is not EventType.BATTLE or other.type is not EventType.TERRITORY_CAPTURE or not one.nominal:
        return False
    if other.place is not None and other.place.rank >= BROAD:
        return False
    return one.place is None or one.place.guessed or _same_place(one, other)


def _one_expression(one: Candidate, other: Candidate) -> bool:
    """Whether a verb and its noun report the same violence: "mounted an attack that killed nine"."""
    by_noun = one.nominal != other.nominal and one.section == other.section and one.carrier == other.carrier
    return by_noun and {one.type, other.type} <= VIOLENT


def _nested(one: Candidate, other: Candidate) -> bool:
    """Whether one stands in the other's clause and adds nobody: "adopted a resolution extending the mandate"."""
    if one.section != other.section or not (one.trigger in other.heads or other.trigger in one.heads):
        return False
    same_place = one.place is None or other.place is None or one.place.guessed or other.place.guessed
    return same_place and not (one.parties.agents and other.parties.agents)


def _dates(one: Candidate, other: Candidate) -> bool:
    first, second = (c.date.value if c.date else None for c in (one, other))
    if first is None or second is None:
        return True
    if first.precision is second.precision is DatePrecision.DAY:
        return first == second
    return first.start <= second.end and second.start <= first.end


def _counts(one: Candidate, other: Candidate) -> bool:
    return not any(
        _differ(first, second)
        for first, second in (
            (one.toll.people, other.toll.people),
            (one.toll.killed, other.toll.killed),
            (one.toll.displaced, other.toll.displaced),
        )
    )


def _differ(one: Count | None, other: Count | None) -> bool:
    return one is not None and other is not None and one.best != other.best
