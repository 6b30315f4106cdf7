"""The tables of this folder as rows: a language, a rule, a sentence, and whether the rule must fire on it."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence and whether the rule of this name must fire on it."""

    language: str
    name: str
    text: str
    fires: bool


def content(table: str, language: str) -> dict[str, Any]:
    """The file TABLE_LANGUAGE.toml as it stands."""
    return tomllib.loads((FOLDER / f"{table}_{language}.toml").read_text(encoding="utf-8"))


def _rows(table: str, language: str) -> Iterator[Row]:
    for name, lists in content(table, language).items():
        assert set(lists) == {"fires", "silent"}, f"{table}_{language}.toml [{name}] needs `fires` and `silent`, and nothing else"
        for key, sentences in lists.items():
            yield from (Row(language, name, text, key == "fires") for text in sentences)


@functools.cache
def rows(table: str) -> tuple[Row, ...]:
    """All rows of a table, in both languages."""
    return tuple(row for language in LANGUAGES for row in _rows(table, language))


def cases(table: str, *, fires: bool) -> list[Any]:
    """The rows of one sort as parameters of a test, named by language, rule and sentence."""
    return [pytest.param(row, id=f"{row.language}-{row.name}-{row.text}") for row in rows(table) if row.fires is fires]
