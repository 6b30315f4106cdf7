"""Bring rows to what the machine says, field by field, without touching what a person decided; withdraw what nobody says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from conflictdb.models.base import Identified, Reviewed
from conflictdb.vocabularies import ReviewStatus

R = TypeVar("R", bound="models.Model")


def plain(value: Any) -> Any:
    """Return a column's value as JSON can hold it; a related row is named by its public id."""
    if isinstance(value, Identified):
        return value.public_id
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def settle(row: Reviewed, values: Mapping[str, Any], also: Mapping[str, Any] | None = None) -> bool:
    """Set the columns that no person decided, remember all values as the machine's, and say whether anything changed.

    `also` are columns that are not for review (`url`): the machine's value is remembered only where a person decided one all the
    same. Nothing is saved here.
    """
    decided = {name: value for name, value in (also or {}).items() if name in row.locked_fields}
    machine = {name: plain(value) for name, value in {**values, **decided}.items()}
    changed: bool = row.machine != {**row.machine, **machine}
    row.machine = {**row.machine, **machine}
    open_values = {name: value for name, value in {**values, **(also or {})}.items() if name not in row.locked_fields}
    for name, value in open_values.items():
        stored = str(value) if isinstance(value, Enum) else value
        if getattr(row, name) != stored:
            setattr(row, name, stored)
            changed = True
    return changed


def settle_links(row: Reviewed, field: str, wanted: Iterable[models.Model]) -> bool:
    """Bring a many-to-many field to `wanted` unless a person decided it; say whether anything changed. The row must be saved."""
    things = list({thing.pk: thing for thing in wanted}.values())
    machine = sorted(plain(thing) for thing in things)
    changed: bool = row.machine.get(field) != machine
    row.machine = {**row.machine, field: machine}
    if field not in row.locked_fields:
        manager = getattr(row, field)
        if set(manager.values_list("pk", flat=True)) != {thing.pk for thing in things}:
            manager.set(things)
            changed = True
    return changed


class ChildRows:
    """Brings the child rows of many rows to what is wanted, and writes it all at the end in one go."""

    def __init__(self) -> None:
        self._new: dict[type[models.Model], list[models.Model]] = {}
        self._gone: dict[type[models.Model], list[int]] = {}

    def settle(self, existing: Iterable[R], wanted: Mapping[Any, R], key: Any) -> bool:
        """Note the rows whose key is not wanted for deletion and the missing ones for creation; say whether there are any.

        `key` gives a row's key. Rows that stand are left alone: their other columns follow from the key.
        """
        rows = {key(row): row for row in existing}
        gone = [row for row_key, row in rows.items() if row_key not in wanted]
        new = [row for row_key, row in wanted.items() if row_key not in rows]
        for row in gone:
            self._gone.setdefault(type(row), []).append(row.pk)
        for row in new:
            self._new.setdefault(type(row), []).append(row)
        return bool(gone or new)

    def save(self) -> None:
        """Delete and create what was noted."""
        for model, keys in self._gone.items():
            model._default_manager.filter(pk__in=keys).delete()
        for model, rows in self._new.items():
            model._default_manager.bulk_create(rows)


def settle_children(existing: Iterable[R], wanted: Mapping[Any, R], key: Any) -> bool:
    """Bring the child rows of one row to what is wanted, at once; say whether anything changed."""
    children = ChildRows()
    changed = children.settle(existing, wanted, key)
    children.save()
    return changed


def revive(row: Identified) -> bool:
    """Undo a withdrawal; say whether there was one."""
    if row.withdrawn_at is None:
        return False
    row.withdrawn_at = None
    return True


def withdraw(rows: Iterable[Any]) -> tuple[int, list[Any]]:
    """Withdraw the rows that no person accepted or corrected; return how many, and those that stay by a person's decision."""
    kept, number = [], 0
    for row in rows:
        if not row.machine:  # made by a person: no text ever has to say it
            continue
        if row.review_status in {ReviewStatus.ACCEPTED.value, ReviewStatus.CORRECTED.value}:
            kept.append(row)
        else:
            row.withdrawn_at = timezone.now()
            row.save(update_fields=["withdrawn_at", "updated_at"])
            number += 1
    return number, kept
