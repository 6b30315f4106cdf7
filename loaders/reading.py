"""Documents to extractions: annotate, extract and link strung together. Pure: no database, no clock, no network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from loaders.annotate.pipeline import PIPELINES, Annotator
from loaders.extract import extract
from loaders.gazetteer import Gazetteer
from loaders.link import link
from loaders.records import Document, Extraction


class Reader:
    """Reads documents with one gazetteer; built once a process, since models and names take seconds to load."""

    def __init__(self, gazetteer: Gazetteer, pipelines: Mapping[str, str] = PIPELINES) -> None:
        self.gazetteer = gazetteer
        self._annotator = Annotator(gazetteer, pipelines)

    def read(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """Yield what each document says, in order."""
        for annotated in self._annotator.annotate(documents):
            yield link(annotated, extract(annotated), self.gazetteer)
