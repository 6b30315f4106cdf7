"""Django fixtures: arrays of rows that `loaddata` brings into an empty, migrated database, in the order of their names."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import orjson

from conflictdb.export.file import ArrayFile, Written
from conflictdb.export.plan import FIXTURES, Fixture
from conflictdb.export.rows import find_orphans, fixture_rows


class Fixtures:
    """Writes fixtures/NN-NOUN.json."""

    FORMAT = "fixture"

    def __init__(self) -> None:
        self._files: dict[str, ArrayFile] = {}

    def setup(self, folder: Path) -> Iterator[tuple[Fixture, Generator[dict[str, Any], None, None]]]:
        """Open the files in `folder`, and give the rows to feed, file by file."""
        self._files = {fixture.name: ArrayFile(folder, f"fixtures/{fixture.name}.json", self.FORMAT) for fixture in FIXTURES}
        orphans = find_orphans()
        return ((fixture, (row for table in fixture.tables for row in fixture_rows(table, orphans))) for fixture in FIXTURES)

    def feed(self, fixture: Fixture, row: dict[str, Any]) -> None:
        """Write one row. Keys inside JSON columns are sorted: the database keeps them in an order of its own."""
        self._files[fixture.name].add(orjson.dumps(row, option=orjson.OPT_SORT_KEYS))

    def finish(self) -> list[Written]:
        """Bring all files to the disk; a file without rows, of which loaddata would complain, is left out."""
        return [written for file in self._files.values() for written in file.finish_or_discard()]

    def close(self) -> None:
        """Give up what is open."""
        for file in self._files.values():
            file.close()
