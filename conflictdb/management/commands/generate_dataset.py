"""Fill the database with a made-up dataset, for measuring."""

from __future__ import annotations

import time
from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conflictdb.generate.articles import Sizes
from conflictdb.generate.fill import NotEmptyError, check_target, fill

REPORT_SECONDS = 10.0


class Command(BaseCommand):
    help = """Fill the database with a made-up dataset of any size, for measuring; needs the reference data (load_reference).

Example: CONFLICTDB_VAR=/tmp/big .venv/bin/python manage.py generate_dataset --statements 1000000 --seed 1"""

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--statements", type=int, default=10_000, metavar="N", help="how many statements (default: 10000)")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same dataset (default: 1)")
        parser.add_argument("--yes", action="store_true", help="also where the database holds real articles")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["statements"] < 1:
            raise CommandError(f"--statements {options['statements']}: make at least 1", returncode=2)
        started = self.reported = time.monotonic()
        try:
            check_target(yes=options["yes"])
        except NotEmptyError as error:
            raise CommandError(str(error), returncode=2) from error
        filled = fill(Sizes(options["statements"]), options["seed"], self.report)
        for table, rows in filled.rows.items():
            self.stderr.write(f"{table:30} {rows:>10,}")
        self.stderr.write(f"done in {time.monotonic() - started:.0f} s", self.style.SUCCESS)

    def report(self, line: str) -> None:
        """Say how far it is, every ten seconds."""
        if time.monotonic() - self.reported >= REPORT_SECONDS:
            self.reported = time.monotonic()
            self.stderr.write(line)
