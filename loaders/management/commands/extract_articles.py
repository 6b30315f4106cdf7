"""Read articles and print what they say; nothing is stored and no database is needed."""

from __future__ import annotations

import itertools
import json
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from loaders.pools import local_pool
from loaders.printed import printed
from loaders.progress import progress
from loaders.read import read_paths
from loaders.reading import Reader
from loaders.records import Document, Refusal
from loaders.reference import shipped_gazetteer
from loaders.report import LoadReport
from loaders.workers import read_in_workers

BATCH = 64


class Command(BaseCommand):
    help = """Read articles and print one JSON line an article on standard output; nothing is stored, no database is needed.
The report goes to standard error. Exit code: 0 clean, 1 something was refused, 2 could not run.

Example: python manage.py extract_articles fixtures/articles > extracted.jsonl"""
    requires_system_checks: list[str] = []

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="file or folder; - reads standard input")
        parser.add_argument("--workers", type=int, default=1, metavar="N", help="read in N processes on this machine")
        parser.add_argument("--language", choices=["en", "fr"], help="the language of all texts (default: told from each text)")

    def handle(self, *args: Any, **options: Any) -> None:
        gazetteer, pipelines = shipped_gazetteer(), dict(settings.SPACY_PIPELINES)
        report = LoadReport()
        reader = Reader(gazetteer, pipelines) if options["workers"] <= 1 else None
        with local_pool(max(options["workers"], 1)) as pool, progress() as show:
            items = read_paths([Path(path) for path in options["paths"]], language=options["language"])
            for batch in _batches(items, report):
                extractions = reader.read(batch) if reader else read_in_workers(pool, batch, gazetteer, pipelines)
                for extraction in extractions:
                    self.stdout.write(json.dumps(printed(extraction, gazetteer), ensure_ascii=False))
                    report.take(extraction.document.external_id, "stored")
                    show(report)
        self.stderr.write(f"{report.read} read, {report.articles['refused']} refused", self.style.SUCCESS)
        for refusal in report.refusals:
            self.stderr.write(f"refused: {refusal.place}: {refusal.message} [{refusal.code}]")
        if report.refusals:
            raise SystemExit(1)


def _batches(items: Iterator[Document | Refusal], report: LoadReport) -> Iterator[list[Document]]:
    while batch := list(itertools.islice(items, BATCH)):
        for item in batch:
            if isinstance(item, Refusal):
                report.refuse(item)
        yield [item for item in batch if isinstance(item, Document)]
