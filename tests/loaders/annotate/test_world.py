"""The places of the world behind the gazetteer's own."""

from __future__ import annotations

import pytest

from loaders.annotate.words import words_of
from loaders.annotate.world import places_named, prominent_names


@pytest.mark.parametrize(
    ("_case", "name", "first"),
    [
        ("the largest of its name", "Springfield", ("Springfield", "city", "US", "MO")),
        ("a state", "Ohio", ("Ohio", "province", "US", "OH")),
        ("a county", "Travis County", ("Travis County", "territory", "US", "TX")),
        ("without accents", "Petionville", ("Pétionville", "city", "HT", "11")),
        ("by another name", "Catalonia", ("Catalunya", "province", "ES", "56")),
        ("any case", "AALBORG", ("Aalborg", "city", "DK", "19")),
        ("unknown", "Xyzzyville", None),
        ("empty", "", None),
    ],
)
def test_places_named(_case: str, name: str, first: tuple[str, str, str, str] | None) -> None:
    found = places_named(name)
    assert [(p.name, p.kind.value, p.country_code, p.division) for p in found[:1]] == ([first] if first else [])


@pytest.mark.parametrize(("name", "known"), [("Missouri", True), ("Antofagasta", True), ("Central", False), ("Mission", False)])
def test_prominent_names(name: str, known: bool) -> None:
    assert any(True for _ in prominent_names().find(words_of(name))) is known
