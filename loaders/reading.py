"""Documents to extractions: annotate, extract and link strung together. Pure: no database, no clock, no network."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping

from loaders.annotate.pipeline import PIPELINES, Annotator
from loaders.extract import extract
from loaders.gazetteer import Gazetteer
from loaders.link import link
from loaders.records import Document, Extraction, Refusal
from loaders.vocab import VocabularyError

logger = logging.getLogger(__name__)


class Reader:
    """Reads documents with one gazetteer; built once a process, since models and names take seconds to load."""

    def __init__(self, gazetteer: Gazetteer, pipelines: Mapping[str, str] = PIPELINES) -> None:
        self.gazetteer = gazetteer
        self._annotator = Annotator(gazetteer, pipelines)

    def read(self, documents: Iterable[Document]) -> Iterator[Extraction | Refusal]:
        """Yield what each document says, in order; a document on which reading fails is a refusal, and the rest is read."""
        for document in documents:
            try:
                yield self._read(document)
            except VocabularyError:  # no article can be read with it
                raise
            except Exception as error:
                logger.exception("reading %s failed", document.place)
                yield Refusal(document.place, "failed", f"reading failed ({error!r}): please report it with the article")

    def _read(self, document: Document) -> Extraction:
        annotated = next(self._annotator.annotate([document]))
        return link(annotated, extract(annotated), self.gazetteer)
