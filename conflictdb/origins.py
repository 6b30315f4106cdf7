"""Which websites' pages may ask from a browser (CORS). No cookie makes a difference to what they ask for, so none is allowed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

HEADERS = "Accept, Authorization, Content-Type, If-None-Match"
EXPOSED = "Content-Disposition, ETag, Retry-After"
View = Callable[..., HttpResponseBase]


def open_to_origins(methods: str) -> Callable[[View], View]:
    """A decorator: answers a browser's preflight for these methods, and lets the pages of the listed origins read the answer."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
            if request.method == "OPTIONS":
                response: HttpResponseBase = HttpResponse(status=204, headers={"Allow": f"{methods}, OPTIONS"})
            else:
                response = view(request, *args, **kwargs)
            _allow(request, response, methods)
            return response

        return opened

    return decorate


def _allow(request: HttpRequest, response: HttpResponseBase, methods: str) -> None:
    if "*" in settings.CORS_ORIGINS:
        response["Access-Control-Allow-Origin"] = "*"
    else:
        patch_vary_headers(response, ["Origin"])
        if request.headers.get("Origin") not in settings.CORS_ORIGINS:
            return
        response["Access-Control-Allow-Origin"] = request.headers["Origin"]
    response["Access-Control-Expose-Headers"] = EXPOSED
    if request.method == "OPTIONS":
        response["Access-Control-Allow-Methods"] = methods
        response["Access-Control-Allow-Headers"] = HEADERS
        response["Access-Control-Max-Age"] = "86400"
