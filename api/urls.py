"""What stands at which address of the API."""

from __future__ import annotations

from django.urls import path

from api import health, views
from api.downloads import DOWNLOADS, view_of

urlpatterns = [
    path("graphql/", views.graphql, name="graphql"),
    path("graphql", views.graphql),  # a redirect would lose what was sent
    path("graphql/schema.graphql", views.schema_file, name="schema"),
    *(path(download.name, view_of(download), name=download.name) for download in DOWNLOADS),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
