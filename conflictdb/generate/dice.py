"""Chance with skew: a few of a list are drawn often, most of them seldom."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Skewed(Generic[T]):
    """Draws from a list by Zipf's law: the n-th is drawn as often as 1 / n to the power of `steepness`."""

    def __init__(self, items: Sequence[T], steepness: float = 1.0) -> None:
        self.items = items
        self._weights = list(accumulate(1 / (rank + 1) ** steepness for rank in range(len(items))))

    def draw(self, chance: Random, count: int) -> list[T]:
        """So many of them, each drawn anew."""
        return chance.choices(self.items, cum_weights=self._weights, k=count)


def shuffled(items: Sequence[T], chance: Random) -> list[T]:
    """The items in a chance order."""
    return chance.sample(items, len(items))
