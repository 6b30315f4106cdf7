"""Every written form of a resolution, and numbers that are none."""

from __future__ import annotations

import pytest

from loaders.extract.resolutions import resolutions
from tests.loaders.known import annotate

COUNCIL, ASSEMBLY = "un-security-council", "un-general-assembly"


def read(text: str, language: str = "en") -> list[tuple[str, str, int | None, int | None]]:
    return [(r.text, r.body, r.number, r.year) for r in resolutions(annotate(text, language=language))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It adopted Resolution 2773.", [("Resolution 2773", COUNCIL, 2773, None)]),
        ("It adopted resolution 2773 (2025).", [("resolution 2773 (2025)", COUNCIL, 2773, 2025)]),
        ("It adopted resolution 2773 of 2025.", [("resolution 2773 of 2025", COUNCIL, 2773, 2025)]),
        ("It adopted UNSCR 2773.", [("UNSCR 2773", COUNCIL, 2773, None)]),
        ("It cited S/RES/2717.", [("S/RES/2717", COUNCIL, 2717, None)]),
        ("It cited S/RES/2717 (2023).", [("S/RES/2717 (2023)", COUNCIL, 2717, 2023)]),
        ("It cited resolution no. 2773.", [("resolution no. 2773", COUNCIL, 2773, None)]),
        ("It cited resolutions 2717 and 2765.", [("resolutions 2717", COUNCIL, 2717, None), ("2765", COUNCIL, 2765, None)]),
        ("It cited resolutions 2717 (2023), 2765 (2024) and 2773.",
         [("resolutions 2717 (2023)", COUNCIL, 2717, 2023), ("2765 (2024)", COUNCIL, 2765, 2024), ("2773", COUNCIL, 2773, None)]),
        ("The General Assembly adopted resolution 377.", [("resolution 377", ASSEMBLY, 377, None)]),
        ("A draft resolution was circulated.", [("draft resolution", COUNCIL, None, None)]),
        ("A French-drafted resolution was circulated.", [("French-drafted resolution", COUNCIL, None, None)]),
        ("The resolution of the conflict took 2773 days.", []),
        ("A screen resolution of 1080 pixels.", []),
        ("Their resolution 1 for the new year.", []),
        ("In 2773 homes there was no water.", []),
    ],
)  # fmt: skip
def test_resolutions(text: str, expected: list[tuple[str, str, int | None, int | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La résolution 2773 (2025) a été adoptée.", [("résolution 2773 (2025)", COUNCIL, 2773, 2025)]),
        ("La résolution n° 2773 a été adoptée.", [("résolution n° 2773", COUNCIL, 2773, None)]),
        ("Les résolutions 2717 et 2765.", [("résolutions 2717", COUNCIL, 2717, None), ("2765", COUNCIL, 2765, None)]),
        ("Un projet de résolution circule.", [("projet de résolution", COUNCIL, None, None)]),
        ("La résolution du conflit prendra 2 ans.", []),
    ],
)
def test_resolutions_in_french(text: str, expected: list[tuple[str, str, int | None, int | None]]) -> None:
    assert read(text, "fr") == expected
