"""JSON and JSON Lines: one article a record, an id and a text or HTML with the keys of the metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from conflictdb.limits import FILE_BYTES_MAX
from loaders.read.metadata import FIELDS, Metadata, MetadataError, parse_metadata
from loaders.read.refusing import NotReadError
from loaders.records import Refusal

_ID_CHARS_MAX = 300  # the column that it is stored in


class Lines(Protocol):
    """Whatever gives lines of bytes."""

    def readline(self, size: int = ..., /) -> bytes:
        """Return the next line, at most `size` bytes of it; nothing at the end."""


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """A record as given: exactly one of text and html is set. `identifier` is None where the record has no id."""

    place: str
    identifier: str | None
    text: str | None
    html: str | None
    meta: Metadata


def lines_of(stream: Lines, place: str) -> Iterator[ArticleRecord | Refusal]:
    """Yield the record of each line that is not blank; a line that is none is refused by its number and the rest is read."""
    number = 0
    while line := stream.readline(FILE_BYTES_MAX + 1):
        number += 1
        where = f"{place}:{number}"
        if len(line) > FILE_BYTES_MAX:
            yield Refusal(where, "too_large", f"the line has more than {FILE_BYTES_MAX:,} bytes: split the article")
            while line and not line.endswith(b"\n"):
                line = stream.readline(FILE_BYTES_MAX + 1)
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield _record_or_refusal(line, where)


def records_of(data: bytes, place: str) -> Iterator[ArticleRecord | Refusal]:
    """Yield the record of a JSON object, or those of an array of objects."""
    try:
        content = _load(data.removeprefix(b"\xef\xbb\xbf"))
    except NotReadError as error:
        yield Refusal(place, error.code, str(error))
        return
    for number, item in enumerate(content, 1) if isinstance(content, list) else [(0, content)]:
        where = f"{place}[{number}]" if number else place
        try:
            yield _parse(item, where)
        except NotReadError as error:
            yield Refusal(where, error.code, str(error))


def load_object(data: bytes, what: str) -> dict[str, Any]:
    """Return the one JSON object that the bytes are."""
    content = _load(data.removeprefix(b"\xef\xbb\xbf"))
    if not isinstance(content, dict):
        raise MetadataError(f"{what} is no JSON object")
    return content


def _record_or_refusal(line: bytes, where: str) -> ArticleRecord | Refusal:
    try:
        return _parse(_load(line), where)
    except NotReadError as error:
        return Refusal(where, error.code, str(error))


def _load(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise NotReadError("encoding", "this JSON is not UTF-8: save it as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise NotReadError("json", f"this is no JSON: {str(error)[:200]}") from error


def _parse(item: object, where: str) -> ArticleRecord:
    if not isinstance(item, dict):
        raise NotReadError("json", 'the record is no JSON object: write {"id": ..., "text": ...}')
    unknown = sorted(set(item) - {"id", "text", "html", *FIELDS})
    if unknown:
        raise MetadataError(f"unknown: {', '.join(map(repr, unknown))}; the keys are id, text or html, {', '.join(FIELDS)}")
    text, html = (_string(item, key) for key in ("text", "html"))
    if (text is None) == (html is None):
        raise NotReadError("json", 'the record needs "text" or "html", and not both')
    meta = parse_metadata({key: value for key, value in item.items() if key in FIELDS})
    return ArticleRecord(where, _identifier(item.get("id")), text, html, meta)


def _string(item: dict[str, object], key: str) -> str | None:
    value = item.get(key)
    if value is not None and not isinstance(value, str):
        raise NotReadError("json", f'"{key}" is {type(value).__name__}, not text')
    return value


def _identifier(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise NotReadError("json", f'"id" is {type(value).__name__}: write it as text')
    identifier = str(value).strip()
    if not identifier or len(identifier) > _ID_CHARS_MAX or not identifier.isprintable():
        raise NotReadError("json", f'"id" must have 1 to {_ID_CHARS_MAX} printable characters')
    return identifier
