"""Names of organisations as keys: two names that share one may be one body's, for a person to say."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conflictdb.identity import fold
from conflictdb.vocabularies import ActorKind

FILE = Path(__file__).resolve().parent / "bodies.toml"
SHORTEST = 3  # letters of an acronym, or of a name, that tell anything
LONG_ACRONYM = 4  # letters from which an acronym is rarely another body's too
LONG_WORD = 4  # letters of a word whose last s may be a plural's
Key = tuple[str, str]  # in which way names are alike, and what they then share

_WORD = re.compile(r"[^\W_]+")
_DOT = re.compile(r"(?<=\b\w)\.\s?(?=\w\b)")  # inside "U.N.H.C.R.", "S. A."
# who registers a legal form
_REGISTERED = frozenset({ActorKind.COMPANY, ActorKind.NGO, ActorKind.MEDIA, ActorKind.CIVIL_SOCIETY})
# whose members are called by the name, one or many
_MEMBERS = frozenset({ActorKind.COMMUNITY, ActorKind.ARMED_GROUP, ActorKind.POLITICAL_GROUP})


@functools.cache
def _table() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@functools.cache
def _among(name: str) -> frozenset[str]:
    return frozenset(_table()[name])


def score_of(reason: str, shared: str) -> float:
    """How sure it is that names which share this key are one body's."""
    name = "short_acronym" if reason == "acronym" and len(shared) < LONG_ACRONYM else reason
    return float(_table()["scores"][name])


def keys_of(name: str, kind: str) -> Iterator[Key]:
    """What the name shares with other spellings of it; an acronym and its long name share the letters."""
    printed = _printed(name)
    words = tuple(fold(word) for word in printed)
    if len("".join(words)) < SHORTEST:
        return
    yield "spelling", "".join(words)
    bare = _bare(words) if kind in _REGISTERED else words
    if kind in _REGISTERED and len("".join(bare)) > SHORTEST:
        yield "legal_form", "".join(bare)
    if len(words) > 1 or kind in _MEMBERS:
        yield "plural", " ".join(_singular(word) for word in words)
    letters = acronym(name) or (_initials(bare) if kind != ActorKind.COMMUNITY and printed[0][0].isupper() else "")
    if letters:
        yield "acronym", letters


def acronym(name: str) -> str:
    """The letters of a name that is an acronym, in small ones; nothing where it is none, or has two letters or less."""
    printed = _printed(name)
    is_acronym = len(printed) == 1 and len(printed[0]) >= SHORTEST and printed[0].isalpha() and printed[0].isupper()
    return fold(printed[0]) if is_acronym else ""


def _printed(name: str) -> tuple[str, ...]:
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    words = tuple(_WORD.findall(_DOT.sub("", plain.replace("\u00ad", ""))))
    while len(words) > 1 and fold(words[0]) in _among("articles"):
        words = words[1:]
    return words


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    while len(words) > 1 and words[-1] in _among("legal_forms"):
        words = words[:-1]
    return words


def _singular(word: str) -> str:
    return word[:-1] if len(word) > LONG_WORD and word.endswith("s") and not word.endswith("ss") else word


def _initials(words: tuple[str, ...]) -> str:
    heavy = [word for word in words if word not in _among("small")]
    return "".join(word[0] for word in heavy) if len(heavy) >= SHORTEST and all(word.isalpha() for word in heavy) else ""
