"""Texts as words, and how far the words of one are those of another, in the same order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import pairwise

from conflictdb.identity import fold
from conflictdb.matching.rules import light_words, negations

_WORD = re.compile(r"[^\W_]+")
RUN = 2  # words in a row that count as the same words, where a text has that many


@dataclass(frozen=True, slots=True)
class Overlap:
    """The share of the shorter text's words, and of the longer one's, that stand in the other in the same order."""

    shorter: float
    longer: float
    words: int  # of the shorter
    inserted: tuple[str, ...] = ()  # words of one text only that stand amid the same words, not before or behind them


def all_words(text: str) -> tuple[str, ...]:
    """The words of a text: folded, no punctuation."""
    return tuple(_WORD.findall(fold(text.replace("\u00ad", ""))))


def heavy_words(text: str) -> tuple[str, ...]:
    """The words that a text keeps when it is told in indirect speech."""
    words = all_words(text)
    return tuple(word for word in words if word not in light_words()) or words


def numbers(text: str) -> frozenset[str]:
    """The figures that stand in a text, without what separates thousands."""
    plain = re.sub(r"(?<=\d)[\s.,](?=\d{3}\b)", "", fold(text))
    return frozenset(re.findall(r"\d+", plain))


def negated(words: tuple[str, ...]) -> int:
    """How many negations stand among the words."""
    return sum(word in negations() for word in words)


def may_overlap(one: tuple[str, ...], other: tuple[str, ...], least: float) -> bool:
    """Whether the texts can share that part of the shorter at all: cheap, and never wrong when it says no."""
    short = min(len(one), len(other))
    return sum((Counter(one) & Counter(other)).values()) >= least * short


def overlap(one: tuple[str, ...], other: tuple[str, ...]) -> Overlap:
    """How far two texts are the same words in the same order."""
    short, long = sorted((one, other), key=lambda words: (len(words), words))
    if not short:
        return Overlap(0.0, 0.0, 0)
    blocks = SequenceMatcher(None, long, short, autojunk=False).get_matching_blocks()
    run = min(RUN, len(short))
    same = sum(block.size for block in blocks if block.size >= run)
    return Overlap(same / len(short), same / len(long), len(short), _inserted(long, short, blocks))


def _inserted(long: tuple[str, ...], short: tuple[str, ...], blocks: list[Match]) -> tuple[str, ...]:
    found: list[str] = []
    for before, after in pairwise(block for block in blocks if block.size):
        found += long[before.a + before.size : after.a]
        found += short[before.b + before.size : after.b]
    return tuple(found)
