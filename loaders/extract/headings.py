"""Headings with a colon: "Minister: we will build it", "Schools to close: mayor"."""

from __future__ import annotations

from collections.abc import Iterator

from conflictdb.vocabularies import ActorKind, StatementAct, StatementKind
from loaders.extract.content import kind_of
from loaders.extract.ends import HEADLINES, trim_end
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said

LONGEST = 6  # tokens of who speaks
SHORTEST = 3  # tokens of what is said
BODIES = frozenset(ActorKind) - {ActorKind.COMMUNITY, ActorKind.MEDIA}


def headed(passage: Passage) -> Iterator[Said]:
    """Yield the statement of a heading whose one colon parts who speaks from what is said."""
    if passage.language != "en" or passage.kind not in HEADLINES:
        return
    colons = [token.i for token in passage.doc if token.text == ":" and passage.bare(token.i)]
    if len(colons) != 1:
        return
    colon, end = colons[0], len(passage.doc)
    found = _said(passage, passage.part(0, colon), passage.part(colon + 1, trim_end(passage, colon + 1, end)))
    found = found or _said(passage, passage.part(colon + 1, trim_end(passage, colon + 1, end)), passage.part(0, colon))
    if found is not None:
        yield found


def _said(passage: Passage, who: Part, content: Part) -> Said | None:
    if not _speaks(passage, who) or content.last - content.first < SHORTEST or not _tells(passage, content):
        return None
    kind, part = kind_of(passage, content)
    if kind is StatementKind.DIRECT:
        return None  # a quotation after a colon is read with the quotations
    return Said((who,), (part,), None, kind, StatementAct.ASSERT, "clause", "heading-colon", 0.7)


def _speaks(passage: Passage, part: Part) -> bool:
    """Whether the words before or after the colon are a person, a post or a known body, and nothing more."""
    if not 0 < part.last - part.first <= LONGEST or any(not passage.bare(i) or passage.finite(i) for i in part.tokens):
        return False
    mention = passage.mention_of.get(part.last - 1)
    if mention is not None:
        named = mention.actor_kind is ActorKind.PERSON or (bool(mention.actors) and mention.actor_kind in BODIES)
        return named and not mention.places
    last = part.last - 1
    plain = all(passage.doc[i].pos_ in {"NOUN", "PROPN", "ADJ", "DET"} for i in part.tokens)
    head = passage.says(last, "speakers") or passage.word(last).removesuffix("s") in passage.speech.words["speakers"]
    return plain and head and not passage.says(last, "documents") and not passage.says(last, "topical")


def _tells(passage: Passage, content: Part) -> bool:
    """Whether there is a clause, or a headline's infinitive: "Schools to close"."""
    infinitive = any(passage.says(i - 1, "particles") and passage.doc[i].tag_ == "VB" for i in content.tokens)
    return passage.clausal(content.first, content.last) or infinitive
