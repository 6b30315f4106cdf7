"""What reads, as a short name that is stored with every article."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_ROOMS = ("read", "annotate", "extract", "link", "vocab")


@cache
def pipeline_version(models: tuple[str, ...]) -> str:
    """Return a short name that changes when the code or the vocabulary of reading, spaCy, or one of the `models` changes."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        for path in sorted((_HERE / room).rglob("*")):
            if path.suffix in {".py", ".toml"}:
                digest.update(path.relative_to(_HERE).as_posix().encode() + b"\0" + path.read_bytes())
    for name in models:
        digest.update(f"{name} {_model_version(name)}".encode())
    return f"{version('spacy')}-{digest.hexdigest()[:12]}"


def _model_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not a package"  # a folder: its name is all that is known
