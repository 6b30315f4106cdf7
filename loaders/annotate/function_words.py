"""The small words that tie names together, from the vocabulary."""

from __future__ import annotations

import functools

from loaders.vocab import table


@functools.cache
def function_words(use: str) -> frozenset[str]:
    """Return the words of one use in loaders/vocab/function_words.toml."""
    return frozenset(table("function_words")[use])
