"""Paths to documents, in order; what can't be read is refused by name and the rest goes on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from conflictdb.limits import FILE_BYTES_MAX
from loaders.read.document import DocumentRefused, read_document
from loaders.read.metadata import Metadata, MetadataRefused, parse_metadata
from loaders.records import Document, Refusal


def read_paths(paths: Iterable[Path], *, language: str | None = None, stdin: BinaryIO | None = None) -> Iterator[Document | Refusal]:
    """Yield a document for each article under the paths, a refusal for each that can't be read."""
    for path in paths:
        for file in sorted(path.rglob("*.txt")) if path.is_dir() else [path]:
            yield _read(file, language)


def _read(path: Path, language: str | None) -> Document | Refusal:
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            return Refusal(str(path), "too_large", "too large")
        text = path.read_bytes().decode("utf-8-sig")
        side = path.with_suffix(".meta.json")
        meta = parse_metadata(json.loads(side.read_text())) if side.exists() else Metadata()
        return read_document(text, external_id=path.stem, place=str(path), meta=meta, language=language)
    except DocumentRefused as error:
        return Refusal(str(path), error.code, str(error))
    except (MetadataRefused, UnicodeDecodeError, OSError) as error:
        return Refusal(str(path), "unreadable", str(error))
