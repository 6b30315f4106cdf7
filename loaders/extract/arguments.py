"""Who does what to whom in a clause: the heads of a verb's or noun's parties, in both languages' dependency schemes."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from loaders.extract.subjects import (
    OBJECTS,
    PASSIVE_SUBJECTS,
    RELATIVE,
    RELATIVE_CLAUSES,
    SUBJECTS,
    VERBAL,
    coordinated,
    nominal_gerund,
    resolved,
    surface_subject,
)
from loaders.vocab import table

Phrases = Mapping[str, tuple[Token, ...]]
HAVING = frozenset({"have", "avoir", "having", "ayant"})
BLAMED = {"attribuer": "à", "imputer": "à", "attribute": "to", "blame": "on"}  # its doer stands after this preposition
CONTRACTED = {"du": "de", "des": "de", "d'": "de", "d’": "de", "au": "à", "aux": "à"}
BEEN = frozenset({"été", "est", "sont", "était", "étaient", "fut", "furent", "sera", "seront"})
WITH_BE = frozenset(
    {
        "arriver",
        "rentrer",
        "retourner",
        "passer",
        "monter",
        "parvenir",
        "venir",
        "entrer",
        "tomber",
        "partir",
        "aller",
        "mourir",
        "sortir",
        "descendre",
        "rester",
        "revenir",
        "décéder",
        "réfugier",
        "emparer",
        "enfuir",
    }
)
TIMES = frozenset({"DATE", "TIME"})
GIVING = frozenset(
    {"give", "offer", "grant", "send", "show", "tell", "deny", "pay", "award", "promise", "call", "name", "teach", "ask"}
)
PARTIES = frozenset({"with", "between", "avec", "entre"})
BARE = frozenset({"prt", "advmod", "advcl", "oprd", "acomp"})  # particles and adverbs that stand for themselves


@dataclass(frozen=True, slots=True)
class Arguments:
    """A clause's logical subject and object, and what its prepositions govern."""

    subject: tuple[Token, ...] = ()
    object: tuple[Token, ...] = ()
    phrases: Phrases = field(default_factory=dict)

    def slot(self, name: str) -> tuple[Token, ...]:
        """The heads in a slot: "subject", "object", a preposition, or one inside another ("into>by")."""
        outer, _, inner = name.partition(">")
        if inner:
            return tuple(t for head in self.slot(outer) for t in _arguments(head).slot(inner))
        if name == "subject":
            return self.subject
        return self.object if name == "object" else self.phrases.get(name, ())

    def filled(self, names: tuple[str, ...]) -> tuple[Token, ...]:
        """The heads in any of the slots, each once; of slots joined by "|" the first that is filled."""
        return tuple(dict.fromkeys(token for name in names for token in self._either(name)))

    def _either(self, names: str) -> tuple[Token, ...]:
        return next((tokens for name in names.split("|") if (tokens := self.slot(name))), ())


def _arguments(head: Token) -> Arguments:
    return verb_arguments(head) if head.pos_ in VERBAL else noun_arguments(head)


# ---------------------------------------------------------------- verbs


def verb_arguments(verb: Token) -> Arguments:
    """Return the logical arguments of a verb: a passive's surface subject is its object, its "by" phrase its subject."""
    phrases = _phrases(verb)
    surface = surface_subject(verb)
    if is_passive(verb):
        agents = phrases.get("by", ()) or phrases.get("par", ())
        return _with_inner(agents, surface, phrases)
    return _with_inner(surface, _objects(verb), phrases)


def _objects(verb: Token) -> tuple[Token, ...]:
    objects = (child for child in verb.children if child.dep_ in OBJECTS or _bare_oblique(child))
    own = tuple(o for child in objects for o in resolved(verb, child) if not is_weekday(o))
    if own:
        return own
    if nominal_gerund(verb):
        return tuple(child for child in verb.children if child.dep_ == "nmod" and child.i > verb.i)
    clause = _relative_clause(verb)
    if clause is not None and _object_gap(clause):
        return (clause.head,)
    return _right_after(verb) if verb.lang_ == "fr" else ()


def _right_after(verb: Token) -> tuple[Token, ...]:
    """The noun right after a French verb, whatever the parse makes of it: "ont tué neuf agriculteurs"."""
    for token in verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)]:
        if token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            return () if is_weekday(token) else coordinated(token)
        if token.pos_ not in {"DET", "NUM"}:
            return ()
    return ()


@functools.cache
def _weekdays() -> frozenset[str]:
    return frozenset(str(name) for names in table("months")["weekdays"] for name in names)


def is_weekday(token: Token) -> bool:
    """Return whether it is a French day of the week, which the model likes to take for an object: "a fermé l'école lundi"."""
    return token.lang_ == "fr" and token.lower_ in _weekdays()


def _bare_oblique(child: Token) -> bool:
    """An object that the French model takes for an oblique: it stands after the verb without preposition, or after "des"."""
    if child.dep_ == "nmod" and child.head.pos_ == "VERB" and child.lang_ == "fr" and child.i > child.head.i:
        return any(inner.dep_ == "case" and inner.lower_ == "des" and inner.i == child.head.i + 1 for inner in child.children)
    if child.dep_ not in {"obl:arg", "obl:mod"} or child.i < child.head.i or child.ent_type_ in TIMES:
        return False
    return child.pos_ == "NOUN" and not any(inner.dep_ == "case" and inner.i < child.i for inner in child.children)


def _relative_clause(verb: Token) -> Token | None:
    """The relative clause whose verb it is, straight or through "is due to leave"."""
    for token in (verb, *verb.ancestors):
        if token.dep_ in RELATIVE_CLAUSES:
            return token
        if token.dep_ not in {"xcomp", "acomp"}:
            return None
    return None


def _object_gap(verb: Token) -> bool:
    """Whether a relative clause lacks its object: "the town that the rebels entered", not "the day when they did"."""
    before = [child for child in verb.children if child.i < verb.i]
    if verb.head.ent_type_ in TIMES or any(child.dep_ == "prep" or child.tag_ == "WRB" for child in before):
        return False
    if any(child.dep_ == "mark" and child.lower_ != "that" for child in before):
        return False
    return any(child.dep_ in SUBJECTS and child.lower_ not in RELATIVE for child in before)


def _with_inner(subject: tuple[Token, ...], objects: tuple[Token, ...], phrases: Phrases) -> Arguments:
    """Prepositions that the parse hangs on the object often belong to the verb: "imposed sanctions on X"."""
    merged = dict(phrases)
    for head in objects:
        for name, tokens in _phrases(head).items():
            merged[name] = merged.get(name, ()) + tokens
    for head in [token for tokens in phrases.values() for token in tokens]:
        for name, tokens in _phrases(head).items():
            if name in PARTIES and name not in merged:  # "take part in talks with X"
                merged[name] = tokens
    return Arguments(subject, objects, merged)


def reduced_passive(verb: Token) -> Arguments | None:
    """Return the other reading of "soldiers sent under a treaty": the noun before a bare participle undergoes it."""
    if verb.tag_ not in {"VBD", "VBN"} or any(child.dep_.startswith("aux") or child.dep_ in OBJECTS for child in verb.children):
        return None
    noun = _noun_before(verb)
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    if noun is None or following is None or following.pos_ not in {"ADP", "ADV", "NUM"}:
        return None
    phrases = _phrases(verb)
    return Arguments(phrases.get("by", ()), coordinated(noun), phrases)


def _noun_before(verb: Token) -> Token | None:
    before = [token for token in verb.doc[max(verb.sent.start, verb.i - 2) : verb.i] if token.text != ","]
    return before[-1] if before and before[-1].pos_ in {"NOUN", "PROPN"} else None


def active_reading(verb: Token) -> Arguments | None:
    """Return the other reading of "attempts to negotiate collapsed", where the parse takes the verb for a participle."""
    if verb.dep_ != "acl" or verb.tag_ not in {"VBD", "VBN"} or any(child.dep_ in OBJECTS | {"agent"} for child in verb.children):
        return None
    return Arguments(coordinated(verb.head), (), _phrases(verb))


def is_passive(verb: Token) -> bool:
    """Return whether the verb's grammatical subject undergoes it."""
    if verb.lemma_.lower() in WITH_BE or any(child.dep_.startswith("expl") for child in verb.children):
        return False  # "est arrivé", "s'est ouverte"
    deps = {child.dep_ for child in verb.children}
    been = verb.pos_ == "ADJ" and any(child.dep_ == "cop" and child.lower_ in BEEN for child in verb.children)
    if been or deps & {"auxpass", "aux:pass", *PASSIVE_SUBJECTS}:
        return True
    having = any(child.lemma_ in HAVING for child in verb.children if child.dep_.startswith("aux"))
    if having or deps & SUBJECTS or not _past_participle(verb):
        return False
    joined = verb.dep_ == "conj" and verb.head.pos_ in VERBAL
    if verb.dep_ == "xcomp" and verb.tag_ == "VBN" and not any(child.dep_.startswith("aux") for child in verb.children):
        return is_passive(verb.head)  # "were reported killed"
    if verb.dep_ == "acl" and "dobj" in deps and verb.lemma_.lower() not in GIVING:
        return False  # "a raid by the rebels killed ten people", where the parse takes the verb for a participle
    return verb.dep_ in {"acl", "advcl", *RELATIVE_CLAUSES} or (joined and is_passive(verb.head))


def _past_participle(verb: Token) -> bool:
    if verb.lang_ == "fr":
        return "Part" in verb.morph.get("VerbForm", []) and "Past" in verb.morph.get("Tense", [])
    return verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.dep_ == "acl")


# ---------------------------------------------------------------- nouns


def noun_arguments(noun: Token) -> Arguments:
    """Return what stands with an event noun: possessor, compound, prepositions, and those of its participle ("led by X")."""
    phrases: dict[str, tuple[Token, ...]] = dict(_phrases(noun))
    for child in noun.children:
        for name, tokens in _beside_noun(noun, child):
            phrases[name] = phrases.get(name, ()) + tokens
    if (verb := bare_participle(noun)) is not None:
        for name, tokens in _phrases(verb).items():
            phrases[name] = phrases.get(name, ()) + tokens
    return Arguments(phrases=phrases)


def bare_participle(noun: Token) -> Token | None:
    """Return the participle that the parse makes the noun's own verb: "deplored the attack carried out by X"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.tag_ not in {"VBN", "VBD"} or verb.i - noun.i not in {1, 2}:
        return None
    deps = {child.dep_ for child in verb.children}
    done_by = "agent" in deps or any(child.dep_ == "prep" and child.lower_ == "by" for child in verb.children)
    finite = any(child.dep_.startswith("aux") for child in verb.children) or deps & OBJECTS
    return verb if done_by and not finite else None


def _beside_noun(noun: Token, child: Token) -> Iterator[tuple[str, tuple[Token, ...]]]:
    if child.dep_ == "poss":
        yield "poss", coordinated(child)
    elif child.dep_ in {"compound", "nmod", "amod"} and child.i < noun.i:
        yield "compound", (child,)
    elif child.dep_ == "acl" and is_passive(child):
        blamed = BLAMED.get(child.lemma_.lower())
        yield from (("by" if name == blamed else name, tokens) for name, tokens in _phrases(child).items())
    elif child.dep_ in RELATIVE_CLAUSES:
        yield "by", tuple(token for token in verb_arguments(child).subject if token != noun)


# ---------------------------------------------------------------- prepositions


def _phrases(head: Token) -> dict[str, tuple[Token, ...]]:
    """What the prepositions under `head` govern, by preposition."""
    found: dict[str, tuple[Token, ...]] = {}
    for name, token in _governed(head):
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), *coordinated(token))))
    return found


def _governed(head: Token) -> Iterator[tuple[str, Token]]:
    for child in head.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ", "ADV", "VERB"}:
            yield from ((child.lower_, token) for token in _objects_of(child))
        elif child.dep_ == "dative":
            yield "dative", child
        elif child.dep_ in BARE and child.pos_ in {"ADP", "ADV", "NOUN", "ADJ"}:
            yield child.lower_, child
        elif child.dep_ == "xcomp":
            yield ("gerund" if child.tag_ == "VBG" else "infinitive"), child
        elif child.dep_.startswith(("obl", "nmod", "iobj")) and head.lang_ == "fr":
            preposition = french_preposition(child)
            yield preposition, child
            if preposition == "entre" and (second := _second(child)) is not None:
                yield preposition, second


def _second(first: Token) -> Token | None:
    """The second of two after "entre", which French parses hang elsewhere."""
    following = iter(first.doc[first.i + 1 : min(first.i + 9, first.sent.end)])
    joined = any(token.lower_ == "et" for token in following)
    return next((token for token in following if token.pos_ in {"NOUN", "PROPN"}), None) if joined else None


def _objects_of(preposition: Token) -> Iterator[Token]:
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield child
        elif child.dep_ == "prep":  # "from within the city"
            yield from (deep for deep in child.children if deep.dep_ == "pobj")


def french_preposition(noun: Token) -> str:
    """Return the preposition before a French noun, uncontracted ("du" is "de"); empty where there is none."""
    case = next((child.lower_ for child in noun.children if child.dep_ == "case"), "")
    return CONTRACTED.get(case, case)
