"""An article's text cut where what was read in it begins and ends, for a page that shows the one on the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from conflictdb.stretches import cut
from loaders.records import Extraction, MentionRecord, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that belongs to something that was read: `key` is the thing's id on the page, `sort` its colour."""

    key: str
    sort: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text between two borders of marks, with the keys and sorts of all marks that cover it."""

    text: str
    keys: tuple[str, ...]
    sorts: tuple[str, ...]


def marks_of(extraction: Extraction) -> tuple[Mark, ...]:
    """Return a mark for every mention, date, statement and event; one thing's marks share its key ("s1", "e2", "m3", "d4")."""
    return (
        *(Mark(f"m{n}", _sort(m), m.start, m.end) for n, m in enumerate(extraction.mentions, 1)),
        *(Mark(f"d{n}", "date", d.start, d.end) for n, d in enumerate(extraction.dates, 1)),
        *(mark for n, s in enumerate(extraction.statements, 1) for mark in _marks(f"s{n}", "statement", s.content)),
        *(Mark(f"s{n}", "cue", s.cue_span.start, s.cue_span.end) for n, s in enumerate(extraction.statements, 1) if s.cue_span),
        *(Mark(f"e{n}", "event", e.clause.start, e.clause.end) for n, e in enumerate(extraction.events, 1)),
    )


def pieces(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """Return the whole text in order, cut at every border."""
    return tuple(_piece(text[first:after], active) for first, after, active in cut(marks, 0, len(text)))


def _piece(text: str, marks: list[Mark]) -> Piece:
    return Piece(text, tuple(dict.fromkeys(m.key for m in marks)), tuple(dict.fromkeys(m.sort for m in marks)))


def _marks(key: str, sort: str, spans: Iterable[Span]) -> Iterable[Mark]:
    return (Mark(key, sort, span.start, span.end) for span in spans)


def _sort(mention: MentionRecord) -> str:
    return "place" if mention.place else "actor" if mention.actor else "resolution"
