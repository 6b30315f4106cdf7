"""Records that a person added, told in others and taken out again."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from conflictdb.checks import check_dataset
from conflictdb.merging.verdicts import UnmergeableError, merge, preview, undo
from conflictdb.models import Event, Evidence, Match, Source
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
