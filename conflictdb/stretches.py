"""A text cut where marks on it begin and end: what pages need that show overlapping marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Protocol, TypeVar


class Stretch(Protocol):
    """What covers [start, end) of a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Behind its last character."""


S = TypeVar("S", bound=Stretch)


def cut(marks: Iterable[S], start: int, end: int) -> Iterator[tuple[int, int, list[S]]]:
    """Yield the stretches of [start, end) between the borders of marks, in order, each with the marks that lie over it."""
    opening: dict[int, list[S]] = {}
    borders = {start, end}
    for mark in marks:
        if mark.start < mark.end and mark.start < end and mark.end > start:
            opening.setdefault(max(mark.start, start), []).append(mark)
            borders |= {max(mark.start, start), min(mark.end, end)}
    active: list[S] = []
    for first, after in pairwise(sorted(borders)):
        active = [mark for mark in active if mark.end > first] + opening.get(first, [])
        yield first, after, active
