"""Names that may mean several places: unlinked, with the candidates, until a person chooses; the choice holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from conflictdb.merging.names import UnanswerableError, ask_again, choose, choose_new, choose_of_world, ignore
from conflictdb.merging.world import WorldPlace, world_place
from conflictdb.models import Actor, AmbiguousName, Event, Location, Mention
from conflictdb.vocabularies import LocationKind
from loaders.records import MentionRecord, PlaceCandidate, PlaceRef
from loaders.report import RecordCounts
from loaders.store.article import Stored, store_article
from loaders.store.named import Named
from tests.merging.invented import STORIES, base, changed, dataset, extraction
from tests.merging.test_scenario import standing

pytestmark = pytest.mark.django_db
ABROAD = WorldPlace("Sampleville", "city", "US", "OH", 40.5, -82.5)
CANDIDATES = (
    PlaceCandidate("sampleville", "Sampleville", LocationKind.CITY, "CD", "11", -1.5, 29.2, 0.52, ("country",)),
    PlaceCandidate(None, "Sampleville", LocationKind.CITY, "US", "OH", 40.5, -82.5, 0.48),
)
NAME = PlaceRef(None, "Sampleville", LocationKind.CITY, "Sampleville", candidates=CANDIDATES)
STORY = changed(STORIES[0], place=NAME)


@pytest.fixture
def manager() -> Any:
    return get_user_model().objects.create_user("manager")


@pytest.fixture
def known() -> Location:
    """The one of the two candidates that the base has."""
    base()
    return Location.objects.get(slug="sampleville")


def load(story: Any = STORY) -> Stored:
    read = extraction(story)
    if story.place.candidates:
        start = read.document.text.index("Sampleville")
        read = replace(read, mentions=(MentionRecord(start, start + 11, "Sampleville", place=story.place),))
    return store_article(read, named=Named(RecordCounts()), pipeline="test-1")


def test_the_name_is_kept_unlinked_with_its_candidates(known: Location) -> None:
    load()
    name = AmbiguousName.objects.get()
    assert (name.text, name.kind, name.is_place, name.answer, name.chosen) == ("Sampleville", "city", True, None, "")
    assert name.candidates == [[known.public_id, 0.52, ["country"]], [ABROAD.key, 0.48, []]]
    happened = standing(Event).get()
    assert (happened.location, happened.location_text) == (None, "Sampleville")
    assert not Mention.objects.exists()
    assert Location.objects.filter(name="Sampleville").count() == 1


def test_a_choice_links_the_source_at_once_and_through_every_load(known: Location, manager: Any) -> None:
    load()
    name = AmbiguousName.objects.get()
    choose(name, known, manager, "the one by the lake")
    assert (standing(Event).get().location, Mention.objects.get().location) == (known, known)
    before = dataset()
    stored = load()
    assert (stored.changes.all, dataset()) == ([], before)
    assert Mention.objects.get().location == known
    load(changed(STORY, killed=15))
    assert (standing(Event).get().location, standing(Event).get().killed) == (known, 15)
    ask_again(name, manager)
    assert standing(Event).get().location is None
    assert not Mention.objects.exists()


def test_a_place_of_the_world_is_added_once(known: Location, manager: Any) -> None:
    load()
    name = AmbiguousName.objects.get()
    row = choose_of_world(name, ABROAD, manager)
    assert (row.slug, row.country_code, row.latitude, row.review_status) == ("sampleville-us-oh", "US", 40.5, "accepted")
    assert standing(Event).get().location == row
    ask_again(name, manager)
    assert choose_of_world(name, ABROAD, manager) == row


def test_a_new_place_or_none(known: Location, manager: Any) -> None:
    load()
    name = AmbiguousName.objects.get()
    place = choose_new(name, manager)
    assert (place.slug, place.kind, standing(Event).get().location) == ("sampleville-2", "city", place)
    ignore(name, manager)
    assert standing(Event).get().location is None
    with pytest.raises(UnanswerableError, match="is a place"):
        choose(name, Actor.objects.get(slug="example-front"), manager)


def test_what_a_source_no_longer_says_goes_unless_it_was_answered(known: Location, manager: Any) -> None:
    load()
    load(STORIES[0])
    assert not AmbiguousName.objects.exists()
    load()
    choose(AmbiguousName.objects.get(), known, manager)
    load(STORIES[0])
    load()
    assert AmbiguousName.objects.get().chosen == known.public_id
    assert standing(Event).get().location == known


def test_the_queue_shows_the_candidates_and_takes_the_answer(admin_client: Any, known: Location) -> None:
    load()
    name = AmbiguousName.objects.get()
    queue = reverse("admin:conflictdb_ambiguousname_changelist")
    page = reverse("admin:conflictdb_ambiguousname_change", args=[name.pk])
    assert "Sampleville (city, OH, US; 40.50, -82.50) 0.48" in admin_client.get(queue).content.decode()
    shown = admin_client.get(page).content.decode()
    assert "Which place does “Sampleville” mean?" in shown
    assert "Sampleville (city, OH, US; 40.50, -82.50)" in shown
    assert "No place has the slug" in admin_client.post(page, {"_means": "other", "_slug": "example-front"}).content.decode()
    admin_client.post(page, {"_means": ABROAD.key})
    assert standing(Event).get().location == Location.objects.get(slug="sampleville-us-oh")
    assert "sampleville-us-oh" not in admin_client.get(queue).content.decode()
    admin_client.post(page, {"_means": "again"})
    assert standing(Event).get().location is None


@pytest.mark.parametrize("key", ["", "loc_x", "geo:", "geo:a|b"])
def test_what_is_no_place_of_the_world(key: str) -> None:
    assert world_place(key) is None


def test_a_place_of_the_world_comes_back_from_its_key() -> None:
    assert world_place(ABROAD.key) == ABROAD
