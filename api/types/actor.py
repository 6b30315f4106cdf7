"""Actors, the posts that they hold, and how they stand to each other."""

from __future__ import annotations

import datetime as dt
from typing import Any

import strawberry
from django.db.models import Case, F, OrderBy, Q, TextField, Value, When
from django.db.models.functions import Concat

from api.orders import BY_SINCE, EVENT_ORDERS, SOURCE_ORDERS, STATEMENT_ORDERS, EventOrder, StatementOrder
from api.plan import argument, column, connection, link, listing, values
from api.types.inputs import AffiliationFilter, EventFilter, StatementFilter
from api.types.page import Connection, Node
from api.types.references import ALocation, AnActor, AnEvent, AnEvidence, ASource, AStatement
from api.types.terms import ActorKind, ActorRelationKind, DatePrecision, ReviewStatus
from conflictdb import querysets
from conflictdb.filters import AffiliationFilterSet, EventFilterSet, SourceFilterSet, StatementFilterSet
from conflictdb.models.order import latest_first

LATEST_POST = (OrderBy(latest_first("since"), descending=True), "pk")
_LINKS = Case(
    When(scheme="wikidata", then=Concat(Value("https://www.wikidata.org/wiki/"), F("identifier"))),
    When(scheme="geonames", then=Concat(Value("https://www.geonames.org/"), F("identifier"))),
    When(scheme="opensanctions", then=Concat(Value("https://www.opensanctions.org/entities/"), F("identifier"))),
    default=Value(None),
    output_field=TextField(),
)


@strawberry.type(description="The id of the same thing in somebody else's list.")
class ExternalId:
    """An id in another list."""

    scheme: str = column("scheme", 'Whose list: "wikidata", "geonames", "opensanctions", "pcode", "iso3166-2".')
    identifier: str = column("identifier", 'The id there, e.g. "Q1065".')
    url: str | None = column(_LINKS, "The page on it there; null for lists that have no pages.")


@strawberry.type(description="A post that a person holds in an organisation, or that an organisation is part of another.")
class Affiliation:
    """A post."""

    actor: AnActor = link("actor", "Who holds it, or what is part.")
    organisation: AnActor = link("organisation", "The organisation in which it is held, or whose part it is.")
    role: str | None = column(
        "role", 'The post in English, e.g. "Under-Secretary-General for Peace Operations"; null: it is part of it.'
    )
    since: dt.date | None = column("since", "The first day on which it may have been held; null: not known.")
    until: dt.date | None = column("until", "The last day on which it may have been held; null: not known to have ended.")
    date_precision: DatePrecision = column("date_precision", "How precisely its days are known.")
    evidence: list[AnEvidence] = listing("evidence", "What it rests on; empty for reference data.", order=("source", "start"))


@strawberry.type(description="How an actor stands to another.")
class ActorRelation:
    """A relation between actors."""

    kind: ActorRelationKind = column("kind", "How the actor stands to the other.")
    other: AnActor = link("other", "The other.")
    since: dt.date | None = column("since", "The first day on which it may have held; null: not known.")
    until: dt.date | None = column("until", "The last day on which it may have held; null: not known to have ended.")
    contested: bool = column("contested", "Whether one of the two, or others, dispute it.")
    evidence: list[AnEvidence] = listing("evidence", "What it rests on; empty for reference data.", order=("source", "start"))


def _held(arguments: dict[str, Any]) -> Q:
    return querysets.held_on(arguments["at"]) if arguments.get("at") else Q()


@strawberry.type(
    description="Whoever does, says or undergoes something: persons, governments, armies, armed groups, organisations."
)
class Actor(Node):
    """An actor."""

    id: strawberry.ID = column("public_id", 'The id of the record: opaque, and for ever the same, e.g. "act_5m6yk0c2v8…".')
    slug: str = column("slug", 'The name for addresses: stable and readable, e.g. "un", "m23", "jean-pierre-lacroix".')
    name: str = column("name", 'The usual name in English, e.g. "March 23 Movement".')
    kind: ActorKind = column("kind", "What sort of actor.")
    described: bool = column(
        "described",
        'Whether texts only describe it ("the armed groups", "all parties"): one for all wordings, whoever is meant.',
    )
    aliases: list[str] = values("names", "name", "Other names and spellings, in any language.")
    description: str | None = column("description", "Who it is, in a sentence; null where nobody has written one.")
    country: ALocation | None = link("country", "The country that it belongs to; null where it belongs to none or to several.")
    external_ids: list[ExternalId] = listing("external_ids", "Its ids in other lists.", order=("scheme", "identifier"))
    affiliations: list[Affiliation] = listing(
        "affiliations",
        "What it belongs to: a person's posts, an organisation's parent; the latest first.",
        order=LATEST_POST,
        arguments=[argument("at", dt.date, 'Only what may have held on this day, e.g. "2024-02-05".')],
        only=_held,
    )
    members: Connection[Affiliation] = connection(
        AffiliationFilterSet, BY_SINCE, "Who holds or held a post in it, and what is part of it; the latest first.",
        tied=lambda key: Q(organisation=key), filter_type=AffiliationFilter,
    )  # fmt: skip
    relations: list[ActorRelation] = listing("relations", "Whom it backs, is allied with or opposed to.", order=("kind", "pk"))
    statements: Connection[AStatement] = connection(
        StatementFilterSet, STATEMENT_ORDERS, "What it said itself; for an organisation, what was said in its name.",
        tied=lambda key: Q(speaker=key), filter_type=StatementFilter, order_type=StatementOrder,
    )  # fmt: skip
    statements_by_members: Connection[AStatement] = connection(
        StatementFilterSet, STATEMENT_ORDERS, "What was said by it or by anyone who was in it at the time, through all levels.",
        tied=querysets.said_by_members, filter_type=StatementFilter, order_type=StatementOrder,
    )  # fmt: skip
    events: Connection[AnEvent] = connection(
        EventFilterSet, EVENT_ORDERS, "Events in which it takes part, in any role.",
        tied=querysets.with_actor, filter_type=EventFilter, order_type=EventOrder,
    )  # fmt: skip
    sources: Connection[ASource] = connection(
        SourceFilterSet,
        SOURCE_ORDERS,
        "Sources that mention it, or report what it said or took part in.",
        tied=querysets.naming_actor,
    )
    review_status: ReviewStatus = column("review_status", "Where the record stands between machine and person.")
