"""Who does what to whom in a clause: the heads of a verb's or noun's parties, in both languages' dependency schemes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "ADJ"})
SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "nsubj:pass"})
OBJECTS = frozenset({"dobj", "obj"})
RELATIVE = frozenset(
    {"who", "which", "that", "whom", "qui", "que", "qu'", "qu’", "dont", "lequel", "laquelle", "lesquels", "lesquelles"}
)
RELATIVE_CLAUSES = frozenset({"relcl", "acl:relcl"})
SHARING = frozenset({"xcomp", "advcl", "conj", "ccomp"})
HAVING = frozenset({"have", "avoir", "having", "ayant"})
WHOLE = frozenset({"all", "both", "each"})
MARKS = frozenset({"when", "as", "after", "while", "because", "since", "where"})
BLAMED = {"attribuer": "à", "imputer": "à", "attribute": "to", "blame": "on"}  # its doer stands after this preposition
CONTRACTED = {"du": "de", "des": "de", "d'": "de", "d’": "de", "au": "à", "aux": "à", "près": "près de"}
BEEN = frozenset({"été", "est", "sont", "était", "étaient", "fut", "furent", "sera", "seront"})
TIMES = frozenset({"DATE", "TIME"})
CLIMB = 5
PARTIES = frozenset({"with", "between", "avec", "entre"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """A clause's logical subject and object, and what its prepositions govern."""

    subject: tuple[Token, ...] = ()
    object: tuple[Token, ...] = ()
    phrases: dict[str, tuple[Token, ...]] = field(default_factory=dict)

    def slot(self, name: str) -> tuple[Token, ...]:
        """The heads in a slot: "subject", "object" or a preposition."""
        outer, _, inner = name.partition(">")
        if inner:
            return tuple(t for head in self.slot(outer) for t in _inner_arguments(head).slot(inner))
        if name == "subject":
            return self.subject
        return self.object if name == "object" else self.phrases.get(name, ())


def verb_arguments(verb: Token) -> Arguments:
    """Return the logical arguments of a verb: a passive's surface subject is its object, its "by" phrase its subject."""
    phrases = _phrases(verb)
    surface = surface_subject(verb)
    if is_passive(verb):
        agents = phrases.get("by", ()) or phrases.get("par", ())
        return _with_inner(Arguments(agents, surface, phrases))
    objects = tuple(o for child in verb.children if child.dep_ in OBJECTS or _bare_oblique(child) for o in _resolved(verb, child))
    if not objects and _nominal_gerund(verb):
        objects = tuple(child for child in verb.children if child.dep_ == "nmod" and child.i > verb.i)
    clause = _relative_clause(verb)
    if not objects and clause is not None and _object_gap(clause):
        objects = (clause.head,)
    return _with_inner(Arguments(surface, objects, phrases))


def _nominal_gerund(verb: Token) -> bool:
    """A French gerund that the model takes for an adjective or noun: "en déployant des patrouilles"."""
    return verb.lang_ == "fr" and verb.pos_ in {"ADJ", "NOUN"} and verb.lower_.endswith("ant")


def _bare_oblique(child: Token) -> bool:
    """An object that the French model takes for an oblique: it stands after the verb without preposition."""
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
    """Whether a relative clause lacks its object: "the town that the rebels entered"."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    return any(child.lower_ not in RELATIVE for child in own) and not any(
        child.dep_ in {"prep"} for child in verb.children if child.i < verb.i
    )


def _with_inner(found: Arguments) -> Arguments:
    """Prepositions that the parse hangs on the object often belong to the verb: "imposed sanctions on X"."""
    phrases = dict(found.phrases)
    for head in found.object:
        for name, tokens in _phrases(head).items():
            phrases[name] = phrases.get(name, ()) + tokens
    for head in [token for tokens in found.phrases.values() for token in tokens]:
        for name, tokens in _phrases(head).items():
            if name in PARTIES and name not in phrases:  # "take part in talks with X"
                phrases[name] = tokens
    return Arguments(found.subject, found.object, phrases)


def _inner_arguments(head: Token) -> Arguments:
    return verb_arguments(head) if head.pos_ in VERBAL else noun_arguments(head)


def noun_arguments(noun: Token) -> Arguments:
    """Return what stands with an event noun: possessor, compound, prepositions, and those of its participle ("led by X")."""
    phrases = _phrases(noun)
    for child in noun.children:
        if child.dep_ == "poss":
            phrases["poss"] = coordinated(child)
        elif child.dep_ in {"compound", "nmod", "amod"} and child.i < noun.i:
            phrases["compound"] = (*phrases.get("compound", ()), child)
        elif child.dep_ == "acl" and is_passive(child):
            blamed = BLAMED.get(child.lemma_.lower(), "")
            for name, tokens in _phrases(child).items():
                key = "by" if name == blamed else name
                phrases[key] = phrases.get(key, ()) + tokens
        elif child.dep_ in RELATIVE_CLAUSES:
            subject = [t for t in verb_arguments(child).subject if t != noun]
            if subject:
                phrases["by"] = phrases.get("by", ()) + tuple(subject)
    return Arguments(phrases=phrases)


def surface_subject(verb: Token) -> tuple[Token, ...]:
    """Return the heads of the verb's grammatical subject: its own, or the one that it shares with the verb above it."""
    token = verb
    for _ in range(CLIMB):
        own = [child for child in token.children if child.dep_ in SUBJECTS | PASSIVE_SUBJECTS]
        if own and token == verb and own[0].lower_ in WHOLE and (listed := _beside(verb)) is not None:
            return coordinated(listed)  # "A, B and C have all been shelled"
        if not own and token == verb and (missed := _beside(verb) or _after_mark(verb)) is not None:
            return coordinated(missed)
        if own:
            return tuple(head for child in own for head in _resolved(token, child))
        above = _above(token)
        if above is None:
            return ()
        if above.pos_ not in VERBAL and token.dep_ in {*RELATIVE_CLAUSES, "acl"}:
            return coordinated(above)
        if token.dep_ == "pcomp" and token.head.lower_ in {"of", "for"} and (accused := [c for c in above.children if c.dep_ in OBJECTS]):
            return coordinated(accused[0])  # "accused X of sending"
        token = above
    return ()


def _beside(verb: Token) -> Token | None:
    """The noun right before a finite verb that the parse leaves without subject: "soldiers clashed"."""
    if verb.dep_ in RELATIVE_CLAUSES or verb.lang_ != "en":
        return None
    helpers = [child for child in verb.children if child.dep_.startswith("aux")]
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} and not (verb.tag_ == "VBN" and helpers):
        return None
    index = min([verb.i, *(token.i for token in helpers)]) - 1
    while index > verb.sent.start and (verb.doc[index].pos_ == "ADV" or verb.doc[index].lower_ in WHOLE):
        index -= 1
    before = verb.doc[index] if index >= verb.sent.start else verb
    if before.pos_ not in {"NOUN", "PROPN"} or before.head == verb:
        return None
    while before.dep_ == "conj" and before.head.i < before.i and before.head.pos_ in {"NOUN", "PROPN"}:
        before = before.head
    return before


def active_reading(verb: Token) -> Arguments | None:
    """The other reading of "attempts to negotiate collapsed", where the parse takes the verb for a participle."""
    if verb.dep_ != "acl" or verb.tag_ not in {"VBD", "VBN"} or any(child.dep_ in OBJECTS | {"agent"} for child in verb.children):
        return None
    return Arguments(coordinated(verb.head), (), _phrases(verb))


def _after_mark(verb: Token) -> Token | None:
    """The first noun of a finite adverbial clause that the parse leaves without subject: "when men said to be his attacked"."""
    if verb.dep_ != "advcl" or verb.tag_ not in {"VBD", "VBZ", "VBP"} or any(c.dep_.startswith("aux") for c in verb.children):
        return None
    for index in range(verb.i - 1, max(verb.sent.start, verb.i - 15), -1):
        if verb.doc[index].tag_ in {"WRB", "IN"} and verb.doc[index].lower_ in MARKS:
            between = verb.doc[index + 1 : verb.i]
            return next((t for t in between if t.pos_ in {"NOUN", "PROPN", "PRON"} and t.dep_ not in {"compound", "poss"}), None)
    return None


def _noun_before(verb: Token) -> Token | None:
    index = verb.i - 1
    if index > verb.sent.start and verb.doc[index].text == ",":
        index -= 1
    noun = verb.doc[index] if index >= verb.sent.start else None
    return noun if noun is not None and noun.pos_ in {"NOUN", "PROPN"} else None


def reduced_passive(verb: Token) -> Arguments | None:
    """The other reading of "soldiers sent under a treaty": the noun before a bare participle undergoes it."""
    if verb.tag_ not in {"VBD", "VBN"} or any(child.dep_.startswith("aux") or child.dep_ in OBJECTS for child in verb.children):
        return None
    following = verb.nbor() if verb.i + 1 < len(verb.doc) else None
    noun = _noun_before(verb)
    if noun is None or following is None or following.pos_ not in {"ADP", "ADV", "NUM"}:
        return None
    phrases = _phrases(verb)
    return Arguments(phrases.get("by", ()), coordinated(noun), phrases)


def _above(verb: Token) -> Token | None:
    """The token whose subject (or which itself) is the subject of this verb."""
    head = verb.head
    if head == verb:
        return None
    if verb.dep_ == "pcomp":
        return head.head if head.head.pos_ in VERBAL else None
    if verb.dep_ in {*RELATIVE_CLAUSES, "acl"}:
        return head
    if verb.dep_ == "acomp" or (_nominal_gerund(verb) and head.pos_ in VERBAL):
        return head
    if verb.dep_ in SHARING and (head.pos_ in VERBAL or verb.dep_ != "conj"):
        return head if head.pos_ in VERBAL | {"ADJ"} else None
    return None


def is_passive(verb: Token) -> bool:
    """Return whether the verb's grammatical subject undergoes it."""
    deps = {child.dep_ for child in verb.children}
    if deps & {"auxpass", "aux:pass"} or deps & PASSIVE_SUBJECTS:
        return True
    if verb.pos_ == "ADJ" and any(child.dep_ == "cop" and child.lower_ in BEEN for child in verb.children):
        return True
    if any(child.lemma_ in HAVING for child in verb.children if child.dep_.startswith("aux")):
        return False
    participle = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.dep_ == "acl") or _french_participle(verb)
    if participle and verb.dep_ in {"acl", "advcl", *RELATIVE_CLAUSES} and not deps & SUBJECTS:
        return True
    return participle and verb.dep_ == "conj" and verb.head.pos_ in VERBAL and not deps & SUBJECTS and is_passive(verb.head)


def _french_participle(verb: Token) -> bool:
    return "Part" in verb.morph.get("VerbForm", []) and "Past" in verb.morph.get("Tense", []) and verb.lang_ == "fr"


def _phrases(head: Token) -> dict[str, tuple[Token, ...]]:
    """What the prepositions under `head` govern, by preposition; particles and adverbs stand for themselves."""
    found: dict[str, tuple[Token, ...]] = {}
    for name, token in _governed(head):
        found[name] = found.get(name, ()) + tuple(t for t in coordinated(token) if t not in found.get(name, ()))
    return found


def _governed(head: Token) -> Iterator[tuple[str, Token]]:
    for child in head.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ", "ADV", "VERB"}:
            yield from ((child.lower_, inner) for inner in child.children if inner.dep_ == "pobj")
            for inner in child.children:  # "from within the city"
                if inner.dep_ == "prep":
                    yield from ((child.lower_, deep) for deep in inner.children if deep.dep_ == "pobj")
        elif child.dep_ == "dative":
            yield "dative", child
        elif child.dep_ in {"prt", "advmod", "advcl", "oprd", "acomp"} and child.pos_ in {"ADP", "ADV", "NOUN", "ADJ"}:
            yield child.lower_, child
        elif child.dep_ == "xcomp":
            yield ("gerund" if child.tag_ == "VBG" else "infinitive"), child
        elif child.dep_.startswith(("obl", "nmod", "iobj")) and head.lang_ == "fr":
            cases = [inner for inner in child.children if inner.dep_ == "case"]
            yield (_preposition(cases[0]) if cases else "", child)


def _preposition(case: Token) -> str:
    return CONTRACTED.get(case.lower_, case.lower_)


def coordinated(head: Token) -> tuple[Token, ...]:
    """Return the head of a phrase and those joined to it: "the minister and the general" is two."""
    heads, queue = [head], [head]
    for child in head.children:  # "the government and rebel leaders", read as one long compound
        if child.dep_ in {"nmod", "compound"} and child.i < head.i and any(inner.dep_ == "cc" for inner in child.children):
            heads.append(child)
    while queue:
        current = queue.pop()
        for child in current.children:
            if child.dep_ == "conj" and child.pos_ in NOMINAL and child.i > current.i:
                heads.append(child)
                queue.append(child)
    return tuple(sorted(heads, key=lambda token: token.i))


def _resolved(verb: Token, head: Token) -> Iterable[Token]:
    """A relative pronoun stands for the noun that its clause modifies."""
    if head.lower_ in RELATIVE and verb.dep_ in RELATIVE_CLAUSES:
        return coordinated(verb.head)
    if head.lower_ in RELATIVE and verb.dep_ == "conj" and verb.head.dep_ in RELATIVE_CLAUSES:
        return coordinated(verb.head.head)
    return coordinated(head)
