"""The document's text cut into lines as a reader sees them, and lines that a narrow page broke joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from loaders.read.traced import Traced, clean, join

# A scraper that lost the backslash of "\n" leaves an "n" before the paragraph's first capital or quotation mark.
_CAPITAL = "A-ZÀ-ÖØ-Þ"
_LOST_BREAK = re.compile(rf"n(?=\s?[«“\"‘(\[•–—]|[{_CAPITAL}][\w'’ \u00a0])")
_BREAK = re.compile(
    "\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
    r"|(?:\\r)?\\n"  # written out instead of broken
    rf"|(?<=[.!?\u00bb\u201d\"])n(?=[{_CAPITAL}\u00ab\u201c][\w'\u2019 \u00a0])"
)
SENTENCE_END = re.compile(r"[.!?\u2026:;][\"'\u201d\u2019\u00bb)\]\s*]*$")
_ABBREVIATION_END = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Jr|Sr|Inc|Ltd|Co|St|No)\.$")
BULLET = re.compile(r"(?:[•●▪◦‣·⁃■➤✓\uf0b7*]|[-–—]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\d{1,3}°)\s+(?=\S)")
_HYPHEN_END = re.compile(r"[^\W\d_]-$")
_WRAPPED_SHARE = 0.5
_WIDTH_MAX = 130
_WIDTH_MIN = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A line with text on it; `gap` where it stands first or a blank line stands before it. `cells` of a table row, else empty."""

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
    words = {word.casefold() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text)}
    groups: list[list[Line]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if _continues(before, line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_joined(group, words) if len(group) > 1 else group[0] for group in groups]


def _stretches(raw: str) -> Iterator[tuple[int, int]]:
    position = 0
    for mark in _BREAK.finditer(raw):
        yield position, mark.start()
        position = mark.end()
    yield position, len(raw)


def _cells(raw: str, start: int, end: int) -> tuple[Traced, ...]:
    row = raw[start:end]
    if "\t" not in row.strip() and row.count("|") < 2:
        return ()
    bounds = [match.start() for match in re.finditer(r"[\t|]", row)]
    edges = [-1, *bounds, len(row)]
    cells = (clean(raw, start + left + 1, start + right) for left, right in pairwise(edges))
    kept = tuple(cell for cell in cells if cell.text.strip("-: "))
    if "\t" in row:
        return kept if len(kept) > 1 else ()
    return kept if row.strip().startswith("|") and len(kept) > 1 else ()


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
    if not ends_sentence(before.text) and _lower(line.text) and len(before.text) > 20:
        return True
    if width is None:
        return False
    # the next word would not have fitted on the line: the page broke it, not the writer
    return len(before.text) + 1 + len(first) > width * 0.92 and len(before.text) >= width * 0.6


def _continues_over_gap(before: str, text: str, width: int | None) -> bool:
    open_end = not ends_sentence(before) and before[-1:] not in "\"\u201d\u00bb)"
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
    head = re.split(r"[^\w-]", before[:-1])[-1].casefold()
    tail = (re.match(r"[\w-]+", after) or [""])[0].casefold()
    if head + tail in words:
        return False
    last = re.split(r"[^\w]", before[:-1])[-1]
    return f"{head}-{tail}" in words or last[:1].isupper() or "-" in head or head in words or not tail[:1].islower()
