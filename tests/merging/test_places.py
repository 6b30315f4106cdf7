"""Two places made one by a person, and taken apart again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from conflictdb.checks import check_dataset
from conflictdb.export.publish import publish
from conflictdb.merging.actors import ThingMergeError, merge_things
from conflictdb.merging.verdicts import undo
from conflictdb.models import Decision, Event, Location, LocationName, Match, Mention, Merge
from conflictdb.vocabularies import LocationKind
from loaders.records import PlaceRef
from loaders.store.gazetteer import gazetteer_from_rows
from tests.api.asking import data
from tests.merging.invented import STORIES, changed, store
from tests.merging.test_scenario import standing

pytestmark = pytest.mark.django_db
PRINTED = PlaceRef(None, "Sampleton", LocationKind.CITY, "Sampleton", "CD")
BY_SLUG = "query($slug: String!) { location(slug: $slug) { slug } }"
NODE = "query($id: ID!) { node(id: $id) { id } }"
STORY = changed(STORIES[0], quotes=(), place=PRINTED)


@pytest.fixture
def manager() -> Any:
    return get_user_model().objects.create_user("manager")


@pytest.fixture
def two() -> tuple[Location, Location]:
    """The known town, and the candidate that a story made, with what hangs on it."""
    store(STORY)
    known, printed = Location.objects.get(slug="sampleville"), Location.objects.get(slug="sampleton-cd")
    Location.objects.filter(pk=known.pk).update(is_reference=True)
    known.refresh_from_db()
    source = Event.objects.get().source
    Mention.objects.filter(location=printed).delete()
    Mention.objects.create(source=source, start=0, end=3, text="one", location=printed)
    Location.objects.create(slug="sample-quarter", name="Quarter", kind="site", parent=printed)
    LocationName.objects.create(location=printed, name="Sample Town")
    return known, printed


def hanging(place: Location) -> tuple[int, int, int, int]:
    return (
        standing(Event, location=place).count(),
        Mention.objects.filter(location=place).count(),
        Location.objects.filter(parent=place).count(),
        place.names.count(),
    )


def test_what_lay_in_the_one_lies_in_the_other_through_loads_and_back(manager: Any, two: tuple[Location, Location]) -> None:
    known, printed = two
    assert hanging(printed) == (1, 1, 1, 1)
    merge_things(known, printed, manager, "one town")
    assert (hanging(known), hanging(printed)) == ((1, 1, 1, 2), (0, 0, 0, 1))
    assert sorted(known.names.values_list("name", "kind")) == [("Sample Town", "merged"), ("Sampleton", "merged")]
    assert gazetteer_from_rows().places[known.slug].names == ("Sampleville", "Sampleton", "Sample Town")
    assert data(BY_SLUG, slug=printed.slug)["location"]["slug"] == known.slug
    assert data(NODE, id=printed.public_id)["node"]["id"] == known.public_id
    assert not [finding for finding in check_dataset() if finding.check in {"merges", "references", "trees"}]
    store(changed(STORY, killed=14))
    printed.refresh_from_db()
    assert printed.withdrawn_at is not None  # what names it again does not revive it
    assert standing(Event, location=known).get().killed == 14
    undo(printed.public_id, manager)
    assert hanging(printed)[0] == 1
    assert hanging(printed)[2:] == (1, 1)
    assert hanging(known) == (0, 0, 0, 0)
    assert data(BY_SLUG, slug=printed.slug)["location"]["slug"] == printed.slug
    assert data(NODE, id=printed.public_id)["node"]["id"] == printed.public_id
    assert Match.objects.get().verdict == "apart"
    assert Decision.objects.filter(record=printed.public_id, field="merged_into").count() == 2


@pytest.mark.parametrize(
    ("kept", "gone", "message"),
    [
        ({}, {"is_reference": True}, "shipped"),
        ({"country_code": "CD"}, {"country_code": "RW"}, "lie in two countries"),
        ({}, {"kind": "country"}, "a country and a place in one"),
        ({"withdrawn_at": "2025-01-01T00:00:00Z"}, {}, "withdrawn, rejected or merged"),
        ({"inside": True}, {}, "A lies in B"),
    ],
)
def test_what_can_not_be_one_place_is_refused(manager: Any, kept: dict[str, Any], gone: dict[str, Any], message: str) -> None:
    kept = dict(kept)
    inside = kept.pop("inside", False)
    other = Location.objects.create(**{"slug": "b", "name": "B", "kind": "city", **gone})
    one = Location.objects.create(**{"slug": "a", "name": "A", "kind": "city", "parent": other if inside else None, **kept})
    with pytest.raises(ThingMergeError, match=message):
        merge_things(one, other, manager)
    assert not Merge.objects.exists()


def test_two_places_of_the_list_are_merged_in_the_admin_after_a_look_at_what_moves(
    admin_client: Any, two: tuple[Location, Location]
) -> None:
    known, printed = two
    address = reverse("admin:conflictdb_location_changelist")
    asked = {"action": "merge_two", "_selected_action": [row.pk for row in two]}
    page = admin_client.post(address, asked).content.decode()
    for told in ("mentions", "events", "places in it"):
        assert f'<th scope="row">{told}</th><td class="number">–</td><td class="number">1</td>' in page
    assert not Merge.objects.exists()
    admin_client.post(address, {**asked, "_confirmed": "1", "_kept": known.public_id, "_note": "one town"})
    merge = Merge.objects.get()
    assert (merge.record, merge.kept, merge.note) == (printed.public_id, known.public_id, "one town")
    lists = reverse("admin:conflictdb_merge_changelist")
    admin_client.post(lists, {"action": "undo_merges", "_selected_action": [merge.pk]})
    assert hanging(printed) == (1, 1, 1, 1)


def test_an_export_tells_what_a_merged_place_leads_to(manager: Any, two: tuple[Location, Location], tmp_path: Path) -> None:
    known, printed = two
    merge_things(known, printed, manager)
    folder = publish(tmp_path).folder

    def lines(noun: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (folder / f"{noun}.jsonl").read_text(encoding="utf-8").splitlines()]

    assert [(line["id"], line["merged_into"]) for line in lines("merges")] == [(printed.public_id, known.public_id)]
    assert printed.public_id not in {line["id"] for line in lines("locations")}
    assert [line["location"]["slug"] for line in lines("events")] == [known.slug]
