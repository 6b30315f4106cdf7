"""Which days a date expression means, by the day of publication, what was named before it and the tense."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from conflictdb.vocabularies import DatePrecision
from loaders.extract.dateparse import TWICE, Expression
from loaders.extract.datevalues import (
    DAY,
    day_range,
    holiday,
    month_end,
    months,
    one_day,
    season,
    shifted_month,
    shifted_quarter,
    week_of,
    whole_year,
)
from loaders.extract.tense import Direction
from loaders.records import DateValue

JUST_PAST = 75  # days: without a year, so lately past a day is not the one of the next year
BACKWARDS = frozenset(
    {
        *("earlier", "before", "previous", "prior", "preceding"),
        *("plus tôt", "auparavant", "avant", "la veille", "précédent", "précédente", "d'avant", "d’avant"),
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the text named before an expression."""

    named: DateValue | None = None  # last, of any precision
    month: DateValue | None = None  # the same, a month or a day
    year: int | None = None  # the last that it printed of what was not still to come


@dataclass(frozen=True, slots=True)
class _Base:
    """What an expression is resolved against."""

    published: DateValue | None
    anchor: dt.date | None  # the day named last before it
    direction: Direction | None
    told: Told

    @property
    def today(self) -> dt.date | None:
        """The day of publication, where it is known to the day."""
        exact = self.published is not None and self.published.precision is DatePrecision.DAY
        return self.published.start if self.published is not None and exact else None

    @property
    def about(self) -> dt.date | None:
        """The last day on which it may have been published."""
        return self.published.end if self.published else None

    @property
    def year(self) -> int | None:
        """The year that the text told of last, for where nobody knows when it was published."""
        return self.anchor.year if self.anchor is not None else self.told.year


def resolve(
    expression: Expression,
    published: DateValue | None,
    anchor: dt.date | None,
    direction: Direction | None,
    told: Told = Told(),
) -> DateValue | None:
    """Return the days that the expression means, or None where they don't follow from what is given."""
    try:
        return RESOLVERS[expression.reads](expression, _Base(published, anchor, direction, told))
    except (ValueError, OverflowError):  # 31 June, the year 10000
        return None


def _iso(expression: Expression, _base: _Base) -> DateValue | None:
    return one_day(dt.date.fromisoformat(expression.text))


def _numeric(expression: Expression, base: _Base) -> DateValue | None:
    """Only where the order of day and month shows, or but one of the two readings is past."""
    first, second = expression.days
    year = expression.years[0]
    if year is None:
        return None
    if first > 12 or first == second:
        return one_day(dt.date(year, second, first))
    if second > 12:
        return one_day(dt.date(year, first, second))
    readings = (dt.date(year, second, first), dt.date(year, first, second))
    past = [reading for reading in readings if base.today is not None and reading <= base.today]
    return one_day(past[0]) if len(past) == 1 and base.direction is Direction.PAST else None


def _day_first(expression: Expression, _base: _Base) -> DateValue | None:
    first, second = expression.days
    year = expression.years[0]
    return one_day(dt.date(year, second, first)) if year else None


def _day_of_month(expression: Expression, base: _Base) -> DateValue | None:
    month, day = expression.months[0], expression.days[0]
    year = expression.years[0] if expression.years else None
    if month is None:
        return None
    if year:
        return one_day(dt.date(year, month, day))
    found = _nearest_year(month, day, base, expression.turn)
    return one_day(found) if found else None


def _nearest_year(month: int, day: int, base: _Base, turn: int | None) -> dt.date | None:
    """A day and month in the year that the publication date and the tense allow."""
    if base.about is None:
        year = base.year
        return dt.date(year, month, day) if year else None
    years = range(base.about.year - 4, base.about.year + 5)  # 29 February stands in every fourth
    days = [dt.date(year, month, day) for year in years if day <= calendar.monthrange(year, month)[1]]
    before = [found for found in days if found <= base.about]
    after = [found for found in days if found >= (base.today or base.about)]
    just_past = bool(before) and bool(after) and (base.about - before[-1]).days < JUST_PAST
    if turn == 1 or (base.direction is Direction.FUTURE and turn is None and not just_past):
        return after[0] if after else None
    if just_past or turn == -1 or base.direction is Direction.PAST or not after:
        return before[-1] if before else None
    now = base.about
    return min((before[-1], after[0]), key=lambda found: abs(found - now)) if before else after[0]


def _week_of(expression: Expression, base: _Base) -> DateValue | None:
    """The week in which the day lies."""
    day = _day_of_month(expression, base)
    if day is None:
        return None
    return week_of(day.start)


def _holiday(expression: Expression, base: _Base) -> DateValue | None:
    """A day that bears a name, in the year that is said or that the publication date and the tense allow."""
    name = expression.holiday
    year = expression.years[0] if expression.years else None
    if name is None or (year is None and base.about is None):
        return None
    if year is not None:
        return one_day(holiday(name, year))
    now = base.today or base.about or dt.date.min
    days = [holiday(name, now.year + by) for by in (-1, 0, 1)]
    if expression.turn == 1 or (expression.turn is None and base.direction is Direction.FUTURE):
        return one_day(next(day for day in days if day >= now))
    return one_day([day for day in days if day <= now][-1])


def _day_range(expression: Expression, base: _Base) -> DateValue | None:
    first_day, last_day = expression.days
    first_month, last_month = _both(expression.months)
    first_year, last_year = _both(expression.years)
    if first_month is None or last_month is None:
        return None
    if last_year is None or first_year is None:
        last = _nearest_year(last_month, last_day, base, expression.turn)
        if last is None:
            return None
        last_year = last.year
        first_year = last_year - 1 if first_month > last_month else last_year
    elif not (expression.years and expression.years[0]) and first_month > last_month:
        first_year -= 1
    return day_range(dt.date(first_year, first_month, first_day), dt.date(last_year, last_month, last_day))


def _both(pair: tuple[int | None, ...]) -> tuple[int | None, int | None]:
    """The two ends, each taken for the other where one is not said."""
    values = [value for value in pair if value is not None]
    return (pair[0] or values[0], pair[-1] or values[-1]) if values else (None, None)


def _month(expression: Expression, base: _Base) -> DateValue | None:
    month = expression.months[0]
    year = expression.years[0] if expression.years else None
    if month is None:
        return None
    if not year:
        year = _year_of_month(month, base, expression.turn)
    return months(year, month, month) if year else None


def _year_of_month(month: int, base: _Base, turn: int | None) -> int | None:
    if base.about is None:
        return base.year
    now = base.about
    if turn == 0:
        return now.year
    if turn == 1 or (turn is None and base.direction is Direction.FUTURE):
        return now.year if month > now.month or (month == now.month and turn is None) else now.year + 1
    return now.year if month < now.month or (month == now.month and turn is None) else now.year - 1


def _month_range(expression: Expression, base: _Base) -> DateValue | None:
    first, last = _both(expression.months)
    first_year, last_year = _both(expression.years)
    if first is None or last is None:
        return None
    if last_year is None:
        last_year = _year_of_month(last, base, expression.turn)
        first_year = last_year
    if last_year is None or first_year is None:
        return None
    if first > last and first_year == last_year:
        first_year -= 1
    return day_range(dt.date(first_year, first, 1), month_end(last_year, last))


def _year(expression: Expression, _base: _Base) -> DateValue | None:
    year = expression.years[0]
    return DateValue(dt.date(year, 1, 1), dt.date(year, 12, 31), DatePrecision.YEAR) if year else None


def _year_range(expression: Expression, _base: _Base) -> DateValue | None:
    first, last = _both(expression.years)
    return day_range(dt.date(first, 1, 1), dt.date(last, 12, 31)) if first and last and first <= last else None


def _decade(expression: Expression, _base: _Base) -> DateValue | None:
    digits = expression.text.strip("'’")
    year = int(digits) if len(digits) > 2 else 1900 + int(digits)
    return day_range(dt.date(year, 1, 1), dt.date(year + 9, 12, 31))


def _weekday(expression: Expression, base: _Base) -> DateValue | None:
    found = _nearest_weekday(expression.weekdays[0], base, expression.turn)
    return one_day(found) if found else None


def _nearest_weekday(weekday: int, base: _Base, turn: int | None) -> dt.date | None:
    if base.today is None:
        return None
    back = (base.today.weekday() - weekday) % 7
    ahead = (weekday - base.today.weekday()) % 7
    if turn == -1:
        return base.today - (back or 7) * DAY
    if turn == 1:
        return base.today + (ahead or 7) * DAY
    if base.direction is Direction.FUTURE:
        return base.today + ahead * DAY
    return base.today - back * DAY


def _weekday_range(expression: Expression, base: _Base) -> DateValue | None:
    day = _day_of_month(expression, base) if expression.days else None
    last = day.start if day else _nearest_weekday(expression.weekdays[1], base, None)
    return day_range(last - ((expression.weekdays[1] - expression.weekdays[0]) % 7) * DAY, last) if last else None


def _offset(expression: Expression, base: _Base) -> DateValue | None:
    return one_day(base.today + (expression.offset or 0) * DAY) if base.today else None


def _today(_expression: Expression, base: _Base) -> DateValue | None:
    return one_day(base.today) if base.today else None


def _that_day(_expression: Expression, base: _Base) -> DateValue | None:
    return one_day(base.anchor) if base.anchor else None


def _period(expression: Expression, base: _Base) -> DateValue | None:
    turn = expression.turn or 0
    if expression.unit == "year" and base.published is not None:
        return whole_year(base.published.start.year + turn)
    if expression.unit == "month" and base.about is not None:
        return shifted_month(base.about, turn)
    if expression.unit == "week" and base.today:
        return week_of(base.today, turn)
    if expression.unit == "weekend":
        return _weekend(expression, base)
    if expression.unit == "quarter" and base.about is not None:
        return shifted_quarter(base.about, turn)
    return None


def _weekend(expression: Expression, base: _Base) -> DateValue | None:
    """Saturday and Sunday: those under way or just past, or to come where the verb points ahead."""
    if base.today is None:
        return None
    saturday = base.today - ((base.today.weekday() - 5) % 7) * DAY
    under_way = base.today.weekday() >= 5
    if expression.turn == 1 or (not under_way and _points_ahead(expression, base)):
        saturday += 7 * DAY
    elif expression.turn == -1 and under_way:
        saturday -= 7 * DAY
    return day_range(saturday, saturday + DAY)


def _points_ahead(expression: Expression, base: _Base) -> bool:
    if expression.turn == 0:  # "this weekend", in the week before it
        return base.direction is not Direction.PAST
    return base.direction is Direction.FUTURE and expression.turn is None


def _weekend_end(expression: Expression, base: _Base) -> DateValue | None:
    """The end of last or next week: Friday to Sunday."""
    if base.today is None:
        return None
    friday = base.today - base.today.weekday() * DAY + 7 * (expression.turn or 0) * DAY + 4 * DAY
    return day_range(friday, friday + 2 * DAY)


def _ago(expression: Expression, base: _Base) -> DateValue | None:
    count = (expression.count or 0) * (2 if expression.unit == "fortnight" else 1)
    if expression.unit == "day":
        return one_day(base.today - count * DAY) if base.today else None
    if expression.unit in {"week", "fortnight"} and base.today:
        return week_of(base.today, -count)
    if expression.unit == "month" and base.about:
        return shifted_month(base.about, -count)
    if expression.unit == "year" and base.published:
        return whole_year(base.published.start.year - count)
    return None


def _earlier(expression: Expression, base: _Base) -> DateValue | None:
    """Counted from the day named last, else from the day of publication; months and years from what was named last."""
    side = expression.side or ""
    count = (expression.count or 1) * (2 if side in {"l'avant-veille", "l’avant-veille", "le surlendemain"} else 1)
    by = count * (-1 if side in BACKWARDS or side.endswith("avant-veille") else 1)
    if expression.unit in {"month", "year"}:
        return _shifted(expression, base, by)
    start = base.anchor or base.today
    if start is None:
        return None
    if expression.unit in {None, "day"}:
        return one_day(start + by * DAY)
    if expression.unit not in {"week", "fortnight"}:
        return None
    if expression.count is None:  # "the following week"
        return week_of(start, by)
    return one_day(start + by * (14 if expression.unit == "fortnight" else 7) * DAY)


def _shifted(expression: Expression, base: _Base, by: int) -> DateValue | None:
    named = (base.told.month if expression.unit == "month" else base.told.named) or base.published
    if named is None:
        return None
    if expression.unit == "month":
        return shifted_month(named.start, by)
    if named.precision is DatePrecision.MONTH and expression.count is not None:  # "in January, up from a year earlier"
        return shifted_month(named.start, 12 * by)
    return whole_year(named.start.year + by)


def _same(expression: Expression, base: _Base) -> DateValue | None:
    """ "That day", "the same month", "later that year": what was named last, at the precision of the word."""
    named, day = base.told.month if expression.unit == "month" else base.told.named, base.anchor
    if expression.unit == "day":
        return one_day(day) if day else None
    if expression.unit == "week" and day:
        return week_of(day)
    if named is None or expression.unit not in {"month", "year"}:
        return None
    return shifted_month(named.start, 0) if expression.unit == "month" else whole_year(named.start.year)


def _season(expression: Expression, base: _Base) -> DateValue | None:
    if expression.season is None:
        return None
    year = expression.years[0] if expression.years else None
    if year is None:
        year = _year_of_season(expression.season, base, expression.turn)
    return season(year, *expression.season) if year is not None else None


def _year_of_season(months_of: tuple[int, int], base: _Base, turn: int | None) -> int | None:
    """The year in which the season of that turn begins; without a turn the tense tells, and the one under way counts as past."""
    if base.about is None:
        return None
    now, first, last = base.about, months_of[0], months_of[1]
    if turn == 0:
        return now.year
    if turn is None and base.direction is None:
        return None
    if turn == TWICE:
        return now.year - 1 - (last >= now.month or last < first)
    ahead = turn == 1 or (turn is None and base.direction is Direction.FUTURE)
    if ahead:
        return now.year if first > now.month else now.year + 1
    begun = first <= now.month if turn is None else last < now.month and last > first
    return now.year if begun else now.year - 1


def _half(expression: Expression, base: _Base) -> DateValue | None:
    """The first or second half of a year."""
    if expression.season is None:
        return None
    year = expression.years[0] if expression.years else None
    if year is None and base.published is not None:
        year = base.published.start.year + (expression.turn or 0)
    return months(year, *expression.season) if year is not None else None


RESOLVERS: Mapping[str, Callable[[Expression, _Base], DateValue | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "day_first": _day_first,
    "day": _day_of_month,
    "day_range": _day_range,
    "month": _month,
    "month_range": _month_range,
    "year": _year,
    "year_range": _year_range,
    "decade": _decade,
    "weekday": _weekday,
    "weekday_range": _weekday_range,
    "weekend": _weekend,
    "weekend_end": _weekend_end,
    "offset": _offset,
    "period": _period,
    "ago": _ago,
    "earlier": _earlier,
    "quarter": _season,
    "season": _season,
    "same": _same,
    "half": _half,
    "week_of": _week_of,
    "holiday": _holiday,
    "today": _today,
    "that_day": _that_day,
}
