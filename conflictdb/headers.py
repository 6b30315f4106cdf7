"""What browsers may do with the admin's pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

# Scripts come from this server's files and from nowhere else, least of all from a text that somebody loaded. Django's own
# widgets set styles in place.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


class AdminPolicy:
    """Middleware: sends the policy with every page of the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._admin = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self._get_response(request)
        if request.path.startswith(self._admin):
            response.setdefault("Content-Security-Policy", POLICY)
        return response
