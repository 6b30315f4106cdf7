"""Events that verbs report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from conflictdb.vocabularies import EventStatus
from loaders.extract.arguments import WITH_BE, Arguments, active_reading, noun_arguments, reduced_passive, verb_arguments
from loaders.extract.event_candidate import Candidate
from loaders.extract.event_clauses import verb_clause
from loaders.extract.event_lexicon import Frame
from loaders.extract.event_roles import Report, candidate
from loaders.extract.scene import Scene
from loaders.extract.status import is_negated, status_of
from loaders.extract.subjects import VERBAL, nominal_gerund

PARTS = frozenset({"prt", "dobj", "advmod", "prep"})  # what may make one expression with the verb ("open fire")


def verbal(scene: Scene, verb: Token) -> Iterator[Candidate]:
    """Yield the event that a token reports as a verb, if it does."""
    frames = _frames(scene, verb)
    described = verb.dep_ in {"amod", "acomp"} and not (verb.lang_ == "fr" and _has_auxiliary(verb))
    if not frames or described or _the_hurt(scene, verb):
        return
    other = active_reading(verb)
    readings = [verb_arguments(verb), reduced_passive(verb), other]
    if scene.lemma(verb) in scene.lexicon.list("real", "undergone"):  # "students abducted from a school were freed"
        readings[:2] = reversed(readings[:2])
    for reading in readings:
        frame = next((f for f in frames if fits(scene, f, reading, verb)), None) if reading is not None else None
        if frame is None or reading is None:
            continue
        arguments = _with_decider(scene, verb, _without_teller(scene, verb, reading))
        certain = frame.negated or reading is other
        status = EventStatus.OCCURRED if certain else status_of(scene, verb)
        if status is not None:
            clause = _clause(verb, arguments) if reading is other else verb_clause(verb)
            yield candidate(scene, Report(verb, verb, frame, arguments, frame.status or status, clause))
        return


def _the_hurt(scene: Scene, verb: Token) -> bool:
    """Whether the participle stands for people: "received 38 wounded", "evacuated nine wounded to the hospital"."""
    casualty = scene.lexicon.words["casualty"]
    if verb.tag_ != "VBN" or verb.i - verb.sent.start < 2 or scene.lemma(verb) not in casualty["killed"] | casualty["injured"]:
        return False
    before = verb.nbor(-2)
    taken = before.pos_ == "VERB" and before.lemma_ not in {"leave", "kill", "injure", "wound"}
    return verb.nbor(-1).like_num and (taken or before.lower_ in {"the", "with", "of"}) and not scene.is_heading


def _without_teller(scene: Scene, verb: Token, arguments: Arguments) -> Arguments:
    """Who condemns an attack does not do it, though its deaths hang on the verb: "condemned the strike, killing nine"."""
    told = scene.lexicon.list("told", "verbs") | scene.lexicon.list("real", "saying")
    loose = verb.head if verb.dep_ == "advcl" else verb.head.head
    beside = verb.tag_ == "VBG" and verb.dep_ in {"advcl", "conj"} and loose.i < verb.i
    if beside and scene.lemma(loose) in scene.lexicon.list("real", "blaming") and arguments.subject:
        return replace(arguments, subject=verb_arguments(loose).object)  # "accused the rebels of bombing a camp, killing nine"
    beside = beside and scene.lemma(loose) in told
    direct = any(child.dep_ == "dobj" for child in loose.children)
    return replace(arguments, subject=()) if beside and direct and arguments.subject else arguments


def _with_decider(scene: Scene, verb: Token, arguments: Arguments) -> Arguments:
    """Who decides on it does it: "the decision of the Council to send observers", "Velia's decision to withdraw"."""
    noun = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VB" or scene.lemma(noun) not in scene.lexicon.list("real", "decisions"):
        return arguments
    whose = noun_arguments(noun)
    return replace(arguments, subject=whose.slot("poss") or whose.slot("by") or whose.slot("of"))


def fits(scene: Scene, frame: Frame, arguments: Arguments, word: Token) -> bool:
    """Return whether everything that the frame asks for stands with the word, and nothing that it forbids."""
    if frame.negated and not is_negated(scene, word):
        return False
    if not all(scene.fits(arguments.slot(condition.slot), condition) for condition in frame.where):
        return False
    return not any(scene.fits(arguments.slot(condition.slot), condition) for condition in frame.unless)


def _clause(verb: Token, arguments: Arguments) -> tuple[int, int]:
    first, last = verb_clause(verb)
    return min([first, *(token.left_edge.i for token in arguments.subject)]), last


def _frames(scene: Scene, verb: Token) -> list[Frame]:
    lemma = scene.lemma(verb)
    if lemma not in scene.lexicon.verb_heads and not lemma.endswith("ant"):
        return []
    if not may_be_verb(verb):
        return []
    return [frame for key in keys(scene, verb) for frame in scene.lexicon.verbs.get(key, ())]


def may_be_verb(token: Token) -> bool:
    """Return whether the token may be read as a verb, whatever part of speech the model gives."""
    if token.pos_ in VERBAL or (token.dep_ == "acl" and token.pos_ != "NOUN"):
        return True
    if token.lang_ != "fr":
        return False
    gerund = nominal_gerund(token) and token.i > 0 and token.nbor(-1).lower_ == "en"
    return gerund or _has_auxiliary(token) or _stands_as_verb(token)  # the model takes "violé" for an adverb


def _has_auxiliary(token: Token) -> bool:
    return any(child.dep_.startswith("aux") for child in token.children)


def _stands_as_verb(token: Token) -> bool:
    """Whether a French clause has it for its verb, whatever the model calls it: "sont morts", "les soldats affrontent"."""
    deps = {child.dep_ for child in token.children}
    if "cop" in deps:
        return token.lemma_.lower() in WITH_BE
    return token.dep_ == "ROOT" and "nsubj" in deps


def keys(scene: Scene, verb: Token) -> Iterator[str]:
    """Yield the keys under which a lexicon may have the verb: with its particle first, then alone."""
    lemma = scene.lemma(verb)
    if nominal_gerund(verb):
        yield f"{lemma.removesuffix('ant')}er"
    yield from (f"{lemma} {child.lower_}" for child in verb.children if child.dep_ in PARTS)
    yield lemma
