"""What a load did: articles read and what became of them, records and what became of them, and everything refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from conflictdb.merging.changes import Change
from loaders.records import IssueRecord, Refusal

OUTCOMES = ("inserted", "updated", "unchanged", "withdrawn")
FATES = ("stored", "changed", "unchanged", "refused")


CHANGES_SHOWN = 200
NOTHING_FOUND = "nothing to read: of a folder only files of the known kinds are read (docs/commands.md), and none was there"
SIGNS = {"inserted": "+", "updated": "~", "withdrawn": "-"}


def change_line(change: Change) -> str:
    """A change in one line: what appears (+), changes (~, with the values before and after) or vanishes (-)."""
    told = "; ".join(f"{name}: {_short(before)} -> {_short(after)}" for name, (before, after) in sorted(change.fields.items()))
    return f"{SIGNS[change.outcome]} {change.noun} {change.record} {_short(change.text)}{' | ' if told else ''}{told}"


def _short(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 80 else f"{text[:79]}…"


def _as_dict(change: Change) -> dict[str, Any]:
    return {
        "noun": change.noun,
        "record": change.record,
        "outcome": change.outcome,
        "text": change.text,
        "fields": {name: list(values) for name, values in change.fields.items()},
    }


@dataclass(slots=True)
class RecordCounts:
    """How many records of each noun were inserted, updated, left unchanged or withdrawn."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, noun: str, outcome: str, number: int = 1) -> None:
        """Count `number` records of type `noun`."""
        if number:
            self.counts[noun, outcome] += number

    def merge(self, other: RecordCounts) -> None:
        """Add what `other` counted."""
        self.counts.update(other.counts)

    def total(self, outcome: str) -> int:
        """How many records of any noun had this outcome."""
        return sum(number for (_, kind), number in self.counts.items() if kind == outcome)

    def by_noun(self) -> dict[str, dict[str, int]]:
        """The counts as nested dictionaries, nouns in alphabetical order, every outcome named."""
        nouns = sorted({noun for noun, _ in self.counts})
        return {noun: {outcome: self.counts[noun, outcome] for outcome in OUTCOMES} for noun in nouns}


@dataclass(slots=True)
class LoadReport:
    """The report of one load. Every input found is stored, changed, unchanged or refused: the four add up to `read`."""

    read: int = 0
    articles: Counter[str] = field(default_factory=Counter)
    records: RecordCounts = field(default_factory=RecordCounts)
    refusals: list[Refusal] = field(default_factory=list)
    issues: list[tuple[str, IssueRecord]] = field(default_factory=list)  # (external id, issue)
    dry_run: bool = False
    stopped: bool = False
    compare: bool = False  # tell every record that changed, not only how many
    changes: list[Change] = field(default_factory=list)

    def refuse(self, refusal: Refusal) -> None:
        """Count an input that was not read."""
        self.read += 1
        self.articles["refused"] += 1
        self.refusals.append(refusal)

    def take(self, external_id: str, fate: str, issues: tuple[IssueRecord, ...] = ()) -> None:
        """Count an article that was read, and what became of it."""
        self.read += 1
        self.articles[fate] += 1
        self.issues += [(external_id, issue) for issue in issues]

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON-ready values."""
        return {
            "read": self.read,
            **{fate: self.articles[fate] for fate in FATES},
            "records": {**{outcome: self.records.total(outcome) for outcome in OUTCOMES}, "by_type": self.records.by_noun()},
            "refusals": [{"place": r.place, "code": r.code, "message": r.message} for r in self.refusals],
            "issues": [
                {"article": external_id, "code": i.code, "message": i.message, "start": i.start, "end": i.end}
                for external_id, i in self.issues
            ],
            **({"changes": [_as_dict(change) for change in self.changes]} if self.compare else {}),
            "dry_run": self.dry_run,
            "stopped": self.stopped,
        }

    def lines(self) -> list[str]:
        """The report for a person."""
        head = f"articles: {self.read} found, " + ", ".join(f"{self.articles[fate]} {fate}" for fate in FATES)
        body = "records:  " + ", ".join(f"{self.records.total(outcome)} {outcome}" for outcome in OUTCOMES)
        lines = [head, body] if self.read else [head, NOTHING_FOUND]
        for noun, counts in self.records.by_noun().items():
            lines.append(f"  {noun:12} " + ", ".join(f"{counts[outcome]} {outcome}" for outcome in OUTCOMES))
        lines += [f"refused: {refusal.place}: {refusal.message} [{refusal.code}]" for refusal in self.refusals]
        lines += [f"note: {external_id}: {issue.message} [{issue.code}]" for external_id, issue in self.issues]
        if self.compare:
            lines += [change_line(change) for change in self.changes[:CHANGES_SHOWN]]
            if len(self.changes) > CHANGES_SHOWN:
                lines.append(f"... and {len(self.changes) - CHANGES_SHOWN} changes more: --report FILE.json has them all")
        if self.dry_run:
            lines.append("dry run: nothing was stored")
        if self.stopped:
            lines.append("stopped before the end: what is stored is whole; run the same command again to go on")
        return lines
