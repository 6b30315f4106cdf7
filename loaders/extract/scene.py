"""A section as the event rules see it: its tokens, the names on them, and which sorts of nouns they are."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from spacy.tokens import Doc, Token

from conflictdb.vocabularies import ActorKind
from loaders.annotate.annotated import Annotated, Mention, Section, by_section
from loaders.extract.event_lexicon import Condition, Lexicon
from loaders.extract.subjects import VERBAL
from loaders.records import BlockKind, Ref
from loaders.vocab import table

PARTICIPLE = re.compile(r"(\w{2,})ée?s?$")
PLACE_SORTS = frozenset({"place", "site"})
BODY_KINDS = frozenset({ActorKind.IGO, ActorKind.NGO, ActorKind.STATE, ActorKind.PEACEKEEPING_MISSION, ActorKind.COMPANY})


class Scene:
    """One section of a document, with the look-ups that the event rules share."""

    def __init__(
        self, annotated: Annotated, index: int, lexicon: Lexicon, mentions: tuple[Mention, ...], title: Scene | None
    ) -> None:
        self.annotated = annotated
        self.index = index
        self.section: Section = annotated.sections[index]
        self.doc: Doc = self.section.doc
        self.lexicon = lexicon
        self.mentions = mentions
        self.governed_places: tuple[tuple[Mention, str], ...] | None = None  # kept by event_places
        self.title = title  # the document's first section, where it is another one

    @property
    def is_heading(self) -> bool:
        """Whether this is a title or a heading rather than running text."""
        return self.section.block.kind in {BlockKind.TITLE, BlockKind.HEADING}

    @cached_property
    def speaks_of_victims(self) -> bool:
        """Whether the section or the document's first one speaks of civilians as victims."""
        own = any(self.lemma(token) in self.lexicon.classes["victims"] for token in self.doc)
        return own or (self.title is not None and self.title.speaks_of_victims)

    @cached_property
    def _by_token(self) -> dict[int, Mention]:
        return {position: mention for mention in self.mentions for position in range(mention.first, mention.last)}

    def mention(self, token: Token) -> Mention | None:
        """The name that the token is part of."""
        return self._by_token.get(token.i)

    def ref(self, first: int, last: int) -> Ref:
        """A reference to tokens [first, last)."""
        return self.annotated.ref(self.index, self.doc[first:last])

    @cached_property
    def _lemmas(self) -> tuple[str, ...]:
        mended = self.lexicon.mended
        return tuple(mended.get(lemma, lemma) for lemma in map(_lemma, self.doc))

    def lemma(self, token: Token) -> str:
        """The dictionary form of one of its tokens, in lower case; capitals keep the model from finding it."""
        return self._lemmas[token.i]

    def is_a(self, token: Token, sort: str) -> bool:
        """Whether the noun belongs to a class of the lexicon, by its word or by the kind of actor that it names."""
        mention = self.mention(token)
        if sort in NAMED_SORTS:
            return NAMED_SORTS[sort](token, mention)
        if mention is not None and mention.actor_kind in self.lexicon.kinds.get(sort, frozenset()):
            return True
        if sort in PLACE_SORTS and _is_place(token, mention):
            return True
        words = self.lexicon.classes[sort]
        lemma = self.lemma(token)
        return lemma in words or token.lower_ in words or (token.i > 0 and f"{token.nbor(-1).lower_} {lemma}" in words)

    def fits(self, tokens: Iterable[Token], condition: Condition) -> bool:
        """Whether any of the tokens is what the condition asks for."""
        return any(
            condition.anything
            or self.lemma(token) in condition.lemmas
            or token.lower_ in condition.lemmas
            or any(self.is_a(token, sort) for sort in condition.classes)
            for head in tokens
            for token in (head, *self._counted(head))
        )

    def _counted(self, head: Token) -> list[Token]:
        """What a quantity is a quantity of: "two of the groups"."""
        if head.pos_ != "NUM" and self.lemma(head) not in self.lexicon.list("delegates", "quantities"):
            return []
        deep = [inner for child in head.children if child.dep_ == "prep" for inner in child.children if inner.dep_ == "pobj"]
        return deep + [child for child in head.children if child.dep_ == "nmod" and child.i > head.i]


def scenes(annotated: Annotated, lexicon: Lexicon) -> tuple[Scene, ...]:
    """Return the sections of a document as scenes, each with its own names."""
    mentions = by_section(annotated.mentions)
    found: list[Scene] = []
    for index in range(len(annotated.sections)):
        found.append(Scene(annotated, index, lexicon, tuple(mentions.get(index, ())), found[0] if found else None))
    return tuple(found)


@functools.cache
def _forms(sort: str) -> Mapping[str, str]:
    return {str(form): str(word) for form, word in table("spellings")[sort].items()}


def _lemma(token: Token) -> str:
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and token.lang_ == "en":
        return _forms("verb_forms").get(token.lower_, lemma)
    if token.lang_ == "fr" and token.lower_ in _forms("noun_forms"):
        return _forms("noun_forms")[token.lower_]
    if token.lang_ == "fr" and token.pos_ not in VERBAL and (found := PARTICIPLE.match(lemma)) and _is_helped(token):
        return f"{found[1]}er"
    if token.pos_ == "PROPN" and lemma.endswith("s") and lemma == token.lower_:
        return f"{lemma[:-3]}y" if lemma.endswith("ies") else lemma[:-1]
    return lemma


def _is_helped(token: Token) -> bool:
    """Whether it has a verb's auxiliary, so that the model takes a participle for something else: "ont évacué"."""
    return any(child.dep_.startswith("aux") for child in token.children)


def _is_place(_token: Token, mention: Mention | None) -> bool:
    return mention is not None and (bool(mention.places) or mention.place_kind is not None)


def _is_actor(_token: Token, mention: Mention | None) -> bool:
    return mention is not None and mention.actor_kind is not None


def _is_person(_token: Token, mention: Mention | None) -> bool:
    return mention is not None and mention.actor_kind is ActorKind.PERSON


def _is_body(_token: Token, mention: Mention | None) -> bool:
    return mention is not None and mention.actor_kind in BODY_KINDS


def _is_mission(_token: Token, mention: Mention | None) -> bool:
    return mention is not None and mention.actor_kind is ActorKind.PEACEKEEPING_MISSION


def _is_number(token: Token, _mention: Mention | None) -> bool:
    return token.pos_ == "NUM" or token.like_num


def _is_proper(token: Token, mention: Mention | None) -> bool:
    return mention is not None or token.pos_ == "PROPN"


NAMED_SORTS = {
    "proper": _is_proper,
    "named_place": _is_place,
    "named_actor": _is_actor,
    "named_person": _is_person,
    "named_body": _is_body,
    "named_mission": _is_mission,
    "number": _is_number,
}
