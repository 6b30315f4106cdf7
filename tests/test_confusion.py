"""Facts about the report of what a reading takes for what."""

from __future__ import annotations

from typing import Any

from scripts.confusion import Confusion


class _Scorer:
    """The two questions that are asked of the gold scorer, answered by equal texts."""

    @staticmethod
    def overlap(one: str, other: str) -> float:
        return float(one == other)

    containment = overlap

    @staticmethod
    def pair(gold: list[Any], found: list[Any], likeness: Any, least: float) -> list[tuple[int, int]]:
        return [(i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if likeness(g, f) >= least]


def _statement(text: str, act: str, *topics: str, optional: bool = False) -> dict[str, Any]:
    return {"text": text, "kind": "direct", "act": act, "topics": list(topics), "optional": optional}


def _read(text: str, act: str, *topics: str) -> dict[str, Any]:
    return {"text": text, "kind": "DIRECT", "act": act, "topics": [{"slug": topic} for topic in topics], "rule": "quotation"}


def _event(text: str, sort: str, status: str) -> dict[str, Any]:
    return {"text": text, "type": sort, "status": status}


def _nodes(*things: dict[str, Any]) -> dict[str, Any]:
    return {"edges": [{"node": thing} for thing in things]}


def test_misses_false_finds_and_mix_ups_are_counted() -> None:
    confusion = Confusion(_Scorer())
    gold = {
        "statements": [
            _statement("a", "call", "sanctions"),
            _statement("b", "warn"),
            _statement("c", "assert", optional=True),
        ],
        "events": [_event("x", "battle", "planned"), _event("y", "meeting", "occurred")],
    }
    read = {
        "statements": _nodes(_read("a", "ASSERT", "ceasefire"), _read("d", "CALL")),
        "events": _nodes({**_event("x", "BATTLE", "OCCURRED"), "rule": "battle/clash"}),
    }
    confusion.article(gold, read)
    assert {name: dict(counts) for name, counts in confusion.values.items()} == {
        "statement.act": {("call", "assert"): 1, ("warn", "(nothing)"): 1, ("(nothing)", "call"): 1},
        "statement.kind": {("direct", "(nothing)"): 1, ("(nothing)", "direct"): 1},
        "statement.topics": {("sanctions", "(nothing)"): 1, ("(nothing)", "ceasefire"): 1},
        "event.type": {("meeting", "(nothing)"): 1},
        "event.status": {("planned", "occurred"): 1},
    }
    assert {part: dict(counts) for part, counts in confusion.rules.items()} == {
        "statement": {("quotation", True): 1, ("quotation", False): 1},
        "event": {("battle/clash", True): 1},
    }
    lines = list(confusion.lines())
    assert "     1  call -> assert" in lines
    assert "     1    1  quotation" in lines
