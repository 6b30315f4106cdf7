"""The database's gazetteer against the shipped one: a text must be read the same from either."""

from __future__ import annotations

import pytest

from loaders.reference import shipped_gazetteer
from loaders.store.gazetteer import gazetteer_from_rows


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
def test_actors_and_places_stand_in_one_order_with_the_same_names() -> None:
    stored, shipped = gazetteer_from_rows(), shipped_gazetteer()
    assert list(stored.actors) == list(shipped.actors)
    assert list(stored.places) == list(shipped.places)
    assert {slug: set(actor.names) for slug, actor in stored.actors.items()} == {
        slug: set(actor.names) for slug, actor in shipped.actors.items()
    }
    assert {key: [one.slug for one in bodies] for key, bodies in stored.bodies_by_country.items()} == {
        key: [one.slug for one in bodies] for key, bodies in shipped.bodies_by_country.items()
    }
    assert stored.bodies_by_country["CD", "army"][0].slug == "fardc"
