"""Where reading runs when not in this process: processes of this machine, or a Dask cluster."""

from __future__ import annotations

from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context


class NoClusterError(RuntimeError):
    """No Dask cluster can be reached."""


def local_pool(workers: int) -> Executor:
    """A pool of processes on this machine."""
    # spawned, not forked: a fork would share the database connection
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def cluster_pool(address: str) -> Executor:
    """The workers of a Dask scheduler ("tcp://host:8786"); they must have this project installed."""
    try:
        from distributed import Client
    except ImportError as error:
        raise NoClusterError("--cluster needs Dask: install the extra with `uv sync --extra cluster`") from error
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise NoClusterError(f"no Dask scheduler answers at {address}: {error}") from error
    executor: Executor = client.get_executor()
    return executor
