"""Publish a new version of the dataset's files."""

from __future__ import annotations

import sys
import time
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from conflictdb.export.delta import DamagedError
from conflictdb.export.publish import (
    ExportRunningError,
    NothingToExportError,
    ShrunkError,
    UnknownVersionError,
    delta_since,
    publish,
)
from conflictdb.tables import need_tables

EVERY_SECONDS = 10.0
EVERY_SECONDS_LIVE = 0.2


class Command(BaseCommand):
    help = """Write a new version of the dataset for partners: JSON Lines, Django fixtures, a manifest and checksums, whole or not
at all. Where nothing has changed since the latest version, none is made. Each version carries what changed since the one before
(delta/, for apply_delta). The version's folder goes to standard output; with --since that of the delta.
Exit code: 0 clean, 2 could not run.

Example: .venv/bin/python manage.py export_dataset --folder /srv/exports"""

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=settings.EXPORT_DIR, help=f"where versions lie (default: {settings.EXPORT_DIR})"
        )
        parser.add_argument(
            "--allow-shrinking", action="store_true", help="publish though a file has lost more than half of its rows"
        )

        parser.add_argument(
            "--since",
            metavar="VERSION",
            help="also write what changed since this older version, into deltas/ beside the versions",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        need_tables()
        self._last = time.monotonic()
        try:
            publication = publish(options["folder"], self._show, allow_shrinking=options["allow_shrinking"])
            since = delta_since(options["folder"], options["since"]) if options["since"] else None
        except (ExportRunningError, NothingToExportError, ShrunkError, UnknownVersionError, DamagedError, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        counts = ", ".join(f"{number} {noun}" for noun, number in publication.counts.items())
        verdict = "new version" if publication.new else "unchanged"
        self.stderr.write(f"{verdict} {publication.version}: {counts}", self.style.SUCCESS)
        if publication.remark:
            self.stderr.write(publication.remark, self.style.WARNING)
        self.stdout.write(str(since or publication.folder))

    def _show(self, what: str, rows: int) -> None:
        live = sys.stderr.isatty()
        if time.monotonic() - self._last >= (EVERY_SECONDS_LIVE if live else EVERY_SECONDS):
            self._last = time.monotonic()
            self.stderr.write(f"{what}: {rows} rows", ending="\r" if live else "\n")
            self.stderr.flush()
