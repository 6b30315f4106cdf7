"""The version of the data: a text that changes with every change of the data, to cache by."""

from __future__ import annotations

from django.db import connection

# Filled with the columns `changed_at` and `changes` of DatasetVersion; in SQL, because the API asks for it in the middle of
# its statements.
VERSION_SQL = "coalesce(to_char(max({}) AT TIME ZONE 'UTC', 'YYYYMMDD\"T\"HH24MISS\"Z\"') || '-' || sum({}), '0')"
QUESTION = f"SELECT {VERSION_SQL.format('changed_at', 'changes')} FROM conflictdb_datasetversion"


def dataset_version() -> str:
    """The version of the data now; "0" where there never were any."""
    with connection.cursor() as cursor:
        cursor.execute(QUESTION)
        row = cursor.fetchone()
    return str(row[0])
