"""The one way in which reading gives up on an input: an error with a code for machines and a sentence for people."""

from __future__ import annotations


class NotReadError(ValueError):
    """An input that is not read. `code` is short and stable ("encoding"), the message says what to do next."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
