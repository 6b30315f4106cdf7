"""A text taken apart: its lines with what each of them is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.read.dateline import Dateline, dateline_of
from loaders.read.labels import FOOTER_LINES, TEXT, Labelled, label_lines
from loaders.read.lines import BULLET, Line, join_wrapped, split_lines
from loaders.read.outlet import outlet_suffix
from loaders.read.title import body_start, printed_title
from loaders.read.traced import Traced, join
from loaders.records import BlockKind


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the document and what it is."""

    kind: BlockKind
    content: Traced

    @property
    def text(self) -> str:
        """What is printed there."""
        return self.content.text


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a document in reading order, its printed title and where its body starts among the parts."""

    parts: tuple[Part, ...]
    title: str | None
    header: tuple[str, ...]  # the lines above the text, but for the title
    footer: tuple[str, ...]  # what is no text any more, below it
    datelines: tuple[Dateline, ...]

    def texts(self, kind: BlockKind) -> Iterator[str]:
        """The texts of one kind of part."""
        return (part.text for part in self.parts if part.kind is kind)


def lay_out(raw: str, given_title: str | None) -> Layout:
    """Return the parts of a text; `given_title` is what the metadata calls it."""
    lines = join_wrapped(split_lines(raw))
    title = printed_title(lines, given_title)
    start = body_start(lines)
    labelled = label_lines(lines, title, start)
    kinds = labelled.kinds
    texts = [line.text for line, kind in zip(lines, kinds, strict=True) if kind in TEXT]
    end = max(start, len(lines) - FOOTER_LINES)
    return Layout(
        parts=tuple(part for index in _in_order(lines, title) for part in _parts_of(lines, index, labelled, title)),
        title=join([lines[i].content for i in title]).text if title else None,
        header=tuple(line.text for i, line in enumerate(lines[:start]) if i not in title),
        footer=tuple(lines[i].text for i in range(end, len(lines)) if kinds[i] not in TEXT and i not in title),
        datelines=tuple(found for text in texts if (found := dateline_of(text))),
    )


def _in_order(lines: Sequence[Line], title: range) -> Iterator[int]:
    for index in range(len(lines)):
        if index not in title or index == title[0]:
            yield index


def _parts_of(lines: Sequence[Line], index: int, labelled: Labelled, title: range) -> Iterator[Part]:
    line, kind = lines[index], labelled.kinds[index]
    if kind is BlockKind.TITLE:
        yield from _title_parts(join([lines[i].content for i in title]))
    elif kind is BlockKind.CELL:
        yield from (Part(kind, cell) for cell in line.cells)
    elif label := labelled.speakers.get(index):
        if label.name_end:
            yield Part(BlockKind.BYLINE, line.content.cut(0, label.name_end))
        yield Part(kind, line.content.cut(label.end))
    elif kind in TEXT:
        yield from _text_parts(kind, line.content)
    else:
        yield Part(kind, line.content)


def _title_parts(content: Traced) -> Iterator[Part]:
    if suffix := outlet_suffix(content.text):
        yield Part(BlockKind.TITLE, content.cut(0, suffix.start()))
        yield Part(BlockKind.BOILERPLATE, content.cut(suffix.start("outlet")))
    else:
        yield Part(BlockKind.TITLE, content)


def _text_parts(kind: BlockKind, content: Traced) -> Iterator[Part]:
    if found := dateline_of(content.text):
        yield Part(BlockKind.DATELINE, content.cut(0, found.end))
        content = content.cut(found.end)
    elif bullet := BULLET.match(content.text):
        content = content.cut(bullet.end())
    yield Part(kind, content)
