"""Remove old versions of the dataset's files."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from conflictdb.export.publish import ExportRunningError, prune


class Command(BaseCommand):
    help = """Remove all but the newest versions that export_dataset has made. The latest one always stays.

Example: .venv/bin/python manage.py prune_exports --keep 30"""

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keep", type=int, required=True, metavar="N", help="how many versions stay (1 or more)")
        parser.add_argument(
            "--folder", type=Path, default=settings.EXPORT_DIR, help=f"where versions lie (default: {settings.EXPORT_DIR})"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep"] < 1:
            raise CommandError(f"--keep {options['keep']}: keep at least 1", returncode=2)
        try:
            gone = prune(options["folder"], options["keep"])
        except (ExportRunningError, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        for version in gone:
            self.stderr.write(f"removed {version.name}")
        self.stderr.write(f"{len(gone)} removed", self.style.SUCCESS)
