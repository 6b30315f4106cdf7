"""What sort of actor a name is, guessed from a word in it or beside it."""

from __future__ import annotations

import functools

from conflictdb.vocabularies import ActorKind
from loaders.annotate.function_words import function_words
from loaders.annotate.names import NameTree
from loaders.annotate.words import Words
from loaders.vocab import table

_CALLED = function_words("called")
_BEFORE_COMPLEMENT = function_words("complement")


@functools.cache
def _kind_words() -> NameTree[ActorKind]:
    tree: NameTree[ActorKind] = NameTree(cased=False)
    for kind, nouns in table("nominals")["kind"].items():
        for noun in nouns:
            tree.add(noun, ActorKind(kind))
    return tree


@functools.cache
def _beside_words() -> NameTree[ActorKind]:
    tree: NameTree[ActorKind] = NameTree(cased=False)
    for section in ("kind", "kind_beside"):
        for kind, nouns in table("nominals")[section].items():
            for noun in nouns:
                tree.add(noun, ActorKind(kind))
    return tree


def kind_in(words: Words, first: int, last: int) -> ActorKind | None:
    """Return the kind that the head of the name tells: the last telling word before an "of", else the first after it."""
    head: ActorKind | None = None
    for at in range(first, last):
        if words.keys[at] in _BEFORE_COMPLEMENT and head:
            return head
        if (hit := _kind_words().match_at(words, at)) and hit.last <= last:
            head = hit.bearers[0]
    return head


def kind_beside(words: Words, first: int, last: int) -> ActorKind | None:
    """Return the kind that the noun right after the name, or right before it, tells: "the 3R rebels", "la milice X"."""
    after = _beside_words().match_at(words, last) if last < len(words) else None
    if after:
        return after.bearers[0]
    return kind_before(words, first)


def kind_before(words: Words, first: int) -> ActorKind | None:
    """Return the kind that the noun right before the name tells: "the group called X", "le parti X"."""
    while first > 0 and words.keys[first - 1] in _CALLED:
        first -= 1
    for start in range(max(0, first - 2), first):
        if (before := _beside_words().match_at(words, start)) and before.last == first:
            return before.bearers[0]
    return None
