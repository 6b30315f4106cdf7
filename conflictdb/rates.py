"""How much a caller may ask for: buckets that fill up again by the minute, shared by all processes of a machine.

The buckets lie in a file that every process maps into its memory: counting a request costs microseconds and asks no server. A
process that is killed in the middle leaves no lock behind, because the system gives its locks back.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import mmap
import os
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings

from conflictdb import limits
from conflictdb.vocabularies import RateClass

log = logging.getLogger("conflictdb.rates")
SETS, WAYS = 4_096, 8  # a bucket has its place in one set; the full buckets of a set make room for new ones
BUCKET = struct.Struct("<8sddd")  # whose it is, how much it held, when that was, how much it holds when full
SIZE = SETS * WAYS * BUCKET.size


@dataclass(frozen=True, slots=True)
class Rate:
    """Requests and points a minute."""

    requests: int
    points: int


RATES = {
    RateClass.ANONYMOUS: Rate(limits.RATE_ANONYMOUS_REQUESTS, limits.RATE_ANONYMOUS_POINTS),
    RateClass.STANDARD: Rate(limits.RATE_STANDARD_REQUESTS, limits.RATE_STANDARD_POINTS),
    RateClass.PARTNER: Rate(limits.RATE_PARTNER_REQUESTS, limits.RATE_PARTNER_POINTS),
}


class Buckets:
    """A bucket for each name, in a file; where there can be none, in the memory of this process alone."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = threading.Lock()

    @cached_property
    def _file(self) -> int | None:
        path = self._path or settings.RATES_FILE
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            os.ftruncate(file, SIZE)
        except OSError as error:
            log.warning("callers are counted in this process alone: %s can't be written (%s)", path, error.strerror)
            return None
        return file

    @cached_property
    def _memory(self) -> mmap.mmap:
        return mmap.mmap(-1 if self._file is None else self._file, SIZE)

    @contextmanager
    def _alone(self) -> Iterator[mmap.mmap]:
        """The buckets, while no other thread and no other process touches them."""
        with self._lock:
            memory = self._memory
            if self._file is None:
                yield memory
                return
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield memory
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def take(self, name: str, amount: float, per_minute: int) -> float:
        """Take so much out of a bucket that holds a minute's worth; return the seconds to wait where there is too little."""
        key = hashlib.blake2b(name.encode(errors="replace"), digest_size=8).digest()
        now, most = time.time(), float(per_minute)
        with self._alone() as memory:
            place, held, since = self._find(memory, key, now, most)
            held = min(most, held + max(0.0, now - since) * most / 60)
            missing = min(amount, most) - held
            BUCKET.pack_into(memory, place, key, held - amount if missing <= 0 else held, now, most)
        return max(0.0, missing * 60 / most)

    def _find(self, memory: mmap.mmap, key: bytes, now: float, most: float) -> tuple[int, float, float]:
        """Where the bucket lies, what it held and when; a new one takes the place of the one in its set that is the fullest."""
        first = int.from_bytes(key[:4], "little") % SETS * WAYS * BUCKET.size
        fullest, place = -1.0, first
        for at in range(first, first + WAYS * BUCKET.size, BUCKET.size):
            whose, held, since, full = BUCKET.unpack_from(memory, at)
            if whose == key:
                return at, held, since
            share = held / full + max(0.0, now - since) / 60 if full else 1e9
            if share > fullest:
                fullest, place = share, at
        return place, most, now

    def clear(self) -> None:
        """Fill all buckets."""
        with self._alone() as memory:
            memory[:] = bytes(SIZE)


buckets = Buckets()
