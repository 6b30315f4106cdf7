"""Answers that are kept: a tag that changes with the data, the code, the files and the question, and "not modified" by it."""

from __future__ import annotations

import hashlib
from functools import cache

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from conflictdb.export.manifest import code_version
from conflictdb.export.publish import LATEST
from conflictdb.version import dataset_version

_code = cache(code_version)


def tag_of(request: HttpRequest, form: str = "") -> str:
    """The tag of the answer to this GET in this form; "" where the version of the data can't be had.

    To be taken before the data are read: when they change in between, the tag is too old, and the answer is asked for again.
    """
    try:
        version = dataset_version()
    except DatabaseError:
        return ""
    parts = (version, _code(), (settings.EXPORT_DIR / LATEST).resolve().name, form, request.get_full_path())
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode(errors="replace")).hexdigest()[:32]}"'


def unchanged(request: HttpRequest, tag: str) -> HttpResponse | None:
    """The answer to a caller who has this very answer already; None for all others."""
    known = [part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")]
    if not tag or not ({"*", tag.removeprefix("W/")} & set(known)):
        return None
    response = HttpResponse(status=304)
    keep(response, tag)
    return response


def keep(response: HttpResponseBase, tag: str) -> None:
    """Let the caller and what lies between keep the answer, where it has a tag."""
    if tag:
        response["ETag"] = tag
        response["Cache-Control"] = f"public, max-age={settings.CACHE_SECONDS}"
    else:
        response["Cache-Control"] = "no-store"
