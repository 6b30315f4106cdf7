"""Whether two reports give one statement: the same words by the same speaker within days, whole, shortened or translated."""

from __future__ import annotations

from conflictdb.matching.keys import said_within
from conflictdb.matching.reports import Likeness, StatementReport, gap
from conflictdb.matching.rules import rules, section
from conflictdb.matching.wording import Overlap, may_overlap, negated, overlap


def compare(one: StatementReport, other: StatementReport) -> Likeness:
    """The likeness of two statements; the order of the two does not matter."""
    said = rules()["statement"]
    speaker = _speaker(one, other)
    if not speaker or not may_overlap(one.words, other.words, said["propose"]):
        return Likeness(0.0)
    found = overlap(one.words, other.words)
    text = _text(found, one, other)
    date = _date(one, other, found)
    parts = {"words": round(text, 3), "speaker": speaker, "date": round(date, 3)}
    return Likeness(round(text * speaker * date, 3), parts, _against(one, other, found))


def translated(one: StatementReport, other: StatementReport) -> Likeness:
    """How far two statements in two languages may be one: by what is in them, not by their words. Never enough for a merge."""
    rule = section("statement", "translation")
    if one.language == other.language or not one.speaker or one.speaker != other.speaker:
        return Likeness(0.0)
    spans = said_within(one), said_within(other)
    lengths = sorted((len(one.words), len(other.words)))
    if spans[0] is None or spans[1] is None or gap(spans[0], spans[1]) > rule["days"] or lengths[0] < rule["words"]:
        return Likeness(0.0)
    if lengths[0] / lengths[1] < rule["length"] or one.numbers != other.numbers:
        return Likeness(0.0)
    parts = {
        "act": float(one.values["act"] == other.values["act"]),
        "topics": _shared(one.values["topics"], other.values["topics"]),
        "numbers": 1.0 if one.numbers else 0.5,
        "named": _shared(_named(one), _named(other)),
        "resolutions": 1.0 if sorted(one.values["resolutions"]) == sorted(other.values["resolutions"]) else 0.0,
    }
    score = sum(weight * parts[part] for part, weight in rule["weights"].items())
    return Likeness(round(score, 3), {part: round(value, 3) for part, value in parts.items()})


def _named(report: StatementReport) -> list[str]:
    return [*report.values["mentioned_actors"], *report.values["mentioned_locations"]]


def _shared(one: list[str], other: list[str]) -> float:
    if not one and not other:
        return 0.5
    return len(set(one) & set(other)) / len(set(one) | set(other))


def _text(found: Overlap, one: StatementReport, other: StatementReport) -> float:
    said = rules()["statement"]
    if found.words < said["few"]:
        return 1.0 if one.words == other.words else 0.0
    shortened = found.shorter * said["shortened_worth"] if found.words >= said["shortened"] else 0.0
    return max(found.longer, shortened)


def _speaker(one: StatementReport, other: StatementReport) -> float:
    worth = section("statement", "speaker")
    first, second = one.speaker, other.speaker
    if first and second:
        own = first == other.values["organisation"] or second == one.values["organisation"]
        return float(worth["same"] if first == second else worth["own_organisation"] if own else 0.0)
    names = frozenset(one.values["speaker_words"]), frozenset(other.values["speaker_words"])
    if not first and not second:
        if not names[0] or not names[1]:
            return float(worth["described"])
        return float(worth["same_name"] if names[0] == names[1] else worth["part_of_name"] if _part(*names) else 0.0)
    unknown, known = (one, other) if not first else (other, one)
    if _part(frozenset(unknown.values["speaker_words"]), frozenset(known.values["speaker_words"])):
        return float(worth["part_of_name"])
    long = min(len(one.words), len(other.words)) >= rules()["statement"]["quotation"]
    return float(worth["described"]) if long else 0.0


def _part(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and (one <= other or other <= one)


def _date(one: StatementReport, other: StatementReport, found: Overlap) -> float:
    said = rules()["statement"]
    long = found.words >= said["quotation"]
    spans = said_within(one), said_within(other)
    if spans[0] is None or spans[1] is None:
        return 0.85 if long else 0.0
    apart = gap(spans[0], spans[1])
    allowed = said["days"] if long else said["days_short"] if found.words >= said["few"] else 0
    if apart > allowed:
        return 0.0
    printed = 1.0 if one.days and other.days else 0.95
    return printed * (1.0 - 0.15 * apart / max(allowed, 1))


def _against(one: StatementReport, other: StatementReport, found: Overlap) -> str:
    if one.source == other.source:
        return "one source says both"
    if negated(found.inserted) % 2:
        return "one denies what the other says"
    if any(word.isdigit() for word in found.inserted):
        return "other figures"
    return ""
