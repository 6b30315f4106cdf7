"""Bring a delta into a database that holds the version before."""

from __future__ import annotations

import sys
import time
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conflictdb.export.apply import DeltaError, apply_deltas
from conflictdb.tables import need_tables

EVERY_SECONDS = 10.0
EVERY_SECONDS_LIVE = 0.2


class Command(BaseCommand):
    help = """Bring what changed from one published version to the next into a database that holds the former: all or nothing.
FOLDER: a version's folder (its manifest.json and delta/ are enough), or one that export_dataset --since has written; several
are applied in their order. The database's files are hashed before and after. The version goes to standard output.
Exit code: 0 clean (also where the database held the version already), 2 refused, and nothing changed.

Example: .venv/bin/python manage.py apply_delta exports/20260302T020000Z-77aa01bc"""

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="the older first")

    def handle(self, *args: Any, **options: Any) -> None:
        need_tables()
        self._last = time.monotonic()
        try:
            applied = apply_deltas(options["folders"], self._show)
        except (DeltaError, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        if applied.saved or applied.removed:
            verdict = f"now version {applied.version}: {applied.saved} rows saved, {applied.removed} taken away"
        else:
            verdict = f"already version {applied.version}: nothing to do"
        self.stderr.write(verdict, self.style.SUCCESS)
        self.stdout.write(applied.version)

    def _show(self, what: str, rows: int) -> None:
        live = sys.stderr.isatty()
        if time.monotonic() - self._last >= (EVERY_SECONDS_LIVE if live else EVERY_SECONDS):
            self._last = time.monotonic()
            self.stderr.write(f"{what}: {rows} rows", ending="\r" if live else "\n")
            self.stderr.flush()
