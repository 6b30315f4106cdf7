"""Pages to look at a reading: one an article, with everything that was read marked in the text and listed beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from conflictdb.identity import fold
from loaders.gazetteer import Gazetteer
from loaders.marks import marks_of, pieces
from loaders.printed import printed
from loaders.records import Extraction

NAME_CHARS_MAX = 80


class PageFolder:
    """A folder of pages with an index; a page of the same article is written over, other files are left alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: list[dict[str, Any]] = []
        self._taken: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, extraction: Extraction, gazetteer: Gazetteer) -> Path:
        """Write the page of one article and return its path."""
        record = printed(extraction, gazetteer)
        path = self._folder / f"{self._name(extraction.document.external_id)}.html"
        path.write_text(page(extraction, record), encoding="utf-8")
        self._rows.append({"file": path.name, **record})
        return path

    def close(self) -> Path:
        """Write the index of all articles added and return its path."""
        path = self._folder / "index.html"
        path.write_text(render_to_string("loaders/index.html", {"articles": self._rows}), encoding="utf-8")
        return path

    def _name(self, external_id: str) -> str:
        """A file name that is safe, and like no other of this run."""
        stem = re.sub(r"[^a-z0-9_-]+", "-", fold(external_id)).strip("-")[:NAME_CHARS_MAX] or "article"
        name, number = stem, 1
        while name in self._taken or name == "index":
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(name)
        return name


def page(extraction: Extraction, record: dict[str, Any]) -> str:
    """Return the HTML of one article; everything in it is escaped, since the text may be anybody's."""
    text = extraction.document.text
    context = {
        "article": record,
        "pieces": pieces(text, marks_of(extraction)),
        "statements": _numbered("s", record["statements"]),
        "events": _numbered("e", record["events"]),
        "mentions": _numbered("m", record["mentions"]),
        "dates": _numbered("d", record["dates"]),
    }
    return render_to_string("loaders/article.html", context)


def _numbered(letter: str, things: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"key": f"{letter}{number}", **thing} for number, thing in enumerate(things, 1)]
