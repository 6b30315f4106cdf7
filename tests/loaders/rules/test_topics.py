"""Topics: for each a content that is about it and a near miss, and for each list of its signs a row that it tells."""

from __future__ import annotations

import pytest

from loaders.extract.topics import CLASSES, Signs, signs, topics_of
from loaders.extract.wording import folded
from loaders.vocab import table
from tests.loaders.rules.tables import LANGUAGES, Row, cases, rows


@pytest.mark.parametrize("row", cases("topics", fires=True))
def test_a_content_is_about_it(row: Row) -> None:
    assert row.name in topics_of(row.text, row.language)


@pytest.mark.parametrize("row", cases("topics", fires=False))
def test_a_near_miss_is_not_about_it(row: Row) -> None:
    assert row.name not in topics_of(row.text, row.language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_has_rows(language: str) -> None:
    assert {row.name for row in rows("topics") if row.language == language} == set(table("topics")) - {CLASSES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_of_signs_decides_a_row(language: str) -> None:
    missing = [f"{topic.slug} {sort}" for topic in signs(language) for sort in _unused(topic, language)]
    assert missing == []


def _unused(topic: Signs, language: str) -> list[str]:
    """The lists of a topic that no row turns on: strong signs and weak ones fire, those against it keep silent."""
    told, silent = ([folded(r.text) for r in rows("topics") if (r.language, r.name, r.fires) == (language, topic.slug, fires)]
                    for fires in (True, False))  # fmt: skip
    lists = {
        "strong": (topic.strong, told),
        "weak": (topic.weak, told),
        "not": (topic.against, [text for text in silent if (topic.strong and topic.strong.search(text)) or topic.weak]),
    }
    return [sort for sort, (pattern, texts) in lists.items() if pattern is not None and not any(map(pattern.search, texts))]
