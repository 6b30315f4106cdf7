"""What stands at which address."""

from django.contrib import admin
from django.urls import include, path

from conflictdb.views import start

urlpatterns = [
    path("", start, name="start"),
    path("", include("api.urls")),  # graphql/, graphql/schema.graphql, healthz, readyz
    path("admin/", admin.site.urls),
]
