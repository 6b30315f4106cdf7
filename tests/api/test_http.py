"""GraphQL over HTTP: what is taken, in which form it is answered, with which status."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from api.schema import sdl

pytestmark = pytest.mark.django_db
URL = "/graphql/"
GRAPHQL, JSON = "application/graphql-response+json", "application/json"
PING = {"query": "{ __typename }"}
PONG = {"data": {"__typename": "Query"}, "extensions": {"cost": {"nodes": 0, "nodesMax": 10000}}}


def post(client: Client, body: Any, accept: str = JSON, content_type: str = JSON) -> Any:
    return client.post(URL, body, content_type=content_type, headers={"accept": accept} if accept else {})


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{JSON};q=0.5, {GRAPHQL};q=0.4", JSON),
        (f"{GRAPHQL}; charset=utf-8, {JSON}; charset=utf-8", GRAPHQL),
        ("text/html, application/xhtml+xml, */*;q=0.8", JSON),
    ],
)
def test_the_form_of_the_answer_is_the_clients_choice(client: Client, accept: str, kind: str) -> None:
    response = post(client, PING, accept)
    assert (response.status_code, response["Content-Type"], response.json()) == (200, f"{kind}; charset=utf-8", PONG)


@pytest.mark.parametrize(
    ("_case", "body", "status", "code"),
    [
        ("not JSON", "{", 400, "BAD_REQUEST"),
        ("JSON without end", "[" * 30_000, 400, "BAD_REQUEST"),
        ("a lone surrogate", '{"query": "{ __typename } #\\ud800"}', 400, "BAD_REQUEST"),
        ("a batch", [PING], 400, "BAD_REQUEST"),
        ("no query", {}, 400, "BAD_REQUEST"),
        ("a query of another type", {"query": 7}, 400, "BAD_REQUEST"),
        ("an empty query", {"query": " "}, 400, "BAD_REQUEST"),
        ("variables of another type", {**PING, "variables": [7]}, 400, "BAD_REQUEST"),
        ("an operation's name of another type", {**PING, "operationName": 7}, 400, "BAD_REQUEST"),
        ("extensions of another type", {**PING, "extensions": "x"}, 400, "BAD_REQUEST"),
        ("variables too deep", {**PING, "variables": {"a": [[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]}}, 400, "TOO_COMPLEX"),
        ("too long", {"query": "#" * 70_000}, 413, "TOO_COMPLEX"),
    ],
)
@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
def test_what_is_no_request_is_refused(client: Client, _case: str, body: Any, status: int, code: str, accept: str) -> None:
    response = post(client, body, accept)
    assert (response.status_code, response["Content-Type"]) == (status, f"{accept}; charset=utf-8")
    assert [error["extensions"]["code"] for error in response.json()["errors"]] == [code]


@pytest.mark.parametrize(
    ("query", "code"),
    [("{", "SYNTAX"), ("{ x }", "INVALID"), ("{ actors { nodes { events(first: 200) { nodes { id } } } } }", "TOO_COMPLEX")],
)
def test_refused_operations_have_a_status_only_for_clients_that_look_at_it(client: Client, query: str, code: str) -> None:
    for accept, status in ((JSON, 200), (GRAPHQL, 400)):
        response = post(client, {"query": query}, accept)
        assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (status, code)


def test_get(client: Client) -> None:
    query = "query A($s: String!) { actor(slug: $s) { id } } query B { __typename }"
    assert client.get(URL, {"query": query, "operationName": "B"}).json() == PONG
    assert client.get(URL, {"query": query, "operationName": "A", "variables": '{"s": "x"}'}).json()["data"] == {"actor": None}
    assert client.get(URL, {"query": query, "variables": "{"}).status_code == 400
    assert client.get(URL, {"query": ""}).status_code == 400
    assert client.get(URL, {"query": "#" * 70_000}).status_code == 414


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1", ""]
)
def test_only_json_in_utf_8_is_taken(client: Client, content_type: str) -> None:
    assert post(client, '{"query": "{ __typename }"}', content_type=content_type).status_code == 415


def test_other_methods_and_forms(client: Client) -> None:
    response = client.put(URL)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")
    assert post(client, PING, "image/png").status_code == 406
    assert client.get(URL).status_code == 400


def test_a_browser_gets_graphiql_which_asks_no_other_server(client: Client) -> None:
    page = client.get(URL, headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}).content.decode()
    assert "monusco-withdrawal" in page
    addresses = [address for address in re.findall(r'(?:src|href)="([^"]+)"', page) if address != "data:,"]
    assert len(addresses) == 6
    assert all(address.startswith("/") for address in addresses)
    for address in addresses:
        response: Any = client.get(address)
        assert response.status_code == 200, address
        response.close()


def test_the_schema_can_be_downloaded(client: Client) -> None:
    assert client.get("/graphql/schema.graphql").content.decode() == sdl()


def test_the_address_without_its_slash(client: Client) -> None:
    assert client.post("/graphql", PING, content_type=JSON).json() == PONG
    assert client.get("/graphql", {"query": "{ __typename }"}).json() == PONG
    assert b"graphiql" in client.get("/graphql", headers={"accept": "text/html"}).content


def test_a_head_is_a_get_without_its_answer(client: Client) -> None:
    asked = {"query": "{ __typename }"}
    head, get = client.head(URL, asked), client.get(URL, asked)
    assert (head.status_code, head.content, head["ETag"], head["Content-Type"]) == (200, b"", get["ETag"], get["Content-Type"])
    assert client.head(URL, asked, headers={"if-none-match": get["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/nothing", "/graphql/nothing", "/exports/../etc/passwd", "/%00"])
def test_what_there_is_not_is_told_without_the_machinery(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert b"urlpatterns" not in response.content
    assert b"Traceback" not in response.content


def test_a_host_that_is_not_ours_is_told_so_without_the_machinery(client: Client) -> None:
    response = client.post(URL, PING, content_type=JSON, headers={"host": "evil.example"})
    assert (response.status_code, b"ALLOWED_HOSTS" in response.content) == (400, False)


def test_health(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"
