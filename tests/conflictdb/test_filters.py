"""Each filter of each noun, over one small world: what is asked, and exactly what answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from conflictdb.filters import (
    ActorFilterSet,
    AffiliationFilterSet,
    BadFilter,
    EventFilterSet,
    LocationFilterSet,
    Questions,
    ResolutionFilterSet,
    SourceFilterSet,
    StatementFilterSet,
    TopicFilterSet,
)
from tests.api.builder import actor, day, event, evidence, organisation, place, post, resolution, source, statement, topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> None:
    congo = place("drc", "DR Congo", "country", country_code="CD", latitude=-4.0, longitude=21.8)
    rwanda = place("rwanda", "Rwanda", "country", country_code="RW", latitude=-1.94, longitude=29.87)
    kivu = place("north-kivu", "North Kivu", "province", congo, aliases=("Nord-Kivu",))
    goma = place("goma", "Goma", "city", kivu, latitude=-1.6792, longitude=29.2228)
    place("goma-airport", "Goma airport", "site", goma, latitude=-1.6708, longitude=29.2385)
    place("beni", "Béni", "city", kivu, latitude=0.4911, longitude=29.4731)
    place("fiji", "Fiji", "country", country_code="FJ", latitude=-17.8, longitude=178.0)

    un = organisation("un", "United Nations", aliases=("ONU", "Organisation des Nations unies"))
    council = organisation("un-security-council", "UN Security Council", part_of=un)
    mission = organisation("monusco", "MONUSCO", part_of=un, kind="peacekeeping_mission")
    m23 = actor("m23", "March 23 Movement", "armed_group", country=congo)
    envoy = actor("envoy", "Éloïse Envoy")
    post(envoy, mission, "Head of mission", since="2020-01-01", until="2022-12-31")
    minister = actor("minister", "Max Minister", country=rwanda)
    radio = actor("radio", "The Radio", "media")
    post(radio, mission)

    withdrawal = topic("monusco-withdrawal", "Withdrawal of MONUSCO", synonyms=("départ de la MONUSCO",))
    peace = topic("peace-process", "Peace process")
    talks = topic("peace-talks", "Peace talks", below=peace)

    r2773 = resolution(2773, 2025, council, title="The situation in the Great Lakes region", adopted_on=day("2025-02-21"))
    resolution(2717, 2023, council, subject="Renews the mandate of the mission", adopted_on=day("2023-12-19"))
    draft = actor("assembly", "An assembly", "igo")
    resolution(9, 2024, draft, status="draft")

    first = source("first", "2021-06-01", title="The radio reports", publisher=radio, kind="news")
    second = source(
        "second", "2024-01-10", title="Une déclaration", language="fr", kind="press_release", text="Le cessez-le-feu tient."
    )
    undated = source("undated", conflict_related=False)

    statement(
        "the withdrawal is on schedule",
        key="held",
        speaker=envoy,
        said="2021-06-01",
        topics=(withdrawal,),
        of=first,
        location=goma,
    )
    statement(
        "the withdrawal was a mistake",
        key="left",
        speaker=envoy,
        said="2024-01-09",
        topics=(withdrawal,),
        of=second,
        act="condemn",
    )
    statement(
        "talks begin soon",
        key="talks",
        speaker=minister,
        said="2024-01-01",
        until="2024-01-31",
        topics=(talks,),
        of=second,
        kind="indirect",
    )
    statement("peace needs all", key="peace", speaker=None, of=undated, topics=(peace,), stance="supports", addressees=(m23,))
    statement(
        "we heard the mission",
        key="mission",
        speaker=mission,
        said="2023-05-05",
        of=first,
        resolutions=(r2773,),
        mentions=(m23, envoy),
    )
    statement("never said", key="rejected", speaker=minister, said="2023-01-01", of=first, review_status="rejected")
    statement(
        "taken back",
        key="withdrawn",
        speaker=minister,
        said="2023-01-01",
        of=first,
        withdrawn_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
    )

    battle = event("battle", key="battle", on="2022-03-01", at=goma, agents=(m23,), targets=(mission,), of=first, killed=7)
    evidence(second, event=battle)
    event(
        "meeting",
        key="meeting",
        on="2024-01-01",
        until="2024-01-05",
        at=kivu,
        agents=(envoy, minister),
        of=second,
        status="planned",
    )
    event("resolution_adoption", key="adoption", agents=(council,), of=undated, resolutions=(r2773,))


def keys(questions: type[Questions], asked: dict[str, Any]) -> set[str]:
    rows = questions(asked).qs
    if questions in (StatementFilterSet, EventFilterSet):
        return {row.public_id[4:] for row in rows}
    if questions is ResolutionFilterSet:
        return {str(row.number) for row in rows}
    return {getattr(row, "slug", None) or row.external_id for row in rows}


S, E, A, L, T, R, D = (
    StatementFilterSet,
    EventFilterSet,
    ActorFilterSet,
    LocationFilterSet,
    TopicFilterSet,
    ResolutionFilterSet,
    SourceFilterSet,
)
YEAR_2024 = {"from": dt.date(2024, 1, 1), "to": dt.date(2024, 12, 31)}
KIVU = {"goma", "goma-airport", "beni", "north-kivu"}

TABLE: list[tuple[type[Questions], dict[str, Any], set[str]]] = [
    # actors
    (A, {"slug": ["m23", "un"]}, {"m23", "un"}),
    (A, {"slug": []}, set()),
    (A, {"name": "eloise ENVOY"}, {"envoy"}),
    (A, {"name": "onu"}, {"un"}),
    (A, {"name": "Eloise"}, set()),
    (A, {"search": "NATIONS unies"}, {"un"}),
    (A, {"search": "envoy"}, {"envoy"}),
    (A, {"kind": ["armed_group", "media"]}, {"m23", "radio"}),
    (A, {"country": "cd"}, {"m23"}),
    (A, {"country": "Rwanda"}, {"minister"}),
    (A, {"member_of": "monusco"}, {"monusco", "envoy", "radio"}),
    (A, {"member_of": "un"}, {"un", "un-security-council", "monusco", "envoy", "radio"}),
    (A, {"member_of": "nobody"}, set()),
    (A, {"member_of": "monusco", "not": {"kind": ["media"]}}, {"monusco", "envoy"}),
    (A, {"or": [{"slug": ["m23"]}, {"country": "RW"}]}, {"m23", "minister"}),
    (A, {"or": []}, set()),
    (A, {"and": []}, {"un", "un-security-council", "monusco", "m23", "envoy", "minister", "radio", "assembly"}),
    (A, {"and": [{"kind": ["person"]}, {"not": {"country": "RW"}}]}, {"envoy"}),
    # places
    (L, {"slug": ["goma"]}, {"goma"}),
    (L, {"name": "nord-kivu"}, {"north-kivu"}),
    (L, {"name": "BENI"}, {"beni"}),
    (L, {"kind": ["province", "site"]}, {"north-kivu", "goma-airport"}),
    (L, {"country_code": ["rw"]}, {"rwanda"}),
    (L, {"within": "north-kivu"}, KIVU),
    (L, {"within": "goma"}, {"goma", "goma-airport"}),
    (L, {"bbox": {"west": 29.0, "south": -2.0, "east": 29.23, "north": -1.0}}, {"goma"}),
    (L, {"bbox": {"west": 177.0, "south": -20.0, "east": -170.0, "north": -10.0}}, {"fiji"}),
    (L, {"near": {"latitude": -1.6792, "longitude": 29.2228, "km": 1.9}}, {"goma"}),
    (L, {"near": {"latitude": -1.6792, "longitude": 29.2228, "km": 2.1}}, {"goma", "goma-airport"}),
    (L, {"near": {"latitude": -17.8, "longitude": -179.0, "km": 400.0}}, {"fiji"}),
    # topics
    (T, {"slug": ["peace-process"]}, {"peace-process"}),
    (T, {"within": "peace-process"}, {"peace-process", "peace-talks"}),
    # resolutions
    (R, {"symbol": ["S/RES/2773 (2025)"]}, {"2773"}),
    (R, {"symbol": ["s/res/2717", "2773"]}, {"2717", "2773"}),
    (R, {"symbol": ["S/RES/2773 (2024)"]}, set()),
    (R, {"symbol": []}, set()),
    (R, {"number": [2717, 9]}, {"2717", "9"}),
    (R, {"year": [2024]}, {"9"}),
    (R, {"status": ["draft"]}, {"9"}),
    (R, {"body": {"slug": ["un-security-council"]}}, {"2773", "2717"}),
    (R, {"body": {"member_of": "un"}}, {"2773", "2717"}),
    (R, {"about": "great lakes"}, {"2773"}),
    (R, {"about": "mandates"}, {"2717"}),
    # sources
    (D, {"external_id": "first"}, {"first"}),
    (D, {"publisher": {"slug": ["radio"]}}, {"first"}),
    (D, {"publisher": {"member_of": "un"}}, {"first"}),
    (D, {"kind": ["press_release"]}, {"second"}),
    (D, {"language": ["fr"]}, {"second"}),
    (D, {"published_on": YEAR_2024}, {"second"}),
    (D, {"published_on": {"from": None, "to": dt.date(2021, 6, 1)}}, {"first"}),
    (D, {"search": "radio"}, {"first"}),
    (D, {"search": "cessez-le-feu"}, {"second"}),
    (D, {"search": "declaration"}, {"second"}),
    (D, {"conflict_related": False}, {"undated"}),
    (D, {"conflict_related": True}, {"first", "second"}),
    # statements
    (S, {}, {"held", "left", "talks", "peace", "mission"}),
    (S, {"speaker": {"slug": ["envoy"]}}, {"held", "left"}),
    (S, {"speaker": {"member_of": "un"}}, {"held", "mission"}),
    (S, {"not": {"speaker": {"member_of": "un"}}}, {"left", "talks", "peace"}),
    (S, {"speaker": {"not": {"member_of": "un"}}}, {"left", "talks", "peace"}),
    (S, {"speaker": {"or": [{"member_of": "monusco"}, {"country": "RW"}]}}, {"held", "mission", "talks"}),
    (S, {"addressee": {"slug": ["m23"]}}, {"peace"}),
    (S, {"mentions": {"kind": ["person"]}}, {"mission"}),
    (S, {"topic": {"slug": ["peace-process"]}}, {"peace"}),
    (S, {"topic": {"within": "peace-process"}}, {"peace", "talks"}),
    (S, {"about": "Withdrawal of MONUSCO"}, {"held", "left"}),
    (S, {"about": "Départ de la  monusco"}, {"held", "left"}),
    (S, {"about": "PEACE PROCESS"}, {"peace", "talks"}),
    (S, {"about": "mistakes"}, {"left"}),
    (S, {"about": "withdrawal -schedule"}, {"left"}),
    (S, {"act": ["condemn"]}, {"left"}),
    (S, {"kind": ["indirect"]}, {"talks"}),
    (S, {"stance": ["supports"]}, {"peace"}),
    (S, {"not": {"stance": ["supports"]}}, {"held", "left", "talks", "mission"}),
    (S, {"resolution": {"symbol": ["2773"]}}, {"mission"}),
    (S, {"said_on": {"from": dt.date(2024, 1, 31), "to": None}}, {"talks"}),
    (S, {"said_on": YEAR_2024}, {"left", "talks"}),
    (S, {"said_on": {"from": None, "to": dt.date(2023, 5, 4)}}, {"held"}),
    (S, {"location": {"within": "drc"}}, {"held"}),
    (S, {"source": {"external_id": "second"}}, {"left", "talks"}),
    (S, {"source": {"publisher": {"slug": ["radio"]}}}, {"held", "mission"}),
    (S, {"review_status": ["rejected"]}, {"rejected"}),
    (S, {"or": [{"review_status": ["rejected"]}, {"act": ["condemn"]}]}, {"rejected", "left"}),
    (S, {"and": [{"speaker": {"slug": ["envoy"]}}, {"act": ["assert"]}]}, {"held"}),
    (S, {"or": [{"addressee": {"slug": ["m23"]}}, {"topic": {"slug": ["peace-talks"]}}]}, {"peace", "talks"}),
    # events
    (E, {}, {"battle", "meeting", "adoption"}),
    (E, {"type": ["battle"]}, {"battle"}),
    (E, {"status": ["planned"]}, {"meeting"}),
    (E, {"participant": {"slug": ["monusco"]}}, {"battle"}),
    (E, {"participant": {"member_of": "monusco"}}, {"battle"}),
    (E, {"participant": {"member_of": "un"}}, {"battle", "adoption"}),
    (E, {"agent": {"slug": ["monusco"]}}, set()),
    (E, {"target": {"slug": ["monusco"]}}, {"battle"}),
    (E, {"agent": {"kind": ["person"]}}, {"meeting"}),
    (E, {"location": {"within": "north-kivu"}}, {"battle", "meeting"}),
    (E, {"location": {"near": {"latitude": -1.68, "longitude": 29.22, "km": 5.0}}}, {"battle"}),
    (E, {"on": {"from": dt.date(2024, 1, 5), "to": dt.date(2024, 2, 1)}}, {"meeting"}),
    (E, {"on": {"from": dt.date(2024, 1, 6), "to": None}}, set()),
    (E, {"resolution": {"number": [2773]}}, {"adoption"}),
    (E, {"source": {"external_id": "second"}}, {"battle", "meeting"}),
    (E, {"min_sources": 2}, {"battle"}),
    (E, {"min_killed": 7}, {"battle"}),
    (E, {"min_killed": 8}, set()),
    (E, {"not": {"min_killed": 1}}, {"meeting", "adoption"}),
    (E, {"or": [{"type": ["battle"]}, {"not": {"location": {"within": "drc"}}}]}, {"battle", "adoption"}),
]  # fmt: skip


@pytest.mark.usefixtures("world")
def test_each_filter_returns_exactly_what_answers() -> None:
    wrong = [(asked, answer, found) for questions, asked, answer in TABLE if (found := keys(questions, asked)) != answer]
    assert wrong == []


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ({}, {"envoy", "radio"}),
        ({"at": dt.date(2023, 1, 1)}, {"radio"}),
        ({"role": "HEAD"}, {"envoy"}),
        ({"kind": ["media"]}, {"radio"}),
    ],
)
def test_each_filter_of_posts(asked: dict[str, Any], held: set[str]) -> None:
    assert {row.actor.slug for row in AffiliationFilterSet(asked).qs.filter(organisation__slug="monusco")} == held


@pytest.mark.parametrize(
    ("questions", "asked", "message"),
    [
        (
            E,
            {"on": {"from": dt.date(2024, 2, 1), "to": dt.date(2024, 1, 1)}},
            "on: from (2024-02-01) is after to (2024-01-01): swap them",
        ),
        (S, {"speaker": {"slug": ["x"] * 101}}, "speaker.slug: at most 100 values, not 101: ask in several requests"),
        (L, {"bbox": {"west": 0, "south": 5, "east": 1, "north": 4}}, "bbox: south (5) is above north (4): swap them"),
        (L, {"bbox": {"west": 0, "south": -91, "east": 1, "north": 4}}, "bbox: south must lie between -90 and 90, not -91"),
        (L, {"near": {"latitude": 0, "longitude": 0, "km": float("nan")}}, "near: km must lie between 0 and 20040, not nan"),
        (A, {"name": "a\x00b"}, "name: Null characters are not allowed."),
        (A, {"or": [{"slug": ["x"]}] * 101}, "or: at most 100 filters can be combined, not 101"),
        (S, {"kind": ["shout"]}, "kind: shout is none of direct, indirect, mixed"),
        (E, {"min_killed": -1}, "min_killed: Ensure this value is greater than or equal to 0."),
    ],
)
def test_what_cannot_be_answered_is_refused_with_the_way_to_it(
    questions: type[Questions], asked: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadFilter) as refusal:
        list(questions(asked).qs)
    assert str(refusal.value) == message


def test_filters_nested_without_end_are_refused() -> None:
    asked: dict[str, Any] = {"slug": ["x"]}
    for _ in range(9):
        asked = {"not": asked}
    with pytest.raises(BadFilter, match="filters may be nested at most 8 deep"):
        list(ActorFilterSet(asked).qs)
