"""Events told twice made one: within a sentence, the deaths and their cause; within a document, the same event again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from conflictdb.vocabularies import EventType
from loaders.annotate.annotated import Annotated
from loaders.extract.event_candidate import VIOLENT, Candidate, Parties, Toll
from loaders.extract.event_lexicon import BY_CONTEXT, lexicon
from loaders.extract.event_places import Place
from loaders.extract.event_sameness import Sameness
from loaders.records import Ref

LONGEST = 45  # tokens of a clause that tells both a deed and its dead
MEMORY = 60  # how many events back one may be told again: keeps long documents linear
MOST_AGENTS = 2


class Merger:
    """Joins the candidates of one document."""

    def __init__(self, annotated: Annotated) -> None:
        published = annotated.document.published
        self.sections = annotated.sections
        self.french = annotated.document.language == "fr"
        self.sameness = Sameness(annotated.mentions, lexicon(annotated.document.language), published.start if published else None)

    def merged(self, found: Iterable[Candidate]) -> tuple[Candidate, ...]:
        """Return each event once, as its fullest report tells it, in the order of those reports."""
        kept: list[Candidate] = []
        for candidate in self._with_deaths(found):
            recent = range(max(0, len(kept) - MEMORY), len(kept))
            order = reversed(recent) if candidate.anaphoric or candidate.definite else recent
            index = next((i for i in order if self.sameness.same(kept[i], candidate)), None)
            if index is None:
                kept.append(candidate)
            else:
                kept[index] = self._joined(kept[index], candidate)
        return tuple(sorted(kept, key=lambda c: (c.section, c.trigger)))

    def _joined(self, one: Candidate, other: Candidate) -> Candidate:
        taken_up = one.type is not other.type and other.definite and {one.type, other.type} <= VIOLENT
        best, rest = (one, other) if taken_up or _fullness(one) >= _fullness(other) else (other, one)
        return replace(
            best,
            parties=Parties(
                agents=self._agents(best, rest, other),
                targets=best.parties.targets or rest.parties.targets,
                struck=best.parties.struck or rest.parties.struck,
                mediators=_united(best.parties.mediators, rest.parties.mediators),
                hosts=_united(best.parties.hosts, rest.parties.hosts),
            ),
            places=_finer(best.places, rest.places),
            date=best.date or rest.date,
            toll=_toll(best.toll, rest.toll),
        )

    def _agents(self, best: Candidate, rest: Candidate, other: Candidate) -> tuple[Ref, ...]:
        """Who did it by both reports: names in the place of "the rebels"."""
        if other.anaphoric:
            return _united(best.parties.agents, rest.parties.agents)
        if self.sameness.keys(best.parties.agents):
            return best.parties.agents
        return rest.parties.agents if self.sameness.keys(rest.parties.agents) else best.parties.agents or rest.parties.agents

    # ------------------------------------------------------------ deaths and their cause

    def _with_deaths(self, found: Iterable[Candidate]) -> list[Candidate]:
        kept: list[Candidate] = []
        for candidate in found:
            near = range(len(kept) - 1, max(-1, len(kept) - MEMORY), -1)
            index = next((i for i in near if self._told_together(kept[i], candidate)), None)
            if index is None:
                kept.append(candidate)
            else:
                kept[index] = _caused(kept[index], candidate)
        return kept

    def _told_together(self, one: Candidate, other: Candidate) -> bool:
        """Whether one tells the deaths that the other caused, in one sentence or right after it."""
        if one.section != other.section or not {one.type, other.type} <= VIOLENT:
            return False
        if one.sentence == other.sentence:
            above = {one.trigger, one.carrier} & set(other.heads) or {other.trigger, other.carrier} & set(one.heads)
            linked = bool(above) or self.french or self._in_which(other) or self._trailing(one, other)  # French parses break up
            counts = one.toll.killed, other.toll.killed
            if all(counts) and counts[0] == counts[1]:  # the number was given to the cause as well
                return one.casualty != other.casualty
            return linked and (one.casualty or other.casualty) and not all(counts)
        bare = not other.nominal and not other.parties.agents and not other.places and other.date is None
        return other.casualty and bare and not one.heading and one.toll.killed is None and other.toll.killed is not None

    def _trailing(self, one: Candidate, other: Candidate) -> bool:
        """Whether it is the "..., killing nine" after what killed them, wherever the parse hangs it."""
        doc = self.sections[other.section].doc
        verb, before = doc[other.trigger], doc[max(other.trigger - 1, 0)]
        return verb.tag_ == "VBG" and verb.dep_ in {"advcl", "conj"} and before.text == "," and one.trigger < verb.i

    def _in_which(self, candidate: Candidate) -> bool:
        """Whether its clause begins with "in which", "during which": the parse hangs such clauses anywhere."""
        verb = self.sections[candidate.section].doc[candidate.trigger]
        led = (inner for child in verb.children if child.dep_ == "prep" and child.i < verb.i for inner in child.children)
        return verb.dep_ == "relcl" and any(inner.lower_ == "which" for inner in led)


def _caused(one: Candidate, other: Candidate) -> Candidate:
    cause, deaths = (other, one) if one.casualty and not other.casualty else (one, other)
    both = (min(cause.clause[0], deaths.clause[0]), max(cause.clause[1], deaths.clause[1]))
    near = cause.sentence == deaths.sentence and both[1] - both[0] < LONGEST
    return replace(
        cause,
        clause=both if near else cause.clause,
        type=_sharper(cause, deaths),
        parties=replace(
            cause.parties,
            agents=cause.parties.agents or deaths.parties.agents,
            targets=_united(cause.parties.targets, deaths.parties.targets),
            struck=_united(cause.parties.struck, deaths.parties.struck),
        ),
        places=_finer(cause.places, deaths.places),
        date=cause.date or deaths.date,
        toll=_toll(cause.toll, deaths.toll),
        casualty=False,
    )


def _sharper(cause: Candidate, deaths: Candidate) -> EventType:
    """The type of a violent event by what was done and who died of it."""
    if deaths.type is EventType.ATTACK_ON_PROTECTED:
        return deaths.type
    unsaid = cause.type is EventType.BATTLE and cause.frame.types[-1][1] == BY_CONTEXT and not cause.parties.targets
    return deaths.type if unsaid and deaths.parties.targets else cause.type


def _fullness(candidate: Candidate) -> float:
    """How much a report tells; running text before headlines, verbs before nouns."""
    place, toll = candidate.place, candidate.toll
    told = min(len(candidate.parties.agents), MOST_AGENTS) + bool(candidate.parties.targets) + 2 * bool(candidate.date)
    counted = 2 * bool(toll.killed) + bool(toll.displaced)
    return told + counted + (1.5 - 0.3 * place.rank if place else 0) + 2 * (not candidate.nominal) - 4 * candidate.heading


def _toll(one: Toll, other: Toll) -> Toll:
    return Toll(
        killed=one.killed or other.killed,
        injured=one.injured or other.injured,
        displaced=one.displaced or other.displaced,
        people=one.people or other.people,
    )


def _finer(one: tuple[Place, ...], other: tuple[Place, ...]) -> tuple[Place, ...]:
    if not one or not other:
        return one or other
    if one[0].guessed != other[0].guessed:
        return other if one[0].guessed else one
    return other if other[0].rank < one[0].rank else one


def _united(one: tuple[Ref, ...], other: tuple[Ref, ...]) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys((*one, *other)))
