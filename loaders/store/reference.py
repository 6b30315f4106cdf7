"""The shipped reference data to rows. A second run changes nothing; what a person decided stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from conflictdb.identity import public_id
from conflictdb.models import (
    Actor,
    ActorExternalId,
    ActorName,
    ActorRelation,
    Affiliation,
    Location,
    LocationExternalId,
    LocationName,
    Resolution,
    Topic,
    TopicName,
)
from conflictdb.settling import ChildRows, settle
from conflictdb.vocabularies import NameKind, ReviewStatus
from loaders.reference import Reference, ReferenceActor, ReferenceDataError, ReferencePlace
from loaders.report import RecordCounts


@dataclass(slots=True)
class Table:
    """The rows of one model by their natural key, and what has happened to them in this run."""

    model: Any
    noun: str
    rows: dict[Any, Any]
    inserted: set[Hashable] = field(default_factory=set)
    changed: set[Hashable] = field(default_factory=set)

    def row(self, key: Hashable, **natural: Any) -> Any:
        """The row of that key; where there is none, a new one that is not saved yet."""
        if key not in self.rows:
            self.rows[key] = self.model(**natural)
            if hasattr(self.rows[key], "review_status"):
                self.rows[key].review_status = ReviewStatus.ACCEPTED.value
            self.inserted.add(key)
        return self.rows[key]

    def put(self, key: Hashable, values: Mapping[str, Any], also: Mapping[str, Any], **natural: Any) -> None:
        """Bring the row of that key to these values, unsaved."""
        row = self.row(key, **natural)
        if not hasattr(row, "locked_fields"):
            also, values = {**values, **also}, {}
            changed = any(getattr(row, name) != value for name, value in also.items())
            for name, value in also.items():
                setattr(row, name, value)
        else:
            changed = settle(row, values, also)
        if changed:
            self.changed.add(key)

    def old(self, row: Any, children: str) -> Iterable[Any]:
        """The child rows that the row had before this run: none, and no query, where it is new."""
        return () if row.slug in self.inserted else getattr(row, children).all()

    def save(self) -> None:
        """Write what is new and what changed."""
        new = [self.rows[key] for key in self.rows if key in self.inserted and self.rows[key].pk is None]
        for row in new:
            row.derive()
        self.model.objects.bulk_create(new)
        for key in self.changed - self.inserted:
            self.rows[key].save()

    def count(self, keys: Iterable[Hashable], counts: RecordCounts) -> None:
        """Count what happened to the rows of `keys`."""
        for key in keys:
            outcome = "inserted" if key in self.inserted else "updated" if key in self.changed else "unchanged"
            counts.add(self.noun, outcome)


@transaction.atomic
def store_reference(reference: Reference) -> RecordCounts:
    """Bring the database to the reference data, and return what happened to each record."""
    counts = RecordCounts()
    places = _places(reference, counts)
    actors = _actors(reference, places, counts)
    _posts(reference, actors, counts)
    _relations(reference, actors, counts)
    _topics(reference, counts)
    _resolutions(reference, actors, counts)
    return counts


def _places(reference: Reference, counts: RecordCounts) -> Table:
    table = Table(Location, "location", {row.slug: row for row in Location.objects.prefetch_related("names", "external_ids")})
    for place in reference.places:
        west, south, east, north = place.bbox or (None, None, None, None)
        values = {
            "name": place.name,
            "kind": place.kind,
            "country_code": place.country_code or "",
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
        also = {"precision_km": place.precision_km, "west": west, "south": south, "east": east, "north": north}
        table.put(place.slug, values, {**also, "is_reference": True}, slug=place.slug)
    table.save()
    children, moved = ChildRows(), []
    for place in reference.places:  # parents may stand behind their children in the files
        row = table.rows[place.slug]
        if settle(row, {"parent": _known(table, place.parent, place.slug)}):
            moved.append(row)
            table.changed.add(place.slug)
        if _place_names(table, row, place, children):
            table.changed.add(place.slug)
    Location.objects.bulk_update(moved, ["parent", "machine"])
    children.save()
    table.count((place.slug for place in reference.places), counts)
    return table


def _place_names(table: Table, row: Location, place: ReferencePlace, children: ChildRows) -> bool:
    names = {pair: LocationName(location=row, language=pair[0], name=pair[1]) for pair in place.aliases}
    ids = {pair: LocationExternalId(location=row, scheme=pair[0], identifier=pair[1]) for pair in place.external_ids}
    changed = _settle_names(table, row, names, children)
    return children.settle(table.old(row, "external_ids"), ids, _external_key) or changed


def _actors(reference: Reference, places: Table, counts: RecordCounts) -> Table:
    countries = {row.country_code: row for row in places.rows.values() if row.kind == "country"}
    table = Table(Actor, "actor", {row.slug: row for row in Actor.objects.prefetch_related("names", "external_ids")})
    for actor in reference.actors:
        values = {
            "name": actor.name,
            "kind": actor.kind,
            "description": actor.description,
            "country": countries.get(actor.country),
        }
        table.put(actor.slug, values, {"gender": actor.gender, "is_reference": True}, slug=actor.slug)
    table.save()
    children = ChildRows()
    for actor in reference.actors:
        if _actor_names(table, table.rows[actor.slug], actor, children):
            table.changed.add(actor.slug)
    children.save()
    table.count((actor.slug for actor in reference.actors), counts)
    return table


def _actor_names(table: Table, row: Actor, actor: ReferenceActor, children: ChildRows) -> bool:
    names = {pair: ActorName(actor=row, language=pair[0], name=pair[1]) for pair in actor.aliases}
    ids = {pair: ActorExternalId(actor=row, scheme=pair[0], identifier=pair[1]) for pair in actor.external_ids}
    changed = _settle_names(table, row, names, children)
    return children.settle(table.old(row, "external_ids"), ids, _external_key) or changed


def _settle_names(table: Table, row: Any, names: Mapping[Any, Any], children: ChildRows) -> bool:
    if "names" in getattr(row, "locked_fields", ()):
        return False
    for name in names.values():
        name.derive()
    # what a merge lent it stays, and counts where the files list the same name
    old = (name for name in table.old(row, "names") if name.kind != NameKind.MERGED or _name_key(name) in names)
    return children.settle(old, names, _name_key)


def _name_key(row: Any) -> tuple[str, str]:
    return row.language, row.name


def _external_key(row: ActorExternalId | LocationExternalId) -> tuple[str, str]:
    return row.scheme, row.identifier


def _posts(reference: Reference, actors: Table, counts: RecordCounts) -> None:
    rows = Affiliation.objects.select_related("actor", "organisation")
    # by id, not by columns: a person may have corrected those, and it is still the same post
    table = Table(Affiliation, "affiliation", {row.public_id: row for row in rows})
    keys = []
    for actor in reference.actors:
        for post in actor.posts:
            keys.append(public_id("affiliation", actor.slug, post.organisation, post.role, _day(post.period.since)))
            organisation = _known(actors, post.organisation, actor.slug)
            natural = {"actor": actors.rows[actor.slug], "organisation": organisation}
            values = {
                "role": post.role,
                "since": post.period.since,
                "until": post.period.until,
                "date_precision": post.period.precision,
            }
            table.put(keys[-1], values, {"role_fr": post.role_fr, "is_reference": True}, **natural)
    table.save()
    table.count(keys, counts)


def _relations(reference: Reference, actors: Table, counts: RecordCounts) -> None:
    rows = ActorRelation.objects.select_related("actor", "other")
    table = Table(ActorRelation, "relation", {row.public_id: row for row in rows})
    keys = []
    for actor in reference.actors:
        for relation in actor.relations:
            keys.append(public_id("relation", actor.slug, relation.kind.value, relation.other, _day(relation.period.since)))
            natural = {"actor": actors.rows[actor.slug], "other": _known(actors, relation.other, actor.slug)}
            values = {
                "kind": relation.kind,
                "since": relation.period.since,
                "until": relation.period.until,
                "contested": relation.contested,
            }
            also = {"date_precision": relation.period.precision.value, "is_reference": True}
            table.put(keys[-1], values, also, **natural)
    table.save()
    table.count(keys, counts)


def _day(value: dt.date | None) -> str:
    return value.isoformat() if value else ""


def _topics(reference: Reference, counts: RecordCounts) -> None:
    table = Table(Topic, "topic", {row.slug: row for row in Topic.objects.prefetch_related("names")})
    for topic in reference.topics:
        values = {"label": topic.label, "description": topic.description, "is_reference": True}
        table.put(topic.slug, values, {}, slug=topic.slug)
    table.save()
    children = ChildRows()
    for topic in reference.topics:
        row, parent = table.rows[topic.slug], _known(table, topic.parent, topic.slug)
        names: dict[Hashable, TopicName] = {pair: TopicName(topic=row, language=pair[0], name=pair[1]) for pair in topic.synonyms}
        if row.parent_id != (parent.pk if parent else None):
            row.parent = parent
            row.save()
            table.changed.add(topic.slug)
        if _settle_names(table, row, names, children):
            table.changed.add(topic.slug)
    children.save()
    table.count((topic.slug for topic in reference.topics), counts)


def _resolutions(reference: Reference, actors: Table, counts: RecordCounts) -> None:
    rows = {_resolution_key(row.body.slug, row.number, row.symbol): row for row in Resolution.objects.select_related("body")}
    table = Table(Resolution, "resolution", rows)
    keys = []
    for resolution in reference.resolutions:
        key = _resolution_key(resolution.body, resolution.number, resolution.symbol)
        keys.append(key)
        values = {
            "title": resolution.title,
            "status": resolution.status,
            "adopted_on": resolution.adopted_on,
            "url": resolution.url,
            "votes_for": resolution.votes_for,
            "votes_against": resolution.votes_against,
            "abstentions": resolution.abstentions,
        }
        # the symbol may have been printed without its year where an article named the resolution first
        also = {
            "symbol": resolution.symbol,
            "year": resolution.year,
            "subject": resolution.subject,
            "is_reference": True,
        }
        natural = {"body": _known(actors, resolution.body, resolution.symbol), "number": resolution.number}
        table.put(key, values, also, **natural)
    table.save()
    table.count(keys, counts)


def _resolution_key(body: str, number: int | None, symbol: str) -> tuple[str, int | str]:
    return body, number or symbol


def _known(table: Table, slug: str | None, wanted_by: str) -> Any:
    if slug is None:
        return None
    if slug not in table.rows:
        raise ReferenceDataError(f"{wanted_by}: names {slug}, which no line of the {table.noun} files has")
    return table.rows[slug]
