"""The posts that a text ascribes to persons, and titles that ascribe none."""

from __future__ import annotations

import pytest

from loaders.extract.roles import roles
from tests.loaders.known import annotate


def read(text: str, language: str = "en") -> list[tuple[str, str, str | None]]:
    found = roles(annotate(text, language=language))
    return [(role.person.text, role.title, role.organisation.text if role.organisation else None) for role in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ugandan President Ali Otieno spoke.", [("Ali Otieno", "President", "Ugandan")]),
        ("M23 president Ali Otieno spoke.", [("Ali Otieno", "president", "M23")]),
        ("Army spokesman Major General Ali Otieno spoke.", [("Ali Otieno", "Army spokesman", "Army")]),
        ("Rwanda's foreign minister, Ali Otieno, spoke.", [("Ali Otieno", "foreign minister", "Rwanda")]),
        ("The government's spokesman, Ali Otieno, spoke.", [("Ali Otieno", "spokesman", "government")]),
        ("Former president Ali Otieno spoke.", [("Ali Otieno", "Former president", None)]),
        ("Ali Otieno, head of the U.N. mission MONUSCO, spoke.", [("Ali Otieno", "head", "mission MONUSCO")]),
        ("Ali Otieno, head of MONUSCO, spoke.", [("Ali Otieno", "head", "MONUSCO")]),
        ("Ali Otieno, minister of state for trade, spoke.", [("Ali Otieno", "minister of state for trade", None)]),
        ("Ali Otieno, spokesman of the M23 and of the African Union, spoke.",
         [("Ali Otieno", "spokesman", "M23"), ("Ali Otieno", "spokesman", "African Union")]),
        ("Ali Otieno, who heads the African Union, spoke.", [("Ali Otieno", "head", "African Union")]),
        ("Washington's alternate envoy, Ali Otieno, spoke.", [("Ali Otieno", "alternate envoy", "Washington")]),
        ("Ali Otieno, Uganda researcher at MONUSCO, spoke.", [("Ali Otieno", "Uganda researcher", "MONUSCO")]),
        ("Ali Otieno, director of the association, spoke.", [("Ali Otieno", "director", "association")]),
        ("Ali Otieno, head of a network of traders, spoke.", [("Ali Otieno", "head", "network of traders")]),
        ("Presidents Otieno and Wafula met.", [("Otieno", "President", None)]),
        ("Rwandan special envoy for Uganda Grace Okello spoke.", [("Grace Okello", "special envoy for Uganda", "Rwandan")]),
        ("The spokesman for Ali Otieno spoke.", []),
        ("The envoy to Uganda's Ali Otieno spoke.", []),
        ("Ali Otieno, a broker at MONUSCO, spoke.", [("Ali Otieno", "broker", "MONUSCO")]),
        ("Ali Otieno, a logistics clerk with the army, spoke.",
         [("Ali Otieno", "logistics clerk", "army")]),
        ("Ali Otieno, a critic of MONUSCO, spoke.", []),
        ("Ali Otieno, a nurse from Goma, spoke.", []),
        ("Ali Otieno, beaten by MONUSCO, spoke.", []),
        ("During talks with Ali Otieno, the president said little.", []),
        ("Ali Otieno spoke to the president.", []),
        ("The General Assembly met.", []),
    ],
)  # fmt: skip
def test_roles(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le président Ali Otieno a parlé.", [("Ali Otieno", "président", None)]),
        ("Ali Otieno, porte-parole du M23, a parlé.", [("Ali Otieno", "porte-parole", "M23")]),
        ("Le porte-parole de l'armée, le général Ali Otieno, a parlé.", [("Ali Otieno", "porte-parole de l'armée", "armée")]),
        ("Le ministre ougandais, Ali Otieno, a parlé.", [("Ali Otieno", "ministre ougandais", "ougandais")]),
        (
            "Ali Otieno, directeur d'une association de pêcheurs, a parlé.",
            [("Ali Otieno", "directeur", "association de pêcheurs")],
        ),
        ("Ali Otieno, chercheur à la MONUSCO, a parlé.", [("Ali Otieno", "chercheur", "MONUSCO")]),
        ("Ali Otieno, un chauffeur de la MONUSCO, a parlé.", [("Ali Otieno", "chauffeur", "MONUSCO")]),
        ("Ali Otieno, un proche de la MONUSCO, a parlé.", []),
        ("Ali Otieno a rencontré le président.", []),
    ],
)
def test_roles_in_french(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert read(text, "fr") == expected
