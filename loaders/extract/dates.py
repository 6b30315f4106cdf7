"""The dates in a document: every date expression, resolved against the day of publication where it can be."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from conflictdb.vocabularies import DatePrecision
from loaders.annotate.annotated import Annotated, Mention, Section
from loaders.extract.dateparse import TWICE, DateGrammar, Expression, date_grammar, reference_words
from loaders.extract.tense import Direction, direction_of
from loaders.records import Block, BlockKind, DateRecord, DateValue

DAY = dt.timedelta(days=1)
_WITH_MONTH = frozenset({DatePrecision.DAY, DatePrecision.MONTH})
BACKWARDS = frozenset(
    {
        *("earlier", "before", "previous", "prior", "preceding"),
        *("plus tôt", "auparavant", "avant", "la veille", "précédent", "précédente", "d'avant", "d’avant"),
    }
)


def dates(annotated: Annotated) -> tuple[DateRecord, ...]:
    """Return every date expression by position; the value is None where nothing in the document lets it be resolved."""
    grammar = date_grammar(annotated.document.language)
    published = annotated.document.published
    found = list(_in_datelines(annotated, grammar))
    anchor: dt.date | None = None
    named: DateValue | None = None
    month: DateValue | None = None
    names = _names(annotated)
    for index, section in enumerate(annotated.sections):
        for expression in grammar.expressions(section.doc.text):
            if _inside_name(names.get(index, ()), section, expression):
                continue
            direction = _direction(annotated.document.language, section, expression)
            value = resolve(expression, published, anchor, direction, (named, month))
            found.append(_record(annotated, section.block, expression, value))
            named = value or named
            month = value if value is not None and value.precision in _WITH_MONTH else month
            if value is None or value.precision is DatePrecision.DAY:
                anchor = value.start if value else (anchor if expression.reads not in RELATIVE else None)
    return tuple(sorted(found, key=lambda record: record.start))


def references(annotated: Annotated) -> tuple[DateRecord, ...]:
    """Return what points at no day at all: "now", "recently"; it is printed, and dates nothing."""
    pattern, values = reference_words(annotated.document.language)
    return tuple(
        DateRecord(span.start, span.end, annotated.document.text[span.start : span.end], None, values[match[0].lower()])
        for section in annotated.sections
        for match in pattern.finditer(section.block.text)
        for span in [section.block.raw_span(*match.span())]
    )


def _in_datelines(annotated: Annotated, grammar: DateGrammar) -> Iterable[DateRecord]:
    published = annotated.document.published
    for block in annotated.document.blocks:
        if block.kind is BlockKind.DATELINE:
            for expression in grammar.expressions(block.text):
                yield _record(annotated, block, expression, resolve(expression, published, None, None))


def _record(annotated: Annotated, block: Block, expression: Expression, value: DateValue | None) -> DateRecord:
    span = block.raw_span(expression.start, expression.end)
    return DateRecord(span.start, span.end, annotated.document.text[span.start : span.end], value)


def _names(annotated: Annotated) -> dict[int, list[Mention]]:
    """The known names of each section."""
    names: dict[int, list[Mention]] = {}
    for mention in annotated.mentions:
        if mention.actors or mention.places:
            names.setdefault(mention.section, []).append(mention)
    return names


def _inside_name(names: Iterable[Mention], section: Section, expression: Expression) -> bool:
    """Whether the expression is part of a known name ("March 23 Movement")."""
    span = section.block.raw_span(expression.start, expression.end)
    return any(mention.start <= span.start and span.end <= mention.end for mention in names)


def _direction(language: str, section: Section, expression: Expression) -> Direction | None:
    tokens = section.doc.char_span(expression.start, expression.end, alignment_mode="expand")
    return direction_of(tokens.root, language) if tokens is not None else None


# ---------------------------------------------------------------- resolving


@dataclass(frozen=True, slots=True)
class _Base:
    """What an expression is resolved against."""

    published: DateValue | None
    anchor: dt.date | None  # the day named last before it
    direction: Direction | None
    named: DateValue | None = None  # what was named last before it, of any precision
    month: DateValue | None = None  # the same, a month or a day

    @property
    def today(self) -> dt.date | None:
        """The day of publication, where it is known to the day."""
        exact = self.published is not None and self.published.precision is DatePrecision.DAY
        return self.published.start if self.published is not None and exact else None

    @property
    def about(self) -> dt.date | None:
        """The last day on which it may have been published."""
        return self.published.end if self.published else None


def resolve(
    expression: Expression,
    published: DateValue | None,
    anchor: dt.date | None,
    direction: Direction | None,
    named: tuple[DateValue | None, DateValue | None] = (None, None),
) -> DateValue | None:
    """Return the days that the expression means, or None where they don't follow from what is given."""
    try:
        return RESOLVERS[expression.reads](expression, _Base(published, anchor, direction, *named))
    except (ValueError, OverflowError):  # 31 June, the year 10000
        return None


def _iso(expression: Expression, _base: _Base) -> DateValue | None:
    return _day(dt.date.fromisoformat(expression.text))


def _numeric(expression: Expression, base: _Base) -> DateValue | None:
    """Only where the order of day and month shows, or but one of the two readings is past."""
    first, second = expression.days
    year = expression.years[0]
    if year is None:
        return None
    if first > 12 or first == second:
        return _day(dt.date(year, second, first))
    if second > 12:
        return _day(dt.date(year, first, second))
    readings = (dt.date(year, second, first), dt.date(year, first, second))
    past = [reading for reading in readings if base.today is not None and reading <= base.today]
    return _day(past[0]) if len(past) == 1 and base.direction is Direction.PAST else None


def _day_first(expression: Expression, _base: _Base) -> DateValue | None:
    first, second = expression.days
    year = expression.years[0]
    return _day(dt.date(year, second, first)) if year else None


def _day_of_month(expression: Expression, base: _Base) -> DateValue | None:
    month, day = expression.months[0], expression.days[0]
    year = expression.years[0] if expression.years else None
    if month is None:
        return None
    if year:
        return _day(dt.date(year, month, day))
    found = _nearest_year(month, day, base, expression.turn)
    return _day(found) if found else None


def _nearest_year(month: int, day: int, base: _Base, turn: int | None) -> dt.date | None:
    """A day and month in the year that the publication date and the tense allow."""
    if base.about is None:
        return dt.date(base.anchor.year, month, day) if base.anchor else None
    years = range(base.about.year - 4, base.about.year + 5)  # 29 February stands in every fourth
    days = [dt.date(year, month, day) for year in years if day <= calendar.monthrange(year, month)[1]]
    before = [found for found in days if found <= base.about]
    after = [found for found in days if found >= (base.today or base.about)]
    if turn == 1 or (base.direction is Direction.FUTURE and turn is None):
        return after[0] if after else None
    if turn == -1 or base.direction is Direction.PAST or not after:
        return before[-1] if before else None
    now = base.about
    return min((before[-1], after[0]), key=lambda found: abs(found - now)) if before else after[0]


def _week_of(expression: Expression, base: _Base) -> DateValue | None:
    """The week in which the day lies."""
    day = _day_of_month(expression, base)
    if day is None:
        return None
    monday = day.start - day.start.weekday() * DAY
    return _range(monday, monday + 6 * DAY)


def _holiday(expression: Expression, base: _Base) -> DateValue | None:
    """A day that bears a name, in the year that is said or that the publication date and the tense allow."""
    name = expression.holiday
    year = expression.years[0] if expression.years else None
    if name is None or (year is None and base.about is None):
        return None
    if year is not None:
        return _day(holiday(name, year))
    now = base.today or base.about or dt.date.min
    days = [holiday(name, now.year + by) for by in (-1, 0, 1)]
    if expression.turn == 1 or (expression.turn is None and base.direction is Direction.FUTURE):
        return _day(next(day for day in days if day >= now))
    return _day([day for day in days if day <= now][-1])


def holiday(name: Mapping[str, int], year: int) -> dt.date:
    """Return the day of a holiday in a year: fixed, the first weekday from a day on, or counted from Easter."""
    if "easter" in name:
        return _easter(year) + name["easter"] * DAY
    if "day" in name:
        return dt.date(year, name["month"], name["day"])
    start = dt.date(year, name["month"], name["from"])
    return start + ((name["weekday"] - start.weekday()) % 7) * DAY


def _easter(year: int) -> dt.date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    moon, century = year % 19, year // 100
    age = (19 * moon + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - age - year % 4) % 7
    late = (moon + 11 * age + 22 * week) // 451
    month, day = divmod(age + week - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


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
    return _range(dt.date(first_year, first_month, first_day), dt.date(last_year, last_month, last_day))


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
    return _months(year, month, month) if year else None


def _year_of_month(month: int, base: _Base, turn: int | None) -> int | None:
    if base.about is None:
        return base.anchor.year if base.anchor else None
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
    return _range(dt.date(first_year, first, 1), _month_end(last_year, last))


def _year(expression: Expression, _base: _Base) -> DateValue | None:
    year = expression.years[0]
    return DateValue(dt.date(year, 1, 1), dt.date(year, 12, 31), DatePrecision.YEAR) if year else None


def _year_range(expression: Expression, _base: _Base) -> DateValue | None:
    first, last = _both(expression.years)
    return _range(dt.date(first, 1, 1), dt.date(last, 12, 31)) if first and last and first <= last else None


def _decade(expression: Expression, _base: _Base) -> DateValue | None:
    digits = expression.text.strip("'’")
    year = int(digits) if len(digits) > 2 else 1900 + int(digits)
    return _range(dt.date(year, 1, 1), dt.date(year + 9, 12, 31))


def _weekday(expression: Expression, base: _Base) -> DateValue | None:
    found = _nearest_weekday(expression.weekdays[0], base, expression.turn)
    return _day(found) if found else None


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
    last = _nearest_weekday(expression.weekdays[1], base, None)
    return _range(last - ((expression.weekdays[1] - expression.weekdays[0]) % 7) * DAY, last) if last else None


def _offset(expression: Expression, base: _Base) -> DateValue | None:
    return _day(base.today + (expression.offset or 0) * DAY) if base.today else None


def _period(expression: Expression, base: _Base) -> DateValue | None:
    turn = expression.turn or 0
    if expression.unit == "year" and base.published is not None:
        return _whole_year(base.published.start.year + turn)
    if expression.unit == "month" and base.about is not None:
        return _shifted_month(base.about, turn)
    if expression.unit == "week" and base.today:
        monday = base.today - base.today.weekday() * DAY + 7 * turn * DAY
        return _range(monday, monday + 6 * DAY)
    if expression.unit == "weekend":
        return _weekend(expression, base)
    if expression.unit == "quarter" and base.about is not None:
        return _shifted_quarter(base.about, turn)
    return None


def _whole_year(year: int) -> DateValue:
    return DateValue(dt.date(year, 1, 1), dt.date(year, 12, 31), DatePrecision.YEAR)


def _shifted_month(day: dt.date, by: int) -> DateValue:
    number = day.year * 12 + day.month - 1 + by
    return _months(number // 12, number % 12 + 1, number % 12 + 1)


def _shifted_quarter(day: dt.date, by: int) -> DateValue:
    number = day.year * 4 + (day.month - 1) // 3 + by
    return _months(number // 4, 3 * (number % 4) + 1, 3 * (number % 4) + 3)


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
    return _range(saturday, saturday + DAY)


def _points_ahead(expression: Expression, base: _Base) -> bool:
    if expression.turn == 0:  # "this weekend", in the week before it
        return base.direction is not Direction.PAST
    return base.direction is Direction.FUTURE and expression.turn is None


def _weekend_end(expression: Expression, base: _Base) -> DateValue | None:
    """The end of last or next week: Friday to Sunday."""
    if base.today is None:
        return None
    friday = base.today - base.today.weekday() * DAY + 7 * (expression.turn or 0) * DAY + 4 * DAY
    return _range(friday, friday + 2 * DAY)


def _ago(expression: Expression, base: _Base) -> DateValue | None:
    count = (expression.count or 0) * (2 if expression.unit == "fortnight" else 1)
    if expression.unit == "day":
        return _day(base.today - count * DAY) if base.today else None
    if expression.unit in {"week", "fortnight"} and base.today:
        monday = base.today - base.today.weekday() * DAY - 7 * count * DAY
        return _range(monday, monday + 6 * DAY)
    if expression.unit == "month" and base.about:
        return _shifted_month(base.about, -count)
    if expression.unit == "year" and base.published:
        return _whole_year(base.published.start.year - count)
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
        return _day(start + by * DAY)
    if expression.unit not in {"week", "fortnight"}:
        return None
    if expression.count is None:  # "the following week"
        monday = start - start.weekday() * DAY + 7 * by * DAY
        return _range(monday, monday + 6 * DAY)
    return _day(start + by * (14 if expression.unit == "fortnight" else 7) * DAY)


def _shifted(expression: Expression, base: _Base, by: int) -> DateValue | None:
    named = (base.month if expression.unit == "month" else base.named) or base.published
    if named is None:
        return None
    if expression.unit == "month":
        return _shifted_month(named.start, by)
    if named.precision is DatePrecision.MONTH and expression.count is not None:  # "in January, up from a year earlier"
        return _shifted_month(named.start, 12 * by)
    return _whole_year(named.start.year + by)


def _same(expression: Expression, base: _Base) -> DateValue | None:
    """ "That day", "the same month", "later that year": what was named last, at the precision of the word."""
    named, day = base.month if expression.unit == "month" else base.named, base.anchor
    if expression.unit == "day":
        return _day(day) if day else None
    if expression.unit == "week" and day:
        monday = day - day.weekday() * DAY
        return _range(monday, monday + 6 * DAY)
    if named is None or expression.unit not in {"month", "year"}:
        return None
    return _shifted_month(named.start, 0) if expression.unit == "month" else _whole_year(named.start.year)


def _season(expression: Expression, base: _Base) -> DateValue | None:
    if expression.season is None:
        return None
    year = expression.years[0] if expression.years else None
    if year is None:
        year = _year_of_season(expression.season, base, expression.turn)
    return _season_months(year, *expression.season) if year is not None else None


def _year_of_season(season: tuple[int, int], base: _Base, turn: int | None) -> int | None:
    """The year in which the season of that turn begins; without a turn the tense tells, and the one under way counts as past."""
    if base.about is None:
        return None
    now, first, last = base.about, season[0], season[1]
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
    return _months(year, *expression.season) if year is not None else None


def _season_months(year: int, first: int, last: int) -> DateValue:
    if last < first:  # winter ends in the next year
        return DateValue(dt.date(year, first, 1), _month_end(year + 1, last), DatePrecision.RANGE)
    return _months(year, first, last)


def _day(day: dt.date) -> DateValue:
    return DateValue(day, day, DatePrecision.DAY)


def _range(first: dt.date, last: dt.date) -> DateValue | None:
    return DateValue(first, last, DatePrecision.RANGE) if first <= last else None


def _months(year: int, first: int, last: int) -> DateValue:
    precision = DatePrecision.MONTH if first == last else DatePrecision.RANGE
    return DateValue(dt.date(year, first, 1), _month_end(year, last), precision)


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


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
}
RELATIVE = frozenset({"weekday", "offset", "earlier", "ago", "same"})
