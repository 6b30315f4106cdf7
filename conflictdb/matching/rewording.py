"""Which sentence of a new version of an article is which of the old one, where the wording changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from conflictdb.matching.rules import family_of, rules
from conflictdb.matching.wording import heavy_words, overlap


class Worded(Protocol):
    """A thing with a source's values."""

    @property
    def values(self) -> Any:
        """The values, of which one is the text."""


O = TypeVar("O", bound=Worded)  # noqa: E741
N = TypeVar("N", bound=Worded)


def reworded(old: Iterable[O], new: Iterable[N]) -> list[tuple[O, N]]:
    """Pairs of an old and a new thing of one source that are one, reworded; the likest first, each thing once."""
    olds, news = list(old), list(new)
    scored = sorted(
        ((_likeness(one.values, other.values), -i, -j) for i, one in enumerate(olds) for j, other in enumerate(news)),
        reverse=True,
    )
    pairs, used_old, used_new = [], set(), set()
    for score, i, j in scored:
        if score < rules()["reworded"]["least"]:
            break
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            pairs.append((olds[-i], news[-j]))
    return pairs


def _likeness(one: Any, other: Any) -> float:
    """How far one is the other reworded: nothing where somebody else speaks, or something else happens somewhere else."""
    if "speaker" in one:
        same_speaker = one["speaker"] == other["speaker"] and (
            one["speaker"] or set(one["speaker_words"]) & set(other["speaker_words"])
        )
        if not same_speaker:
            return 0.0
    elif family_of(one["type"], other["type"]) is None or (
        one["location"] != other["location"] and one["location"] and other["location"]
    ):
        return 0.0
    found = overlap(heavy_words(one["text"]), heavy_words(other["text"]))
    return (found.shorter + found.longer) / 2
