"""Cues beyond the common ones, views of one's own, and where a phrase that is content ends."""

from __future__ import annotations

import pytest

from tests.loaders.extract.statement_reading import said

ENGLISH = [
    ("The medics refused to leave the ward.", [("verb-inf", "The medics", "to leave the ward")]),
    ("The council offered counselling for the families.", [("verb-np", "The council", "counselling for the families")]),
    ("The shop offered fresh bread.", []),
    ("The clinic condemned the raid in a statement.", [("verb-np", "The clinic", "the raid")]),
    ("In her view, the truce is over.", [("according-to", "her", "the truce is over")]),
    ("The mission was appalled by the attack.", [("verb-np", "The mission", "the attack")]),
    ("The mission documented 27 cases of theft.", [("verb-np", "The mission", "27 cases of theft")]),
    ("The union welcomed a second round: lorries were seen in town.", [("verb-np", "The union", "a second round")]),
]
FRENCH = [
    ("Les deux syndicats ont applaudi cette avancée.", [("verb-np", "Les deux syndicats", "cette avancée")]),
    (
        "La marche a mal fini : la route a été fermée, assure le syndicat.",
        [("parenthetical", "le syndicat", "la route a été fermée")],
    ),
    ("« La route est longue », s'insurge la présidente.", [("quotation-cue-after", "la présidente", "La route est longue")]),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text, language="fr") == expected
