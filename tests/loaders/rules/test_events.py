"""Events: for each type, and for each entry of events.toml, a sentence that it reads and a near miss that it must not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conflictdb.vocabularies import EventType
from loaders.extract.event_lexicon import BY_CONTEXT, Frame, lexicon
from loaders.vocab import line_of, table
from tests.loaders.rules.reading import Told, told
from tests.loaders.rules.tables import LANGUAGES, Row, cases, rows

ANY_VIOLENCE = {EventType.BATTLE.value, EventType.VIOLENCE_AGAINST_CIVILIANS.value}


@pytest.mark.parametrize("row", cases("events", fires=True))
def test_an_event_is_read(row: Row) -> None:
    assert row.name in {event.type.value for event in told("events")[row.language, row.text].events}


@pytest.mark.parametrize("row", cases("events", fires=False))
def test_a_near_miss_is_not_read(row: Row) -> None:
    assert row.name not in {event.type.value for event in told("events")[row.language, row.text].events}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_has_rows(language: str) -> None:
    assert {row.name for row in rows("events") if row.language == language} == {term.value for term in EventType}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_the_vocabulary_fires_on_a_row(language: str) -> None:
    fired = {at for row in rows("events") if row.fires and row.language == language for at in _told(row).fired}
    assert [place for place, frame in _frames(language) if id(frame) not in fired] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_the_vocabulary_has_a_near_miss(language: str) -> None:
    silent = [(row.name, _told(row).considered) for row in rows("events") if not row.fires and row.language == language]
    missing = [
        place
        for place, frame in _frames(language)
        if not any(name in _types(frame) and id(frame) in considered for name, considered in silent)
    ]
    assert missing == []


def _told(row: Row) -> Told:
    return told("events")[row.language, row.text]


def _types(frame: Frame) -> set[str]:
    names = {name for _, name in frame.types}
    return names | ANY_VIOLENCE if BY_CONTEXT in names else names


def _frames(language: str) -> Iterator[tuple[str, Frame]]:
    """The entries of the vocabulary, each with its place in the file."""
    words = lexicon(language)
    for sort, index in (("verb", words.verbs), ("noun", words.nouns)):
        entries = table("events")[language][sort]
        seen = {id(frame): frame for found in index.values() for frame in found}
        for frame in seen.values():
            number = next(n for n, entry in enumerate(entries, 1) if _is_of(frame, entry, f"{sort}s"))
            yield f"events.toml:{line_of('events.toml', f'{language}.{sort}', number)} {frame.rule}", frame


def _is_of(frame: Frame, entry: dict[str, object], key: str) -> bool:
    where = entry.get("where") or {}
    assert isinstance(where, dict)
    return frame.words == tuple(entry[key]) and [c.slot for c in frame.where] == list(where)  # type: ignore[arg-type]
