"""Places that may be one are proposed, once; what lies apart, in another country or one in the other, is not."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from conflictdb.merging.twins import propose_twins
from conflictdb.merging.verdicts import judge, undo
from conflictdb.models import Location, LocationName, Match
from conflictdb.vocabularies import Verdict

pytestmark = pytest.mark.django_db
KNOWN = {"slug": "sampleville", "name": "Sampleville", "kind": "city", "country_code": "CD", "is_reference": True}
PRINTED = {"slug": "sampleville-cd", "name": "SAMPLEVILLE", "kind": "city", "country_code": "CD"}
POINT = {"latitude": -1.5, "longitude": 29.0}


@pytest.fixture
def country() -> Location:
    return Location.objects.create(slug="sample-land", name="Sample Land", kind="country", country_code="CD", is_reference=True)


def places(country: Location, known: dict[str, Any], printed: dict[str, Any]) -> tuple[Location, Location]:
    province = Location.objects.create(slug="north", name="North", kind="province", parent=country, country_code="CD")
    one = Location.objects.create(**{"parent": province, **KNOWN, **known})
    return one, Location.objects.create(**{"parent": country, **PRINTED, **printed})


@pytest.mark.parametrize(
    ("known", "printed", "number"),
    [
        ({}, {}, 1),
        (POINT, {"latitude": -1.52, "longitude": 29.01}, 1),
        (POINT, {"latitude": -3.0, "longitude": 29.0}, 0),
        ({}, {"country_code": ""}, 1),
        ({}, {"country_code": "RW"}, 0),
        ({}, {"kind": "territory"}, 0),
        ({}, {"is_reference": True}, 0),
        ({}, {"review_status": "rejected"}, 0),
        ({}, {"name": "Othertown"}, 0),
    ],
)
def test_twin_places_are_proposed(country: Location, known: dict[str, Any], printed: dict[str, Any], number: int) -> None:
    places(country, known, printed)
    assert (propose_twins(), propose_twins()) == (number, 0)
    assert Match.objects.filter(kind="variant").count() == number


def test_another_name_counts_and_what_lies_inside_is_no_twin(country: Location) -> None:
    one, other = places(country, {}, {"name": "Othertown"})
    LocationName.objects.create(location=other, name="Sampleville")
    Location.objects.create(**{**PRINTED, "slug": "quarter", "parent": one})
    assert propose_twins() == 2  # the quarter may be Othertown; it is not what it lies in
    assert not Match.objects.filter(one__in=[one.public_id], other=Location.objects.get(slug="quarter").public_id).exists()


def test_an_answer_holds_and_a_proposal_goes_with_its_reason(country: Location) -> None:
    manager = get_user_model().objects.create_user("manager")
    _one, other = places(country, {}, {})
    propose_twins()
    judge(Match.objects.get(), Verdict.SAME, manager)
    other.refresh_from_db()
    assert other.withdrawn_at is not None
    undo(other.public_id, manager)
    assert (propose_twins(), Match.objects.get().verdict) == (0, "apart")
    Match.objects.all().delete()
    propose_twins()
    Location.objects.filter(pk=other.pk).update(country_code="RW")
    assert (propose_twins(), Match.objects.count()) == (0, 0)
