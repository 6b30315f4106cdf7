"""The document's text cut into lines as a reader sees them, and lines that a narrow page broke joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.read.phrases import press
from loaders.read.traced import Traced, clean, join

# A scraper that lost the backslash of "\n" leaves an "n" before the paragraph's first capital or quotation mark.
_CAPITAL = "A-ZÀ-ÖØ-Þ"
_LOST_BREAK = re.compile(rf"n(?![A-Z][a-z]+[A-Z])(?=\s?[«“\"‘(\[•–—]|[{_CAPITAL}][\w'’ \u00a0])")
_BREAK = re.compile(
    "\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
    r"|(?:\\r)?\\n"  # written out instead of broken
    rf"|(?<=[.!?»”\"])\s?n(?=[{_CAPITAL}\u00ab\u201c][\w'\u2019 \u00a0])"
)
SENTENCE_END = re.compile(r"[.!?\u2026:;][\"'\u201d\u2019\u00bb)\]\s*]*$")
_ABBREVIATION_END = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Jr|Sr|Inc|Ltd|Co|St|No)\.$")
_SIGN = r"[•●▪◦‣·⁃■➤✓\uf0b7*–—-]"
BULLET = re.compile(rf"(?:{_SIGN}|\(?(?:\d{{1,3}}|[a-z]|[ivx]{{1,5}})[.)]|\d{{1,3}}°)\s+(?=\S)")
PAGE_MARK = re.compile(
    r"(?i:page )?[-–—]? ?\d{1,4}(?: ?(?:/|of|sur) ?\d{1,4})? ?[-–—]?|\d{2}-\d{5}(?: \(E\))?(?: \d{1,3}/\d{1,3})?"
)
_COLUMN_GAP = re.compile(r"(?<=\S)(?: {4,}|\u00a0{4,})(?=\S)")
_WHOLE_WORD = re.compile(r"\b[^\W\d_]+(?:-[^\W\d_]+)*\b(?!-$)")
_HYPHEN_END = re.compile(r"[^\W\d_]-$")
_WRAPPED_SHARE = 0.5
_WIDTH_MAX = 130
_WIDTH_MIN = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A line with text on it; `gap`: it stands first or after a blank line. `cells` are those of a table's row, else empty."""

    content: Traced
    gap: bool
    cells: tuple[Traced, ...] = ()

    @property
    def text(self) -> str:
        """What is printed on the line."""
        return self.content.text


def ends_sentence(text: str) -> bool:
    """Whether the line closes with the end of a sentence rather than stopping like a headline."""
    return bool(SENTENCE_END.search(text)) and not _ABBREVIATION_END.search(text)


def split_lines(raw: str) -> list[Line]:
    """Return the lines of a text that have something on them, without the marks that scraping left."""
    lines: list[Line] = []
    gap = True
    for start, end in _stretches(raw):
        content = clean(raw, start, end)
        if lost := _LOST_BREAK.match(content.text) if lines else None:
            content = content.cut(lost.end())
        if not content.text:
            gap = True
            continue
        lines.append(Line(content, gap, _cells(raw, start, end)))
        gap = False
    return lines


def join_wrapped(lines: list[Line]) -> list[Line]:
    """Return the lines with those that only the page's width parted joined, hyphens at the break mended."""
    if not lines:
        return []
    width = _page_width(lines)
    words = {word.casefold() for line in lines for word in _WHOLE_WORD.findall(line.text)}
    joined: list[Line] = []
    for group, marks in _groups(lines, width):
        joined.append(_joined(group, words) if len(group) > 1 else group[0])
        joined.extend(marks)
    return joined


def _groups(lines: list[Line], width: int | None) -> Iterator[tuple[list[Line], list[Line]]]:
    """Lines that belong together, and the marks of page breaks that stand between them."""
    group: list[Line] = []
    marks: list[Line] = []
    for line in lines:
        if group and PAGE_MARK.fullmatch(line.text):
            marks.append(line)
        elif group and _continues(group[-1], replace(line, gap=True) if marks else line, width):
            group.append(line)
        else:
            if group:
                yield group, marks
            group, marks = [line], []
    if group:
        yield group, marks


def _stretches(raw: str) -> Iterator[tuple[int, int]]:
    position = 0
    for mark in _BREAK.finditer(raw):
        yield position, mark.start()
        position = mark.end()
    yield position, len(raw)


def _cells(raw: str, start: int, end: int) -> tuple[Traced, ...]:
    row = raw[start:end]
    if "\t" in row.strip():
        marks = "\t"
    elif row.strip().startswith("|") and row.count("|") > 2:
        marks = r"\|"
    elif _COLUMN_GAP.search(row) and not BULLET.match(row.lstrip()):
        marks = _COLUMN_GAP.pattern
    else:
        return ()
    edges = [0, *(place for match in re.finditer(marks, row) for place in match.span()), len(row)]
    cells = (clean(raw, start + left, start + right) for left, right in zip(edges[::2], edges[1::2], strict=True))
    kept = tuple(cell for cell in cells if cell.text.strip("-: "))
    return kept if len(kept) > 1 else ()


def _page_width(lines: list[Line]) -> int | None:
    """The width at which a page broke its lines, or None for a text with a line a paragraph."""
    lengths = [len(line.text) for line, after in pairwise(lines) if not after.gap and not line.cells]
    open_ends = sum(
        not ends_sentence(line.text) and after.text[:1].islower()
        for line, after in pairwise(lines)
        if not after.gap and not line.cells
    )
    if len(lengths) < 3 or open_ends < 3:
        return None
    width = sorted(lengths)[int(len(lengths) * 0.9)]
    near = sum(length >= width * 0.7 for length in lengths)
    if not _WIDTH_MIN <= width <= _WIDTH_MAX or near < _WRAPPED_SHARE * len(lengths):
        return None
    return width


def _continues(before: Line, line: Line, width: int | None) -> bool:
    if before.cells or line.cells or BULLET.match(line.text):
        return False
    first = line.text.split(maxsplit=1)[0]
    if line.gap:
        return _continues_over_gap(before.text, line.text, width)
    if _HYPHEN_END.search(before.text) or (not ends_sentence(before.text) and _lower(line.text) and len(before.text) > 20):
        return True
    if width is None:
        return False
    # the next word would not have fitted on the line: the page broke it, not the writer
    return len(before.text) + 1 + len(first) > width * 0.92 and len(before.text) >= width * 0.6


def _continues_over_gap(before: str, text: str, width: int | None) -> bool:
    open_end = not ends_sentence(before) and before[-1:] not in '"\u201d\u00bb)'
    return open_end and _lower(text) and (len(before) > 40 if width is None else len(before) > width * 0.6)


def _lower(text: str) -> bool:
    return text.lstrip("\"'\u201c\u00ab\u2018( ")[:1].islower()


def _joined(group: list[Line], words: set[str]) -> Line:
    parts: list[Traced] = []
    glues: list[str] = []
    for line, after in pairwise(group):
        part, glue = line.content, " "
        if _HYPHEN_END.search(part.text) and after.text[0].isalpha():
            glue = ""
            if not _hyphen_stays(part.text, after.text, words):
                part = Traced(part.text[:-1], part.at[:-1])
        parts.append(part)
        glues.append(glue)
    return Line(join([*parts, group[-1].content], glues), group[0].gap)


def _hyphen_stays(before: str, after: str, words: set[str]) -> bool:
    """Whether the hyphen at a line's end belongs to the word, as the document's other words and known compounds tell."""
    head = re.split(r"[^\w-]", before[:-1])[-1].casefold()
    tail = (re.match(r"[^\W\d_]+", after) or [""])[0]
    if head + tail.casefold() in words:
        return False
    known = f"{head}-{tail.casefold()}" in words or tail in press().compound_tails
    return known or not tail.islower() or "-" in head or (head in words and tail in words)
