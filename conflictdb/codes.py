"""What our terms are called in PLOVER, ACLED and CAMEO: one table (mappings/codes.toml), checked against the vocabularies."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conflictdb.vocabularies import EventType, StatementAct, Vocabulary

TABLE = Path(__file__).resolve().parent / "mappings" / "codes.toml"


class MappingTableError(ValueError):
    """The table lacks a term, or has one that no vocabulary knows: says which."""


@dataclass(frozen=True, slots=True)
class EventCodes:
    """An event type in other vocabularies; empty where it has no counterpart there."""

    plover_type: str
    plover_mode: str
    acled_event_type: str
    acled_sub_event_type: str


def event_codes(event_type: EventType) -> EventCodes:
    """Return what PLOVER and ACLED call that type of event."""
    return _events()[event_type]


def cameo_code(act: StatementAct) -> str:
    """Return the CAMEO code of that act."""
    return _acts()[act]


@functools.cache
def _events() -> dict[EventType, EventCodes]:
    section = _section("event", EventType)
    return {term: EventCodes(**section[term.value]) for term in EventType}


@functools.cache
def _acts() -> dict[StatementAct, str]:
    section = _section("act", StatementAct)
    return {term: str(section[term.value]) for term in StatementAct}


def _section(name: str, vocabulary: type[Vocabulary]) -> Mapping[str, Any]:
    with TABLE.open("rb") as file:
        section: dict[str, Any] = tomllib.load(file)[name]
    terms = {term.value for term in vocabulary}
    if section.keys() != terms:
        wrong = ", ".join(sorted(section.keys() ^ terms))
        raise MappingTableError(f"{TABLE}: [{name}] must have each {vocabulary.__name__} once; missing or unknown: {wrong}")
    return section
