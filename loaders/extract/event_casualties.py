"""Phrases that give the dead of an event without a verb of killing: "left 12 people dead", "a fait neuf morts"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.extract.counts import Count, numerals
from loaders.extract.scene import Scene
from loaders.vocab import FOLDER, VocabularyError, table


@dataclass(frozen=True, slots=True)
class Tally:
    """How many died or were hurt, and the tokens [first, last) that say so."""

    first: int
    last: int
    count: Count


def tallies(scene: Scene, sort: str = "tolls") -> Iterator[Tally]:
    """Yield the numbers that the section gives: of the dead ("tolls") or of the hurt ("wounds")."""
    for pattern in _patterns(scene.lexicon.language, sort):
        for match in pattern.finditer(scene.doc.text):
            count = numerals(scene.lexicon.language).read(match.group("count"))
            tokens = scene.doc.char_span(*match.span(), alignment_mode="expand")
            if count is not None and tokens is not None:
                yield Tally(tokens.start, tokens.end, count)


@functools.cache
def _patterns(language: str, sort: str) -> tuple[re.Pattern[str], ...]:
    number = numerals(language)
    # no number begins inside a word: said first, it spares most of the text the long list of numerals
    count = rf"(?<!\w)(?P<count>(?:(?:{number.bounds})\s+)?{number.pattern.pattern})"
    found = []
    for index, source in enumerate(table("events")[language][sort], 1):
        place = f"{FOLDER / 'events.toml'} [{language}] {sort} {index}"
        if "{n}" not in source:
            raise VocabularyError(f"{place}: {source!r} lacks {{n}}, the place of the number")
        try:
            found.append(re.compile(source.replace(" ", r"\s+").replace("{n}", count), re.IGNORECASE))
        except re.error as error:
            raise VocabularyError(f"{place}: {source!r} is no regular expression: {error}") from error
    return tuple(found)
