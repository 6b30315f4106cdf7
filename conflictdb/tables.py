"""Whether the database has the dataset's tables: a new one has none before `migrate`."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.db import connection

from conflictdb.models import Statement

NO_TABLES = "the database has no tables: run `make demo` or `.venv/bin/python manage.py migrate` first"


def need_tables() -> None:
    """End a command with exit code 2 and one line that says what to run, where the database has no tables."""
    if Statement._meta.db_table not in connection.introspection.table_names():
        raise CommandError(NO_TABLES, returncode=2)
