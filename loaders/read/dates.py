"""When a document was published, as far as it says so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from conflictdb.vocabularies import DatePrecision
from loaders.records import DateValue
from loaders.vocab import table

_LINE_MAX = 140
_YEARS = range(1940, 2100)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A full date in a text: where it stands and which day it is."""

    start: int
    end: int
    day: dt.date


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is a date: its day, and the place that it names before it."""

    day: dt.date
    place: str | None


@dataclass(frozen=True, slots=True)
class _Forms:
    date: re.Pattern[str]
    line: re.Pattern[str]
    today: re.Pattern[str]
    month_line: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]


def find_dates(text: str) -> Iterator[FoundDate]:
    """Yield the full dates in a text; one whose weekday contradicts it, or that reads two ways (03/04/2025), is none."""
    for match in _forms().date.finditer(text):
        if day := _day_of(match):
            yield FoundDate(match.start(), match.end(), day)


def only_date(text: str) -> dt.date | None:
    """Return the day of the one full date in a text; None where there is none or several."""
    days = [found.day for found in find_dates(text)]
    return days[0] if len(days) == 1 else None


def date_line(text: str) -> DateLine | None:
    """Return the day that a line consists of ("Published: Tuesday 28 January 2025, 10:12"), None for any other line."""
    match = _forms().line.match(text) if len(text) <= _LINE_MAX else None
    day = next((found.day for found in find_dates(match["date"])), None) if match else None
    return DateLine(day, match["place"]) if match and day else None


def month_line(text: str) -> DateValue | None:
    """Return the month that a line consists of ("March 2025")."""
    match = _forms().month_line.fullmatch(text.strip())
    if not match or int(match["year"]) not in _YEARS:
        return None
    first = dt.date(int(match["year"]), _forms().months[match["month"].casefold()], 1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    return DateValue(first, following - dt.timedelta(days=1), DatePrecision.MONTH)


def date_of_writing(paragraphs: Iterable[str]) -> dt.date | None:
    """Return the day that the text calls its own ("ce mardi 19 août 2025", "today, 3 May 2024"), if it names one only."""
    days = {found.day for text in paragraphs for match in _forms().today.finditer(text) for found in find_dates(match["date"])}
    return days.pop() if len(days) == 1 else None


def date_in_url(url: str) -> dt.date | None:
    """Return the day that stands in an address (/2025/07/11/, -2025-01-27)."""
    match = re.search(r"(?<!\d)((?:19|20)\d\d)([/-])(\d\d?)\2(\d\d?)(?!\d)", url)
    return _date(int(match[1]), int(match[3]), int(match[4])) if match else None


def single_day(day: dt.date) -> DateValue:
    """Return the date of one day."""
    return DateValue(day, day, DatePrecision.DAY)


@cache
def _forms() -> _Forms:
    content = table("months")
    months = {name: index for index, names in enumerate(content["months"], 1) for name in names}
    weekdays = {name: index for index, names in enumerate(content["weekdays"]) for name in names}
    month, weekday = _either(months), _either(weekdays)
    date = (
        rf"(?:\b(?P<weekday>{weekday})\.?,? (?:the |le )?)?"
        rf"(?:\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er)?(?: of)? (?P<m1>{month})\.?,? (?P<y1>\d{{4}})\b"
        rf"|\b(?P<m2>{month})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}})\b"
        r"|\b(?P<y3>\d{4})(?P<s3>[-/.])(?P<m3>\d{1,2})(?P=s3)(?P<d3>\d{1,2})(?!\d)"
        r"|\b(?P<d4>\d{1,2})(?P<s4>[-/.])(?P<m4>\d{1,2})(?P=s4)(?P<y4>\d{4})(?!\d))"
    )
    unnamed = re.sub(r"\?P<\w+>", "?:", re.sub(r"\(\?P=s\d\)", "[-/.]", date))
    before = "|".join(sorted(map(re.escape, content["published"]), key=len, reverse=True))
    today = "|".join(sorted(map(re.escape, content["today"]), key=len, reverse=True))
    place = r"[A-ZÀ-Þ][\w'’.-]+(?:[ /-][A-ZÀ-Þ(][\w'’.)-]*){0,4}"
    after = r"[|•·].{0,80}|(?i:(?:at|à|-)? ?\d{1,2}[:h.]\d{0,2}.{0,40}|updated.{0,60}|mis à jour.{0,60})"
    place = rf"(?P<place>(?!(?i:{weekday}|{month})\b){place})"
    head = rf"(?:(?i:{before})\s?:?\s?)?(?:(?:(?i:at|à) )?{place},? ?(?:(?i:le|on|this|ce) )?)?"
    return _Forms(
        date=re.compile(date, re.IGNORECASE),
        line=re.compile(rf"\W{{0,3}}{head}(?P<date>(?i:{unnamed}))(?:[\s,|•·–—(-]*(?:{after})?)\W{{0,3}}$"),
        today=re.compile(rf"\b(?:{today}),? (?P<date>(?:le )?{unnamed})", re.IGNORECASE),
        month_line=re.compile(rf"(?P<month>{month})\.? (?P<year>\d{{4}})", re.IGNORECASE),
        months=months,
        weekdays=weekdays,
    )


def _either(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


def _day_of(match: re.Match[str]) -> dt.date | None:
    forms = _forms()
    if match["y1"]:
        day = _date(int(match["y1"]), forms.months[match["m1"].casefold()], int(match["d1"]))
    elif match["y2"]:
        day = _date(int(match["y2"]), forms.months[match["m2"].casefold()], int(match["d2"]))
    elif match["y3"]:
        day = _date(int(match["y3"]), int(match["m3"]), int(match["d3"]))
    else:
        weekday = forms.weekdays.get((match["weekday"] or "").casefold())
        day = _numeric(int(match["d4"]), int(match["m4"]), int(match["y4"]), weekday)
    if day and match["weekday"] and forms.weekdays[match["weekday"].casefold()] != day.weekday():
        return None
    return day


def _numeric(first: int, second: int, year: int, weekday: int | None) -> dt.date | None:
    """The one reading that there is, or the one that falls on the weekday printed with it."""
    as_read = {day for day in (_date(year, second, first), _date(year, first, second)) if day is not None}
    if weekday is not None and len(as_read) > 1:
        as_read = {day for day in as_read if day.weekday() == weekday}
    return as_read.pop() if len(as_read) == 1 else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
