"""A text as words for comparison with names: folded, with their places and their capitals."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from conflictdb.identity import fold
from loaders.vocab import table

LOWER, CAPITAL, CAPITALS = 0, 1, 2
POSSESSIVE = "'s"
# acronyms with points, the possessive, words with combining accents, any other mark
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?(?!\w)|['’]s\b|[^\W_][\w\u0300-\u036f]*|[^\w\s]")
_SILENT = frozenset("'’`´-‐‑/.&_*")
_INNER_ONLY = frozenset("-‐‑/&")


@dataclass(frozen=True, slots=True)
class Words:
    """A text and, in parallel lists, its words: comparison key, place in the text, capitals. Dividing marks are words too."""

    text: str
    keys: list[str]
    starts: list[int]
    ends: list[int]
    shapes: list[int]

    def __len__(self) -> int:
        return len(self.keys)


@functools.cache
def _spellings() -> dict[str, str]:
    return dict(table("spellings")["words"])


@functools.cache
def _abbreviations() -> frozenset[str]:
    return frozenset(table("spellings")["abbreviations"]["words"])


@functools.lru_cache(maxsize=65536)
def key(word: str) -> str:
    """Return what two spellings of one word share: no case, no accents, no points in an acronym."""
    if word in {"'s", "’s"}:
        return POSSESSIVE
    folded = fold(word).replace(".", "") or word
    return _spellings().get(folded, folded)


@functools.lru_cache(maxsize=65536)
def _seen(word: str) -> tuple[str, int]:
    return key(word), shape(word)


def shape(word: str) -> int:
    """Return how a word is capitalised; what has digits among capitals ("M23") counts as capitals."""
    if len(word) > 1 and word.isupper():
        return CAPITALS
    return CAPITAL if word[0].isupper() else LOWER


@functools.lru_cache(maxsize=256)  # a section's words are asked for by several rooms
def words_of(text: str) -> Words:
    """Return the words of `text`; hyphens, apostrophes and points inside names are left out. The lists are shared: read only."""
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    shapes: list[int] = []
    for found in _WORD.finditer(text):
        word, start, end = found[0], found.start(), found.end()
        if word in _SILENT and _is_silent(text, word, start, keys):
            continue
        word_key, word_shape = _seen(word)
        keys.append(word_key)
        starts.append(start)
        ends.append(end)
        shapes.append(word_shape)
    return Words(text, keys, starts, ends, shapes)


def keys_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the keys of all words of the texts: a list of a vocabulary as what words are looked up in."""
    return frozenset(key for text in texts for key in words_of(text).keys)


def _is_silent(text: str, mark: str, start: int, keys: list[str]) -> bool:
    if mark in _INNER_ONLY:  # a dash between spaces parts names, a hyphen doesn't
        return 0 < start < len(text) - 1 and not text[start - 1].isspace() and not text[start + 1].isspace()
    if mark == ".":  # "St. Louis" and "J. Doe" against the end of a sentence
        inner = start + 1 < len(text) and not text[start + 1].isspace()
        return inner or bool(keys and (len(keys[-1]) == 1 or keys[-1] in _abbreviations()))
    return True
