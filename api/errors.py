"""The errors of the API: each has a code from a closed list, a message that says what to change, and nothing of the machinery."""

from __future__ import annotations

import logging
import re
import secrets
from enum import StrEnum
from typing import Any

from django.db import DatabaseError
from graphql import GraphQLError

from conflictdb.filters import BadFilter

log = logging.getLogger("conflictdb.api")
ERRORS_MAX = 10
TOO_LONG = "This took too long: ask for fewer things at once, or filter more narrowly."


class Code(StrEnum):
    """What went wrong, for programs."""

    BAD_REQUEST = "BAD_REQUEST"
    SYNTAX = "SYNTAX"
    INVALID = "INVALID"
    BAD_VARIABLES = "BAD_VARIABLES"
    BAD_ARGUMENT = "BAD_ARGUMENT"
    BAD_CURSOR = "BAD_CURSOR"
    TOO_COMPLEX = "TOO_COMPLEX"
    NOT_ALLOWED = "NOT_ALLOWED"
    RATE_LIMITED = "RATE_LIMITED"
    TIMEOUT = "TIMEOUT"
    UNAVAILABLE = "UNAVAILABLE"
    INTERNAL = "INTERNAL"


class Refused(Exception):  # noqa: N818 - what happens to a request, as in "refused"
    """A request that was not carried out: the errors to answer with, the HTTP status for clients that look at it, headers."""

    def __init__(self, errors: list[dict[str, Any]], status: int = 400, headers: dict[str, str] | None = None) -> None:
        super().__init__(errors[0]["message"])
        self.errors, self.status, self.headers = errors, status, headers or {}


class ApiError(GraphQLError):
    """An error of our own, whose message clients may see."""

    def __init__(self, code: Code, message: str, nodes: Any = None) -> None:
        super().__init__(message, nodes, extensions={"code": code.value})


def late() -> ApiError:
    """The error of what came so late in a request that no time was left for it."""
    return ApiError(Code.TIMEOUT, "What stands before this took all the time of the request: ask for fewer things at once.")


def in_names_of_the_schema(error: BadFilter) -> str:
    """What is wrong with a filter, with the way to it in the names of the schema: saidOn, not said_on."""
    message, way = str(error), error.field
    return f"{camel(way)}{message[len(way) :]}" if way else message


def camel(name: str) -> str:
    """A name in Python's style, or several joined by dots, in the schema's style."""
    return re.sub(r"(?<=[a-z0-9])_([a-z0-9])", lambda found: found[1].upper(), name)


def refuse(code: Code, message: str, *, status: int = 400, headers: dict[str, str] | None = None) -> Refused:
    """The refusal of a whole request for one reason."""
    return Refused([ApiError(code, message).formatted], status, headers)  # type: ignore[list-item]


def formatted(errors: list[GraphQLError], code: Code) -> list[dict[str, Any]]:
    """The errors as the response carries them: the first few, each with a code."""
    answers: list[dict[str, Any]] = []
    for error in errors[:ERRORS_MAX]:
        answer: dict[str, Any] = dict(error.formatted)
        answer["extensions"] = {"code": code.value, **(error.extensions or {})}
        answers.append(answer)
    if len(errors) > ERRORS_MAX:
        answers.append({"message": f"{len(errors) - ERRORS_MAX} more errors", "extensions": {"code": code.value}})
    return answers


def masked(error: Exception, path: list[str | int] | None = None) -> dict[str, Any]:
    """The error that clients see for one of ours: what it is in general, and an id under which the log has it in full."""
    reference = secrets.token_hex(6)
    code, message = Code.INTERNAL, "Something went wrong here; the id helps us to find out what."
    if isinstance(error, ApiError):
        code, message = Code(error.extensions["code"]), error.message  # type: ignore[index]
    elif isinstance(error, DatabaseError):
        if "statement timeout" in str(error):
            code, message = Code.TIMEOUT, TOO_LONG
        else:
            code, message = Code.UNAVAILABLE, "The database did not answer; try again in a while."
    # What took too long is no fault in the code, and strangers must not be able to fill the log with it.
    log.error("%s %s", code.value, reference, exc_info=None if code is Code.TIMEOUT else error)
    answer: dict[str, Any] = {"message": message, "extensions": {"code": code.value, "id": reference}}
    return {**answer, "path": path} if path else answer
