"""How dates are printed."""

from __future__ import annotations

import datetime as dt

import pytest

from conflictdb.vocabularies import DatePrecision
from loaders.records import DateValue
from loaders.timex import timex


@pytest.mark.parametrize(
    ("first", "last", "precision", "expected"),
    [
        ("2025-03-17", "2025-03-17", DatePrecision.DAY, ("2025-03-17", "day")),
        ("2025-03-01", "2025-03-31", DatePrecision.MONTH, ("2025-03", "month")),
        ("2025-01-01", "2025-12-31", DatePrecision.YEAR, ("2025", "year")),
        ("2025-03-17", "2025-03-23", DatePrecision.RANGE, ("2025-W12", "week")),
        ("2024-12-30", "2025-01-05", DatePrecision.RANGE, ("2025-W01", "week")),
        ("2025-03-22", "2025-03-23", DatePrecision.RANGE, ("2025-W12-WE", "week")),
        ("2025-07-01", "2025-09-30", DatePrecision.RANGE, ("2025-Q3", "quarter")),
        ("2025-07-01", "2025-12-31", DatePrecision.RANGE, ("2025-H2", "half")),
        ("2025-06-01", "2025-08-31", DatePrecision.RANGE, ("2025-SU", "season")),
        ("2023-12-01", "2024-02-29", DatePrecision.RANGE, ("2023-WI", "season")),
        ("1990-01-01", "1999-12-31", DatePrecision.RANGE, ("199", "decade")),
        ("1991-01-01", "2000-12-31", DatePrecision.RANGE, ("1991-01-01/2000-12-31", "range")),
        ("2025-03-18", "2025-03-20", DatePrecision.RANGE, ("2025-03-18/2025-03-20", "range")),
    ],
)
def test_timex(first: str, last: str, precision: DatePrecision, expected: tuple[str, str]) -> None:
    assert timex(DateValue(dt.date.fromisoformat(first), dt.date.fromisoformat(last), precision)) == expected
