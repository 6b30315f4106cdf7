"""What a statement is about: topics by the signs of topics.toml, precision first."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from loaders.extract.wording import PatternError, compiled, folded, openings
from loaders.vocab import FOLDER, VocabularyError, table

STRONG, WEAK, ENOUGH = 1.0, 0.5, 1.0
BESIDE = 0.5  # of the best topic's score, for another beside it
MOST = 3
LANGUAGES = ("en", "fr")
KEYS = frozenset(
    f"{prefix}{language}{suffix}" for language in LANGUAGES for prefix, suffix in (("", ""), ("", "_weak"), ("not_", ""))
)
CLASSES = "classes"
_WORD = re.compile(r"[^ ]+")


@dataclass(frozen=True, eq=False)
class Signs:
    """The signs of one topic in one language."""

    slug: str
    strong: re.Pattern[str] | None
    weak: re.Pattern[str] | None
    against: re.Pattern[str] | None
    openings: frozenset[str]  # the words with which a strong or a weak sign begins


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
    return Signs(slug, strong, weak, against, openings([*data.get(language, []), *data.get(f"{language}_weak", [])], classes))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a content: its sentence, the sentence before it, the document's title."""

    sentence: str = ""
    before: str = ""
    title: str = ""


NOTHING = Surroundings()


def topics_of(text: str, language: str, around: Surroundings = NOTHING) -> tuple[str, ...]:
    """Return up to three topics of a content, the best first; what stands around it only helps where it says little."""
    own, sentence, title = _scores(text, language), _scores(around.sentence, language), _scores(around.title, language)
    found = {topic: _with_help(topic, score, sentence, title) for topic, score in own.items()}
    least = max(ENOUGH, BESIDE * max(found.values(), default=0))
    best = [topic for topic, score in sorted(found.items(), key=lambda item: -item[1]) if score >= least][:MOST]
    return tuple(best) or _agreed(sentence, title, _scores(around.before, language))


def _with_help(topic: str, score: float, sentence: Mapping[str, float], title: Mapping[str, float]) -> float:
    """A content's weak sign counts as enough where the rest of its sentence or the title is on the same topic."""
    helped = WEAK * (sentence.get(topic, 0) - score >= ENOUGH) + WEAK * (title.get(topic, 0) >= ENOUGH)
    return score + helped


def _agreed(*around: Mapping[str, float]) -> tuple[str, ...]:
    """The topic that two of the texts around are on, for a content that tells nothing itself ("This is unacceptable")."""
    votes = Counter(topic for scores in around for topic, score in scores.items() if score >= ENOUGH)
    return tuple(topic for topic, count in votes.most_common(1) if count > 1)


@functools.lru_cache(maxsize=1024)  # a title or a sentence stands around many statements
def _scores(text: str, language: str) -> Mapping[str, float]:
    """Topics with a sign in the text and their scores, the earliest in the text first."""
    return MappingProxyType({topic: score for _, topic, score in sorted(_scored(folded(text), language))} if text else {})


def _scored(plain: str, language: str) -> Iterator[tuple[int, str, float]]:
    topics, starts = signs(language), dict[Signs, list[int]]()
    for word in _WORD.finditer(plain):
        for topic in _opened(word.group(), topics):
            starts.setdefault(topic, []).append(word.start())
    for topic, possible in starts.items():
        strong = [match.start() for match in _matches(topic.strong, plain, possible)]
        weak = {match.group(): match.start() for match in _matches(topic.weak, plain, possible)}
        if (strong or weak) and not (topic.against and topic.against.search(plain)):
            yield min([*strong, *weak.values()]), topic.slug, STRONG * len(strong) + WEAK * len(weak)


def _matches(pattern: re.Pattern[str] | None, plain: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """The pattern's matches that begin at one of the starts, none over another: what finditer gives, far sooner."""
    if pattern is None:
        return
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(plain, start)):
            end = match.end()
            yield match


@functools.lru_cache(maxsize=65536)
def _opened(word: str, topics: tuple[Signs, ...]) -> tuple[Signs, ...]:
    """Those of the topics of which a sign may begin with that word."""
    beginnings = {word, *(f"{word[:length]}*" for length in range(len(word) + 1))}
    return tuple(topic for topic in topics if not beginnings.isdisjoint(topic.openings))
