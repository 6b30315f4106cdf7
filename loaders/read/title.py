"""Which line or lines of a document are its printed title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from conflictdb.identity import fold
from loaders.read.dateline import dateline_of
from loaders.read.furniture import closes_with_contacts, header_kind, is_letterhead, is_marker, is_names, line_kind
from loaders.read.lines import BULLET, Line, ends_sentence
from loaders.read.outlet import outlet_suffix
from loaders.read.phrases import plain, press

HEADER_LINES_MAX = 30
TITLE_CHARS_MAX = 400
_PROSE_CHARS = 60
_KICKER_WORDS = 3
_BODY_WORDS = 5
_ALIKE = 0.8


def body_start(lines: Sequence[Line]) -> int:
    """The first line that is running text rather than what stands above it."""
    for index, line in enumerate(lines[:HEADER_LINES_MAX]):
        if is_prose(line.text) and not (index == 0 and _asks_or_cries(line.text)):
            return index
    return min(len(lines), HEADER_LINES_MAX) if len(lines) <= HEADER_LINES_MAX else 0


def is_prose(text: str) -> bool:
    """Whether a line is a sentence or more: it has a dateline, or is long and ends like a sentence, or is very long."""
    sentence = len(text) >= _PROSE_CHARS and (ends_sentence(text) or text.endswith(","))
    looks = sentence or len(text) > TITLE_CHARS_MAX or dateline_of(text) is not None
    return looks and not line_kind(text) and not header_kind(text)


def printed_title(lines: Sequence[Line], given: str | None) -> range:
    """The lines that print the title (an empty range if none does); `given` is the title that the metadata knows."""
    if given:
        return _as_given(lines, _words_of(given))
    start = body_start(lines)
    return _above(lines[:start]) or _below(lines, start) or _by_marker(lines[:start])


def _as_given(lines: Sequence[Line], given: list[str]) -> range:
    places = [*range(min(len(lines), HEADER_LINES_MAX)), *range(max(0, len(lines) - 3), len(lines))]
    for first in places:
        for last in range(first + 1, min(first + 4, len(lines) + 1)):
            printed = [word for line in lines[first:last] for word in _words_of(line.text)]
            if _alike(printed, given):
                return range(first, last)
            if given[: len(printed)] != printed:
                break
    return range(0)


def _words_of(title: str) -> list[str]:
    """The words of a title without the outlet's name at its end."""
    suffix = outlet_suffix(title)
    return re.findall(r"\w+", fold(title[: suffix.start()] if suffix else title))


def _alike(printed: list[str], given: list[str]) -> bool:
    """Whether a line is the title, give or take the outlet's name at its end and a word in twenty."""
    longer = max(len(printed), len(given))
    if not printed or longer > 2 * min(len(printed), len(given)):
        return False
    common = next((i for i, (a, b) in enumerate(zip(printed, given, strict=False)) if a != b), min(len(printed), len(given)))
    shared = sum((Counter(printed) & Counter(given)).values())
    return common >= _ALIKE * longer or (longer > 5 and shared >= 0.9 * longer)


def _above(header: Sequence[Line]) -> range:
    markers = [index for index, line in enumerate(header) if is_marker(line.text)]
    found = _candidates(header)
    behind = [i for i in found if markers and i > markers[-1] and _words(header[i].text) > _KICKER_WORDS]
    candidates = behind or found or ([] if markers else _bodies(header))
    if not candidates:
        return range(0)
    first = candidates[0]
    if (named := _named_marker(header)) is not None and first < named and _words(header[first].text) <= _KICKER_WORDS:
        return range(named, named + 1)
    longer = next((index for index in candidates[1:] if _words(header[index].text) > _KICKER_WORDS), None)
    if longer is not None and _words(header[first].text) <= _KICKER_WORDS and longer == first + 1:
        first = longer
    last = first + 1
    while last < len(header) and last in candidates and _goes_on(header[last - 1], header[last]):
        last += 1
    return range(first, last)


def _named_marker(header: Sequence[Line]) -> int | None:
    """A line that says what paper this is and of what: "Communiqué of the 12th meeting of the council on the crisis"."""
    long = (i for i, line in enumerate(header) if is_marker(line.text) and _words(line.text) > _BODY_WORDS)
    return next((i for i in long if not line_kind(header[i].text)), None)


def _bodies(header: Sequence[Line]) -> list[int]:
    """Lines in capitals, or that name an office, which must be the headline since there is no other."""
    return [index for index, line in enumerate(header) if _words(line.text) > _BODY_WORDS and _headline_like(line.text)]


def _by_marker(header: Sequence[Line]) -> range:
    """A line like "Official communiqué no. 14", the title of what has no other; a bare "Press release" is none."""
    for index, line in enumerate(header):
        if is_marker(line.text) and re.search(r"\d", line.text) and not line_kind(line.text):
            return range(index, index + 1)
    return range(0)


def _candidates(header: Sequence[Line]) -> list[int]:
    heads = [stands_in_letterhead(header, index) for index in range(len(header))]
    return [
        index
        for index, line in enumerate(header)
        if _headline_like(line.text) and not line.cells and not heads[index] and not header_kind(line.text)
    ]


def stands_in_letterhead(header: Sequence[Line], index: int) -> bool:
    """Whether a line in capitals continues, on the next line, the head of somebody's paper."""
    first = index
    while first > 0 and not header[first].gap and header[first - 1].text.isupper():
        first -= 1
    group = header[first : index + 1]
    return len(group) > 1 and header[index].text.isupper() and is_letterhead(group[0].text) and _words(header[index].text) < 9


def _below(lines: Sequence[Line], start: int) -> range:
    # a scraper that put the title behind the text leaves a blank line before it, or leaves none anywhere
    last = len(lines) - 1
    apart = lines[last].gap or not any(line.gap for line in lines[1:]) if last > start else False
    if not apart or _words(lines[last].text) <= _KICKER_WORDS:
        return range(0)
    text = lines[last].text
    fits = (
        (lines[last].gap or ends_sentence(lines[last - 1].text))
        and _headline_like(text)
        and not ends_sentence(text)
        and not header_kind(text)
        and not is_names(text)
    )
    return range(last, last + 1) if fits else range(0)


def _headline_like(text: str) -> bool:
    if len(text) > TITLE_CHARS_MAX or not re.search(r"[^\W\d_]", text) or BULLET.match(text):
        return False
    if line_kind(text) or closes_with_contacts(text) or press().publishers.match(plain(text)) or text[:1].islower():
        return False
    if text.endswith(","):
        return False
    return not ends_sentence(text) or _asks_or_cries(text)


def _asks_or_cries(text: str) -> bool:
    return bool(re.search(r"[?!][\"'\u201d\u2019\u00bb)\s]*$", text)) and not re.search(r"[.?!] ", text) and len(text) < 200


def _goes_on(before: Line, line: Line) -> bool:
    both_capitals = before.text.isupper() and line.text.isupper()
    return not line.gap and both_capitals


def _words(text: str) -> int:
    return len(re.findall(r"\w+", text))
