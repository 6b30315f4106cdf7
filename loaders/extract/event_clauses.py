"""The stretch of text that reports an event: the clause of its verb, or the phrase of its noun."""

from __future__ import annotations

from spacy.tokens import Token

from loaders.extract.arguments import bare_participle
from loaders.extract.subjects import VERBAL, surface_subject

SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "csubj"})
LEFT_OUT = frozenset({"advcl", "cc", "punct", "parataxis", "ccomp", "mark", "intj", "meta"})
REACH = 12  # words between a subject and the verb that shares it
STOPS = frozenset({",", ";", ":", ".", "»", "”", "qui", "que", "qu'", "qu’", "dont", "où", "pour"})
DROPPED_FROM_NOUN = frozenset({"relcl", "acl:relcl", "cc", "punct", "appos"})


def verb_clause(verb: Token) -> tuple[int, int]:
    """Return tokens [first, last) of the clause: subject, verb, complements; not what it hangs on or what hangs on it loosely."""
    before = [verb.i]
    last = verb.i + 1
    for child in verb.children:
        if child.i < verb.i and (child.dep_.startswith("aux") or child.dep_ in {"neg", *SUBJECTS}):
            before.append(child.left_edge.i)
        elif child.i > verb.i and child.dep_ not in LEFT_OUT and not (child.dep_ == "conj" and child.pos_ in VERBAL):
            last = max(last, _right(child) + 1)
    if verb.dep_ == "xcomp" or verb.lang_ == "fr":
        near = range(max(verb.sent.start, verb.i - REACH), verb.i)
        before += [token.left_edge.i for token in surface_subject(verb) if token.i in near]
    if verb.lang_ == "fr":
        last = max(last, _run(verb))
    return _trimmed(verb, min(before), last)


def noun_phrase(noun: Token) -> tuple[int, int]:
    """Return tokens [first, last) of the noun with its complements, without what is said of it after a comma."""
    first, last = noun.left_edge.i, noun.i + 1
    for child in noun.children:
        if child.i > noun.i and child.dep_ not in DROPPED_FROM_NOUN and not (child.dep_ == "conj" and child.pos_ in VERBAL):
            last = max(last, _right(child) + 1)
    if (verb := bare_participle(noun)) is not None:
        last = max(last, _right(verb) + 1)
    if noun.lang_ == "fr":
        last = max(last, _run(noun))
    return _trimmed(noun, first, last)


def _run(word: Token) -> int:
    """Where the words that stand with it end, up to a comma or a finite verb: French parses break phrases up."""
    for token in word.doc[word.i + 1 : word.sent.end]:
        if token.lower_ in STOPS or token.pos_ == "AUX" or "Fin" in token.morph.get("VerbForm", []):
            return token.i
    return word.sent.end


def _right(token: Token) -> int:
    """The last token of a subtree, stopping before relative and adverbial clauses at its end."""
    right = token.i
    for child in token.children:
        if child.i > token.i and child.dep_ not in {"relcl", "acl:relcl", "advcl", "punct", "parataxis"}:
            right = max(right, _right(child))
    return right


def _trimmed(head: Token, first: int, last: int) -> tuple[int, int]:
    doc = head.doc
    while first < head.i and (
        (doc[first].is_punct and doc[first].text not in '«“"') or doc[first].dep_ in {"cc", "mark"} or doc[first].is_space
    ):
        first += 1
    while last > head.i + 1 and (
        (doc[last - 1].is_punct and doc[last - 1].text not in ')»”"') or doc[last - 1].dep_ == "cc" or doc[last - 1].is_space
    ):
        last -= 1
    return max(first, head.sent.start), min(last, head.sent.end)
