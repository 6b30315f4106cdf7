"""The thresholds and weights of matching (rules.toml), read once."""

from __future__ import annotations

import functools
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conflictdb.vocabularies import EventType

FILE = Path(__file__).resolve().parent / "rules.toml"


class RulesError(ValueError):
    """rules.toml can't be used: says the place in it and what is wrong."""


@dataclass(frozen=True, slots=True)
class Family:
    """Types that two sources may give one event, and what they must share to be one."""

    types: frozenset[str]
    slack: int
    once: int = 0
    own: bool = False
    whole: bool = False


@functools.cache
def rules() -> dict[str, Any]:
    """The content of rules.toml."""
    try:
        return tomllib.loads(FILE.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"{FILE}: {error}") from error


@functools.cache
def version() -> str:
    """A short name that changes with every change of the rules."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:12]


@functools.cache
def section(noun: str, name: str) -> Mapping[str, Any]:
    """A part of the rules of a noun, which must be there."""
    try:
        found: Mapping[str, Any] = rules()[noun][name]
    except KeyError as error:
        raise RulesError(f"{FILE}: [{noun}.{name}] is missing") from error
    return found


@functools.cache
def light_words() -> frozenset[str]:
    """The words without which texts are compared."""
    return frozenset(rules()["statement"]["light"].split()) - negations()


@functools.cache
def negations() -> frozenset[str]:
    """The words that turn what is said into its opposite."""
    return frozenset(rules()["statement"]["negations"].split())


@functools.cache
def families() -> tuple[Family, ...]:
    """The families of event types."""
    known = {term.value for term in EventType}
    found = tuple(
        Family(frozenset(entry.pop("types")), **entry) for entry in (dict(entry) for entry in rules()["event"]["family"])
    )
    for family in found:
        if unknown := sorted(family.types - known):
            raise RulesError(f"{FILE}: [[event.family]] names {', '.join(unknown)}, which is no event type")
    return found


@functools.cache
def family_of(one: str, other: str) -> Family | None:
    """The first family to which both types belong; None where no event can be both."""
    return next((family for family in families() if {one, other} <= family.types), None)


@functools.cache
def kin(kind: str) -> tuple[str, ...]:
    """The types that another source may give an event of this type, itself included."""
    return tuple(sorted({other for family in families() if kind in family.types for other in family.types} | {kind}))
