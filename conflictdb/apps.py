"""The dataset's own Django app, and its admin site."""

from django.apps import AppConfig
from django.contrib.admin import apps as django_admin
from django.db.models.signals import post_migrate


class ConflictdbConfig(AppConfig):
    """The models, what may be asked of them, their admin and their exports."""

    name = "conflictdb"
    verbose_name = "conflictdb"

    def ready(self) -> None:
        """Have the groups of the admin and the role of the API follow every migration."""
        from conflictdb.admin.groups import ensure_groups
        from conflictdb.reader import ensure_reader

        post_migrate.connect(ensure_groups, sender=self, dispatch_uid="conflictdb.groups")
        post_migrate.connect(ensure_reader, sender=self, dispatch_uid="conflictdb.reader")


class DatasetAdminConfig(django_admin.AdminConfig):
    """Django's admin with conflictdb's site."""

    default = False
    default_site = "conflictdb.site.DatasetSite"
