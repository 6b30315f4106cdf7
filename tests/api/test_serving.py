"""Keys, rates, origins, tags and known documents over HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from api import trusted
from api.errors import Code
from api.trusted import EXAMPLES, sha256
from conflictdb import rates
from tests.api.builder import topic
from tests.conflictdb.test_keys import key

URL, JSON, GRAPHQL = "/graphql/", "application/json", "application/graphql-response+json"
QUERY = '{ topic(slug: "war") { label } }'


def post(client: Client, body: Any, secret: str = "", accept: str = JSON) -> Any:
    headers = {"accept": accept} | ({"authorization": f"Bearer {secret}"} if secret else {})
    return client.post(URL, body, content_type=JSON, headers=headers)


def code_of(response: Any) -> str:
    [error] = response.json()["errors"]
    return str(error["extensions"]["code"])


def test_the_list_of_codes_is_short() -> None:
    assert len(Code) <= 12


# ---------------------------------------------------------------- rates and keys


@pytest.fixture
def counted(settings: Any) -> None:
    settings.RATE_LIMITS = True
    rates.buckets.clear()


@pytest.mark.django_db
@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
def test_who_asks_too_often_is_told_when_to_come_again(client: Client, accept: str) -> None:
    body = {"query": "{ __typename }"}
    assert [post(client, body, accept=accept).status_code for _ in range(61)] == [200] * 60 + [429]
    response = post(client, body, accept=accept)
    assert (code_of(response), response["Retry-After"]) == ("RATE_LIMITED", "1")
    assert post(client, body, key()[1], accept).status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("counted")
def test_who_asks_too_much_is_told_when_to_come_again(client: Client) -> None:
    body = {"query": "{ actors(first: 95) { nodes { statements(first: 100) { nodes { id } } } } }"}  # 9,595 objects
    assert [post(client, body).status_code for _ in range(11)] == [200] * 10 + [429]
    response = post(client, body)
    assert response.status_code == 429
    assert response.json()["errors"][0]["message"].startswith("more than 1000 points a minute: come again in ")
    assert post(client, {"query": QUERY}).status_code == 200


@pytest.mark.django_db
def test_a_wrong_key_is_told(client: Client) -> None:
    response = post(client, {"query": QUERY}, "cdb_wrong")
    assert (response.status_code, code_of(response)) == (401, "NOT_ALLOWED")
    assert response["WWW-Authenticate"] == 'Bearer realm="conflictdb"'
    assert code_of(post(client, {"query": QUERY}, key(scopes=["exports"])[1])) == "NOT_ALLOWED"


# ---------------------------------------------------------------- origins


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("listed", "origin", "allowed"),
    [
        (["*"], "https://map.example", "*"),
        (["https://map.example"], "https://map.example", "https://map.example"),
        (["https://map.example"], "https://other.example", None),
        ([], "https://map.example", None),
    ],
)
def test_which_pages_may_ask(client: Client, settings: Any, listed: list[str], origin: str, allowed: str | None) -> None:
    settings.CORS_ORIGINS = listed
    before = client.options(URL, headers={"origin": origin, "access-control-request-method": "POST"})
    answer = client.post(URL, {"query": QUERY}, content_type=JSON, headers={"origin": origin})
    assert before.status_code == 204
    assert [response.headers.get("Access-Control-Allow-Origin") for response in (before, answer)] == [allowed] * 2
    assert ("Access-Control-Allow-Headers" in before) == bool(allowed)
    assert "Access-Control-Allow-Credentials" not in answer
    assert ("Origin" in answer["Vary"]) == (listed != ["*"])


# ---------------------------------------------------------------- tags


def get(client: Client, tag: str = "", **parameters: str) -> Any:
    return client.get(URL, {"query": QUERY, **parameters}, headers={"if-none-match": tag} if tag else {})


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_kept_until_the_data_change(client: Client) -> None:
    war = topic("war", "War")
    first = get(client)
    tag = first["ETag"]
    assert first["Cache-Control"] == "public, max-age=60"
    for known in (tag, tag.removeprefix("W/"), f'"x", {tag}', "*"):
        again = get(client, known)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert get(client, '"x"').status_code == 200
    assert get(client, operationName="A")["Cache-Control"] == "no-store"

    war.label = "Warfare"
    war.save()
    changed = get(client, tag)
    assert (changed.status_code, changed.json()["data"]) == (200, {"topic": {"label": "Warfare"}})
    assert changed["ETag"] != tag


@pytest.mark.django_db(transaction=True)
def test_a_tag_is_for_one_question_one_form_and_one_set_of_files(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.EXPORT_DIR = tmp_path
    tags = {get(client)["ETag"], get(client, variables="{}")["ETag"]}
    tags.add(client.get(URL, {"query": QUERY}, headers={"accept": GRAPHQL})["ETag"])
    (tmp_path / "v1").mkdir()
    (tmp_path / "latest").symlink_to("v1")
    tags.add(get(client)["ETag"])
    assert len(tags) == 4


@pytest.mark.django_db
def test_what_is_not_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get(URL, {"query": "{ x }"})["Cache-Control"] == "no-store"
    response = post(client, {"query": QUERY})
    assert ("ETag" in response, response["Cache-Control"]) == (False, "no-store")


# ---------------------------------------------------------------- known documents


def persisted(text: str, **values: Any) -> dict[str, Any]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": sha256(text), **values}}}


@pytest.fixture
def nothing_sent() -> None:
    trusted._sent.clear()


@pytest.mark.django_db
@pytest.mark.usefixtures("nothing_sent")
def test_a_document_is_sent_once_and_then_known_by_its_hash(client: Client) -> None:
    topic("war", "War")
    answer = {"topic": {"label": "War"}}
    unknown = post(client, persisted(QUERY))
    assert (unknown.status_code, unknown.json()["errors"][0]["message"]) == (200, "PersistedQueryNotFound")
    assert post(client, {"query": QUERY, **persisted(QUERY)}).json()["data"] == answer
    assert post(client, persisted(QUERY)).json()["data"] == answer
    by_get = client.get(URL, {"extensions": json.dumps(persisted(QUERY)["extensions"])})
    assert by_get.json()["data"] == answer


@pytest.mark.django_db
@pytest.mark.usefixtures("nothing_sent")
@pytest.mark.parametrize(
    "body",
    [
        {"query": QUERY, **persisted("{ other }")},
        persisted(QUERY, version=2),
        persisted(QUERY, sha256Hash=7),
        {"extensions": {"persistedQuery": "x"}},
        {"query": "", **persisted(QUERY)},
    ],
)
def test_what_breaks_the_protocol(client: Client, body: dict[str, Any]) -> None:
    response = post(client, body)
    assert (response.status_code, code_of(response)) == (400, "BAD_REQUEST")
    assert trusted._sent == {}


@pytest.mark.django_db
def test_a_server_may_answer_known_documents_only(client: Client, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "war.graphql").write_text(QUERY)
    settings.TRUSTED_DOCUMENTS_DIR, settings.TRUSTED_DOCUMENTS_ONLY = tmp_path, True
    example = (EXAMPLES / "dataset.graphql").read_text()
    for body in (persisted(QUERY), {"query": QUERY}, persisted(example), {"query": example}):
        assert "data" in post(client, body).json()
    for body in ({"query": "{ __typename }"}, {"query": "{ __typename }", **persisted("{ __typename }")}):
        assert (post(client, body).status_code, code_of(post(client, body))) == (403, "NOT_ALLOWED")
    assert post(client, persisted("{ __typename }")).json()["errors"][0]["message"] == "PersistedQueryNotFound"


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch, nothing_sent: None) -> None:
    monkeypatch.setattr(trusted, "KEPT", 2)
    for text in ("{ a }", "{ b }", "{ c }"):
        trusted.document_asked(text, persisted(text)["extensions"])
    assert list(trusted._sent) == [sha256("{ b }"), sha256("{ c }")]
