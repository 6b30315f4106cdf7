"""Filters in addresses: the filters of the schema with their names joined by dots, e.g. `speaker.memberOf=un`."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from typing import Any

from django.http import QueryDict

from api.errors import Code, refuse
from api.operation import snake
from conflictdb.filters import Questions
from conflictdb.filters.fields import BoxField, CircleField, DaysField, ManyField
from conflictdb.filters.questions import Combined, Nested

LEVELS = 3
GROUPS: dict[type[Any], tuple[str, ...]] = {
    DaysField: ("from", "to"),
    BoxField: ("west", "south", "east", "north"),
    CircleField: ("latitude", "longitude", "km"),
}
Read = Callable[[list[str]], Any]


def filter_asked(parameters: QueryDict, questions: type[Questions]) -> dict[str, Any]:
    """The filter that the parameters spell, as a set of questions takes it; raises Refused for names that there are not.

    An empty parameter asks nothing: a form sends those that nobody filled in.
    """
    known = dict(_known(questions))
    asked: dict[str, Any] = {}
    for name in parameters:
        if name not in known:
            raise refuse(Code.BAD_ARGUMENT, f"there is no parameter {name[:80]}{_meant(name, list(known))}")
        if values := list(filter(None, parameters.getlist(name))):
            _put(asked, tuple(map(snake, name.split("."))), known[name](values), name)
    return asked


def names(questions: type[Questions]) -> list[str]:
    """The names of all parameters."""
    return [name for name, _ in _known(questions)]


def _known(questions: type[Questions], way: str = "", levels: int = LEVELS) -> Iterator[tuple[str, Read]]:
    for snaked, item in questions.base_filters.items():
        name = f"{way}{_camel(snaked)}"
        if isinstance(item, Nested):
            if levels > 1:
                yield from _known(item.filters(), f"{name}.", levels - 1)
        elif not isinstance(item, Combined):
            field: Any = getattr(item, "field_class", None)
            parts = next((parts for group, parts in GROUPS.items() if issubclass(field, group)), ())
            if len(parts) > 2:  # of two ends one may be open, of a box or a circle nothing
                yield name, _numbers(name, parts)
            elif parts:
                yield from ((f"{name}.{part}", _last) for part in parts)
            else:
                yield name, _many if issubclass(field, ManyField) else _last


def _last(values: list[str]) -> str:
    return values[-1]


def _many(values: list[str]) -> list[str]:
    """Values with commas between them, or the parameter given several times; terms in capitals, as the API writes them, too."""
    parts = [part.strip() for value in values for part in value.split(",") if part.strip()]
    return [part.lower() if part.isupper() and part.replace("_", "").isalpha() and len(part) > 2 else part for part in parts]


def _numbers(name: str, parts: tuple[str, ...]) -> Read:
    def read(values: list[str]) -> dict[str, float]:
        try:
            numbers = [float(part) for part in values[-1].split(",")]
        except ValueError:
            numbers = []
        if len(numbers) != len(parts):
            raise refuse(Code.BAD_ARGUMENT, f"{name} takes {len(parts)} numbers with commas between them: {','.join(parts)}")
        return dict(zip(parts, numbers, strict=True))

    return read


def _put(into: dict[str, Any], way: tuple[str, ...], value: Any, name: str) -> None:
    if isinstance(value, str) and "\x00" in value:
        raise refuse(Code.BAD_ARGUMENT, f"{name} holds a null character: leave it out")
    for part in way[:-1]:
        into = into.setdefault(part, {})
    into[way[-1]] = value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _meant(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name[:80], known, n=1)
    return f": did you mean {close[0]}?" if close else ""
