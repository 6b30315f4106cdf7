"""The published files over HTTP: what the manifest names, and nothing else of the machine."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from conflictdb import rates
from conflictdb.export.publish import publish
from tests.conflictdb.conftest import Sample
from tests.conflictdb.test_keys import key


@pytest.fixture
def version(sample: Sample, settings: Any, tmp_path: Path) -> str:
    settings.EXPORT_DIR = tmp_path / "exports"
    (tmp_path / "secret").write_text("secret")
    return publish(settings.EXPORT_DIR).version


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)


def get(client: Client, path: str, secret: str = "", **headers: str) -> Any:
    """The answer with its file read, which closes it."""
    response: Any = client.get(path, headers=({"authorization": f"Bearer {secret}"} if secret else {}) | headers)
    content(response)
    return response


def test_every_file_that_the_manifest_names_can_be_had(client: Client, version: str) -> None:
    manifest = json.loads(content(client.get(f"/exports/{version}/manifest.json")))
    assert len(manifest["files"]) > 7
    for entry in manifest["files"]:
        response: Any = client.get(f"/exports/{version}/{entry['name']}")
        assert hashlib.sha256(content(response)).hexdigest() == entry["sha256"]
        assert (response["ETag"], response["Cache-Control"]) == (f'"{entry["sha256"]}"', "public, max-age=31536000, immutable")
        assert response["Content-Length"] == str(entry["bytes"])
    assert get(client, f"/exports/{version}/SHA256SUMS").status_code == 200


def test_the_api_names_these_addresses(client: Client, version: str) -> None:
    answer = client.post("/graphql/", {"query": "{ dataset { exports { url sha256 } } }"}, content_type="application/json").json()
    for entry in answer["data"]["dataset"]["exports"]:
        assert hashlib.sha256(content(client.get(entry["url"]))).hexdigest() == entry["sha256"]


def test_the_latest_leads_to_a_version(client: Client, version: str) -> None:
    for path, file in (("", "manifest.json"), ("latest", "manifest.json"), ("latest/events.jsonl", "events.jsonl")):
        response = client.get(f"/exports/{path}")
        assert (response.status_code, response.headers["Location"]) == (302, f"/exports/{version}/{file}")
        assert response["Cache-Control"] == "no-cache"
    assert client.get("/exports/latest/absent").status_code == 404


def test_what_one_has_is_not_sent_again(client: Client, version: str) -> None:
    path = f"/exports/{version}/events.jsonl"
    tag = get(client, path)["ETag"]
    assert get(client, path, **{"if-none-match": f'"x", {tag}'}).status_code == 304
    assert get(client, path, **{"if-none-match": '"x"'}).status_code == 200


ELSEWHERE = [
    "{version}/../../secret",
    "{version}/..%2f..%2fsecret",
    "{version}/%2e%2e/%2e%2e/secret",
    "../secret",
    "..%2fsecret",
    "%2e%2e/secret",
    "{version}//etc/passwd",
    "/etc/passwd",
    "//etc/passwd",
    "{version}/fixtures/../../../secret",
    "{version}/./events.jsonl",
    "{version}/fixtures",
    "{version}/fixtures/",
    "{version}/",
    "{version}",
    ".lock",
    ".unfinished-x/events.jsonl",
    "./{version}/events.jsonl",
    "{version}/..\\..\\secret",
    "{version}/events.jsonl%00",
    "%00",
    "{version}/EVENTS.JSONL",
    "{version}/events.jsonl/",
    "{version}/absent",
    "absent/events.jsonl",
    "latest/../../secret",
    "latest/..%2f..%2fsecret",
    "latest//etc/passwd",
    "{version}%2fevents.jsonl%2f..%2f..%2f..%2fsecret",
    "%ff",
    "~/secret",
    "{version}/....//....//secret",
    "{version}/%252e%252e/secret",
]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_nothing_else_can_be_had(client: Client, version: str, path: str) -> None:
    response: Any = client.get(f"/exports/{path.format(version=version)}")
    assert response.status_code == 404
    assert b"secret" not in content(response)


def test_before_the_first_export(client: Client, settings: Any, tmp_path: Path, db: None) -> None:
    settings.EXPORT_DIR = tmp_path / "absent"
    assert [client.get(f"/exports/{path}").status_code for path in ("", "latest/manifest.json", "x/manifest.json")] == [404] * 3


def test_keys_methods_and_the_log(client: Client, version: str, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    path = f"/exports/{version}/events.jsonl"
    made, secret = key(scopes=["exports"])
    with caplog.at_level(logging.INFO, "conflictdb.exports"):
        assert get(client, path, secret).status_code == 200
    assert f"key:{made.pk} takes {version}/events.jsonl" in caplog.text
    assert get(client, path, "cdb_x").status_code == 401
    assert get(client, path, key(scopes=["api"])[1]).status_code == 403
    assert (client.post(path).status_code, client.options(path).status_code) == (405, 204)
    settings.RATE_LIMITS = True
    rates.buckets.clear()
    last = [get(client, path) for _ in range(61)][-1]
    assert (last.status_code, last["Retry-After"]) == (429, "1")
    rates.buckets.clear()
