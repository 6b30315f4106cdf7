"""Resolutions and what they demand."""

from __future__ import annotations

import datetime as dt

import strawberry
from django.db.models import Q

from api.orders import EVENT_ORDERS, SOURCE_ORDERS, STATEMENT_ORDERS, EventOrder, StatementOrder
from api.plan import column, connection, link, listing
from api.types.inputs import EventFilter, StatementFilter
from api.types.page import Connection, Node
from api.types.references import AnActor, AnEvent, AnEvidence, ASource, AStatement, ATopic
from api.types.terms import ResolutionStatus, StatementAct
from conflictdb import querysets
from conflictdb.filters import EventFilterSet, SourceFilterSet, StatementFilterSet


@strawberry.type(description="One thing that a resolution demands, decides or warns of.")
class Provision:
    """A provision."""

    act: StatementAct = column("act", "What the resolution does by it.")
    text: str = column("text", "What it says.")
    addressees: list[AnActor] = listing("addressees", "To whom it is addressed.", order=("folded", "pk"))
    topics: list[ATopic] = listing("topics", "What it is about.", order=("slug",))
    evidence: list[AnEvidence] = listing("evidence", "The sentences that it rests on.", order=("source", "start"))


@strawberry.type(description="A resolution of an international body, adopted or in draft.")
class Resolution(Node):
    """A resolution."""

    id: strawberry.ID = column("public_id", 'The id of the record: opaque, and for ever the same, e.g. "res_5m6yk0c2v8…".')
    symbol: str = column("symbol", 'The symbol of the document, e.g. "S/RES/2773 (2025)".')
    number: int | None = column("number", "The number; null for drafts.")
    year: int | None = column("year", "The year of adoption; null for drafts.")
    body: AnActor = link("body", "The body that adopted it or is to do so.")
    status: ResolutionStatus = column("status", "Whether it was adopted.")
    title: str | None = column("title", "The title; null where it has none or it is not known.")
    adopted_on: dt.date | None = column("adopted_on", "The day of adoption; null for drafts.")
    url: str | None = column("url", "Its page at the body; null where it is not known.")
    votes_for: int | None = column("votes_for", "Votes in favour; null where the vote is not known.")
    votes_against: int | None = column("votes_against", "Votes against; null where the vote is not known.")
    abstentions: int | None = column("abstentions", "The number of abstentions; null where the vote is not known.")
    provisions: list[Provision] = listing("provisions", "What it demands, decides and warns of.", order=("pk",), reckoned=20)
    statements: Connection[AStatement] = connection(
        StatementFilterSet, STATEMENT_ORDERS, "Statements that cite it.",
        tied=lambda key: Q(resolutions=key), filter_type=StatementFilter, order_type=StatementOrder,
    )  # fmt: skip
    events: Connection[AnEvent] = connection(
        EventFilterSet, EVENT_ORDERS, "Events that are about it, such as its adoption.",
        tied=lambda key: Q(resolutions=key), filter_type=EventFilter, order_type=EventOrder,
    )  # fmt: skip
    sources: Connection[ASource] = connection(
        SourceFilterSet, SOURCE_ORDERS, "Sources that mention it, or report what cites it.", tied=querysets.naming_resolution
    )
