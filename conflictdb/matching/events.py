"""Whether two reports tell of one event: what, where, when, who and how many, each part scored, the sum weighed."""

from __future__ import annotations

from collections.abc import Mapping

from conflictdb.matching.keys import happened_within
from conflictdb.matching.reports import EventReport, Likeness, gap
from conflictdb.matching.rules import Family, family_of, rules, section
from conflictdb.matching.wording import overlap

COUNTS = ("killed", "injured", "displaced")
UNSETTLED = frozenset({"planned", "called_off"})
SIDES = ("agent", "target")
# what forbids a merge, and is yet worth a person's look
TIMELESS = "nothing is known of the day"
PLANNED = "one is only planned"
ASKED = frozenset({"", TIMELESS, PLANNED})


def compare(one: EventReport, other: EventReport) -> Likeness:
    """The likeness of two events; the order of the two does not matter."""
    family = family_of(one.values["type"], other.values["type"])
    if family is None and one.values["type"] == other.values["type"]:
        family = Family(frozenset({one.values["type"]}), 0)
    if family is None:
        return Likeness(0.0)
    place, date = _place(one, other, family), _date(one, other, family)
    if place is None or date is None:
        return Likeness(0.0)
    parties = _parties(one, other)
    counts = _counts(one, other)
    parts: dict[str, float] = {
        "type": 1.0 if one.values["type"] == other.values["type"] else section("event", "parts")["same_family"],
        "place": place,
        "date": date,
        "parties": parties if parties is not None else 0.0,
        "counts": counts if counts is not None else 0.0,
        "words": round(overlap(one.words, other.words).shorter, 3),
    }
    against = _against(one, other, family, told_apart=parties is None, miscounted=counts is None)
    return Likeness(_weighed(parts), parts, against)


def _weighed(parts: Mapping[str, float]) -> float:
    weights = section("event", "weights")
    return round(sum((float(weight) * parts[part] for part, weight in weights.items()), 0.0), 3)


def _against(one: EventReport, other: EventReport, family: Family, *, told_apart: bool, miscounted: bool) -> str:
    known = [report.parties("agent") | report.parties("target") for report in (one, other)]
    nobody, nowhere = not known[0] & known[1], not one.around and not other.around
    reasons = {
        "one source tells both": one.source == other.source,
        "other parties": told_apart,
        "other counts": miscounted,
        "no party in common": family.own and nobody,
        "neither a place nor a party in common": nowhere and nobody,
        PLANNED: len({one.values["status"], other.values["status"]} & UNSETTLED) == 1,
        TIMELESS: happened_within(one) is None or happened_within(other) is None,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _place(one: EventReport, other: EventReport, family: Family) -> float | None:
    """How far the places agree; None: they lie apart."""
    worth = section("event", "parts")
    if not one.around or not other.around:
        return float(worth["placeless"])
    if one.around[0] == other.around[0]:
        return 1.0
    inner, outer = (one, other) if len(one.around) > len(other.around) else (other, one)
    if outer.around[0] not in inner.around:
        return None
    if family.whole:
        return float(worth["part_of_whole"])
    # the outer place is a whole country where nothing else of the chain lies around it
    country = outer.around[0] == inner.around[-1]
    return float(worth["inside_country" if country else "inside"])


def _date(one: EventReport, other: EventReport, family: Family) -> float | None:
    """How far the days agree; None: they lie apart, or nothing is known of them."""
    worth, limits = section("event", "parts"), section("event", "limits")
    spans = happened_within(one), happened_within(other)
    if spans[0] is None or spans[1] is None:
        return float(worth["timeless"]) if family.once else None
    if any((span[1] - span[0]).days > limits["longest_days"] for span in spans if span):
        return None
    apart = gap(spans[0], spans[1])
    if one.days and other.days:
        if apart:
            return float(worth["near"]) if apart <= family.slack else None
        exact = one.values["date_precision"] == other.values["date_precision"] == "day"
        return 1.0 if exact or one.days == other.days else float(worth["coarser"])
    allowed = family.once or limits["undated_days"]
    return float(worth["undated"]) if apart <= allowed else None


def _parties(one: EventReport, other: EventReport) -> float | None:
    """How far those who took part agree; None: they are others."""
    worth = section("event", "parts")
    found = [_side(one, other, role) for role in SIDES]
    if None in found:
        turned = [one.parties(a) & other.parties(b) for a, b in (("agent", "target"), ("target", "agent"))]
        if not any(turned):
            return None
        return float(worth["partly"])
    known = [side for side in found if side is not None and side >= 0]
    if known:
        return max(known) if len(known) == 1 else sum(known) / len(known)
    named = [any(report.parties(role) or report.described(role) for role in SIDES) for report in (one, other)]
    if all(named):
        return float(worth["described"])
    return float(worth["one_unnamed"] if any(named) else worth["unnamed"])


def _side(one: EventReport, other: EventReport, role: str) -> float | None:
    """How far one side agrees: None, others; below 0: it says nothing."""
    first, second = one.parties(role), other.parties(role)
    if first and second:
        if first == second:
            return 1.0
        return float(section("event", "parts")["partly"]) if first & second else None
    if first or second:
        return float(section("event", "parts")["one_unnamed"]) if role == "agent" else -1.0
    return -1.0


def _counts(one: EventReport, other: EventReport) -> float | None:
    """How far the counts agree; None: one is many times the other."""
    worth = section("event", "parts")
    found = []
    for count in COUNTS:
        first, second = one.values[count], other.values[count]
        if first is None or second is None:
            continue
        less, more = sorted((max(first, 1), max(second, 1)))
        if more > less * section("event", "limits")["count_factor"]:
            return None
        found.append(1.0 if first == second else float(worth["near_count"]))
    return min(found) if found else float(worth["uncounted"])


def thresholds(noun: str) -> tuple[float, float]:
    """The scores from which two reports of a noun are merged, and from which a person is asked."""
    return rules()[noun]["merge"], rules()[noun]["propose"]
