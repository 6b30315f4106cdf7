"""PLOVER codings: for each type of plover.toml a sentence that is coded as one, and a near miss that is not."""

from __future__ import annotations

import pytest

from loaders.extract.coding_lexicon import coding_lexicon
from loaders.vocab import table
from tests.loaders.rules.reading import coded
from tests.loaders.rules.tables import LANGUAGES, Row, cases, rows


@pytest.mark.parametrize("row", cases("plover", fires=True))
def test_an_act_is_coded(row: Row) -> None:
    assert row.name in {coding.plover_type for coding in coded("plover")[row.language, row.text].codings}


@pytest.mark.parametrize("row", cases("plover", fires=False))
def test_a_near_miss_is_not_coded(row: Row) -> None:
    assert row.name not in {coding.plover_type for coding in coded("plover")[row.language, row.text].codings}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fires", [True, False])
def test_every_type_of_the_vocabulary_has_rows(language: str, fires: bool) -> None:
    words = table("plover")[language]
    types = {entry["type"] for sort in ("verb", "noun") for entry in words[sort]}
    assert types - {row.name for row in rows("plover") if row.language == language and row.fires == fires} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_the_vocabulary_has_a_near_miss(language: str) -> None:
    words = coding_lexicon(language)
    silent = [row for row in rows("plover") if row.language == language and not row.fires]
    kept = {(row.name, frame) for row in silent for frame in coded("plover")[language, row.text].considered}
    frames = {id(frame): frame for index in (words.verbs, words.nouns) for found in index.values() for frame in found}
    missing = [frame.words for at, frame in frames.items() if not any((name, at) in kept for _, name in frame.types)]
    assert missing == []
