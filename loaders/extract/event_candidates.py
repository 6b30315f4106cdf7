"""Every event that a word of a section reports, before those told twice are joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from conflictdb.vocabularies import EventStatus, EventType
from loaders.extract.arguments import Arguments, active_reading, coordinated, is_passive, noun_arguments, reduced_passive, surface_subject, verb_arguments
from loaders.extract.counts import Count, count_before
from loaders.extract.event_casualties import tolls
from loaders.extract.event_clauses import noun_phrase, verb_clause
from loaders.extract.event_dates import DatedStretch, assign
from loaders.extract.event_lexicon import BY_CONTEXT, OPEN_CASE, Frame
from loaders.extract.event_places import Place, examples_in, named_places, places_in
from loaders.extract.parties import hedged, parties
from loaders.extract.scene import Scene
from loaders.extract.status import is_negated, noun_status, status_of
from loaders.records import DateRecord, Ref

VERBAL = frozenset({"VERB", "AUX"})
TIMES = frozenset({"DATE", "TIME"})
ROLES = frozenset({"subject", "object"})
VIOLENT = frozenset(
    {
        EventType.BATTLE,
        EventType.REMOTE_VIOLENCE,
        EventType.VIOLENCE_AGAINST_CIVILIANS,
        EventType.ATTACK_ON_PROTECTED,
    }
)
SYMMETRIC = frozenset({EventType.MEETING, EventType.NEGOTIATION, EventType.AGREEMENT})
ABOUT_ELSEWHERE = frozenset({EventType.RESOLUTION_ADOPTION, EventType.SANCTION})  # the places in it are what it is about
OF_STATES = frozenset({EventType.DIPLOMATIC_RUPTURE, EventType.SANCTION, EventType.SUSPENSION})  # a capital stands for its state
IN_PLACE = frozenset(EventType) - SYMMETRIC - ABOUT_ELSEWHERE - {EventType.INVESTIGATION, EventType.DIPLOMATIC_RUPTURE}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event as one word reports it."""

    section: int
    trigger: int
    sentence: int  # the sentence's first token
    frame: Frame
    type: EventType
    status: EventStatus
    clause: tuple[int, int]
    agents: tuple[Ref, ...]
    targets: tuple[Ref, ...]
    places: tuple[Place, ...]
    date: DateRecord | None
    killed: Count | None = None
    injured: Count | None = None
    displaced: Count | None = None
    nominal: bool = False
    heading: bool = False
    casualty: bool = False  # it only tells who was killed or hurt
    heads: tuple[int, ...] = ()  # tokens above the trigger, nearest first
    anaphoric: bool = False  # a noun that takes up an event told before: "these talks"
    generic_place: bool = False  # its place is a bare noun: "the city"
    people: Count | None = None  # how many take part, to tell two events apart
    carrier: int = -1  # the verb that makes a noun's event happen; the trigger itself where there is none

    @property
    def place(self) -> Place | None:
        """The most precise place."""
        return self.places[0] if self.places else None


def candidates(scene: Scene, dates: tuple[DatedStretch, ...]) -> tuple[Candidate, ...]:
    """Return the events that the words of a section report, in reading order."""
    found: list[Candidate] = []
    for token in scene.doc:
        if _may_be_verb(token):
            found.extend(_verbal(scene, token))
        if token.pos_ in {"NOUN", "PROPN"} or (token.tag_ == "VBG" and token.dep_ in {"nsubj", "pobj", "dobj", "nsubjpass"}):
            found.extend(_nominal(scene, token))
    triggers = {key: one.clause for one in found for key in (one.trigger, one.carrier)}
    dated = assign(scene, dates, triggers)
    found = _counted(scene, found)
    whole = [replace(one, date=dated.get(one.trigger) or dated.get(one.carrier)) for one in found]
    whole = [kept for one in whole if (kept := _called_off(scene, one, whole)) is not None]
    return tuple(one for one in whole if not one.nominal or _points(scene, one) >= one.frame.points)


def _counted(scene: Scene, found: list[Candidate]) -> list[Candidate]:
    """Give each toll to the violent event before it in its sentence, whose report then ends with it."""
    told = list(found)
    for toll in tolls(scene):
        sentence = scene.doc[toll.first].sent
        near = [i for i, one in enumerate(told) if one.type in VIOLENT and sentence.start <= one.trigger < sentence.end]
        before = [i for i in near if told[i].trigger < toll.last and told[i].killed in {None, toll.killed}]
        if before:
            one = told[before[-1]]
            end = max(one.clause[1], toll.last if one.nominal else one.clause[1])
            unsaid = one.type is EventType.BATTLE and one.frame.types[-1][1] == BY_CONTEXT and not one.targets
            sort = EventType.VIOLENCE_AGAINST_CIVILIANS if unsaid else one.type
            told[before[-1]] = replace(one, type=sort, killed=toll.killed, clause=(one.clause[0], end))
    return told


def _called_off(scene: Scene, one: Candidate, found: list[Candidate]) -> Candidate | None:
    """A meeting that the verb beside it calls off; None for talks of which the verb tells the end."""
    if not one.nominal or one.type not in {EventType.MEETING, EventType.NEGOTIATION}:
        return one
    above = scene.doc[one.trigger].head.i
    off = next((c for c in found if c.trigger == above and c.type is EventType.NEGOTIATION_BREAKDOWN), None)
    if off is None:
        return one
    return replace(one, status=EventStatus.CALLED_OFF, date=one.date or off.date) if one.type is EventType.MEETING else None


def _may_be_verb(token: Token) -> bool:
    return (
        token.pos_ in VERBAL or (token.pos_ == "ADJ" and token.tag_ == "VBN") or (token.dep_ in {"acl"} and token.pos_ != "NOUN")
    )


# ---------------------------------------------------------------- verbs


def _verbal(scene: Scene, verb: Token) -> Iterator[Candidate]:
    frames = [frame for key in _keys(scene, verb) for frame in scene.lexicon.verbs.get(key, ())]
    if not frames or verb.dep_ == "amod":
        return
    for arguments in (verb_arguments(verb), reduced_passive(verb), active_reading(verb)):
        frame = next((frame for frame in frames if _fits(scene, frame, arguments, verb)), None) if arguments else None
        if frame is None or arguments is None:
            continue
        certain = frame.negated or arguments == active_reading(verb)
        status = EventStatus.OCCURRED if certain else status_of(scene, verb)
        if status is not None:
            first, last = verb_clause(verb)
            clause = (min([first, *(token.left_edge.i for token in arguments.subject if certain)]), last)
            yield _candidate(scene, verb, verb, frame, arguments, frame.status or status, clause)
        return


def _keys(scene: Scene, verb: Token) -> Iterator[str]:
    lemma = scene.lemma(verb)
    if verb.lang_ == "fr" and lemma.endswith("ant"):
        yield f"{lemma[:-3]}er"
    for child in verb.children:
        if child.dep_ in {"prt", "dobj", "advmod", "prep"}:
            yield f"{lemma} {child.lower_}"
    yield lemma


def _fits(scene: Scene, frame: Frame, arguments: Arguments, verb: Token) -> bool:
    if frame.negated and not is_negated(scene, verb):
        return False
    return all(scene.fits(arguments.slot(c.slot), c) for c in frame.where) and not any(
        scene.fits(arguments.slot(c.slot), c) for c in frame.unless
    )


# ---------------------------------------------------------------- nouns


def _nominal(scene: Scene, noun: Token) -> Iterator[Candidate]:
    frames = _noun_frames(scene, noun)
    if not frames or noun.dep_ == "compound" or _part_of_name(scene, noun):
        return
    arguments = noun_arguments(noun)
    frame = next((frame for frame in frames if _fits(scene, frame, arguments, noun)), None)
    if frame is None:
        return
    carrier = _carrier(scene, noun)
    happening = status_of(scene, carrier) if carrier is not None else None
    if carrier is not None:
        if happening is None:
            return
        happening = _in_time(scene, carrier, happening)
        arguments = _with_carrier(scene, noun, carrier, arguments)
    elif noun.dep_ == "pobj" and noun.head.lower_ in scene.lexicon.list("real", "during") and noun.head.head.pos_ in VERBAL:
        arguments = _with_clause(noun.head.head, arguments, frame)
    status = noun_status(scene, noun, noun.head, happening)
    if status is not None:
        clause = _noun_clause(scene, noun, carrier)
        yield _candidate(scene, noun, carrier if carrier is not None else noun, frame, arguments, status, clause)


def _with_clause(verb: Token, own: Arguments, frame: Frame) -> Arguments:
    """In "in a rapid offensive, X took the town" the subject of the verb is who leads the offensive."""
    if _slots(own, frame.agents):
        return own
    return Arguments(phrases={**own.phrases, "by": verb_arguments(verb).subject})


def _noun_clause(scene: Scene, noun: Token, carrier: Token | None) -> tuple[int, int]:
    own = noun_phrase(noun)
    if carrier is None or scene.lemma(carrier) in scene.lexicon.list("told", "verbs"):
        return own
    whole = verb_clause(carrier)
    return whole if whole[0] <= noun.i < whole[1] else own


def _in_time(scene: Scene, carrier: Token, status: EventStatus) -> EventStatus:
    """The status of a noun's event: a present that only relates it to another ("the massacre follows") is no present."""
    if status in {EventStatus.OCCURRED, EventStatus.ONGOING} and _lasts(scene, carrier):
        return EventStatus.ONGOING
    bare_present = carrier.tag_ in {"VBZ", "VBP"} or (carrier.lang_ == "fr" and "Pres" in carrier.morph.get("Tense", []))
    return EventStatus.OCCURRED if status is EventStatus.ONGOING and bare_present else status


def _lasts(scene: Scene, carrier: Token) -> bool:
    """Whether the verb says that it still goes on: "has intensified", "continues"; "are engaged in"."""
    helpers = {child.lower_ for child in carrier.children if child.dep_.startswith("aux")}
    past = carrier.tag_ == "VBD" or helpers & {"had", "was", "were", "avait", "avaient"}
    if scene.lemma(carrier) in scene.lexicon.list("happening", "lasting"):
        return not past
    present = helpers & {"is", "are"} and carrier.tag_ == "VBN"
    return bool(present or helpers & {"est", "sont"}) and not scene.is_heading


def _noun_frames(scene: Scene, noun: Token) -> list[Frame]:
    lemma = scene.lemma(noun)
    before = noun.nbor(-1).lower_ if noun.i > noun.sent.start else ""
    keys = [f"{before} {lemma}", f"{before} {noun.lower_}", lemma, noun.lower_]
    return [frame for key in dict.fromkeys(keys) for frame in scene.lexicon.nouns.get(key, ())]


def _part_of_name(scene: Scene, noun: Token) -> bool:
    mention = scene.mention(noun)
    return mention is not None and mention.last - mention.first > 1 and (mention.actor_kind is not None or bool(mention.places))


def _carrier(scene: Scene, noun: Token) -> Token | None:
    """The verb that makes the noun's event happen or tells of it."""
    while noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    head, light = noun.head, scene.lexicon.list("light", "verbs")
    for child in noun.children:  # "des combats sont signalés", read as a noun with a participle
        if child.dep_ == "acl" and any(inner.dep_.startswith("aux") for inner in child.children):
            return child if scene.lemma(child) in light | scene.lexicon.list("told", "verbs") else None
    if noun.dep_ == "pobj" and head.dep_ == "prep" and head.head.pos_ in VERBAL:
        return head.head if f"{scene.lemma(head.head)} {head.lower_}" in light else None
    if head.pos_ not in VERBAL:
        return None
    lemma = scene.lemma(head)
    case = next((child.lemma_.lower() for child in noun.children if child.dep_ == "case"), "")
    if noun.dep_.startswith("obl") and case:
        return head if f"{lemma} {case}" in light else None
    acted = noun.dep_ in {"dobj", "obj", "nsubjpass", "nsubj:pass"}
    if acted and (lemma in light or lemma in scene.lexicon.list("told", "verbs")):
        return head
    return head if noun.dep_ == "nsubj" and lemma in scene.lexicon.list("happening", "verbs") else None


def _with_carrier(scene: Scene, noun: Token, carrier: Token, own: Arguments) -> Arguments:
    """The carrier's subject acts, and its prepositions are the noun's: "launched an attack on the town"."""
    above = verb_arguments(carrier)
    phrases = dict(above.phrases)
    for inner in (child for child in carrier.children if child.dep_ == "xcomp"):  # "clashes continue to erupt between"
        phrases.update(verb_arguments(inner).phrases)
    for name, tokens in own.phrases.items():
        phrases[name] = tuple(dict.fromkeys((*tokens, *phrases.get(name, ()))))
    if scene.lemma(carrier) in scene.lexicon.list("told", "verbs") or noun in surface_subject(carrier) and not is_passive(carrier):
        phrases.pop("by", None) if "by" not in own.phrases else None
        return Arguments(phrases=phrases)
    acting = above.subject or (() if noun in above.object else above.object)
    subject = tuple(token for token in acting if token != noun)
    for name in ("by", "par"):
        phrases[name] = tuple(dict.fromkeys(subject + phrases.get(name, ())))
    return Arguments(subject, (noun,), phrases)


def _points(scene: Scene, made: Candidate) -> int:
    """How much the text says beside the noun itself."""
    noun = scene.doc[made.trigger]
    points = bool(made.agents) + bool(made.targets) + bool(made.date) + 2 * (made.carrier != made.trigger)
    points += made.type in SYMMETRIC | {EventType.BATTLE} and len(made.agents) > 1
    first, last = noun_phrase(noun)
    points += any(_inside(scene, place.ref, first, last) for place in made.places)
    points += bool({child.lower_ for child in noun.children} & scene.lexicon.list("real", "recent"))
    points += noun.dep_ in {"pobj", "obl:mod"} and _preposition(noun) in scene.lexicon.list("real", "after")
    points += len(made.frame.where)
    return points


def _preposition(noun: Token) -> str:
    if noun.dep_ == "pobj":
        return noun.head.lower_
    return next((child.lemma_.lower() for child in noun.children if child.dep_ == "case"), "")


def _inside(scene: Scene, ref: Ref, first: int, last: int) -> bool:
    span = scene.section.span(scene.doc[first:last])
    return span.start <= ref.start and ref.end <= span.end


# ---------------------------------------------------------------- both


def _candidate(
    scene: Scene,
    trigger: Token,
    verb: Token,
    frame: Frame,
    arguments: Arguments,
    status: EventStatus,
    clause: tuple[int, int],
) -> Candidate:
    targets = _slots(arguments, frame.targets)
    acting = [token for token in _slots(arguments, frame.agents) if not _part_of_frame(scene, frame, token)]
    agents = [t for t in acting if t not in targets and _acts(scene, t) and not _only_time_or_place(scene, t, at=True)]
    suffering = [t for t in targets if scene.lemma(t) not in scene.lexicon.list("delegates", "nondescript")]
    if any(hedged(scene, token) for token in agents) and status is EventStatus.OCCURRED:
        status = EventStatus.ALLEGED
    sort = _type(scene, frame, targets if frame.targets else _slots(arguments, frame.place))
    key = scene.lemma(trigger)
    counted = targets or arguments.subject + arguments.object
    casualty = scene.lexicon.words["casualty"]
    number = _number(scene, counted)
    fatal = any(child.lower_ in casualty["fatally"] for child in trigger.children)
    target_refs = parties(scene, [t for t in suffering if sort in OF_STATES or not _only_time_or_place(scene, t, at=False)])
    return Candidate(
        section=scene.index,
        trigger=trigger.i,
        sentence=trigger.sent.start,
        frame=frame,
        type=sort,
        status=status,
        clause=clause,
        agents=tuple(ref for ref in parties(scene, agents) if ref not in target_refs),
        targets=target_refs,
        places=_places(scene, trigger, frame, arguments, clause, sort),
        date=None,
        carrier=verb.i,
        killed=number if key in casualty["killed"] or (fatal and key in casualty["injured"]) else None,
        injured=number if key in casualty["injured"] and not fatal else None,
        displaced=number if sort is EventType.DISPLACEMENT and key in casualty["displaced"] else None,
        people=_number(scene, tuple(agents)) if sort is EventType.DISARMAMENT else None,
        nominal=trigger.pos_ not in VERBAL,
        heading=scene.is_heading,
        anaphoric=trigger.pos_ == "NOUN" and _takes_up(scene, trigger, sort),
        generic_place=any(not scene.mention(token) for token in _slots(arguments, frame.place)),
        casualty=key in casualty["killed"] | casualty["injured"],
        heads=tuple(token.i for token in trigger.ancestors),
    )


def _part_of_frame(scene: Scene, frame: Frame, token: Token) -> bool:
    """Whether the noun belongs to the expression itself: "by force", "on strike"."""
    return any(condition.lemmas and scene.lemma(token) in condition.lemmas and condition.slot not in ROLES for condition in frame.where)


def _takes_up(scene: Scene, noun: Token, sort: EventType) -> bool:
    determiners = {child.lower_ for child in noun.children if child.dep_ == "det"}
    definite = sort is EventType.AGREEMENT and bool(determiners & scene.lexicon.list("merging", "definite"))
    return definite or bool(determiners & scene.lexicon.list("merging", "demonstrative"))


def _only_time_or_place(scene: Scene, token: Token, *, at: bool) -> bool:
    """Whether the word is a time, or a place and no actor; `at` True: only where a preposition puts something there."""
    mention = scene.mention(token)
    if mention is None:
        return token.ent_type_ in TIMES
    before = scene.doc[mention.first - 1].lower_ if mention.first else ""
    placed = before in scene.lexicon.list("locative", "exact") or not at
    return mention.actor_kind is None and bool(mention.places) and placed


def _acts(scene: Scene, token: Token) -> bool:
    """Whether a word before an event noun names who did it: "rebel advances", "Russian invasion", not "military offensive"."""
    if token.dep_ not in {"compound", "amod", "nmod"} or token.head.i < token.i:
        return True
    mention = scene.mention(token)
    return (mention is not None and mention.actor_kind is not None) or (token.pos_ == "NOUN" and scene.is_a(token, "armed") and scene.lemma(token) != "military")


def _slots(arguments: Arguments, names: Iterable[str]) -> tuple[Token, ...]:
    return tuple(dict.fromkeys(token for name in names for token in _either(arguments, name)))


def _either(arguments: Arguments, names: str) -> tuple[Token, ...]:
    """The first filled one of slots joined by "|"."""
    return next((tokens for name in names.split("|") if (tokens := arguments.slot(name))), ())


def _type(scene: Scene, frame: Frame, targets: tuple[Token, ...]) -> EventType:
    for sort, name in frame.types:
        if sort == OPEN_CASE or any(scene.is_a(token, sort) for head in targets for token in (head, *_owners(head))):
            return _by_context(scene) if name == BY_CONTEXT else EventType(name)
    return EventType.BATTLE


def _owners(head: Token) -> list[Token]:
    """Whose it is: "a MINUSCA patrol", "the mission's base"."""
    return [c for c in head.children if c.dep_ in {"compound", "poss", "nmod"} and c.pos_ == "PROPN"]


def _by_context(scene: Scene) -> EventType:
    """An attack of which the target is not said: one on civilians where the section speaks of such victims."""
    docs = (scene.doc, scene.annotated.sections[0].doc)
    victims = any(scene.lemma(token) in scene.lexicon.classes["victims"] for doc in docs for token in doc)
    return EventType.VIOLENCE_AGAINST_CIVILIANS if victims else EventType.BATTLE


def _number(scene: Scene, heads: tuple[Token, ...]) -> Count | None:
    for head in heads:
        if (count := count_before(head, scene.lexicon.language)) is not None:
            return count
    return Count(1) if len(heads) == 1 and _single(scene, heads[0]) else None


def _single(scene: Scene, head: Token) -> bool:
    """Whether the noun is one person: "a peacekeeper", "the governor"."""
    singular = head.tag_ in {"NN", "NNP"} or "Sing" in head.morph.get("Number", [])
    return singular and head.pos_ != "PRON" and (scene.is_a(head, "named_person") or scene.lemma(head) in scene.lexicon.classes["single"])


def _places(scene: Scene, trigger: Token, frame: Frame, arguments: Arguments, clause: tuple[int, int], sort: EventType) -> tuple[Place, ...]:
    if frame.mode == "phone":
        return ()
    named = named_places(scene, [t for head in _slots(arguments, frame.place) for t in coordinated(head)])
    if sort is EventType.TERRITORY_CAPTURE and not any(place.rank == 0 for place in named):
        named = examples_in(scene, *clause) or named
    if named:
        return tuple(sorted(named, key=lambda place: place.rank))
    sentence = trigger.sent
    around = places_in(scene, sentence.start, sentence.end)
    leading = [place for place in around if _leads(scene, place, sentence.start)]
    inside = [place for place in places_in(scene, *clause) if sort not in ABOUT_ELSEWHERE]
    if inside or leading or sort not in IN_PLACE:
        return tuple((inside or leading)[:1])
    offset = scene.section.span(trigger).start
    nearest = sorted(around or _towns(scene, trigger), key=lambda place: abs(place.ref.start - offset))
    return tuple(replace(place, guessed=True) for place in nearest[:1])


def _towns(scene: Scene, trigger: Token) -> list[Place]:
    """The towns that the sentence names before the event, though not as where something is: "Goma woke to gunfire"."""
    before = [token for token in scene.doc[trigger.sent.start : trigger.i] if scene.is_a(token, "named_place")]
    return [place for place in named_places(scene, before) if place.rank == 0]


def _leads(scene: Scene, place: Place, start: int) -> bool:
    """Whether the place opens the sentence ("In Kinshasa, ...")."""
    offset = scene.section.span(scene.doc[start]).start
    return place.ref.start - offset < 40
