"""The rows of statements and events, brought to what their reports say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from conflictdb.matching.reports import Report as Read
from conflictdb.merging.changes import Changes
from conflictdb.merging.stored import ALSO, COLUMNS, LINKS, POINTERS
from conflictdb.merging.things import MODELS, Things
from conflictdb.models import Evidence, Participant
from conflictdb.reviews import BY_HAND, EARLIER
from conflictdb.settling import revive, settle, settle_children


class Records:
    """The rows of one noun around some reports; each is written at most once."""

    def __init__(self, noun: str, ids: Iterable[str], things: Things, changes: Changes) -> None:
        self.noun = noun
        self.model = MODELS[noun]
        self._things = things
        self._changes = changes
        rows = self.model._default_manager.filter(public_id__in=list(ids)).prefetch_related(*self._many)
        self._rows: dict[str, Any] = {row.public_id: row for row in rows}

    @property
    def _many(self) -> tuple[str, ...]:
        return (*LINKS[self.noun], *(("participants",) if self.noun == "event" else ()), "evidence")

    # ------------------------------------------------------------ a record that stands

    def settle(self, identifier: str, values: dict[str, Any], source: str, reports: Sequence[Read]) -> None:
        """Bring the record to these values and to the evidence of these reports."""
        row = self._rows.get(identifier)
        new = row is None
        row = row if row is not None else self._made(identifier, source)
        before = dict(row.machine)
        changed = self._columns(row, values)
        changed = self._machine(row, values) or changed
        if row.source_id != int(source):
            row.source_id, changed = int(source), True
        changed = revive(row) or changed or new
        if new:
            row.save()
        changed = self._hang(row, values, new=new) or changed
        if changed and not new:
            row.save()
        self._evidence(row, reports, new=new)
        if changed:
            told = {name: (before.get(name), value) for name, value in row.machine.items() if before.get(name) != value}
            self._changes.add(self.noun, identifier, "inserted" if new else "updated", text=row.text, fields={} if new else told)

    def _made(self, identifier: str, source: str) -> Any:
        row = self.model(public_id=identifier, source_id=int(source))
        self._rows[identifier] = row
        return row

    def _columns(self, row: Any, values: dict[str, Any]) -> bool:
        columns = {name: self._value(name, values[name]) for name in COLUMNS[self.noun]}
        also = {name: values[name] for name in ALSO[self.noun]}
        return settle(row, columns, also)

    def _value(self, name: str, plain: Any) -> Any:
        if name in POINTERS:
            return self._things.get(plain)
        return self.model._meta.get_field(name).to_python(plain)

    def _machine(self, row: Any, values: dict[str, Any]) -> bool:
        """Remember what hangs on the record as the machine's values; say whether they are new."""
        said: dict[str, Any] = {name: sorted(self._linked(values, name)) for name in LINKS[self.noun]}
        if self.noun == "event":
            said["participants"] = [
                [part.role, part.name, part.actor.public_id if part.actor else None] for part in self._parts(row, values)
            ]
        changed: bool = row.machine != {**row.machine, **said}
        row.machine = {**row.machine, **said}
        return changed

    def _hang(self, row: Any, values: dict[str, Any], *, new: bool) -> bool:
        """Bring links and participants that no person decided to the values; say whether any changed. The row must be saved."""
        changed = False
        for name in LINKS[self.noun]:
            wanted = {thing.pk: thing for thing in self._linked(values, name).values()}
            standing = set() if new else {thing.pk for thing in getattr(row, name).all()}
            if name not in row.locked_fields and standing != wanted.keys():
                getattr(row, name).set(wanted.values())
                changed = True
        if self.noun == "event" and "participants" not in row.locked_fields:
            keyed: dict[Any, Participant] = {_part_key(part): part for part in self._parts(row, values)}
            changed = settle_children(() if new else row.participants.all(), keyed, _part_key) or changed
        return changed

    def _linked(self, values: dict[str, Any], name: str) -> dict[str, Any]:
        """The rows of a field by their ids; what was merged counts as what it was merged into."""
        rows = (self._things.get(identifier) for identifier in values[name])
        return {row.public_id: row for row in rows if row is not None}

    def _parts(self, row: Any, values: dict[str, Any]) -> list[Participant]:
        wanted: dict[tuple[str, str, int | None], Participant] = {}
        for position, (role, name, actor) in enumerate(values["participants"]):
            part = Participant(event=row, role=role, name=name, actor=self._things.get(actor), position=position)
            wanted.setdefault((role, name, part.actor_id), part)
        return list(wanted.values())

    # ------------------------------------------------------------ evidence

    def _evidence(self, row: Any, reports: Sequence[Read], *, new: bool) -> None:
        wanted: dict[Any, Evidence] = {}
        spans: set[tuple[int, int, int]] = set()
        for report in sorted(reports, key=lambda report: report.id):
            found = report.values["evidence"]
            if (span := (int(report.source), found["start"], found["end"])) in spans or found.get("gone"):
                continue
            spans.add(span)
            evidence = Evidence(
                source_id=int(report.source), start=found["start"], end=found["end"], excerpt=found["excerpt"],
                marks=found["marks"], extractor=found["extractor"], confidence=found["confidence"], **{self.noun: row},
            )  # fmt: skip
            wanted[_evidence_key(evidence)] = evidence
        rows = () if new else [one for one in row.evidence.all() if one.extractor != BY_HAND]
        by_hand = set() if new else {_place(one) for one in row.evidence.all() if one.extractor == BY_HAND}
        wanted = {key: one for key, one in wanted.items() if _place(one) not in by_hand}
        # a sentence that was reworded and is back as it stood is evidence of now again
        standing = [one for one in rows if one.extractor != EARLIER or _place(one) in spans]
        settle_children(standing, wanted, _evidence_key)

    # ------------------------------------------------------------ records that do not stand

    def hide(self, report: Read) -> None:
        """Keep the row of a report that another record tells: out of sight, with its id."""
        row = self._rows.get(report.id)
        if row is None:
            row = self._made(report.id, report.source)
            self._columns(row, dict(report.values))
            row.withdrawn_at = timezone.now()
            row.save()
            return
        self._put_away(row)

    def withdraw(self, ids: Iterable[str], merged: set[str]) -> None:
        """Withdraw the records of reports that no source gives any more."""
        for identifier in sorted(ids):
            row = self._rows.get(identifier)
            if row is None:
                continue
            if self._put_away(row) and identifier not in merged:
                self._changes.add(self.noun, identifier, "withdrawn", text=row.text)

    def _put_away(self, row: Any) -> bool:
        """Withdraw the row, without the machine's evidence, which the record that stands for it has; say whether it stood."""
        gone = [one.pk for one in row.evidence.all() if one.extractor not in {BY_HAND, EARLIER}]
        if gone:
            Evidence.objects.filter(pk__in=gone).delete()
        if row.withdrawn_at is not None:
            return False
        row.withdrawn_at = timezone.now()
        row.save(update_fields=["withdrawn_at", "updated_at"])
        return True


def _part_key(row: Participant) -> tuple[str, str, int | None, int]:
    return row.role, row.name, row.actor_id, row.position


def _place(row: Evidence) -> tuple[int, int, int]:
    return row.source_id, row.start, row.end


def _evidence_key(row: Evidence) -> tuple[Any, ...]:
    marks = tuple(tuple(mark) for mark in row.marks)
    return row.source_id, row.start, row.end, row.excerpt, row.extractor, row.confidence, marks
