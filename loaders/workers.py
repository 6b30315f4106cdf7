"""Reading in several processes (`pools.py` makes them). Results come in the order of the documents."""

from __future__ import annotations

import itertools
import pickle
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future

from loaders.gazetteer import Gazetteer
from loaders.reading import Reader
from loaders.records import Document, Extraction, Refusal

CHUNK = 4  # documents a task: small enough to keep all workers busy to the end
WINDOW = 32  # tasks under way or waiting to be taken: bounds the memory of a long run

_reader: Reader | None = None  # a worker's own, made once


def setup_of(gazetteer: Gazetteer, pipelines: Mapping[str, str]) -> bytes:
    """What a worker needs to get ready, as bytes that travel."""
    return pickle.dumps((gazetteer, dict(pipelines)))


def get_ready(setup: bytes) -> None:
    """Make this process's reader; called once in every worker."""
    global _reader  # noqa: PLW0603 - a worker process has no other place that outlives a task
    gazetteer, pipelines = pickle.loads(setup)  # made by this very run
    _reader = Reader(gazetteer, pipelines)


def read_in_workers(pool: Executor, documents: Iterable[Document]) -> Iterator[Extraction | Refusal]:
    """Yield what each document says, in order, read by the pool's workers; documents are taken as the workers get on."""
    waiting: deque[Future[list[Extraction | Refusal]]] = deque()
    for chunk in _chunks(documents):
        waiting.append(pool.submit(_read, chunk))
        if len(waiting) >= WINDOW:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _chunks(documents: Iterable[Document]) -> Iterator[tuple[Document, ...]]:
    coming = iter(documents)
    while chunk := tuple(itertools.islice(coming, CHUNK)):
        yield chunk


def _read(documents: tuple[Document, ...]) -> list[Extraction | Refusal]:
    if _reader is None:
        raise RuntimeError("this worker did not get ready: start the load again")
    return list(_reader.read(documents))
