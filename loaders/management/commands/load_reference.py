"""Load the shipped reference data."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from loaders.reference import FIXTURES, ReferenceDataError, read_reference
from loaders.store.ready import make_ready
from loaders.store.reference import store_reference


class Command(BaseCommand):
    help = """Load the shipped actors, posts, places, topics and resolutions (fixtures/). A second run changes nothing.

Example: .venv/bin/python manage.py load_reference"""

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=FIXTURES, help="where the JSON Lines files lie (default: fixtures/)")

        parser.add_argument("--if-missing", action="store_true", help="only make a new database ready: its tables and these data")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_missing"]:
            make_ready(self.stderr)
            return
        try:
            counts = store_reference(read_reference(options["folder"]))
        except (ReferenceDataError, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        for noun, outcomes in counts.by_noun().items():
            line = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.items() if outcome != "withdrawn")
            self.stderr.write(f"{noun:12} {line}", self.style.SUCCESS)
