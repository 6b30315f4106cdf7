"""Documents to extractions: annotate, extract and link strung together. Pure: no database, no clock, no network."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from loaders.annotate.pipeline import PIPELINES, Annotator
from loaders.extract import extract
from loaders.gazetteer import Gazetteer
from loaders.link import link
from loaders.records import Document, Extraction

_HERE = Path(__file__).resolve().parent
_ROOMS = ("read", "annotate", "extract", "link", "vocab")


class Reader:
    """Reads documents with one gazetteer; built once a process, since models and names take seconds to load."""

    def __init__(self, gazetteer: Gazetteer, pipelines: Mapping[str, str] = PIPELINES) -> None:
        self.gazetteer = gazetteer
        self._annotator = Annotator(gazetteer, pipelines)

    def read(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """Yield what each document says, in order."""
        for annotated in self._annotator.annotate(documents):
            yield link(annotated, extract(annotated), self.gazetteer)


@cache
def pipeline_version(pipelines: tuple[str, ...] = tuple(PIPELINES.values())) -> str:
    """Return a short name for "what reads": it changes when the code or vocabulary of reading or a model changes."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        for path in sorted((_HERE / room).rglob("*")):
            if path.suffix in {".py", ".toml"}:
                digest.update(path.relative_to(_HERE).as_posix().encode() + b"\0" + path.read_bytes())
    for name in pipelines:
        digest.update(f"{name} {_model_version(name)}".encode())
    return f"{version('spacy')}-{digest.hexdigest()[:12]}"


def _model_version(name: str) -> str:
    import spacy.util

    return str(spacy.util.get_package_path(name).name if spacy.util.is_package(name) else name)
