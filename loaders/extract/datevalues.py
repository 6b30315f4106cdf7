"""The stretches of time that dates mean: a day, a month, a season, a quarter, a year, and the days that bear names."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping

from dateutil.easter import easter

from conflictdb.vocabularies import DatePrecision
from loaders.records import DateValue

DAY = dt.timedelta(days=1)


def one_day(day: dt.date) -> DateValue:
    """Return the date of one day."""
    return DateValue(day, day, DatePrecision.DAY)


def day_range(first: dt.date, last: dt.date) -> DateValue | None:
    """Return the days from the first to the last; None where the last comes before the first."""
    return DateValue(first, last, DatePrecision.RANGE) if first <= last else None


def months(year: int, first: int, last: int) -> DateValue:
    """Return the months from the first to the last of one year: a month where they are one."""
    precision = DatePrecision.MONTH if first == last else DatePrecision.RANGE
    return DateValue(dt.date(year, first, 1), month_end(year, last), precision)


def month_end(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def whole_year(year: int) -> DateValue:
    """Return the date of a year."""
    return DateValue(dt.date(year, 1, 1), dt.date(year, 12, 31), DatePrecision.YEAR)


def shifted_month(day: dt.date, by: int) -> DateValue:
    """Return the month that is that many after the one of the day."""
    number = day.year * 12 + day.month - 1 + by
    return months(number // 12, number % 12 + 1, number % 12 + 1)


def shifted_quarter(day: dt.date, by: int) -> DateValue:
    """Return the quarter that is that many after the one of the day."""
    number = day.year * 4 + (day.month - 1) // 3 + by
    return months(number // 4, 3 * (number % 4) + 1, 3 * (number % 4) + 3)


def season(year: int, first: int, last: int) -> DateValue:
    """Return the months of a season that begins in that year; winter ends in the next."""
    if last < first:
        return DateValue(dt.date(year, first, 1), month_end(year + 1, last), DatePrecision.RANGE)
    return months(year, first, last)


def holiday(name: Mapping[str, int], year: int) -> dt.date:
    """Return the day of a holiday in a year: fixed, the first weekday from a day on, or counted from Easter."""
    if "easter" in name:
        return easter(year) + name["easter"] * DAY
    if "day" in name:
        return dt.date(year, name["month"], name["day"])
    start = dt.date(year, name["month"], name["from"])
    return start + ((name["weekday"] - start.weekday()) % 7) * DAY


def week_of(day: dt.date, by: int = 0) -> DateValue:
    """Return the week that is that many after the one of the day, Monday to Sunday."""
    monday = day - day.weekday() * DAY + 7 * by * DAY
    return DateValue(monday, monday + 6 * DAY, DatePrecision.RANGE)
