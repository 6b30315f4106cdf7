"""Bytes to text: UTF-8, UTF-16, or one of the old single-byte encodings; garbled text is mended or refused, never passed on."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.read.guard import check_controls, check_magic
from loaders.read.refusing import NotReadError
from loaders.records import IssueRecord

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE = ("cp1252", "mac_roman", "cp850", "latin-1")
_EXPECTED = frozenset(
    "\u00e0\u00e2\u00e4\u00e6\u00e7\u00e9\u00e8\u00ea\u00eb\u00ee\u00ef\u00f4\u00f6\u0153\u00f9\u00fb\u00fc\u00ff\u00f1\u00e1\u00ed\u00f3\u00fa\u00e3\u00e5\u00f8\u00df\u0161\u017e"
    "\u00c0\u00c2\u00c4\u00c6\u00c7\u00c9\u00c8\u00ca\u00cb\u00ce\u00cf\u00d4\u00d6\u0152\u00d9\u00db\u00dc\u00d1\u00c1\u00cd\u00d3\u00da\u00d8"
    "\u2018\u2019\u201c\u201d\u00ab\u00bb\u2039\u203a\u2013\u2014\u2026\u2022\u20ac\u00a3\u00b0\u00a9\u00ae\u2122\u00b7\u00a0\u00bd\u00bc\u00be\u00ba\u00aa\u00b2\u00b3\u00d7\u00a7\u00b9\u2020\u00ad"
)
_PLAUSIBLE = 0.9
_MIXED_SHARE = 0.2
_GARBLED = re.compile("[\u00c2\u00c3\u00c5\u00e2][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]")
_BEYOND_ASCII = re.compile("[\u0080-\uffff]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and what had to be done to get it."""

    text: str
    encoding: str
    issues: tuple[IssueRecord, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of the bytes; `declared` is the encoding that an HTML page says it has. Refuses what is no readable text."""
    check_magic(data)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _mended(_by_mark(data[len(mark) :], encoding))
    if encoding := _wide_encoding(data):
        return _by_mark(data, encoding)
    check_controls(data)
    try:
        return _mended(Decoded(data.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError as error:
        return _not_utf8(data, error, declared)


def garbled(text: str) -> int:
    """How many places look like UTF-8 that was read as something else ("\u00c3\u00a9")."""
    return len(_GARBLED.findall(text))


def _by_mark(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    if lost > max(1, len(text) // 100):
        raise NotReadError("encoding", f"the bytes are no {encoding.upper()}, though they start like it: save the text as UTF-8")
    return Decoded(text, encoding, (IssueRecord("encoding", f"{lost} characters of damaged {encoding.upper()} were lost"),))


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Latin text is NUL."""
    sample = data[:4096]
    if len(sample) < 8 or sample.count(0) < len(sample) * 0.3:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * len(sample) / 2 and even < 0.1 * len(sample) / 2:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * len(sample) / 2 and odd < 0.1 * len(sample) / 2 else None


def _not_utf8(data: bytes, error: UnicodeDecodeError, declared: str | None) -> Decoded:
    if error.reason == "unexpected end of data" and error.start > 0:
        issue = IssueRecord("encoding_truncated", "the last character is cut in two; it was left out")
        text = data[: error.start].decode("utf-8")
        if not text.isascii() or len(data) > 1000:
            return Decoded(text, "utf-8", (issue,))
    valid, invalid = _utf8_share(data)
    if valid and valid >= _MIXED_SHARE * (valid + invalid):
        return _mixed(data, invalid)
    return _single_byte(data, declared)


def _utf8_share(data: bytes) -> tuple[int, int]:
    """How many characters beyond ASCII are UTF-8, and how many bytes are not."""
    text = data.decode("utf-8", errors="surrogateescape")
    invalid = len(re.findall("[\udc80-\udcff]", text))
    return len(re.findall("[\u0080-\ud7ff\ue000-\U0010ffff]", text)), invalid


def _mixed(data: bytes, count: int) -> Decoded:
    text = data.decode("utf-8", errors="surrogateescape")
    mended = re.sub("[\udc80-\udcff]+", lambda lost: _as_cp1252(lost[0].encode("utf-8", "surrogateescape")), text)
    if _plausibility(mended) < _PLAUSIBLE:
        raise NotReadError("encoding", "the text is in several encodings at once: save it as UTF-8")
    issue = IssueRecord("encoding_mixed", f"{count} bytes were not UTF-8 like the rest; they were read as Windows-1252")
    return Decoded(mended, "utf-8", (issue,))


def _as_cp1252(data: bytes) -> str:
    return data.decode("cp1252", errors="replace")


def _single_byte(data: bytes, declared: str | None) -> Decoded:
    candidates = [*([declared] if declared else []), *_SINGLE_BYTE]
    texts = {encoding: text for encoding in candidates if (text := _try(data, encoding)) is not None}
    if texts:
        best = max(texts, key=lambda encoding: (_plausibility(texts[encoding]), -candidates.index(encoding)))
        if _plausibility(texts[best]) >= _PLAUSIBLE:
            return Decoded(texts[best], best)
    return _guessed(data)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _guessed(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:100_000]).best()
    text = _try(data, guess.encoding) if guess else None
    if guess is None or text is None or _plausibility(text) < _PLAUSIBLE:
        likely = f" (it may be {guess.encoding})" if guess else ""
        raise NotReadError("encoding", f"the encoding can't be told{likely}: save the text as UTF-8")
    return Decoded(text, guess.encoding)


def _plausibility(text: str) -> float:
    """The share of characters beyond ASCII that English and French print, and where they print them."""
    places = [match.start() for match in re.finditer("[^\x00-\x7f]", text)]
    if not places:
        return 1.0
    good = sum(text[at] in _EXPECTED and not (text[at].isupper() and at > 0 and text[at - 1].islower()) for at in places)
    return good / len(places)


def _mended(decoded: Decoded) -> Decoded:
    """Undo UTF-8 that somebody read as Windows-1252 and saved again."""
    if not _GARBLED.search(decoded.text):
        return decoded
    pieces = list(_untangled(decoded.text))
    text = "".join(pieces)
    if text == decoded.text:
        return decoded
    issue = IssueRecord("encoding_doubled", "parts of the text had been encoded twice; they were mended")
    return Decoded(text, decoded.encoding, (*decoded.issues, issue))


def _untangled(text: str) -> Iterator[str]:
    position = 0
    for run in _BEYOND_ASCII.finditer(text):
        yield text[position : run.start()]
        yield _once_decoded(run[0])
        position = run.end()
    yield text[position:]


def _once_decoded(run: str) -> str:
    try:
        return b"".join(_byte_of(char) for char in run).decode("utf-8")
    except UnicodeError:
        return run


def _byte_of(char: str) -> bytes:
    # Windows-1252 leaves five bytes undefined; programs pass them through
    return bytes([ord(char)]) if "\x80" <= char <= "\x9f" else char.encode("cp1252")
