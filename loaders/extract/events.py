"""The events in a document: what happened, where, when, who did it to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conflictdb.vocabularies import EventStatus, EventType, LocationPrecision, ParticipantRole
from loaders.annotate.annotated import Annotated
from loaders.extract.described_places import DescribedPlaces
from loaders.extract.event_candidate import VIOLENT, Candidate
from loaders.extract.event_candidates import candidates
from loaders.extract.event_dates import dates_in
from loaders.extract.event_lexicon import lexicon
from loaders.extract.event_lists import listed
from loaders.extract.event_merge import Merger
from loaders.extract.event_places import Place, places_in
from loaders.extract.event_sameness import Sameness
from loaders.extract.live import is_live
from loaders.extract.scene import Scene, scenes
from loaders.extract.status import goes_on_since
from loaders.records import DateRecord, DateValue, EventDraft, ParticipantDraft, Ref, ResolutionRef, Span

ONE_FOR_EACH_PLACE = frozenset({EventType.TERRITORY_CAPTURE, EventType.REMOTE_VIOLENCE, EventType.BATTLE})
PARLEYS = frozenset({EventType.NEGOTIATION, EventType.NEGOTIATION_BREAKDOWN})
PAIR = 2
VERB_CONFIDENCE = 0.8
NOUN_CONFIDENCE = 0.6
BEFORE = frozenset({"had", "'d", "avait", "avaient"})
LASTING = frozenset({EventType.SUSPENSION, EventType.ARREST})  # they go on until they are lifted
STAYS_PUT = VIOLENT | {EventType.ABDUCTION, EventType.DISPLACEMENT, EventType.DISARMAMENT}


def events(
    annotated: Annotated,
    dates: tuple[DateRecord, ...],
    resolutions: tuple[ResolutionRef, ...],
    implied: tuple[DateRecord, ...] = (),
) -> tuple[EventDraft, ...]:
    """Return the events that the document reports, each once, in reading order; `implied` are days told without a date."""
    found: list[Candidate] = []
    described = DescribedPlaces(annotated)
    everything = scenes(annotated, lexicon(annotated.document.language))
    for scene in everything:
        stretches = dates_in(scene, dates, implied)
        told = tuple(_placed(scene, candidates(scene, stretches), described))
        found.extend((*told, *listed(scene, told, stretches)))
    found = [one for candidate in _captures(found) for one in _by_place(candidate)]
    merger = Merger(annotated)
    merged = _parleys(merger.merged(found), merger.sameness)
    today = annotated.document.published if is_live(annotated) else None
    return tuple(_draft(everything[candidate.section], candidate, resolutions, today) for candidate in merged)


def _placed(scene: Scene, found: tuple[Candidate, ...], described: DescribedPlaces) -> Iterator[Candidate]:
    """Violence that names no place is where the text last was, and on the day that it last was."""
    here: tuple[Place, ...] = ()
    last: Candidate | None = None
    doers: tuple[Ref, ...] = ()
    for candidate in (_described(scene, one, described) for one in found):
        told = candidate
        if candidate.type in STAYS_PUT and not candidate.heading and (not candidate.places or _same_sentence(last, candidate)):
            before = sorted(places_in(scene, 0, candidate.clause[0]), key=lambda place: -place.ref.start)
            around = candidate.places or here or tuple(before[:1])
            places = tuple(replace(place, guessed=place.guessed or not candidate.places) for place in around)
            told = replace(_continued(last, candidate), places=places)
        if doers and _taken_up(scene, told):
            told = replace(told, parties=replace(told.parties, agents=doers))
        if last is not None and _illustrates(scene, last, told):
            told = replace(told, parties=replace(told.parties, agents=last.parties.agents))
        if told.places and not told.places[0].guessed:
            here = told.places[:1]
        if told.type in STAYS_PUT | {EventType.TERRITORY_CAPTURE}:
            doers = told.parties.agents
        if told.type in STAYS_PUT:
            last = told
        yield told


def _described(scene: Scene, candidate: Candidate, described: DescribedPlaces) -> Candidate:
    """What names no place of its own is in "the city" that its clause puts it in."""
    if candidate.frame.mode == "phone" or any(not place.guessed for place in candidate.places):
        return candidate
    place = described.place_in(scene, *candidate.clause)
    return candidate if place is None else replace(candidate, places=(place,))


def _captures(found: list[Candidate]) -> Iterator[Candidate]:
    """A capture without a captor is by whoever took the last place; "the city" is the one taken last."""
    last: Candidate | None = None
    for candidate in found:
        told = candidate
        if candidate.type is EventType.TERRITORY_CAPTURE:
            if last is not None:
                bare = candidate.generic_place and (candidate.place is None or candidate.place.guessed)
                places = tuple(replace(place, guessed=True) for place in last.places) if bare else candidate.places
                told = replace(_by_same(last, candidate), places=places)
            last = told
        yield told


def _parleys(found: tuple[Candidate, ...], sameness: Sameness) -> Iterator[Candidate]:
    """Talks of which no party is said are between those who last talked or agreed: "the next round was put off"."""
    sides: tuple[Ref, ...] = ()
    for candidate in found:
        own = candidate.parties.agents
        told = candidate
        if candidate.type in PARLEYS and not own and sides:
            told = replace(candidate, parties=replace(candidate.parties, agents=sides))
        elif candidate.type in PARLEYS | {EventType.AGREEMENT} and len(sameness.keys(own)) > 1 and len(own) == PAIR:
            sides = own
        yield told


def _continued(last: Candidate | None, candidate: Candidate) -> Candidate:
    """What goes on with an event that is being told shares its day and, where nobody else is named, who did it."""
    if last is None:
        return candidate
    return replace(_by_same(last, candidate), date=candidate.date or last.date)


def _by_same(last: Candidate, candidate: Candidate) -> Candidate:
    return (
        candidate
        if candidate.parties.agents
        else replace(candidate, parties=replace(candidate.parties, agents=last.parties.agents))
    )


def _taken_up(scene: Scene, candidate: Candidate) -> bool:
    """Whether it is done by "the attackers": those of the violence told just before."""
    agents, text = candidate.parties.agents, scene.annotated.document.text
    words = scene.lexicon.list("merging", "attackers")
    return len(agents) == 1 and candidate.type in STAYS_PUT and text[agents[0].start : agents[0].end].lower() in words


def _illustrates(scene: Scene, last: Candidate, candidate: Candidate) -> bool:
    """Whether it is one of the "attacks" that the text has just spoken of in general."""
    noun = scene.doc[last.trigger]
    plural = noun.tag_ == "NNS" or "Plur" in noun.morph.get("Number", [])
    return last.nominal and plural and last.date is None and last.type is candidate.type and not candidate.parties.agents


def _same_sentence(last: Candidate | None, candidate: Candidate) -> bool:
    return last is not None and last.sentence == candidate.sentence and candidate.date is None


def _by_place(candidate: Candidate) -> Iterator[Candidate]:
    """A capture of two towns is two events."""
    if candidate.type in ONE_FOR_EACH_PLACE and len(candidate.places) > 1:
        finest = min(place.rank for place in candidate.places)
        for place in candidate.places:
            if place.rank == finest:
                yield replace(candidate, places=(place,))
    else:
        yield candidate


def _draft(scene: Scene, candidate: Candidate, resolutions: tuple[ResolutionRef, ...], today: DateValue | None) -> EventDraft:
    clause = scene.section.span(scene.doc[candidate.clause[0] : candidate.clause[1]])
    place, date, toll = candidate.place, candidate.date, candidate.toll
    adopted = candidate.type is EventType.RESOLUTION_ADOPTION
    return EventDraft(
        type=candidate.type,
        status=_in_time(scene, candidate),
        text=scene.annotated.document.text[clause.start : clause.end],
        clause=clause,
        evidence=scene.section.span(scene.doc[candidate.trigger].sent),
        participants=tuple(_participants(candidate)),
        location=place.ref if place else None,
        location_precision=place.precision if place else LocationPrecision.UNKNOWN,
        date=date.value if date else (today if _reported_live(scene, candidate) else None),
        date_text=date.text if date else None,
        killed=toll.killed.best if toll.killed else None,
        killed_low=toll.killed.low if toll.killed else None,
        killed_high=toll.killed.high if toll.killed else None,
        injured=toll.injured.best if toll.injured else None,
        displaced=toll.displaced.best if toll.displaced else None,
        resolutions=_numbers(clause, resolutions) if adopted else (),
        struck=candidate.parties.struck,
        plover_mode=candidate.frame.mode,
        trigger=scene.section.span(scene.doc[candidate.trigger : candidate.trigger + 1]),
        rule=candidate.frame.rule,
        confidence=NOUN_CONFIDENCE if candidate.nominal else VERB_CONFIDENCE,
    )


def _reported_live(scene: Scene, candidate: Candidate) -> bool:
    """Whether a verb reports it as of now, where the document reports a day as it goes: no noun, no "had", no plan."""
    told_before = any(child.lower_ in BEFORE for child in scene.doc[candidate.trigger].children)
    beside = scene.doc[candidate.trigger].dep_ == "advcl"
    return (
        not candidate.nominal
        and not told_before
        and not beside
        and candidate.status in {EventStatus.OCCURRED, EventStatus.ONGOING}
    )


def _in_time(scene: Scene, candidate: Candidate) -> EventStatus:
    """The status; what is told of a day after the publication is only planned, what was shut "since" a day still is."""
    published, date = scene.annotated.document.published, candidate.date
    later = published is not None and date is not None and date.value is not None and date.value.start > published.end
    if (
        candidate.status is EventStatus.OCCURRED
        and candidate.type in LASTING
        and goes_on_since(scene, scene.doc[candidate.trigger])
    ):
        return EventStatus.ONGOING
    arranged = candidate.nominal and candidate.carrier == candidate.trigger and candidate.type not in STAYS_PUT
    happened = candidate.status is EventStatus.OCCURRED and arranged
    return EventStatus.PLANNED if later and (happened or candidate.status is EventStatus.ONGOING) else candidate.status


def _participants(candidate: Candidate) -> Iterator[ParticipantDraft]:
    parties = candidate.parties
    for role, refs in (
        (ParticipantRole.AGENT, parties.agents),
        (ParticipantRole.TARGET, parties.targets),
        (ParticipantRole.MEDIATOR, parties.mediators),
        (ParticipantRole.HOST, parties.hosts),
    ):
        yield from (ParticipantDraft(role, ref) for ref in refs)


def _numbers(clause: Span, resolutions: tuple[ResolutionRef, ...]) -> tuple[int, ...]:
    inside = (r.number for r in resolutions if clause.start <= r.start and r.end <= clause.end)
    return tuple(sorted({number for number in inside if number is not None}))
