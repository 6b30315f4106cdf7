"""Whether the server is alive, and whether it is ready: the database, its tables, the age of the data and of the files."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import orjson
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from conflictdb.export.manifest import read_manifest
from conflictdb.export.publish import LATEST
from conflictdb.models import LoadRun
from conflictdb.vocabularies import RunStatus


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether it can do its work (200) or not (503), and what stands in its way."""
    found: dict[str, Any] = {"status": "ready", "problems": []}
    try:
        missing = _missing()
        found |= {"migrations_missing": missing, "load": None if missing else _load(), "export": _export()}
    except DatabaseError:
        found["problems"].append("the database does not answer")
    else:
        found["problems"] += _problems(found)
    if found["problems"]:
        found["status"] = "not ready"
    body = orjson.dumps(found, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_INDENT_2)
    status = 503 if found["problems"] else 200
    return HttpResponse(body, status=status, content_type="application/json", headers={"Cache-Control": "no-store"})


def _problems(found: dict[str, Any]) -> list[str]:
    problems = []
    if number := found["migrations_missing"]:
        problems.append(f"{number} migrations are missing: run manage.py migrate")
    for what, most in (("load", settings.LOAD_HOURS_MAX), ("export", settings.EXPORT_HOURS_MAX)):
        age = found[what] and found[what]["age_hours"]
        if most and (age is None or age > most):
            problems.append(f"the last {what} is older than {most:g} hours" if age is not None else f"there is no {what} yet")
    return problems


@cache
def _known() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def _missing() -> int:
    return len(_known() - MigrationRecorder(connection).applied_migrations().keys())


def _load() -> dict[str, Any] | None:
    """The last load that came to its end, whatever it refused."""
    run = (
        LoadRun.objects.filter(finished_at__isnull=False).exclude(status=RunStatus.FAILED.value).order_by("-finished_at").first()
    )
    return _aged(run.finished_at) if run and run.finished_at else None


def _export() -> dict[str, Any] | None:
    manifest = read_manifest(settings.EXPORT_DIR / LATEST)
    if manifest is None:
        return None
    return {"version": manifest["version"], **_aged(dt.datetime.fromisoformat(manifest["generated_at"]))}


def _aged(at: dt.datetime) -> dict[str, Any]:
    return {"at": at.isoformat(timespec="seconds"), "age_hours": round((timezone.now() - at).total_seconds() / 3600, 2)}
