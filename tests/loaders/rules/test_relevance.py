"""Relevance: for each section of relevance.toml a text that it keeps or drops, and one just on the other side."""

from __future__ import annotations

import pytest

from loaders.link.relevance import is_conflict_related
from loaders.vocab import table
from tests.loaders.extract.invented import annotated

LONG = "The council of the town met again and spoke about its plans. " * 15
# section, a text, whether it is about conflict, a near miss, which is read the other way
ROWS = (
    ("other", "The coach praised his team after the match in the stadium.", False, "The coach spoke of the weather."),
    ("other", "L'entraîneur a salué son équipe après le championnat au stade.", False, "L'entraîneur a quitté la ville."),
    (
        "conflict",
        "Rebels attacked the stadium during the match and the coach of the team was killed.",
        True,
        "The coach of the team was late for the match in the stadium.",
    ),
    (
        "conflict",
        "Des rebelles ont mené une attaque au stade et des joueurs de l'équipe du championnat ont été tués.",
        True,
        "Des joueurs de l'équipe du championnat ont quitté le stade.",
    ),
    ("limits", LONG, False, f"{LONG} Rebels killed two soldiers."),
)


@pytest.mark.parametrize(("text", "kept"), [row[1:3] for row in ROWS])
def test_a_text_is_kept_or_dropped(text: str, kept: bool) -> None:
    assert is_conflict_related(annotated(text)) is kept


@pytest.mark.parametrize(("text", "kept"), [(row[3], not row[2]) for row in ROWS])
def test_a_near_miss_is_read_the_other_way(text: str, kept: bool) -> None:
    assert is_conflict_related(annotated(text)) is kept


def test_every_section_has_a_row() -> None:
    assert set(table("relevance")) == {row[0] for row in ROWS}
