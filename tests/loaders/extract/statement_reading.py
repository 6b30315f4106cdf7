"""Reading statements for the tests: paragraphs in, statements out."""

from __future__ import annotations

import datetime as dt
from functools import cache

from conflictdb.vocabularies import DatePrecision, SourceKind
from loaders.annotate.pipeline import Annotator
from loaders.extract.dates import dates
from loaders.extract.resolutions import resolutions
from loaders.extract.statements import statements
from loaders.records import Block, BlockKind, DateValue, Document, StatementDraft
from loaders.reference import shipped_gazetteer


@cache
def annotator() -> Annotator:
    return Annotator(shipped_gazetteer())


def document(
    *texts: str,
    language: str = "en",
    kind: SourceKind = SourceKind.NEWS,
    published: str | None = None,
    kinds: tuple[BlockKind, ...] = (),
) -> Document:
    day = dt.date.fromisoformat(published) if published else None
    blocks, position = [], 0
    for number, text in enumerate(texts):
        block_kind = kinds[number] if number < len(kinds) else BlockKind.PARAGRAPH
        blocks.append(Block(block_kind, text, ((0, position),)))
        position += len(text) + 2
    return Document(
        external_id="x",
        place="x.txt",
        text="\n\n".join(texts),
        sha256="0" * 64,
        language=language,
        blocks=tuple(blocks),
        kind=kind,
        published=DateValue(day, day, DatePrecision.DAY) if day else None,
    )


def read(found: Document) -> tuple[StatementDraft, ...]:
    annotated = next(iter(annotator().annotate([found])))
    return statements(annotated, dates(annotated), resolutions(annotated))


def said(*texts: str, language: str = "en") -> list[tuple[str, str, str]]:
    """Rule, speakers and text of each statement in these paragraphs."""
    return [(s.rule, " & ".join(r.text for r in s.speakers), s.text) for s in read(document(*texts, language=language))]
