"""Say what in the dataset contradicts itself."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from conflictdb.checks import CHECKS, check_dataset
from conflictdb.tables import need_tables


class Command(BaseCommand):
    help = """Look for what contradicts itself: hierarchies that run in circles, posts out of order, statements in a post that
was not held, places outside what they lie in, names that two actors or neighbours share, evidence that does not stand in its
source, records that rest on nothing or point to what no longer stands. The report goes to standard error. Exit code: 0 nothing
found, 1 something found, 2 could not run.

Example: .venv/bin/python manage.py check_dataset --limit 0"""

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--limit", type=int, default=20, metavar="N", help="how many findings of a check to print; 0: all (default 20)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        need_tables()
        found: Counter[str] = Counter()
        for finding in check_dataset():
            found[finding.check] += 1
            if not options["limit"] or found[finding.check] <= options["limit"]:
                self.stderr.write(f"{finding.check}: {finding.record}: {finding.message}", self.style.WARNING)
        for check in CHECKS:
            self.stderr.write(f"{check:20} {found[check] or 'ok'}", self.style.ERROR if found[check] else self.style.SUCCESS)
        if found:
            raise SystemExit(1)
