"""Modes of events: for each mode that events.toml names, a sentence read as an event of it and one that is not."""

from __future__ import annotations

import pytest

from loaders.vocab import table
from tests.loaders.rules.reading import told
from tests.loaders.rules.tables import LANGUAGES, Row, cases, rows


@pytest.mark.parametrize("row", cases("modes", fires=True))
def test_a_mode_is_given(row: Row) -> None:
    assert row.name in _modes(row)


@pytest.mark.parametrize("row", cases("modes", fires=False))
def test_a_mode_is_not_given(row: Row) -> None:
    assert row.name not in _modes(row)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fires", [True, False])
def test_every_mode_of_the_vocabulary_has_rows(language: str, fires: bool) -> None:
    words = table("events")[language]
    modes = {entry["mode"] for sort in ("verb", "noun") for entry in words[sort] if entry.get("mode")}
    assert {row.name for row in rows("modes") if row.language == language and row.fires == fires} == modes


def _modes(row: Row) -> set[str | None]:
    return {event.plover_mode for event in told("modes")[row.language, row.text].events}
