"""What a statement is about: topics by the triggers of topics.toml, precision first."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from loaders.vocab import FOLDER, VocabularyError, table

STRONG, WEAK, ENOUGH = 1.0, 0.5, 1.0
MOST = 3
LANGUAGES = ("en", "fr")
KEYS = frozenset(
    f"{prefix}{language}{suffix}" for language in LANGUAGES for prefix, suffix in (("", ""), ("", "_weak"), ("not_", ""))
)
_SPACE = re.compile(r"\s+")
_SILENT = str.maketrans({"’": "'", "\u00ad": None, "\u200b": None, "\u00a0": " "})


@dataclass(frozen=True)
class Triggers:
    """The patterns of one topic in one language."""

    slug: str
    strong: re.Pattern[str] | None
    weak: re.Pattern[str] | None
    against: re.Pattern[str] | None


@functools.cache
def triggers(language: str) -> tuple[Triggers, ...]:
    """Return the triggers of every topic in that language; raises VocabularyError naming the place of a bad entry."""
    return tuple(_triggers(language, slug, data) for slug, data in table("topics").items())


def _triggers(language: str, slug: str, data: Mapping[str, Any]) -> Triggers:
    place = f"{FOLDER / 'topics.toml'}: [{slug}]"
    if strange := set(data) - KEYS:
        raise VocabularyError(f"{place}: no such key: {', '.join(sorted(strange))}; there are {', '.join(sorted(KEYS))}")
    try:
        strong, weak, against = (_joined(data.get(key, [])) for key in (language, f"{language}_weak", f"not_{language}"))
    except (re.error, TypeError) as error:
        raise VocabularyError(f"{place}: {error}") from error
    return Triggers(slug, strong, weak, against)


def _joined(patterns: list[str]) -> re.Pattern[str] | None:
    for pattern in patterns:
        re.compile(pattern)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None


def topics_of(text: str, language: str) -> tuple[str, ...]:
    """Return up to three topics of a content, the one with most triggers first."""
    plain = _SPACE.sub(" ", text.lower().translate(_SILENT))
    found = sorted(_scored(plain, language))
    return tuple(slug for _, _, slug in found[:MOST])


def _scored(plain: str, language: str) -> Iterator[tuple[float, int, str]]:
    """Topics with their (negated) score and the place of their first trigger."""
    for topic in triggers(language):
        if topic.against is not None and topic.against.search(plain):
            continue
        strong = [match.start() for match in topic.strong.finditer(plain)] if topic.strong else []
        weak = [match.start() for match in topic.weak.finditer(plain)] if topic.weak else []
        score = STRONG * len(strong) + WEAK * len(weak)
        if score >= ENOUGH:
            yield -score, min(strong + weak), topic.slug
