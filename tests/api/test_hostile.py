"""Hostile requests: each is refused with its code, or answered, within a second, and told nothing of the machinery."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.test import Client

from api import documents, execution
from scripts.hostile_requests import ANSWERED, REQUESTS, Hostile
from tests.api.builder import actor, statement

pytestmark = pytest.mark.django_db
SECONDS = 1.0
LEAKS = ("Traceback", "psycopg", "SELECT", "conflictdb_", "/work/", "File ", "Error:", "django", "strawberry", "<class")


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """As hostile requests would have it: none has been seen before."""
    documents.forget_documents()
    execution.plans = execution.Plans()


@pytest.mark.parametrize("hostile", REQUESTS, ids=[hostile.name for hostile in REQUESTS])
def test_hostile(client: Client, hostile: Hostile) -> None:
    statement(speaker=actor("a"))
    headers = dict(hostile.headers)
    content_type = headers.pop("Content-Type", "")
    began = time.process_time()  # the server's share: other tests may be running beside this one
    response: Any = client.generic(hostile.method, hostile.path, hostile.body, content_type, headers=headers)
    content = response.getvalue()
    took = time.process_time() - began
    codes = set(_codes(response, content))
    assert (codes <= set(hostile.expected.split()), took < SECONDS) == (True, True), (codes, took, content[:600])
    assert [leak for leak in LEAKS if leak.encode() in content.replace(b"Syntax Error:", b"")] == []


def _codes(response: Any, content: bytes) -> list[str]:
    """The codes of an answer's errors, each of them from the closed list."""
    if response["Content-Type"].startswith("text/plain"):
        found = re.match(rb"([A-Z_]+): ", content)
        return [found[1].decode() if found else content.decode()]
    errors = (
        response.json().get("errors", [])
        if "json" in response["Content-Type"] and response.get("Content-Disposition") is None
        else []
    )
    assert len(errors) <= 11
    return [error["extensions"]["code"] for error in errors] or [ANSWERED]
