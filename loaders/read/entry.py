"""A file or a member of an archive that may hold articles, opened only when its turn comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

SIDECAR = ".meta.json"
NO_ARTICLES = (SIDECAR, ".gold.json")


@dataclass(frozen=True, slots=True)
class Entry:
    """Where it is (for messages), its file name, and how to get at its bytes and those of the metadata beside it."""

    place: str
    name: str
    open: Callable[[], IO[bytes]]
    sidecar: Callable[[], bytes | None]

    @property
    def stem(self) -> str:
        """The file's name without its suffix: the article's external id."""
        return PurePosixPath(self.name).stem
