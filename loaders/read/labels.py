"""What each line of a document is: first by its own looks, then by where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.read import furniture
from loaders.read.dates import date_line
from loaders.read.interview import Label, turns_of
from loaders.read.lines import BULLET, Line, ends_sentence
from loaders.read.title import is_prose, stands_in_letterhead
from loaders.records import BlockKind

TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.QUESTION, BlockKind.ANSWER, BlockKind.HEADING})
_HEADING_CHARS_MAX = 140
_HEADING_WORDS_MAX = 18
_ASKING_WORDS_MAX = 12
_COLON_WORDS_MAX = 5
FOOTER_LINES = 8
_LIVE_STAMPS_MIN = 3
_NUMBERED = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVXLC]{1,6}|[ivx]{1,5}|[A-Z])[.)]\s")
_ADDRESS = re.compile(r"@|https?://|www\.|\+\d{2}")


@dataclass(frozen=True, slots=True)
class Labelled:
    """What each line is, and the labels that questions and answers open with, by line."""

    kinds: tuple[BlockKind, ...]
    speakers: Mapping[int, Label]


def label_lines(lines: Sequence[Line], title: range, start: int) -> Labelled:
    """Return what each line is; `title` are the lines of the title, `start` is the first line of the running text."""
    labels = [_label(lines, index, title, start) for index in range(len(lines))]
    _label_contacts(lines, labels)
    _label_footer(lines, labels, start)
    _label_live_page(lines, labels)
    turns = list(turns_of([line.text if label is None else "" for line, label in zip(lines, labels, strict=True)]))
    for turn in turns:
        labels[turn.index] = turn.kind
    kinds = tuple(label or _text_kind(lines, labels, index, start) for index, label in enumerate(labels))
    return Labelled(kinds, {turn.index: turn.label for turn in turns if turn.label})


def _label(lines: Sequence[Line], index: int, title: range, start: int) -> BlockKind | None:
    line = lines[index]
    if index in title:
        return BlockKind.TITLE
    if line.cells:
        return BlockKind.BOILERPLATE if index < start or _are_page_marks(line) else BlockKind.CELL
    if label := furniture.line_kind(line.text):
        return label
    return _header_label(lines[:start], index, title) if index < start else None


def _header_label(header: Sequence[Line], index: int, title: range) -> BlockKind | None:
    text = header[index].text
    if label := furniture.header_kind(text):
        return label
    above_marker = text.isupper() and any(furniture.is_marker(line.text) for line in header[index + 1 :])
    if above_marker or stands_in_letterhead(header, index):
        return BlockKind.BOILERPLATE
    if not title or index < title[-1]:
        return None
    if furniture.is_place(text):
        return BlockKind.DATELINE
    return BlockKind.BYLINE if furniture.is_named_at(text) or furniture.is_names(text) else None


def _are_page_marks(line: Line) -> bool:
    return all(furniture.is_page_mark(cell.text) for cell in line.cells)


def _label_contacts(lines: Sequence[Line], labels: list[BlockKind | None]) -> None:
    for head, line in enumerate(lines):
        if labels[head] in {BlockKind.TITLE, BlockKind.CONTACT} or not furniture.closes_with_contacts(line.text):
            continue
        labels[head] = BlockKind.CONTACT
        for index in range(head + 1, len(lines)):
            text = lines[index].text
            if labels[index] is BlockKind.TITLE or (is_prose(text) and not _ADDRESS.search(text)):
                break
            labels[index] = BlockKind.CONTACT


def _label_footer(lines: Sequence[Line], labels: list[BlockKind | None], start: int) -> None:
    """Who signs, when and where, below the text."""
    for index in range(len(lines) - 1, max(start, len(lines) - 1 - FOOTER_LINES), -1):
        text = lines[index].text
        if labels[index] is not None:
            continue
        if date_line(text):
            labels[index] = BlockKind.DATELINE
        elif furniture.is_signed(text) or furniture.is_named_at(text) or furniture.is_about_author(text):
            labels[index] = BlockKind.BYLINE
        elif is_prose(text):
            return


def _label_live_page(lines: Sequence[Line], labels: list[BlockKind | None]) -> None:
    """Headings and reporters behind the clock times of a live page."""
    stamps = [index for index, line in enumerate(lines) if furniture.is_stamp(line.text)]
    if len(stamps) < _LIVE_STAMPS_MIN:
        return
    for stamp in stamps:
        for index in range(stamp + 1, min(stamp + 3, len(lines))):
            text = lines[index].text
            if labels[index] is None and furniture.is_named_at(text):
                labels[index] = BlockKind.BYLINE
            elif labels[index] is None and index == stamp + 1 and len(text) < _HEADING_CHARS_MAX and _stops_short(text):
                labels[index] = BlockKind.HEADING


def _text_kind(lines: Sequence[Line], labels: Sequence[BlockKind | None], index: int, start: int) -> BlockKind:
    text = lines[index].text
    short = len(text) <= _HEADING_CHARS_MAX and len(text.split()) <= _HEADING_WORDS_MAX
    numbered = bool(_NUMBERED.match(text))
    if not short or not _stops_short(text) or text[:1] in '"“«' or (BULLET.match(text) and not numbered):
        return BlockKind.PARAGRAPH
    if index < start and not numbered:
        return BlockKind.HEADING
    after = next((i for i in range(index + 1, len(lines)) if labels[i] is None or labels[i] is BlockKind.CELL), None)
    if after is None:
        return BlockKind.PARAGRAPH
    following = lines[after].text
    heads = labels[after] is BlockKind.CELL or is_prose(following) or (ends_sentence(following) and len(following) > len(text))
    listed = not numbered and bool(BULLET.match(following))
    return BlockKind.HEADING if heads or listed else BlockKind.PARAGRAPH


def _stops_short(text: str) -> bool:
    """Whether a line ends like a heading: without the end of a sentence, or in a short question."""
    if text.endswith((",", ";")):
        return False
    words = len(text.split())
    asks = words <= _ASKING_WORDS_MAX and bool(re.search(r"\?[\"'”’»)\s]*$", text))
    return not ends_sentence(text) or asks or (words <= _COLON_WORDS_MAX and text.endswith(":"))
