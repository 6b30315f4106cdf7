"""Date expressions in a text, before anybody knows which days they mean."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from loaders.vocab import FOLDER, VocabularyError, table

SIGNS = frozenset("mwyousvqdhk")
TWICE = -2  # "the week before last"
HALVES = {"first": 1, "premier": 1}  # any other is the second
OPTIONAL = re.compile(r"\((?:\?:|\?P<\w+>)?[^()]*\)\?")
PLACEHOLDER = re.compile(r"(?<!\?P)<([a-z]+?)(\d?)>")
READINGS = frozenset(
    {
        "iso", "numeric", "day_first", "day", "day_range", "month", "sure_month", "month_range", "year", "year_range", "decade",
        "weekday", "weekday_range", "weekend", "weekend_end", "offset", "period", "ago", "earlier", "quarter", "season",
        "same", "half", "week_of", "holiday", "today", "that_day",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression with what its words mean: offsets into the text that was searched, numbers for names."""

    start: int
    end: int
    reads: str
    days: tuple[int, ...] = ()
    months: tuple[int | None, ...] = ()
    years: tuple[int | None, ...] = ()
    weekdays: tuple[int, ...] = ()
    count: int | None = None
    unit: str | None = None
    turn: int | None = None
    offset: int | None = None
    side: str | None = None
    season: tuple[int, int] | None = None
    holiday: Mapping[str, int] | None = None
    text: str = ""
    implied: bool = False  # it dates what happened, but is no expression of a date: "overnight"


@dataclass(frozen=True, slots=True)
class _Pattern:
    reads: str
    regex: re.Pattern[str]
    needs: frozenset[str]  # the parts without which it can't match
    implied: bool


class DateGrammar:
    """The date expressions of one language, as loaders/vocab/dates.toml lists them."""

    def __init__(self, language: str) -> None:
        self.words: Mapping[str, Any] = table("dates")[language]
        self.place = f"{FOLDER / 'dates.toml'}, [{language}]"
        self.flags = re.IGNORECASE if self.words["ignore_case"] else re.NOFLAG
        self.patterns = tuple(self._pattern(number, entry) for number, entry in enumerate(self.words["expression"], 1))
        self.not_before = re.compile(rf"\s*(?:{self.words['not_before']})(?!\w)", self.flags)
        self.not_after = re.compile(rf"(?:{self.words['not_after']})\s*$", self.flags)
        self.counted = re.compile(rf"\s*(?:\w+\s)?(?:{self.words['number_not_before']})", self.flags)

    def expressions(self, text: str) -> tuple[Expression, ...]:
        """Return the expressions of `text` by position; of two that overlap, the longer."""
        taken: list[tuple[int, int]] = []
        kept: list[Expression] = []
        for match, pattern in sorted(self._matches(text), key=lambda found: -_length(found[0])):
            start, end = _bounds(match)
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            if not self._excluded(text, start, end, pattern.reads):
                kept.append(self._expression(match, pattern))
        return tuple(sorted(kept, key=lambda expression: expression.start))

    def _matches(self, text: str) -> Iterator[tuple[re.Match[str], _Pattern]]:
        present = {letter for letter, found in self._signs.items() if found.search(text)}
        for pattern in self.patterns:
            if pattern.needs <= present:
                for match in pattern.regex.finditer(text):
                    yield match, pattern

    @functools.cached_property
    def _signs(self) -> dict[str, re.Pattern[str]]:
        """What shows at a glance that a part of an expression occurs in a text: most patterns need not be tried on most texts."""
        return {letter: re.compile(rf"\b(?:{self._parts[letter]})", self.flags) for letter in SIGNS}

    def _excluded(self, text: str, start: int, end: int, reads: str) -> bool:
        if self.not_before.match(text, end) or self.not_after.search(text, max(0, start - 30), start):
            return True
        return reads == "year" and bool(self.counted.match(text, end))

    def _expression(self, match: re.Match[str], pattern: _Pattern) -> Expression:
        start, end = _bounds(match)
        said = {name: value for name, value in match.groupdict().items() if value is not None}
        unit = said.get("u") or said.get("v")
        turn = said.get("t") or said.get("t2") or said.get("lead")
        return Expression(
            start=start,
            end=end,
            reads="month" if pattern.reads == "sure_month" else pattern.reads,
            days=tuple(int(re.sub(r"\D", "", said[key])) for key in ("d", "d1", "d2", "a", "b") if key in said),
            months=self._pair(said, "m", self._months),
            years=self._pair(said, "y", int),
            weekdays=tuple(self._weekdays[said[key].lower()] for key in ("w", "w1", "w2", "w3", "w4") if key in said),
            count=self._count(said["n"]) if "n" in said else None,
            unit=self._units.get(unit.lower()) if unit else None,
            turn=TWICE if "twice" in said else self._turns.get(turn.lower().strip()) if turn else None,
            offset=self._days.get(said["o"].lower()) if "o" in said else None,
            side=said["side"].lower() if "side" in said else None,
            season=self._season(said),
            holiday=self._holidays[(said.get("h") or said["k"]).lower()] if "h" in said or "k" in said else None,
            text=said.get("iso") or said.get("decade") or "",
            implied=pattern.implied,
        )

    def _pair(self, said: Mapping[str, str], letter: str, read: Any) -> tuple[int | None, ...]:
        if letter in said:
            return (read(said[letter]),)
        first, last = said.get(f"{letter}1"), said.get(f"{letter}2")
        if not first and not last:
            return ()
        return (read(first) if first else None, read(last) if last else None)

    def _months(self, name: str) -> int:
        return self._month_numbers[name.lower().rstrip(".")]

    def _count(self, word: str) -> int:
        return int(word) if word.isdigit() else int(self.words["number"][word.lower()])

    def _season(self, said: Mapping[str, str]) -> tuple[int, int] | None:
        if "s" in said:
            first, last = self.words["seasons"][said["s"].lower()]
            return (first, last)
        if "q" in said:
            quarter = self.words["quarters"][said["q"].lower()]
            return (3 * quarter - 2, 3 * quarter)
        if "half" in said:
            half = HALVES.get(said["half"].lower(), 2)
            return (6 * half - 5, 6 * half)
        return None

    @functools.cached_property
    def _month_numbers(self) -> dict[str, int]:
        return {name.lower().rstrip("."): number for number, names in enumerate(self.words["months"], 1) for name in names}

    @functools.cached_property
    def _holidays(self) -> dict[str, Mapping[str, int]]:
        named = {**self.words["loose_holidays"], **self.words["holidays"]}
        return {name.lower().replace("'", mark): day for name, day in named.items() for mark in "'’"}

    @functools.cached_property
    def _weekdays(self) -> dict[str, int]:
        return {name.lower(): number for number, names in enumerate(self.words["weekdays"]) for name in names}

    @functools.cached_property
    def _units(self) -> dict[str, str]:
        return {**self.words["unit"], **self.words["units"]}

    @functools.cached_property
    def _turns(self) -> dict[str, int]:
        return {key.lower(): value for key, value in self.words["turn"].items()}

    @functools.cached_property
    def _days(self) -> dict[str, int]:
        return {key.lower(): value for key, value in self.words["day"].items()}

    def _pattern(self, number: int, entry: Mapping[str, Any]) -> _Pattern:
        place = f"{self.place} expression {number}"
        if entry.get("reads") not in READINGS:
            raise VocabularyError(f"{place}: reads {entry.get('reads')!r}; take one of {', '.join(sorted(READINGS))}")
        source = PLACEHOLDER.sub(lambda found: self._part(found, entry["reads"], place), entry["pattern"]).replace(" ", r"\s")
        try:
            regex = re.compile(rf"(?<![\w/])(?<!\d[.,/-])(?:{source})(?!\w|[.,]\d)", self.flags)
        except re.error as error:
            raise VocabularyError(f"{place}: {entry['pattern']!r} is no regular expression: {error}") from error
        return _Pattern(entry["reads"], regex, _needed(entry["pattern"]), entry.get("implied", False))

    def _part(self, found: re.Match[str], reads: str, place: str) -> str:
        letter, digit = found.groups()
        if letter not in self._parts:
            raise VocabularyError(f"{place}: <{letter}> stands for nothing; the head of the file lists what may stand in <>")
        inner = self._parts["sure"] if letter == "m" and reads == "sure_month" else self._parts[letter]
        return f"(?:{inner})" if letter in {"to", "e", "p"} else f"(?P<{letter}{digit}>{inner})"

    @functools.cached_property
    def _parts(self) -> dict[str, str]:
        words = self.words
        months = [name for names in words["months"] for name in names]
        return {
            "d": r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er)?(?!\d)",
            "m": _either(months),
            "sure": _either([name for name in months if name not in words["months_doubtful"]]),
            "y": r"(?:19|20)\d\d(?!\d)",
            "w": _either([name for names in words["weekdays"] for name in names]),
            "n": rf"(?i:\d{{1,3}}|{_either(words['number'])})",
            "u": rf"(?i:{_either(words['unit'])})",
            "v": rf"(?i:{_either([*words['unit'], *words['units']])})",
            "t": rf"(?i:{_either(words['turn'])})",
            "o": rf"(?i:{_either(words['day'])})",
            "q": rf"(?i:{_either(words['quarters'])})",
            "s": rf"(?i:{_either(words['seasons'])})",
            "h": _either(words["holidays"]).replace("'", "['’]"),
            "k": _either(words["loose_holidays"]).replace("'", "['’]") or "(?!)",
            "p": words["part"],
            "e": words["edge"],
            "to": words["to"],
        }


@functools.cache
def date_grammar(language: str) -> DateGrammar:
    """Return the date expressions of `language`, compiled once a process."""
    return DateGrammar(language)


@functools.cache
def reference_words(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return the expression for words that point at no day, and what each means ("PRESENT_REF")."""
    words: Mapping[str, str] = table("dates")[language]["reference"]
    return re.compile(rf"(?<![\w-])(?i:{_either(dict(words))})(?![\w-]| that\b)"), words


def _needed(pattern: str) -> frozenset[str]:
    """The parts that stand in the pattern outside its optional groups."""
    shorter = OPTIONAL.sub("", pattern)
    while shorter != pattern:
        pattern, shorter = shorter, OPTIONAL.sub("", shorter)
    return frozenset(letter for letter, _ in PLACEHOLDER.findall(pattern)) & SIGNS


def _either(names: Mapping[str, Any] | list[str]) -> str:
    """A regular expression for any of the names, the longest first; the full stop at a name's end may be missing."""
    return "|".join(_spelling(name) for name in sorted(names, key=len, reverse=True))


def _spelling(name: str) -> str:
    stop = r"\.?" if name.endswith(".") else ""
    return re.escape(name.removesuffix(".")).replace(r"\ ", " ") + stop


def _bounds(match: re.Match[str]) -> tuple[int, int]:
    return match.span("only") if match.groupdict().get("only") else match.span()


def _length(match: re.Match[str]) -> int:
    start, end = _bounds(match)
    return end - start
