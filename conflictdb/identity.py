"""Public ids: the one id that a record has everywhere (API, admin, files, log), for ever.

An id is a three-letter prefix for the type and 20 characters (100 bits) of the SHA-256 of the record's natural key, in
Crockford's base 32 in lower case: `stm_0k3v…`. Whoever has the natural key can compute the id; nobody needs to keep a counter, so
that two machines that read the same article give its records the same ids.
"""

from __future__ import annotations

import hashlib
import unicodedata

PREFIXES = {
    "actor": "act",
    "location": "loc",
    "statement": "stm",
    "topic": "top",
    "event": "evt",
    "resolution": "res",
    "source": "src",
    "affiliation": "aff",
    "relation": "rel",
    "provision": "prv",
    "name": "nam",
}
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 20


def public_id(noun: str, *key: str | int | None) -> str:
    """Return the id of the record of type `noun` (a key of PREFIXES) with this natural key.

    The parts are joined by a separator that occurs in no text, so ("a", "bc") and ("ab", "c") differ.
    """
    joined = "\x1f".join("" if part is None else str(part) for part in key)
    number = int.from_bytes(hashlib.sha256(joined.encode()).digest()[:16], "big")
    digits = []
    for _ in range(_LENGTH):
        number, rest = divmod(number, 32)
        digits.append(_ALPHABET[rest])
    return f"{PREFIXES[noun]}_{''.join(digits)}"


def noun_of(identifier: str) -> str | None:
    """Return the type that an id's prefix names, or None where it names none."""
    prefix = identifier.partition("_")[0]
    return next((noun for noun, short in PREFIXES.items() if short == prefix), None)


def fold(text: str) -> str:
    """Return `text` for comparison: no accents, no case, single spaces, straight apostrophes."""
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'").replace("\u00ad", ""))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(plain.casefold().split())
