"""Callers: admitted and charged, with what is denied them told as the API tells errors."""

from __future__ import annotations

import math

from django.http import HttpRequest

from api.errors import Code, Refused, refuse
from conflictdb.access import Caller, Denied, admit, charge
from conflictdb.limits import POINT_NODES
from conflictdb.vocabularies import Scope


def admitted(request: HttpRequest, scope: Scope) -> Caller:
    """The caller, with this request counted; raises Refused."""
    try:
        return admit(request, scope)
    except Denied as denied:
        raise _refusal(denied) from None


def charged(caller: Caller, nodes: int) -> None:
    """Charge an answer of so many objects; raises Refused where the caller has asked too much already."""
    try:
        charge(caller, max(1, math.ceil(nodes / POINT_NODES)))
    except Denied as denied:
        raise _refusal(denied) from None


def _refusal(denied: Denied) -> Refused:
    if denied.status == 429:
        return refuse(Code.RATE_LIMITED, str(denied), status=429, headers={"Retry-After": str(denied.retry_after)})
    headers = {"WWW-Authenticate": 'Bearer realm="conflictdb"'} if denied.status == 401 else {}
    return refuse(Code.NOT_ALLOWED, str(denied), status=denied.status, headers=headers)
