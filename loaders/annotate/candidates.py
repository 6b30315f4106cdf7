"""What may be a mention before overlaps are settled: a stretch of a section's words and what it may name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from conflictdb.vocabularies import ActorKind, LocationKind
from loaders.annotate.words import Words


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words [first, last) and what they may name. Of two that overlap, the higher `rank` stands, then the longer."""

    first: int
    last: int
    rank: int
    rule: str
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    actor_kind: ActorKind | None = None
    place_kind: LocationKind | None = None
    name: str = ""
    country_code: str | None = None


def settle(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates that stand, by position, none overlapping another."""
    taken: set[int] = set()
    standing = []
    for candidate in sorted(candidates, key=lambda c: (-c.rank, c.first - c.last, c.first)):
        stretch = range(candidate.first, candidate.last)
        if not taken.intersection(stretch):
            taken.update(stretch)
            standing.append(candidate)
    return sorted(standing, key=lambda c: c.first)


def word_range(words: Words, start: int, end: int) -> tuple[int, int]:
    """Return the words [first, last) that lie in the characters [start, end)."""
    return bisect_left(words.starts, start), bisect_right(words.ends, end)


def printed(words: Words, first: int, last: int) -> str:
    """Return words [first, last) as they stand in the text."""
    return words.text[words.starts[first] : words.ends[last - 1]] if first < last else ""
