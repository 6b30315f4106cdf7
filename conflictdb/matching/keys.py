"""Keys by which reports that may be one are found in an index, so that nothing is compared with everything.

A report is stored with its `marks`; whoever looks for its like looks for reports with one of its `searches`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator

from conflictdb.matching.reports import EventReport, Report, StatementReport, known
from conflictdb.matching.rules import families, kin, rules, section

SHINGLE = 5  # words in a row that only texts of one origin share
SKETCH = 3  # of all shingles, those with the lowest hashes
PERIOD = 30  # days, of which an event that happens once in a long while is marked with


def marks(report: Report) -> list[int]:
    """The keys under which a report is found."""
    return _hashed(_statement(report, 0) if isinstance(report, StatementReport) else _event_marks(report))


def searches(report: Report) -> list[int]:
    """The keys under which those that may be one with a report are found."""
    if isinstance(report, StatementReport):
        return _hashed(_statement(report, section_days()))
    return _hashed(_event_searches(report))


def section_days() -> int:
    """The days that may lie between two reports of one statement."""
    days: int = rules()["statement"]["days"]
    return days


def _hashed(keys: Iterator[str]) -> list[int]:
    digests = {hashlib.blake2b(key.encode(), digest_size=8).digest() for key in keys}
    return sorted(int.from_bytes(digest, "big", signed=True) for digest in digests)


# ---------------------------------------------------------------- statements


def _statement(report: StatementReport, around: int) -> Iterator[str]:
    speaker = report.speaker or (report.values["speaker_words"] or ["?"])[-1]
    span = said_within(report)
    if span is None:
        yield f"s {speaker} undated"
    else:
        for week in _weeks(span, around):
            yield f"s {speaker} {week}"
    yield from (f"t {sketch}" for sketch in _sketch(report.words))


def said_within(report: StatementReport) -> tuple[dt.date, dt.date] | None:
    """The days on which it may have been said: its own, or else those before its publication."""
    if report.days:
        return report.days
    if report.published is None:
        return None
    return report.published - dt.timedelta(days=rules()["statement"]["undated"]), report.published


def _sketch(words: tuple[str, ...]) -> list[str]:
    shingles = {" ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}
    return sorted(shingles, key=lambda shingle: hashlib.blake2b(shingle.encode(), digest_size=8).digest())[:SKETCH]


# ---------------------------------------------------------------- events


def happened_within(report: EventReport) -> tuple[dt.date, dt.date] | None:
    """The days on which it may have happened: its own, or else those before its publication."""
    if report.days:
        return report.days
    if report.published is None:
        return None
    return report.published - dt.timedelta(days=section("event", "limits")["before_publication"]), report.published


def _times(report: EventReport, around: int) -> Iterator[str]:
    span = happened_within(report)
    once = max((family.once for family in families() if report.values["type"] in family.types), default=0)
    if once:
        yield "ever"
    if span is None or (span[1] - span[0]).days > section("event", "limits")["longest_days"]:
        return
    yield from _weeks(span, around)
    if once:
        # the periods in which an undated report of it may lie
        first, last = span[0].toordinal() - (once if around else 0), span[1].toordinal() + (once if around else 0)
        yield from (f"p{period}" for period in range(first // PERIOD, last // PERIOD + 1))


def _event_marks(report: EventReport) -> Iterator[str]:
    kind = report.values["type"]
    for time in _times(report, 0):
        if report.around:
            yield f"at {kind} {report.around[0]} {time}"
        for place in report.around if time != "ever" else ():
            yield f"in {kind} {place} {time}"
        for actor in _actors(report) if time != "ever" else ():
            yield f"by {kind} {actor} {time}"
            if not report.around:
                yield f"nowhere by {kind} {actor} {time}"


def _event_searches(report: EventReport) -> Iterator[str]:
    days = section("event", "limits")["undated_days"]
    by = ("nowhere by",) if report.around else ("nowhere by", "by")
    for kind in kin(report.values["type"]):
        for time in _times(report, days):
            if report.around:
                yield f"{'at' if time == 'ever' else 'in'} {kind} {report.around[0]} {time}"
            for place in report.around[1:] if time != "ever" else ():
                yield f"at {kind} {place} {time}"
            for actor in _actors(report) if time != "ever" else ():
                yield from (f"{way} {kind} {actor} {time}" for way in by)


def _actors(report: EventReport) -> list[str]:
    return sorted({actor for _, _, actor in report.values["participants"] if known(actor)})


def _weeks(span: tuple[dt.date, dt.date], around: int) -> Iterator[str]:
    first, last = span[0].toordinal() - around, span[1].toordinal() + around
    if last - first > 400:
        last = first + 400
    yield from (f"w{week}" for week in range(first // 7, last // 7 + 1))
