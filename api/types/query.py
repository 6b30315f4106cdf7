"""The questions that a request may start with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import strawberry
from django.db.models import Model, Q

from api import orders
from api.orders import ActorOrder, EventOrder, SourceOrder, StatementOrder
from api.plan import Computed, argument, connection, one, planned
from api.types import inputs
from api.types.actor import Actor
from api.types.counts import EVENT_COUNTS, STATEMENT_COUNTS, EventCount, StatementCount
from api.types.dataset import Dataset, dataset
from api.types.event import Event
from api.types.location import Location
from api.types.nodes import node, nodes
from api.types.page import Connection, Node
from api.types.resolution import Resolution
from api.types.search import SearchConnection, search
from api.types.source import Source
from api.types.statement import Statement
from api.types.terms import EventDimension, StatementDimension
from api.types.topic import Topic
from conflictdb import filters, models
from conflictdb.querysets import At, resolution_called, slugged, visible


def _single(model: type[Model], question: Callable[[str], Q], name: str, what: str, description: str) -> Any:
    plan = Computed(lambda field: one(field, visible(model).filter(question(field.arguments[name]))))
    return planned(plan, description, [argument(name, str, what, optional=False)])


def _by_slug(model: type[Model], description: str, example: str) -> Any:
    return _single(model, lambda slug: slugged(model, slug), "slug", f'The slug, e.g. "{example}".', description)


@strawberry.type(description="The questions that a request may start with. All of it is read-only and free to ask.")
class Query:
    """The root of the schema."""

    node: Node | None = node(
        "The record with this id, of whatever type; the one that stands for it where it was merged; "
        "null where there is none, or where it was withdrawn."
    )
    nodes: list[Node | None] = nodes(
        "The records with these ids, in the order of the ids; null for an id that there is none for."
    )
    actor: Actor | None = _by_slug(models.Actor, "The actor with this slug; null where there is none.", "m23")
    location: Location | None = _by_slug(models.Location, "The place with this slug; null where there is none.", "goma")
    topic: Topic | None = _by_slug(models.Topic, "The topic with this slug; null where there is none.", "monusco-withdrawal")
    resolution: Resolution | None = _single(
        models.Resolution, lambda symbol: resolution_called(At(), symbol), "symbol",
        'The symbol: "S/RES/2773 (2025)", "S/RES/2773" and "2773" name the same one.',
        "The resolution with this symbol; null where there is none.",
    )  # fmt: skip
    source: Source | None = _single(
        models.Source, lambda external_id: Q(external_id=external_id), "external_id",
        "The loader's name for it: the file's stem, or the id in the feed, e.g. sample-08-doha-talks.",
        "The source with this external id; null where there is none.",
    )  # fmt: skip
    actors: Connection[Actor] = connection(
        filters.ActorFilterSet,
        orders.ACTOR_ORDERS,
        "Actors; those whom texts only describe are not among them unless the filter asks for `described`.",
        filter_type=inputs.ActorFilter,
        order_type=ActorOrder,
        backward=True,
    )
    locations: Connection[Location] = connection(
        filters.LocationFilterSet, orders.BY_NAME, "Places, by name.", filter_type=inputs.LocationFilter, backward=True
    )
    topics: Connection[Topic] = connection(filters.TopicFilterSet, orders.BY_SLUG, "Topics, by slug.")
    statements: Connection[Statement] = connection(
        filters.StatementFilterSet, orders.STATEMENT_ORDERS, "Statements: who said what, in which role, to whom, about what.",
        filter_type=inputs.StatementFilter, order_type=StatementOrder, backward=True,
    )  # fmt: skip
    events: Connection[Event] = connection(
        filters.EventFilterSet, orders.EVENT_ORDERS, "Events: what happened, where, when, and who did it to whom.",
        filter_type=inputs.EventFilter, order_type=EventOrder, backward=True,
    )  # fmt: skip
    resolutions: Connection[Resolution] = connection(
        filters.ResolutionFilterSet, orders.RESOLUTION_ORDERS, "Resolutions of international bodies, the latest adopted first.",
        filter_type=inputs.ResolutionFilter, backward=True,
    )  # fmt: skip
    sources: Connection[Source] = connection(
        filters.SourceFilterSet, orders.SOURCE_ORDERS, "Sources: the documents that everything rests on.",
        filter_type=inputs.SourceFilter, order_type=SourceOrder, backward=True,
    )  # fmt: skip
    search: SearchConnection = search("Things of several types that answer to a text, the best answers first.")
    event_counts: list[EventCount] = EVENT_COUNTS.field(
        EventDimension, inputs.EventFilter, "How many events there are, by one or more dimensions; the largest groups first."
    )
    statement_counts: list[StatementCount] = STATEMENT_COUNTS.field(
        StatementDimension,
        inputs.StatementFilter,
        "How many statements there are, by one or more dimensions; the largest groups first.",
    )
    dataset: Dataset = dataset("The dataset as a whole: its version, size, licence and files.")
