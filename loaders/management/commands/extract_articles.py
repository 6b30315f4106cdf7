"""Read articles and print what they say; nothing is stored and no database is needed."""

from __future__ import annotations

import json
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from loaders.gazetteer import Gazetteer
from loaders.page import PageFolder
from loaders.pools import pool_maker
from loaders.printed import printed
from loaders.progress import progress
from loaders.read import NothingThereError, check_paths, read_paths
from loaders.reading import Reader
from loaders.records import Document, Extraction, Refusal
from loaders.reference import shipped_gazetteer
from loaders.report import LoadReport
from loaders.vocab import VocabularyError
from loaders.workers import read_in_workers, setup_of


class Command(BaseCommand):
    help = """Read articles and print one JSON line an article on standard output; nothing is stored, no database is needed.
The report goes to standard error. Exit code: 0 clean, 1 something was refused, 2 could not run.

Examples:
  .venv/bin/python manage.py extract_articles fixtures/articles > extracted.jsonl
  .venv/bin/python manage.py extract_articles fixtures/articles --html pages > extracted.jsonl   (open pages/index.html)"""
    requires_system_checks: list[str] = []

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="file or folder; - reads standard input")
        parser.add_argument("--workers", type=int, default=1, metavar="N", help="read in N processes on this machine")
        parser.add_argument("--language", choices=["en", "fr"], help="the language of all texts (default: told from each text)")
        parser.add_argument(
            "--html", type=Path, metavar="FOLDER", help="also write a page an article: what was read, marked in the text"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = LoadReport()
        try:
            check_paths(Path(path) for path in options["paths"])
            self._extract(options, shipped_gazetteer(), dict(settings.SPACY_PIPELINES), report)
        except (NothingThereError, VocabularyError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stderr.write(f"{report.articles['read']} read, {report.articles['refused']} refused", self.style.SUCCESS)
        for refusal in report.refusals:
            self.stderr.write(f"refused: {refusal.place}: {refusal.message} [{refusal.code}]")
        if report.refusals:
            raise SystemExit(1)

    def _extract(self, options: dict[str, Any], gazetteer: Gazetteer, pipelines: dict[str, str], report: LoadReport) -> None:
        make = pool_maker(options["workers"], None)
        with ExitStack() as stack:
            show = stack.enter_context(progress())
            pages = stack.enter_context(closing(PageFolder(options["html"]))) if options["html"] else None
            pool = stack.enter_context(make(setup_of(gazetteer, pipelines))) if make else None
            documents = _readable(read_paths([Path(path) for path in options["paths"]], language=options["language"]), report)
            for extraction in read_in_workers(pool, documents) if pool else Reader(gazetteer, pipelines).read(documents):
                self._print(extraction, gazetteer, report, pages)
                show(report)

    def _print(
        self, extraction: Extraction | Refusal, gazetteer: Gazetteer, report: LoadReport, pages: PageFolder | None
    ) -> None:
        if isinstance(extraction, Refusal):
            report.refuse(extraction)
            return
        self.stdout.write(json.dumps(printed(extraction, gazetteer), ensure_ascii=False))
        if pages:
            pages.add(extraction, gazetteer)
        report.take(extraction.document.external_id, "read")


def _readable(items: Iterable[Document | Refusal], report: LoadReport) -> Iterator[Document]:
    """The documents among the items, as they come; what is refused goes into the report."""
    for item in items:
        if isinstance(item, Document):
            yield item
        else:
            report.refuse(item)
