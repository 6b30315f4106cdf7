"""What the tests of reading share: a text read with little ado, and its blocks as pairs."""

from __future__ import annotations

from pathlib import Path

from loaders.read import Metadata, read_document, read_paths
from loaders.records import Document, Refusal

NO_METADATA = Metadata()
EN = "The army of the country said on Monday that it had been attacked near the town by a group of men."
FR = "L'armée du pays a déclaré lundi que des hommes avaient attaqué une de ses positions près de la ville."


def read(text: str, meta: Metadata = NO_METADATA, language: str | None = None) -> Document:
    return read_document(text, external_id="x", place="x.txt", meta=meta, language=language)


def parts(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in document.blocks]


def read_all(*paths: Path, language: str | None = None) -> list[Document | Refusal]:
    return list(read_paths(paths, language=language))


def refusals(found: list[Document | Refusal]) -> list[tuple[str, str]]:
    """Name and code of what was refused."""
    return [(Path(item.place).name, item.code) for item in found if isinstance(item, Refusal)]


def ids(found: list[Document | Refusal]) -> list[str]:
    return [item.external_id for item in found if isinstance(item, Document)]
