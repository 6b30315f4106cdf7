"""A text in hand made a document: title, publisher, date, kind and language found, the text cut into blocks."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from itertools import islice

from conflictdb.limits import ARTICLE_CHARS_MAX, ARTICLE_CHARS_MIN, BLOCK_CHARS_MAX
from loaders.read import dates
from loaders.read.decode import garbled
from loaders.read.language import READ, UNKNOWN, language_of
from loaders.read.layout import Layout, Part, lay_out
from loaders.read.metadata import Metadata
from loaders.read.press import kind_of, publisher_of
from loaders.read.refusing import NotReadError
from loaders.records import Block, BlockKind, DateValue, Document, IssueRecord

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LEAD_PARAGRAPHS = 4
_LOST_SHARE_MAX = 0.02


def read_document(
    text: str,
    *,
    external_id: str,
    place: str,
    meta: Metadata,
    language: str | None = None,
    issues: tuple[IssueRecord, ...] = (),
) -> Document:
    """Return the document that a text is; one that is empty, too long or in a third language is refused.

    Offsets in it count in `Document.text`: that is `text`, but for characters that PostgreSQL can't hold, replaced one for one.
    """
    stored = _UNSTORABLE.sub("\ufffd", text)
    _check_length(stored)
    code = meta.language or language or language_of(stored)
    if code not in READ:
        raise NotReadError("language", _not_spoken(code))
    layout = lay_out(stored, meta.title)
    title = meta.title or layout.title
    publisher = meta.publisher or publisher_of(layout, title, meta.url)
    published, inferred = _published(layout, meta)
    url, doubts = _address(meta.url)
    blocks = tuple(_blocks(layout.parts))
    return Document(
        external_id=external_id,
        place=place,
        text=stored,
        sha256=fingerprint(text, meta, language),
        language=code,
        blocks=blocks,
        title=title,
        publisher=publisher,
        kind=meta.kind or kind_of(layout, title, publisher),
        published=published,
        date_inferred=inferred,
        url=url,
        licence=meta.licence,
        dateline_place=_place(layout),
        issues=(*issues, *_hostile(text), *doubts),
    )


def _not_spoken(code: str) -> str:
    what = "the language can't be told" if code == UNKNOWN else f"the language is {code!r}"
    return f"{what}; English and French are read (name one in the metadata or with --language)"


def check_lost_characters(text: str) -> Iterator[IssueRecord]:
    """Yield an issue where characters were lost or garbled before the text came here; a text full of them is refused."""
    lost = text.count("\ufffd")
    if lost > _LOST_SHARE_MAX * len(text):
        raise NotReadError("encoding", f"{lost} characters of the text are lost (U+FFFD): get it anew from its source")
    if lost:
        yield IssueRecord("lost_characters", f"{lost} characters had been lost before the text was read")
    if count := garbled(text):
        yield IssueRecord("garbled_characters", f"{count} places look like UTF-8 read as something else")


def fingerprint(text: str, meta: Metadata, language: str | None = None) -> str:
    """Return the SHA-256 of a text and its metadata as given: equal for what need not be read again."""
    facts = [meta.title, meta.publisher, meta.url, meta.published_on and meta.published_on.isoformat(), meta.language]
    facts += [meta.kind and meta.kind.value, meta.licence, language]
    return hashlib.sha256(json.dumps([text, *facts]).encode()).hexdigest()


def _check_length(text: str) -> None:
    if len(text) > ARTICLE_CHARS_MAX:
        raise NotReadError("too_long", f"the text has {len(text):,} characters; at most {ARTICLE_CHARS_MAX:,} are read: split it")
    visible = islice(filter(str.isalnum, text), ARTICLE_CHARS_MIN)
    if sum(1 for _ in visible) < ARTICLE_CHARS_MIN:
        raise NotReadError("empty", f"there are fewer than {ARTICLE_CHARS_MIN} letters in it: nothing to read")


def _published(layout: Layout, meta: Metadata) -> tuple[DateValue | None, bool]:
    if meta.published_on:
        return dates.single_day(meta.published_on), False
    printed = [found.date for found in layout.datelines[:1] if found.date]
    lines = [*layout.header, *layout.footer]
    named = [found.day for text in printed for found in dates.find_dates(text)]
    named += [found.day for line in lines if (found := dates.date_line(line))]
    named += [day for line in (*layout.header, layout.title or "") if (day := dates.only_date(line))]
    if named:
        return dates.single_day(named[0]), False
    if month := next((month for line in lines if (month := dates.month_line(line))), None):
        return month, False
    lead = list(layout.texts(BlockKind.PARAGRAPH))[:_LEAD_PARAGRAPHS]
    inferred = dates.date_of_writing(lead) or (dates.date_in_url(meta.url) if meta.url else None)
    return (dates.single_day(inferred), True) if inferred else (None, False)


def _place(layout: Layout) -> str | None:
    """The place of the first dateline, else of a line with place and date."""
    if layout.datelines:
        return layout.datelines[0].place
    lines = (dates.date_line(line) for line in (*layout.header, *layout.footer))
    return next((line.place for line in lines if line and line.place), None)


def _address(url: str | None) -> tuple[str | None, tuple[IssueRecord, ...]]:
    if url is None or re.fullmatch(r"https?://[^\s<>\"]+", url, re.IGNORECASE):
        return url, ()
    return None, (IssueRecord("url", f"the address {url[:100]!r} is left out: it does not start with http:// or https://"),)


def _hostile(text: str) -> Iterator[IssueRecord]:
    if count := len(_UNSTORABLE.findall(text)):
        yield IssueRecord("unstorable_characters", f"{count} NUL or half characters were replaced by U+FFFD")
    if count := len(_HIDDEN.findall(text)):
        yield IssueRecord("bidirectional_controls", f"{count} characters that turn the direction of writing were passed over")


def _blocks(parts: tuple[Part, ...]) -> Iterator[Block]:
    for part in parts:
        content = part.content
        while len(content) > BLOCK_CHARS_MAX:
            end = _split_at(content.text)
            head = content.cut(0, end)
            yield Block(part.kind, head.text, head.anchors())
            content = content.cut(end)
        if content.text:
            yield Block(part.kind, content.text, content.anchors())


def _split_at(text: str) -> int:
    head = text[:BLOCK_CHARS_MAX]
    for mark in (". ", " "):
        if (end := head.rfind(mark)) > BLOCK_CHARS_MAX // 2:
            return end + 1
    return BLOCK_CHARS_MAX
