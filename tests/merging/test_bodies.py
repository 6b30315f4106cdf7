"""Organisations whose names may be one body's are proposed, with the reason; what only looks alike is not."""

from __future__ import annotations

from typing import Any

import pytest

from conflictdb.merging.variants import propose_variants
from conflictdb.models import Actor, Location, Match, Merge

pytestmark = pytest.mark.django_db


def body(slug: str, name: str, kind: str = "ngo", **more: Any) -> Actor:
    return Actor.objects.create(**{"slug": slug, "name": name, "kind": kind, **more})


@pytest.mark.parametrize(
    ("one", "other", "kind", "parts"),
    [
        ("Valley Relief Front", "VRF", "armed_group", {"acronym": 0.6}),
        ("Union des femmes du lac Vert", "l'UFLV", "ngo", {"acronym": 0.7}),
        ("The Lake Women Peace Union", "the L.W.P.U.", "ngo", {"acronym": 0.7}),
        ("the Valley Front", "Valley Front", "armed_group", {"spelling": 0.95}),
        ("Comité d’Éveil", "COMITE D'EVEIL", "ngo", {"spelling": 0.95}),
        ("Lake-Watch", "Lakewatch", "ngo", {"spelling": 0.95}),
        ("Les Groupes du Lac", "Groupe du lac", "ngo", {"plural": 0.75}),
        ("Hill Fighter", "Hill Fighters", "armed_group", {"plural": 0.75}),
        ("Lakers", "Laker", "community", {"plural": 0.75}),
        ("Valley Mining", "Valley Mining Ltd.", "company", {"legal_form": 0.85}),
        ("Lac Mines S.A.R.L.", "Lac Mines", "company", {"legal_form": 0.85}),
        ("Valley Mining Inc", "Valley Mining Ltd", "company", {"legal_form": 0.85}),
        ("Union of Nuns", "UN", "ngo", None),
        ("Lake Union", "LU", "ngo", None),
        ("U.N.", "UN", "igo", None),
        ("Valley Relief Front", "VRA", "ngo", None),
        ("Valley Relief Front", "Vrf", "ngo", None),
        ("valley relief front", "VRF", "ngo", None),
        ("Valley Relief Front", "Village Rights Fund", "ngo", None),
        ("Valley Front", "Hill Front", "armed_group", None),
        ("Valley Front", "Valley Front Youth", "armed_group", None),
        ("Nation", "Nations", "media", None),
        ("Lake Boss", "Lake Bos", "company", None),
        ("Inc", "Ltd", "company", None),
        ("3rd Valley Brigade", "4th Valley Brigade", "state_forces", None),
        ("Lake Police SA", "Lake Police", "state_forces", None),
    ],
)
def test_names_of_bodies(one: str, other: str, kind: str, parts: dict[str, float] | None) -> None:
    body("one", one, kind)
    body("other", other, kind)
    number = int(parts is not None)
    assert (propose_variants(), propose_variants()) == (number, 0)
    assert [row.parts for row in Match.objects.filter(kind="variant", verdict=None)] == [parts] * number
    assert not Merge.objects.exists()


@pytest.mark.parametrize(
    ("known", "number"),
    [
        ({}, 1),
        ({"is_reference": True}, 1),
        ({"is_reference": True, "other": {"is_reference": True}}, 0),
        ({"review_status": "accepted", "other": {"is_reference": True}}, 0),
        ({"review_status": "rejected"}, 0),
        ({"described": True}, 0),
        ({"kind": "person"}, 0),
    ],
)
def test_only_candidates_are_proposed(known: dict[str, Any], number: int) -> None:
    body("one", "Valley Relief Front", **{name: value for name, value in known.items() if name != "other"})
    body("other", "VRF", **known.get("other", {}))
    assert propose_variants() == number


def test_letters_of_two_long_names_mean_neither() -> None:
    body("one", "Valley Relief Front")
    body("two", "Village Rights Fund")
    body("letters", "VRF")
    assert propose_variants() == 0


def test_bodies_of_two_countries_are_two() -> None:
    here, there = (Location.objects.create(slug=name, name=name, kind="country") for name in ("here", "there"))
    body("one", "Lake Police Union", country=here)
    body("two", "LPU", country=there)
    assert propose_variants() == 0


def test_another_name_of_a_known_body_counts() -> None:
    known = body("front", "Lake Front", is_reference=True)
    known.names.create(name="Valley Relief Front")
    letters = body("letters", "VRF")
    assert propose_variants() == 1
    assert {Match.objects.get().one, Match.objects.get().other} == {known.public_id, letters.public_id}
