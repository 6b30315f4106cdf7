"""The questions whose meaning takes more than a row of a table to say."""

from __future__ import annotations

import datetime as dt

import pytest

from conflictdb.filters import EventFilterSet, StatementFilterSet
from conflictdb.models import Actor, Event, Evidence, Location, Resolution, Source, Statement
from conflictdb.querysets import At, actors_named_in, location_within, near, resolution_called, said_by_members, standing, visible
from conflictdb.search import find
from tests.api.builder import actor, event, evidence, organisation, place, post, resolution, source, statement, topic

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("_case", "said", "until", "published", "counts"),
    [
        ("in office", "2021-06-01", None, "2024-01-01", True),
        ("on the last day in office", "2022-12-31", None, "2024-01-01", True),
        ("on the day after", "2023-01-01", None, "2024-01-01", False),
        ("before taking office", "2019-12-31", None, "2024-01-01", False),
        ("some time in a range that overlaps", "2022-12-01", "2023-01-31", "2024-01-01", True),
        ("undated, published in office", None, None, "2021-06-01", True),
        ("undated, published after", None, None, "2023-06-01", False),
        ("undated, the source too", None, None, None, True),
    ],
)
def test_membership_is_looked_at_on_the_day_of_the_statement(
    _case: str, said: str | None, until: str | None, published: str | None, counts: bool
) -> None:
    ministry = organisation("ministry", kind="state")
    minister = actor("minister")
    post(minister, ministry, "Minister", since="2020-01-01", until="2022-12-31")
    made = statement(speaker=minister, said=said, until=until, of=source(published=published))
    assert StatementFilterSet({"speaker": {"member_of": "ministry"}}).qs.filter(pk=made.pk).exists() is counts
    assert visible(Statement).filter(said_by_members(ministry.pk), pk=made.pk).exists() is counts


def test_membership_holds_only_while_every_level_of_it_holds() -> None:
    government, ministry, minister = organisation("government"), organisation("ministry"), actor("minister")
    post(ministry, government, since="2021-01-01")
    post(minister, ministry, "Minister", since="2019-01-01")
    for year, counts in (("2020", False), ("2022", True)):
        made = statement(speaker=minister, said=f"{year}-01-01")
        assert StatementFilterSet({"speaker": {"member_of": "government"}}).qs.filter(pk=made.pk).exists() is counts


def test_participants_are_members_on_the_day_of_the_event() -> None:
    army, officer = organisation("army"), actor("officer")
    post(officer, army, since="2020-01-01", until="2020-12-31")
    then, later = event(on="2020-05-05", agents=(officer,)), event(on="2021-05-05", agents=(officer,))
    assert list(EventFilterSet({"agent": {"member_of": "army"}}).qs) == [then]
    assert list(EventFilterSet({"not": {"agent": {"member_of": "army"}}}).qs) == [later]


def test_a_withdrawn_post_makes_no_member() -> None:
    army, officer = organisation("army"), actor("officer")
    post(officer, army, withdrawn_at=NOW)
    statement(speaker=officer, said="2020-01-01")
    assert not StatementFilterSet({"speaker": {"member_of": "army"}}).qs.exists()


def test_what_is_rejected_or_withdrawn_is_not_seen() -> None:
    stands, rejected = actor("stands"), actor("rejected", review_status="rejected")
    actor("withdrawn", withdrawn_at=NOW)
    assert set(visible(Actor)) == {stands}
    assert set(standing(Actor)) == {stands, rejected}


@pytest.mark.parametrize("name", ["2773", "S/RES/2773", "s/res/2773 (2025)", "S/RES/2773(2025)", " 2773 "])
def test_a_resolution_has_several_names(name: str) -> None:
    council = organisation("un-security-council")
    resolution(2773, 2025, council)
    resolution(2774, 2025, council)
    assert [each.number for each in Resolution.objects.filter(resolution_called(At(), name))] == [2773]


def test_what_a_source_names_is_what_it_mentions_and_what_it_reports() -> None:
    report = source()
    mentioned, speaker, fighter, elsewhere = (actor(slug) for slug in ("mentioned", "speaker", "fighter", "elsewhere"))
    report.mentions.create(start=0, end=4, text="Text", actor=mentioned)
    statement(speaker=speaker, of=report)
    event(agents=(fighter,), of=report)
    statement(speaker=elsewhere)
    assert set(visible(Actor).filter(actors_named_in(report.pk))) == {mentioned, speaker, fighter}


def test_a_second_source_counts_as_much_as_the_first() -> None:
    first, second = source("first"), source("second")
    told_twice = statement(of=first)
    evidence(second, statement=told_twice)
    for name in ("first", "second"):
        assert list(StatementFilterSet({"source": {"external_id": name}}).qs) == [told_twice]


@pytest.mark.parametrize(
    ("km", "found"),
    [(0.0, {"here"}), (110.0, {"here"}), (112.0, {"here", "one-degree-east"}), (20_040.0, {"here", "one-degree-east", "pole"})],
)
def test_distances_are_over_the_ground(km: float, found: set[str]) -> None:
    place("here", latitude=0.0, longitude=0.0)
    place("one-degree-east", latitude=0.0, longitude=1.0)
    place("pole", latitude=90.0, longitude=0.0)
    place("nowhere")
    assert {each.slug for each in Location.objects.filter(near(At(), latitude=0.0, longitude=0.0, km=km))} == found


def test_places_move_with_what_they_lie_in() -> None:
    province, other = place("province", kind="province"), place("other", kind="province")
    town = place("town", inside=province)
    town.parent = other
    town.save()
    assert set(Location.objects.filter(location_within(At(), "other"))) == {other, town}
    assert set(Location.objects.filter(location_within(At(), "province"))) == {province}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("goma", [("Goma", 1.0), ("Goma airport", 0.7), ("Port of Goma", 0.5)]),
        ("GOMÁ", [("Goma", 1.0), ("Goma airport", 0.7), ("Port of Goma", 0.5)]),
        ("capital of the north", [("Goma", 0.9)]),
        ("100%", []),
    ],
)
def test_search_ranks_names_by_how_much_of_them_the_text_is(text: str, found: list[tuple[str, float]]) -> None:
    place("goma", aliases=("Capital of the North",))
    place("goma-airport", "Goma airport")
    place("port", "Port of Goma")
    assert [(each.name, each.rank) for each in find("location", text).order_by("-rank")] == found


def test_search_reads_english_and_french() -> None:
    english, french = source(title="Rebels withdrawing"), source(title="Les rebelles se sont retirés")
    assert set(find("source", "withdraw")) == {english}
    assert set(find("source", "retirer")) == {french}
    assert set(find("source", "rebel")) == {english, french}


def test_about_knows_topics_below_and_texts_only_where_no_topic_is_called_so() -> None:
    peace = topic("peace", "Peace", synonyms=("la paix",))
    talks = topic("talks", "Peace talks", below=peace)
    on_talks = statement("they met", topics=(talks,))
    in_words = statement("peace is near")
    assert list(StatementFilterSet({"about": "La Paix"}).qs) == [on_talks]
    assert list(StatementFilterSet({"about": "near peace"}).qs) == [in_words]
    assert Source.objects.count() == 2


def _sources(of: Event) -> int:
    return Event.objects.get(pk=of.pk).source_count


def test_events_know_how_many_sources_report_them() -> None:
    first, second = source("first"), source("second")
    told = event(of=first)
    stale = Event.objects.get(pk=told.pk)
    evidence(first, start=20, end=30, event=told)
    assert _sources(told) == 1
    again = evidence(second, event=told)
    assert _sources(told) == 2
    stale.source_count = 7
    stale.save()
    assert _sources(told) == 2
    other = event(of=first)
    Evidence.objects.filter(pk=again.pk).update(event=other)
    assert (_sources(told), _sources(other)) == (1, 2)
    Evidence.objects.filter(source=first).delete()
    assert (_sources(told), _sources(other)) == (0, 1)
    for least, found in ((0, {told, other}), (1, {other}), (2, set())):
        assert set(EventFilterSet({"min_sources": least}).qs) == found
