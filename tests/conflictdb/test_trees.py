"""The derived tables follow what they derive from, whoever writes: a save, a bulk write, plain SQL."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from conflictdb.models import Actor, Affiliation, Location, LocationAncestor, Membership, Topic, TopicAncestor

pytestmark = pytest.mark.django_db


def actor(slug: str) -> Actor:
    return Actor.objects.create(slug=slug, name=slug, kind="igo")


def post(inner: Actor, outer: Actor, since: str = "", until: str = "", role: str = "") -> Affiliation:
    return Affiliation.objects.create(actor=inner, organisation=outer, role=role, since=day(since), until=day(until))


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def memberships(member: str) -> set[tuple[str, str, str, int]]:
    """Where an actor is in, other than in itself: organisation, first day, last day, depth."""
    rows = Membership.objects.filter(member__slug=member).exclude(organisation__slug=member).select_related("organisation")
    return {(row.organisation.slug, str(row.since or ""), str(row.until or ""), row.depth) for row in rows}


def above(place: str) -> dict[str, int]:
    rows = LocationAncestor.objects.filter(location__slug=place).select_related("ancestor")
    return {row.ancestor.slug: row.depth for row in rows}


def place(slug: str, parent: Location | None = None) -> Location:
    return Location.objects.create(slug=slug, name=slug, kind="territory", parent=parent)


# ---------------------------------------------------------------- membership


def test_every_actor_is_in_itself() -> None:
    actor("alone")
    assert list(Membership.objects.values_list("member__slug", "organisation__slug", "since", "until", "depth")) == [
        ("alone", "alone", None, None, 0)
    ]


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        (("", ""), ("", ""), {("", "", 2)}),
        (("2020-01-01", ""), ("", ""), {("2020-01-01", "", 2)}),
        (("2020-01-01", "2022-12-31"), ("2021-06-01", "2025-01-01"), {("2021-06-01", "2022-12-31", 2)}),
        (("2020-01-01", "2020-12-31"), ("2020-12-31", ""), {("2020-12-31", "2020-12-31", 2)}),
        (("2020-01-01", "2020-12-31"), ("2021-01-01", ""), set()),
        (("", "2019-12-31"), ("2018-01-01", ""), {("2018-01-01", "2019-12-31", 2)}),
    ],
)
def test_a_member_of_a_part_is_in_the_whole_while_both_hold(
    inner: tuple[str, str], outer: tuple[str, str], expected: set[tuple[str, str, int]]
) -> None:
    person, part, whole = actor("person"), actor("part"), actor("whole")
    post(person, part, *inner, role="Head")
    post(part, whole, *outer)
    assert {row[1:] for row in memberships("person") if row[0] == "whole"} == expected


def test_the_order_of_writing_does_not_matter() -> None:
    person, part, whole = actor("person"), actor("part"), actor("whole")
    post(part, whole)
    post(person, part, "2020-01-01")
    first = memberships("person")
    Affiliation.objects.all().delete()
    post(person, part, "2020-01-01")
    post(part, whole)
    assert memberships("person") == first == {("part", "2020-01-01", "", 1), ("whole", "2020-01-01", "", 2)}


def test_two_ways_in_are_two_rows() -> None:
    person, whole = actor("person"), actor("whole")
    for name, since in (("one", "2019-01-01"), ("two", "2021-01-01")):
        part = actor(name)
        post(part, whole)
        post(person, part, since)
    assert {row for row in memberships("person") if row[0] == "whole"} == {
        ("whole", "2019-01-01", "", 2),
        ("whole", "2021-01-01", "", 2),
    }


def test_moving_a_part_moves_its_people() -> None:
    person, part, old, new = (actor(slug) for slug in ("person", "part", "old", "new"))
    post(person, part)
    link = post(part, old)
    link.organisation = new
    link.save()
    assert memberships("person") == {("part", "", "", 1), ("new", "", "", 2)}


def test_moving_a_post_to_another_person_clears_the_first() -> None:
    first, second, part = actor("first"), actor("second"), actor("part")
    link = post(first, part)
    link.actor = second
    link.save()
    assert (memberships("first"), memberships("second")) == (set(), {("part", "", "", 1)})


@pytest.mark.parametrize(
    "change",
    [{"withdrawn_at": timezone.now()}, {"review_status": "rejected"}],
    ids=["withdrawn", "rejected"],
)
def test_a_post_that_does_not_stand_counts_for_nothing_and_counts_again_when_it_stands(change: dict[str, Any]) -> None:
    person, part, whole = actor("person"), actor("part"), actor("whole")
    post(part, whole)
    held = post(person, part)
    Affiliation.objects.filter(pk=held.pk).update(**change)
    assert memberships("person") == set()
    Affiliation.objects.filter(pk=held.pk).update(withdrawn_at=None, review_status="accepted")
    assert memberships("person") == {("part", "", "", 1), ("whole", "", "", 2)}


def test_deleting_a_link_in_the_middle_cuts_everything_below() -> None:
    person, part, whole = actor("person"), actor("part"), actor("whole")
    post(person, part)
    post(part, whole).delete()
    assert memberships("person") == {("part", "", "", 1)}


def test_deleting_an_actor_leaves_no_row_behind() -> None:
    person, part, whole = actor("person"), actor("part"), actor("whole")
    post(person, part)
    post(part, whole)
    part.delete()
    assert memberships("person") == set()
    assert Membership.objects.count() == 2


def test_a_circle_ends() -> None:
    one, two, three = actor("one"), actor("two"), actor("three")
    post(one, two)
    post(two, three)
    post(three, one)
    assert memberships("one") == {("two", "", "", 1), ("three", "", "", 2)}


def test_bulk_writes_and_plain_sql_are_followed_too() -> None:
    person, part, whole = actor("person"), actor("part"), actor("whole")
    rows = [Affiliation(actor=person, organisation=part), Affiliation(actor=part, organisation=whole)]
    for row in rows:
        row.derive()
    Affiliation.objects.bulk_create(rows)
    assert memberships("person") == {("part", "", "", 1), ("whole", "", "", 2)}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE conflictdb_affiliation SET until = '2020-01-31' WHERE actor_id = %s", [person.pk])
    assert memberships("person") == {("part", "", "2020-01-31", 1), ("whole", "", "2020-01-31", 2)}


# ---------------------------------------------------------------- places and topics


def test_a_place_lies_in_all_that_its_parent_lies_in() -> None:
    country = place("country")
    province = place("province", country)
    place("town", province)
    assert above("town") == {"town": 0, "province": 1, "country": 2}


def test_a_place_that_moves_takes_what_lies_in_it_along() -> None:
    old, new = place("old"), place("new", place("newer"))
    province = place("province", old)
    place("site", place("town", province))
    province.parent = new
    province.save()
    assert above("site") == {"site": 0, "town": 1, "province": 2, "new": 3, "newer": 4}
    assert "site" not in {row.location.slug for row in LocationAncestor.objects.filter(ancestor=old).select_related("location")}


def test_a_parent_that_goes_leaves_a_root() -> None:
    country = place("country")
    place("town", place("province", country))
    Location.objects.filter(slug="province").update(parent=None)
    assert above("town") == {"town": 0, "province": 1}


def test_an_update_of_something_else_leaves_the_tree_alone() -> None:
    place("town", place("country"))
    before = list(LocationAncestor.objects.order_by("pk").values_list("pk", flat=True))
    Location.objects.update(name="changed")
    assert list(LocationAncestor.objects.order_by("pk").values_list("pk", flat=True)) == before


def test_deleting_a_place_leaves_no_row_behind() -> None:
    country = place("country")
    place("town", country).delete()
    assert list(LocationAncestor.objects.values_list("location__slug", "ancestor__slug")) == [("country", "country")]


def test_many_places_written_at_once_may_stand_in_any_order() -> None:
    country = place("country")
    rows = [Location(slug=f"t{n}", name=f"t{n}", kind="city", parent=country) for n in range(5)]
    for row in rows:
        row.derive()
    Location.objects.bulk_create(rows)
    assert LocationAncestor.objects.filter(ancestor=country).count() == 6


def test_a_circle_of_places_ends() -> None:
    one = place("one")
    two = place("two", one)
    one.parent = two
    one.save()
    assert set(above("one")) == {"one", "two"}


def test_topics_have_the_same_tree() -> None:
    top = Topic.objects.create(slug="top", label="Top")
    middle = Topic.objects.create(slug="middle", label="Middle", parent=top)
    leaf = Topic.objects.create(slug="leaf", label="Leaf", parent=middle)
    rows = TopicAncestor.objects.filter(topic=leaf).values_list("ancestor__slug", "depth")
    assert dict(rows) == {"leaf": 0, "middle": 1, "top": 2}
    middle.parent = None
    middle.save()
    assert dict(TopicAncestor.objects.filter(topic=leaf).values_list("ancestor__slug", "depth")) == {"leaf": 0, "middle": 1}
    leaf.delete()
    assert TopicAncestor.objects.count() == 2
