"""What a content is about, and what only sounds like it."""

from __future__ import annotations

import pytest

from loaders.extract.topics import topics_of

MISSION_LEAVES = "monusco-withdrawal"


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("en", "the gradual withdrawal of the UN peacekeeping mission from the province", MISSION_LEAVES),
        ("en", "the transfer of responsibility for security as MONUSCO withdraws", MISSION_LEAVES),
        ("fr", "le retrait progressif de la MONUSCO du Sud-Kivu", MISSION_LEAVES),
        ("en", "an immediate ceasefire", "ceasefire"),
        ("fr", "un cessez-le-feu immédiat", "ceasefire"),
        ("en", "those responsible must be brought to justice", "accountability"),
        ("en", "the asset freeze and travel ban imposed on its leaders", "sanctions"),
        ("fr", "les déplacés qui ont fui leurs villages", "displacement"),
    ],
)
def test_a_content_is_about(language: str, text: str, topic: str) -> None:
    assert topic in topics_of(text, language)


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("en", "the UN mission would go on protecting civilians", MISSION_LEAVES),
        ("en", "the withdrawal of foreign troops from its territory", MISSION_LEAVES),
        ("en", "the minister left the meeting early", MISSION_LEAVES),
        ("fr", "la mission continuera de protéger les civils", MISSION_LEAVES),
        ("en", "the fire in the market was put out", "ceasefire"),
        ("en", "the harvest was good this year", "accountability"),
    ],
)
def test_a_content_is_not_about(language: str, text: str, topic: str) -> None:
    assert topic not in topics_of(text, language)
