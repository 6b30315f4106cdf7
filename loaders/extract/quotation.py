"""Quotation marks: which stretches of a document's sections stand between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CLOSING = {"“": "”", "«": "»", "„": "“", "‘": "’", '"': '"', "'": "'", "‹": "›", "''": "''", "``": "''"}
SAME = frozenset({'"', "'", "''"})
MARK = re.compile(r"``|''|[“”«»„‘’\"'‹›]")
SPOKEN_ENDS = ".,?!…"
CURLY = re.compile("[“”]")
MOST_MARKS = 2000  # a paragraph with more is no prose
SINGLE_LIMIT = 400  # a single mark further from its partner than this is an apostrophe


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch of a section's text: [start, end) between the marks, [outer_start, outer_end) with them.

    `continues`: it takes up a quotation that the paragraph before left open. `closed` False: its end is the section's end.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool = True
    continues: bool = False


def quotations(texts: Iterable[str]) -> Iterator[tuple[Quotation, ...]]:
    """Yield the quotations of each text in turn, none inside another; one that is left open runs to the end of its text."""
    open_before = False
    for text in texts:
        found = tuple(_in_text(text, open_before))
        open_before = bool(found) and not found[-1].closed
        yield found


def _in_text(text: str, open_before: bool) -> Iterator[Quotation]:
    if sum(1 for _ in MARK.finditer(text)) > MOST_MARKS:
        return
    position = 0
    if (mark := MARK.search(text)) and _closes_what_came_before(text, mark, open_before):
        yield Quotation(0, _before_space(text, mark.start()), 0, mark.end(), True, open_before)
        position = mark.end()
    while mark := MARK.search(text, position):
        if not _opens(text, mark):
            position = mark.end()
            continue
        end = _closing(text, mark)
        continues = open_before and not text[: mark.start()].strip()
        if end is None:
            if not _may_stay_open(text, mark):
                position = mark.end()
                continue
            yield Quotation(_skip_space(text, mark.end()), len(text.rstrip()), mark.start(), len(text), False, continues)
            return
        start, stop = _skip_space(text, mark.end()), end.start()
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if stop > start:
            yield Quotation(start, stop, mark.start(), end.end(), True, continues)
        position = end.end()


def _closes_what_came_before(text: str, mark: re.Match[str], open_before: bool) -> bool:
    """Whether a paragraph begins inside a quotation: left open by the paragraph before, or without its opening mark."""
    before = text[mark.start() - 1] if mark.start() else ""
    closing = mark.group() == "”" or (open_before and mark.group() == '"' and not _opens(text, mark))
    return closing and before in SPOKEN_ENDS and before != "" and text[0].isupper()


def _before_space(text: str, position: int) -> int:
    while position > 0 and text[position - 1].isspace():
        position -= 1
    return position


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _opens(text: str, mark: re.Match[str]) -> bool:
    if mark.group() not in CLOSING:
        return False
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    if mark.group() in {"«", "“", "„", "‹", "``"}:
        return True
    if mark.group() in {"'", "‘", "''"}:
        return (before.isspace() or before in '([—–-:"“') and not after.isspace()
    return not before.isalnum() and (not after.isspace() or before.isspace())


def _closing(text: str, opening: re.Match[str]) -> re.Match[str] | None:
    return _paired(text, opening, nested=True) or _paired(text, opening, nested=False) or _unlike(text, opening)


def _unlike(text: str, opening: re.Match[str]) -> re.Match[str] | None:
    """The curly mark that closes a quotation opened by a straight one, if no other quotation opens before it."""
    mark = CURLY.search(text, opening.end()) if opening.group() == '"' else None
    return mark if mark is not None and mark.group() == "”" and not text[mark.start() - 1].isspace() else None


def _paired(text: str, opening: re.Match[str], nested: bool) -> re.Match[str] | None:
    wanted = CLOSING[opening.group()]
    position, depth = opening.end(), 0
    while mark := MARK.search(text, position):
        position = mark.end()
        if nested and mark.group() == opening.group() and mark.group() not in SAME:
            depth += 1
        elif mark.group() == wanted and _closes(text, mark, opening):
            if depth == 0:
                return mark
            depth -= 1
    return None


def _closes(text: str, mark: re.Match[str], opening: re.Match[str]) -> bool:
    before = text[mark.start() - 1]
    after = text[mark.end()] if mark.end() < len(text) else " "
    if mark.group() in {"'", "’"}:
        return not before.isspace() and not after.isalnum() and mark.start() - opening.start() <= SINGLE_LIMIT
    if mark.group() == '"':
        return not after.isalnum()
    return True


def _may_stay_open(text: str, mark: re.Match[str]) -> bool:
    """Only a double mark that begins a paragraph or a sentence may run on into the next paragraph."""
    before = text[: mark.start()].rstrip()
    return mark.group() in {"“", '"', "«", "„", "``"} and (not before or before[-1] in '.!?:,…»”"')
