"""Text that remembers, character by character, where it stands in the document."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SPACE = re.compile(r"\s+")
MARKS_KEPT = 3  # combining marks on one letter; more of them is an attack, not an accent

# what a reader does not see: soft hyphens, zero-width and bidirectional controls, other controls, lost characters
_UNSEEN = (
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffd"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\U000e0000-\U000e007f]"
)
_MARK = "[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]"
_PIECES = re.compile(rf"(?P<drop>{_UNSEEN}+)|(?P<space>\s+)|(?P<marks>{_MARK}{{{MARKS_KEPT + 1},}})")
_UNCLEAN = re.compile(rf"{_UNSEEN}|[^\S ]| {{2}}|{_MARK}{{{MARKS_KEPT + 1}}}")


@dataclass(frozen=True, slots=True)
class Traced:
    """Clean text and, in `at`, the document offset of each of its characters (ascending)."""

    text: str
    at: array[int]

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int | None = None) -> Traced:
        """The stretch [start, end) without the spaces at its ends."""
        end = len(self.text) if end is None else end
        if start == 0 and end == len(self.text) and not (self.text[:1].isspace() or self.text[-1:].isspace()):
            return self
        part = self.text[start:end]
        left = start + len(part) - len(part.lstrip())
        right = max(left, end - (len(part) - len(part.rstrip())))
        return Traced(self.text[left:right], self.at[left:right])

    def anchors(self) -> tuple[tuple[int, int], ...]:
        """Pairs (clean offset, document offset) wherever the two texts fall out of step, the first at 0."""
        return tuple(self._steps()) or ((0, 0),)

    def _steps(self) -> Iterator[tuple[int, int]]:
        expected = -1
        for clean, raw in enumerate(self.at):
            if raw != expected:
                yield clean, raw
            expected = raw + 1


def clean(raw: str, start: int, end: int) -> Traced:
    """Return the document's stretch [start, end) as a reader sees it: on one line, single spaces, nothing invisible."""
    if not _UNCLEAN.search(raw, start, end):
        return Traced(raw[start:end], array("q", range(start, end))).cut(0)
    text: list[str] = []
    at = array("q")
    position = start
    for piece in _PIECES.finditer(raw, start, end):
        text.append(raw[position : piece.start()])
        at.extend(range(position, piece.start()))
        if piece["space"]:
            text.append(" ")
            at.append(piece.start())
        elif piece["marks"]:
            text.append(piece["marks"][:MARKS_KEPT])
            at.extend(range(piece.start(), piece.start() + MARKS_KEPT))
        position = piece.end()
    text.append(raw[position:end])
    at.extend(range(position, end))
    return _single_spaced(Traced("".join(text), at))


def join(parts: Sequence[Traced], glues: Sequence[str] = ()) -> Traced:
    """Return the parts as one text with a space, or the glue given, after each; it is traced to right behind the part."""
    text: list[str] = []
    at = array("q")
    for number, part in enumerate(parts):
        glue = glues[number - 1] if glues else " "
        if at and glue:
            text.append(glue)
            at.append(at[-1] + 1)
        text.append(part.text)
        at.extend(part.at)
    return Traced("".join(text), at)


def _single_spaced(traced: Traced) -> Traced:
    # a dropped character between two spaces leaves them side by side
    if "  " not in traced.text:
        return traced.cut(0)
    keep = [i for i, char in enumerate(traced.text) if char != " " or i == 0 or traced.text[i - 1] != " "]
    return Traced("".join(traced.text[i] for i in keep), array("q", (traced.at[i] for i in keep))).cut(0)
