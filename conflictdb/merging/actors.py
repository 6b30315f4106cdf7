"""Two actors made one, and taken apart again: what hung on one hangs on the other, and what was moved is remembered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from conflictdb.merging.changes import Changes
from conflictdb.merging.consolidation import BY_HAND, consolidate
from conflictdb.merging.names import names_meaning
from conflictdb.merging.stored import ids_in
from conflictdb.merging.things import Things
from conflictdb.models import Actor, Affiliation, Decision, Event, Mention, Merge, Report, Source, Statement
from conflictdb.vocabularies import ActorKind, ReviewStatus

MOVED: dict[str, tuple[Any, str]] = {
    "mention": (Mention, "actor"),
    "statement": (Statement, "speaker"),
    "source": (Source, "publisher"),
    "post": (Affiliation, "actor"),
    "member": (Affiliation, "organisation"),
}
FIELD = "merged_into"


class ActorMergeError(ValueError):
    """Actors that can't be made one: says which and why."""


@transaction.atomic
def merge_actors(kept: Actor, gone: Actor, user: Any, note: str = "") -> Merge:
    """Let `kept` stand for `gone` too: everything that names the one names the other, and its id and slug lead there."""
    if kept.pk == gone.pk:
        raise ActorMergeError("choose two actors")
    if (kept.kind == ActorKind.PERSON) != (gone.kind == ActorKind.PERSON):
        raise ActorMergeError(f"{kept.name} and {gone.name}: a person and a body can't be one; correct the kind of one first")
    if gone.is_reference:
        raise ActorMergeError(f"{gone.slug} is shipped with conflictdb: keep it, and merge the other one into it")
    if kept.withdrawn_at or gone.withdrawn_at or ReviewStatus.REJECTED.value in {kept.review_status, gone.review_status}:
        raise ActorMergeError("an actor that was withdrawn, rejected or merged can't be merged")
    records = _reports_naming(gone, gone)
    moved = [[what, pk] for what in MOVED for pk in _move(what, gone, kept)]
    Merge.objects.filter(kept=gone.public_id, ended_at=None).update(kept=kept.public_id)
    merge = Merge.objects.create(
        record=gone.public_id, kept=kept.public_id, rule=BY_HAND, made_by=user, note=note,
        moved=moved,
    )  # fmt: skip
    gone.withdrawn_at = timezone.now()
    gone.save(update_fields=["withdrawn_at", "updated_at"])
    Decision.objects.create(record=gone.public_id, field=FIELD, value=kept.public_id, decided_by=user, note=note)
    consolidate(records, Things(), Changes())
    return merge


@transaction.atomic
def part_actors(merge: Merge, user: Any, note: str = "") -> None:
    """Take the merge of two actors back: both stand with their ids, and what was moved hangs where it hung."""
    gone, kept = (Actor.objects.get(public_id=identifier) for identifier in (merge.record, merge.kept))
    records = _reports_naming(kept, gone)
    for what, (model, field) in MOVED.items():
        keys = [key for sort, key in merge.moved if sort == what]
        model._default_manager.filter(pk__in=keys, **{field: kept}).update(**{field: gone})
    merge.ended_at, merge.ended_by = timezone.now(), user
    merge.save(update_fields=["ended_at", "ended_by"])
    gone.withdrawn_at = None
    gone.save(update_fields=["withdrawn_at", "updated_at"])
    Decision.objects.create(record=gone.public_id, field=FIELD, machine_value=kept.public_id, decided_by=user, note=note)
    consolidate(records, Things(), Changes())


def _reports_naming(shown: Actor, said: Actor) -> list[str]:
    """The reports of what shows the one actor, in any field, that name the other: those whose records must be renewed."""
    told = Statement.objects.filter(Q(speaker=shown) | Q(addressees=shown) | Q(mentioned_actors=shown))
    done = Event.objects.filter(participants__actor=shown)
    records = {*told.values_list("public_id", flat=True), *done.values_list("public_id", flat=True)}
    names = {said.public_id, *names_meaning(said.public_id)}
    rows = Report.objects.filter(kept__in=records, withdrawn_at=None).values_list("public_id", "values")
    return sorted(identifier for identifier, values in rows if names & ids_in([values]))


def _move(what: str, gone: Actor, kept: Actor) -> Iterable[int]:
    """Hang the rows of one sort on the other actor; what would then stand there twice stays with the tombstone."""
    model, field = MOVED[what]
    rows = model._default_manager.filter(**{field: gone})
    if what == "mention":
        there = set(Mention.objects.filter(actor=kept).values_list("source", "start", "end"))
        keys = [row.pk for row in rows if (row.source_id, row.start, row.end) not in there]
    elif what == "post":
        posts = set(Affiliation.objects.filter(actor=kept).values_list("organisation", "role", "since"))
        keys = [
            row.pk for row in rows if (row.organisation_id, row.role, row.since) not in posts and row.organisation_id != kept.pk
        ]
    elif what == "member":
        members = set(Affiliation.objects.filter(organisation=kept).values_list("actor", "role", "since"))
        keys = [row.pk for row in rows if (row.actor_id, row.role, row.since) not in members and row.actor_id != kept.pk]
    else:
        keys = list(rows.values_list("pk", flat=True))
    model._default_manager.filter(pk__in=keys).update(**{field: kept})
    return keys
