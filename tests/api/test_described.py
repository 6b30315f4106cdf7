"""Those whom texts only describe ("the armed groups"): told beside what was said to them, left out of lists of known actors."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.asking import data
from tests.api.builder import actor, statement

pytestmark = pytest.mark.django_db
DESCRIBED = "query($asked: ActorFilter) { actors(filter: $asked) { totalCount nodes { slug described } } }"


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        (None, ["front"]),
        ({"kind": ["ARMED_GROUP"]}, ["front"]),
        ({"described": False}, ["front"]),
        ({"described": True}, ["described-armed-groups"]),
        ({"or": [{"described": True}, {"slug": ["front"]}]}, ["described-armed-groups", "front"]),
    ],
)
def test_a_list_of_actors_has_those_with_a_name_unless_others_are_asked_for(asked: Any, slugs: list[str]) -> None:
    actor("front", "A front", "armed_group")
    actor("described-armed-groups", "the armed groups", "armed_group", described=True)
    found = data(DESCRIBED, asked=asked)["actors"]
    assert sorted(node["slug"] for node in found["nodes"]) == slugs
    assert found["totalCount"] == len(slugs)
    assert all(node["described"] == node["slug"].startswith("described") for node in found["nodes"])


def test_whom_texts_describe_is_told_beside_what_was_said_to_them_and_counts_nowhere_as_known() -> None:
    groups = actor("described-armed-groups", "the armed groups", "armed_group", described=True)
    statement("Lay down your arms.", addressees=(groups,), key="call")
    asked = """{ statements(filter: {addressee: {kind: [ARMED_GROUP]}}) { nodes { addressees { slug described } } }
      search(text: "armed groups", types: [ACTOR]) { totalCount } dataset { counts { actors } }
      actor(slug: "described-armed-groups") { name } }"""
    found = data(asked)
    assert found["statements"]["nodes"] == [{"addressees": [{"slug": groups.slug, "described": True}]}]
    assert (found["search"]["totalCount"], found["dataset"]["counts"]["actors"]) == (0, 0)
    assert found["actor"] == {"name": "the armed groups"}
