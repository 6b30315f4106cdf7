"""What a reading takes for what: the misses, the false finds and the mix-ups against gold annotations, counted.

Used by `scripts/score_articles.py --confusion`; the matching is the gold scorer's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]
STATEMENT_LIKENESS = 0.5
EVENT_LIKENESS = 0.5
ROWS_MAX = 25


class Confusion:
    """Counts over all articles: by attribute (gold value, found value), and by the rule that found it (right, false)."""

    def __init__(self, scorer: Any) -> None:
        self._scorer = scorer
        self.values: dict[str, Counter[tuple[str, str]]] = {}
        self.rules: dict[str, Counter[tuple[str, bool]]] = {"statement": Counter(), "event": Counter()}

    def article(self, gold: Json, node: Json) -> None:
        """Add one article's gold annotation and what was read, in the shape of the API's answer."""
        self._statements(gold["statements"], _nodes(node["statements"]))
        self._events(gold["events"], _nodes(node["events"]))

    def _statements(self, gold: list[Json], found: list[Json]) -> None:
        def likeness(one: Json, other: Json) -> float:
            return float(self._scorer.overlap(one["text"], other["text"]))

        for wanted, got in self._pairs(gold, found, likeness, STATEMENT_LIKENESS):
            self._add("statement.act", wanted, got, "act")
            self._add("statement.kind", wanted, got, "kind")
            self._topics(wanted, got)
            self._rule("statement", wanted, got)

    def _events(self, gold: list[Json], found: list[Json]) -> None:
        def likeness(one: Json, other: Json) -> float:
            same_type = bool(one["type"] == other["type"].lower())
            return float(self._scorer.containment(one["text"], other["text"])) + 0.1 * same_type

        for wanted, got in self._pairs(gold, found, likeness, EVENT_LIKENESS):
            self._add("event.type", wanted, got, "type")
            if wanted and got:  # what was missed or false is told by its type already
                self._add("event.status", wanted, got, "status")
            self._rule("event", wanted, got)

    def _pairs(
        self, gold: list[Json], found: list[Json], likeness: Any, least: float
    ) -> Iterable[tuple[Json | None, Json | None]]:
        pairs = self._scorer.pair(gold, found, likeness, least)
        yield from ((gold[i], found[j]) for i, j in pairs)
        matched, used = {i for i, _ in pairs}, {j for _, j in pairs}
        yield from ((thing, None) for i, thing in enumerate(gold) if i not in matched and not thing.get("optional"))
        yield from ((None, thing) for j, thing in enumerate(found) if j not in used)

    def _add(self, name: str, wanted: Json | None, got: Json | None, attribute: str) -> None:
        accepted = wanted[attribute] if wanted else "(nothing)"
        accepted = accepted if isinstance(accepted, list) else [accepted]
        value = got[attribute].lower() if got else "(nothing)"
        if value not in accepted:
            self.values.setdefault(name, Counter())[accepted[0], value] += 1

    def _topics(self, wanted: Json | None, got: Json | None) -> None:
        if wanted is None or got is None:
            return
        right, read = set(wanted["topics"]), {topic["slug"] for topic in got["topics"]}
        counts = self.values.setdefault("statement.topics", Counter())
        counts.update((topic, "(nothing)") for topic in right - read)
        counts.update(("(nothing)", topic) for topic in read - right)

    def _rule(self, part: str, wanted: Json | None, got: Json | None) -> None:
        if got is not None:
            self.rules[part][got["rule"], wanted is not None] += 1

    def lines(self) -> Iterable[str]:
        """The report, a line at a time: what was taken for what, then how often each rule was right."""
        for name, counts in sorted(self.values.items()):
            yield f"\n{name}: gold -> read"
            yield from (f"  {count:4}  {gold} -> {read}" for (gold, read), count in counts.most_common(ROWS_MAX))
        for part, rules in self.rules.items():
            yield f"\n{part}s by rule: right, false"
            names = sorted({rule for rule, _ in rules}, key=lambda rule: (-rules[rule, False], rule))
            yield from (f"  {rules[rule, True]:4} {rules[rule, False]:4}  {rule}" for rule in names[:ROWS_MAX])


def _nodes(connection: Json) -> list[Json]:
    return [edge["node"] for edge in connection["edges"]]
