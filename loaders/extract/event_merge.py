"""Events told twice made one: within a sentence, the deaths and their cause; within a document, the same event again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from conflictdb.identity import fold
from conflictdb.vocabularies import DatePrecision, EventStatus, EventType
from loaders.annotate.annotated import Annotated
from loaders.extract.event_candidates import SYMMETRIC, VIOLENT, Candidate
from loaders.extract.event_lexicon import BY_CONTEXT, lexicon
from loaders.extract.event_places import Place
from loaders.records import Ref

NEWS = dt.timedelta(days=7)
BROAD = 2  # the rank from which a place may hold another
REAL = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING, EventStatus.ALLEGED})


class Merger:
    """Joins the candidates of one document."""

    def __init__(self, annotated: Annotated) -> None:
        self.published = annotated.document.published.start if annotated.document.published else None
        self.words = lexicon(annotated.document.language)
        self.mentions = tuple(m for m in annotated.mentions if m.actors)

    def merged(self, found: Iterable[Candidate]) -> tuple[Candidate, ...]:
        """Return each event once, as its fullest report tells it, in the order of those reports."""
        kept: list[Candidate] = []
        for candidate in self._within_sentences(list(found)):
            order = range(len(kept) - 1, -1, -1) if candidate.anaphoric else range(len(kept))
            index = next((i for i in order if self._same(kept[i], candidate)), None)
            if index is None:
                kept.append(candidate)
            else:
                kept[index] = self._join(kept[index], candidate)
        return tuple(sorted(kept, key=lambda c: (c.section, c.trigger)))

    # ------------------------------------------------------------ within a sentence

    def _within_sentences(self, found: list[Candidate]) -> list[Candidate]:
        kept: list[Candidate] = []
        for candidate in found:
            index = next((i for i in range(len(kept) - 1, -1, -1) if self._cause(kept[i], candidate)), None)
            if index is None:
                kept.append(candidate)
            else:
                kept[index] = self._caused(kept[index], candidate)
        return kept

    def _cause(self, one: Candidate, other: Candidate) -> bool:
        """Whether one tells the deaths that the other caused, in one sentence or right after it."""
        if one.section != other.section or one.type not in VIOLENT or other.type not in VIOLENT:
            return False
        if one.sentence == other.sentence:
            linked = bool({other.trigger, other.carrier} & set(one.heads)) or bool({one.trigger, one.carrier} & set(other.heads))
            linked = linked or self.words.language == "fr"  # French parses break up
            return linked and (one.casualty or other.casualty) and not (one.killed and other.killed)
        follows = other.casualty and not other.nominal and not other.agents and not other.places and other.date is None
        return follows and one.killed is None and other.killed is not None and not one.heading

    def _caused(self, one: Candidate, other: Candidate) -> Candidate:
        cause, deaths = (other, one) if one.casualty and not other.casualty else (one, other)
        near = cause.sentence == deaths.sentence
        clause = (min(cause.clause[0], deaths.clause[0]), max(cause.clause[1], deaths.clause[1])) if near else cause.clause
        return replace(
            cause,
            clause=clause if clause[1] - clause[0] < 45 else cause.clause,
            type=_sharper(cause, deaths),
            agents=cause.agents or deaths.agents,
            targets=_united(cause.targets, deaths.targets),
            places=_finer(cause.places, deaths.places),
            date=cause.date or deaths.date,
            killed=cause.killed or deaths.killed,
            injured=cause.injured or deaths.injured,
            casualty=False,
        )

    # ------------------------------------------------------------ within a document

    def _same(self, one: Candidate, other: Candidate) -> bool:
        if other.anaphoric and one.type is other.type and other.section - one.section <= 1:
            return True
        if one.section == other.section and one.carrier == other.carrier and one.type is other.type:
            return one.places == other.places or not (one.places and other.places)
        if one.section == other.section and one.type is other.type and self._nested(one, other):
            return True
        if not self._statuses(one.status, other.status) or not self._agents(one, other):
            return False
        if one.type is not other.type:
            return self._advance(one, other) or self._advance(other, one)
        if not self._something_shared(one, other):
            return False
        if one.type is EventType.BATTLE and one.nominal and other.nominal and one.status is not other.status:
            return False
        if (one.heading and self._old(other)) or (other.heading and self._old(one)):
            return False
        return self._places(one, other) and _dates(one, other) and _counts(one, other)

    def _old(self, candidate: Candidate) -> bool:
        """Whether it lies so long before the publication that the headline can't mean it."""
        value = candidate.date.value if candidate.date else None
        return value is not None and self.published is not None and value.end < self.published - NEWS

    def _something_shared(self, one: Candidate, other: Candidate) -> bool:
        """Whether more than the type speaks for it: a party, a place, a day, or that one is a headline or a bare noun."""
        parties = self.keys((*one.agents, *one.targets)) & self.keys((*other.agents, *other.targets))
        places = one.place is not None and other.place is not None and bool(one.place.keys & other.place.keys)
        places = places and not (one.place and one.place.guessed and other.place and other.place.guessed)
        dated = one.date is not None and other.date is not None and one.date.value is not None and one.date.value == other.date.value
        if one.status is other.status is EventStatus.PLANNED and not self.keys((*one.agents, *other.agents)):
            return True
        return bool(parties) or places or dated or one.heading or other.heading or self._vague(one) or self._vague(other)

    def _advance(self, one: Candidate, other: Candidate) -> bool:
        """Whether one, an advance into a place, is the other, its capture, told less sharply."""
        if one.type is not EventType.BATTLE or other.type is not EventType.TERRITORY_CAPTURE or not one.nominal:
            return False
        if other.place is not None and other.place.rank >= BROAD:
            return False
        return one.place is None or one.place.guessed or (other.place is not None and bool(one.place.keys & other.place.keys))

    def _statuses(self, one: EventStatus, other: EventStatus) -> bool:
        return one is other or {one, other} <= REAL

    def _places(self, one: Candidate, other: Candidate) -> bool:
        first, second = one.place, other.place
        if first is None or second is None or first.keys & second.keys:
            return one.type not in SYMMETRIC or bool(self.keys(one.agents) & self.keys(other.agents)) or self._vague(one) or self._vague(other)
        if one.type is EventType.TERRITORY_CAPTURE:
            return (first.rank >= BROAD) != (second.rank >= BROAD)
        if first.guessed or second.guessed:
            return True
        return first.rank >= BROAD or second.rank >= BROAD

    def _agents(self, one: Candidate, other: Candidate) -> bool:
        first, second = self.keys(one.agents), self.keys(other.agents)
        if not first or not second:
            return one.type not in SYMMETRIC or self._vague(one) or self._vague(other) or self._pronouns(one, other)
        if one.type in SYMMETRIC and min(len(first), len(second)) > 1:
            return len(first & second) > 1
        return bool(first & second)

    def _pronouns(self, one: Candidate, other: Candidate) -> bool:
        """Whether one names nobody, and the two share place or date."""
        same_place = one.place is not None and other.place is not None and bool(one.place.keys & other.place.keys)
        return same_place and one.type is not EventType.MEETING

    def _nested(self, one: Candidate, other: Candidate) -> bool:
        """Whether one stands in the other's clause and adds nobody: "adopted a resolution extending the mandate"."""
        inside = one.trigger in other.heads or other.trigger in one.heads
        same_place = one.place is None or other.place is None or one.place.guessed or other.place.guessed
        return inside and same_place and not (one.agents and other.agents)

    def _vague(self, candidate: Candidate) -> bool:
        """Whether it is a bare noun that takes up what was told: "the meeting", "during his visit"."""
        placed = candidate.place is not None and not candidate.place.guessed
        return candidate.nominal and not self.keys(candidate.agents) and not candidate.date and not placed

    def keys(self, refs: Iterable[Ref]) -> set[str]:
        """What tells one party from another: slugs of names, else the last word; pronouns and "the rebels" tell nothing."""
        found: set[str] = set()
        for ref in refs:
            last = fold(ref.text).split()[-1]
            known = {slug for m in self.mentions if ref.start <= m.start and m.end <= ref.end for slug in m.actors}
            if known:
                found.update(known)
            elif last not in self.words.list("merging", "vague"):
                found.add(last)
        return found

    def _join(self, one: Candidate, other: Candidate) -> Candidate:
        best, rest = (one, other) if _fullness(one) >= _fullness(other) else (other, one)
        return replace(
            best,
            agents=_united(best.agents, rest.agents) if other.anaphoric or not self.keys(best.agents) else best.agents,
            targets=best.targets or rest.targets,
            places=_finer(best.places, rest.places),
            date=best.date or rest.date,
            killed=best.killed or rest.killed,
            injured=best.injured or rest.injured,
            displaced=best.displaced or rest.displaced,
        )


def _fullness(candidate: Candidate) -> float:
    place = candidate.place
    filled = min(len(candidate.agents), 2) + bool(candidate.targets) + 2 * bool(candidate.date)
    filled += 2 * bool(candidate.killed) + bool(candidate.displaced) + (1.5 - 0.3 * place.rank if place else 0)
    return filled + (2 if not candidate.nominal else 0) - (4 if candidate.heading else 0)


def _sharper(cause: Candidate, deaths: Candidate) -> EventType:
    """The type of a violent event by what was done and who died of it."""
    if EventType.ATTACK_ON_PROTECTED in {cause.type, deaths.type} or cause.type is not EventType.BATTLE:
        return EventType.ATTACK_ON_PROTECTED if deaths.type is EventType.ATTACK_ON_PROTECTED else cause.type
    unsaid = cause.frame.types[-1][1] == BY_CONTEXT and not cause.targets
    return deaths.type if unsaid and deaths.targets else cause.type


def _finer(one: tuple[Place, ...], other: tuple[Place, ...]) -> tuple[Place, ...]:
    if not one or not other:
        return one or other
    if one[0].guessed != other[0].guessed:
        return other if one[0].guessed else one
    return other if other[0].rank < one[0].rank else one


def _united(one: tuple[Ref, ...], other: tuple[Ref, ...]) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _dates(one: Candidate, other: Candidate) -> bool:
    first, second = (c.date.value if c.date else None for c in (one, other))
    if first is None or second is None:
        return True
    if DatePrecision.DAY in {first.precision, second.precision} and first.precision is second.precision:
        return first == second
    return first.start <= second.end and second.start <= first.end


def _counts(one: Candidate, other: Candidate) -> bool:
    if one.people and other.people and one.people.best != other.people.best:
        return False
    if one.killed and other.killed and one.killed.best != other.killed.best:
        return False
    return not (one.displaced and other.displaced and one.displaced.best != other.displaced.best)
