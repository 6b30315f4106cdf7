"""How many people: the number before a noun, in figures or words, with the range that the text gives."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from spacy.tokens import Token

from loaders.vocab import FOLDER, VocabularyError, table


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people. `best` is the number given; low and high are set where the text gives a range or a bound."""

    best: int
    low: int | None = None
    high: int | None = None


class Numerals:
    """The numerals of one language, as loaders/vocab/counts.toml lists them."""

    def __init__(self, language: str) -> None:
        content = table("counts")
        if language not in content:
            raise VocabularyError(f"{FOLDER / 'counts.toml'}: no section [{language}]; add it or drop the language")
        words = content[language]
        self.values: dict[str, int] = dict(words["number"])
        self.powers: dict[str, int] = dict(words["power"])
        self.bounds = "|".join(re.escape(word) for word in (*words["at_least"], *words["at_most"], *words["about"]))
        self.at_least = _any(words["at_least"])
        self.at_most = _any(words["at_most"])
        number = _number_pattern(self.values, self.powers, words["thousands"])
        self.pattern = re.compile(number, re.IGNORECASE)
        joined = "|".join(re.escape(word) for word in words["to"])
        self.span = re.compile(rf"(?P<low>{number})\s*(?:{joined}|[-–—])\s*(?P<high>{number})", re.IGNORECASE)
        self.separators = re.compile(rf"[{re.escape(words['thousands'])}\s](?=\d{{3}})")

    def read(self, text: str) -> Count | None:
        """Return the number in `text`: the range if there is one, else the last number."""
        if match := self.span.search(text):
            low, high = self._value(match["low"]), self._value(match["high"])
            if low is not None and high is not None and low < high:
                return Count(low, low, high)
        values = [value for found in self.pattern.finditer(text) if (value := self._value(found.group())) is not None]
        if not values:
            return None
        best = values[-1]
        return Count(best, best if self.at_least.search(text) else None, best if self.at_most.search(text) else None)

    def _value(self, written: str) -> int | None:
        total: float | None = None
        for word in re.findall(r"[\d.,\s]*\d|[^\W\d]+(?:-[^\W\d]+)*", written.lower()):
            value = self._word(word)
            if value is None:
                continue
            if word.strip() in self.powers:
                total = (1 if total is None else total) * value
            else:
                total = value if total is None else total + value
        return int(total) if total is not None else None

    def _word(self, word: str) -> float | None:
        word = word.strip()
        if word[:1].isdigit():
            plain = self.separators.sub("", word)
            try:
                return float(plain.replace(",", "."))
            except ValueError:
                return None
        if word in self.powers:
            return self.powers[word]
        if word in self.values:
            return self.values[word]
        parts = [self.values.get(part) for part in word.split("-")]
        return sum(part for part in parts if part is not None) if all(part is not None for part in parts) else None


@functools.cache
def numerals(language: str) -> Numerals:
    """Return the numerals of `language`, compiled once a process."""
    return Numerals(language)


def count_before(head: Token, language: str) -> Count | None:
    """Return the number in the phrase up to and with its head; None for "several" and where there is none."""
    start = head.left_edge.i
    for child in head.children:
        if child.dep_ in {"relcl", "acl", "acl:relcl", "appos"} and child.left_edge.i < head.i:
            start = max(start, child.right_edge.i + 1)
    return numerals(language).read(head.doc[start : head.i + 1].text)


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(word)}\b" for word in words), re.IGNORECASE)


def _number_pattern(values: dict[str, int], powers: dict[str, int], thousands: str) -> str:
    figures = rf"\d{{1,3}}(?:[{re.escape(thousands)}\s]\d{{3}})+|\d+(?:[.,]\d+)?"
    words = "|".join(re.escape(word) for word in sorted({*values}, key=len, reverse=True))
    power = "|".join(re.escape(word) for word in sorted(powers, key=len, reverse=True))
    one = rf"(?<![\w.,])(?:{figures}|(?:{words})(?:-(?:{words}))?)(?![\w])"
    return rf"(?:{one}(?:\s+(?:{power})\b)?(?:\s+(?:de|d['’]|of)\b)?|(?:(?:a|un)\s+)?\b(?:{power})\b(?!s))"
