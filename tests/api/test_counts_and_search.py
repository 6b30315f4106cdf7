"""Counts by dimension, search over types, and the dataset as a whole."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from conflictdb import models
from tests.api.asking import code, data
from tests.api.builder import actor, event, organisation, place, post, resolution, source, statement, topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def events() -> None:
    congo = place("drc", "DR Congo", "country", country_code="CD")
    kivu = place("north-kivu", "North Kivu", "province", congo)
    goma = place("goma", "Goma", "city", kivu)
    m23, army = actor("m23", "M23", "armed_group"), actor("fardc", "FARDC", "state_forces")
    event(on="2025-01-02", at=goma, agents=(m23, army), killed=5, displaced=3_000_000_000)
    event(on="2025-01-20", at=kivu, agents=(m23,), targets=(army,), killed=2)
    event("protest", on="2025-02-01", until="2025-02-28", date_precision="month", at=congo)
    unnamed = event()
    for name in ("gunmen", "armed men"):
        models.Participant.objects.create(event=unnamed, role="agent", name=name)
    event(on="2025-01-01", review_status="rejected")


def _events(dimensions: str, rest: str = "") -> list[Any]:
    found = data(
        f"{{ eventCounts(groupBy: [{dimensions}]{rest}) {{ key {{ dimension value label }} count killed displaced }} }}"
    )["eventCounts"]
    return [(*(key["value"] for key in group["key"]), group["count"], group["killed"]) for group in found]


@pytest.mark.usefixtures("events")
@pytest.mark.parametrize(
    ("dimensions", "groups"),
    [
        ("DAY", [("2025-01-02", 1, 5), ("2025-01-20", 1, 2), (None, 2, None)]),
        ("MONTH", [("2025-01", 2, 7), ("2025-02", 1, None), (None, 1, None)]),
        ("YEAR", [("2025", 3, 7), (None, 1, None)]),
        ("TYPE", [("BATTLE", 3, 7), ("PROTEST", 1, None)]),
        ("STATUS", [("OCCURRED", 4, 7)]),
        ("COUNTRY", [("CD", 3, 7), (None, 1, None)]),
        ("PROVINCE", [("north-kivu", 2, 7), (None, 2, None)]),
        ("LOCATION", [("drc", 1, None), ("goma", 1, 5), ("north-kivu", 1, 2), (None, 1, None)]),
        ("AGENT", [("m23", 2, 7), (None, 2, None), ("fardc", 1, 5)]),
        ("TARGET", [(None, 3, 5), ("fardc", 1, 2)]),
        ("AGENT, TARGET", [(None, None, 2, None), ("fardc", None, 1, 5), ("m23", "fardc", 1, 2), ("m23", None, 1, 5)]),
        ("MONTH, TYPE", [("2025-01", "BATTLE", 2, 7), ("2025-02", "PROTEST", 1, None), (None, "BATTLE", 1, None)]),
    ],
)
def test_events_are_counted_once_in_each_group(dimensions: str, groups: list[Any]) -> None:
    assert _events(dimensions) == groups


@pytest.mark.usefixtures("events")
def test_counts_take_filters_and_have_labels() -> None:
    assert _events("TYPE", ', filter: {agent: {slug: ["fardc"]}}') == [("BATTLE", 1, 5)]
    query = """{ eventCounts(groupBy: [TYPE, AGENT], filter: {agent: {slug: ["fardc"]}}) {
      __typename count displaced key { __typename dimension value label } } }"""
    [first, _] = data(query)["eventCounts"]
    assert first == {
        "__typename": "EventCount",
        "count": 1,
        "displaced": 3_000_000_000,
        "key": [
            {"__typename": "CountKey", "dimension": "TYPE", "value": "BATTLE", "label": "battle"},
            {"__typename": "CountKey", "dimension": "AGENT", "value": "fardc", "label": "FARDC"},
        ],
    }


@pytest.mark.parametrize(
    ("_case", "told", "displaced"),
    [
        ("a growing figure of one town", [("goma", "2025-01-02", 100), ("goma", "2025-01-20", 250)], 250),
        ("the same figure twice", [("goma", "2025-01-02", 100), ("goma", "2025-01-03", 100)], 100),
        ("a town, and the province around it", [("goma", "2025-01-02", 100), ("north-kivu", "2025-01-05", 250)], 250),
        ("more in the town than told of the province", [("goma", "2025-01-02", 300), ("north-kivu", "2025-01-05", 250)], 300),
        ("two towns", [("goma", "2025-01-02", 100), ("bukavu", "2025-01-02", 250)], 350),
        ("towns, country", [("goma", "2025-01-02", 100), ("bukavu", "2025-01-02", 250), ("drc", "2025-01-09", 300)], 300),
        ("months apart", [("goma", "2025-01-02", 100), ("goma", "2025-02-02", 250)], 350),
        ("a day less", [("goma", "2025-01-02", 100), ("goma", "2025-02-01", 250)], 250),
        ("from one to the next", [("goma", day, people) for day, people in (
            ("2025-01-02", 100), ("2025-01-25", 250), ("2025-02-20", 300))], 300),
        ("a month, and a day in it", [("goma", "2025-01-02/2025-01-31", 300), ("goma", "2025-01-15", 100)], 300),
        ("undated, as their sources", [("goma", None, 100), ("goma", "2025-03-05", 250)], 250),
        ("no place", [(None, "2025-01-02", 100), (None, "2025-01-03", 250)], 350),
        ("a retelling without a figure", [("goma", "2025-01-02", 100), ("goma", "2025-01-03", None)], 100),
    ],
)  # fmt: skip
def test_people_who_fled_are_not_added_twice(
    _case: str, told: list[tuple[str | None, str | None, int | None]], displaced: int
) -> None:
    congo = place("drc", "DR Congo", "country", country_code="CD")
    places = {
        "drc": congo,
        "north-kivu": place("north-kivu", kind="province", inside=congo),
        "bukavu": place("bukavu", inside=congo),
    }
    places["goma"] = place("goma", inside=places["north-kivu"])
    for where, when, people in told:
        first, _, last = (when or "").partition("/")
        event(
            "displacement", on=first or None, until=last or None, at=places.get(where or ""), displaced=people,
            killed=1, of=source(published="2025-03-01"), agents=(actor(f"m{models.Actor.objects.count()}"),),
        )  # fmt: skip
    asked = "{ eventCounts(groupBy: [TYPE]) { count killed displaced } by: eventCounts(groupBy: [TYPE, AGENT]) { displaced } }"
    found = data(asked)
    assert found["eventCounts"] == [{"count": len(told), "killed": len(told), "displaced": displaced}]
    # each group is right in itself
    assert sorted(group["displaced"] or 0 for group in found["by"]) == sorted(people or 0 for _, _, people in told)


@pytest.mark.parametrize(
    ("dimensions", "groups"),
    [
        ("SPEAKER", [("envoy", 2), ("ministry", 1), (None, 1)]),
        ("ORGANISATION", [("monusco", 1), ("ministry", 1), (None, 2)]),
        ("TOPIC", [("peace", 2), ("talks", 1), (None, 2)]),
        ("ACT", [("ASSERT", 3), ("CALL", 1)]),
        ("STANCE", [("SUPPORTS", 1), (None, 3)]),
        ("RESOLUTION", [("S/RES/2773 (2025)", 1), (None, 3)]),
        ("PUBLISHER", [("radio", 1), (None, 3)]),
        ("YEAR", [("2024", 1), (None, 3)]),
    ],
)
def test_statements_are_counted_once_in_each_group(dimensions: str, groups: list[Any]) -> None:
    mission, ministry, envoy = organisation("monusco"), organisation("ministry", kind="state"), actor("envoy")
    held = post(envoy, mission, "Head")
    peace, talks = topic("peace"), topic("talks")
    cited = resolution(2773, 2025, organisation("un-security-council"))
    statement(speaker=envoy, speaker_role=held, topics=(peace, talks), of=source(publisher=actor("radio", kind="media")))
    statement(speaker=envoy, topics=(peace,), said="2024-05-05", resolutions=(cited,))
    statement(speaker=ministry, act="call", stance="supports")
    statement()
    found = data(f"{{ statementCounts(groupBy: [{dimensions}]) {{ key {{ value }} count }} }}")["statementCounts"]
    assert sorted(
        (*(key["value"] for key in group["key"]), group["count"]) for group in found if group["key"][0]["value"]
    ) == sorted(group for group in groups if group[0])
    assert [group["count"] for group in found if group["key"][0]["value"] is None] == [
        group[1] for group in groups if group[0] is None
    ]


SEARCH = """query($text: String!, $types: [SearchType!], $first: Int, $after: String) {
  search(text: $text, types: $types, first: $first, after: $after) { totalCount edges { cursor node {
    __typename ... on Node { id } ... on Actor { name } ... on Location { name } ... on Statement { text speaker { name } } ...
      on Topic { label }
    ... on Event { text } ... on Source { title } ... on Resolution { symbol } } }
    nodes { __typename } pageInfo { hasNextPage hasPreviousPage endCursor startCursor } } }"""


@pytest.fixture
def things() -> None:
    place("goma", "Goma")
    actor("goma-radio", "Goma Radio", "media")
    topic("goma", "Goma")
    statement("we are in Goma", speaker=actor("who", "Who"), key="one", of=source("plain"))
    event(text="Fighting near Goma", key="one", of=source("plain-2"))
    resolution(7, 2025, organisation("un-security-council"), subject="On Goma and around")
    source("titled", title="What happens in Goma")


FOUND = ["Location", "Topic", "Actor", "Resolution", "Statement", "Event", "Source"]


@pytest.mark.usefixtures("things")
@pytest.mark.parametrize("size", [1, 2, 50])
def test_search_over_all_types_in_pages(size: int) -> None:
    seen: list[str] = []
    after = None
    while True:
        page = data(SEARCH, text="GOMA", first=size, after=after)["search"]
        assert page["totalCount"] == len(FOUND)
        assert page["pageInfo"]["hasPreviousPage"] is bool(after)
        assert [edge["node"]["__typename"] for edge in page["edges"]] == [node["__typename"] for node in page["nodes"]]
        seen += [edge["node"]["__typename"] for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert sorted(seen) == sorted(FOUND)
    assert seen[:3] == FOUND[:3]


@pytest.mark.usefixtures("things")
def test_search_in_some_types() -> None:
    page = data(SEARCH, text="goma", types=["STATEMENT", "RESOLUTION"])["search"]
    assert sorted(str(edge["node"].get("symbol", edge["node"].get("text"))) for edge in page["edges"]) == [
        "S/RES/7 (2025)",
        "we are in Goma",
    ]
    assert [edge["node"]["symbol"] for edge in data(SEARCH, text="S/RES/7")["search"]["edges"]] == ["S/RES/7 (2025)"]
    assert [edge["node"]["speaker"] for edge in data(SEARCH, text="goma", types=["STATEMENT"])["search"]["edges"]] == [
        {"name": "Who"}
    ]
    assert code(SEARCH, text="goma", types=[]) == (
        "BAD_ARGUMENT",
        "types is an empty list: leave it out to look through all types",
    )


@pytest.mark.usefixtures("things")
def test_search_is_one_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        data(SEARCH, text="goma")


DATASET = """{ dataset { version updatedAt licence counts { actors statements }
  exports { name url format rows bytes sha256 __typename } __typename } }"""


def test_an_empty_dataset(settings: Any, tmp_path: Path) -> None:
    settings.EXPORT_DIR = tmp_path
    assert data(DATASET)["dataset"] == {
        "version": "0",
        "updatedAt": "1970-01-01T00:00:00Z",
        "licence": settings.DATASET_LICENCE,
        "counts": {"actors": 0, "statements": 0},
        "exports": [],
        "__typename": "Dataset",
    }


def test_the_dataset_has_a_version_and_files(settings: Any, tmp_path: Path) -> None:
    settings.EXPORT_DIR = tmp_path
    actor("new")
    models.DatasetVersion.objects.all().delete()
    for hours, changes in ((1, 40), (3, 2)):
        at = dt.datetime(2024, 1, 1, hours, tzinfo=dt.UTC)
        models.DatasetVersion.objects.create(changes=changes, changed_at=at, writer=1)
    found = data(DATASET)["dataset"]
    assert (found["version"], found["updatedAt"]) == ("20240101T030000Z-42", "2024-01-01T03:00:00Z")

    folder = tmp_path / "20240101T030000Z"
    folder.mkdir()
    (tmp_path / "latest").symlink_to(folder)
    entry = {"name": "actors.jsonl.gz", "format": "jsonl", "rows": 3, "bytes": 5_000_000_000, "sha256": "f" * 64}
    (folder / "manifest.json").write_text(json.dumps({"files": [entry]}))
    assert data(DATASET)["dataset"]["exports"] == [
        {**entry, "url": "/exports/20240101T030000Z/actors.jsonl.gz", "__typename": "ExportFile"}
    ]
    (folder / "manifest.json").write_text(json.dumps({"files": []}))
    assert data(DATASET)["dataset"]["exports"] == []
