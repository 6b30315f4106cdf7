"""What a statement is about: topics by the signs of topics.toml, precision first."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from loaders.extract.wording import PatternError, compiled, folded
from loaders.vocab import FOLDER, VocabularyError, table

STRONG, WEAK, ENOUGH = 1.0, 0.5, 1.0
MOST = 3
LANGUAGES = ("en", "fr")
KEYS = frozenset(
    f"{prefix}{language}{suffix}" for language in LANGUAGES for prefix, suffix in (("", ""), ("", "_weak"), ("not_", ""))
)
CLASSES = "classes"


@dataclass(frozen=True)
class Signs:
    """The signs of one topic in one language."""

    slug: str
    strong: re.Pattern[str] | None
    weak: re.Pattern[str] | None
    against: re.Pattern[str] | None


@functools.cache
def signs(language: str) -> tuple[Signs, ...]:
    """Return the signs of every topic in that language; raises VocabularyError naming the place of a bad entry."""
    return tuple(_signs(language, slug, data) for slug, data in table("topics").items() if slug != CLASSES)


def _signs(language: str, slug: str, data: Mapping[str, Any]) -> Signs:
    place = f"{FOLDER / 'topics.toml'}: [{slug}]"
    if strange := set(data) - KEYS:
        raise VocabularyError(f"{place}: no such key: {', '.join(sorted(strange))}; there are {', '.join(sorted(KEYS))}")
    classes = table("topics")[CLASSES][language]
    try:
        keys = (language, f"{language}_weak", f"not_{language}")
        strong, weak, against = (compiled(data.get(key, []), classes) for key in keys)
    except PatternError as error:
        raise VocabularyError(f"{place}: {error}") from error
    return Signs(slug, strong, weak, against)


def topics_of(text: str, language: str) -> tuple[str, ...]:
    """Return up to three topics of a content, the one with most signs first."""
    found = sorted(_scored(folded(text), language))
    return tuple(slug for _, _, slug in found[:MOST])


def _scored(plain: str, language: str) -> Iterator[tuple[float, int, str]]:
    """Topics with their (negated) score and the place of their first sign."""
    for topic in signs(language):
        if topic.against is not None and topic.against.search(plain):
            continue
        strong = [match.start() for match in topic.strong.finditer(plain)] if topic.strong else []
        weak = [match.start() for match in topic.weak.finditer(plain)] if topic.weak else []
        score = STRONG * len(strong) + WEAK * len(weak)
        if score >= ENOUGH:
            yield -score, min(strong + weak), topic.slug
