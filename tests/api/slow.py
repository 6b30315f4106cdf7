"""The same schema executed in the common way, field by field in Python: slow, simple, what compiled answers are compared with.

Filters are asked through the filter sets, as they are in the API; all else (links, lists, orders, pages, null, fragments) is done
here anew, by the models and by graphql-core.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model
from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    execute_sync,
    get_named_type,
    parse,
)

from api.operation import plan_of, snaked
from api.plan import Column, Link, Listing, Paged
from api.schema import schema
from conflictdb import models
from conflictdb.identity import noun_of

NOUNS: dict[str, Any] = {
    "actor": models.Actor, "location": models.Location, "topic": models.Topic, "statement": models.Statement,
    "event": models.Event, "resolution": models.Resolution, "source": models.Source,
}  # fmt: skip
LONG_AGO, FAR_OFF = dt.date(1, 1, 1), dt.date(9999, 12, 31)
URLS = {"wikidata": "https://www.wikidata.org/wiki/", "geonames": "https://www.geonames.org/"}


def slow(query: str) -> Any:
    """The data of an operation's answer; an error fails the test."""
    with _without_resolvers():
        result = execute_sync(
            schema._schema, parse(query), field_resolver=_resolve, type_resolver=lambda thing, *_: type(thing).__name__
        )
    assert not result.errors, result.errors
    return result.data


@contextmanager
def _without_resolvers() -> Iterator[None]:
    """Take away what Strawberry sets on its types, which compiled execution does not use either."""
    kinds: list[Any] = [kind for name, kind in schema._schema.type_map.items() if not name.startswith("__")]
    kept = [(thing, name, getattr(thing, name)) for kind in kinds for thing, name in _resolvers(kind)]
    for thing, name, _ in kept:
        setattr(thing, name, None)
    try:
        yield
    finally:
        for thing, name, value in kept:
            setattr(thing, name, value)


def _resolvers(kind: Any) -> Iterator[tuple[Any, str]]:
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        yield from ((field, "resolve") for field in kind.fields.values())
        yield (kind, "is_type_of" if isinstance(kind, GraphQLObjectType) else "resolve_type")


def seen(thing: Any) -> bool:
    """Whether the dataset stands by a record."""
    return getattr(thing, "withdrawn_at", None) is None and getattr(thing, "review_status", "") != "rejected"


def _resolve(thing: Any, info: GraphQLResolveInfo[Any], **given: Any) -> Any:
    owner, name = info.parent_type.name, info.field_name
    arguments = snaked(given)
    if owner == "Query" and name in ROOTS:
        return ROOTS[name](**arguments)
    if isinstance(thing, Page | dict):
        return thing[name]
    plan = plan_of(info.parent_type.fields[name])
    if isinstance(plan, Paged):
        return _page(plan, TIED.get((owner, name), lambda row: lambda each: True)(thing), arguments)
    if isinstance(plan, Link):
        linked = getattr(thing, plan.relation)
        return linked if linked is None or isinstance(info.return_type, GraphQLNonNull) or seen(linked) else None
    if isinstance(plan, Listing):
        return _listing(plan, owner, name, thing, arguments)
    assert isinstance(plan, Column), (owner, name)
    return _value(plan, owner, name, thing, info)


def _value(plan: Column, owner: str, name: str, thing: Any, info: GraphQLResolveInfo[Any]) -> Any:
    value = COMPUTED[owner, name](thing) if (owner, name) in COMPUTED else getattr(thing, str(plan.source))
    kind: Any = get_named_type(info.return_type)
    if isinstance(kind, GraphQLEnumType):
        return next((item.value for key, item in kind.values.items() if key == (value or "").upper()), None)
    return None if value == "" and not isinstance(info.return_type, GraphQLNonNull) else value


COMPUTED: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("Source", "text"): lambda row: row.text if row.text_public else None,
    ("Event", "displaced"): lambda row: row.displaced,
    ("Event", "sourceCount"): lambda row: len({each.source_id for each in row.evidence.all()}),
    ("ExternalId", "url"): lambda row: URLS[row.scheme] + row.identifier if row.scheme in URLS else None,
}

# ---------------------------------------------------------------- lists


def _listing(plan: Listing, owner: str, name: str, thing: Any, arguments: dict[str, Any]) -> list[Any]:
    rows = NAMED[name](thing) if callable(plan.related) else list(getattr(thing, plan.related).all())
    if arguments.get("at"):
        rows = [row for row in rows if (row.since or LONG_AGO) <= arguments["at"] <= (row.until or FAR_OFF)]
    rows = [row for row in rows if seen(row)]
    if plan.value:
        return sorted(getattr(row, plan.value) for row in rows)
    if name == "ancestors":
        return rows
    if (owner, name) == ("Actor", "affiliations"):
        return sorted(rows, key=lambda row: (_days(row.since or LONG_AGO, last=True), row.pk))
    return sorted(rows, key=lambda row: [row.source_id if key == "source" else getattr(row, key) for key in plan.order])


def _days(day: dt.date, *, last: bool) -> int:
    return -day.toordinal() if last else day.toordinal()


def _ancestors(place: Any) -> list[Any]:
    return [place.parent, *_ancestors(place.parent)] if place.parent else []


def _evidence(source: Any, noun: str) -> list[Any]:
    return [getattr(each, noun) for each in source.evidence.all() if getattr(each, noun)]


def _actors(source: Any) -> list[Any]:
    found = [each.actor for each in source.mentions.all()] + [each.speaker for each in _evidence(source, "statement")]
    found += [each.actor for event in _evidence(source, "event") for each in event.participants.all()]
    return list({each.pk: each for each in found if each}.values())


def _locations(source: Any) -> list[Any]:
    found = [each.location for each in (*source.mentions.all(), *_evidence(source, "statement"), *_evidence(source, "event"))]
    return list({each.pk: each for each in found if each}.values())


def _resolutions(source: Any) -> list[Any]:
    found = [each.resolution for each in source.mentions.all()]
    for noun in ("statement", "event"):
        found += [each for record in _evidence(source, noun) for each in record.resolutions.all()]
    return list({each.pk: each for each in found if each}.values())


NAMED: dict[str, Callable[[Any], list[Any]]] = {
    "ancestors": _ancestors, "actors": _actors, "locations": _locations, "resolutions": _resolutions,
}  # fmt: skip

# ---------------------------------------------------------------- pages


class Page:
    """A connection with its fields as GraphQL names them."""

    def __init__(self, rows: list[Any], total: int, *, more: bool, backward: bool) -> None:
        info = {"hasNextPage": more and not backward, "hasPreviousPage": more and backward}
        self.fields = {"edges": [{"node": row} for row in rows], "nodes": rows, "totalCount": total, "pageInfo": info}

    def __getitem__(self, name: str) -> Any:
        return self.fields[name]


def _page(plan: Paged, tied: Callable[[Any], bool], arguments: dict[str, Any]) -> Page:
    rows = [row for row in plan.filters(arguments.get("filter") or {}).qs if tied(row)]
    order = arguments["order_by"].value if arguments.get("order_by") else next(iter(plan.orders))
    key, descending = KEYS[order]
    rows.sort(key=lambda row: (key(row), getattr(row, "public_id", row.pk)), reverse=descending)
    last = arguments.get("last")
    size = last if last is not None else arguments.get("first", 50)
    part = rows[max(0, len(rows) - size) :] if last is not None else rows[:size]
    return Page(part, len(rows), more=len(rows) > size, backward=last is not None)


KEYS: dict[str, tuple[Callable[[Any], Any], bool]] = {
    "IN_TEXT": (lambda row: row.position, False),
    "SAID_ON_DESC": (lambda row: row.said_from or LONG_AGO, True),
    "SAID_ON_ASC": (lambda row: row.said_from or FAR_OFF, False),
    "RELEVANCE": (lambda row: row.said_from or LONG_AGO, True),
    "STARTS_ON_DESC": (lambda row: row.starts_on or LONG_AGO, True),
    "STARTS_ON_ASC": (lambda row: row.starts_on or FAR_OFF, False),
    "SOURCES_DESC": (lambda row: len({each.source_id for each in row.evidence.all()}), True),
    "NAME_ASC": (lambda row: row.folded, False),
    "STATEMENTS_DESC": (lambda row: sum(map(seen, row.statements.all())), True),
    "EVENTS_DESC": (lambda row: len({each.event_id for each in row.participations.all()}), True),
    "PUBLISHED_ON_DESC": (lambda row: row.published_from or LONG_AGO, True),
    "PUBLISHED_ON_ASC": (lambda row: row.published_from or FAR_OFF, False),
    "LOADED_AT_DESC": (lambda row: row.loaded_at, True),
    "NAME": (lambda row: row.folded, False),
    "SLUG": (lambda row: row.slug, False),
    "ADOPTED_ON_DESC": (lambda row: row.adopted_on or LONG_AGO, True),
    "SINCE_DESC": (lambda row: row.since or LONG_AGO, True),
}


def _held(row: Any, first: dt.date, last: dt.date) -> bool:
    return (row.since or LONG_AGO) <= last and (row.until or FAR_OFF) >= first


def _by_members(organisation: Any) -> Callable[[Any], bool]:
    def said(row: Any) -> bool:
        first = row.said_from or row.source.published_from or LONG_AGO
        last = row.said_to or row.source.published_to or FAR_OFF
        return row.speaker is not None and _in(row.speaker, organisation, first, last, ())

    return said


def _in(who: Any, organisation: Any, first: dt.date, last: dt.date, path: tuple[int, ...]) -> bool:
    """Whether a chain of posts leads from one to the other, all of them held at one time within the days."""
    if who.pk == organisation.pk:
        return first <= last
    return any(
        _in(
            post.organisation, organisation, max(first, post.since or LONG_AGO), min(last, post.until or FAR_OFF), (*path, who.pk)
        )
        for post in who.affiliations.all()
        if seen(post) and post.organisation_id not in path and _held(post, first, last)
    )


def _sources(*records: Any) -> set[int]:
    return {each.source_id for record in records for each in record.evidence.all()}


def _naming_actor(who: Any) -> Callable[[Any], bool]:
    found = {each.source_id for each in who.mentions.all()} | _sources(*who.statements.all())
    found |= _sources(*(each.event for each in who.participations.all()))
    return lambda row: row.pk in found


def _naming_resolution(resolution: Any) -> Callable[[Any], bool]:
    found = {each.source_id for each in resolution.mentions.all()} | _sources(
        *resolution.statements.all(), *resolution.events.all()
    )
    return lambda row: row.pk in found


TIED: dict[tuple[str, str], Callable[[Any], Callable[[Any], bool]]] = {
    ("Actor", "members"): lambda who: lambda row: row.organisation_id == who.pk,
    ("Actor", "statements"): lambda who: lambda row: row.speaker_id == who.pk,
    ("Actor", "statementsByMembers"): _by_members,
    ("Actor", "events"): lambda who: lambda row: any(each.actor_id == who.pk for each in row.participants.all()),
    ("Actor", "sources"): _naming_actor,
    ("Location", "children"): lambda place: lambda row: row.parent_id == place.pk,
    ("Location", "events"): lambda place: lambda row: bool(row.location and place in [row.location, *_ancestors(row.location)]),
    ("Topic", "statements"): lambda topic: lambda row: topic in row.topics.all(),
    ("Resolution", "statements"): lambda one: lambda row: one in row.resolutions.all(),
    ("Resolution", "events"): lambda one: lambda row: one in row.resolutions.all(),
    ("Resolution", "sources"): _naming_resolution,
    ("Source", "statements"): lambda source: lambda row: source.pk in _sources(row),
    ("Source", "events"): lambda source: lambda row: source.pk in _sources(row),
}

# ---------------------------------------------------------------- roots


def _one(model: type[Model], **key: Any) -> Any:
    found = model._default_manager.filter(**key).first()
    return found if found and seen(found) else None


def _node(id: str) -> Any:
    noun = noun_of(id)
    return _one(NOUNS[noun], public_id=id) if noun in NOUNS else None


ROOTS: dict[str, Callable[..., Any]] = {
    "node": _node,
    "nodes": lambda ids: [_node(each) for each in ids],
    "actor": lambda slug: _one(models.Actor, slug=slug),
    "location": lambda slug: _one(models.Location, slug=slug),
    "topic": lambda slug: _one(models.Topic, slug=slug),
    "source": lambda external_id: _one(models.Source, external_id=external_id),
    "resolution": lambda symbol: _one(models.Resolution, symbol=symbol),
}
