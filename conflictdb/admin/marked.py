"""Text with stretches of it marked, as HTML in which the text itself can do no harm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from conflictdb.stretches import cut


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch [start, end) to mark: what it is (a word that the legend explains), what it says on hover, where it leads."""

    start: int
    end: int
    kind: str
    title: str = ""
    url: str = ""


def marked(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> SafeString:
    """Return text[start:end] with its marks; where marks overlap, the overlap carries all of them."""
    last = len(text) if end is None else min(end, len(text))
    pieces = cut(marks, start, last)
    return format_html_join("", "{}", ((_piece(text[first:after], active),) for first, after, active in pieces))


def _piece(text: str, marks: list[Mark]) -> SafeString:
    if not marks:
        return format_html("{}", text)
    kinds = " ".join(dict.fromkeys(f"mark-{mark.kind}" for mark in marks))
    titles = "; ".join(dict.fromkeys(mark.title for mark in marks if mark.title))
    piece = format_html('<mark class="{}" title="{}">{}</mark>', kinds, titles, text)
    address = next((mark.url for mark in reversed(marks) if mark.url), "")
    return format_html('<a href="{}">{}</a>', address, piece) if address else piece
