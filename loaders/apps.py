"""The Django app of the loaders: it has commands and no models."""

from django.apps import AppConfig


class LoadersConfig(AppConfig):
    """The commands that read articles into the dataset."""

    name = "loaders"
