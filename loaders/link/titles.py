"""How alike two titles are: "the peacekeeping chief" and "Under-Secretary-General for Peace Operations"."""

from __future__ import annotations

import functools

from loaders.annotate.function_words import function_words
from loaders.annotate.words import words_of
from loaders.vocab import table

_SMALL = function_words("in_titles")


@functools.cache
def _families() -> dict[str, frozenset[int]]:
    families: dict[str, set[int]] = {}
    for number, family in enumerate(table("titles")["same"]):
        for word in family["words"]:
            keys = words_of(word).keys
            if len(keys) == 1:
                families.setdefault(keys[0], set()).add(number)
    return {key: frozenset(numbers) for key, numbers in families.items()}


@functools.cache
def _paraphrases() -> dict[str, tuple[frozenset[str], ...]]:
    return {
        words_of(short).keys[0]: tuple(frozenset(words_of(long).keys) - _SMALL for long in longs)
        for short, longs in table("titles")["paraphrases"].items()
    }


@functools.cache
def _one_word() -> tuple[tuple[str, str], ...]:
    return tuple(
        (" ".join(words_of(several).keys), " ".join(words_of(one).keys)) for several, one in table("titles")["one_word"].items()
    )


@functools.cache
def qualifiers(language: str) -> frozenset[str]:
    """Return the words that qualify a post and say nothing of what it is concerned with: "former"."""
    return frozenset(words_of(word).keys[0] for word in table("titles")["qualifiers"][language])


@functools.cache
def _distinct() -> frozenset[str]:
    return frozenset(words_of(word).keys[0] for word in table("titles")["distinct"]["words"])


@functools.cache
def _portfolios() -> frozenset[str]:
    return frozenset(words_of(word).keys[0] for word in table("titles")["portfolios"]["words"])


def _other_portfolio(wanted: tuple[str, ...], given: tuple[str, ...]) -> bool:
    """Whether two posts are concerned with different things: "the health secretary" is no foreign secretary."""
    one, other = _portfolios().intersection(wanted), _portfolios().intersection(given)
    return bool(one and other and not one & other)


@functools.lru_cache(maxsize=8192)
def title_keys(title: str) -> tuple[str, ...]:
    """Return the telling words of a title."""
    keys = " ".join(words_of(title).keys)
    for several, one in _one_word():
        keys = keys.replace(several, one)
    return tuple(key for key in keys.split() if key not in _SMALL and key[0].isalnum())


def same_family(one: str, other: str) -> bool:
    """Whether two head words mean much the same post ("head", "chief")."""
    families = _families()
    return one == other or bool(families.get(one, frozenset()) & families.get(other, frozenset()))


@functools.lru_cache(maxsize=32768)
def likeness(description: str, title: str) -> int:
    """Return how many telling words of a description agree with a title: 0 where its head doesn't agree at all."""
    wanted, given = title_keys(description), title_keys(title)
    if not wanted or not given:
        return 0
    agreed = sum(1 for key in wanted if key in given)
    told = sum(1 for key in wanted if any(part <= set(given) for part in _paraphrases().get(key, ())))
    if any(key in _distinct() and key not in given for key in wanted) or _other_portfolio(wanted, given):
        return 0
    heads = any(same_family(key, other) for key in wanted for other in given)
    if not agreed and not told and not heads:
        return 0
    if not heads and not told and agreed < len(wanted):
        return 0
    return agreed + told + heads
