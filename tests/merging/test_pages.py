"""Merges as persons meet them: in the admin, and by an old id in the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from conflictdb.checks import check_dataset
from conflictdb.models import Match, Merge, Statement
from tests.api.asking import data
from tests.merging.invented import LONGER, OTHER_QUOTE, STORIES, store_stories
from tests.merging.test_scenario import standing

pytestmark = pytest.mark.django_db
STATEMENTS = reverse("admin:conflictdb_statement_changelist")
NODE = "query($id: ID!) { node(id: $id) { id ... on Statement { text evidence { source { externalId } } } } }"


@pytest.fixture
def pair() -> list[Statement]:
    """Two statements that the machine keeps apart."""
    store_stories(STORIES)
    return list(standing(Statement, text=OTHER_QUOTE).order_by("public_id"))


def act(client: Any, address: str, action: str, rows: list[Any], **more: str) -> Any:
    return client.post(address, {"action": action, "_selected_action": [row.pk for row in rows], **more}, follow=True)


def test_a_merge_is_shown_before_it_is_made_and_old_ids_lead_on(admin_client: Any, pair: list[Statement]) -> None:
    page = act(admin_client, STATEMENTS, "merge_records", pair).content.decode()
    assert all(row.public_id in page for row in pair)
    assert standing(Statement, text=OTHER_QUOTE).count() == 2
    kept, gone = pair[1].public_id, pair[0].public_id
    act(admin_client, STATEMENTS, "merge_records", pair, _confirmed="1", _kept=kept, _note="one speech")
    made = Merge.objects.get(record=gone)
    assert made.made_by
    assert (made.kept, made.rule, made.made_by.username, made.note) == (kept, "by hand", "admin", "one speech")
    for identifier in (gone, kept):
        node = data(NODE, id=identifier)["node"]
        assert (node["id"], sorted(e["source"]["externalId"] for e in node["evidence"])) == (kept, ["four", "two"])


def test_a_merge_is_taken_back_from_its_list(admin_client: Any, pair: list[Statement]) -> None:
    address = reverse("admin:conflictdb_merge_changelist")
    made = Merge.objects.get(record__startswith="stm_")
    assert LONGER[:40] in admin_client.get(address).content.decode()
    act(admin_client, address, "undo_merges", [made])
    assert data(NODE, id=made.record)["node"]["id"] == made.record
    assert admin_client.get(f"{address}?standing=ended").status_code == 200


@pytest.mark.parametrize(("action", "verdict", "left"), [("are_one", "same", 1), ("are_two", "apart", 2)])
def test_a_proposal_is_answered_in_its_list(
    admin_client: Any, pair: list[Statement], action: str, verdict: str, left: int
) -> None:
    proposal = Match.objects.create(one=pair[0].public_id, other=pair[1].public_id, score=0.6)
    address = reverse("admin:conflictdb_match_changelist")
    assert OTHER_QUOTE[:40] in admin_client.get(address).content.decode()
    act(admin_client, address, action, [proposal], _confirmed="1", _note="heard twice")
    assert (Match.objects.get().verdict, Match.objects.get().note) == (verdict, "heard twice")
    assert standing(Statement, text=OTHER_QUOTE).count() == left


def test_a_pair_is_shown_side_by_side_before_it_is_made_one(admin_client: Any, pair: list[Statement]) -> None:
    proposal = Match.objects.create(one=pair[0].public_id, other=pair[1].public_id, score=0.6)
    address = reverse("admin:conflictdb_match_changelist")
    chosen = f"_kept_{proposal.pk}"
    for page in (
        act(admin_client, address, "are_one", [proposal]),
        admin_client.get(reverse("admin:conflictdb_match_change", args=[proposal.pk])),
    ):
        content = page.content.decode()
        assert all(f'name="{chosen}" value="{row.public_id}"' in content for row in pair)
        assert "together, as the sources say" in content
    assert Match.objects.get().verdict is None
    act(admin_client, address, "are_one", [proposal], _confirmed="1", **{chosen: pair[1].public_id})
    assert Merge.objects.get(record=pair[0].public_id).kept == pair[1].public_id
    again = admin_client.get(reverse("admin:conflictdb_match_change", args=[proposal.pk])).content.decode()
    assert "already merged into another record" in again
    assert "Answered:" in again


def test_whoever_may_not_change_statements_may_not_merge(client: Any, pair: list[Statement], django_user_model: Any) -> None:
    from django.contrib.auth.models import Group

    viewer = django_user_model.objects.create_user("viewer", is_staff=True)
    viewer.groups.add(Group.objects.get(name="viewers"))
    client.force_login(viewer)
    for address, action, rows in (
        (STATEMENTS, "merge_records", pair),
        (reverse("admin:conflictdb_merge_changelist"), "undo_merges", list(Merge.objects.all())),
    ):
        act(client, address, action, rows, _confirmed="1", _kept=pair[0].public_id)
    assert standing(Statement, text=OTHER_QUOTE).count() == 2
    assert not Merge.objects.exclude(ended_at=None).exists()


def test_a_dataset_with_merges_is_sound(pair: list[Statement]) -> None:
    assert list(check_dataset()) == []


def test_check_dataset_finds_merges_that_lead_nowhere(pair: list[Statement]) -> None:
    merge = Merge.objects.get(record__startswith="stm_")
    Statement.objects.filter(public_id=merge.kept).update(withdrawn_at="2025-01-01T00:00:00Z")
    Statement.objects.filter(public_id=merge.record).update(withdrawn_at=None)
    assert {(finding.record, finding.message) for finding in check_dataset() if finding.check == "merges"} == {
        (merge.record, "was merged into another record, and stands all the same"),
        (merge.record, f"leads to {merge.kept}, which does not stand"),
    }


def test_statements_of_a_source_come_in_the_order_of_its_text(pair: list[Statement]) -> None:
    asked = '{ source(externalId: "two") { statements { nodes { text } } } }'
    assert [node["text"] for node in data(asked)["source"]["statements"]["nodes"]] == [LONGER, OTHER_QUOTE]
