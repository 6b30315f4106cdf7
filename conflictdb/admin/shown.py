"""How values look in lists and panels: links, dates at their precision, review states, confidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from conflictdb.identity import PREFIXES, noun_of
from conflictdb.vocabularies import DatePrecision

NOTHING = "–"
MODELS = {"relation": "ActorRelation", "name": "AmbiguousName"}


def link(row: Any, text: str = "") -> SafeString | str:
    """A link to the row's admin page; a dash where there is no row."""
    return format_html('<a href="{}">{}</a>', address(row), text or str(row)) if row else NOTHING


def address(row: Any) -> str:
    """The address of the row's admin page."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def web_address(url: str) -> str:
    """The address where it leads to the web; empty where it would do something else (`javascript:`)."""
    return url if url.startswith(("https://", "http://")) else ""


def rows_link(model: Any, text: str, **conditions: Any) -> SafeString:
    """A link to the list of the model's rows that answer to the conditions."""
    query = "&".join(f"{name}={value}" for name, value in conditions.items())
    where = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return format_html('<a href="{}?{}">{}</a>', where, SafeString(query), text)


def short(text: str, length: int = 120) -> str:
    """The text, cut at a number of characters."""
    return Truncator(" ".join(text.split())).chars(length)


def days(first: dt.date | None, last: dt.date | None, precision: str) -> str:
    """A date as precisely as it is known: a day, a range, a month, a year; a dash where none is."""
    day = first or last
    if day is None:
        return NOTHING
    if precision == DatePrecision.YEAR:
        return f"{day.year}" if last is None or last.year == day.year else f"{day.year} – {last.year}"
    if precision == DatePrecision.MONTH:
        return (
            f"{day:%Y-%m}" if last is None or (last.year, last.month) == (day.year, day.month) else f"{day:%Y-%m} – {last:%Y-%m}"
        )
    return day.isoformat() if last in {None, day} else f"{day} – {last}"


def period(since: dt.date | None, until: dt.date | None) -> str:
    """A stretch of time with open ends."""
    return f"{since or '…'} – {until or '…'}" if since or until else NOTHING


def plain(code: str) -> str:
    """A code or a field's name in words."""
    return code.replace("_", " ")


def status_badge(status: str) -> SafeString:
    """A review state as a coloured word."""
    return format_html('<span class="badge badge-{}">{}</span>', status, plain(status))


def confidence_bar(confidence: float) -> SafeString:
    """A confidence as a number and a bar."""
    percent = f"{confidence:.0%}"
    return format_html('{}<span class="confidence"><i style="width:{}"></i></span>', f"{confidence:.2f}", percent)


def counts_table(counts: dict[str, Any]) -> SafeString:
    """Counts by what was counted, as a small table; counts within counts in their turn."""
    lines = ((plain(what), counts_table(number) if isinstance(number, dict) else number) for what, number in counts.items())
    return format_html('<table class="counts">{}</table>', format_html_join("", "<tr><th>{}</th><td>{}</td></tr>", lines))


def many(rows: Iterable[Any]) -> SafeString | str:
    """Links to several rows."""
    return format_html_join(", ", "{}", ((link(row),) for row in rows)) or NOTHING


def named(identifiers: Iterable[str]) -> dict[str, Any]:
    """The rows of these public ids, by id; what does not exist is left out. One query a type."""
    by_noun: dict[str, set[str]] = {}
    for identifier in identifiers:
        if noun := noun_of(identifier):
            by_noun.setdefault(noun, set()).add(identifier)
    found: dict[str, Any] = {}
    for noun, ids in by_noun.items():
        for row in model_of(noun)._default_manager.filter(public_id__in=ids):
            found[row.public_id] = row
    return found


def model_of(noun: str) -> Any:
    """The model of a noun that public ids know."""
    return apps.get_model("conflictdb", MODELS.get(noun, noun.capitalize()))


def is_id(value: Any) -> bool:
    """Whether a value of a decision is the public id of a record."""
    return isinstance(value, str) and value[:4] in {f"{prefix}_" for prefix in PREFIXES.values()} and len(value) == 24


def ids_in(value: Any) -> set[str]:
    """The public ids that stand anywhere in a JSON value."""
    if isinstance(value, list):
        return set().union(*(ids_in(part) for part in value))
    return {value} if is_id(value) else set()


def told(value: Any, rows: dict[str, Any]) -> SafeString | str:
    """A JSON value of a decision in words, with records as links."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, list):
        mark = ", " if not any(isinstance(part, list) for part in value) else SafeString("<br>")
        return format_html_join(mark, "{}", ((told(part, rows),) for part in value))
    return link(rows[value]) if is_id(value) and value in rows else plain(str(value))
