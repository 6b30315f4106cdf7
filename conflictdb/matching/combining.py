"""What a record says that several sources report: one stated rule a field, whatever the order of the reports.

Statements: the longest form gives the words and what follows from them; the most precisely dated, earliest report the day.
Events: the type and the status that most sources give (of equally many: the fullest report's); the narrowest place; the most
precise, earliest day; all known parties; of differing counts the one that most sources give (of equally many: the latest
published source's, then the lower), with the lowest and the highest beside it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from conflictdb.matching.reports import EventReport, StatementReport, known

Values = dict[str, Any]

PRECISE = {"day": 0, "range": 1, "month": 2, "year": 3, "unknown": 4}
FAR = dt.date.max
LONGEST_CLAUSE = 300  # characters beyond which a longer clause tells no more


def first_published(report: StatementReport | EventReport) -> tuple[dt.date, str]:
    """The order in which reports came out; undated sources last."""
    return report.published or FAR, report.id


def combined_statement(reports: Sequence[StatementReport]) -> Values:
    """The values of the statement that these reports give."""
    ordered = sorted(reports, key=first_published)
    longest = max(ordered, key=lambda report: (len(report.words), len(report.values["text"])))
    values = dict(longest.values)
    if len(ordered) == 1:
        return values
    rest = [report.values for report in ordered]
    named = [report for report in [longest.values, *rest] if report["speaker"]]
    named = [report for report in named if known(report["speaker"])] or named  # a name that may mean several comes last
    persons = [report for report in named if report["speaker_role"]] or named
    if persons:
        values |= {name: persons[0][name] for name in ("speaker", "speaker_text", "speaker_role")}
    dated = min(ordered, key=lambda report: _dated(report.values, "said_from", report))
    values |= {name: dated.values[name] for name in ("said_from", "said_to", "date_precision")}
    values["location"] = values["location"] or next((one["location"] for one in rest if one["location"]), None)
    for field in ("addressees", "topics", "resolutions"):
        values[field] = values[field] or next((one[field] for one in rest if one[field]), [])
    values["confidence"] = max(one["confidence"] for one in rest)
    values["position"] = rest[0]["position"]
    return values


def combined_event(reports: Sequence[EventReport]) -> Values:
    """The values of the event that these reports tell of."""
    ordered = sorted(reports, key=first_published)
    fullest = max(ordered, key=_fullness)
    values = dict(fullest.values)
    if len(ordered) == 1:
        return values
    rest = [report.values for report in ordered]
    typed = _majority([one["type"] for one in rest], values["type"])
    like = next(one for one in [fullest.values, *rest] if one["type"] == typed)
    values |= {name: like[name] for name in _TYPE}
    values["status"] = _majority([one["status"] for one in rest], values["status"])
    values |= {name: _placed(ordered, fullest)[name] for name in _PLACE}
    dated = min(ordered, key=lambda report: _dated(report.values, "starts_on", report))
    values |= {name: dated.values[name] for name in _DATE}
    values["participants"] = _parties(fullest, ordered)
    values |= _counts(ordered)
    values["resolutions"] = sorted({one for other in rest for one in other["resolutions"]})
    values["confidence"] = max(one["confidence"] for one in rest)
    return values


_TYPE = ("type", "plover_type", "plover_mode", "acled_event_type", "acled_sub_event_type")
_PLACE = ("location", "location_precision", "location_text")
_DATE = ("starts_on", "ends_on", "date_precision", "date_text")


def _dated(values: Any, first: str, report: StatementReport | EventReport) -> tuple[Any, ...]:
    return PRECISE[values["date_precision"]], values[first] or "9", *first_published(report)


def _fullness(report: EventReport) -> tuple[float, int]:
    """How much a report tells; of those that tell as much, the longer clause, within bounds."""
    values = report.values
    linked = sum(bool(known(actor)) for _, _, actor in values["participants"])
    counted = sum(values[count] is not None for count in ("killed", "injured", "displaced"))
    dated, placed = 0.5 * (4 - PRECISE[values["date_precision"]]), 0.3 * len(report.around)
    return linked + 0.4 * len(values["participants"]) + counted + dated + placed, min(len(values["text"]), LONGEST_CLAUSE)


def _majority(given: list[str], fallback: str) -> str:
    counts = Counter(given)
    most = max(counts.values())
    best = sorted(value for value, number in counts.items() if number == most)
    return fallback if fallback in best else best[0]


def _placed(ordered: Sequence[EventReport], fullest: EventReport) -> Any:
    depth = max(len(report.around) for report in ordered)
    return next(report.values for report in [fullest, *ordered] if len(report.around) == depth)


def _parties(fullest: EventReport, ordered: Sequence[EventReport]) -> list[list[Any]]:
    """Those of the fullest report as it prints them, then the known ones that only others name."""
    found = [list(part) for part in fullest.values["participants"]]
    there = {actor for _, _, actor in found if actor}
    names = {(role, name) for role, name, _ in found}
    for report in ordered:
        for role, name, actor in report.values["participants"]:
            if actor and actor not in there and (role, name) not in names:
                there.add(actor)
                names.add((role, name))
                found.append([role, name, actor])
    return found


def _counts(ordered: Sequence[EventReport]) -> Values:
    found: Values = {count: best_count(ordered, count) for count in ("killed", "injured", "displaced")}
    told = [report.values for report in ordered if report.values["killed"] is not None]
    low = [one["killed_low"] if one["killed_low"] is not None else one["killed"] for one in told]
    high = [one["killed_high"] if one["killed_high"] is not None else one["killed"] for one in told]
    ranged = bool(told) and (min(low) != max(high) or any(one["killed_low"] is not None for one in told))
    found["killed_low"], found["killed_high"] = (min(low), max(high)) if ranged else (None, None)
    return found


def best_count(ordered: Sequence[EventReport], count: str) -> int | None:
    """The figure that most sources give; of equally many the latest published source's, then the lower."""
    told = [(report.values[count], report.published or dt.date.min) for report in ordered if report.values[count] is not None]
    if not told:
        return None
    votes = Counter(figure for figure, _ in told)
    latest = {figure: max(day for other, day in told if other == figure) for figure in votes}
    return int(min(votes, key=lambda figure: (-votes[figure], -latest[figure].toordinal(), figure)))
