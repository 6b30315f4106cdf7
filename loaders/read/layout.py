"""A text taken apart: its lines with what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.read import furniture
from loaders.read.dateline import Dateline, dateline_of
from loaders.read.interview import roles_of
from loaders.read.lines import BULLET, Line, ends_sentence, join_wrapped, split_lines
from loaders.read.title import body_start, is_prose, printed_title
from loaders.read.traced import Traced, join
from loaders.records import BlockKind

HEADING_CHARS_MAX = 140
HEADING_WORDS_MAX = 18
_OUTLET_SUFFIX = re.compile(r"\s(?:\||\u2013|\u2014|-)\s(?P<outlet>[^|]{2,40})$")


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
    kinds = _kinds(lines, title, start)
    parts = tuple(part for index in _in_order(lines, title) for part in _parts_of(lines, index, kinds[index], title))
    texts = [line.text for line, kind in zip(lines, kinds, strict=True) if kind in _TEXT]
    last_text = max((i for i, kind in enumerate(kinds) if kind in _TEXT), default=-1)
    return Layout(
        parts=parts,
        title=join([lines[i].content for i in title]).text if title else None,
        header=tuple(line.text for i, line in enumerate(lines[:start]) if i not in title),
        footer=tuple(line.text for i, line in enumerate(lines) if i > last_text and i not in title),
        datelines=tuple(found for text in texts if (found := dateline_of(text))),
    )


_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.QUESTION, BlockKind.ANSWER, BlockKind.HEADING})


def _kinds(lines: Sequence[Line], title: range, start: int) -> list[BlockKind]:
    labels: list[BlockKind | None] = [_label(line, index, title, start) for index, line in enumerate(lines)]
    _label_contacts(lines, labels)
    _label_live(lines, labels)
    for index, role in roles_of([line.text if label is None else "" for line, label in zip(lines, labels, strict=True)]):
        labels[index] = role
    return [label or _text_kind(lines, labels, index, start) for index, label in enumerate(labels)]


def _label(line: Line, index: int, title: range, start: int) -> BlockKind | None:
    if index in title:
        return BlockKind.TITLE
    if line.cells:
        return BlockKind.CELL
    if label := furniture.line_kind(line.text):
        return label
    if index >= start:
        return None
    if label := furniture.header_kind(line.text):
        return label
    named = furniture.is_named_at(line.text) or furniture.is_names(line.text)
    return BlockKind.BYLINE if named and title and index > title[-1] else None


def _label_contacts(lines: Sequence[Line], labels: list[BlockKind | None]) -> None:
    heads = [i for i, line in enumerate(lines) if labels[i] is not BlockKind.TITLE and furniture.closes_with_contacts(line.text)]
    for head in heads:
        labels[head] = BlockKind.CONTACT
        for index in range(head + 1, len(lines)):
            if labels[index] is BlockKind.TITLE or (is_prose(lines[index].text) and not _addressed(lines[index].text)):
                break
            labels[index] = BlockKind.CONTACT


def _addressed(text: str) -> bool:
    return bool(re.search(r"@|https?://|www\.|\+\d{2}", text))


def _label_live(lines: Sequence[Line], labels: list[BlockKind | None]) -> None:
    stamps = [i for i, line in enumerate(lines) if furniture.is_stamp(line.text)]
    if len(stamps) < 3:
        return
    for stamp in stamps:
        for index in range(stamp + 1, min(stamp + 3, len(lines))):
            if labels[index] is None and furniture.is_named_at(lines[index].text):
                labels[index] = BlockKind.BYLINE
            elif labels[index] is None and index == stamp + 1 and len(lines[index].text) < HEADING_CHARS_MAX:
                labels[index] = BlockKind.HEADING


def _text_kind(lines: Sequence[Line], labels: Sequence[BlockKind | None], index: int, start: int) -> BlockKind:
    text = lines[index].text
    short = len(text) <= HEADING_CHARS_MAX and len(text.split()) <= HEADING_WORDS_MAX
    if not short or BULLET.match(text) or not _unfinished(text):
        return BlockKind.PARAGRAPH
    if index < start:
        return BlockKind.HEADING
    after = next((i for i in range(index + 1, len(lines)) if labels[i] is None or labels[i] is BlockKind.CELL), None)
    if after is None:
        return BlockKind.BYLINE if furniture.is_names(text) or furniture.is_signature(text) else BlockKind.PARAGRAPH
    follows = labels[after] is BlockKind.CELL or is_prose(lines[after].text) or BULLET.match(lines[after].text)
    return BlockKind.HEADING if follows and text[:1] not in "\"\u201c\u00ab" else BlockKind.PARAGRAPH


def _unfinished(text: str) -> bool:
    return not ends_sentence(text) or bool(re.search(r"[?:][\"'\u201d\u2019\u00bb)\s]*$", text) and len(text.split()) <= 12)


def _in_order(lines: Sequence[Line], title: range) -> Iterator[int]:
    for index in range(len(lines)):
        if index not in title or index == title[0]:
            yield index


def _parts_of(lines: Sequence[Line], index: int, kind: BlockKind, title: range) -> Iterator[Part]:
    line = lines[index]
    if kind is BlockKind.TITLE:
        yield from _title_parts(join([lines[i].content for i in title]))
    elif kind is BlockKind.CELL:
        yield from (Part(kind, cell) for cell in line.cells)
    elif kind in _TEXT:
        yield from _text_parts(kind, line.content)
    else:
        yield Part(kind, line.content)


def _title_parts(content: Traced) -> Iterator[Part]:
    from loaders.read.press import is_outlet

    suffix = _OUTLET_SUFFIX.search(content.text)
    if suffix and is_outlet(suffix["outlet"], after_bar="|" in suffix[0]):
        yield Part(BlockKind.TITLE, content.cut(0, suffix.start()))
        yield Part(BlockKind.BOILERPLATE, content.cut(suffix.start("outlet")))
    else:
        yield Part(BlockKind.TITLE, content)


def _text_parts(kind: BlockKind, content: Traced) -> Iterator[Part]:
    from loaders.read.interview import label_end

    if kind in {BlockKind.QUESTION, BlockKind.ANSWER}:
        if end := label_end(content.text):
            yield Part(BlockKind.BYLINE, content.cut(0, end))
            content = content.cut(end)
        yield Part(kind, content)
        return
    if found := dateline_of(content.text):
        yield Part(BlockKind.DATELINE, content.cut(0, found.end))
        content = content.cut(found.end)
    elif bullet := BULLET.match(content.text):
        content = content.cut(bullet.end())
    yield Part(kind, content)
