"""The words that point back: pronouns, articles, "the rebels", "both leaders", and how far such a phrase runs."""

from __future__ import annotations

import functools

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from conflictdb.vocabularies import ActorKind
from loaders.annotate.words import words_of
from loaders.vocab import table


@functools.cache
def pronouns(language: str) -> dict[str, str]:
    """Return the pronouns of a language with what they can mean: "m", "f", "thing", "many", "author", "authors"."""
    return {pronoun: sort for sort, words in table("pronouns")[language].items() for pronoun in words}


@functools.cache
def determiners(sort: str) -> frozenset[str]:
    """Return the words that make a phrase definite, indefinite or possessive."""
    return frozenset(table("pronouns")["determiners"][sort])


@functools.cache
def back_nouns(language: str) -> dict[tuple[str, ...], frozenset[ActorKind]]:
    """Return the nouns that point back to an actor, as words, with the kinds that they may mean."""
    nouns: dict[tuple[str, ...], frozenset[ActorKind]] = {}
    for group in table("nominals")["back"]:
        kinds = frozenset(ActorKind(kind) for kind in group["kinds"])
        for noun in group[language]:
            keys = tuple(words_of(noun).keys)
            nouns[keys] = nouns.get(keys, frozenset()) | kinds
    return nouns


@functools.cache
def part_nouns() -> frozenset[str]:
    """Return the nouns for parts of a body that speak and act for it ("members", "section")."""
    return frozenset(key for word in table("nominals")["parts"]["words"] if " " not in word for key in words_of(word).keys)


@functools.cache
def body_nouns(language: str) -> frozenset[str]:
    """Return the single words that point back to a body: "the bank", "the union"."""
    return frozenset(words[0] for words in back_nouns(language) if len(words) == 1) | frozenset(
        table("pronouns")["bodies"][language]
    )


@functools.cache
def papers() -> frozenset[str]:
    """Return the nouns for what speaks for those who wrote it: "the report", "the lawsuit"."""
    vocabulary = table("pronouns")
    return frozenset((*vocabulary["papers"]["words"], *vocabulary["papers"]["adopted"], *vocabulary["written"]["words"]))


@functools.cache
def unnamed(language: str) -> frozenset[str]:
    """Return the nouns for persons who go unnamed."""
    return frozenset(table("nominals")["unnamed"][language])


@functools.cache
def people(language: str) -> frozenset[str]:
    """Return the nouns in the plural whom "they" may mean: "neighbours", "demonstrators"."""
    return frozenset(table("pronouns")["people"][language])


@functools.cache
def taken_up(sort: str) -> frozenset[str]:
    """Return the nouns by which a person just named is taken up, whatever posts are known of that person."""
    return frozenset(table("pronouns")["taken_up"][sort])


@functools.cache
def object_pronouns() -> frozenset[str]:
    """Return the pronouns that are never subjects."""
    return frozenset(table("pronouns")["objects"]["words"])


def with_determiners(tokens: Tokens) -> Tokens:
    """Take in the article and number before a noun phrase that the stretch leaves out."""
    doc, first, root = tokens.doc, tokens.start, tokens.root
    while first > 0 and doc[first - 1].head == root and doc[first - 1].dep_ in {"det", "nummod", "poss", "nmod:poss", "amod"}:
        first -= 1
    return doc[first : tokens.end]


@functools.cache
def joint_phrases(sort: str) -> frozenset[str]:
    """Return the phrases that mean two persons, or two bodies, at once."""
    return frozenset(table("pronouns")[sort]["words"])


def joint_kinds(phrase: str) -> frozenset[ActorKind]:
    """Return what the two of "both groups", "the two countries" may be: for sides and camps those who fight or govern."""
    last = phrase.rsplit(maxsplit=1)[-1]
    for kinds, nouns in table("pronouns")["joint_kinds"].items():
        if last in nouns:
            return frozenset(ActorKind(kind) for kind in kinds.split())
    return frozenset(ActorKind)


def _leads_to_time(token: Token) -> bool:
    """Whether a time begins that the parse hangs on a subject: "a governor | on Tuesday said"."""
    following = token.i + 1
    return token.pos_ == "ADP" and following < len(token.doc) and token.doc[following].ent_type_ in {"DATE", "TIME"}


def subject_end(head: Token) -> int:
    """Return where the noun phrase of a subject ends: before its relative clause or the next comma."""
    end = head.i + 1
    doc = head.doc
    while (
        end <= head.right_edge.i
        and doc[end].text not in {",", ";", ":", "("}
        and doc[end].dep_ != "relcl"
        and (doc[end].pos_ not in {"PRON", "VERB"} or doc[end].dep_ == "amod")
        and not _leads_to_time(doc[end])
    ):
        end += 1
    return end
