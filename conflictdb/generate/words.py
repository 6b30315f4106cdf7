"""The words that made-up articles are made of, and their sentences."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from conflictdb.generate.dice import Skewed

LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class Words:
    """The vocabulary of words.toml."""

    given: list[str]
    family: list[str]
    bodies: list[str]
    posts: list[str]
    cues: dict[str, tuple[str, str]]
    deeds: dict[str, tuple[str, str]]
    phrases: dict[str, tuple[list[str], list[str]]]

    @cached_property
    def acts(self) -> Skewed[str]:
        """Statement acts, the frequent ones first."""
        return Skewed(list(self.cues), 0.7)

    @cached_property
    def types(self) -> Skewed[str]:
        """Event types, the frequent ones first."""
        return Skewed(list(self.deeds), 0.8)

    @cached_property
    def clauses(self) -> tuple[tuple[Skewed[str], ...], tuple[Skewed[str], ...]]:
        """What sentences end with, piece by piece, in each language."""
        english, french = (tuple(Skewed(self.phrases[part][place], 0.8) for part in self.phrases) for place in (0, 1))
        return english, french


def read_words() -> Words:
    """The vocabulary."""
    given: dict[str, Any] = tomllib.loads((Path(__file__).parent / "words.toml").read_text())
    posts = given["posts"]
    phrases = {part: (given[part]["en"], given[part]["fr"]) for part in ("things", "matters", "tails")}
    cues = {act: (pair[0], pair[1]) for act, pair in given["cues"].items()}
    deeds = {kind: (pair[0], pair[1]) for kind, pair in given["deeds"].items()}
    return Words(posts["given"], posts["family"], posts["bodies"], posts["en"], cues, deeds, phrases)
