"""The addresses of the API: the endpoint, the schema for download, and whether the server is well."""

from __future__ import annotations

from functools import lru_cache

import orjson
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from api.callers import admitted, charged
from api.errors import Code, Refused, masked, refuse
from api.execution import Answer, answer, refused
from api.requests import GRAPHQL, HTML, JSON, media_type, read_request
from api.schema import sdl
from api.trusted import EXAMPLES
from conflictdb.freshness import keep, tag_of, unchanged
from conflictdb.origins import open_to_origins
from conflictdb.vocabularies import Scope


@csrf_exempt  # it reads only, and no cookie makes a difference to it
@open_to_origins("GET, POST")
def graphql(request: HttpRequest) -> HttpResponse:
    """Answer an operation; show GraphiQL to browsers that bring none."""
    asking = request.method == "POST" or any(name in request.GET for name in ("query", "extensions"))
    kind = media_type(request.headers.get("Accept", ""), page=request.method == "GET" and not asking)
    if kind == HTML:
        return render(request, "api/graphiql.html", {"examples": examples()})
    try:
        return _answered(request, kind)
    except Refused as refusal:
        return _response(refused(refusal), kind or JSON)
    except DatabaseError as error:
        return _response(Answer(orjson.dumps({"errors": [masked(error)]}), 503), kind or JSON)


def _answered(request: HttpRequest, kind: str | None) -> HttpResponse:
    if request.method not in ("GET", "POST"):
        raise refuse(Code.BAD_REQUEST, "send a POST or a GET", status=405, headers={"Allow": "GET, POST"})
    if kind is None:
        raise refuse(Code.BAD_REQUEST, f"this answers in {GRAPHQL} or {JSON}", status=406)
    caller = admitted(request, Scope.API)
    given = read_request(request)
    tag = tag_of(request, kind) if request.method == "GET" else ""
    if known := unchanged(request, tag):
        return known
    result = answer(given, lambda cost: charged(caller, cost.nodes))
    if kind == JSON and result.status == 400:  # old clients take it for a broken connection and don't read the errors
        result = Answer(result.body)
    response = _response(result, kind)
    keep(response, tag if result.whole else "")
    return response


def _response(result: Answer, kind: str) -> HttpResponse:
    response = HttpResponse(result.body, status=result.status, content_type=f"{kind}; charset=utf-8", headers=result.headers)
    response["Vary"] = "Accept"
    return response


@lru_cache(maxsize=1)
def examples() -> list[dict[str, str]]:
    """The named questions, the headline first."""
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
