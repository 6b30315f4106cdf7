"""Cursors: opaque to clients, versioned, made by the database and read here.

A cursor is base64url (no padding) of a JSON array: version, name of the order, the row's keys in that order, the row's id.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import math
import re
from collections.abc import Sequence
from typing import Any

from django.db.models import DateField, DateTimeField, Expression, Field, FloatField, IntegerField, TextField, Value
from django.db.models.functions import Cast

from api.errors import ApiError, Code
from api.expressions import JsonArray, Key, Template

VERSION = 1
_DAY = re.compile(r"-?infinity|\d{4,6}-\d\d-\d\d")
_TEXT = "translate(encode(convert_to(({})::text, 'UTF8'), 'base64'), E'+/=\\n', '-_')"


def cursor_of(order: str, keys: Sequence[Any]) -> Expression:
    """The expression of a row's cursor: `keys` ends with the row's public id."""
    parts = [Template(str(VERSION)), Key(order), *keys]
    return Template(_TEXT, JsonArray(*parts), output_field=TextField())


def read_cursor(cursor: str, order: str, fields: Sequence[Field[Any, Any]]) -> list[Expression]:
    """The keys that a cursor holds, as values of these fields; raises ApiError for what is not a cursor of this order."""
    try:
        raw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        version, made_for, *keys = json.loads(raw)
    except (UnicodeError, binascii.Error, ValueError, TypeError, RecursionError):
        raise _bad("is not a cursor of this API") from None
    if version != VERSION:
        raise _bad("was made by another version of this API")
    if made_for != order:
        raise _bad(f"was made for the order {made_for}, not {order}")
    if len(keys) != len(fields):
        raise _bad("is not a cursor of this API")
    return [_key(key, field) for key, field in zip(keys, fields, strict=True)]


def _key(key: Any, field: Field[Any, Any]) -> Expression:
    if not _fits(key, field):
        raise _bad("is not a cursor of this API")
    return Cast(Value(key), field)


def _fits(key: Any, field: Field[Any, Any]) -> bool:
    if isinstance(field, DateTimeField):
        return isinstance(key, str) and _is(dt.datetime.fromisoformat, key)
    if isinstance(field, DateField):
        return (
            isinstance(key, str) and bool(_DAY.fullmatch(key)) and (key.endswith("infinity") or _is(dt.date.fromisoformat, key))
        )
    if isinstance(field, FloatField):
        return isinstance(key, int | float) and not isinstance(key, bool) and math.isfinite(key)
    if isinstance(field, IntegerField):
        return isinstance(key, int) and not isinstance(key, bool) and abs(key) < 2**63
    return isinstance(key, str) and "\x00" not in key


def _is(read: Any, text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _bad(why: str) -> ApiError:
    return ApiError(Code.BAD_CURSOR, f"this cursor {why}: pass on an endCursor or startCursor as you got it, with the same order")
