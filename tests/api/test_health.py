"""Whether the server is well: database, tables, the age of loads and exports."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from api import health
from conflictdb.models import LoadRun

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _exports(settings: Any, tmp_path: Path) -> None:
    settings.EXPORT_DIR = tmp_path


def _loaded(hours: float, status: str = "clean") -> None:
    at = timezone.now() - dt.timedelta(hours=hours)
    LoadRun.objects.create(command="load_articles", pipeline_version="1", started_at=at, finished_at=at, status=status)


def _exported(folder: Path, hours: float) -> None:
    (folder / "v1").mkdir()
    (folder / "latest").symlink_to("v1")
    at = (timezone.now() - dt.timedelta(hours=hours)).isoformat().replace("+00:00", "Z")
    (folder / "v1" / "manifest.json").write_text(json.dumps({"version": "v1", "generated_at": at}))


def _ready(client: Client) -> tuple[int, Any]:
    response = client.get("/readyz")
    return response.status_code, response.json()


def test_a_new_server_is_ready(client: Client) -> None:
    expected = {"status": "ready", "problems": [], "migrations_missing": 0, "load": None, "export": None}
    assert _ready(client) == (200, expected)


def test_the_ages_are_told_and_are_no_problem_where_there_is_no_schedule(client: Client, tmp_path: Path) -> None:
    _loaded(50)
    _loaded(1, "failed")
    _exported(tmp_path, 30)
    status, found = _ready(client)
    ages = [round(found[what]["age_hours"]) for what in ("load", "export")]
    assert (status, ages, found["export"]["version"]) == (200, [50, 30], "v1")


@pytest.mark.parametrize(
    ("ages", "problems"),
    [
        ((1, 25), []),
        ((1, 27), ["the last export is older than 26 hours"]),
        ((49, 1), ["the last load is older than 48 hours"]),
        ((None, None), ["there is no load yet", "there is no export yet"]),
    ],
)
def test_what_is_stale_by_the_schedule(
    client: Client, settings: Any, tmp_path: Path, ages: tuple[float | None, ...], problems: list[str]
) -> None:
    settings.LOAD_HOURS_MAX, settings.EXPORT_HOURS_MAX = 48.0, 26.0
    load, export = ages
    if load:
        _loaded(load)
    if export:
        _exported(tmp_path, export)
    status, found = _ready(client)
    assert (status, found["status"], found["problems"]) == (
        503 if problems else 200,
        "not ready" if problems else "ready",
        problems,
    )


def test_missing_migrations(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="conflictdb").order_by("-pk")[0].delete()
    status, found = _ready(client)
    assert (status, found["problems"]) == (503, ["1 migrations are missing: run manage.py migrate"])


def test_a_database_that_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def down() -> int:
        raise OperationalError("connection refused: host=secret")

    monkeypatch.setattr(health, "_missing", down)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["problems"]) == (503, ["the database does not answer"])
    assert b"secret" not in response.content
