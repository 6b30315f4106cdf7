"""Which stretches of a text somebody said, and which name who said it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from loaders.records import StatementDraft


class Told:
    """The contents and the speakers of a document's statements by position."""

    def __init__(self, statements: Iterable[StatementDraft]) -> None:
        statements = tuple(statements)
        self._contents = _joined((span.start, span.end) for one in statements for span in one.content)
        self._speakers = _joined((ref.start, ref.end) for one in statements for ref in one.speakers)

    def is_said(self, start: int) -> bool:
        """Whether a place stands inside what somebody said."""
        return _inside(self._contents, start)

    def speaks(self, start: int) -> bool:
        """Whether a place stands inside the words that tell who said something."""
        return _inside(self._speakers, start)


def _joined(spans: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """The starts and ends of the stretches that these cover together."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _inside(spans: tuple[list[int], list[int]], place: int) -> bool:
    starts, ends = spans
    at = bisect_right(starts, place) - 1
    return at >= 0 and place < ends[at]
