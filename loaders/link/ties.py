"""Which named place lies in which other, by how they stand together: "X, Ohio", "Kenya's X county", "the Syrian town of X"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from conflictdb.vocabularies import LocationKind
from loaders.annotate.annotated import Annotated, Mention
from loaders.vocab import table

_REACH = 60  # characters between two names


Key = tuple[int, int]


def key_of(mention: Mention) -> Key:
    """What tells a mention from all others of its document: where it stands."""
    return (mention.start, mention.end)


@dataclass(frozen=True, slots=True)
class Tie:
    """The place named at `inner` lies in what is named at `outer`; strict: they are one expression."""

    inner: Key
    outer: Key
    strict: bool


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(table("place_words")["ties"][name])


def ties(annotated: Annotated, mentions: Sequence[Mention]) -> Iterator[Tie]:
    """Yield the ties between neighbours among `mentions`, which must come in order."""
    text = annotated.document.text
    for index, one in enumerate(mentions):
        for other in mentions[index + 1 : index + 3]:
            between = text[one.end : other.start]
            if other.start < one.end or len(between) > _REACH or "\n" in between:
                continue
            if _pattern("inside").fullmatch(between):
                listed = other.place_kind is LocationKind.CITY and _pattern("listed").match(text, other.end)
                yield Tie(key_of(one), key_of(other), not listed)
            elif _pattern("owned").fullmatch(between):
                yield Tie(key_of(other), key_of(one), True)
            elif _pattern("loosely_inside").fullmatch(between):
                yield Tie(key_of(one), key_of(other), False)
            elif one.rule == "demonym" and _pattern("called").fullmatch(between):
                yield Tie(key_of(other), key_of(one), True)
