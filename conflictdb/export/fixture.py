"""Django fixtures: arrays of rows that `loaddata` brings into an empty, migrated database, in the order of their names."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import orjson

from conflictdb.export.file import OpenFile, Written
from conflictdb.export.plan import FIXTURES, Fixture
from conflictdb.export.rows import fixture_rows


class Fixtures:
    """Writes fixtures/NN-NOUN.json."""

    FORMAT = "fixture"

    def __init__(self) -> None:
        self._files: dict[str, OpenFile] = {}

    def setup(self, folder: Path) -> Iterator[tuple[Fixture, Generator[dict[str, Any], None, None]]]:
        """Open the files in `folder`, and give the rows to feed, file by file."""
        self._files = {fixture.name: OpenFile(folder, f"fixtures/{fixture.name}.json", self.FORMAT) for fixture in FIXTURES}
        return ((fixture, (row for table in fixture.tables for row in fixture_rows(table))) for fixture in FIXTURES)

    def feed(self, fixture: Fixture, row: dict[str, Any]) -> None:
        """Write one row. Keys inside JSON columns are sorted: the database keeps them in an order of its own."""
        file = self._files[fixture.name]
        file.write(b",\n" if file.rows else b"[\n")
        file.write(orjson.dumps(row, option=orjson.OPT_SORT_KEYS), rows=1)

    def finish(self) -> list[Written]:
        """End the arrays, and bring all files to the disk; a file without rows, of which loaddata would complain, is left out."""
        for file in self._files.values():
            file.write(b"\n]\n")
            if not file.rows:
                file.discard()
        return [file.finish() for file in self._files.values() if file.rows]

    def close(self) -> None:
        """Give up what is open."""
        for file in self._files.values():
            file.close()
