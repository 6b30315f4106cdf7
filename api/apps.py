"""The Django app of the API: it has views and no models."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The GraphQL API."""

    name = "api"
