"""The least that an answer can cost: a bare WSGI application that runs one hand-written statement for each address."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psycopg

FOLDER = Path(__file__).parent
STATEMENTS = {f"/{path.stem}": path.read_text() for path in FOLDER.glob("*.sql")}
# How often a connection sends a statement before the server keeps its plan; never, unless told to.
THRESHOLD = int(os.environ["FLOOR_PREPARE"]) if os.environ.get("FLOOR_PREPARE") else None
_here = threading.local()


def _connection() -> Any:
    if not hasattr(_here, "connection"):
        _here.connection = psycopg.connect(os.environ["FLOOR_DATABASE"], autocommit=True, prepare_threshold=THRESHOLD)
    return _here.connection


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The text that the statement of this address yields."""
    statement = STATEMENTS[environ["PATH_INFO"]]
    for name in ("DAY", "ID"):
        statement = statement.replace(f"'{name}'", f"'{os.environ.get(f'FLOOR_{name}', '')}'")
    [text] = _connection().execute(statement).fetchone()
    body = b'{"data":%b}' % text.encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
