"""What stands at which address of the API."""

from __future__ import annotations

from django.urls import path

from api import views
from api.downloads import DOWNLOADS, view_of

urlpatterns = [
    path("graphql/", views.graphql, name="graphql"),
    path("graphql/schema.graphql", views.schema_file, name="schema"),
    *(path(download.name, view_of(download), name=download.name) for download in DOWNLOADS),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
