"""What one source says of one thing, as matching sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from conflictdb.identity import noun_of
from conflictdb.matching.wording import heavy_words, numbers

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far two reports tell of one thing: the score, what it is made of, and why it can't be (empty: nothing forbids it)."""

    score: float
    parts: Mapping[str, float] = field(default_factory=dict)
    against: str = ""


def known(identifier: str | None) -> str | None:
    """The id of a thing; None of a name that may mean several, whatever a person says: matching is the machine's."""
    return identifier if identifier and noun_of(identifier) != "name" else None


@dataclass(frozen=True)
class _Report:
    id: str
    source: str
    published: dt.date | None
    values: Json

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words by which it is compared."""
        return heavy_words(self.values["text"])


@dataclass(frozen=True)
class StatementReport(_Report):
    """A statement as one source gives it."""

    language: str

    @cached_property
    def speaker(self) -> str | None:
        """Who said it, if known."""
        return known(self.values["speaker"])

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The figures in it."""
        return numbers(self.values["text"])

    @cached_property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The days on which it was said; None where its source gives none."""
        return _days(self.values, "said_from", "said_to")


@dataclass(frozen=True)
class EventReport(_Report):
    """An event as one source gives it. `around`: its place and all that this lies in, the narrowest first, by public id."""

    @cached_property
    def around(self) -> tuple[str, ...]:
        """Its place and what that lies in."""
        return tuple(self.values["around"])

    @cached_property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The days on which it happened; None where its source gives none."""
        return _days(self.values, "starts_on", "ends_on")

    def parties(self, role: str) -> frozenset[str]:
        """The known actors in that role."""
        return frozenset(actor for part, _, actor in self.values["participants"] if part == role and known(actor))

    def described(self, role: str) -> bool:
        """Whether somebody who is not known stands in that role."""
        return any(part == role and not known(actor) for part, _, actor in self.values["participants"])


Report = StatementReport | EventReport


def _days(values: Json, first: str, last: str) -> tuple[dt.date, dt.date] | None:
    start, end = values[first], values[last]
    return (dt.date.fromisoformat(start), dt.date.fromisoformat(end or start)) if start else None


def gap(one: tuple[dt.date, dt.date], other: tuple[dt.date, dt.date]) -> int:
    """The days between two ranges; 0 where they overlap."""
    return max(0, (max(one[0], other[0]) - min(one[1], other[1])).days)
