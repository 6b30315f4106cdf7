"""The addresses of the API: the endpoint, and the schema for download."""

from __future__ import annotations

from functools import lru_cache

import orjson
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from api.callers import admitted, charged
from api.errors import Code, Refused, masked, refuse
from api.execution import Answer, answer, refused
from api.requests import GRAPHQL, HTML, JSON, media_type, read_request
from api.schema import sdl
from api.trusted import EXAMPLES
from conflictdb.freshness import keep, tag_of, unchanged
from conflictdb.origins import open_to_origins
from conflictdb.vocabularies import Scope

READING = ("GET", "HEAD")  # a HEAD is a GET whose answer the server leaves out


@csrf_exempt  # it reads only, and no cookie makes a difference to it
@open_to_origins("GET, HEAD, POST")
def graphql(request: HttpRequest) -> HttpResponse:
    """Answer an operation; show GraphiQL to browsers that bring none."""
    asking = request.method == "POST" or any(name in request.GET for name in ("query", "extensions"))
    kind = media_type(request.headers.get("Accept", ""), page=request.method in READING and not asking)
    if kind == HTML:
        return render(request, "api/graphiql.html", {"examples": examples()})
    try:
        return _answered(request, kind)
    except Refused as refusal:
        return _response(refused(refusal), kind or JSON)
    except DatabaseError as error:
        return _response(Answer(orjson.dumps({"errors": [masked(error)]}), 503), kind or JSON)


def _answered(request: HttpRequest, kind: str | None) -> HttpResponse:
    if request.method not in (*READING, "POST"):
        raise refuse(Code.BAD_REQUEST, "send a POST or a GET", status=405, headers={"Allow": "GET, HEAD, POST"})
    if kind is None:
        raise refuse(Code.BAD_REQUEST, f"this answers in {GRAPHQL} or {JSON}", status=406)
    caller = admitted(request, Scope.API)
    given = read_request(request)
    tag = tag_of(request, kind) if request.method in READING else ""
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


@require_safe
def schema_file(request: HttpRequest) -> HttpResponse:
    """The schema in its definition language."""
    return HttpResponse(sdl(), content_type="application/graphql; charset=utf-8")
