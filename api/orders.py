"""The orders of lists: what a page is sorted and continued by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import strawberry
from django.db.models import F, FloatField, OuterRef
from django.db.models.functions import Cast

from conflictdb.models import Participant, Statement
from conflictdb.models.order import earliest_first, latest_first
from conflictdb.querysets import count_of, relevance, visible


@dataclass(frozen=True, slots=True)
class Order:
    """Keys, all in one direction; the public id, which ends every order, makes it total.

    `keys` is given the filter, by which relevance is measured.
    """

    name: str
    keys: Callable[[dict[str, Any]], list[Any]]
    descending: bool = False


def _order(name: str, *keys: Any, descending: bool = False) -> Order:
    return Order(name, lambda asked: list(keys), descending)


def _relevance(asked: dict[str, Any]) -> list[Any]:
    said = latest_first("said_from")
    return [Cast(relevance(asked["about"]), FloatField()), said] if asked.get("about") else [said]


SAID_ON_DESC = _order("SAID_ON_DESC", latest_first("said_from"), descending=True)
STATEMENT_ORDERS = {
    "SAID_ON_DESC": SAID_ON_DESC,
    "SAID_ON_ASC": _order("SAID_ON_ASC", earliest_first("said_from")),
    "RELEVANCE": Order("RELEVANCE", _relevance, descending=True),
}
# of one source: joint speakers of one sentence in the order in which it names them
STATEMENT_ORDERS_OF_SOURCE = {"IN_TEXT": _order("IN_TEXT", F("position")), **STATEMENT_ORDERS}
EVENT_ORDERS = {
    "STARTS_ON_DESC": _order("STARTS_ON_DESC", latest_first("starts_on"), descending=True),
    "STARTS_ON_ASC": _order("STARTS_ON_ASC", earliest_first("starts_on")),
    "SOURCES_DESC": _order("SOURCES_DESC", F("source_count"), descending=True),
}
ACTOR_ORDERS = {
    "NAME_ASC": _order("NAME_ASC", F("folded")),
    "STATEMENTS_DESC": _order("STATEMENTS_DESC", count_of(visible(Statement).filter(speaker=OuterRef("pk"))), descending=True),
    "EVENTS_DESC": _order(
        "EVENTS_DESC", count_of(Participant.objects.filter(actor=OuterRef("pk")), field="event"), descending=True
    ),
}
SOURCE_ORDERS = {
    "PUBLISHED_ON_DESC": _order("PUBLISHED_ON_DESC", latest_first("published_from"), descending=True),
    "PUBLISHED_ON_ASC": _order("PUBLISHED_ON_ASC", earliest_first("published_from")),
    "LOADED_AT_DESC": _order("LOADED_AT_DESC", F("loaded_at"), descending=True),
}
BY_NAME = {"NAME": _order("NAME", F("folded"))}
BY_SLUG = {"SLUG": _order("SLUG", F("slug"))}
RESOLUTION_ORDERS = {"ADOPTED_ON_DESC": _order("ADOPTED_ON_DESC", latest_first("adopted_on"), descending=True)}
BY_SINCE = {"SINCE_DESC": _order("SINCE_DESC", latest_first("since"), descending=True)}


@strawberry.enum(description="The order of statements. Those whose day is not known come last.")
class StatementOrder(Enum):
    """The orders of statements."""

    SAID_ON_DESC = strawberry.enum_value("SAID_ON_DESC", description="The latest first.")
    SAID_ON_ASC = strawberry.enum_value("SAID_ON_ASC", description="The earliest first.")
    RELEVANCE = strawberry.enum_value(
        "RELEVANCE", description="Those that answer best to the filter `about` first; without it, the latest first."
    )


@strawberry.enum(description="The order of events. Those whose day is not known come last.")
class EventOrder(Enum):
    """The orders of events."""

    STARTS_ON_DESC = strawberry.enum_value("STARTS_ON_DESC", description="The latest first.")
    STARTS_ON_ASC = strawberry.enum_value("STARTS_ON_ASC", description="The earliest first.")
    SOURCES_DESC = strawberry.enum_value("SOURCES_DESC", description="Those that most sources report first.")


@strawberry.enum(description="The order of actors.")
class ActorOrder(Enum):
    """The orders of actors."""

    NAME_ASC = strawberry.enum_value("NAME_ASC", description="By name, accents and case ignored.")
    STATEMENTS_DESC = strawberry.enum_value("STATEMENTS_DESC", description="Those who made most statements first.")
    EVENTS_DESC = strawberry.enum_value("EVENTS_DESC", description="Those who take part in most events first.")


@strawberry.enum(description="The order of sources. Those whose day is not known come last.")
class SourceOrder(Enum):
    """The orders of sources."""

    PUBLISHED_ON_DESC = strawberry.enum_value("PUBLISHED_ON_DESC", description="The latest published first.")
    PUBLISHED_ON_ASC = strawberry.enum_value("PUBLISHED_ON_ASC", description="The earliest published first.")
    LOADED_AT_DESC = strawberry.enum_value("LOADED_AT_DESC", description="The latest loaded first.")
