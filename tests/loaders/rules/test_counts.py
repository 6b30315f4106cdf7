"""Counts: for each list of counts.toml a phrase that it reads, and one in which its words mean something else."""

from __future__ import annotations

import pytest

from loaders.extract.counts import Count, numerals
from loaders.vocab import table
from tests.loaders.rules.tables import LANGUAGES

# language, list, a phrase that it decides, what is read, a near miss, what is read of that
ROWS = (
    ("en", "at_least", "at least 12 people", Count(12, low=12), "the last 12 people", Count(12)),
    ("en", "at_most", "up to 300 villagers", Count(300, high=300), "300 villagers", Count(300)),
    ("en", "about", "about 40 soldiers", Count(40), "soldiers", None),
    ("en", "to", "ten to twelve people", Count(10, 10, 12), "twelve to ten people", Count(10)),
    ("en", "number", "seventeen civilians", Count(17), "someone", None),
    ("en", "power", "two hundred families", Count(200), "powers", None),
    ("en", "thousands", "12,500 people", Count(12500), "12 people", Count(12)),
    ("fr", "at_least", "au moins 12 personnes", Count(12, low=12), "ces 12 personnes", Count(12)),
    ("fr", "at_most", "jusqu'à 300 villageois", Count(300, high=300), "300 villageois", Count(300)),
    ("fr", "about", "environ 40 soldats", Count(40), "les environs", None),
    ("fr", "to", "dix à douze personnes", Count(10, 10, 12), "douze à dix personnes", Count(10)),
    ("fr", "number", "une vingtaine de civils", Count(20), "quelques civils", None),
    ("fr", "power", "deux cents familles", Count(200), "les familles", None),
    ("fr", "thousands", "12.500 personnes", Count(12500), "12 personnes", Count(12)),
)  # fmt: skip


@pytest.mark.parametrize(("language", "phrase", "count"), [(row[0], *pair) for row in ROWS for pair in (row[2:4], row[4:6])])
def test_a_phrase_is_counted(language: str, phrase: str, count: Count | None) -> None:
    assert numerals(language).read(phrase) == count


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_has_a_row(language: str) -> None:
    assert set(table("counts")[language]) == {row[1] for row in ROWS if row[0] == language}


@pytest.mark.parametrize(
    ("language", "word", "value"),
    [(language, *entry) for language in LANGUAGES for entry in table("counts")[language]["number"].items()],
)
def test_every_number_word_is_read(language: str, word: str, value: int) -> None:
    assert numerals(language).read(f"{word} people") == Count(value)
