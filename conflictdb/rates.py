"""How much a caller may ask for: buckets that fill up again by the minute, one set of them in each process."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from conflictdb import limits
from conflictdb.vocabularies import RateClass

KEPT = 20_000


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
    """A bucket for each name. The least used are forgotten, which means that they are full again."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, name: str, amount: float, per_minute: int) -> float:
        """Take so much out of a bucket that holds a minute's worth; return the seconds to wait where there is too little."""
        now = time.monotonic()
        with self._lock:
            held, since = self._kept.pop(name, (float(per_minute), now))
            held = min(float(per_minute), held + (now - since) * per_minute / 60)
            missing = min(amount, per_minute) - held
            self._kept[name] = (held - amount if missing <= 0 else held, now)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return max(0.0, missing * 60 / per_minute)

    def clear(self) -> None:
        """Fill all buckets."""
        with self._lock:
            self._kept.clear()


buckets = Buckets()
