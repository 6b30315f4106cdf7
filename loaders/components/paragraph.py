"""A spaCy Doc read as a document of one paragraph."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Iterable

from spacy.tokens import Doc, Span

from conflictdb.vocabularies import DatePrecision
from loaders.annotate.annotated import Annotated, Section
from loaders.annotate.matcher import NameMatcher
from loaders.extract import extract
from loaders.link import link
from loaders.records import Block, BlockKind, DateValue, Document, Extraction
from loaders.reference import shipped_gazetteer

_KEY = "conflictdb_reading"
REQUIRES = ["token.pos", "token.dep", "token.lemma", "doc.ents"]


def reading_of(doc: Doc, published_on: str | None) -> Extraction:
    """Return what the Doc says; a second component of the same Doc is given the same reading."""
    key = f"{_KEY} {published_on}"
    if key not in doc.user_data:
        doc.user_data[key] = _read(doc, published_on)
    reading: Extraction = doc.user_data[key]
    return reading


def span(doc: Doc, start: int, end: int, label: str, kb_id: str = "") -> Span | None:
    """The tokens that stand in these characters, labelled; None where there are none."""
    return doc.char_span(start, end, label=label, kb_id=kb_id, alignment_mode="expand")


def set_spans(doc: Doc, key: str, spans: Iterable[Span | None]) -> None:
    """Put the spans that there are into `doc.spans[key]`."""
    doc.spans[key] = [one for one in spans if one is not None]


def _read(doc: Doc, published_on: str | None) -> Extraction:
    document = _document(doc, published_on)
    sections = (Section(document.blocks[0], doc),) if doc.text.strip() else ()
    matcher = _matcher(doc.lang_)
    annotated = Annotated(document, sections, tuple(matcher.mentions(document, sections)))
    return link(annotated, extract(annotated), matcher.gazetteer)


def _document(doc: Doc, published_on: str | None) -> Document:
    day = dt.date.fromisoformat(published_on) if published_on else None
    return Document(
        external_id="",
        place="a spaCy Doc",
        text=doc.text,
        sha256=hashlib.sha256(doc.text.encode()).hexdigest(),
        language=doc.lang_,
        blocks=(Block(BlockKind.PARAGRAPH, doc.text, ((0, 0),)),),
        published=DateValue(day, day, DatePrecision.DAY) if day else None,
    )


@functools.cache
def _matcher(language: str) -> NameMatcher:
    return NameMatcher(shipped_gazetteer(), language)
