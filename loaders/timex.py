"""A date as `extract_articles` prints it: ISO 8601 where that has a form, else as TimeML's TIMEX3 values do."""

from __future__ import annotations

import datetime as dt

from conflictdb.vocabularies import DatePrecision
from loaders.records import DateValue

DAY = dt.timedelta(days=1)
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_QUARTERS = frozenset({1, 4, 7, 10})
_DECADE = 10


def timex(value: DateValue) -> tuple[str, str]:
    """Return value and precision: ("2025-03-17", "day"), ("2025-W12", "week"), ("2025-Q1", "quarter"), ("199", "decade") ..."""
    if value.precision is DatePrecision.MONTH:
        return value.start.isoformat()[:7], "month"
    if value.precision is DatePrecision.YEAR:
        return value.start.isoformat()[:4], "year"
    if value.start == value.end:
        return value.start.isoformat(), "day"
    return _named_span(value) or (f"{value.start.isoformat()}/{value.end.isoformat()}", "range")


def _named_span(value: DateValue) -> tuple[str, str] | None:
    start, days = value.start, (value.end - value.start).days + 1
    year, week, weekday = start.isocalendar()
    if (days, weekday) == (7, 1):
        return f"{year}-W{week:02}", "week"
    if (days, weekday) == (2, 6):
        return f"{year}-W{week:02}-WE", "week"
    return _named_months(value) if start.day == 1 and (value.end + DAY).day == 1 else None


def _named_months(value: DateValue) -> tuple[str, str] | None:
    start, end = value.start, value.end
    months = 12 * (end.year - start.year) + end.month - start.month + 1
    if months == 3 and start.month in _QUARTERS:
        return f"{start.year}-Q{(start.month + 2) // 3}", "quarter"
    if months == 3 and start.month in _SEASONS:
        return f"{start.year}-{_SEASONS[start.month]}", "season"
    if months == 6 and start.month in {1, 7}:
        return f"{start.year}-H{(start.month + 5) // 6}", "half"
    if months == 12 * _DECADE and start.month == 1 and start.year % _DECADE == 0:
        return f"{start.year // _DECADE}", "decade"
    return None
