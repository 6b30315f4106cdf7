"""Progress of a long run: a live line on a terminal, a plain line every ten seconds elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from loaders.report import FATES, LoadReport

EVERY_SECONDS = 10


class Show(Protocol):
    """Shows how far a load is."""

    def __call__(self, report: LoadReport) -> None:
        """Show it."""


@contextmanager
def progress(total: int | None = None) -> Iterator[Show]:
    """Give a function that shows a report on standard error, live or line by line as the place allows."""
    if sys.stderr.isatty():
        with _live(total) as show:
            yield show
    else:
        yield _plain()


@contextmanager
def _live(total: int | None) -> Iterator[Show]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("reading", total=total)

        def show(report: LoadReport) -> None:
            bar.update(task, completed=report.read, description=_line(report))

        yield show


def _plain() -> Show:
    last = time.monotonic()

    def show(report: LoadReport) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY_SECONDS:
            last = time.monotonic()
            print(f"so far: {_line(report)}", file=sys.stderr, flush=True)

    return show


def _line(report: LoadReport) -> str:
    fates = ("read", "refused") if report.articles["read"] else FATES
    return ", ".join(f"{report.articles[fate]} {fate}" for fate in fates)
