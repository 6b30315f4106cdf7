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
# what English and French print beyond ASCII, names in them included
_EXPECTED = frozenset("àâäæçéèêëîïôöœùûüÿñáíóúãåøßšžÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜÑÁÍÓÚØ‘’“”«»‹›–—…•€£°©®™·½¼¾ºª²³×§¹†\u00a0\u00ad")
_WORDS = "àÀôÔ"  # letters that are a word by themselves
_INSIDE_WORDS = "‘’–—…·\u00ad\u00a0"
_PLAUSIBLE = 0.9
_MIXED_SHARE = 0.2
_LOST_MAX = 3  # stray bytes that a text may hold, or this share of all its bytes
_LOST_SHARE = 0.002
_GARBLED = re.compile("[ÂÃÅâ][\u0080-\u00bfŒœŠšŸŽžƒˆ˜\u2013-\u2026‰‹›€™]")
_BEYOND_ASCII = re.compile("[\u0080-\uffff]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and what had to be done to get it."""

    text: str
    encoding: str
    issues: tuple[IssueRecord, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of the bytes, or refuse them as no text; `declared` is the encoding that an HTML page says it has."""
    check_magic(data)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _mended(_by_mark(data[len(mark) :], encoding))
    if wide := _wide_encoding(data):
        return _by_mark(data, wide)
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
    try:
        if valid and valid >= _MIXED_SHARE * (valid + invalid):
            return _mixed(data, invalid)
        return _single_byte(data, declared)
    except NotReadError:
        if invalid > max(_LOST_MAX, len(data) * _LOST_SHARE):
            raise
    issue = IssueRecord("encoding", f"{invalid} bytes that are no UTF-8 were lost")
    return Decoded(data.decode("utf-8", errors="replace"), "utf-8", (issue,))


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
    return sum(text[at] in _EXPECTED and _fits(text[max(0, at - 1) : at + 2]) for at in places) / len(places)


def _fits(around: str) -> bool:
    """Whether the character in the middle may stand between its neighbours: a letter in a word, no capital after a small one."""
    if len(around) < 3:
        return True
    if around[1].isalpha() and not around[0].isalpha() and not around[2].isalpha():
        return around[1] in _WORDS
    if not around[0].islower():
        return True
    return around[1].islower() or not around[2].islower() or around[1] in _INSIDE_WORDS


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
