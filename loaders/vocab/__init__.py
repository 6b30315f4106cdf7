"""The vocabulary of reading: TOML files that data managers may edit, read once."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


# "events.toml [[en.verb]] 12", "topics.toml: [ceasefire]", "speech.toml: en.verbs number 3": a file and a section of it
_PLACE = re.compile(
    r"(?P<file>\w+\.toml)(?P<between>[:,]? )(?P<open>\[{0,2})(?P<section>[\w.-]+)\]{0,2}(?: (?:number )?(?P<number>\d+))?"
)


class VocabularyError(ValueError):
    """A vocabulary file that can't be used: says the file, the line and the section in it, and what to change."""

    def __init__(self, message: str) -> None:
        super().__init__(_PLACE.sub(_with_line, message, count=1))


def _with_line(place: re.Match[str]) -> str:
    """The place with the line of its section after the file's name, as an editor opens it; without one where none is found."""
    number = int(place["number"] or 1)
    line = line_of(place["file"], place["section"], number)
    return place[0] if line is None else place[0].replace(place["file"], f"{place['file']}:{line}", 1)


def line_of(file: str, section: str, number: int = 1) -> int | None:
    """Return the line of a vocabulary file on which its section begins: the `number`th of that name, or the key inside it."""
    path = FOLDER / file
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    headers = [at for at, line in enumerate(lines, 1) if line.strip().strip("[]") == section and line.strip().startswith("[")]
    if len(headers) >= number:
        return headers[number - 1]
    table_name, _, key = section.rpartition(".")
    inside = False
    for at, line in enumerate(lines, 1):
        if line.startswith("["):
            inside = line.strip().strip("[]") == table_name
        elif inside and line.partition("=")[0].strip() == key:
            return at
    return None


@functools.cache
def table(name: str) -> dict[str, Any]:
    """Return the content of loaders/vocab/NAME.toml, read once a process; whoever asks checks its own keys."""
    path = FOLDER / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{path}: {error}") from error
