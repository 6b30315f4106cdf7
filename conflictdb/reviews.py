"""Human decisions: how a person's values get into records, and back out of them.

A decided field is locked: a load renews `machine` and leaves the column alone. Whoever lets persons change reviewed records (the
admin, a script) goes through here, so that no edit is lost and every edit can be traced and taken back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from django.utils import timezone

from conflictdb.codes import cameo_code, event_codes
from conflictdb.identity import fold, public_id
from conflictdb.models import Actor, Decision, Event, Location, Participant, Provision, Statement
from conflictdb.models.base import Confident, Identified, Reviewed
from conflictdb.vocabularies import EventType, NameKind, ReviewStatus, StatementAct

# The extractor of evidence that a person pointed out; a load leaves such evidence alone.
BY_HAND = "by hand"
# the extractor of evidence of a record that a person keeps though its source was reworded: the sentence as it stood
EARLIER = "earlier version"
STATUS = "review_status"
CHUNK = 500

# Columns that follow from a decided one, and are locked and freed with it.
FOLLOWERS = {"act": ("cameo_code",), "type": ("plover_type", "plover_mode", "acled_event_type", "acled_sub_event_type")}

Part = tuple[str, str, Actor | None]


class UndecidableError(ValueError):
    """A decision on a field that the record does not have, or that no person has decided; names the field."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many records a decision changed, and how many it found as wanted."""

    changed: int
    unchanged: int


@transaction.atomic
def decide(record: Reviewed, changes: Mapping[str, Any], user: Any, note: str = "") -> list[Decision]:
    """Set fields to a person's values, lock them, mark the record as corrected, and return the decisions, one a field.

    A value is what the field takes: a term, a date, a row, rows for a many-to-many field, (role, name, actor) for `participants`,
    (language, name) for `names`. The record must be saved.
    """
    values = {**_following(record, changes), **changes}
    remember(record, values)
    for field, value in values.items():
        _set(record, field, value)
    decisions = [_decision(record, field, value_of(record, field), user, note) for field in changes]
    if changes:
        record.locked_fields = sorted({*record.locked_fields, *values})
        record.review_status = ReviewStatus.CORRECTED.value
        record.save()
    return list(Decision.objects.bulk_create(decisions))


def remember(record: Reviewed, fields: Iterable[str]) -> None:
    """Keep the values of open fields on which no load has said anything as the machine's, so that they can be taken back."""
    said = {field: value_of(record, field) for field in fields if field not in {*record.machine, *record.locked_fields}}
    record.machine = {**record.machine, **said}


@transaction.atomic
def unlock(record: Reviewed, fields: Sequence[str], user: Any, note: str = "") -> list[Decision]:
    """Take the machine's values back for these fields; with no decided field left, the record is a candidate again."""
    if unknown := sorted(set(fields) - set(record.locked_fields)):
        raise UndecidableError(f"{', '.join(unknown)}: not decided by a person, so there is nothing to take back")
    freed = {*fields, *(follower for field in fields for follower in FOLLOWERS.get(field, ()))}
    for field in sorted(freed & record.machine.keys()):
        _set(record, field, _restored(record, field, record.machine[field]))
    decisions = [_decision(record, field, None, user, note or "taken back: the machine's value holds") for field in fields]
    record.locked_fields = [field for field in record.locked_fields if field not in freed]
    if not record.locked_fields and record.review_status == ReviewStatus.CORRECTED.value:
        record.review_status = ReviewStatus.CANDIDATE.value
    record.save()
    return list(Decision.objects.bulk_create(decisions))


def accept(records: Iterable[Any], user: Any, note: str = "") -> Outcome:
    """Accept records as they are; corrected ones count as accepted already."""
    kept = {ReviewStatus.ACCEPTED.value, ReviewStatus.CORRECTED.value}
    return _judge(records, ReviewStatus.ACCEPTED, kept, user, note)


def reject(records: Iterable[Any], user: Any, note: str = "") -> Outcome:
    """Reject records: they leave the dataset and do not come back with a load."""
    return _judge(records, ReviewStatus.REJECTED, {ReviewStatus.REJECTED.value}, user, note)


def added(record: Any, fields: Iterable[str], user: Any) -> None:
    """Note that a person made this record, which must be saved: accepted, with all its fields decided."""
    record.locked_fields = sorted({*record.locked_fields, *fields})
    record.review_status = ReviewStatus.ACCEPTED.value
    record.save()
    Decision.objects.create(
        record=record.public_id, field=STATUS, value=record.review_status, decided_by=user, note="added by hand"
    )


def identify(record: Any) -> None:
    """Give a record that a person makes the public id that a load would give it; further ones of the same key count up."""
    if record.public_id:
        return
    noun, *key = _natural_key(record)
    number, model = 1, type(record)
    while model.objects.filter(public_id=(identifier := public_id(noun, *key, number))).exists():
        number += 1
    record.public_id = identifier


def value_of(record: Reviewed, field: str) -> Any:
    """The value of a field as JSON holds it: rows by their public id, dates as ISO 8601."""
    if field == "participants":
        parts = _rows(record).participants.select_related("actor").order_by("position", "pk")
        return [[part.role, part.name, _plain(part.actor)] for part in parts]
    if field == "names":
        return sorted([name.language, name.name] for name in _rows(record).names.all())
    if _column(record, field).many_to_many:
        return sorted(row.public_id for row in getattr(record, field).all())
    return _plain(getattr(record, field))


def _judge(records: Iterable[Any], status: ReviewStatus, kept: set[str], user: Any, note: str) -> Outcome:
    changed = unchanged = 0
    for chunk in _chunks(records):
        due = [record for record in chunk if record.review_status not in kept]
        _judge_chunk(due, status, user, note)
        changed, unchanged = changed + len(due), unchanged + len(chunk) - len(due)
    return Outcome(changed, unchanged)


def _chunks(records: Iterable[Any]) -> Iterable[list[Any]]:
    rows = list(records)
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


@transaction.atomic
def _judge_chunk(records: Sequence[Any], status: ReviewStatus, user: Any, note: str) -> None:
    if not records:
        return
    Decision.objects.bulk_create(_decision(record, STATUS, status.value, user, note) for record in records)
    columns = [STATUS, "updated_at"]
    if isinstance(records[0], Confident) and status == ReviewStatus.ACCEPTED:
        columns += ["confidence", "machine", "locked_fields"]
    for record in records:
        record.review_status, record.updated_at = status.value, timezone.now()
        if "confidence" in columns:
            remember(record, ["confidence"])
            record.confidence, record.locked_fields = 1.0, sorted({*record.locked_fields, "confidence"})
    type(records[0])._default_manager.bulk_update(records, columns)


def _decision(record: Any, field: str, value: Any, user: Any, note: str) -> Decision:
    machine = record.review_status if field == STATUS else record.machine.get(field)
    return Decision(record=record.public_id, field=field, machine_value=machine, value=value, decided_by=user, note=note)


def _following(record: Reviewed, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the columns that follow from the changed ones."""
    if isinstance(record, Statement) and "act" in changes:
        return {"cameo_code": cameo_code(StatementAct(changes["act"]))}
    if isinstance(record, Event) and "type" in changes:
        codes = event_codes(EventType(changes["type"]))
        return {column: getattr(codes, column) for column in FOLLOWERS["type"]}
    return {}


def _set(record: Reviewed, field: str, value: Any) -> None:
    if field == "participants":
        _set_participants(_rows(record), value)
    elif field == "names":
        _set_names(_rows(record), value)
    elif _column(record, field).many_to_many:
        getattr(record, field).set(value)
    else:
        setattr(record, field, str(value) if isinstance(value, Enum) else value)


def _set_participants(event: Any, parts: Sequence[Part]) -> None:
    rows = [Participant(event=event, role=str(role), name=name, actor=actor) for role, name, actor in parts]
    for position, row in enumerate(rows):
        row.position = position
    if [_part(row) for row in event.participants.order_by("position", "pk")] != [_part(row) for row in rows]:
        event.participants.all().delete()
        Participant.objects.bulk_create(rows)


def _part(row: Participant) -> tuple[str, str, int | None]:
    return row.role, row.name, row.actor_id


def _set_names(thing: Any, names: Sequence[tuple[str, str]]) -> None:
    wanted = {tuple(pair) for pair in names}
    standing = {(row.language, row.name): row for row in thing.names.all()}
    for pair, row in standing.items():
        if pair not in wanted:
            row.delete()
    for language, name in sorted(wanted - standing.keys()):
        thing.names.create(language=language, name=name)


def _restored(record: Reviewed, field: str, plain: Any) -> Any:
    """The value that the machine's JSON stands for; rows that are gone are left out."""
    if field == "participants":
        actors = {actor.public_id: actor for actor in Actor.objects.filter(public_id__in=[who for _, _, who in plain if who])}
        return [(role, name, actors.get(who)) for role, name, who in plain]
    if field == "names":  # those of a merge are no reading of the machine's: they go with the merge alone
        lent = _rows(record).names.filter(kind=NameKind.MERGED.value).values_list("language", "name")
        return [*((language, name) for language, name in plain), *lent]
    column = _column(record, field)
    if column.many_to_many:
        return column.related_model.objects.filter(public_id__in=plain)
    if column.is_relation:
        return column.related_model.objects.filter(public_id=plain).first()
    return column.to_python(plain)


def _column(record: Reviewed, field: str) -> Any:
    try:
        return record._meta.get_field(field)
    except FieldDoesNotExist as error:
        raise UndecidableError(f"{field}: {record._meta.verbose_name} has no such field") from error


def _rows(record: Reviewed) -> Any:
    return record


def _plain(value: Any) -> Any:
    if isinstance(value, Identified):
        return value.public_id
    if isinstance(value, Enum):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _natural_key(record: Any) -> tuple[str, ...]:
    if isinstance(record, Statement):
        return "statement", record.source.external_id, fold(record.speaker_text), fold(record.text)
    if isinstance(record, Event):
        place = record.location.name if isinstance(record.location, Location) else ""
        return "event", record.source.external_id, record.type, fold(record.text), fold(place)
    if isinstance(record, Provision):
        return "provision", record.resolution.symbol, record.act, fold(record.text)
    raise UndecidableError(f"{record._meta.verbose_name}: its id follows from its own columns when it is saved")
