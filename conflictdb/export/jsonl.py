"""JSON Lines: a file a noun, a record a line, nested, with the keys in the order of the plan."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import orjson

from conflictdb.export.file import OpenFile, Written
from conflictdb.export.plan import NOUNS, Noun
from conflictdb.export.rows import find_orphans, records


class JsonLines:
    """Writes NOUN.jsonl for every noun."""

    FORMAT = "jsonl"

    def __init__(self) -> None:
        self._files: dict[str, OpenFile] = {}

    def setup(self, folder: Path) -> Iterator[tuple[Noun, Generator[dict[str, Any], None, None]]]:
        """Open the files in `folder`, and give the rows to feed, noun by noun."""
        self._files = {noun.name: OpenFile(folder, f"{noun.name}.jsonl", self.FORMAT) for noun in NOUNS}
        orphans = find_orphans()
        return ((noun, records(noun, orphans)) for noun in NOUNS)

    def feed(self, noun: Noun, record: dict[str, Any]) -> None:
        """Write one record."""
        self._files[noun.name].write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE), rows=1)

    def finish(self) -> list[Written]:
        """Bring all files to the disk."""
        return [file.finish() for file in self._files.values()]

    def close(self) -> None:
        """Give up what is open."""
        for file in self._files.values():
            file.close()
