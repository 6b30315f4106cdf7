"""One after the other: who merges, parts or answers, and the load that stores an article, see what the one before has done."""

from __future__ import annotations

from django.db import connection

_KEY = 7_305_220_217_432  # any number that no other application of the same database uses


def take_turn() -> None:
    """Wait until nobody else merges; the turn ends with the transaction. Rows that were read before may be out of date."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KEY])
