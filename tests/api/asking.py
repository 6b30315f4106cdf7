"""Asking the API in tests, below HTTP."""

from __future__ import annotations

from typing import Any

import orjson

from api.execution import Request, answer


def ask(query: str, operation_name: str | None = None, **variables: Any) -> Any:
    """The whole response to an operation."""
    return orjson.loads(answer(Request(query, operation_name, orjson.dumps(variables))).body)


def data(query: str, **variables: Any) -> Any:
    """The data of the response; an error fails the test."""
    response = ask(query, **variables)
    assert "errors" not in response, response["errors"]
    return response["data"]


def code(query: str, **variables: Any) -> tuple[str, str]:
    """Code and message of the response's only error."""
    [error] = ask(query, **variables)["errors"]
    return error["extensions"]["code"], error["message"]
