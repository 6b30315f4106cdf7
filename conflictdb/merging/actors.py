"""Two actors or two places made one, and taken apart again: what hung on one hangs on the other; what moved is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from conflictdb.identity import noun_of
from conflictdb.merging.aliases import lend_names, names_to_lend, pass_on_names, return_names, take_names_back
from conflictdb.merging.carrying import REDIRECT
from conflictdb.merging.changes import Changes
from conflictdb.merging.consolidation import consolidate
from conflictdb.merging.names import names_meaning
from conflictdb.merging.neighbourhood import MERGED_INTO
from conflictdb.merging.stored import ids_in
from conflictdb.merging.things import MODELS, Things
from conflictdb.merging.turns import take_turn
from conflictdb.models import (
    Actor,
    ActorExternalId,
    ActorRelation,
    Affiliation,
    Decision,
    Event,
    Location,
    LocationAncestor,
    LocationExternalId,
    Mention,
    Merge,
    Participant,
    Report,
    Source,
    Statement,
)
from conflictdb.reviews import BY_HAND
from conflictdb.vocabularies import ActorKind, LocationKind, ReviewStatus

Thing = TypeVar("Thing", Actor, Location)
ALIAS = "alias"
LENT = "lent name"


@dataclass(frozen=True, slots=True)
class Hanging:
    """Rows of one sort that hang on a thing: what persons call them, and what keeps two of them from hanging on one thing."""

    told: str
    model: Any
    field: str
    among: tuple[str, ...] = ()  # one thing has only one row with these values
    apart: str = ""  # this column can't name the thing itself
    stands: str = ""  # null where the row is in sight
    listed: bool = False  # of a shipped thing fixtures/ lists all of them

    def movable(self, gone: Any, kept: Any) -> list[int]:
        """The keys of the rows that can hang on the other thing; what would then stand there twice stays with the tombstone."""
        if self.listed and kept.is_reference:
            return []
        rows = self.model._default_manager.filter(**{self.field: gone}).order_by("pk")
        if self.apart:
            rows = rows.exclude(**{self.apart: kept})
        there = set(self.model._default_manager.filter(**{self.field: kept}).values_list(*self.among)) if self.among else set()
        return [pk for pk, *values in rows.values_list("pk", *self.among) if tuple(values) not in there]

    def in_sight(self, keys: list[int]) -> int:
        """How many of these rows a person sees: those that were withdrawn or merged move too, and don't count."""
        rows = self.model._default_manager.filter(pk__in=keys)
        return int(rows.filter(**{f"{self.stands}__isnull": True}).count()) if self.stands else len(keys)

    def move(self, keys: list[int], before: Any, after: Any) -> None:
        """Hang those of these rows that hang on the one thing on the other."""
        self.model._default_manager.filter(pk__in=keys, **{self.field: before}).update(**{self.field: after})


ROW, TOLD = "withdrawn_at", "statement__withdrawn_at"
PART = ("event", "role", "name")
ONE = ("statement",)
SPAN = ("source", "start", "end")
MOVED: dict[str, dict[str, Hanging]] = {
    "actor": {
        "mention": Hanging("mentions", Mention, "actor", SPAN),
        "statement": Hanging("statements made", Statement, "speaker", stands=ROW),
        "addressee": Hanging("statements said to it", Statement.addressees.through, "actor", ONE, stands=TOLD),
        "mentioned": Hanging(
            "statements that mention it", Statement.mentioned_actors.through, "actor", ("statement",), stands=TOLD
        ),
        "part": Hanging("parts in events", Participant, "actor", PART, stands="event__withdrawn_at"),
        "source": Hanging("sources published", Source, "publisher"),
        "post": Hanging("posts and parent bodies", Affiliation, "actor", ("organisation", "role", "since"), "organisation", ROW),
        "member": Hanging("people and parts", Affiliation, "organisation", ("actor", "role", "since"), "actor", ROW),
        "relation": Hanging("relations to others", ActorRelation, "actor", ("kind", "other", "since"), "other", ROW),
        "related": Hanging("relations of others to it", ActorRelation, "other", ("kind", "actor", "since"), "actor", ROW),
        "identifier": Hanging("ids in other lists", ActorExternalId, "actor", ("scheme", "identifier"), listed=True),
    },
    "location": {
        "mention": Hanging("mentions", Mention, "location", SPAN),
        "statement": Hanging("statements made there", Statement, "location", stands=ROW),
        "mentioned": Hanging(
            "statements that mention it", Statement.mentioned_locations.through, "location", ("statement",), stands=TOLD
        ),
        "event": Hanging("events", Event, "location", stands=ROW),
        "inside": Hanging("places in it", Location, "parent", stands=ROW),
        "actor": Hanging("actors of the country", Actor, "country", stands=ROW),
        "identifier": Hanging("ids in other lists", LocationExternalId, "location", ("scheme", "identifier"), listed=True),
    },
}


class ThingMergeError(ValueError):
    """Actors or places that can't be made one: says which and why."""


@transaction.atomic
def merge_things(kept: Thing, gone: Thing, user: Any, note: str = "") -> Merge:
    """Let `kept` stand for `gone` too: everything that names the one names the other, and its id and slug lead there."""
    take_turn()
    kept.refresh_from_db()
    gone.refresh_from_db()
    check_mergeable(kept, gone)
    records = _reports_naming(gone, gone)
    moved: list[list[Any]] = []
    for what, hanging in MOVED[_noun(gone)].items():
        keys = hanging.movable(gone, kept)
        hanging.move(keys, gone, kept)
        moved += [[what, key] for key in keys]
    moved += [[LENT, key] for key in pass_on_names(kept, gone)] + [[ALIAS, key] for key in lend_names(kept, gone)]
    redirects = Merge.objects.filter(kept=gone.public_id, ended_at=None)
    moved += [[REDIRECT, key] for key in redirects.order_by("pk").values_list("pk", flat=True)]
    redirects.update(kept=kept.public_id)
    merge = Merge.objects.create(
        record=gone.public_id, kept=kept.public_id, rule=BY_HAND, made_by=user, note=note,
        moved=moved,
    )  # fmt: skip
    gone.withdrawn_at = timezone.now()
    gone.save(update_fields=["withdrawn_at", "updated_at"])
    Decision.objects.create(record=gone.public_id, field=MERGED_INTO, value=kept.public_id, decided_by=user, note=note)
    consolidate(records, Things(), Changes())
    return merge


@transaction.atomic
def part_things(merge: Merge, user: Any, note: str = "") -> None:
    """Take the merge of two actors or places back: both stand with their ids, and what was moved hangs where it hung."""
    take_turn()
    merge.refresh_from_db()
    model = MODELS[_noun_of(merge.record)]
    gone, kept = (model._default_manager.get(public_id=identifier) for identifier in (merge.record, merge.kept))
    records = _reports_naming(kept, gone)
    for what, hanging in MOVED[_noun(gone)].items():
        hanging.move([key for sort, key in merge.moved if sort == what], kept, gone)
    take_names_back(kept, [key for sort, key in merge.moved if sort == ALIAS])
    return_names(kept, gone, [key for sort, key in merge.moved if sort == LENT])
    redirects = [key for sort, key in merge.moved if sort == REDIRECT]
    Merge.objects.filter(pk__in=redirects, kept=kept.public_id, ended_at=None).update(kept=gone.public_id)
    merge.ended_at, merge.ended_by = timezone.now(), user
    merge.save(update_fields=["ended_at", "ended_by"])
    gone.withdrawn_at = None
    gone.save(update_fields=["withdrawn_at", "updated_at"])
    Decision.objects.create(record=gone.public_id, field=MERGED_INTO, machine_value=kept.public_id, decided_by=user, note=note)
    consolidate(records, Things(), Changes())


def what_moves(kept: Thing, gone: Thing) -> dict[str, int]:
    """How many rows in sight of each sort would move to `kept` with a merge; nothing is written."""
    sorts = MOVED[_noun(gone)].values()
    moves = {hanging.told: hanging.in_sight(hanging.movable(gone, kept)) for hanging in sorts}
    return {**moves, "names": len(names_to_lend(kept, gone))}


def check_mergeable(kept: Thing, gone: Thing) -> None:
    """Refuse two that can't be one in this direction."""
    if kept.pk == gone.pk:
        raise ThingMergeError(f"choose two {kept._meta.verbose_name_plural}")
    if gone.is_reference:
        raise ThingMergeError(f"{gone.slug} is shipped with conflictdb: keep it, and merge the other one into it")
    if kept.withdrawn_at or gone.withdrawn_at or ReviewStatus.REJECTED.value in {kept.review_status, gone.review_status}:
        raise ThingMergeError("what was withdrawn, rejected or merged can't be merged")
    if isinstance(kept, Location) and isinstance(gone, Location):
        _check_places(kept, gone)
    elif (kept.kind == ActorKind.PERSON) != (gone.kind == ActorKind.PERSON):
        raise ThingMergeError(f"{kept.name} and {gone.name}: a person and a body can't be one; correct the kind of one first")


def _check_places(kept: Location, gone: Location) -> None:
    both = f"{kept.name} and {gone.name}"
    if (kept.kind == LocationKind.COUNTRY) != (gone.kind == LocationKind.COUNTRY):
        raise ThingMergeError(f"{both}: a country and a place in one can't be one; correct the kind of one first")
    if kept.country_code and gone.country_code and kept.country_code != gone.country_code:
        raise ThingMergeError(f"{both} lie in two countries; correct the country of one first")
    if LocationAncestor.objects.filter(location=kept, ancestor=gone).exists():
        raise ThingMergeError(f"{kept.name} lies in {gone.name}: keep the outer one, or correct in what the inner one lies first")


def _noun(thing: Actor | Location) -> str:
    return str(thing._meta.model_name)


def _noun_of(identifier: str) -> str:
    return noun_of(identifier) or ""


def _reports_naming(shown: Actor | Location, said: Actor | Location) -> list[str]:
    """The reports of what shows the one thing, in any field, that name the other: those whose records must be renewed."""
    if isinstance(shown, Location):
        told = Statement.objects.filter(Q(location=shown) | Q(mentioned_locations=shown))
        done = Event.objects.filter(location=shown)
    else:
        told = Statement.objects.filter(Q(speaker=shown) | Q(addressees=shown) | Q(mentioned_actors=shown))
        done = Event.objects.filter(participants__actor=shown)
    records = {*told.values_list("public_id", flat=True), *done.values_list("public_id", flat=True)}
    names = {said.public_id, *names_meaning(said.public_id)}
    rows = Report.objects.filter(kept__in=records, withdrawn_at=None).values_list("public_id", "values")
    return sorted(identifier for identifier, values in rows if names & ids_in([values]))
