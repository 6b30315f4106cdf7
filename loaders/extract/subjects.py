"""The grammatical subject of a verb, also where the parse hangs it elsewhere or leaves it out."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "ADJ"})
NOUNS = frozenset({"NOUN", "PROPN"})
SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "nsubj:pass"})
OBJECTS = frozenset({"dobj", "obj"})
RELATIVE_CLAUSES = frozenset({"relcl", "acl:relcl"})
RELATIVE = frozenset(
    {"who", "which", "that", "whom", "qui", "que", "qu'", "qu’", "dont", "lequel", "laquelle", "lesquels", "lesquelles"}
)
SHARING = frozenset({"xcomp", "advcl", "conj", "ccomp"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
WHOLE = frozenset({"all", "both", "each"})
MARKS = frozenset({"when", "as", "after", "while", "because", "since", "where"})
UNDER = frozenset({"by", "in", "during", "amid", "under", "from"})
CLIMB = 5
REACH = 15  # words between a conjunction and the verb of its clause


def surface_subject(verb: Token) -> tuple[Token, ...]:
    """Return the heads of the verb's grammatical subject: its own, or the one that it shares with the verb above it."""
    if (missed := _missed(verb)) is not None:
        return coordinated(missed)
    token = verb
    for _ in range(CLIMB):
        if own := _own(token):
            return tuple(dict.fromkeys(head for child in own for head in (*_joined_before(child), *resolved(token, child))))
        above = _above(token)
        if above is None:
            return ()
        if above.pos_ not in VERBAL and token.dep_ in {*RELATIVE_CLAUSES, "acl", "pcomp"}:
            return coordinated(above)
        if (accused := _accused(token, above)) is not None:
            return coordinated(accused)
        token = above
    return ()


def _own(verb: Token) -> list[Token]:
    own = [child for child in verb.children if child.dep_ in SUBJECTS | PASSIVE_SUBJECTS]
    if verb.lang_ != "fr":
        return own
    named = [child for child in own if child.pos_ != "ADV"] or own  # the model takes "qu'" before "au moins" for a subject
    return named[:1]  # a second one is an object


def _joined_before(subject: Token) -> list[Token]:
    """The first of two joined subjects, which French parses cut off: "X et Y ont signé"."""
    edge = subject.left_edge.i
    if subject.lang_ != "fr" or edge - subject.sent.start < 2 or subject.doc[edge - 1].lower_ != "et":
        return []
    before = subject.doc[edge - 2]
    return [before] if before.pos_ in NOUNS else []


def _missed(verb: Token) -> Token | None:
    """A subject that the parse does not show: "A and B have all been shelled", "as soldiers clashed"."""
    own = _own(verb)
    if own and own[0].lower_ not in WHOLE:
        return None
    return _beside(verb) or (None if own else _after_mark(verb))


def _accused(verb: Token, above: Token) -> Token | None:
    """Who is said to have done it: "accused X of sending"."""
    of = verb.dep_ == "pcomp" and verb.head.lower_ in {"of", "for"}
    if verb.lang_ == "fr" and verb.dep_ == "xcomp" and any(child.dep_.startswith("aux") for child in verb.children):
        of = any(child.lower_ in {"de", "d'", "d’"} for child in verb.children)  # "accuse l'armée d'avoir tué"
    if not of:
        return None
    return next((child for child in above.children if child.dep_ in OBJECTS), None)


def _beside(verb: Token) -> Token | None:
    """The noun right before a finite verb that the parse leaves without subject."""
    if verb.dep_ in RELATIVE_CLAUSES or verb.lang_ != "en":
        return None
    helpers = [child for child in verb.children if child.dep_.startswith("aux")]
    if verb.tag_ not in FINITE and not (verb.tag_ == "VBN" and helpers):
        return None
    index = min([verb.i, *(token.i for token in helpers)]) - 1
    while index > verb.sent.start and (verb.doc[index].pos_ == "ADV" or verb.doc[index].lower_ in WHOLE):
        index -= 1
    before = verb.doc[max(index, verb.sent.start)]
    return _first_joined(before) if before.pos_ in NOUNS and before.head != verb and before.i < verb.i else None


def _first_joined(noun: Token) -> Token:
    while noun.dep_ == "conj" and noun.head.i < noun.i and noun.head.pos_ in NOUNS:
        noun = noun.head
    return noun


def _after_mark(verb: Token) -> Token | None:
    """The first noun of a finite adverbial clause without subject: "when men said to be his attacked"."""
    if verb.dep_ != "advcl" or verb.tag_ not in FINITE or any(child.dep_.startswith("aux") for child in verb.children):
        return None
    for index in range(verb.i - 1, max(verb.sent.start, verb.i - REACH), -1):
        if verb.doc[index].tag_ in {"WRB", "IN"} and verb.doc[index].lower_ in MARKS:
            between = verb.doc[index + 1 : verb.i]
            return next((t for t in between if t.pos_ in NOUNS | {"PRON"} and t.dep_ not in {"compound", "poss"}), None)
    return None


def _above(verb: Token) -> Token | None:
    """The token whose subject (or which itself) is the subject of this verb."""
    head, dep = verb.head, verb.dep_
    if head == verb:
        return None
    if dep == "pcomp":  # "after taking", and "accused the rebels of taking" where the parse hangs it on the rebels
        if head.lower_ in UNDER and any(child.dep_ in {"auxpass", "nsubjpass"} for child in head.head.children):
            return None  # "were hit by shelling", "was killed in shelling": he does not shell
        governed = head.head.dep_ in OBJECTS and head.lower_ == "of"
        return head.head if head.head.pos_ in VERBAL or governed else None
    if dep in {*RELATIVE_CLAUSES, "acl", "acomp"} or (nominal_gerund(verb) and head.pos_ in VERBAL):
        return head
    return head if dep in SHARING and (head.pos_ in VERBAL or (head.pos_ == "ADJ" and dep != "conj")) else None


def nominal_gerund(verb: Token) -> bool:
    """Return whether it is a French gerund that the model takes for an adjective or noun: "en déployant des patrouilles"."""
    return verb.lang_ == "fr" and verb.pos_ in {"ADJ", "NOUN"} and verb.lower_.endswith("ant")


def coordinated(head: Token) -> tuple[Token, ...]:
    """Return the head of a phrase and those joined to it: "the minister and the general" is two."""
    # "the government and rebel leaders" is read as one long compound
    inner = [c for c in head.lefts if c.dep_ in {"nmod", "compound"} and any(i.dep_ == "cc" for i in c.children)]
    heads, queue = [head, *inner], [head]
    while queue:
        current = queue.pop()
        joined = [c for c in current.rights if c.dep_ == "conj" and c.pos_ in NOMINAL] if current.n_rights else []
        heads += joined
        queue += joined
    return tuple(sorted(heads, key=lambda token: token.i))


def resolved(verb: Token, head: Token) -> Iterable[Token]:
    """Return whom a head means: a relative pronoun stands for the noun that its clause modifies."""
    clause = verb.head if verb.dep_ == "conj" else verb
    relative = head.lower_ in RELATIVE and clause.dep_ in RELATIVE_CLAUSES
    return coordinated(clause.head if relative else head)
