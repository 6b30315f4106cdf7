"""The manifest of a version: what it holds, whose it is, and how to check it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from conflictdb.export.file import Written
from conflictdb.export.plan import SCHEMA_VERSION

NAME = "manifest.json"
SUMS = "SHA256SUMS"
# the formats of files that hold records
DATA = ("jsonl", "fixture")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What manifest.json says."""

    dataset: str
    version: str
    content_hash: str
    generated_at: str
    schema_version: str
    code_version: str
    licence: str
    citation: str
    counts: dict[str, int]
    files: tuple[Written, ...]
    # what changed since the version before: delta.Delta as JSON
    delta: dict[str, Any] | None = None

    def as_json(self) -> bytes:
        """The file's content."""
        return (json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n").encode()


def make_manifest(files: Iterable[Written], at: dt.datetime) -> Manifest:
    """Return the manifest of these files, of a version that is made at that time."""
    listed = tuple(sorted(files, key=lambda file: file.name))
    content = content_hash(listed)
    return Manifest(
        dataset="conflictdb",
        version=f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-{content[:8]}",
        content_hash=content,
        generated_at=at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        schema_version=SCHEMA_VERSION,
        code_version=code_version(),
        licence=settings.DATASET_LICENCE,
        citation=settings.DATASET_CITATION,
        counts={file.name.removesuffix(".jsonl"): file.rows for file in listed if file.format == "jsonl"},
        files=listed,
    )


def content_hash(files: Iterable[Written]) -> str:
    """One hash for all files: the same wherever the same data are exported, in whatever order they were loaded."""
    return hashlib.sha256(checksums(files)).hexdigest()


def data_hash(files: Iterable[Written]) -> str:
    """One hash for the records alone, whatever licence or citation the version's README prints."""
    return content_hash(file for file in files if file.format in DATA)


def listed_in(manifest: dict[str, Any]) -> list[Written]:
    """The files that a manifest lists, without those of its delta."""
    return [Written(**entry) for entry in manifest["files"]]


def checksums(files: Iterable[Written]) -> bytes:
    """The lines that `sha256sum --check` reads."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in sorted(files, key=lambda file: file.name)).encode()


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return what the manifest of a version says; None where there is none, or none that can be read."""
    try:
        manifest: dict[str, Any] = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return None
    return manifest


def code_version() -> str:
    """The version of this code: that of pyproject.toml, and the commit where it is known."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    commit = os.environ.get("CODE_COMMIT") or _checked_out(settings.BASE_DIR / ".git")
    return f"{project}+{commit[:12]}" if commit else str(project)


def _checked_out(git: Path) -> str:
    try:
        head = (git / "HEAD").read_text(encoding="utf-8").strip()
        return (git / head.removeprefix("ref: ")).read_text(encoding="utf-8").strip() if head.startswith("ref: ") else head
    except OSError:
        return ""
