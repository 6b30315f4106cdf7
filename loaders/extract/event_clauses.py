"""The stretch of text that reports an event: the clause of its verb, or the phrase of its noun."""

from __future__ import annotations

from spacy.tokens import Token

from loaders.extract.subjects import VERBAL, surface_subject

SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "csubj"})
LEFT_OUT = frozenset({"advcl", "cc", "punct", "parataxis", "ccomp", "mark", "intj", "meta"})
DROPPED_FROM_NOUN = frozenset({"relcl", "acl:relcl", "cc", "punct", "appos"})


def verb_clause(verb: Token) -> tuple[int, int]:
    """Return tokens [first, last) of the clause: subject, verb, complements; not what it hangs on or what hangs on it loosely."""
    first, last = verb.i, verb.i + 1
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if subject is None and verb.dep_ in {"conj", "xcomp", "advcl"} and (shared := surface_subject(verb)):
        nearby = shared[0].i < verb.i and verb.i - shared[0].i < 12 and verb.dep_ == "xcomp"
        first = shared[0].left_edge.i if nearby else first
    if subject is not None and subject.i < verb.i:
        first = subject.left_edge.i
    for child in verb.children:
        if child.dep_ in LEFT_OUT or (child.dep_ == "conj" and child.pos_ in VERBAL):
            continue
        if child.i < verb.i:
            first = min(first, child.left_edge.i) if child.dep_.startswith("aux") or child.dep_ in {"neg", *SUBJECTS} else first
        else:
            last = max(last, _right(child) + 1)
    return _trimmed(verb, first, last)


def noun_phrase(noun: Token) -> tuple[int, int]:
    """Return tokens [first, last) of the noun with its complements, without what is said of it after a comma."""
    first, last = noun.left_edge.i, noun.i + 1
    for child in noun.children:
        if child.i > noun.i and child.dep_ not in DROPPED_FROM_NOUN and not (child.dep_ == "conj" and child.pos_ in VERBAL):
            last = max(last, _right(child) + 1)
    if noun.lang_ == "fr":
        last = max(last, _run(noun))
    return _trimmed(noun, first, last)


def _run(noun: Token) -> int:
    """Where the words that stand with the noun end, up to a comma or a finite verb: French parses break the phrase up."""
    index = noun.i + 1
    while index < noun.sent.end:
        token = noun.doc[index]
        if token.text in {",", ";", ":", ".", "»", "”"} or token.pos_ == "AUX" or "Fin" in token.morph.get("VerbForm", []):
            break
        index += 1
    return index


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
