"""What stands at which address of the API."""

from __future__ import annotations

from django.urls import path

from api import views

urlpatterns = [
    path("graphql/", views.graphql, name="graphql"),
    path("graphql/schema.graphql", views.schema_file, name="schema"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
