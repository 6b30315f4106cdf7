"""Where reading runs when not in this process: processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

import functools
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context

# Makes a pool whose workers have called `get_ready(setup)`.
PoolMaker = Callable[[bytes], Executor]


class NoClusterError(RuntimeError):
    """No Dask cluster can be reached."""


def local_pool(workers: int, setup: bytes) -> Executor:
    """A pool of processes on this machine."""
    from loaders.workers import get_ready  # spaCy takes seconds to import

    # spawned, not forked: a fork would share the database connection
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=get_ready, initargs=(setup,))


def cluster_pool(address: str, setup: bytes) -> Executor:
    """The workers of a Dask scheduler ("tcp://host:8786"), also those that join later; they must have this project installed."""
    try:
        from distributed import Client, WorkerPlugin
    except ImportError as error:
        raise NoClusterError("--cluster needs Dask: install it with `.venv/bin/uv sync --extra cluster --active`") from error
    from loaders.workers import get_ready

    class Ready(WorkerPlugin):  # type: ignore[misc]
        def setup(self, worker: object) -> None:
            get_ready(setup)

    try:
        client = Client(address, timeout=10)
        client.register_plugin(Ready())
    except (OSError, ValueError) as error:
        raise NoClusterError(f"no Dask scheduler answers at {address}: {error}") from error
    executor: Executor = client.get_executor()
    return executor


def pool_maker(workers: int, cluster: str | None) -> PoolMaker | None:
    """What makes the pool that the two options ask for; None: this process reads."""
    if cluster:
        return functools.partial(cluster_pool, cluster)
    return functools.partial(local_pool, workers) if workers > 1 else None
