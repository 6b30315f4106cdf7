"""The published files over HTTP: /exports/VERSION/FILE, for ever the same; /exports/latest/FILE leads to the newest version."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from conflictdb.access import Denied, admit
from conflictdb.export.manifest import NAME, SUMS, read_manifest
from conflictdb.export.publish import LATEST, versions
from conflictdb.origins import open_to_origins
from conflictdb.vocabularies import Scope

log = logging.getLogger("conflictdb.exports")
TYPES = {
    ".jsonl": "application/jsonl",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
}
FOREVER = "public, max-age=31536000, immutable"


@open_to_origins("GET, HEAD")
def exports(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """A published file; what is not named by the manifest of a version is not there, wherever the path leads."""
    if request.method not in ("GET", "HEAD"):
        return _text("send a GET", 405, Allow="GET, HEAD")
    try:
        caller = admit(request, Scope.EXPORTS)
    except Denied as denied:
        return _text(str(denied), denied.status, **({"Retry-After": str(denied.retry_after)} if denied.retry_after else {}))
    except DatabaseError:
        return _text("the database does not answer: try again in a while", 503)
    version, _, name = path.partition("/")
    if version in ("", LATEST):
        return _latest(name)
    folder = next((known for known in versions(settings.EXPORT_DIR) if known.name == version), None)
    listed = _listed(folder) if folder else {}
    if folder is None or name not in listed:
        return _text("there is no such file: /exports/latest/manifest.json lists what there is", 404)
    log.info("%s takes %s", caller.name, path)
    return _file(request, folder / name, listed[name])


def _latest(name: str) -> HttpResponse:
    folder = (settings.EXPORT_DIR / LATEST).resolve()
    listed = _listed(folder)
    if (name or NAME) not in listed:
        return _text("there is no such file in the latest version, or no version yet", 404)
    response = HttpResponseRedirect(f"/exports/{folder.name}/{name or NAME}")
    response["Cache-Control"] = "no-cache"
    return response


def _listed(folder: Path) -> dict[str, str]:
    """The names of a version's files with their SHA-256; of the manifest and the list of checksums the version says it."""
    manifest: dict[str, Any] | None = read_manifest(folder)
    if manifest is None:
        return {}
    delta = (manifest.get("delta") or {}).get("files", [])
    return {entry["name"]: entry["sha256"] for entry in [*manifest["files"], *delta]} | {
        name: f"{folder.name}-{name}" for name in (NAME, SUMS)
    }


def _file(request: HttpRequest, path: Path, tag: str) -> HttpResponseBase:
    known = [part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")]
    if f'"{tag}"' in known:
        response: HttpResponseBase = HttpResponse(status=304)
    else:
        try:
            response = FileResponse(path.open("rb"), content_type=TYPES.get(path.suffix, "text/plain; charset=utf-8"))
        except OSError:  # pruned this moment
            return _text("there is no such file any more", 404)
    response["ETag"], response["Cache-Control"] = f'"{tag}"', FOREVER
    return response


def _text(text: str, status: int, **headers: str) -> HttpResponse:
    headers = {name.replace("_", "-"): value for name, value in headers.items()} | {"Cache-Control": "no-store"}
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers)
