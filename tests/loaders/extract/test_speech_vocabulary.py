"""The vocabularies of statements: every entry is checked on load, and a bad one is named with its file and place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from loaders.extract import acts, cues, stances
from loaders.vocab import VocabularyError


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    caches = (cues.speech, acts.signs, stances.stance_signs)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def _table(monkeypatch: pytest.MonkeyPatch, module: Any, content: dict[str, Any]) -> None:
    monkeypatch.setattr(module, "table", lambda _: content)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_shipped_words_load(language: str) -> None:
    assert "announce" in cues.speech(language).verbs or "annoncer" in cues.speech(language).verbs
    assert acts.signs(language)
    assert stances.stance_signs()


def test_a_regular_french_verb_has_its_forms() -> None:
    forms = cues.speech("fr").forms
    assert forms["indiquait"] == cues.Form("indiquer", "finite")
    assert forms["indiquée"] == cues.Form("indiquer", "past")
    assert forms["indiquant"] == cues.Form("indiquer", "present")


@pytest.mark.parametrize(
    ("group", "problem"),
    [
        ({"act": "shout", "frames": ["np"], "words": ["x"]}, "en.verbs, group 1: act must be one of"),
        ({"act": "call", "frames": ["song"], "words": ["x"]}, "en.verbs, group 1: frames must be among"),
        ({"act": "call", "frames": ["np"], "words": "x"}, "en.verbs, group 1: must be a list of words"),
    ],
)
def test_a_bad_group_of_verbs_is_named(monkeypatch: pytest.MonkeyPatch, group: dict[str, Any], problem: str) -> None:
    _table(monkeypatch, cues, {"en": {"verbs": [group]}})
    with pytest.raises(VocabularyError, match=rf"speech\.toml(:\d+)?: {problem}"):
        cues.speech("en")


def test_a_missing_list_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    _table(monkeypatch, cues, {"en": {"verbs": [], "according": [], "words": {}}})
    with pytest.raises(VocabularyError, match=r"speech\.toml(:\d+)?: en\.words: must have these lists"):
        cues.speech("en")


def test_a_language_without_words_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    _table(monkeypatch, cues, {})
    with pytest.raises(VocabularyError, match=r"speech\.toml(:\d+)?: no \[sw\]"):
        cues.speech("sw")


def test_a_bad_sign_of_an_act_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    _table(monkeypatch, acts, {"en": [{"act": "call", "scope": "any", "patterns": ["("]}]})
    with pytest.raises(VocabularyError, match=r"acts\.toml(:\d+)?: \[\[en\]\] number 1"):
        acts.signs("en")


def test_a_bad_sign_of_stance_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    _table(monkeypatch, stances, {"good": []})
    with pytest.raises(VocabularyError, match=r"stances\.toml"):
        stances.stance_signs()
