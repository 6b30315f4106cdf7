"""What may be asked of places."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from conflictdb.filters.fields import BoxField, CircleField, ManyField, terms_field
from conflictdb.filters.questions import Ask, Questions, one_of
from conflictdb.models import Location
from conflictdb.querysets import At, in_box, location_named, location_within, near
from conflictdb.vocabularies import LocationKind


def _box(at: At, box: dict[str, Any]) -> Q:
    return in_box(at, **box)


def _circle(at: At, circle: dict[str, Any]) -> Q:
    return near(at, **circle)


def _country(at: At, codes: list[str]) -> Q:
    return Q(**{at.to("country_code__in"): [code.upper() for code in codes]})


class LocationFilterSet(Questions):
    """Questions about places."""

    noun = Location
    slug = Ask(one_of("slug"), ManyField)
    name = Ask(location_named)
    kind = Ask(one_of("kind"), terms_field(LocationKind))
    country_code = Ask(_country, ManyField)
    within = Ask(location_within)
    bbox = Ask(_box, BoxField)
    near = Ask(_circle, CircleField)

    class Meta:
        model = Location
        fields: list[str] = []
