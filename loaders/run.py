"""A load from its first file to its report: the one place that strings all rooms together."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from conflictdb.merging.twins import propose_twins
from conflictdb.merging.variants import propose_variants
from conflictdb.models import Actor, Issue, LoadRun, Source
from conflictdb.vocabularies import RunStatus
from loaders.gazetteer import Gazetteer
from loaders.pools import PoolMaker
from loaders.read import read_paths
from loaders.records import Document, Extraction, IssueRecord, Refusal
from loaders.report import LoadReport
from loaders.store.article import known_sources, store_article
from loaders.store.gazetteer import gazetteer_from_rows
from loaders.store.lock import only_load
from loaders.store.named import Named
from loaders.version import pipeline_version

if TYPE_CHECKING:
    from loaders.reading import Reader

BATCH = 32
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """How to load. `pool` makes the pool that reads (None: this process reads)."""

    language: str | None = None
    dry_run: bool = False
    fail_fast: bool = False
    reprocess: bool = False  # read unchanged articles again too, as after a new version of the programs or the vocabulary
    pool: PoolMaker | None = None


class EmptyGazetteerError(RuntimeError):
    """The database has no reference data, without which nothing can be linked."""


def load(paths: Iterable[Path], options: Options, progress: Callable[[LoadReport], None]) -> LoadReport:
    """Read the articles under `paths` and store what they say; `progress` is called after each article.

    Each article is stored whole or not at all, and what is stored stays when the load is stopped: the same command goes on.
    Raises LoadRunningError where another load is under way.
    """
    report = LoadReport(dry_run=options.dry_run, compare=options.reprocess)
    paths = list(paths)
    with only_load(), _undone(options.dry_run):
        run = _start(paths)
        try:
            with ExitStack() as stack:
                _load(paths, options, report, progress, stack)
        except KeyboardInterrupt:
            report.stopped = True
        except BaseException:
            _finish(run, report, RunStatus.FAILED)
            raise
        _finish(run, report, _status(report))
    return report


def _load(
    paths: list[Path], options: Options, report: LoadReport, progress: Callable[[LoadReport], None], stack: ExitStack
) -> None:
    if not Actor.objects.filter(is_reference=True).exists():
        raise EmptyGazetteerError("the database has no reference data: run `python manage.py load_reference` first")
    version = pipeline_version(tuple(settings.SPACY_PIPELINES.values()))
    reading = Reading(options, stack)
    named = Named(report.records)
    seen: dict[str, Document] = {}
    for batch in _batches(read_paths(paths, language=options.language)):
        fresh = _fresh(batch, seen, report, options)
        progress(report)
        for extraction in reading.read(fresh):
            if isinstance(extraction, Refusal):
                report.refuse(extraction)
            else:
                _store(extraction, named, version, report)
            progress(report)
        if options.fail_fast and report.refusals:
            break
    if report.records.counts["actor", "inserted"]:
        report.records.add("proposal", "inserted", propose_variants())
    if report.records.counts["location", "inserted"]:
        report.records.add("proposal", "inserted", propose_twins())


class Reading:
    """Reads documents here or in workers; gets ready with the first document, so that a load with nothing new is quick."""

    def __init__(self, options: Options, stack: ExitStack) -> None:
        self._options = options
        self._stack = stack
        self._pipelines = dict(settings.SPACY_PIPELINES)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return gazetteer_from_rows()

    @cached_property
    def _reader(self) -> Reader:
        from loaders.reading import Reader  # spaCy takes seconds to import

        return Reader(self._gazetteer, self._pipelines)

    @cached_property
    def _pool(self) -> Executor | None:
        if self._options.pool is None:
            return None
        from loaders.workers import setup_of

        return self._stack.enter_context(self._options.pool(setup_of(self._gazetteer, self._pipelines)))

    def read(self, documents: list[Document]) -> Iterable[Extraction | Refusal]:
        """What each document says, in order."""
        if not documents:
            return ()
        if self._pool:
            from loaders.workers import read_in_workers

            return read_in_workers(self._pool, documents)
        return self._reader.read(documents)


def _store(extraction: Extraction, named: Named, version: str, report: LoadReport) -> None:
    try:
        stored = store_article(extraction, named=named, pipeline=version, anew=report.compare)
    except BaseException as error:
        named.forget()  # it may remember rows that were rolled back
        if not isinstance(error, (DataError, IntegrityError)):
            raise
        logger.exception("storing %s failed", extraction.document.place)
        message = f"what was read can't be stored ({error}): please report it with the article"
        report.refuse(Refusal(extraction.document.place, "failed", message))
        return
    report.records.merge(stored.counts)
    if report.compare:
        report.changes += stored.changes.all
    report.take(extraction.document.external_id, stored.fate, (*extraction.issues, *stored.doubts))


def _fresh(batch: list[Document | Refusal], seen: dict[str, Document], report: LoadReport, options: Options) -> list[Document]:
    """The documents of the batch that must be read; the refused, unchanged and doubled ones are counted here."""
    documents = []
    for item in batch:
        if isinstance(item, Refusal):
            report.refuse(item)
        elif (first := seen.setdefault(item.external_id, item)) is not item:
            report.refuse(_doubled(first, item))
        else:
            documents.append(item)
    known = {} if options.reprocess else known_sources(documents)
    for document in documents:
        if known.get(document.external_id) == document.sha256:
            report.take(document.external_id, "unchanged")
    return [document for document in documents if known.get(document.external_id) != document.sha256]


def _doubled(first: Document, second: Document) -> Refusal:
    same = "the same text" if first.sha256 == second.sha256 else "another text"
    message = f"its id {second.external_id!r} is also that of {first.place}, with {same}: give one of them another name or id"
    return Refusal(second.place, "double-id", message)


def _batches(items: Iterator[Document | Refusal]) -> Iterator[list[Document | Refusal]]:
    while batch := list(itertools.islice(items, BATCH)):
        yield batch


def _start(paths: list[Path]) -> LoadRun:
    pipelines = tuple(settings.SPACY_PIPELINES.values())
    return LoadRun.objects.create(
        command="load_articles",
        arguments=[str(path) for path in paths],
        pipeline_version=pipeline_version(pipelines),
        started_at=timezone.now(),
    )


def _status(report: LoadReport) -> RunStatus:
    if report.stopped:
        return RunStatus.FAILED
    return RunStatus.REFUSED_SOME if report.refusals else RunStatus.CLEAN


def _finish(run: LoadRun, report: LoadReport, status: RunStatus) -> None:
    run.status = status.value
    run.finished_at = timezone.now()
    summary = report.as_dict()
    run.counts = {key: summary[key] for key in ("read", "stored", "changed", "unchanged", "refused", "records", "stopped")}
    run.save()
    Issue.objects.bulk_create(
        [Issue(run=run, path=r.place, code=r.code, message=r.message) for r in report.refusals] + _issues(run, report.issues)
    )


def _issues(run: LoadRun, issues: list[tuple[str, IssueRecord]]) -> list[Issue]:
    names = {external_id for external_id, _ in issues}
    sources = {source.external_id: source for source in Source.objects.filter(external_id__in=names).only("pk", "external_id")}
    return [
        Issue(
            run=run,
            source=sources.get(external_id),
            path=external_id,
            code=issue.code,
            message=issue.message,
            start=issue.start,
            end=issue.end,
        )
        for external_id, issue in issues
    ]


@contextmanager
def _undone(dry_run: bool) -> Iterator[None]:
    """Where it is a dry run, do everything in one transaction and take all of it back."""
    if not dry_run:
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
