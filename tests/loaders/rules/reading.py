"""All sentences of a table read in one go, and what each was read as: reading them one by one would take minutes."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import dataclass

from conflictdb.vocabularies import DatePrecision
from loaders.annotate.annotated import Annotated
from loaders.extract.coding_lexicon import coding_lexicon
from loaders.extract.codings import codings
from loaders.extract.dates import dates
from loaders.extract.event_candidates import candidates
from loaders.extract.event_dates import dates_in
from loaders.extract.event_lexicon import Frame, lexicon
from loaders.extract.event_verbs import keys, may_be_verb
from loaders.extract.events import events
from loaders.extract.resolutions import resolutions
from loaders.extract.scene import Scene, scenes
from loaders.records import Block, BlockKind, CodingDraft, DateValue, Document, EventDraft
from tests.loaders.extract.invented import annotator
from tests.loaders.rules.tables import rows

THURSDAY = dt.date(2025, 3, 20)


def document(text: str, language: str) -> Document:
    """A sentence as a whole article, published on a Thursday."""
    published = DateValue(THURSDAY, THURSDAY, DatePrecision.DAY)
    blocks = (Block(BlockKind.PARAGRAPH, text, ((0, 0),)),)
    return Document("x", "x.txt", text, "0" * 64, language, blocks, published=published)


@functools.cache
def annotated(table: str) -> dict[tuple[str, str], Annotated]:
    """Every sentence of a table, annotated, by language and text."""
    given = [(row.language, row.text) for row in rows(table)]
    read = annotator().annotate([document(text, language) for language, text in given])
    return dict(zip(given, read, strict=True))


@dataclass(frozen=True)
class Told:
    """What a sentence was read as: its events, the frames that made them, and the frames whose word stands in it."""

    events: tuple[EventDraft, ...]
    fired: frozenset[int]
    considered: frozenset[int]


@functools.cache
def told(table: str) -> dict[tuple[str, str], Told]:
    """The events of every sentence of a table."""
    return {key: _told(one) for key, one in annotated(table).items()}


def _told(given: Annotated) -> Told:
    found = dates(given)
    fired: set[int] = set()
    considered: set[int] = set()
    for scene in scenes(given, lexicon(given.document.language)):
        fired |= {id(one.frame) for one in candidates(scene, dates_in(scene, found))}
        considered |= {id(frame) for frame in _considered(scene)}
    return Told(events(given, found, resolutions(given)), frozenset(fired), frozenset(considered))


@dataclass(frozen=True)
class Coded:
    """What a sentence was coded as: its codings, and the frames whose word stands in it."""

    codings: tuple[CodingDraft, ...]
    considered: frozenset[int]


@functools.cache
def coded(table: str) -> dict[tuple[str, str], Coded]:
    """The PLOVER codings of every sentence of a table."""
    return {key: _coded(one) for key, one in annotated(table).items()}


def _coded(given: Annotated) -> Coded:
    words = coding_lexicon(given.document.language)
    considered: set[int] = set()
    for scene in scenes(given, lexicon(given.document.language)):
        for token in scene.doc:
            considered |= {id(frame) for key in keys(scene, token) for frame in words.verbs.get(key, ())}
            considered |= {id(frame) for frame in words.nouns.get(scene.lemma(token), ())}
    return Coded(codings(given), frozenset(considered))


def _considered(scene: Scene) -> Iterator[Frame]:
    for token in scene.doc:
        if may_be_verb(token):
            yield from (frame for key in keys(scene, token) for frame in scene.lexicon.verbs.get(key, ()))
        before = token.nbor(-1).lower_ if token.i else ""
        for word in {scene.lemma(token), token.lower_}:
            yield from (frame for key in (word, f"{before} {word}") for frame in scene.lexicon.nouns.get(key, ()))
