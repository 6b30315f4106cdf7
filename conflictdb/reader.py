"""Reading for strangers: in a transaction that can't write, for a limited time, and in a role that may only look at the dataset.

The role is made by every `migrate` where the server lets us; elsewhere the transaction is read-only all the same. It is a second
lock behind the compiler, which binds every value: it is there for the mistake that nobody has found yet.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction

from conflictdb.limits import STATEMENT_TIMEOUT_MS
from conflictdb.prepared import prepared

log = logging.getLogger("conflictdb.reader")
ROLE = "conflictdb_reader"
# Who may ask and who decided is nobody's business but ours.
HIDDEN = {"conflictdb_apikey", "conflictdb_decision", "conflictdb_match", "conflictdb_report"}

# There is no prepared statement of this name, or another one has it: somebody between us and the server mixes connections.
NAMES_LOST = {"26000", "42P05"}

_ENSURE = """DO $$ BEGIN
    IF to_regrole('{role}') IS NULL THEN CREATE ROLE {role} NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
    IF NOT pg_has_role('{role}', '{may_set}') THEN GRANT {role} TO CURRENT_USER; END IF;
END $$;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};
GRANT SELECT ON {tables} TO {role};"""
_READY = """SELECT EXISTS (SELECT 1 FROM pg_roles role WHERE rolname = %s
    AND pg_has_role(role.oid, %s) AND has_table_privilege(role.oid, 'conflictdb_statement', 'SELECT'))"""


def ensure_reader(sender: Any, using: str = DEFAULT_DB_ALIAS, **signal: Any) -> None:
    """Make the role and let it read the dataset's tables; a handler of post_migrate."""
    here = connections[using]
    existing = set(here.introspection.table_names())
    tables = {model._meta.db_table for model in sender.get_models(include_auto_created=True)} & existing - HIDDEN
    if not tables:
        return
    try:
        with transaction.atomic(using=using), here.cursor() as cursor:
            cursor.execute(_ENSURE.format(role=ROLE, may_set=_may_set(here), tables=", ".join(sorted(tables))))
    except DatabaseError as error:
        log.warning("no role of its own for the API, whose transactions are read-only all the same: %s", str(error).strip())
    has_role.cache_clear()


def _may_set(database: Any) -> str:
    """The right that SET ROLE needs: since PostgreSQL 16, who makes a role is a member of it and may not set it yet."""
    return "SET" if database.pg_version >= 160_000 else "MEMBER"


@cache
def has_role() -> bool:
    """Whether statements can be run in the role; asked once a process."""
    with connection.cursor() as cursor:
        cursor.execute(_READY, [ROLE, _may_set(connection)])
        row = cursor.fetchone()
    return bool(row[0])


def bounds(milliseconds: int | None = None) -> list[str]:
    """The statements that put a transaction's bounds up, each of them until its end."""
    timeout = f"SET LOCAL statement_timeout = {milliseconds or STATEMENT_TIMEOUT_MS}"
    return ["SET LOCAL transaction_read_only = on", timeout, *([f"SET LOCAL ROLE {ROLE}"] if has_role() else [])]


def fetch(statement: str, milliseconds: int | None = None) -> Any:
    """The only row of a statement whose values are bound, read within the bounds; None where there is none."""
    connection.ensure_connection()
    within = connection.in_atomic_block  # in tests: what is theirs must be writable again afterwards
    kept = prepared(connection.connection)
    # Behind a pooler that gives each transaction another connection no name can be kept; Django knows it by this setting.
    asked = [statement] if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS") else kept.calls(statement)
    calls = [*(["SAVEPOINT reading"] if within else []), *bounds(milliseconds), *asked]
    closing = "; ROLLBACK TO SAVEPOINT reading" if within else ""
    with connection.cursor() as cursor:
        # One round trip: the bounds hold for the implicit transaction of the statements, not for the connection.
        try:
            cursor.execute("; ".join(calls) + closing)
        except DatabaseError as error:
            if within:
                connection.connection.execute("ROLLBACK TO SAVEPOINT reading")
            lost = getattr(error.__cause__, "sqlstate", "") in NAMES_LOST
            if lost or len(asked) > 1:
                kept.doubt()
            if lost:
                return fetch(statement, milliseconds)
            raise
        for _ in calls[1:]:
            cursor.nextset()
        return cursor.fetchone()


@contextmanager
def reading(milliseconds: int) -> Iterator[None]:
    """A transaction within the bounds, for what is read piece by piece."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("; ".join(bounds(milliseconds)))
        try:
            yield
        finally:
            transaction.set_rollback(True)
