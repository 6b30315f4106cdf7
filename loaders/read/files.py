"""Paths to documents, in order; what can't be read is refused by name and the rest goes on."""

from __future__ import annotations

import gzip
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, BinaryIO

from conflictdb.limits import FILE_BYTES_MAX
from loaders.read import archive, guard
from loaders.read.decode import decode
from loaders.read.document import check_lost_characters, read_document
from loaders.read.entry import Entry
from loaders.read.html import declared_encoding, looks_like_html, read_page
from loaders.read.jsonrecords import ArticleRecord, lines_of, load_object, records_of
from loaders.read.language import READ, UNKNOWN, language_of
from loaders.read.metadata import Metadata, parse_metadata
from loaders.read.refusing import NotReadError
from loaders.read.walk import is_readable, size_of, walk
from loaders.records import Document, IssueRecord, Refusal

_HTML = (".html", ".htm")
_TAR = (".tar.gz", ".tgz")
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def read_paths(
    paths: Iterable[Path], *, language: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | Refusal]:
    """Yield a document for each article under the paths and a refusal for each that can't be read, folders in order of name.

    `-` reads `stdin` (by default the process's own): JSON if it starts like it, else one text or HTML page. `language` holds
    for articles whose metadata names none.
    """
    for path in paths:
        if str(path) == "-":
            yield from _read_stdin(stdin or sys.stdin.buffer, language)
            continue
        for found in walk(path):
            yield from [found] if isinstance(found, Refusal) else _read_entry(found, language)


def _read_entry(entry: Entry, language: str | None, packed: bool = False) -> Iterator[Document | Refusal]:
    try:
        yield from _read_kind(entry, language, packed)
    except NotReadError as error:
        yield Refusal(entry.place, error.code, str(error))
    except OSError as error:
        yield Refusal(entry.place, "unreadable", f"the file can't be read: {error.strerror or error}")
    except _BROKEN as error:
        yield Refusal(entry.place, "broken", f"the archive is damaged: {error}")


def _read_kind(entry: Entry, language: str | None, packed: bool) -> Iterator[Document | Refusal]:
    name = entry.name.lower()
    if name.endswith((".zip", *_TAR)):
        if packed:
            raise NotReadError("nested", "an archive inside an archive is not opened: unpack it first")
        yield from _read_archive(entry, language)
    elif name.endswith((".jsonl", ".jsonl.gz")):
        with entry.open() as file:
            yield from _read_records(lines_of(_Unpacked(file) if name.endswith(".gz") else file, entry.place), entry, language)
    elif name.endswith(".json"):
        with entry.open() as file:
            yield from _read_records(records_of(guard.read_limited(file), entry.place), entry, language)
    else:
        with entry.open() as file:
            data = guard.read_limited(file)
        yield _read_file(data, entry, language)


def _read_archive(entry: Entry, language: str | None) -> Iterator[Document | Refusal]:
    with entry.open() as file:
        is_zip = entry.name.lower().endswith(".zip")
        members = archive.zip_entries(file, entry.place) if is_zip else archive.tar_entries(file, entry.place, size_of(file))
        for member in members:
            if isinstance(member, Refusal):
                yield member
            elif is_readable(member.name) and "__MACOSX/" not in member.place:
                yield from _read_entry(member, language, packed=True)


def _read_file(data: bytes, entry: Entry, language: str | None) -> Document:
    is_html = entry.name.lower().endswith(_HTML)
    given = entry.sidecar()
    meta = parse_metadata(load_object(given, f"{entry.stem}.meta.json")) if given is not None else Metadata()
    decoded = decode(data, declared_encoding(data) if is_html else None)
    record = ArticleRecord(entry.place, entry.stem, decoded.text, None, meta)
    if is_html or looks_like_html(decoded.text):
        record = ArticleRecord(entry.place, entry.stem, None, decoded.text, meta)
    return _document(record, language, decoded.issues)


def _read_records(records: Iterator[ArticleRecord | Refusal], entry: Entry, language: str | None) -> Iterator[Document | Refusal]:
    for number, record in enumerate(records):
        if isinstance(record, Refusal):
            yield record
            continue
        try:
            if record.identifier is None and number:
                raise NotReadError("json", 'the record has no "id"; only the first of a file may take the file\'s name')
            yield _document(replace(record, identifier=record.identifier or entry.stem.removesuffix(".jsonl")), language)
        except NotReadError as error:
            yield Refusal(record.place, error.code, str(error))


def _document(record: ArticleRecord, language: str | None, issues: tuple[IssueRecord, ...] = ()) -> Document:
    text, meta = record.text or "", record.meta
    if record.html is not None:
        page = read_page(record.html)
        text, meta = page.text, meta.over(page.meta)
        if language is None and meta.language is None and page.language in READ and language_of(text) == UNKNOWN:
            language = page.language
    issues = (*issues, *check_lost_characters(text))
    identifier = record.identifier or ""
    return read_document(text, external_id=identifier, place=record.place, meta=meta, language=language, issues=issues)


def _read_stdin(stream: BinaryIO, language: str | None) -> Iterator[Document | Refusal]:
    peeked = _Peeked(stream)
    entry = Entry("-", "stdin", lambda: stream, lambda: None)
    try:
        first = peeked.first.lstrip(b"\xef\xbb\xbf \t\r\n")
        if first.startswith(b"[") or first.strip() == b"{":
            yield from _read_records(records_of(guard.read_limited(peeked), "-"), entry, language)
        elif first.startswith(b"{"):
            yield from _read_records(lines_of(peeked, "-"), entry, language)
        else:
            yield _read_file(guard.read_limited(peeked), entry, language)
    except NotReadError as error:
        yield Refusal("-", error.code, str(error))


class _Peeked:
    """A stream whose first line with something on it can be looked at before it is read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._head: list[bytes] = []
        while line := stream.readline(FILE_BYTES_MAX + 1):
            self._head.append(line)
            if line.strip() or len(self._head) > 1000:
                break
        self.first = self._head[-1] if self._head else b""

    def readline(self, size: int = -1, /) -> bytes:
        return self._head.pop(0) if self._head else self._stream.readline(size)

    def read(self, size: int = -1, /) -> bytes:
        head = b"".join(self._head)
        self._head = []
        return head + self._stream.read(max(0, size - len(head)) if size >= 0 else -1)


class _Unpacked:
    """The lines of gzip data; unpacking stops where it swells like a bomb."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._unpacked = gzip.GzipFile(fileobj=file)

    def readline(self, size: int = -1, /) -> bytes:
        line = self._unpacked.readline(size)
        guard.check_ratio(self._unpacked.tell(), self._file.tell())
        return line
