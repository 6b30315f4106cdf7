"""GraphQL over HTTP: what a client asks, read from its request, and the form in which it wants the answer."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest

from api.errors import Code, refuse
from api.execution import Request
from api.trusted import document_asked
from conflictdb.limits import QUERY_BODY_BYTES_MAX, VARIABLES_DEPTH_MAX

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
HTML = "text/html"


def media_type(accept: str, *, page: bool) -> str | None:
    """The form that the client likes best of ours; None where it likes none. `page`: a page for people is one of ours."""
    offers = [GRAPHQL, JSON, *([HTML] if page else [])]
    if not accept:
        return JSON
    best: tuple[float, int, str] | None = None
    for place, wish in enumerate(accept.split(",")):
        name, quality = _wish(wish)
        if name in ("*/*", "application/*"):
            name = JSON
        if name in offers and quality > 0 and (best is None or quality > best[0]):
            best = (quality, place, name)
    return best[2] if best else None


def _wish(text: str) -> tuple[str, float]:
    name, *options = (part.strip().lower() for part in text.split(";"))
    quality = 1.0
    for option in options:
        if option.startswith("q="):
            try:
                quality = float(option[2:])
            except ValueError:
                quality = 0.0
        elif option.startswith("charset=") and option[8:].strip('"') not in ("utf-8", "utf8"):
            quality = 0.0
    return name, quality


def read_request(request: HttpRequest) -> Request:
    """What is asked; raises Refused for a request that isn't one of GraphQL."""
    if request.method in ("GET", "HEAD"):
        return _checked({name: request.GET.get(name) for name in ("query", "operationName")} | _parameters(request))
    return _checked(_body(request))


def _parameters(request: HttpRequest) -> dict[str, Any]:
    if sum(map(len, request.GET.values())) > QUERY_BODY_BYTES_MAX:
        raise refuse(Code.TOO_COMPLEX, f"the parameters hold more than {QUERY_BODY_BYTES_MAX} bytes", status=414)
    return {
        name: _json(request.GET[name].encode(errors="replace"), name)
        for name in ("variables", "extensions")
        if request.GET.get(name)
    }


def _body(request: HttpRequest) -> Any:
    kind, *options = (
        part.strip().lower() for part in (request.content_type or "", *request.META.get("CONTENT_TYPE", "").split(";")[1:])
    )
    if kind not in (JSON, GRAPHQL) or any(option.startswith("charset=") and "utf-8" not in option for option in options):
        raise refuse(Code.BAD_REQUEST, f"send the request as {JSON} in UTF-8", status=415)
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if not length.isdigit() or int(length[:12]) > QUERY_BODY_BYTES_MAX:
        raise refuse(Code.TOO_COMPLEX, f"the body holds more than {QUERY_BODY_BYTES_MAX} bytes", status=413)
    return _json(request.body, "the body")


def _json(text: bytes, what: str) -> Any:
    try:
        return orjson.loads(text)
    except ValueError:
        raise refuse(Code.BAD_REQUEST, f"{what} is not JSON") from None


def _checked(given: Any) -> Request:
    if isinstance(given, list):
        raise refuse(Code.BAD_REQUEST, "several requests in one are not served: send them one by one")
    if not isinstance(given, dict):
        raise refuse(Code.BAD_REQUEST, 'the body must be an object: {"query": "…", "variables": {…}}')
    query, name = given.get("query"), given.get("operationName")
    variables, extensions = given.get("variables"), given.get("extensions")
    if name is not None and not isinstance(name, str):
        raise refuse(Code.BAD_REQUEST, "operationName must be a text or null")
    for what, value in (("variables", variables), ("extensions", extensions)):
        if value is not None and not isinstance(value, dict):
            raise refuse(Code.BAD_REQUEST, f"{what} must be an object or null")
    if _deeper(variables or {}, VARIABLES_DEPTH_MAX):
        raise refuse(Code.TOO_COMPLEX, f"variables are nested more than {VARIABLES_DEPTH_MAX} deep")
    return Request(document_asked(query, extensions or {}), name or None, orjson.dumps(variables or {}))


def _deeper(value: Any, levels: int) -> bool:
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    if below is None:
        return False
    return levels == 0 or any(_deeper(item, levels - 1) for item in below)
