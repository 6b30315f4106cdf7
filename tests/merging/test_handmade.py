"""Records that a person added, told in others and taken out again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from conflictdb.checks import check_dataset
from conflictdb.merging.verdicts import UnmergeableError, merge, preview, undo
from conflictdb.models import Event, Evidence, Match, Merge, Source
from conflictdb.reviews import BY_HAND, added, identify
from conflictdb.vocabularies import Verdict
from tests.api.asking import data
from tests.merging.invented import STORIES, changed, store, store_stories
from tests.merging.test_scenario import standing

pytestmark = pytest.mark.django_db
NODE = "query($id: ID!) { node(id: $id) { id } }"


@pytest.fixture
def manager() -> Any:
    return get_user_model().objects.create_user("manager")


def by_hand(manager: Any, text: str, source: str = "four") -> Event:
    """An event that a person added on the first words of an article."""
    row = Event(type="violence_against_civilians", text=text, status="occurred", source=Source.objects.get(external_id=source))
    identify(row)
    row.save()
    added(row, ("type", "text"), manager)
    Evidence.objects.create(
        source=row.source, start=0, end=len(source), excerpt=source, extractor=BY_HAND, event=row,
    )  # fmt: skip
    return row


def evidence(event: Event) -> list[tuple[str, str]]:
    return sorted(event.evidence.values_list("source__external_id", "extractor"))


def test_a_record_added_by_hand_is_told_in_one_of_reports_through_loads_and_back(manager: Any) -> None:
    store_stories(STORIES)
    told, hand = standing(Event, killed_low=12, killed_high=15).get(), by_hand(manager, "people were killed")
    before = evidence(told)
    merge(told.public_id, [hand.public_id], manager, "the same clash")
    store(changed(STORIES[0], killed=13))
    store(STORIES[0])
    told.refresh_from_db()
    assert evidence(told) == sorted([*before, ("four", "by hand")])
    assert told.source_count == 4
    assert data(NODE, id=hand.public_id)["node"]["id"] == told.public_id
    assert list(check_dataset()) == []
    undo(hand.public_id, manager)
    hand.refresh_from_db()
    assert (evidence(told), evidence(hand), hand.withdrawn_at) == (before, [("four", "by hand")], None)
    assert data(NODE, id=hand.public_id)["node"]["id"] == hand.public_id
    store(changed(STORIES[0], killed=13))  # the verdict on a record without a report is in nobody's way
    assert Match.objects.get(verdict=Verdict.APART).decided_by == manager


def told_in(record: str) -> str:
    return Merge.objects.get(record=record, ended_at=None).kept


def test_what_was_told_in_a_record_goes_with_it_into_another_and_comes_back(manager: Any) -> None:
    store_stories([STORIES[0], STORIES[3]])
    told, hand = standing(Event, source__external_id="one").get(), by_hand(manager, "people were killed")
    merge(told.public_id, [hand.public_id], manager)
    store(changed(STORIES[0], name="before", published=dt.date(2025, 3, 17)))
    first = standing(Event, source__external_id="before").get()
    assert evidence(first) == [("before", "test"), ("four", "by hand"), ("one", "test")]
    assert (first.source_count, evidence(told)) == (3, [])
    assert (told_in(told.public_id), told_in(hand.public_id)) == (first.public_id, first.public_id)
    assert list(check_dataset()) == []
    rows = list(Evidence.objects.order_by("pk").values())
    store_stories([STORIES[0], changed(STORIES[0], killed=13), STORIES[0]])
    assert list(Evidence.objects.order_by("pk").values()) == rows
    undo(told.public_id, manager)
    assert (evidence(first), evidence(told)) == ([("before", "test")], [("four", "by hand"), ("one", "test")])
    assert told_in(hand.public_id) == told.public_id
    undo(hand.public_id, manager)
    assert (evidence(told), evidence(hand)) == ([("one", "test")], [("four", "by hand")])


def test_what_a_person_added_stands_again_where_the_record_that_told_it_is_gone_and_is_told_in_it_when_it_is_back(
    manager: Any,
) -> None:
    store_stories([STORIES[0], STORIES[3]])
    told, hand = standing(Event, source__external_id="one").get(), by_hand(manager, "people were killed")
    merge(told.public_id, [hand.public_id], manager, "the same clash")
    for _ in range(2):
        store(changed(STORIES[0], killed=None))
        hand.refresh_from_db()
        assert (hand.withdrawn_at, evidence(hand)) == (None, [("four", "by hand")])
        assert list(check_dataset()) == []
        store(STORIES[0])
        hand.refresh_from_db()
        assert (hand.withdrawn_at is None, evidence(told)) == (False, [("four", "by hand"), ("one", "test")])
        made = Merge.objects.get(record=hand.public_id, ended_at=None)
        assert (made.kept, made.made_by, made.note) == (told.public_id, manager, "the same clash")


def test_what_was_told_in_a_record_whose_source_drops_it_is_told_where_others_tell_it(manager: Any) -> None:
    store_stories([STORIES[0], STORIES[2], STORIES[3]])
    told = standing(Event, source_count=2).get()
    hand = by_hand(manager, "people were killed")
    merge(told.public_id, [hand.public_id], manager)
    own = told.source.external_id
    story = next(story for story in STORIES if story.name == own)
    store(changed(story, killed=None))
    heir = standing(Event, source_count=2).get()
    assert heir.public_id != told.public_id
    assert ("four", "by hand") in evidence(heir)
    assert told_in(hand.public_id) == heir.public_id
    store(story)
    assert (told_in(hand.public_id), ("four", "by hand") in evidence(told)) == (told.public_id, True)
    assert list(check_dataset()) == []


def test_two_records_added_by_hand_are_made_one(manager: Any) -> None:
    store_stories(STORIES)
    first, second = by_hand(manager, "a first wording"), by_hand(manager, "a second wording", "three")
    assert preview([first.public_id, second.public_id])["text"] == "a first wording"
    merge(first.public_id, [second.public_id], manager)
    assert evidence(first) == [("four", "by hand"), ("three", "by hand")]
    undo(second.public_id, manager)
    assert evidence(first) == [("four", "by hand")]


def test_a_record_of_reports_is_not_told_in_one_added_by_hand(manager: Any) -> None:
    store_stories(STORIES)
    told, hand = standing(Event, killed_low=12, killed_high=15).get(), by_hand(manager, "people were killed")
    with pytest.raises(UnmergeableError, match="added by hand: let a record that sources report stay"):
        merge(hand.public_id, [told.public_id], manager)
    assert standing(Event, pk=hand.pk).exists()


def test_the_page_proposes_to_keep_the_record_of_reports(admin_client: Any, manager: Any) -> None:
    store_stories(STORIES)
    told, hand = standing(Event, killed_low=12, killed_high=15).get(), by_hand(manager, "people were killed")
    asked = {"action": "merge_records", "_selected_action": [told.pk, hand.pk]}
    page = admin_client.post(reverse("admin:conflictdb_event_changelist"), asked).content.decode()
    assert f'value="{told.public_id}" checked' in page
    assert hand.public_id in page
