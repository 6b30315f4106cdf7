"""A file of an export while it is written: its bytes go to the disk and through SHA-256 at once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file, as the manifest lists it: `name` is its path inside the version."""

    name: str
    format: str
    rows: int
    bytes: int
    sha256: str


def damaged(folder: Path, files: Iterable[Written]) -> list[str]:
    """The names of those files in `folder` that are absent or not what their checksums say."""
    return [file.name for file in files if _sha256(folder / file.name) != file.sha256]


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


class OpenFile:
    """A file that is being written; `finish` makes sure that it is on the disk."""

    def __init__(self, folder: Path, name: str, form: str) -> None:
        self.name, self.format = name, form
        self._path = folder / name
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("wb")
        self._hash = hashlib.sha256()
        self._bytes = 0
        self.rows = 0

    def write(self, data: bytes, rows: int = 0) -> None:
        """Add bytes that hold so many rows."""
        self._file.write(data)
        self._hash.update(data)
        self._bytes += len(data)
        self.rows += rows

    def finish(self) -> Written:
        """Bring the file to the disk and close it."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return Written(self.name, self.format, self.rows, self._bytes, self._hash.hexdigest())

    def finish_or_discard(self) -> list[Written]:
        """Finish a file that holds rows; remove one that holds none."""
        if self.rows:
            return [self.finish()]
        self.discard()
        return []

    def discard(self) -> None:
        """Remove the file."""
        self._file.close()
        self._path.unlink()

    def close(self) -> None:
        """Give the file up, finished or not."""
        self._file.close()


class ArrayFile(OpenFile):
    """A fixture that is being written: an array, a row a line."""

    def add(self, row: bytes) -> None:
        """Add one row."""
        self.write(b",\n" if self.rows else b"[\n")
        self.write(row, rows=1)

    def finish(self) -> Written:
        """End the array, bring the file to the disk and close it."""
        self.write(b"\n]\n")
        return super().finish()
