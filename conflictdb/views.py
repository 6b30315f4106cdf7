"""The start page: what this is and where to go on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conflictdb.models import Actor, Event, Location, Resolution, Source, Statement


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Answer with the start page and what the dataset holds."""
    nouns = {
        "sources": Source,
        "statements": Statement,
        "events": Event,
        "actors": Actor,
        "places": Location,
        "resolutions": Resolution,
    }
    counts = {name: model._default_manager.filter(withdrawn_at=None).count() for name, model in nouns.items()}
    return render(request, "conflictdb/start.html", {"counts": counts})
