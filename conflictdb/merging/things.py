"""Rows by their public ids, each fetched once; what was merged leads to what it was merged into."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from conflictdb.identity import noun_of
from conflictdb.models import Actor, Affiliation, AmbiguousName, Event, Location, Merge, Resolution, Statement, Topic

MODELS: dict[str, Any] = {
    "actor": Actor,
    "affiliation": Affiliation,
    "event": Event,
    "location": Location,
    "resolution": Resolution,
    "statement": Statement,
    "topic": Topic,
}
NAME = "name"
MERGED_NOUNS = frozenset({"actor", "location"})


class Things:
    """The rows that values name."""

    def __init__(self) -> None:
        self._rows: dict[str, Any] = {}

    def fetch(self, ids: Iterable[str | None]) -> None:
        """Fetch the rows of these ids that are not here yet, one query a model."""
        wanted = {identifier for identifier in ids if identifier} - self._rows.keys()
        led = _chosen(identifier for identifier in wanted if noun_of(identifier) == NAME)
        merged = redirects(identifier for identifier in {*wanted, *led.values()} if noun_of(identifier) in MERGED_NOUNS)
        led = merged | {name: merged.get(chosen, chosen) for name, chosen in led.items()}
        by_noun: dict[str, set[str]] = {}
        for identifier in {*wanted, *led.values()} - self._rows.keys():
            by_noun.setdefault(noun_of(identifier) or "", set()).add(identifier)
        for noun, some in by_noun.items():
            if noun in MODELS:
                self._rows |= {row.public_id: row for row in MODELS[noun]._default_manager.filter(public_id__in=some)}
        self._rows |= {old: self._rows[kept] for old, kept in led.items() if kept in self._rows}

    def get(self, identifier: str | None) -> Any:
        """The row of that id, which was fetched; None where there is none."""
        return self._rows.get(identifier) if identifier else None

    def forget(self) -> None:
        """Drop everything, after a transaction in which some of it was made was rolled back."""
        self._rows.clear()


def _chosen(ids: Iterable[str]) -> dict[str, str]:
    """For each of these ambiguous names that a person answered, the id of what it means."""
    wanted = list(ids)
    if not wanted:
        return {}
    return dict(AmbiguousName.objects.filter(public_id__in=wanted).exclude(chosen="").values_list("public_id", "chosen"))


def redirects(ids: Iterable[str]) -> dict[str, str]:
    """For each of these ids whose record was merged, the id of the record that stands for it."""
    wanted = list(ids)
    if not wanted:
        return {}
    return dict(Merge.objects.filter(record__in=wanted, ended_at=None).values_list("record", "kept"))
