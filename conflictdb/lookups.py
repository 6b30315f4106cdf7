"""Look-ups made before a question is asked, so that the database plans with keys, of which it knows how often each occurs.

"Members of the UN" can be half of all statements or none: a planner that sees a subselect has to guess, and a wrong guess costs
a factor of a hundred. Whoever keeps what was built from a look-up notes it, and has it checked each time (`Facts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet, Value

from conflictdb.version import QUESTION, dataset_version

KEYS_MAX = 4_000  # more are a riddle that is cheaper than its answer


@dataclass(frozen=True, slots=True)
class Fact:
    """That these rows have these keys in this field; `holds` is the condition that they still do."""

    rows: QuerySet[Any]
    field: str
    keys: tuple[int, ...]

    def holds(self) -> Func:
        """The condition."""
        found = ArraySubquery(self.rows.order_by(self.field).values(self.field).distinct())
        return _Same(found, Value(_array(self.keys)))


@dataclass(slots=True)
class Facts:
    """What something rests on, and the version of the data before the first look-up was made; "" where it can't be relied on."""

    noted: list[Fact] = field(default_factory=list)
    version: str = ""

    def dated(self) -> None:
        """Take the version. Not within a transaction, which counts itself but once, however often it changes the data."""
        if not self.noted and not connection.in_atomic_block:
            self.version = dataset_version()

    def hold(self) -> Func | None:
        """The condition that all of them still do, which is not looked into while the data are the same; None: always."""
        if not self.noted:
            return None
        each = _All(*(fact.holds() for fact in self.noted))
        return _UnlessChanged(Value(self.version), each) if self.version else each


_facts: ContextVar[Facts | None] = ContextVar("facts", default=None)


@contextmanager
def noting() -> Iterator[Facts]:
    """Collect the facts that what is built meanwhile rests on."""
    facts = Facts()
    token = _facts.set(facts)
    try:
        yield facts
    finally:
        _facts.reset(token)


def keys_of(rows: QuerySet[Any], field: str = "pk") -> tuple[int, ...] | None:
    """The keys that the rows have in the field, in order; None where they are too many to be named."""
    facts = _facts.get()
    if facts is not None:
        facts.dated()
    found = rows.order_by().values_list(field, flat=True).distinct()[: KEYS_MAX + 1]
    keys = tuple(sorted(found))
    if len(keys) > KEYS_MAX:
        return None
    if facts is not None:
        facts.noted.append(Fact(rows, field, keys))
    return keys


class OneOf(Func):
    """Whether the key at a path is one of these; false, not unknown, where there is none."""

    output_field = BooleanField()
    template = "(%(key)s IS NOT NULL AND %(key)s = ANY(%(keys)s::bigint[]))"
    # of the rows with one key an index may give the order, of those with any of several it can't
    template_of_one = "(%(key)s IS NOT NULL AND %(key)s = %%s::bigint)"
    arity = 2

    def __init__(self, path: Any, keys: Sequence[int] | Value) -> None:
        super().__init__(F(path) if isinstance(path, str) else path, keys if isinstance(keys, Value) else Value(_array(keys)))

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Fill the template; a path is a column and has no parameters."""
        key, values = (compiler.compile(part) for part in self.source_expressions)
        named: Any = self.source_expressions[1]
        only = named.value.strip("{}")
        if only.isdigit():
            return self.template_of_one % {"key": key[0]}, [int(only)]
        return self.template % {"key": key[0], "keys": values[0]}, list(values[1])


class _Same(Func):
    template = "%(expressions)s::bigint[]"
    arg_joiner = " = "
    output_field = BooleanField()


class _All(Func):
    template = "%(expressions)s"
    arg_joiner = " AND "
    output_field = BooleanField()


class _UnlessChanged(Func):
    template = f"CASE WHEN ({QUESTION}) = %(expressions)s END"
    arg_joiner = " THEN true ELSE "
    output_field = BooleanField()


def _array(keys: Sequence[int]) -> str:
    return "{" + ",".join(map(str, keys)) + "}"
