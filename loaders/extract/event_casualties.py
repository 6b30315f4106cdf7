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
    """How many died, and the tokens [first, last) that say so."""

    first: int
    last: int
    killed: Count


def tallies(scene: Scene) -> Iterator[Tally]:
    """Yield the numbers of dead that the section gives."""
    for pattern in _patterns(scene.lexicon.language):
        for match in pattern.finditer(scene.doc.text):
            killed = numerals(scene.lexicon.language).read(match.group("count"))
            tokens = scene.doc.char_span(*match.span(), alignment_mode="expand")
            if killed is not None and tokens is not None:
                yield Tally(tokens.start, tokens.end, killed)


@functools.cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    number = numerals(language)
    count = rf"(?P<count>(?:(?:{number.bounds})\s+)?{number.pattern.pattern})"
    found = []
    for index, source in enumerate(table("events")[language]["tolls"], 1):
        place = f"{FOLDER / 'events.toml'} [{language}] tolls {index}"
        if "{n}" not in source:
            raise VocabularyError(f"{place}: {source!r} lacks {{n}}, the place of the number")
        try:
            found.append(re.compile(source.replace("{n}", count).replace(" ", r"\s+"), re.IGNORECASE))
        except re.error as error:
            raise VocabularyError(f"{place}: {source!r} is no regular expression: {error}") from error
    return tuple(found)
