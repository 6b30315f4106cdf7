"""The vocabulary of reading: TOML files that data managers may edit, read once."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


class VocabularyError(ValueError):
    """A vocabulary file that can't be used: says the file, the place in it and what to change."""


@functools.cache
def table(name: str) -> dict[str, Any]:
    """Return the content of loaders/vocab/NAME.toml, read once a process; whoever asks checks its own keys."""
    path = FOLDER / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{path}: {error}") from error
