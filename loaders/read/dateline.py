"""The dateline before a first sentence: "GOMA, Democratic Republic of Congo, Jan 27 (Lakes Wire) - "."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.vocab import table

_WORD = r"[A-Z\u00c0-\u00de][\w'\u2019.-]*"
_PLACE = rf"{_WORD}(?:(?: |/| / |, ?| et | and )(?:(?:of|de|du|des|la|le|the|en|d'|sur|aux) ){{0,2}}{_WORD}){{0,8}}"
_CAPITALS = re.compile(r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de'\u2019. /-]{2,}(?![a-z\u00df-\u00ff])")
_DASH = r"(?:\s?(?:\.\s?)?[\u2013\u2014\u2015\u2212]\s?|\.?\s-{1,2}\s?|\.-\s?|\s?:\s)"
# "Goma, le 3 mars 2025. Le gouverneur ...": a full stop ends it right after the year
_STOP = r"|(?<=\d{4})\.\s(?=[A-Z\u00c0-\u00de«“\"])"
_PARTED = re.compile(r"[–—―−:-]|\d{4}\.\s")
_LENGTH_MAX = 140


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the first sentence: where it ends, the place and the agency that it names, and its date as printed."""

    end: int
    place: str
    agency: str | None
    date: str | None


def dateline_of(text: str) -> Dateline | None:
    """Return the dateline that the paragraph opens with; a place alone counts only in capitals."""
    head = text[:_LENGTH_MAX]
    match = _pattern().match(head) if _PARTED.search(head) else None
    if not match:
        return None
    place = match["place"].strip(" ,.")
    named = match["date"] or match["agency"]
    if match["dash"][0] == "." and "," not in text[match.end("place") : match.start("date")]:  # "On 3 March 2025. The ..."
        return None
    if not named and (":" in match["dash"] or not _CAPITALS.match(place)):
        return None
    if not named and not re.fullmatch(rf"{_CAPITALS.pattern}(?:, .+)?", place):
        return None
    town = re.split(r",| \(", place)[0].strip()
    return Dateline(match.end(), _as_name(town), match["agency"], match["date"])


@cache
def _pattern() -> re.Pattern[str]:
    content = table("months")
    month = "|".join(sorted({re.escape(name) for names in content["months"] for name in names}, key=len, reverse=True))
    weekday = "|".join(sorted({re.escape(name) for names in content["weekdays"] for name in names}, key=len, reverse=True))
    day = r"\d{1,2}(?:er|st|nd|rd|th)?"
    written = rf"{day} (?:{month})\.?|(?:{month})\.? {day}|\d{{1,2}}[/.-]\d{{1,2}}(?=[/.-]\d{{4}})"
    date = rf"(?:(?:le |ce |this |on )?(?:(?:{weekday})\.?,? )?(?:le )?(?:{written})(?:,? ?[/.-]?\d{{4}})?)"
    place = rf"[(\[]?(?P<place>{_PLACE}?)(?:\s?\([A-Z][\w. -]{{1,30}}\)(?=,))?,?\s?"
    agency = r"(?:\((?P<agency>[A-Z0-9][\w.'\u2019/& -]{1,40})\))?"
    return re.compile(rf"{place}(?:[(\[]?(?P<date>(?i:{date}))[)\]]?|[)\]])?,?\s?{agency}(?P<dash>{_DASH}{_STOP})")


def _as_name(place: str) -> str:
    return place.title() if place.isupper() and len(place) > 3 else place
