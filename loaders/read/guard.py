"""What is refused before it is read: too large, not text at all, or an archive made to do harm.

The threat: files come from feeds and strangers. A reader must not run out of memory, wait for minutes, write or read outside its
input, nor store what no text is.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Protocol

from conflictdb.limits import ARCHIVE_MEMBERS_MAX, ARCHIVE_RATIO_MAX, FILE_BYTES_MAX
from loaders.read.refusing import NotReadError

_MAGIC = {
    b"%PDF-": "a PDF file: copy its text into a .txt file",
    b"PK\x03\x04": "a ZIP archive or an office document: save the text as .txt, or name an archive .zip",
    b"\x1f\x8b": "gzip data: name it .jsonl.gz or .tar.gz",
    b"\xd0\xcf\x11\xe0": "an office document: save it as .txt",
    b"{\\rtf": "an RTF document: save it as .txt",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
}
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_CONTROL_SHARE_MAX = 0.02


def check_size(size: int) -> None:
    """Refuse a file of more than FILE_BYTES_MAX bytes."""
    if size > FILE_BYTES_MAX:
        raise NotReadError("too_large", f"more than {FILE_BYTES_MAX:,} bytes: split it, or load it as JSON Lines")


class Bytes(Protocol):
    """Whatever bytes can be read from."""

    def read(self, size: int = ..., /) -> bytes:
        """Return at most `size` bytes."""


def read_limited(stream: Bytes) -> bytes:
    """Return all that the stream holds; more than FILE_BYTES_MAX bytes are refused, whatever its header promised."""
    data = stream.read(FILE_BYTES_MAX + 1)
    check_size(len(data))
    return data


def check_magic(data: bytes) -> None:
    """Refuse what starts like a known kind of file that is no text."""
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise NotReadError("binary", f"this is {what}")


def check_controls(data: bytes) -> None:
    """Refuse bytes of which more than a few are control characters: no text."""
    sample = data[:65_536]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if controls > _CONTROL_SHARE_MAX * len(sample):
        raise NotReadError("binary", f"{controls} of the first {len(sample)} bytes are control characters: this is no text file")


def check_member_name(name: str) -> None:
    """Refuse an archive member that is named to land outside the archive."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", name):
        raise NotReadError("unsafe_name", "the member's name is absolute or climbs out of the archive: pack it anew")


def check_member_count(count: int) -> None:
    """Refuse an archive of more than ARCHIVE_MEMBERS_MAX members."""
    if count > ARCHIVE_MEMBERS_MAX:
        raise NotReadError("too_many_members", f"the archive has more than {ARCHIVE_MEMBERS_MAX:,} members: split it")


def check_ratio(unpacked: int, packed: int) -> None:
    """Refuse what unpacks to more than ARCHIVE_RATIO_MAX times its size."""
    if unpacked > ARCHIVE_RATIO_MAX * max(packed, 1):
        raise NotReadError("bomb", f"it unpacks to over {ARCHIVE_RATIO_MAX} times its size: unpack it by hand and look at it")
