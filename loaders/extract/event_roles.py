"""What a frame makes of its clause: the type, the parties, the place and the toll of the event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Token

from conflictdb.vocabularies import ActorKind, EventStatus, EventType
from loaders.extract.arguments import Arguments, verb_arguments
from loaders.extract.counts import Count, count_before
from loaders.extract.event_candidate import SYMMETRIC, Candidate, Parties, Toll
from loaders.extract.event_lexicon import BY_CONTEXT, OPEN_CASE, Frame
from loaders.extract.event_places import Place, examples_in, named_places, places_in
from loaders.extract.go_betweens import go_betweens
from loaders.extract.parties import hedged, parties
from loaders.extract.scene import Scene
from loaders.extract.subjects import RELATIVE_CLAUSES, VERBAL, coordinated
from loaders.records import Ref

TIMES = frozenset({"DATE", "TIME"})
PEOPLES = frozenset({"NORP", "GPE"})
ROLES = frozenset({"subject", "object"})
ABOUT_ELSEWHERE = frozenset({EventType.RESOLUTION_ADOPTION, EventType.SANCTION})  # the places in it are what it is about
OF_STATES = frozenset({EventType.DIPLOMATIC_RUPTURE, EventType.SANCTION, EventType.SUSPENSION})  # a capital stands for its state
IN_PLACE = frozenset(EventType) - SYMMETRIC - ABOUT_ELSEWHERE - {EventType.INVESTIGATION, EventType.DIPLOMATIC_RUPTURE}
LONGEST_THING = 6  # tokens of what stands after "of"
CALLED_AFTER = frozenset({EventType.AGREEMENT, EventType.NEGOTIATION})
DASHES = frozenset({"-", "–", "/"})
OPENING = 40  # characters in which a sentence may name the place that it is about ("In Kinshasa, ...")


@dataclass(frozen=True, slots=True)
class Report:
    """A word that reports an event, the frame that fits it, and what stands with it."""

    trigger: Token
    carrier: Token
    frame: Frame
    arguments: Arguments
    status: EventStatus
    clause: tuple[int, int]


def candidate(scene: Scene, report: Report) -> Candidate:
    """Return the event that the word reports, without its date."""
    frame, trigger = report.frame, report.trigger
    targets = report.arguments.filled(frame.targets)
    agents = _agents(scene, report, targets)
    sort = _type(scene, frame, targets if frame.targets else report.arguments.filled(frame.place))
    places = report.arguments.filled(frame.place)
    casualty = scene.lexicon.words["casualty"]
    doubtful = report.status is EventStatus.OCCURRED and any(hedged(scene, token) for token in agents)
    return Candidate(
        section=scene.index,
        trigger=trigger.i,
        carrier=report.carrier.i,
        sentence=trigger.sent.start,
        heads=tuple(token.i for token in trigger.ancestors),
        frame=frame,
        type=sort,
        status=EventStatus.ALLEGED if doubtful else report.status,
        clause=report.clause,
        parties=_parties(scene, report, sort, agents, targets),
        places=_places(scene, report, sort),
        toll=_toll(scene, report, sort, agents, targets),
        nominal=trigger.pos_ not in VERBAL,
        heading=scene.is_heading,
        casualty=scene.lemma(trigger) in casualty["killed"] | casualty["injured"],
        anaphoric=trigger.pos_ == "NOUN" and _takes_up(scene, trigger, sort),
        definite=trigger.pos_ == "NOUN" and any(c.lower_ in scene.lexicon.list("merging", "articles") for c in trigger.children),
        generic_place=any(not scene.mention(token) for token in places),
    )


# ---------------------------------------------------------------- type


def _type(scene: Scene, frame: Frame, targets: tuple[Token, ...]) -> EventType:
    concerned = [token for head in targets for token in (head, *_owners(scene, head))]
    name = next(name for sort, name in frame.types if sort == OPEN_CASE or any(scene.is_a(token, sort) for token in concerned))
    return _by_context(scene) if name == BY_CONTEXT else EventType(name)


def _owners(scene: Scene, head: Token) -> list[Token]:
    """Whose it is: "a MINUSCA patrol", "the mission's base", "positions of the army"."""
    of = [inner for child in head.children if child.lower_ == "of" for inner in child.children if inner.dep_ == "pobj"]
    beside = [child for child in head.children if child.dep_ in {"compound", "poss", "nmod"}]
    return [token for token in (*beside, *of) if scene.mention(token)]


def _by_context(scene: Scene) -> EventType:
    """An attack of which the target is not said: one on civilians where the section or the title speaks of such victims."""
    return EventType.VIOLENCE_AGAINST_CIVILIANS if scene.speaks_of_victims else EventType.BATTLE


def _takes_up(scene: Scene, noun: Token, sort: EventType) -> bool:
    determiners = {child.lower_ for child in noun.children if child.dep_ == "det"}
    definite = sort is EventType.AGREEMENT and bool(determiners & scene.lexicon.list("merging", "definite"))
    return definite or bool(determiners & scene.lexicon.list("merging", "demonstrative"))


# ---------------------------------------------------------------- parties


def _agents(scene: Scene, report: Report, targets: tuple[Token, ...]) -> tuple[Token, ...]:
    acting = report.arguments.filled(report.frame.agents)
    return tuple(
        token
        for token in (*acting, *_backers(scene, acting))
        if token not in targets
        and not _part_of_frame(scene, report.frame, token)
        and _acts(scene, token)
        and not _only_time_or_place(scene, token, at=True)
        and not _dateline(scene, token)
    )


def _backers(scene: Scene, acting: tuple[Token, ...]) -> tuple[Token, ...]:
    """The troops that fight beside an army: "soldiers backed by peacekeepers", not who stands behind an armed group."""
    words = scene.lexicon.list("delegates", "backing")
    found = list[Token]()
    for head in acting:
        mention = scene.mention(head)
        if not (scene.is_a(head, "armed") or scene.is_a(head, "protected")):
            continue
        if mention is not None and mention.actor_kind is ActorKind.ARMED_GROUP:
            continue
        for child in head.children:
            if child.dep_ in {"acl", "appos"} and scene.lemma(child) in words and child.i > head.i:
                found += (t for t in _by(child) if scene.is_a(t, "armed") or scene.is_a(t, "protected"))
    return tuple(found)


def _by(verb: Token) -> Iterable[Token]:
    phrases = verb_arguments(verb).phrases
    done = phrases.get("by", ()) or phrases.get("par", ())
    return done or tuple(c for c in verb.children if c.dep_ == "nmod" and any(i.lower_ == "par" for i in c.children))


def _dateline(scene: Scene, token: Token) -> bool:
    """Whether a headline only begins with it: "Velia: UN condemns an attack", "Velia : la mission se retire"."""
    mention = scene.mention(token)
    first, last = (mention.first, mention.last) if mention is not None else (token.i, token.i + 1)
    colon = last < len(scene.doc) and scene.doc[last].text == ":"
    return scene.is_heading and first == 0 and colon and (mention is None or bool(mention.places))


def _parties(scene: Scene, report: Report, sort: EventType, agents: tuple[Token, ...], targets: tuple[Token, ...]) -> Parties:
    nondescript = scene.lexicon.list("delegates", "nondescript")
    things = nondescript | scene.lexicon.list("delegates", "things")
    suffering = [t for t in targets if not _no_party(scene, t, things if t.pos_ != "PROPN" else nondescript)]
    found = parties(scene, [t for t in suffering if sort in OF_STATES or not _only_time_or_place(scene, t, at=False)])
    mediators = parties(scene, report.arguments.slot("mediator"))
    hosts = parties(scene, report.arguments.slot("host"))
    if sort in SYMMETRIC and not scene.is_heading:
        mediators = tuple(dict.fromkeys((*mediators, *(ref for ref in go_betweens(scene, report.trigger) if ref not in hosts))))
    acting = tuple(ref for ref in parties(scene, agents) if ref not in {*found, *mediators, *hosts})
    place = report.arguments.filled(report.frame.place) if sort is EventType.TERRITORY_CAPTURE else ()
    struck = tuple(_thing(scene, t) for t in (*targets, *place[:1]) if t not in suffering and _is_thing(t))
    return Parties(acting, found, mediators, hosts, struck)


def _is_thing(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"} and token.ent_type_ not in TIMES


def _thing(scene: Scene, head: Token) -> Ref:
    """The thing or the people as the text prints them: "eleven people", "southern suburb of the city"."""
    first = next((t.i for t in scene.doc[head.left_edge.i : head.i + 1] if t.pos_ not in {"DET", "PUNCT", "ADP"}), head.i)
    of = [inner.i + 1 for c in head.children if c.lower_ == "of" for inner in c.children if inner.dep_ == "pobj"]
    return scene.ref(first, max([head.i + 1, *(end for end in of if end - head.i < LONGEST_THING)]))


def _no_party(scene: Scene, token: Token, words: frozenset[str]) -> bool:
    timed = token.ent_type_ in TIMES and token.pos_ == "PROPN" and scene.mention(token) is None
    return timed or scene.lemma(token) in words or not token.text[:1].isalpha()


def _part_of_frame(scene: Scene, frame: Frame, token: Token) -> bool:
    """Whether the noun belongs to the expression itself: "by force", "on strike"."""
    return any(c.slot not in ROLES and scene.lemma(token) in c.lemmas for c in frame.where)


def _only_time_or_place(scene: Scene, token: Token, *, at: bool) -> bool:
    """Whether the word is a time, or a place and no actor; `at` True: only where a preposition puts something there."""
    mention = scene.mention(token)
    if mention is None:
        return token.ent_type_ in TIMES
    before = scene.doc[mention.first - 1].lower_ if mention.first else ""
    locative = scene.lexicon.words["locative"]
    placed = not at or before in locative["exact"] or (scene.lexicon.language == "fr" and before in locative["inner"])
    return mention.actor_kind is None and bool(mention.places) and placed


def _acts(scene: Scene, token: Token) -> bool:
    """Whether a word before an event noun names who did it: "rebel advances", "Russian invasion", not "military offensive"."""
    if token.dep_ not in {"compound", "amod", "nmod"} or token.head.i < token.i:
        return True
    mention = scene.mention(token)
    if mention is not None and mention.actor_kind is not None:
        return True
    if token.ent_type_ in PEOPLES and token.dep_ == "amod":
        return True  # "Russian missiles"
    return token.pos_ == "NOUN" and scene.is_a(token, "armed") and scene.lemma(token) not in scene.lexicon.classes["adjectival"]


# ---------------------------------------------------------------- numbers


def _toll(scene: Scene, report: Report, sort: EventType, agents: tuple[Token, ...], targets: tuple[Token, ...]) -> Toll:
    casualty = scene.lexicon.words["casualty"]
    key = scene.lemma(report.trigger)
    number = _number(scene, targets or report.arguments.subject + report.arguments.object)
    fatal = any(child.lower_ in casualty["fatally"] for child in report.trigger.children)
    return Toll(
        killed=number if key in casualty["killed"] or fatal else None,
        injured=number if key in casualty["injured"] and not fatal else None,
        displaced=_uprooted(scene, report, agents, targets) if sort is EventType.DISPLACEMENT else None,
        people=_number(scene, agents) if sort is EventType.DISARMAMENT else None,
    )


def _uprooted(scene: Scene, report: Report, agents: tuple[Token, ...], targets: tuple[Token, ...]) -> Count | None:
    """How many people had to go: a number of people anywhere in the report."""
    if scene.lemma(report.trigger) in scene.lexicon.words["casualty"]["displaced"]:
        return _number(scene, targets or report.arguments.subject + report.arguments.object)
    heads = (*targets, *agents, *report.arguments.object, *report.arguments.subject, *report.arguments.slot("of"))
    return _number(scene, tuple(t for t in heads if scene.is_a(t, "people") or scene.is_a(t, "civilian")))


def _number(scene: Scene, heads: tuple[Token, ...]) -> Count | None:
    for head in heads:
        if (count := count_before(head, scene.lexicon.language)) is not None:
            return count
    return Count(1) if len(heads) == 1 and _single(scene, heads[0]) else None


def _single(scene: Scene, head: Token) -> bool:
    """Whether the noun is one person: "a peacekeeper", "the governor"."""
    singular = head.tag_ in {"NN", "NNP"} or "Sing" in head.morph.get("Number", [])
    one = scene.is_a(head, "named_person") or scene.lemma(head) in scene.lexicon.classes["single"]
    return singular and head.pos_ != "PRON" and one


# ---------------------------------------------------------------- place


def _places(scene: Scene, report: Report, sort: EventType) -> tuple[Place, ...]:
    if report.frame.mode == "phone":
        return ()
    heads = [t for head in report.arguments.filled(report.frame.place) for t in coordinated(head)]
    named = named_places(scene, heads)
    if sort is EventType.TERRITORY_CAPTURE and not any(place.rank == 0 for place in named):
        named = examples_in(scene, *report.clause) or named
    named = named or _where(scene, report.trigger) or _called_after(scene, report.trigger, sort)
    return tuple(sorted(named, key=lambda place: place.rank)) or _around(scene, report, sort)


def _where(scene: Scene, trigger: Token) -> tuple[Place, ...]:
    """The place before the "where" of the event's own clause: "flew to Selby, where he met X"."""
    verb = trigger if trigger.pos_ in VERBAL else trigger.head
    led = any(child.lower_ in scene.lexicon.list("locative", "where") for child in verb.children)
    antecedent = verb.head if verb.dep_ in RELATIVE_CLAUSES and led else None
    mention = scene.mention(antecedent) if antecedent is not None else None
    return named_places(scene, (antecedent,)) if antecedent is not None and mention is not None else ()


def _called_after(scene: Scene, noun: Token, sort: EventType) -> tuple[Place, ...]:
    """The town after which talks or an accord are called: "the Selby agreement", "l'accord de Selby"."""
    if noun.pos_ in VERBAL or sort not in CALLED_AFTER:
        return ()
    beside = [child for child in noun.children if child.dep_ in {"compound", "nmod"} and scene.mention(child) is not None]
    alone = [child for child in beside if not (child.i and child.nbor(-1).text in DASHES)]  # not "the Selby-Arka accord"
    towns = [place for place in named_places(scene, alone) if place.rank == 0]
    return tuple(towns) if len(towns) == 1 else ()


def _around(scene: Scene, report: Report, sort: EventType) -> tuple[Place, ...]:
    """The place in the clause, else at the opening of the sentence, else (as a guess) the nearest one in it."""
    sentence = report.trigger.sent
    around = places_in(scene, sentence.start, sentence.end, report.trigger)
    opening = scene.section.span(scene.doc[sentence.start]).start
    leading = [place for place in around if place.ref.start - opening < OPENING]
    inside = [] if sort in ABOUT_ELSEWHERE else places_in(scene, *report.clause, report.trigger)
    if inside or leading or sort not in IN_PLACE:
        return tuple((*inside, *leading)[:1])
    offset = scene.section.span(report.trigger).start
    named = around or (() if places_in(scene, sentence.start, sentence.end) else _towns(scene, report.trigger))
    nearest = sorted(named, key=lambda place: abs(place.ref.start - offset))
    return tuple(replace(place, guessed=True) for place in nearest[:1])


def _towns(scene: Scene, trigger: Token) -> list[Place]:
    """The towns that the sentence names before the event, though not as where something is: "Goma woke to gunfire"."""
    before = [token for token in scene.doc[trigger.sent.start : trigger.i] if scene.is_a(token, "named_place")]
    return [place for place in named_places(scene, before) if place.rank == 0]
