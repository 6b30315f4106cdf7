"""Paths to the files and archive members under them, in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO

from loaders.read import guard
from loaders.read.entry import NO_ARTICLES, SIDECAR, Entry
from loaders.records import Refusal

READABLE = (".txt", ".html", ".htm", ".json", ".jsonl", ".jsonl.gz", ".zip", ".tar.gz", ".tgz")


class NothingThereError(ValueError):
    """None of the paths that were named is there: most likely a slip in the command."""


def check_paths(paths: Iterable[Path]) -> None:
    """Raise NothingThereError where no path leads anywhere; a missing one among others is refused, and the rest is read."""
    named = list(paths)
    if not any(str(path) == "-" or path.exists() for path in named):
        told = ", ".join(printable(path) for path in named)
        raise NothingThereError(f"{told}: there is no such file or folder; nothing was read")


def walk(path: Path) -> Iterator[Entry | Refusal]:
    """Yield the readable files under a path by name; other files are passed over in a folder, refused when named."""
    place = printable(path)
    if path.is_dir():
        yield from _walk_folder(path)
    elif path.name.lower().endswith(NO_ARTICLES):
        return
    elif not path.exists():
        yield Refusal(place, "missing", "there is no such file or folder")
    elif not path.is_file():
        yield Refusal(place, "no_file", "this is no ordinary file")
    elif not is_readable(path.name):
        yield Refusal(place, "suffix", f"its kind is not known by its name; read are {', '.join(READABLE)}")
    else:
        yield _entry(path)


def is_readable(name: str) -> bool:
    """Whether a file of this name may hold articles: its suffix is known, and it is neither hidden nor a sidecar."""
    lower = name.lower()
    return lower.endswith(READABLE) and not lower.endswith(NO_ARTICLES) and not lower.startswith(".")


def printable(path: Path) -> str:
    """Return the path as text that can be stored, whatever bytes the file system has in it."""
    return os.fsencode(path).decode("utf-8", "replace").replace("\x00", "\ufffd")


def _walk_folder(path: Path) -> Iterator[Entry | Refusal]:
    failed: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if is_readable(name):
                file = Path(folder) / name
                yield _entry(file) if file.is_file() else Refusal(printable(file), "no_file", "this is no ordinary file")
    yield from (Refusal(str(error.filename), "folder", f"the folder can't be read: {error.strerror}") for error in failed)


def _entry(path: Path) -> Entry:
    return Entry(printable(path), printable(Path(path.name)), partial(_open, path), partial(_sidecar_beside, path))


def _open(path: Path) -> IO[bytes]:
    return path.open("rb")


def _sidecar_beside(path: Path) -> bytes | None:
    beside = path.with_suffix(SIDECAR)
    if not beside.is_file():
        return None
    with beside.open("rb") as file:
        return guard.read_limited(file)


def size_of(file: IO[bytes]) -> int:
    """Return how many bytes an open file has, leaving it at its start."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return size
