"""Load the places of a GeoNames dump."""

from __future__ import annotations

import sys
import time
from argparse import RawDescriptionHelpFormatter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from loaders.geonames import DumpError
from loaders.progress import EVERY_SECONDS
from loaders.store.dump import DumpReport, Limits, store_dump
from loaders.store.lock import LoadRunningError, only_load

SHOWN = 20


class Command(BaseCommand):
    help = """Load the places of a GeoNames dump file (.txt, .gz or .zip of https://download.geonames.org/export/dump/).
Shipped places and a person's decisions stand; the same command goes on after a stop, and a second run changes nothing.
Exit code: 0 clean, 1 lines were refused, 2 could not run.

Example: .venv/bin/python manage.py load_gazetteer CD.zip --feature-class P --feature-class A"""

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a GeoNames dump: nineteen columns parted by tabs")
        parser.add_argument("--country", action="append", default=[], metavar="CC", help="only this country (may be repeated)")
        parser.add_argument(
            "--feature-class",
            action="append",
            default=[],
            metavar="X",
            help="only this class: A, P, H, L, S, T (may be repeated)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        limits = Limits(_upper(options["country"]), _upper(options["feature_class"]))
        try:
            with only_load():
                report = store_dump(options["file"], limits, self._progress())
        except OSError as error:
            raise CommandError(f"{options['file']} can't be read: {error.strerror or error}", returncode=2) from error
        except (DumpError, LoadRunningError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stderr.write(_line(report), self.style.SUCCESS)
        for message in report.refused[:SHOWN]:
            self.stderr.write(f"refused: {message}")
        if len(report.refused) > SHOWN:
            self.stderr.write(f"... and {len(report.refused) - SHOWN} lines more")
        if report.refused:
            raise SystemExit(1)

    def _progress(self) -> Callable[[DumpReport], None]:
        live = sys.stderr.isatty()
        last = time.monotonic()

        def show(report: DumpReport) -> None:
            nonlocal last
            if live:
                self.stderr.write(f"\r{_line(report)}", ending="")
            elif time.monotonic() - last >= EVERY_SECONDS:
                last = time.monotonic()
                self.stderr.write(_line(report))

        return show


def _upper(values: list[str]) -> frozenset[str]:
    return frozenset(part.strip().upper() for value in values for part in value.split(",") if part.strip())


def _line(report: DumpReport) -> str:
    outcomes = report.records.by_noun().get("location", {})
    counts = ", ".join(f"{outcomes.get(outcome, 0)} {outcome}" for outcome in ("inserted", "updated", "unchanged"))
    return f"{report.lines} lines: {counts}, {report.left_out} left out, {len(report.refused)} refused"
