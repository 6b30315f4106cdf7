"""Patterns of words, as the vocabularies write them, over texts folded to plain words.

A pattern is words with one space between: `withdraw* .. @troops from`. An element is
    word      the word itself; a * at either end stands for any letters
    a|b|c     one of these; within an alternative _ stands for a space: `blue_helmets`
    (a|b)     the same, or nothing
    @name     one of the words of that class
    ..        up to four words, not across the end of a sentence; `...` up to nine
Accents, case and apostrophes count for nothing, neither here nor in the text. Every repetition is bounded, so a search takes time
in proportion to the text's length whatever the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

GAPS = {"..": 4, "...": 9}
STOP = "/"
_ALTERNATIVE = re.compile(r"\*?[a-z0-9]+(?: [a-z0-9]+)*\*?|[a-z]+")
_WORD = re.compile(r"\*?[^\W_][\w'’-]*\*?")
_POSSESSIVE = re.compile(r"['’]s\b")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
_STOPS = re.compile(r"[.;:!?…]+(?=\s|$|[\"»”'])")
_OTHER = re.compile(r"[^A-Za-z0-9/]+")


class PatternError(ValueError):
    """A pattern that can't be read: says which part of it and why."""


def folded(text: str) -> str:
    """Return the words of a text without accents and case, one space after each; a stroke stands where a sentence ends."""
    return _folded(text.lower())


def marked(words: Iterable[tuple[str, str]]) -> str:
    """Return the same for stretches of text, each with the mark that stands after it (in capitals, empty for none)."""
    return "".join(_folded(text.lower()) + (f"{mark} " if mark else "") for text, mark in words)


def _folded(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.replace("/", " ")) if not unicodedata.combining(c))
    plain = _DOTTED.sub(lambda found: found.group().replace(".", ""), plain.replace("\u00ad", "").replace("\u200b", ""))
    plain = _POSSESSIVE.sub("", plain.replace("œ", "oe"))
    words = _OTHER.sub(" ", _STOPS.sub(f" {STOP} ", plain)).strip()
    return f"{words} " if words else ""


def compiled(patterns: Iterable[str], classes: Mapping[str, list[str]]) -> re.Pattern[str] | None:
    """Return one expression for any of the patterns, None for none; raises PatternError for one that can't be read."""
    parts = [_pattern(pattern, classes) for pattern in patterns]
    return re.compile(f"(?:^|(?<= ))(?:{'|'.join(parts)})") if parts else None


def openings(patterns: Iterable[str], classes: Mapping[str, list[str]]) -> frozenset[str]:
    """Return the words with which the patterns' matches begin, a * where letters may follow; "*" where any word may."""
    first = (pattern.split()[0] for pattern in patterns)
    choices = (choice for element in first for word in element.split("|") for choice in _written(word, classes))
    return frozenset(_opening(choice) for choice in choices)


def _written(word: str, classes: Mapping[str, list[str]]) -> list[str]:
    return classes[word[1:]] if word.startswith("@") else [word]


def _opening(word: str) -> str:
    if word.startswith("*") or word.isupper():
        return "*"
    plain = _folded(word.strip("*").replace("_", " ").lower()).split()
    return plain[0] + "*" * (len(plain) == 1 and word.endswith("*"))


def _pattern(pattern: str, classes: Mapping[str, list[str]]) -> str:
    elements = pattern.split()
    if not elements or any(end in GAPS or end.startswith("(") for end in (elements[0], elements[-1])):
        raise PatternError(f"{pattern!r}: begin and end with a word that must be there")
    return "".join(_element(element, pattern, classes) for element in elements)


def _element(element: str, pattern: str, classes: Mapping[str, list[str]]) -> str:
    if element in GAPS:
        return f"(?:[A-Za-z0-9]+ ){{0,{GAPS[element]}}}?"
    optional = element.startswith("(") and element.endswith(")")
    words = element[1:-1] if optional else element
    alternatives = [choice for word in words.split("|") for choice in _choices(word, pattern, classes)]
    return f"(?:{'|'.join(alternatives)}){'?' if optional else ''}"


def _choices(word: str, pattern: str, classes: Mapping[str, list[str]]) -> list[str]:
    if not word.startswith("@"):
        return [_word(word, pattern)]
    if word[1:] not in classes:
        raise PatternError(f"{pattern!r}: no class {word}; there are {', '.join(sorted(classes))}")
    return [_word(entry, pattern) for entry in classes[word[1:]]]


def _word(word: str, pattern: str) -> str:
    if word.isupper():  # the mark after a name: "M23 ARMED"
        return rf"(?:[A-Za-z0-9]+ ){{0,3}}?{word} "
    stars = word.startswith("*"), word.endswith("*")
    plain = _folded(word.strip("*").replace("_", " ").lower()).strip()
    if not _WORD.fullmatch(word.replace(" ", "_")) or not _ALTERNATIVE.fullmatch(plain):
        raise PatternError(f"{pattern!r}: {word!r} is no word")
    return f"{'[a-z0-9]*' if stars[0] else ''}{plain}{'[a-z0-9]*' if stars[1] else ''} "
