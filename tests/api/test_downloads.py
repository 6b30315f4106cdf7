"""Downloads: the same questions in an address, the answer as a file."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from api import downloads, parameters
from api.columns import EVENT_COLUMNS, STATEMENT_COLUMNS
from api.downloads import _cell
from conflictdb import rates, reader
from conflictdb.filters import EventFilterSet, StatementFilterSet
from conflictdb.models import Topic
from tests.api.builder import actor, event, organisation, place, post, resolution, source, statement, topic

pytestmark = pytest.mark.django_db


def rows(client: Client, path: str, **asked: Any) -> list[dict[str, str]]:
    response: Any = client.get(path, asked)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == 200, content
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def refusal(client: Client, path: str, **asked: Any) -> tuple[int, str]:
    response = client.get(path, asked)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return response.status_code, response.content.decode()


@pytest.fixture
def world() -> None:
    un, who, council = organisation("un"), actor("who", "Ann Who"), organisation("un-security-council")
    talks, war = topic("talks"), topic("war")
    goma = place("goma", inside=place("north-kivu", kind="province", country_code="CD"), latitude=-1.68, longitude=29.22)
    head = post(who, un, "Head", since="2024-01-01")
    paper = source("paper", published="2024-02-06", title="A title", url="https://news.example/a")
    statement(
        "=SUM(A1) is no formula", speaker=who, speaker_role=head, said="2024-02-05", of=paper, topics=(war, talks), location=goma,
        resolutions=(resolution(2773, 2025, council),), addressees=(un,), key="first",
    )  # fmt: skip
    statement("Older, with a comma", said="2023-01-01", key="second")
    statement("Rejected", review_status="rejected", key="third")
    event("battle", on="2024-02-01", at=goma, agents=(who,), targets=(un,), killed=3, of=paper, key="first")
    event("protest", key="second")


@pytest.mark.usefixtures("world")
def test_statements(client: Client) -> None:
    first, second = rows(client, "/statements.csv")
    assert list(first) == list(STATEMENT_COLUMNS)
    assert {name: value for name, value in first.items() if value} == {
        "id": "stm_first", "said_from": "2024-02-05", "said_to": "2024-02-05", "date_precision": "day", "speaker": "who",
        "speaker_name": "Ann Who", "speaker_text": "Ann Who", "role": "Head", "organisation": "un", "kind": "direct",
        "act": "assert", "text": "'=SUM(A1) is no formula", "addressees": "un", "topics": "talks; war",
        "resolutions": "S/RES/2773 (2025)", "location": "goma", "location_name": "Goma", "latitude": "-1.68",
        "longitude": "29.22", "source": "paper", "source_title": "A title", "source_url": "https://news.example/a",
        "published_on": "2024-02-06", "confidence": "0.9", "review_status": "candidate",
    }  # fmt: skip
    assert (second["id"], second["text"], second["speaker"]) == ("stm_second", "Older, with a comma", "")


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("path", "asked", "found"),
    [
        ("/statements.csv", {"speaker.memberOf": "un"}, ["stm_first"]),
        ("/statements.csv", {"topic.slug": "war,other"}, ["stm_first"]),
        ("/statements.csv", {"topic.slug": ["other", "war"]}, ["stm_first"]),
        ("/statements.csv", {"about": "comma"}, ["stm_second"]),
        ("/statements.csv", {"saidOn.to": "2023-12-31"}, ["stm_second"]),
        ("/statements.csv", {"act": "ASSERT", "resolution.symbol": "2773"}, ["stm_first"]),
        ("/statements.csv", {"reviewStatus": "rejected"}, ["stm_third"]),
        ("/statements.csv", {"limit": "1"}, ["stm_first"]),
        ("/statements.csv", {"act": "", "about": ""}, ["stm_first", "stm_second"]),
        ("/events.csv", {"location.within": "north-kivu"}, ["evt_first"]),
        ("/events.csv", {"location.near": "-1.7,29.2,20", "on.from": "2024-01-01"}, ["evt_first"]),
        ("/events.csv", {"location.bbox": "29,-2,30,-1"}, ["evt_first"]),
        ("/events.csv", {"agent.slug": "who", "type": "battle", "minKilled": "3"}, ["evt_first"]),
        ("/events.csv", {"minKilled": "4"}, []),
    ],
)
def test_the_questions_are_those_of_the_api(client: Client, path: str, asked: dict[str, Any], found: list[str]) -> None:
    assert [row["id"] for row in rows(client, path, **asked)] == found


@pytest.mark.usefixtures("world")
def test_events_on_a_map(client: Client) -> None:
    response: Any = client.get("/events.geojson")
    assert response["Content-Type"] == "application/geo+json; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="events.geojson"'
    collection = json.loads(b"".join(response.streaming_content))
    first, second = collection["features"]
    assert (collection["type"], collection["licence"], first["type"], first["id"]) == (
        "FeatureCollection", "CC-BY-4.0", "Feature", "evt_first",
    )  # fmt: skip
    assert first["geometry"] == {"type": "Point", "coordinates": [29.22, -1.68]}
    assert (first["properties"]["agents"], first["properties"]["killed"], first["properties"]["starts_on"]) == (
        ["who"],
        3,
        "2024-02-01",
    )
    assert second["geometry"] is None
    empty: Any = client.get("/events.geojson", {"type": "rally"} | {"type": "battle", "minKilled": "9"})
    assert json.loads(b"".join(empty.streaming_content))["features"] == []


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"topic.slugs": "a"}, "there is no parameter topic.slugs: did you mean topic.slug?"),
        ({"x" * 500: "a"}, f"there is no parameter {'x' * 80}"),
        ({"not.act": "call"}, "there is no parameter not.act"),
        ({"limit": "0"}, "limit must be a number from 1 to 100000"),
        ({"limit": "9" * 400}, "limit must be a number from 1 to 100000"),
        ({"act": "shout"}, "act: shout is none of call, condemn, accuse,"),
        ({"saidOn.from": "yesterday"}, "saidOn: write a day like 2024-02-05"),
        ({"saidOn.from": "2024-02-01", "saidOn.to": "2024-01-01"}, "saidOn: from (2024-02-01) is after to"),
        ({"location.near": "1,2"}, "location.near takes 3 numbers with commas between them: latitude,longitude,km"),
        ({"location.near": "nan,1,2"}, "location.near: latitude must lie between -90 and 90"),
        ({"about": "a\x00"}, "about holds a null character: leave it out"),
        ({"topic.slug": "a\x00"}, "topic.slug: Null characters are not allowed."),
        ({"topic.slug": ",".join(["a"] * 101)}, "topic.slug: at most 100 values"),
    ],
)
def test_what_is_refused(client: Client, asked: dict[str, str], message: str) -> None:
    status, text = refusal(client, "/statements.csv", **asked)
    assert (status, text.startswith(f"BAD_ARGUMENT: {message}"), text.count("\n")) == (400, True, 1), text


@pytest.mark.usefixtures("world")
def test_more_than_a_file_holds_is_refused_not_cut(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "DOWNLOAD_ROWS_MAX", 1)
    status, text = refusal(client, "/statements.csv")
    assert (status, text.split(":")[0]) == (400, "TOO_COMPLEX")
    assert len(rows(client, "/statements.csv", limit="1")) == 1


def test_what_takes_too_long_is_told_before_the_answer_begins(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: Any) -> Any:
        with reader.reading(20):
            Topic.objects.raw("SELECT 1 AS id FROM pg_sleep(1)")[0]
        yield ()

    monkeypatch.setattr(downloads, "_rows", slow)
    status, text = refusal(client, "/statements.csv")
    assert (status, text.split(":")[0]) == (503, "TIMEOUT")


def test_rates_methods_and_tags(client: Client, settings: Any) -> None:
    assert client.post("/statements.csv").status_code == 405
    assert client.options("/statements.csv")["Access-Control-Allow-Methods"] == "GET, HEAD"
    tag = client.get("/statements.csv")["ETag"]
    assert client.get("/statements.csv", headers={"if-none-match": tag}).status_code == 304
    settings.RATE_LIMITS = True
    rates.buckets.clear()
    assert [client.get("/events.csv", {"limit": "100000"}).status_code for _ in range(2)] == [200, 429]
    rates.buckets.clear()


def test_after_a_download_the_connection_can_write(client: Client) -> None:
    rows(client, "/statements.csv")
    topic("written")


@pytest.mark.parametrize(
    ("value", "cell"),
    [("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\t=1", "'\t=1"), (-1.5, -1.5), (None, None),
     ("a=b", "a=b"),     (["a", "b"], "a; b"), (["=a", "b"], "'=a; b"), ([], "")],
)  # fmt: skip
def test_no_cell_is_a_formula(value: Any, cell: Any) -> None:
    assert _cell(value) == cell


def test_the_parameters_are_the_filters_of_the_schema() -> None:
    known = parameters.names(StatementFilterSet)
    assert {"about", "act", "saidOn.from", "speaker.memberOf", "topic.within", "source.publisher.slug"} <= set(known)
    assert "location.near" in parameters.names(EventFilterSet)
    asked = QueryDict("speaker.memberOf=un&saidOn.from=2024-01-01")
    assert parameters.filter_asked(asked, StatementFilterSet) == {
        "speaker": {"member_of": "un"},
        "said_on": {"from": "2024-01-01"},
    }
    assert set(EVENT_COLUMNS) >= {"id", "latitude", "longitude"}
