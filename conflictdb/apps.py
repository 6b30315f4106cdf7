"""The dataset's own Django app."""

from django.apps import AppConfig


class ConflictdbConfig(AppConfig):
    """The models, what may be asked of them, their admin and their exports."""

    name = "conflictdb"
    verbose_name = "conflictdb"
