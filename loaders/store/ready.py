"""A database that can be loaded into: tables up to date, reference data there."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from conflictdb.models import Actor


class NotReadyError(RuntimeError):
    """The database's tables are not there, or not up to date."""


def check_tables() -> None:
    """Raise NotReadyError, saying what to run, where migrations are missing."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReadyError("the database's tables are not up to date: run `make migrate` (or `make demo`) first")


def make_ready(log: Any) -> None:
    """Bring a database with no tables or no reference data to where articles can be loaded; do nothing to one that is there."""
    try:
        check_tables()
    except NotReadyError:
        log.write("database: bringing its tables up to date")
        call_command("migrate", verbosity=0)
    if not Actor.objects.filter(is_reference=True).exists():
        log.write("reference data: loading it")
        call_command("load_reference", stderr=log)
