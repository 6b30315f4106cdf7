"""Which line or lines of a document are its printed title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conflictdb.identity import fold
from loaders.read.dateline import dateline_of
from loaders.read.furniture import closes_with_contacts, header_kind, is_marker, is_names, line_kind
from loaders.read.lines import BULLET, Line, ends_sentence

HEADER_LINES_MAX = 30
TITLE_CHARS_MAX = 400
_PROSE_CHARS = 60
_KICKER_WORDS = 3


def body_start(lines: Sequence[Line]) -> int:
    """The first line that is running text rather than what stands above it."""
    for index, line in enumerate(lines[:HEADER_LINES_MAX]):
        if is_prose(line.text) and not (index == 0 and _asks_or_cries(line.text)):
            return index
    return min(len(lines), HEADER_LINES_MAX) if len(lines) <= HEADER_LINES_MAX else 0


def is_prose(text: str) -> bool:
    """Whether a line is a sentence or more: it has a dateline, or is long and ends like a sentence, or is very long."""
    if line_kind(text) or header_kind(text):
        return False
    return bool(dateline_of(text)) or len(text) > TITLE_CHARS_MAX or (len(text) >= _PROSE_CHARS and ends_sentence(text))


def printed_title(lines: Sequence[Line], given: str | None) -> range:
    """The lines that print the title (an empty range if none does); `given` is the title that the metadata knows."""
    if given:
        return _as_given(lines, fold(given))
    start = body_start(lines)
    above = _above(lines[:start])
    return above or _below(lines, start)


def _as_given(lines: Sequence[Line], given: str) -> range:
    places = [*range(min(len(lines), HEADER_LINES_MAX)), *range(max(0, len(lines) - 3), len(lines))]
    for first in places:
        for last in range(first + 1, min(first + 4, len(lines) + 1)):
            printed = fold(" ".join(line.text for line in lines[first:last]))
            if printed == given or _without_outlet(printed) == _without_outlet(given):
                return range(first, last)
            if not given.startswith(printed):
                break
    return range(0)


def _without_outlet(title: str) -> str:
    return re.sub(r" (?:\||[-\u2013\u2014]) [^|]{2,40}$", "", title).rstrip(" .")


def _above(header: Sequence[Line]) -> range:
    markers = [index for index, line in enumerate(header) if is_marker(line.text)]
    behind = [index for index in _candidates(header) if not markers or index > markers[-1]]
    candidates = behind or _candidates(header)
    if not candidates:
        return range(0)
    first = candidates[0]
    longer = next((index for index in candidates[1:] if _words(header[index].text) > _KICKER_WORDS), None)
    if longer is not None and _words(header[first].text) <= _KICKER_WORDS and longer == first + 1:
        first = longer
    last = first + 1
    while last < len(header) and last in candidates and _goes_on(header[last - 1], header[last]):
        last += 1
    return range(first, last)


def _candidates(header: Sequence[Line]) -> list[int]:
    return [index for index, line in enumerate(header) if _headline_like(line.text) and not header_kind(line.text)]


def _below(lines: Sequence[Line], start: int) -> range:
    # a scraper that put the title behind the text leaves a blank line before it
    last = len(lines) - 1
    if last <= start or not lines[last].gap or _words(lines[last].text) <= _KICKER_WORDS:
        return range(0)
    text = lines[last].text
    fits = _headline_like(text) and not ends_sentence(text) and not header_kind(text) and not is_names(text)
    return range(last, last + 1) if fits else range(0)


def _headline_like(text: str) -> bool:
    if len(text) > TITLE_CHARS_MAX or not re.search(r"[^\W\d_]", text) or BULLET.match(text):
        return False
    if line_kind(text) or closes_with_contacts(text) or text[:1].islower():
        return False
    return not ends_sentence(text) or _asks_or_cries(text)


def _asks_or_cries(text: str) -> bool:
    return bool(re.search(r"[?!][\"'\u201d\u2019\u00bb)\s]*$", text)) and not re.search(r"[.?!] ", text) and len(text) < 200


def _goes_on(before: Line, line: Line) -> bool:
    both_capitals = before.text.isupper() and line.text.isupper()
    return not line.gap and both_capitals


def _words(text: str) -> int:
    return len(text.split())
