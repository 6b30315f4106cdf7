"""Who does what in a parsed sentence, with the dependency names of each language as data."""

from __future__ import annotations

from spacy.tokens import Token

from loaders.extract.passages import Part, Passage

CLIMB = 6
RELATIVE = frozenset({"who", "which", "that", "qui", "whom"})
COMMON = frozenset({"NOUN", "PRON", "NUM", "ADJ", "DET"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X"})


def subject(passage: Passage, verb: Token) -> Token | None:
    """Return the head of the verb's subject, its own or the one that it shares; None where the parse shows none."""
    names = passage.speech.dependencies
    token = verb
    for _ in range(CLIMB):
        if found := _own_subject(passage, token):
            return _antecedent(passage, token, found)
        if token.dep_ in names["modifies_noun"] and token.head.i < token.i and token.head.pos_ in {"NOUN", "PROPN"}:
            return token.head
        if token.dep_ not in names["shares_subject"] | names["clause"] or token.head == token:
            return None
        if token.head.pos_ not in {"VERB", "AUX"} and token.dep_ != "conj":
            return None
        token = token.head
    return None


def _own_subject(passage: Passage, verb: Token) -> Token | None:
    names = passage.speech.dependencies
    wanted = names["subject"] | names["passive_subject"]
    return next((child for child in verb.children if child.dep_ in wanted), None)


def _antecedent(passage: Passage, verb: Token, found: Token) -> Token | None:
    if found.lower_ not in RELATIVE:
        return found
    if verb.dep_ in passage.speech.dependencies["modifies_noun"] and verb.head.i < found.i:
        return verb.head
    return None


def phrase(passage: Passage, head: Token) -> Part:
    """Return the noun phrase around `head`: its modifiers before and after it, up to a comma or a relative clause."""
    names = passage.speech.dependencies["inside_phrase"]
    low, high = passage.sentence(head.i)
    first = head.i
    while first > low and _belongs(passage, passage.doc[first - 1], head, names):
        first -= 1
    last = head.i + 1
    while last < high and _belongs(passage, passage.doc[last], head, names) and passage.doc[last].text not in ",;:":
        last += 1
    while first < head.i and (passage.doc[first].is_punct or passage.doc[first].pos_ in {"ADV", "CCONJ"} or _adverbial(passage, first, head)):
        first += 1
    while last > head.i + 1 and (passage.doc[last - 1].is_punct or passage.doc[last - 1].pos_ in {"ADP", "CCONJ"}) and passage.doc[last - 1].text not in ")":
        last -= 1
    return Part(passage.section, first, last)


def _adverbial(passage: Passage, index: int, head: Token) -> bool:
    token = passage.doc[index]
    return token.pos_ == "ADP" and token.head.i > head.i


def _belongs(passage: Passage, token: Token, head: Token, names: frozenset[str]) -> bool:
    """Whether the path from the token to the head runs through modifiers of a noun alone."""
    if not passage.bare(token.i) or token.text in {",", ";", ":"}:
        return False
    for _ in range(CLIMB):
        if token == head:
            return True
        if token.dep_ not in names and not (token.dep_ in {"conj", "cc"} and token.i > head.i and token.head != head):
            return False
        token = token.head
    return token == head


def joint(passage: Passage, head: Token) -> tuple[Token, ...]:
    """Return the heads of a phrase and of those joined to it: "the minister and the general" is two."""
    heads, queue = [head], [head]
    while queue:
        current = queue.pop()
        for child in current.children:
            if child.dep_ in passage.speech.dependencies["conjunct"] and child.pos_ in NOMINAL and child.i > current.i:
                heads.append(child)
                queue.append(child)
    return tuple(sorted(heads, key=lambda token: token.i))


def name_beside(passage: Passage, head: Token) -> Token | None:
    """Return the name set beside a description: "the spokesman, Ada Obi," gives Obi."""
    if head.pos_ == "PROPN":
        return None
    return next(
        (c for c in head.children if c.dep_ in passage.speech.dependencies["apposition"] and c.pos_ == "PROPN" and c.i > head.i), None
    )
