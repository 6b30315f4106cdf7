"""What stands at which address."""

from django.contrib import admin
from django.urls import include, path

from conflictdb.partners import exports
from conflictdb.views import start

urlpatterns = [
    path("", start, name="start"),
    path("", include("api.urls")),  # graphql/, graphql/schema.graphql, healthz, readyz
    path("exports/", exports, name="exports"),
    path("exports/<path:path>", exports, name="export"),
    path("admin/", admin.site.urls),
]
