"""Who acts and who is acted upon in a PLOVER coding: actors, named or described, and the owners of things."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from conflictdb.vocabularies import ActorKind
from loaders.extract.arguments import Arguments, is_passive, noun_arguments, verb_arguments
from loaders.extract.coding_lexicon import CodingLexicon
from loaders.extract.parties import parties
from loaders.extract.scene import Scene
from loaders.extract.subjects import SUBJECTS, coordinated
from loaders.records import Ref

SORTS = ("armed", "person", "civilian", "crowd", "office", "people")
NAMES = frozenset({"PERSON", "PER", "ORG", "GPE", "NORP", "LOC"})
NO_ACTORS = frozenset({"DATE", "TIME", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "MONEY", "QUANTITY"})
PRONOUNS = frozenset({"he", "she", "they", "it", "we", "him", "her", "them", "il", "elle", "ils", "elles"})
CLAUSES = frozenset({"ccomp", "advcl", "xcomp"})
OWNED = ("poss", "of", "by", "from", "compound", "de")


def is_actor(scene: Scene, words: CodingLexicon, token: Token) -> bool:
    """Return whether the word can act: a name, a described actor, a pronoun of a person or body."""
    mention = scene.mention(token)
    if mention is not None:
        return True
    if token.lower_ == "other" and token.i and token.nbor(-1).lower_ == "each":
        return False
    if token.ent_type_ in NAMES or token.lower_ in PRONOUNS or (token.pos_ == "PROPN" and token.ent_type_ not in NO_ACTORS):
        return True
    if scene.lemma(token) in words.actors or token.lower_ in words.actors:
        return True
    return token.pos_ in {"NOUN", "PROPN"} and any(scene.is_a(token, sort) for sort in SORTS)


def acting(scene: Scene, words: CodingLexicon, heads: Iterable[Token]) -> tuple[Ref, ...]:
    """Return the actors among the heads."""
    return parties(scene, [token for token in heads if is_actor(scene, words, token)])


def suffering(
    scene: Scene, words: CodingLexicon, arguments: Arguments, slots: tuple[str, ...], *, named: bool = False
) -> tuple[Ref, ...]:
    """Return the actors in the first of the slots that has any, or those whose the thing in it is; `named`: names alone."""
    for slot in slots:
        heads = arguments.slot(slot)
        actors = [token for token in heads if is_actor(scene, words, token) and not _time(token)]
        if named:
            actors = [token for token in actors if scene.mention(token) or token.ent_type_ in NAMES]
        found = parties(scene, actors) or parties(scene, [o for head in heads for o in _owners(scene, words, head)])
        if found:
            return found
    return ()


def _owners(scene: Scene, words: CodingLexicon, thing: Token) -> list[Token]:
    """Whose the thing is: "China's treatment", "the government's offer", "a request by Egypt", "Thai fruit"."""
    arguments = noun_arguments(thing)
    for slot in OWNED:
        found = [t for t in arguments.slot(slot) if is_actor(scene, words, t) and not _time(t)]
        if slot == "compound":
            found = [t for t in found if _has_actor(scene, t)]
        if found:
            return found
    return []


def _has_actor(scene: Scene, token: Token) -> bool:
    mention = scene.mention(token)
    return token.ent_type_ in {"NORP", "GPE", "ORG"} or (mention is not None and mention.actor_kind in set(ActorKind))


def _time(token: Token) -> bool:
    return token.ent_type_ in {"DATE", "TIME"}


def with_accuser(scene: Scene, verb: Token, arguments: Arguments) -> Arguments:
    """Return the arguments with who says it of another in the slot "accuser": "X said Y had armed the rebels"."""
    above = verb.head
    if verb.dep_ != "ccomp" or scene.lemma(above) not in scene.lexicon.list("real", "saying"):
        return arguments
    speakers, doers = verb_arguments(above).subject, arguments.subject
    if not speakers or not doers or all(token.pos_ == "PRON" for token in doers):
        return arguments
    return Arguments(doers, arguments.object, {**arguments.phrases, "accuser": speakers})


def controlled(words: CodingLexicon, verb: Token, arguments: Arguments) -> Arguments:
    """Return the arguments with what the clause below adds: who is to act ("urged its allies to send"), whom it is about."""
    arguments = _with_predicate(verb, _with_purpose(verb, _given(verb, arguments)))
    for child in verb.children:
        if child.dep_ not in CLAUSES or child.i < verb.i:
            continue
        subject = next((inner for inner in child.children if inner.dep_ in SUBJECTS and inner.i > verb.i), None)
        helpers = {inner.lower_ for inner in child.children}
        if subject is None:
            continue
        if "to" not in helpers:
            return _with_clause(words, verb, child, subject, arguments)
        phrases = {**arguments.phrases, "infinitive": (child,)}
        if "for" in helpers:
            return Arguments(arguments.subject, arguments.object, {**phrases, "for": coordinated(subject)})
        return Arguments(arguments.subject, arguments.object or coordinated(subject), phrases)
    return arguments


def _with_clause(words: CodingLexicon, verb: Token, clause: Token, subject: Token, arguments: Arguments) -> Arguments:
    """The subject of a clause that says what should be, or what is alleged, in the slot "clause"."""
    duties = words.intent["duties"]
    bare = clause.tag_ == "VB" and not any(child.dep_ == "aux" and child.lower_ not in duties for child in clause.children)
    duty = any(child.dep_ == "aux" and child.lower_ in duties for child in clause.children)
    passive = any(child.dep_ == "auxpass" and child.lower_ == "be" for child in clause.children)
    if clause.dep_ != "ccomp" or not (bare or duty or passive or verb.lemma_ in words.intent["alleging"]):
        return arguments
    return Arguments(arguments.subject, arguments.object, {**arguments.phrases, "clause": coordinated(subject)})


def _given(verb: Token, arguments: Arguments) -> Arguments:
    """A passive whose subject receives ("Velia was given tanks by Orland"): what is given is the object."""
    given = tuple(child for child in verb.children if child.dep_ == "dobj") if is_passive(verb) else ()
    if not given or not arguments.object:
        return arguments
    return Arguments(arguments.subject, given, {**arguments.phrases, "dative": arguments.object})


def _with_purpose(verb: Token, arguments: Arguments) -> Arguments:
    """What it is done for in the slot "purpose": "fired tear gas to disperse the crowd"."""
    aims = tuple(
        child
        for child in verb.children
        if child.dep_ == "advcl" and child.i > verb.i and any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
    )
    return Arguments(arguments.subject, arguments.object, {**arguments.phrases, "purpose": aims}) if aims else arguments


def _with_predicate(verb: Token, arguments: Arguments) -> Arguments:
    """What it is called in the slot "called": "called the claim baseless", "found the man guilty", "described it as false"."""
    found, whom = list[Token](), arguments.object
    for child in verb.children:
        if child.dep_ == "oprd":
            found.append(child)
        elif child.dep_ == "ccomp" and child.pos_ == "ADJ" and child.i > verb.i:
            found.append(child)
            whom = whom or tuple(t for inner in child.children if inner.dep_ in SUBJECTS for t in coordinated(inner))
        elif child.dep_ == "prep" and child.lower_ == "as":
            found += [inner for inner in child.children if inner.dep_ in {"amod", "pobj"}]
    return Arguments(arguments.subject, whom, {**arguments.phrases, "called": tuple(found)}) if found else arguments
