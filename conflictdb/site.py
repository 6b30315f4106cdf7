"""The admin site: its name, the order of its menu, labels of type-ahead choices, and the queue on its first page.

It stands outside the package `admin`, whose import registers the pages with it.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse

from conflictdb.models import AmbiguousName, Event, LoadRun, Match, Source, Statement
from conflictdb.vocabularies import ReviewStatus

MENU = (
    ("What sources say", ("Source", "Statement", "Event", "Provision")),
    ("Who, where, about what", ("Actor", "Affiliation", "ActorRelation", "Location", "Topic", "Resolution")),
    ("Traces", ("Decision", "Merge", "Match", "AmbiguousName", "Evidence", "Mention", "LoadRun", "Issue")),
    ("Access", ("ApiKey",)),
)


class LabelledAutocomplete(AutocompleteJsonView):
    """Type-ahead choices with what tells namesakes apart."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """A choice: its key, and the label that its admin page gives it."""
        label = getattr(self.model_admin, "choice_label", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class DatasetSite(admin.AdminSite):
    """conflictdb's admin."""

    site_header = "conflictdb"
    site_title = "conflictdb"
    index_title = "The dataset"
    site_url = None
    index_template = "admin/conflictdb/index.html"

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """Answer a type-ahead field."""
        return LabelledAutocomplete.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The menu: the dataset's nouns in the order in which one works with them, then the rest."""
        apps: list[Any] = list(super().get_app_list(request, app_label))
        ours = [app for app in apps if app["app_label"] == "conflictdb"]
        models = {model["object_name"]: model for app in ours for model in app["models"]}
        sections = [
            {**ours[0], "name": title, "models": [models[name] for name in names if name in models]}
            for title, names in MENU
            if ours and any(name in models for name in names)
        ]
        return [*sections, *(app for app in apps if app not in ours)]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The first page: what waits for a person, and how the last loads ended."""
        context = {"queue": _queue(), "runs": LoadRun.objects.annotate(issue_count=Count("issues")).order_by("-started_at")[:5]}
        return super().index(request, {**context, **(extra_context or {})})


def _queue() -> list[dict[str, Any]]:
    """What waits for a person, a line a noun: its name, how many wait of how many, and where they are listed."""
    waiting = Count("pk", filter=Q(review_status=ReviewStatus.CANDIDATE.value))
    lines = []
    for model in (Statement, Event, Source):
        counts = model._default_manager.filter(withdrawn_at=None).aggregate(all=Count("pk"), waiting=waiting)
        address = reverse(f"admin:conflictdb_{model._meta.model_name}_changelist")
        name = str(model._meta.verbose_name_plural)
        lines.append(
            {
                **counts,
                "done": counts["all"] - counts["waiting"],
                "name": name,
                "url": f"{address}?review_status__exact={ReviewStatus.CANDIDATE.value}",
            }
        )
    return [*lines, _matches(), _names()]


def _matches() -> dict[str, Any]:
    """How many pairs of records wait for somebody to say whether they are one."""
    counts = Match.objects.aggregate(all=Count("pk"), waiting=Count("pk", filter=Q(verdict=None)))
    address = reverse("admin:conflictdb_match_changelist")
    return {**counts, "done": counts["all"] - counts["waiting"], "name": "matches", "url": address}


def _names() -> dict[str, Any]:
    """How many printed names wait for somebody to say whom they mean."""
    counts = AmbiguousName.objects.aggregate(all=Count("pk"), waiting=Count("pk", filter=Q(answer=None)))
    address = reverse("admin:conflictdb_ambiguousname_changelist")
    return {**counts, "done": counts["all"] - counts["waiting"], "name": "ambiguous names", "url": address}
