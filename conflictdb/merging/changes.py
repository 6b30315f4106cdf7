"""What consolidation changed, record by record, for reports of loads and for a look ahead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one record: inserted, updated, withdrawn; with the fields' values before and after."""

    noun: str
    record: str
    outcome: str
    text: str = ""
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(slots=True)
class Changes:
    """The changes of one step, and how many there were of each sort."""

    all: list[Change] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(
        self, noun: str, record: str, outcome: str, *, text: str = "", fields: Mapping[str, tuple[Any, Any]] | None = None
    ) -> None:
        """Note one change."""
        self.all.append(Change(noun, record, outcome, text, fields or {}))
        self.count(noun, outcome, 1)

    def count(self, noun: str, outcome: str, number: int) -> None:
        """Count changes that need no line of their own."""
        if number:
            self.counts[noun, outcome] += number

    def of(self, record: str) -> str | None:
        """What last happened to a record; None: nothing."""
        return next((change.outcome for change in reversed(self.all) if change.record == record), None)
