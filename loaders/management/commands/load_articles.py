"""Read articles and store what they say."""

from __future__ import annotations

import json
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from loaders.pools import NoClusterError, pool_maker
from loaders.progress import progress
from loaders.read import NothingThereError, check_paths
from loaders.run import EmptyGazetteerError, Options, load
from loaders.store.lock import LoadRunningError
from loaders.store.ready import NotReadyError, check_tables
from loaders.vocab import VocabularyError

COULD_NOT_RUN = (
    NothingThereError, LoadRunningError, EmptyGazetteerError, NoClusterError, NotReadyError, VocabularyError,
)  # fmt: skip


class Command(BaseCommand):
    help = """Read articles (.txt, .html, .json, .jsonl[.gz], .zip, .tar.gz, folders, - for standard input) and store what
they say. Loading again what is unchanged stores nothing. Exit code: 0 clean, 1 something was refused, 2 could not run.

Examples: .venv/bin/python manage.py load_articles fixtures/articles --report report.json
          .venv/bin/python manage.py load_articles fixtures/articles --reprocess --dry-run"""

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="file or folder; - reads standard input")
        parser.add_argument("--workers", type=int, default=1, metavar="N", help="read in N processes on this machine")
        parser.add_argument("--cluster", metavar="ADDRESS", help="read on the workers of this Dask scheduler")
        parser.add_argument("--language", choices=["en", "fr"], help="the language of all texts (default: told from each text)")
        parser.add_argument("--dry-run", action="store_true", help="do everything, report it, and store nothing")
        parser.add_argument(
            "--reprocess",
            action="store_true",
            help="read unchanged articles again too, and tell every record that appears, changes or vanishes; with --dry-run "
            "before anything is written",
        )
        parser.add_argument("--report", type=Path, metavar="FILE.json", help="write the report there too")
        parser.add_argument("--fail-fast", action="store_true", help="stop at the first input that is refused")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["workers"] < 1:
            raise CommandError(f"--workers {options['workers']}: give a number from 1 up", returncode=2)
        settings = Options(
            language=options["language"],
            dry_run=options["dry_run"],
            fail_fast=options["fail_fast"],
            reprocess=options["reprocess"],
            pool=pool_maker(options["workers"], options["cluster"]),
        )
        paths = [Path(path) for path in options["paths"]]
        try:
            check_paths(paths)
            check_tables()
            with progress() as show:
                report = load(paths, settings, show)
        except (*COULD_NOT_RUN, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        if options["report"]:
            options["report"].write_text(json.dumps(report.as_dict(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        for line in report.lines():
            self.stderr.write(line, self.style.SUCCESS)
        if report.stopped:
            raise SystemExit(130)
        if report.refusals:
            raise SystemExit(1)
