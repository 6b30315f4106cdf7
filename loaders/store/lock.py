"""One load at a time: an advisory lock of the database, freed by PostgreSQL itself when its holder dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_KEY = 7_305_220_217_431  # any number that no other application of the same database uses


class LoadRunningError(RuntimeError):
    """Another load holds the lock."""


@contextmanager
def only_load() -> Iterator[None]:
    """Hold the lock for the block; raise LoadRunningError at once where another load holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_KEY])
        (held,) = cursor.fetchone()
    if not held:
        raise LoadRunningError("another load is running on this database: wait for its end, or stop it")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_KEY])
