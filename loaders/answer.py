"""The headline question's answer as a table for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

WIDTH = 100  # for output that goes to a file, which has no width of its own


def answer_table(nodes: Iterable[Mapping[str, Any]]) -> Table:
    """Statements as rows: when, who in which office, what, and where it stands."""
    table = Table(show_lines=True, header_style="bold")
    table.add_column("Said on", no_wrap=True)
    table.add_column("By, in the office of", ratio=2)
    table.add_column("What was said", ratio=4)
    table.add_column("Source, characters", ratio=2)
    for node in nodes:
        table.add_row(node["saidOn"] or "no date", _who(node), _what(node), _where(node))
    return table


def print_answer(nodes: Iterable[Mapping[str, Any]]) -> None:
    """Print the table on standard output, as wide as the terminal."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    console.print(answer_table(nodes))


def _who(node: Mapping[str, Any]) -> str:
    role = node["speakerRole"]
    name = (node["speaker"] or {}).get("name", "")
    return f"[bold]{name}[/bold]\n{role['role']}, {role['organisation']['name']}" if role else name


def _what(node: Mapping[str, Any]) -> str:
    manner = f"{node['kind']} {node['act']}".lower()
    return f"{node['text']}\n[dim]({manner})[/dim]"


def _where(node: Mapping[str, Any]) -> str:
    evidence = node["evidence"][0]
    name = "\n".join(textwrap.wrap(node["source"]["externalId"], 24))
    return f"{name}\n[dim]{evidence['start']}-{evidence['end']}[/dim]"
