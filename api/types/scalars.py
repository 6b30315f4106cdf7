"""The scalars beyond GraphQL's own."""

from __future__ import annotations

import datetime as dt
from typing import NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

Int64 = NewType("Int64", int)


def _day(value: object) -> dt.date:
    if not isinstance(value, str):
        raise ValueError('a Date is a text such as "2024-02-05"')
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError(f'{value!r} is not a Date: write it like "2024-02-05"') from None


def _moment(value: object) -> dt.datetime:
    if not isinstance(value, str):
        raise ValueError('a DateTime is a text such as "2024-02-05T14:30:00Z"')
    return dt.datetime.fromisoformat(value)


def _shown(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


SCALARS: dict[object, ScalarDefinition] = {
    dt.date: strawberry.scalar(
        name="Date",
        description='A day of the Gregorian calendar, ISO 8601: "2024-02-05".',
        serialize=dt.date.isoformat,
        parse_value=_day,
    ),
    dt.datetime: strawberry.scalar(
        name="DateTime",
        description='A moment in UTC, ISO 8601, to the second: "2024-02-05T14:30:00Z".',
        serialize=_shown,
        parse_value=_moment,
    ),
    Int64: strawberry.scalar(
        name="Int64",
        description="A whole number that may be larger than Int allows, up to 2^63 - 1, as a JSON number.",
        serialize=int,
        parse_value=int,
    ),
}
