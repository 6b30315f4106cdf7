"""Look-ups made before a question is asked, so that the database plans with keys, of which it knows how often each occurs.

"Members of the UN" can be half of all statements or none: a planner that sees a subselect has to guess, and a wrong guess costs
a factor of a hundred. Whoever keeps what was built from a look-up notes it, and has it checked each time (`Fact`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, QuerySet, Value

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


_facts: ContextVar[list[Fact] | None] = ContextVar("facts", default=None)


@contextmanager
def noting() -> Iterator[list[Fact]]:
    """Collect the facts that what is built meanwhile rests on."""
    facts: list[Fact] = []
    token = _facts.set(facts)
    try:
        yield facts
    finally:
        _facts.reset(token)


def keys_of(rows: QuerySet[Any], field: str = "pk") -> tuple[int, ...] | None:
    """The keys that the rows have in the field, in order; None where they are too many to be named."""
    found = rows.order_by().values_list(field, flat=True).distinct()[: KEYS_MAX + 1]
    keys = tuple(sorted(found))
    if len(keys) > KEYS_MAX:
        return None
    facts = _facts.get()
    if facts is not None:
        facts.append(Fact(rows, field, keys))
    return keys


class OneOf(Func):
    """Whether the key at a path is one of these; false, not unknown, where there is none."""

    output_field = BooleanField()
    template = "(%(key)s IS NOT NULL AND %(key)s = ANY(%(keys)s::bigint[]))"
    arity = 2

    def __init__(self, path: Any, keys: Sequence[int] | Value) -> None:
        super().__init__(F(path) if isinstance(path, str) else path, keys if isinstance(keys, Value) else Value(_array(keys)))

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Fill the template; a path is a column and has no parameters."""
        key, values = (compiler.compile(part) for part in self.source_expressions)
        return self.template % {"key": key[0], "keys": values[0]}, list(values[1])


class _Same(Func):
    template = "%(expressions)s::bigint[]"
    arg_joiner = " = "
    output_field = BooleanField()


def _array(keys: Sequence[int]) -> str:
    return "{" + ",".join(map(str, keys)) + "}"
