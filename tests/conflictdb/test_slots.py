"""Slow clients keep nobody waiting: requests are read before they take one of the few slots, and sent after they have left it."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections

from conflictdb import slots
from conflictdb.slots import Slots


class Answer:
    """What Django answers: whole, or as a stream."""

    def __init__(self, *, streaming: bool = False) -> None:
        self.streaming, self.closed = streaming, False

    def __iter__(self) -> Iterator[bytes]:
        yield from (b"a", b"b")

    def close(self) -> None:
        """Be closed."""
        self.closed = True


class Slow:
    """A body that comes when it is let."""

    def __init__(self, let: threading.Event) -> None:
        self.let = let

    def read(self, size: int) -> bytes:
        """The body, at last."""
        self.let.wait(10)
        return b"x" * size


def aside(work: Callable[[], Any]) -> Any:
    """What some work returns in a thread of its own, as a server does it."""
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join(10)
    return found[0]


def _request(body: Any = None, address: str = "192.0.2.1") -> dict[str, Any]:
    return {"CONTENT_LENGTH": "3" if body else "", "wsgi.input": body, "REMOTE_ADDR": address}


def _start(*arguments: Any) -> None:
    pass


def test_a_body_is_read_whole_and_an_answer_is_handed_on_whole() -> None:
    answer = Answer()

    def echo(environ: Any, start: Any) -> Any:
        assert environ["wsgi.input"].read() == b"abc"
        return answer

    assert aside(lambda: Slots(echo, 1)(_request(io.BytesIO(b"abc")), _start)) == [b"ab"]
    assert answer.closed


def test_slow_bodies_hold_no_slot() -> None:
    let, served = threading.Event(), Slots(lambda environ, start: Answer(), 1)
    waiting = [threading.Thread(target=served, args=(_request(Slow(let)), _start)) for _ in range(5)]
    for thread in waiting:
        thread.start()
    assert aside(lambda: served(_request(), _start)) == [b"ab"]
    let.set()
    for thread in waiting:
        thread.join(10)


def test_one_address_may_be_slow_so_often_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "SLOW_SECONDS", 0.0)
    monkeypatch.setattr(slots, "SLOW_BODIES_MAX", 3)
    let, served, told = threading.Event(), Slots(lambda environ, start: Answer(), 1), []
    waiting = [threading.Thread(target=served, args=(_request(Slow(let)), _start)) for _ in range(3)]
    for thread in waiting:
        thread.start()
    while len(served._reading) < 3:
        time.sleep(0.01)
    [text] = aside(lambda: served(_request(Slow(let)), lambda status, headers: told.append(status)))
    assert (told, text.split(b":")[0]) == (["429 Too Many Requests"], b"RATE_LIMITED")
    let.set()
    assert aside(lambda: served(_request(io.BytesIO(b"abc"), "192.0.2.2"), _start)) == [b"ab"]
    for thread in waiting:
        thread.join(10)


def test_a_stream_holds_no_slot_and_its_connection_ends_with_it() -> None:
    answers = [Answer(streaming=True), Answer()]
    served = Slots(lambda environ, start: answers.pop(0), 1)

    def work() -> tuple[Any, Any, bool]:
        stream: Any = served(_request(), _start)
        mine = connections["default"]
        other = aside(lambda: served(_request(), _start))
        read = list(stream)
        stream.close()
        return read, other, connections["default"] is mine

    assert aside(work) == ([b"a", b"b"], [b"ab"], False)


def test_a_slots_connection_goes_from_thread_to_thread() -> None:
    seen: list[Any] = []

    def noting(environ: Any, start: Any) -> Answer:
        seen.append(connections["default"])
        connections["default"].validate_thread_sharing()
        return Answer()

    served = Slots(noting, 1)
    for _ in range(3):
        aside(lambda: served(_request(), _start))
    assert len(seen) == 3
    assert len(set(map(id, seen))) == 1


def test_a_failing_application_leaves_its_slot() -> None:
    def failing(environ: Any, start: Any) -> Any:
        raise ValueError("x")

    served = Slots(failing, 1)

    def work() -> str:
        with pytest.raises(ValueError, match="x"):
            served(_request(), _start)
        return "free"

    assert [aside(work) for _ in range(2)] == ["free", "free"]
