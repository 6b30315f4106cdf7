"""The corpus of known identities: its articles without the marks, what each mark says, and the figures of a load."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

FILE = Path(__file__).with_name("corpus.txt")
_MARK = re.compile(r"\[([es]\d+): (.*?)\]", re.DOTALL)
NOUNS = {"e": "event", "s": "statement"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that tell of a known thing: which article, which thing, and where they stand."""

    article: str
    thing: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """An article without its marks."""

    name: str
    publisher: str
    day: str
    language: str
    title: str
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """How many pairs were merged rightly, of all that were merged and of all that are one."""

    right: int
    merged: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of merged pairs that are one."""
        return self.right / self.merged if self.merged else 1.0

    @property
    def recall(self) -> float:
        """The share of pairs that are one which were merged."""
        return self.right / self.wanted if self.wanted else 1.0


def articles() -> list[Article]:
    """The articles of the corpus."""
    return [_article(part) for part in FILE.read_text(encoding="utf-8").split("\n=== ")[1:]]


def _article(part: str) -> Article:
    head, _, body = part.partition("\n")
    name, publisher, day, language, title = (field.strip() for field in head.split("|"))
    text, marks, last = "", [], 0
    for found in _MARK.finditer(body.strip()):
        text += body.strip()[last : found.start()]
        marks.append(Mark(name, found[1], len(text), len(text) + len(found[2])))
        text += found[2]
        last = found.end()
    return Article(name, publisher, day, language, title, text + body.strip()[last:] + "\n", tuple(marks))


def write(folder: Path) -> None:
    """Write the articles as files that `load_articles` reads."""
    for article in articles():
        (folder / f"{article.name}.txt").write_text(article.text, encoding="utf-8")
        metadata = {
            "title": article.title,
            "publisher": article.publisher,
            "published_on": article.day,
            "language": article.language,
            "kind": "news",
        }
        (folder / f"{article.name}.meta.json").write_text(json.dumps(metadata), encoding="utf-8")


Read = tuple[str, str, int, int, str]  # noun, article, start, end, the record that tells it


def figures(reports: Iterable[Read]) -> tuple[dict[str, Figures], list[str]]:
    """Pairs of marks in two articles: which the load made one; and, in words, every pair that it got wrong."""
    by_article: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    for noun, article, start, end, record in reports:
        by_article[noun, article].append((start, end, record))
    found: dict[str, Figures] = {}
    wrong: list[str] = []
    for letter, noun in NOUNS.items():
        marks = [mark for article in articles() for mark in article.marks if mark.thing[0] == letter]
        told = {mark: _record(mark, by_article[noun, mark.article]) for mark in marks}
        pairs = [(one, other) for one, other in combinations(marks, 2) if one.article != other.article]
        merged = {both for both in pairs if told[both[0]] and told[both[0]] == told[both[1]]}
        wanted = {both for both in pairs if both[0].thing == both[1].thing}
        found[noun] = Figures(len(merged & wanted), len(merged), len(wanted))
        wrong += [f"{_names(both)}: wrongly one" for both in sorted(merged - wanted, key=_names)]
        wrong += [
            f"{_names(both)}: not made one{'' if all(told[mark] for mark in both) else ' (one was not read)'}"
            for both in sorted(wanted - merged, key=_names)
        ]
    return found, wrong


def _record(mark: Mark, reports: list[tuple[int, int, str]]) -> str | None:
    """The record whose words overlap the mark most."""
    shared = [(min(end, mark.end) - max(start, mark.start), record) for start, end, record in reports]
    best = max(shared, default=(0, ""))
    return best[1] if best[0] > 0 else None


def _names(both: tuple[Mark, Mark]) -> str:
    return " and ".join(f"{mark.thing} in {mark.article}" for mark in both)
