"""Every event that a word of a section reports, dated, before those told twice are joined."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from conflictdb.vocabularies import EventStatus, EventType
from loaders.extract.arguments import is_passive, verb_arguments
from loaders.extract.event_candidate import VIOLENT, Candidate
from loaders.extract.event_casualties import Tally, tallies
from loaders.extract.event_dates import DatedStretch, assign
from loaders.extract.event_lexicon import BY_CONTEXT
from loaders.extract.event_nouns import nominal, points
from loaders.extract.event_verbs import verbal
from loaders.extract.scene import Scene
from loaders.records import DateRecord


def candidates(scene: Scene, dates: tuple[DatedStretch, ...]) -> tuple[Candidate, ...]:
    """Return the events that the words of a section report, in reading order."""
    found = [one for token in scene.doc for report in (verbal, nominal) for one in report(scene, token)]
    planned = {key for one in found if one.status is EventStatus.PLANNED for key in (one.trigger, one.carrier)}
    dated = assign(scene, dates, {key: one.clause for one in found for key in (one.trigger, one.carrier)}, planned)
    whole = [replace(one, date=_date(scene, one, dated)) for one in _counted(scene, found)]
    kept = [one for candidate in whole if (one := _called_off(scene, candidate, whole)) is not None]
    return tuple(one for one in kept if not one.nominal or points(scene, one) >= one.frame.points)


def _date(scene: Scene, one: Candidate, dated: dict[int, DateRecord]) -> DateRecord | None:
    above = dated.get(one.carrier)
    return dated.get(one.trigger) or (None if _told_on(scene, one, above) else above)


def _told_on(scene: Scene, one: Candidate, date: DateRecord | None) -> bool:
    """Whether the date says when the event was condemned or told of: "condemned on Monday an attack"."""
    carrier = scene.doc[one.carrier]
    told = scene.lemma(carrier) in scene.lexicon.list("told", "verbs") and not is_passive(carrier)
    return told and date is not None and date.start < scene.section.span(scene.doc[one.trigger]).start


def _counted(scene: Scene, found: list[Candidate]) -> list[Candidate]:
    """Give each number of dead to the violent event before it in its sentence, whose report then ends with it."""
    told = list(found)
    violent = any(one.type in VIOLENT for one in found)
    for tally in tallies(scene, "wounds") if violent else ():
        _wound(scene, told, tally)
    for tally in tallies(scene) if violent else ():
        sentence = scene.doc[tally.first].sent
        before = [
            index
            for index, one in enumerate(told)
            if one.type in VIOLENT
            and sentence.start <= one.trigger < min(sentence.end, tally.last)
            and one.toll.killed in {None, tally.count}
        ]
        if before:
            told[before[-1]] = _with_dead(told[before[-1]], tally)
        elif (index := _just_told(scene, told, tally)) is not None and told[index].toll.killed is None:
            told[index] = replace(told[index], toll=replace(told[index].toll, killed=tally.count))
    return told


def _wound(scene: Scene, told: list[Candidate], tally: Tally) -> None:
    """Give a number of hurt to the violent event nearest before it in its sentence that has none."""
    sentence = scene.doc[tally.first].sent
    inside = [i for i, one in enumerate(told) if one.type in VIOLENT and sentence.start <= one.trigger < sentence.end]
    before = [index for index in inside if told[index].trigger <= tally.last] or inside
    if not inside and (index := _just_told(scene, told, tally)) is not None:
        before = inside = [index]
    if before and all(told[index].toll.injured is None for index in inside):
        one = told[before[-1]]
        told[before[-1]] = replace(one, toll=replace(one.toll, injured=tally.count))


def _just_told(scene: Scene, told: list[Candidate], tally: Tally) -> int | None:
    """The violent event of the sentence before, where the number's own sentence reports none."""
    sentence = scene.doc[tally.first].sent
    if sentence.start == 0 or any(sentence.start <= one.trigger < sentence.end for one in told if one.type in VIOLENT):
        return None
    before = scene.doc[sentence.start - 1].sent.start
    inside = [i for i, one in enumerate(told) if one.type in VIOLENT and before <= one.trigger < sentence.start]
    return inside[-1] if len(inside) == 1 and told[inside[0]].status is EventStatus.OCCURRED else None


def _with_dead(one: Candidate, tally: Tally) -> Candidate:
    unsaid = one.type is EventType.BATTLE and one.frame.types[-1][1] == BY_CONTEXT and not one.parties.targets
    return replace(
        one,
        type=EventType.VIOLENCE_AGAINST_CIVILIANS if unsaid else one.type,
        toll=replace(one.toll, killed=tally.count),
        clause=(one.clause[0], max(one.clause[1], tally.last)) if one.nominal else one.clause,
    )


def _called_off(scene: Scene, one: Candidate, found: list[Candidate]) -> Candidate | None:
    """A meeting that a verb calls off, told by its noun; talks called off before they began, told by the verb."""
    if one.type is EventType.NEGOTIATION_BREAKDOWN and not one.nominal:
        return _undone(scene, one, found)
    if one.nominal and one.type in VIOLENT and _while_arresting(scene, one, found):
        return None
    if not one.nominal or one.type not in {EventType.MEETING, EventType.NEGOTIATION}:
        return one
    off = next((c for c in found if c.type is EventType.NEGOTIATION_BREAKDOWN and _undoes(scene, c, one)), None)
    if off is None:
        return one
    return replace(one, status=EventStatus.CALLED_OFF, date=one.date or off.date) if one.type is EventType.MEETING else None


def _while_arresting(scene: Scene, one: Candidate, found: list[Candidate]) -> bool:
    """Whether it is the raid in which an arrest was made: "arrested 31 people in raids on Arka"."""
    noun = scene.doc[one.trigger]
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"in", "during"} else noun
    verb = above if above.pos_ == "VERB" else above.head
    arrests = {c.trigger for c in found if c.type is EventType.ARREST and not c.nominal}
    return above != noun and verb.i in arrests and one.frame.types[-1][1] == BY_CONTEXT and one.toll.killed is None


def _undone(scene: Scene, one: Candidate, found: list[Candidate]) -> Candidate | None:
    """What the verb that calls something off tells: nothing of a visit or a planned meeting, which its noun tells."""
    nouns = verb_arguments(scene.doc[one.trigger]).object
    never = scene.lemma(scene.doc[one.trigger]) in scene.lexicon.list("real", "cancelling")
    never = never and any(_was_planned(scene, noun) for noun in nouns)
    meetings = [c for c in found if c.type is EventType.MEETING and c.nominal and scene.doc[c.trigger] in nouns]
    if meetings and (never or any(c.frame.mode == "visit" for c in meetings)):
        return None
    return replace(one, type=EventType.NEGOTIATION, status=EventStatus.CALLED_OFF) if never else one


def _undoes(scene: Scene, off: Candidate, one: Candidate) -> bool:
    noun = scene.doc[one.trigger]
    return off.trigger == noun.head.i or (not off.nominal and noun in verb_arguments(scene.doc[off.trigger]).object)


def _was_planned(scene: Scene, noun: Token) -> bool:
    words = scene.lexicon.list("real", "planned")
    return any(child.lower_ in words for child in noun.subtree if child.dep_ in {"acl", "amod", "relcl", "acl:relcl"})
