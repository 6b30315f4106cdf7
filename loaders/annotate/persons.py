"""Words that go with persons' names: forms of address, ranks and posts, and how far a name runs."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from loaders.annotate.function_words import function_words
from loaders.annotate.names import NameTree
from loaders.annotate.words import LOWER, Words
from loaders.vocab import table

HONORIFIC, RANK, POST, TRADE = "honorific", "rank", "post", "trade"
_SORTS = {HONORIFIC: "honorifics", RANK: "ranks", POST: "posts"}
_TRADES = {TRADE: "trades"}
_LONGEST_NAME = 6
PARTICLES = function_words("particles")


@functools.cache
def title_words(language: str) -> NameTree[str]:
    """Return all titles of a language with their sort; each also in the plural ("Presidents X and Y")."""
    return _tree(language, _SORTS)


@functools.cache
def before_names(language: str) -> NameTree[str]:
    """Return everything that stands before a name and is no part of it: titles, and what people do ("striker X")."""
    return _tree(language, _SORTS | _TRADES)


@functools.cache
def trades(language: str) -> NameTree[str]:
    """Return what people do or are, by the words for it."""
    return _tree(language, _TRADES)


def _tree(language: str, sorts: Mapping[str, str]) -> NameTree[str]:
    """The words of some sections of titles.toml with their sort, posts in the plural too."""
    tree: NameTree[str] = NameTree(cased=False)
    for sort, section in sorts.items():
        for title in table("titles")[section][language]:
            tree.add(title, sort)
            if sort == POST:
                tree.add(title + "s", sort)
    return tree


def name_run(words: Words, first: int, stops: frozenset[int] | set[int]) -> int:
    """Return where the run of capitalised words that begins at `first` ends; particles may stand inside it."""
    at = last = first
    while at < len(words) and at - first < _LONGEST_NAME and at not in stops:
        if words.shapes[at] != LOWER and words.keys[at].isalpha():
            last = at + 1
        elif words.keys[at] not in PARTICLES:
            break
        at += 1
    return last


def strip_titles(words: Words, first: int, last: int, language: str) -> int:
    """Return where the name proper begins after all titles at the beginning of words [first, last)."""
    tree = before_names(language)
    while first < last and (hit := tree.match_at(words, first)) and hit.last < last:
        first = hit.last
    return first
