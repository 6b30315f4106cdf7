"""Events that nouns report: "the capture of the town", "talks in Doha", and with a verb: "launched an attack"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from conflictdb.vocabularies import EventStatus, EventType
from loaders.extract.arguments import (
    BLAMED,
    Arguments,
    bare_participle,
    french_preposition,
    is_passive,
    noun_arguments,
    verb_arguments,
)
from loaders.extract.event_candidate import SYMMETRIC, Candidate
from loaders.extract.event_clauses import noun_phrase, verb_clause
from loaders.extract.event_lexicon import Frame
from loaders.extract.event_roles import Report, candidate
from loaders.extract.event_verbs import fits
from loaders.extract.scene import Scene
from loaders.extract.status import is_arranged, is_fixed, noun_status, status_of
from loaders.extract.subjects import RELATIVE_CLAUSES, VERBAL, surface_subject
from loaders.records import Ref

NOUNS = frozenset({"NOUN", "PROPN"})
UNDERGOING = frozenset({"dobj", "obj", "nsubjpass", "nsubj:pass"})
NOUN_PLACES = frozenset({"nsubj", "pobj", "dobj", "nsubjpass"})


def nominal(scene: Scene, noun: Token) -> Iterator[Candidate]:
    """Yield the event that a token reports as a noun, if it does; whether enough is said of it is for `points` to tell."""
    frames = _frames(scene, noun)
    arguments = noun_arguments(noun) if frames else None
    frame = next((f for f in frames if fits(scene, f, arguments, noun)), None) if arguments is not None else None
    if frame is None or arguments is None:
        return
    carrier = _carrier(scene, noun) if bare_participle(noun) is None else None
    happening = status_of(scene, carrier) if carrier is not None else None
    if carrier is not None and happening is None:
        return
    status = noun_status(scene, noun, _in_time(scene, carrier, happening))
    if status is not None:
        arguments = _with_verb(scene, noun, carrier, _with_struck(scene, noun, arguments), frame)
        clause = _clause(scene, noun, carrier)
        yield candidate(scene, Report(noun, carrier if carrier is not None else noun, frame, arguments, status, clause))


def points(scene: Scene, made: Candidate) -> int:
    """Return how much the text says beside the noun itself."""
    noun = scene.doc[made.trigger]
    agents, targets = made.parties.agents, made.parties.targets
    first, last = noun_phrase(noun)
    signs = (
        agents,
        targets,
        made.date,
        made.toll.killed or made.toll.injured,
        made.parties.mediators or made.parties.hosts,
        made.type in SYMMETRIC | {EventType.BATTLE} and len(agents) > 1,
        any(_inside(scene, place.ref, first, last) for place in made.places),
        {child.lower_ for child in noun.children} & scene.lexicon.list("real", "recent"),
        noun.dep_ in {"pobj", "obl:mod"} and _preposition(noun) in scene.lexicon.list("real", "after"),
    )
    return sum(map(bool, signs)) + _carried(scene, made) + len(made.frame.where)


def _carried(scene: Scene, made: Candidate) -> int:
    """What the verb adds: one that makes it happen says more than one that only tells of it."""
    if made.carrier == made.trigger:
        return 0
    return 1 if scene.lemma(scene.doc[made.carrier]) in scene.lexicon.list("told", "verbs") else 2


def _preposition(noun: Token) -> str:
    return noun.head.lower_ if noun.dep_ == "pobj" else french_preposition(noun)


def _inside(scene: Scene, ref: Ref, first: int, last: int) -> bool:
    span = scene.section.span(scene.doc[first:last])
    return span.start <= ref.start and ref.end <= span.end


def _frames(scene: Scene, noun: Token) -> list[Frame]:
    lemma = scene.lemma(noun)
    if lemma not in scene.lexicon.noun_heads and noun.lower_ not in scene.lexicon.noun_heads:
        return []
    gerund = noun.tag_ == "VBG" and noun.dep_ in NOUN_PLACES
    if (noun.pos_ not in NOUNS and not gerund) or noun.dep_ == "compound" or _part_of_name(scene, noun):
        return []
    before = noun.nbor(-1).lower_ if noun.i > noun.sent.start else ""
    keys = [f"{before} {lemma}", f"{before} {noun.lower_}", lemma, noun.lower_]
    return [frame for key in dict.fromkeys(keys) for frame in scene.lexicon.nouns.get(key, ())]


def _part_of_name(scene: Scene, noun: Token) -> bool:
    mention = scene.mention(noun)
    return mention is not None and mention.last - mention.first > 1 and (mention.actor_kind is not None or bool(mention.places))


# ---------------------------------------------------------------- the verb that makes it happen


def _carrier(scene: Scene, noun: Token) -> Token | None:
    """The verb that makes the noun's event happen or tells of it."""
    while noun.dep_ == "conj" and noun.head.pos_ in NOUNS:
        noun = noun.head
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun.head
    if noun.dep_ in {"pobj", "nmod"} and scene.lemma(above) in scene.lexicon.list("told", "rounds"):
        noun = above  # "a new round of talks opened"
    light, told = scene.lexicon.list("light", "verbs"), scene.lexicon.list("told", "verbs")
    for child in noun.children:  # "des combats sont signalés", read as a noun with a participle
        if child.dep_ == "acl" and any(inner.dep_.startswith("aux") for inner in child.children):
            return child if scene.lemma(child) in light | told else None
    verb, preposition = _governor(noun)
    if verb.pos_ not in VERBAL:
        return None
    lemma = scene.lemma(verb)
    if preposition:
        return verb if f"{lemma} {preposition}" in light else None
    words = {lemma, *(f"{lemma} {child.lower_}" for child in verb.children if child.dep_ in {"prt", "dobj"})}
    if noun.dep_ in UNDERGOING and (words & (light | told) or noun.dep_ != "nsubjpass"):
        return verb if words & (light | told) or is_fixed(scene, verb) else None
    if noun.dep_ == "nsubj" and words & scene.lexicon.list("happening", "verbs"):
        return verb
    return _arranged(scene, verb) if noun.dep_ in {"nsubj", "nsubjpass", "nsubj:pass"} else None


def _arranged(scene: Scene, verb: Token) -> Token | None:
    """The verb of what is to come: "talks are due to start", "the summit is expected to take place"."""
    if (inner := next((child for child in verb.children if is_arranged(scene, child)), None)) is not None:
        return inner  # "le sommet doit se tenir"
    if is_fixed(scene, verb):
        return verb  # "une réunion est prévue jeudi"
    above = next((child for child in verb.children if child.dep_ == "acomp"), verb)
    if scene.lemma(above) not in scene.lexicon.list("real", "intending"):
        return None
    inner = next((child for child in above.children if child.dep_ == "xcomp"), None)
    words = {scene.lemma(inner), *(f"{scene.lemma(inner)} {c.lower_}" for c in inner.children)} if inner is not None else set()
    return inner if words & scene.lexicon.list("happening", "verbs") else None


def _governor(noun: Token) -> tuple[Token, str]:
    """What the noun hangs on, and by which preposition."""
    if noun.dep_ == "pobj":
        return noun.head.head, noun.head.lower_
    return noun.head, french_preposition(noun) if noun.dep_.startswith("obl") else ""


def _in_time(scene: Scene, carrier: Token | None, status: EventStatus | None) -> EventStatus | None:
    """The status of a noun's event: a present that only relates it to another ("the massacre follows") is no present."""
    if carrier is None or status not in {EventStatus.OCCURRED, EventStatus.ONGOING}:
        return status
    if _lasts(scene, carrier):
        return EventStatus.ONGOING
    french = carrier.lang_ == "fr" and "Pres" in carrier.morph.get("Tense", [])
    return EventStatus.OCCURRED if french or carrier.tag_ in {"VBZ", "VBP"} else status


def _lasts(scene: Scene, carrier: Token) -> bool:
    """Whether the verb says that it still goes on: "has intensified", "continues", "are engaged in"."""
    helpers = {child.lower_ for child in carrier.children if child.dep_.startswith("aux")}
    if scene.lemma(carrier) in scene.lexicon.list("happening", "lasting"):
        return carrier.tag_ != "VBD" and not helpers & {"had", "was", "were", "avait", "avaient"}
    return bool(helpers & {"is", "are", "est", "sont"}) and is_passive(carrier) and not scene.is_heading


def _clause(scene: Scene, noun: Token, carrier: Token | None) -> tuple[int, int]:
    own = noun_phrase(noun)
    if carrier is None or scene.lemma(carrier) in scene.lexicon.list("told", "verbs"):
        return own
    whole = verb_clause(carrier)
    return whole if whole[0] <= noun.i < whole[1] else own


# ---------------------------------------------------------------- who takes part


def _with_verb(scene: Scene, noun: Token, carrier: Token | None, own: Arguments, frame: Frame) -> Arguments:
    if carrier is not None:
        return _with_carrier(scene, noun, carrier, own)
    if noun.dep_ in {"nsubjpass", "nsubj:pass"} and (blamed := BLAMED.get(noun.head.lemma_.lower())):  # "is blamed on X"
        return Arguments(phrases={**own.phrases, "by": verb_arguments(noun.head).slot(blamed)})
    clause = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "for" and scene.lemma(clause) in scene.lexicon.list("light", "crediting"):
        return own if own.filled(frame.agents) else Arguments(phrases={**own.phrases, "by": verb_arguments(clause).object})
    prepositions = scene.lexicon.list("real", "during") | (frozenset({"on"}) if frame.mode == "visit" else frozenset())
    led = noun.dep_ == "pobj" and noun.head.lower_ in prepositions and clause.pos_ in VERBAL
    if not led or own.filled(frame.agents):
        return own
    return Arguments(phrases={**own.phrases, "by": verb_arguments(clause).subject})  # "in a rapid offensive, X took the town"


def _with_struck(scene: Scene, noun: Token, own: Arguments) -> Arguments:
    """What the noun itself hit is what it was on: "a strike that tore through a clinic", "the blast destroyed a school"."""
    if own.slot("on"):
        return own
    words = scene.lexicon.list("real", "striking")
    relative = (child for child in noun.children if child.dep_ in RELATIVE_CLAUSES)
    above = (noun.head,) if noun.dep_ == "nsubj" else ()
    for verb in (*relative, *above):
        if scene.lemma(verb) in words and verb.pos_ in VERBAL and noun in surface_subject(verb):
            struck = verb_arguments(verb)
            found = struck.object or struck.slot("through") or struck.slot("into")
            return Arguments(own.subject, own.object, {**own.phrases, "on": found}) if found else own
    return own


def _with_carrier(scene: Scene, noun: Token, carrier: Token, own: Arguments) -> Arguments:
    """The carrier's subject acts, and its prepositions are the noun's: "launched an attack on the town"."""
    above = verb_arguments(carrier)
    phrases = dict(above.phrases)
    for inner in (child for child in carrier.children if child.dep_ == "xcomp"):  # "clashes continue to erupt between"
        phrases.update(verb_arguments(inner).phrases)
    for name, tokens in own.phrases.items():
        phrases[name] = tuple(dict.fromkeys((*tokens, *phrases.get(name, ()))))
    whole = {noun, *noun.ancestors}  # "a new round of talks opened"
    happens = bool(whole & set(surface_subject(carrier))) and not is_passive(carrier)
    if happens or scene.lemma(carrier) in scene.lexicon.list("told", "verbs"):
        phrases["by"] = own.phrases.get("by", ())
        return Arguments(phrases=phrases)
    acting = above.subject or (() if noun in above.object else above.object)
    subject = tuple(token for token in acting if token != noun)
    if scene.lemma(carrier) in scene.lexicon.list("light", "suffering"):  # "suffered an attack", "repelled an assault by X"
        return Arguments((), (noun,), {**phrases, "by": own.phrases.get("by", ()), "on": own.phrases.get("on", ()) or subject})
    role = _role(scene, carrier)
    for name in (role,) if role else ("by", "par"):
        phrases[name] = tuple(dict.fromkeys((*subject, *phrases.get(name, ()))))
    return Arguments(subject, (noun,), phrases)


def _role(scene: Scene, carrier: Token) -> str:
    """The part of who does the carrier where it is not the event's own agent: "X mediated the talks", "hosted the summit"."""
    lemma = scene.lemma(carrier)
    if lemma in scene.lexicon.list("light", "mediating"):
        return "mediator"
    return "host" if lemma in scene.lexicon.list("light", "hosting") else ""
