"""The addresses of the API: the endpoint, the schema for download, and whether the server is well."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import orjson
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from api.errors import Code, Refused, refuse
from api.execution import Answer, answer
from api.requests import GRAPHQL, HTML, JSON, media_type, read_request
from api.schema import sdl

EXAMPLES = Path(__file__).parent / "examples"


@csrf_exempt  # it reads only, and no cookie makes a difference to it
def graphql(request: HttpRequest) -> HttpResponse:
    """Answer an operation; show GraphiQL to browsers that bring none."""
    asking = request.method == "POST" or "query" in request.GET
    kind = media_type(request.headers.get("Accept", ""), page=request.method == "GET" and not asking)
    if request.method not in ("GET", "POST"):
        response = _response(_refused(refuse(Code.BAD_REQUEST, "send a POST or a GET", status=405)), JSON)
        response["Allow"] = "GET, POST"
        return response
    if kind == HTML:
        return render(request, "api/graphiql.html", {"examples": examples()})
    if kind is None:
        return _response(_refused(refuse(Code.BAD_REQUEST, f"this answers in {GRAPHQL} or {JSON}", status=406)), JSON)
    try:
        given = read_request(request)
    except Refused as refusal:
        return _response(_refused(refusal), kind)
    result = answer(given)
    # Old clients take any status but 200 for a broken connection and don't read the errors.
    return _response(result if kind == GRAPHQL or result.status >= 500 else Answer(result.body), kind)


def _refused(refusal: Refused) -> Answer:
    return Answer(orjson.dumps({"errors": refusal.errors}), refusal.status)


def _response(result: Answer, kind: str) -> HttpResponse:
    response = HttpResponse(result.body, status=result.status, content_type=f"{kind}; charset=utf-8")
    response["Vary"] = "Accept"
    return response


@lru_cache(maxsize=1)
def examples() -> list[dict[str, str]]:
    """The named questions of api/examples, the headline first."""
    paths = sorted(EXAMPLES.glob("*.graphql"), key=lambda path: (path.stem != "headline", path.stem))
    return [{"name": path.stem, "query": path.read_text()} for path in paths]


@require_GET
def schema_file(request: HttpRequest) -> HttpResponse:
    """The schema in its definition language."""
    return HttpResponse(sdl(), content_type="application/graphql; charset=utf-8")


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_GET
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether the database answers and is up to date."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    if missing:
        return HttpResponse(
            f"{len(missing)} migrations are missing: run manage.py migrate\n", status=503, content_type="text/plain"
        )
    return HttpResponse("ready\n", content_type="text/plain")
