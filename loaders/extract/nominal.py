"""Statements in a noun of saying: "Rwanda's denial of support", "a call by the group for further talks"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from loaders.extract.content import kind_of
from loaders.extract.ends import trim_end
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said
from loaders.extract.speakers import voices
from loaders.extract.syntax import head_after

NEAR = 4  # tokens of a sentence before a noun that a colon follows


def nominal(passage: Passage) -> Iterator[Said]:
    """Yield the statements of nouns of saying whose speaker is named."""
    for token in passage.doc:
        noun = token.lower_ in passage.speech.nouns and token.pos_ in {"NOUN", "PROPN"} and passage.bare(token.i)
        if noun and (found := _of_noun(passage, token)):
            yield found


def _of_noun(passage: Passage, token: Token) -> Said | None:
    noun = passage.speech.nouns[token.lower_]
    who, after = _owner(passage, token) or _author(passage, token) or ((), 0)
    _, high = passage.sentence(token.i)
    stated = who and after + 2 < high and passage.doc[after].lemma_ == "be" and passage.says(after + 1, "that")
    after += 1 if stated else 0  # "the union's view is that ..."
    headed = who and after + 2 < high and passage.word(after) == ":" and token.i <= passage.sentence(token.i)[0] + NEAR
    linked = stated or headed or passage.word(after) in noun.links if after < high else False
    if not who or after + 1 >= high or not linked or not passage.bare(after):
        return None
    after += 1 if headed and passage.says(after + 1, "that") else 0  # "Her complaint: that nobody knew"
    first = after if passage.says(after, "inclusive") else after + 1
    last = _end(passage, first, after, high)
    if last - first < 2 and (last == first or passage.doc[first].pos_ not in {"NOUN", "PROPN"}):
        return None
    if passage.word(after) == "that" and not passage.clausal(first, last):
        return None
    kind, part = kind_of(passage, passage.part(first, last))
    return Said(who, (part,), passage.part(token.i, token.i + 1), kind, noun.act, "np", "noun", 0.7)


def _owner(passage: Passage, token: Token) -> tuple[tuple[Part, ...], int] | None:
    names = passage.speech.dependencies["owner"]
    owner = next((c for c in token.children if c.dep_ in names and c.i < token.i), None)
    if owner is None:
        return None
    who = voices(passage, owner, strict=True) if owner.pos_ != "PRON" else ()
    if passage.says(owner.i, "possessives"):
        who = (passage.part(owner.i, owner.i + 1),)
    return (who, token.i + 1) if who else None


def _author(passage: Passage, token: Token) -> tuple[tuple[Part, ...], int] | None:
    """A noun's "by X" or "from X"."""
    after = token.i + 1
    if not passage.says(after, "authors") or not passage.bare(after):
        return None
    head = head_after(passage, after + 1)
    who = voices(passage, head, strict=True) if head is not None else ()
    return (who, _past_relative(passage, who[-1].last)) if who else None


def _past_relative(passage: Passage, index: int) -> int:
    """Past ", which is said to be backed by others,"."""
    if index + 1 >= len(passage.doc) or passage.doc[index].text != "," or not passage.says(index + 1, "relative"):
        return index
    _, high = passage.sentence(index)
    return next((i + 1 for i in range(index + 1, high) if passage.doc[i].text == ","), index)


def _end(passage: Passage, first: int, link: int, high: int) -> int:
    """The parse bounds the content of a noun; a comma does where it is a clause."""
    comma = next((i for i in range(first + 1, high) if passage.doc[i].text in {",", ";", ":", "—"} and passage.bare(i)), high)
    verb = passage.doc[link].head
    if passage.word(link) == "that" or verb.pos_ == "VERB":
        clause = [t.i for t in verb.subtree if first <= t.i < high] if verb.i > link else []
        return trim_end(passage, first, min(max(clause) + 1, comma) if clause else comma)
    inside = [t.i for t in passage.doc[link].subtree if first <= t.i < high]
    last = max(inside) + 1 if inside and passage.doc[link].dep_ != "aux" else comma
    return trim_end(passage, first, min(last, comma))
