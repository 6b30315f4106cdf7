"""The words by which statements name those whom they are directed at: addressees.toml as typed values."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from loaders.vocab import FOLDER, VocabularyError, table

LISTS = frozenset(
    {
        "audience", "asked_to", "armed", "hostile", "ends", "thanks", "openers", "links", "joins", "asking", "charging", "deeds",
        "victims", "yielding", "answered", "talking", "praised", "addressing", "papers", "demanding", "responsible",
        "meeting", "by",
        "of", "facing", "answering", "bodies", "from", "thanked", "wrongs", "doing", "crimes",
        "of_council", "parties", "all_parties", "definite", "decided", "owned", "neutral", "given", "receiving", "within",
        "settings", "local", "unknown",
    }
)  # fmt: skip


@functools.cache
def words(language: str) -> Mapping[str, frozenset[str]]:
    """Return the word lists of addressees.toml in that language; raises VocabularyError naming the place of a bad entry."""
    place, lists = f"{FOLDER / 'addressees.toml'}: [{language}]", table("addressees").get(language, {})
    if set(lists) != LISTS:
        strange = ", ".join(sorted(LISTS ^ set(lists)))
        raise VocabularyError(f"{place}: it must have the lists {', '.join(sorted(LISTS))} and no others; look at {strange}")
    for name, entries in lists.items():
        if not all(isinstance(word, str) and word == word.strip().lower() and word for word in entries):
            raise VocabularyError(f"{place}: {name}: words in lower case only")
    return {name: frozenset(entries) for name, entries in lists.items()}
