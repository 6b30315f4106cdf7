"""Reads what the plan names, row by row, out of one consistent picture of the database.

A record that was withdrawn or rejected is in no file, nor is what is nothing without it (an orphan), nor a reference to either.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import IntegerField, Max, Min, Prefetch, Q, QuerySet
from django.db.models.fields.related import ForeignKey
from django.db.models.functions import Coalesce

from conflictdb.export.plan import FIXTURES, NOT_IN_FIXTURES, PUBLIC_TEXT, Column, Many, Noun, One, Shape, Table
from conflictdb.models import Source
from conflictdb.querysets import visible
from conflictdb.vocabularies import ReviewStatus

Orphans = frozenset[str]
CHUNK = 500
REJECTED = ReviewStatus.REJECTED.value
JUDGED = ("withdrawn_at", "review_status")


@contextmanager
def one_picture(*, writing: bool = False) -> Iterator[None]:
    """Read everything as of one moment, whatever is loaded meanwhile; who writes too fails where another changes the same."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute(f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ {'WRITE' if writing else 'ONLY'}")
        yield


def find_orphans() -> Orphans:
    """The ids of the records that stand themselves, but can't be without one that does not."""
    orphans: set[str] = set()
    for model in (table.model for fixture in FIXTURES for table in fixture.tables if "review_status" in _columns(table.model)):
        lacking = [_hidden(key, orphans) for key in _keys(model) if not key.null]
        if lacking:
            found = visible(model).filter(functools.reduce(operator.or_, lacking))
            orphans |= set(found.order_by().values_list("public_id", flat=True))
    return frozenset(orphans)


def _hidden(key: Any, orphans: set[str]) -> Q:
    hidden = Q(**{f"{key.name}__withdrawn_at__isnull": False}) | Q(**{f"{key.name}__review_status": REJECTED})
    return hidden | Q(**{f"{key.name}__public_id__in": sorted(orphans)}) if orphans else hidden


def stands(row: Any, orphans: Orphans) -> bool:
    """Whether the dataset stands by the row: neither withdrawn nor rejected, nor without what it can't be without."""
    return (
        getattr(row, "withdrawn_at", None) is None
        and getattr(row, "review_status", None) != REJECTED
        and getattr(row, "public_id", None) not in orphans
    )


# ---------------------------------------------------------------- nested records


def records(noun: Noun, orphans: Orphans) -> Generator[dict[str, Any], None, None]:
    """The records of a noun, nested as its shape says, in its order; read as a stream."""
    rows = _query(visible(noun.model).filter(noun.where), noun.shape, noun.order).annotate(**dict(noun.computed))
    for row in rows.iterator(chunk_size=CHUNK):
        record = _record(row, noun.shape, orphans) if stands(row, orphans) else None
        if record is not None:
            yield record


def _record(row: Any, shape: Shape, orphans: Orphans) -> dict[str, Any] | None:
    """The row as its shape says; None where something that it needs does not stand."""
    record: dict[str, Any] = {}
    for part in shape:
        if isinstance(part, Many):
            below = (_record(other, part.shape, orphans) for other in getattr(row, part.field).all() if stands(other, orphans))
            record[part.name] = [other for other in below if other is not None and _has_one(other, part.one_of)]
        elif isinstance(part, One):
            other = getattr(row, part.field)
            record[part.name] = _record(other, part.shape, orphans) if other is not None and stands(other, orphans) else None
            if part.required and record[part.name] is None:
                return None
        else:
            value = getattr(row, part.field)
            record[part.name] = None if value == "" else plain(value)
    return record


def _has_one(record: dict[str, Any], of: tuple[str, ...]) -> bool:
    return not of or any(record[name] is not None for name in of)


def _query(rows: QuerySet[Any], shape: Shape, order: tuple[str, ...], *needed: str) -> QuerySet[Any]:
    """A query that fetches what the shape names, and nothing else, in a fixed number of statements."""
    computed = {part.field for part in shape if isinstance(part, Column)} - _columns(rows.model)
    columns, joined, prefetched = _needs(rows.model, shape)
    query = rows.order_by(*order).select_related(*joined).prefetch_related(*prefetched)
    return query.only(*(column for column in columns if column not in computed), *needed)


def _needs(model: Any, shape: Shape, path: str = "") -> tuple[list[str], list[str], list[Any]]:
    columns, joined, prefetched = [f"{path}{name}" for name in JUDGED if name in _columns(model)], [], []
    for part in shape:
        if isinstance(part, Column):
            columns.append(f"{path}{part.field}")
        elif isinstance(part, One):
            below = _needs(model._meta.get_field(part.field).related_model, part.shape, f"{path}{part.field}__")
            columns += [f"{path}{part.field}", *below[0]]
            joined += [f"{path}{part.field}", *below[1]]
        else:
            prefetched.append(_prefetch(model, part))
    return columns, joined, prefetched


def _prefetch(model: Any, part: Many) -> Any:
    relation = model._meta.get_field(part.field)
    # a row that is fetched for its parent must carry the key of its parent
    back = (relation.field.name,) if relation.one_to_many else ()
    return Prefetch(part.field, _query(relation.related_model._default_manager.all(), part.shape, part.order, *back))


def _columns(model: Any) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def plain(value: Any) -> Any:
    """The value as JSON holds it."""
    return value.isoformat() if isinstance(value, dt.date) else value


# ---------------------------------------------------------------- rows of fixtures


def fixture_rows(table: Table, orphans: Orphans) -> Iterator[dict[str, Any]]:
    """The rows of a table as Django's loaddata takes them; other records are named by their public id."""
    model = table.model
    columns = [field.name for field in model._meta.concrete_fields if field.name not in NOT_IN_FIXTURES - {"id"} | _unread(model)]
    keys = _keys(model)
    needed = [f"{key.name}__{name}" for key in keys for name in ("public_id", *JUDGED) if name in _columns(key.related_model)]
    rows = (
        visible(model)
        .filter(table.where)
        .select_related(*(key.name for key in keys))
        .only(*columns, *needed)
        .order_by(*table.order)
    )
    rows = rows.prefetch_related(*map(_linked, model._meta.many_to_many))
    if table.tree:
        rows = rows.annotate(_depth=_depth(model)).order_by("_depth", *table.order)
    if model is Source:
        rows = rows.annotate(public_text=PUBLIC_TEXT)
    for row in rows.iterator(chunk_size=CHUNK):
        fields = _fields(row, orphans) if getattr(row, "public_id", None) not in orphans else None
        if fields is not None and (not table.one_of or any(fields[name] for name in table.one_of)):
            yield {"model": model._meta.label_lower, "fields": fields}


def _depth(model: Any) -> Coalesce:
    """How deep a row lies under what stands: where an ancestor does not, the one below it is a root."""
    hidden = Q(ancestor_rows__ancestor__withdrawn_at__isnull=False)
    if "review_status" in _columns(model):
        hidden |= Q(ancestor_rows__ancestor__review_status=REJECTED)
    return Coalesce(Min("ancestor_rows__depth", filter=hidden) - 1, Max("ancestor_rows__depth"), output_field=IntegerField())


def _fields(row: Any, orphans: Orphans) -> dict[str, Any] | None:
    """The columns of the row; None where a record that it cannot be without does not stand."""
    fields: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.name in NOT_IN_FIXTURES:
            continue
        if isinstance(field, ForeignKey):
            other = getattr(row, field.name)
            fields[field.name] = [other.public_id] if other is not None and stands(other, orphans) else None
            if fields[field.name] is None and not field.null:
                return None
        else:
            fields[field.name] = plain(_value(row, field.name))
    for link in row._meta.many_to_many:
        fields[link.name] = [[other.public_id] for other in getattr(row, link.name).all() if other.public_id not in orphans]
    return fields


def _keys(model: Any) -> list[Any]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey) and field.name not in NOT_IN_FIXTURES]


def _value(row: Any, name: str) -> Any:
    # a source's own column was not even read
    return row.public_text if name == "text" and hasattr(row, "public_text") else getattr(row, name)


def _linked(link: Any) -> Any:
    return Prefetch(link.name, visible(link.related_model).order_by("public_id").only("public_id"))


def _unread(model: Any) -> set[str]:
    """Columns that are read in another way: a source's text only where it is public."""
    return {"text"} if model is Source else set()
