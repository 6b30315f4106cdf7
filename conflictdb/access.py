"""Who asks, whether they may, and whether they have asked too much."""

from __future__ import annotations

import ipaddress
import math
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from conflictdb.keys import find_key
from conflictdb.rates import RATES, buckets
from conflictdb.vocabularies import RateClass, Scope


class Denied(Exception):  # noqa: N818 - what happens to a caller
    """A caller who gets nothing: the HTTP status, why, and after how many seconds to come again (0: not at all)."""

    def __init__(self, status: int, message: str, retry_after: int = 0) -> None:
        super().__init__(message)
        self.status, self.retry_after = status, retry_after


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the name under which it is counted, and how much it may ask for."""

    name: str
    rate: RateClass


def admit(request: HttpRequest, scope: Scope) -> Caller:
    """The caller, with this request counted; raises Denied."""
    caller = Caller(f"address:{address(request)}", RateClass.ANONYMOUS)
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        key = find_key(secret.strip())
        if key is None:
            _take(caller, "requests", 1)  # guessing is counted too
            raise Denied(
                401, "this key is not valid: it was mistyped, has expired or was revoked; ask without one, or get a new one"
            )
        if scope.value not in key.scopes:
            raise Denied(403, f"this key is not good for {scope.value}")
        caller = Caller(f"key:{key.pk}", RateClass(key.rate_class))
    _take(caller, "requests", 1)
    return caller


def charge(caller: Caller, points: int) -> None:
    """Take points for what is about to be answered; raises Denied where the caller has too few left."""
    _take(caller, "points", points)


def _take(caller: Caller, what: str, amount: int) -> None:
    if not settings.RATE_LIMITS:
        return
    most = int(getattr(RATES[caller.rate], what))
    if wait := buckets.take(f"{what}:{caller.name}", amount, most):
        seconds = math.ceil(wait)
        raise Denied(429, f"more than {most} {what} a minute: come again in {seconds} seconds, or ask for a key", seconds)


def address(request: HttpRequest) -> str:
    """The address that a caller without a key is counted by; of IPv6 the network, which one caller has to itself."""
    text = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:  # what our own proxy added; what stands before it is the caller's own say
        text = request.headers.get("X-Forwarded-For", text).rpartition(",")[2].strip()
    try:
        known = ipaddress.ip_address(text)
    except ValueError:
        return text[:64]
    return str(ipaddress.ip_network(f"{known}/64", strict=False)) if known.version == 6 else str(known)
