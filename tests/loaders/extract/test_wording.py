"""Patterns of words: what they match, what is refused, and that no text makes them slow."""

from __future__ import annotations

import re
import time

import pytest

from loaders.extract.acts import signs as act_signs
from loaders.extract.topics import signs as topic_signs
from loaders.extract.wording import PatternError, compiled, folded, openings
from loaders.vocab import VocabularyError

CLASSES = {"troops": ["troop*", "armed forces"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.N.'s troops", "the un troops "),
        ("L’armée n'a pas tiré.", "l armee n a pas tire / "),
        ("Stop; now", "stop / now "),
        ("cessez-le-feu", "cessez le feu "),
        ("3.5 million", "3 5 million "),
        ("", ""),
    ],
)
def test_folded(text: str, expected: str) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("withdraw* .. @troops", "They withdrew all foreign troops", False),
        ("withdraw* .. @troops", "The withdrawal of all foreign troops", True),
        ("withdraw* @troops", "withdrawing armed forces", True),
        ("withdraw* .. @troops", "The withdrawal began. Troops left", False),
        ("lay down (their) arms", "lay down arms", True),
        ("lay down (their) arms", "lay down their arms", True),
        ("lay down (their) arms", "lay down our arms", False),
        ("blue_helmets|patrol left", "the blue helmets left", True),
        ("truce", "truces", False),
        ("*fire", "a cease-fire holds", True),
        ("Éléments armés", "des éléments armés", True),
    ],
)
def test_pattern(pattern: str, text: str, found: bool) -> None:
    expression = compiled([pattern], CLASSES)
    assert expression is not None
    assert bool(expression.search(folded(text))) is found


def test_no_patterns() -> None:
    assert compiled([], CLASSES) is None


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("withdraw* .. @troops", {"withdraw*"}),
        ("@troops withdraw", {"troop*", "armed"}),
        ("blue_helmet*|Éléments left", {"blue", "elements"}),
        ("*fire", {"*"}),
    ],
)
def test_openings(pattern: str, expected: set[str]) -> None:
    assert openings([pattern], CLASSES) == expected


@pytest.mark.parametrize(
    "pattern", ["", ".. troops", "troops ..", "(the) troops", "troops (left)", "@unknown left", "left &", "a(b|c"]
)
def test_refused(pattern: str) -> None:
    with pytest.raises(PatternError, match=re.escape(repr(pattern))):
        compiled([pattern], CLASSES)


HOSTILE = ["the " * 20_000, "withdraw " * 10_000, "a" * 100_000, "attack the " * 10_000, "nous ne le " * 8_000, "' - , " * 20_000]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("text", HOSTILE, ids=[text[:8].strip() for text in HOSTILE])
def test_no_text_is_slow(language: str, text: str) -> None:
    plain, begun = folded(text), time.monotonic()
    for topic in topic_signs(language):
        for expression in (topic.strong, topic.weak, topic.against):
            if expression is not None:
                expression.findall(plain)
    for sign in act_signs(language):
        sign.pattern.match(text) if sign.at_start else sign.pattern.findall(text)
    assert time.monotonic() - begun < 60


def test_bad_vocabulary_names_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"classes": {"en": {}, "fr": {}}, "ceasefire": {"en": ["@nobody left"]}}
    monkeypatch.setattr("loaders.extract.topics.table", lambda name: table)
    topic_signs.cache_clear()
    with pytest.raises(VocabularyError, match=r"topics\.toml(:\d+)?: \[ceasefire\].*@nobody"):
        topic_signs("en")
    topic_signs.cache_clear()
