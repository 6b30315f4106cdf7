"""Reading in several processes (`pools.py` makes them). Results come in the order of the documents."""

from __future__ import annotations

import functools
import hashlib
import pickle
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor

from loaders.gazetteer import Gazetteer
from loaders.reading import Reader
from loaders.records import Document, Extraction

CHUNK = 4  # documents a task: small enough to keep all workers busy to the end


def read_in_workers(
    pool: Executor, documents: Sequence[Document], gazetteer: Gazetteer, pipelines: Mapping[str, str]
) -> Iterator[Extraction]:
    """Yield what each document says, in order, read by the pool."""
    setup = _setup(gazetteer, tuple(sorted(pipelines.items())))
    chunks = [tuple(documents[start : start + CHUNK]) for start in range(0, len(documents), CHUNK)]
    for extractions in pool.map(functools.partial(_read, setup), chunks):
        yield from extractions


@functools.lru_cache(maxsize=1)
def _setup(gazetteer: Gazetteer, pipelines: tuple[tuple[str, str], ...]) -> tuple[str, bytes]:
    data = pickle.dumps((gazetteer, dict(pipelines)))
    return hashlib.sha256(data).hexdigest(), data


_readers: dict[str, Reader] = {}


def _read(setup: tuple[str, bytes], documents: tuple[Document, ...]) -> list[Extraction]:
    digest, data = setup
    if digest not in _readers:
        gazetteer, pipelines = pickle.loads(data)  # made by this very run
        _readers.clear()
        _readers[digest] = Reader(gazetteer, pipelines)
    return list(_readers[digest].read(documents))
