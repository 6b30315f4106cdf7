"""Answers as tables, for people at a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

Row = dict[str, str]
CELL_MIN = 18  # characters that a cell needs to be read with ease


def print_tables(data: dict[str, Any], console: Console | None = None) -> None:
    """Print each root field: a list as a table with a line for each thing, anything else as a table of its fields."""
    console = console or Console()
    for key, value in data.items():
        title = escape(key)
        listed = not isinstance(value, dict) or "edges" in value or "nodes" in value
        things = _things(value) if listed or "totalCount" not in value else []
        if isinstance(value, dict) and "totalCount" in value:
            title = f"{title}: {len(things)} of {value['totalCount']}" if listed else f"{title}: {value['totalCount']} in all"
        if value is None or not things:
            console.print(f"{title}: there is none" if value is None else title if ":" in title else f"{title}: nothing answers")
            continue
        rows = [_flat(thing) for thing in things]
        names = _names(rows)
        if len(names) * CELL_MIN <= console.width:
            console.print(_table(title, names, rows))
        else:
            _print_cards(console, title, rows)


def _things(value: Any) -> list[Any]:
    if isinstance(value, dict):
        if "edges" in value:
            return [edge.get("node") for edge in value["edges"]]
        return list(value["nodes"]) if "nodes" in value else [value]
    return value if isinstance(value, list) else [value]


def _flat(thing: Any, prefix: str = "") -> Row:
    """The fields of a thing as text; the fields of things in it by dotted names, lists in one cell."""
    if not isinstance(thing, dict):
        return {prefix or "value": "" if thing is None else str(thing)}
    row: Row = {}
    for key, value in thing.items():
        name = f"{prefix}.{key}" if prefix else key
        if prefix == "" and key == "key" and isinstance(value, list):
            row |= {str(part.get("dimension", place)).lower(): _named(part) for place, part in enumerate(value)}
        elif isinstance(value, dict) and "edges" not in value and "nodes" not in value:
            row |= _flat(value, name)
        elif isinstance(value, list | dict):
            row[name] = "\n".join(" ".join(cell for cell in _flat(item).values() if cell) for item in _things(value))
        else:
            row |= _flat(value, name)
    return row


def _named(part: dict[str, Any]) -> str:
    """What a group has in common in one dimension."""
    return str(part.get("label") or part.get("value") or "not known")


def _names(rows: list[Row]) -> list[str]:
    """The names of all rows' fields; a thing that is null in one row and has fields in another is named by its fields."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [name for name in names if not any(other.startswith(f"{name}.") for other in names)]


def _table(title: str, names: list[str], rows: list[Row]) -> Table:
    table = Table(title=title, show_lines=True)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(row.get(name, "")) for name in names))
    return table


def _print_cards(console: Console, title: str, rows: list[Row]) -> None:
    """Where a line would be too narrow for its cells: a table for each thing, with a line for each field that it has."""
    console.print(title)
    for row in rows:
        table = Table(show_header=False, show_lines=False)
        for name, value in row.items():
            if value:
                table.add_row(Text(name, style="bold"), Text(value))
        console.print(table)
