"""Serving many connections with few: requests wait for one of a few slots, each of which has a database connection of its own.

A thread of the server that reads what a slow client sends, or sends what a slow client reads, holds no slot meanwhile, so that
slow clients keep nobody else waiting. One address may keep only so many threads reading.
"""

from __future__ import annotations

import io
import os
import queue
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from conflictdb.limits import BODY_BYTES_READ_MAX, SLOW_BODIES_MAX

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Any]
SLOW_SECONDS = 1.0
BEHIND_PROXY = os.environ.get("BEHIND_PROXY") == "1"


class Slots:
    """The application, let do so many requests at a time."""

    def __init__(self, application: Application, number: int) -> None:
        self.application = application
        self._free: queue.LifoQueue[Any] = queue.LifoQueue()
        for _ in range(number):
            self._free.put(None)
        self._reading: dict[object, tuple[str, float]] = {}

    def __call__(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request as soon as it has been read and a slot is free."""
        if not self._read(environ):
            start("429 Too Many Requests", [("Content-Type", "text/plain"), ("Retry-After", "5")])
            return [b"RATE_LIMITED: this address has not sent to the end what it is asking already\n"]
        slot = _Slot(self._free)
        try:
            answer = self.application(environ, start)
        except BaseException:
            slot.leave()
            raise
        if getattr(answer, "streaming", False):
            slot.make_way()
            return _Stream(answer, slot)
        try:
            return [b"".join(answer)]
        finally:
            answer.close()
            slot.leave()

    def _read(self, environ: Environ) -> bool:
        """Read the body whole; false where this address is slow with too many already. What is too long is left for the view."""
        length = _length(environ)
        if not length or length > BODY_BYTES_READ_MAX:
            return True
        address, now, mark = _address(environ), time.monotonic(), object()
        if len(self._reading) >= SLOW_BODIES_MAX:
            slow = [where for where, since in list(self._reading.values()) if now - since > SLOW_SECONDS]
            if slow.count(address) >= SLOW_BODIES_MAX:
                return False
        self._reading[mark] = (address, now)
        try:
            environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(length))
        finally:
            del self._reading[mark]
        return True


def _length(environ: Environ) -> int:
    text = str(environ.get("CONTENT_LENGTH") or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def _address(environ: Environ) -> str:
    forwarded = str(environ.get("HTTP_X_FORWARDED_FOR", "")) if BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or str(environ.get("REMOTE_ADDR", ""))


class _Slot:
    """A slot while this thread holds it and uses its database connection."""

    def __init__(self, free: queue.LifoQueue[Any]) -> None:
        self._free = free
        database = free.get()
        _forget()
        if database is not None:
            connections[DEFAULT_DB_ALIAS] = database

    def leave(self) -> None:
        """Give the slot back with its connection."""
        database = connections[DEFAULT_DB_ALIAS]
        if not database.allow_thread_sharing:  # by one thread after the other, never by two at once
            database.inc_thread_sharing()
        _forget()
        self._free.put(database)

    def make_way(self) -> None:
        """Give the slot back without the connection, which a stream goes on to read from."""
        self._free.put(None)


def _forget() -> None:
    """This thread has no connection any more."""
    if hasattr(connections._connections, DEFAULT_DB_ALIAS):  # type: ignore[attr-defined]
        del connections[DEFAULT_DB_ALIAS]


class _Stream:
    """An answer that is sent piece by piece, with a connection of its own until its end."""

    def __init__(self, answer: Any, slot: _Slot) -> None:
        self._answer, self._slot = answer, slot

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._answer)

    def close(self) -> None:
        """End the answer and its connection."""
        try:
            self._answer.close()
        finally:
            connections.close_all()
            _forget()


def in_slots(application: Application) -> Application:
    """The application in the slots of this process: as many as WEB_SLOTS says."""
    return Slots(application, max(1, int(os.environ.get("WEB_SLOTS", "4"))))
