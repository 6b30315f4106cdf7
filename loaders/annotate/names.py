"""A tree of names that finds, at every word of a text, the longest name that begins there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from loaders.annotate.function_words import function_words
from loaders.annotate.words import CAPITALS, LOWER, POSSESSIVE, Words, words_of

T = TypeVar("T")
# an acronym of this length may be printed as a word: "Monusco"
_ACRONYM_AS_WORD = 5
# capitals in a name from which on the first one is enough
_LONG_NAME = 3
_ARTICLES = function_words("articles")


@dataclass(slots=True)
class _Node(Generic[T]):
    children: dict[str, _Node[T]] = field(default_factory=dict)
    # (capitals of the name's words, whether all are needed, what bears it)
    bearers: list[tuple[tuple[int, ...], bool, T]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A name found: words [first, last) and everything that bears it."""

    first: int
    last: int
    bearers: tuple[T, ...]


class NameTree(Generic[T]):
    """Names by their words; `cased` names ask for their capitals, others are found in any case."""

    def __init__(self, *, cased: bool = True) -> None:
        self._root: _Node[T] = _Node()
        self._cased = cased

    def add(self, name: str, bearer: T, *, strict: bool = False) -> None:
        """Add a name, without its article; the same name may have several bearers. A strict one needs all its capitals."""
        words = words_of(name)
        first = 1 if len(words) > 1 and words.keys[0] in _ARTICLES and words.shapes[0] == LOWER else 0
        node = self._root
        for word in words.keys[first:]:
            node = node.children.setdefault(word, _Node())
        if words.keys and not any(known == bearer for _, _, known in node.bearers):
            article = len(words) > first + 1 and words.keys[first] in _ARTICLES  # "The Valley" is no valley
            node.bearers.append((tuple(words.shapes[first:]), strict or article, bearer))

    def find(self, words: Words) -> Iterator[Hit[T]]:
        """Yield the longest names from left to right, none inside another."""
        at, children = 0, self._root.children
        keys = words.keys
        while at < len(keys):
            hit = self.match_at(words, at) if keys[at] in children else None
            if hit:
                yield hit
            at = hit.last if hit else at + 1

    def match_at(self, words: Words, first: int) -> Hit[T] | None:
        """Return the longest name that begins at word `first`; a possessive inside it is passed over ("Goma's airport")."""
        best: Hit[T] | None = None
        paths: list[tuple[_Node[T], tuple[int, ...]]] = [(self._root, ())]
        for at in range(first, len(words)):
            word, shape = words.keys[at], words.shapes[at]
            following = [(node.children[word], (*passed, shape)) for node, passed in paths if word in node.children]
            for node, passed in following:
                if node.bearers and (bearers := self._borne(node, passed, word)):
                    best = Hit(first, at + 1, bearers)
            paths = following + paths if word == POSSESSIVE and at > first else following
            if not paths:
                break
        return best

    def _borne(self, node: _Node[T], shapes: tuple[int, ...], word: str) -> tuple[T, ...]:
        if not self._cased:
            return tuple(bearer for _, _, bearer in node.bearers)
        return tuple(
            dict.fromkeys(bearer for wanted, strict, bearer in node.bearers if _fits(wanted, shapes, word, strict=strict))
        )


def _fits(wanted: tuple[int, ...], shapes: tuple[int, ...], word: str, *, strict: bool) -> bool:
    if len(wanted) == 1:
        if wanted[0] != CAPITALS:
            return shapes[0] >= wanted[0]
        return shapes[0] == CAPITALS or (shapes[0] != LOWER and len(word) >= _ACRONYM_AS_WORD)
    capitalised = [shape for want, shape in zip(wanted, shapes, strict=True) if want]
    if not capitalised or LOWER not in capitalised:
        return True
    if strict or capitalised[0] == LOWER:
        return False
    # French capitalises the first word of a body's name alone: "Médecins sans frontières"
    return len(capitalised) >= _LONG_NAME or 2 * sum(1 for shape in capitalised if shape) >= len(capitalised)
