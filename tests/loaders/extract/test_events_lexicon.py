"""The event vocabulary: read whole, and refused with file and place where it can't be used."""

from __future__ import annotations

from typing import Any

import pytest

from conflictdb.vocabularies import EventType
from loaders.extract.counts import Count, numerals
from loaders.extract.dateparse import DateGrammar, date_grammar
from loaders.extract.event_lexicon import BY_CONTEXT, FrameLoader, lexicon
from loaders.vocab import VocabularyError, table


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_type_can_be_read_in_both_languages(language: str) -> None:
    words = lexicon(language)
    frames = [frame for index in (words.verbs, words.nouns) for found in index.values() for frame in found]
    named = {name for frame in frames for _, name in frame.types} - {BY_CONTEXT}
    assert named == {term.value for term in EventType}


def test_both_languages_have_the_same_word_lists() -> None:
    english, french = lexicon("en").words, lexicon("fr").words
    assert {name: set(part) for name, part in english.items()} == {name: set(part) for name, part in french.items()}
    assert lexicon("en").classes.keys() - {"victims"} >= {"armed", "civilian", "protected"}


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"type": "batle", "verbs": ["fight"]}, "'batle' is no event type"),
        ({"type": "battle", "verbs": ["fight"], "agent": ["subject"]}, "'agent'"),
        ({"type": "battle"}, "needs 'verbs'"),
        ({"type": "battle", "verbs": ["fight"], "where": {"object": ["@armd"]}}, "@armd is no class"),
        ({"types": {"armd": "battle"}, "verbs": ["fight"]}, "'armd' is no class"),
    ],
)
def test_an_unusable_entry_is_refused_with_its_place(entry: dict[str, Any], complaint: str) -> None:
    content = {**table("events"), "en": {**table("events")["en"], "verb": [entry]}}
    with pytest.raises(VocabularyError, match=r"events\.toml(:\d+)? \[\[en\.verb\]\] 1: ") as refusal:
        FrameLoader("en", content, "events", frozenset(EventType) | {BY_CONTEXT}).load()
    assert complaint in str(refusal.value)


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(VocabularyError, match=r"no section \[xx\]"):
        lexicon("xx")


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"reads": "moon", "pattern": "<d>"}, "expression 1: reads 'moon'"),
        ({"reads": "day", "pattern": "<z>"}, "<z> stands for nothing"),
        ({"reads": "day", "pattern": "(<d>"}, "is no regular expression"),
    ],
)
def test_an_unusable_date_expression_is_refused_with_its_place(
    entry: dict[str, str], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {**table("dates")["en"], "expression": [entry]}
    monkeypatch.setattr("loaders.extract.dateparse.table", lambda _name: {"en": words})
    with pytest.raises(VocabularyError, match=r"dates\.toml(:\d+)?, \[en\]") as refusal:
        DateGrammar("en")
    assert complaint in str(refusal.value)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "nine farmers", Count(9)),
        ("en", "twenty-three people", Count(23)),
        ("en", "at least 43 people", Count(43, 43)),
        ("en", "up to 20 men", Count(20, None, 20)),
        ("en", "between 3,000 and 4,000 troops", Count(3000, 3000, 4000)),
        ("en", "a dozen people", Count(12)),
        ("en", "two dozen people", Count(24)),
        ("en", "over 7 million people", Count(7_000_000, 7_000_000)),
        ("en", "several people", None),
        ("en", "hundreds of people", None),
        ("fr", "au moins 1.454 personnes", Count(1454, 1454)),
        ("fr", "10 000 personnes", Count(10_000)),
        ("fr", "une vingtaine de maisons", Count(20)),
        ("fr", "neuf morts", Count(9)),
        ("fr", "plusieurs personnes", None),
    ],
)
def test_numbers(language: str, text: str, expected: Count | None) -> None:
    assert numerals(language).read(text) == expected


@pytest.mark.parametrize("language", ["en", "fr"])
def test_date_grammar_compiles(language: str) -> None:
    assert len(date_grammar(language).patterns) > 20
