"""Sources, what they mention, and the sentences that records rest on."""

from __future__ import annotations

import datetime as dt

import strawberry
from django.db.models import Case, F, TextField, When

from api.orders import EVENT_ORDERS, STATEMENT_ORDERS_OF_SOURCE, EventOrder, StatementOrder
from api.plan import column, connection, link, listing
from api.types.inputs import EventFilter, StatementFilter
from api.types.page import Connection, Node
from api.types.references import ALocation, AnActor, AnEvent, AResolution, ASource, AStatement
from api.types.terms import DatePrecision, SourceKind
from conflictdb import models, querysets
from conflictdb.filters import EventFilterSet, StatementFilterSet

MENTIONS = 200
NAMED = 20


@strawberry.type(
    description="A stretch of a source's text, by character offsets, that names a thing. "
    "Offsets count Unicode code points of the text as it was loaded."
)
class Mention:
    """A mention."""

    text: str = column("text", "The words that name it.")
    start: int = column("start", "The place of its first character in the source's text, in Unicode code points from 0.")
    end: int = column("end", "The place behind its last character in the source's text, in Unicode code points from 0.")
    actor: AnActor | None = link("actor", "The actor that is named; null where it is none.")
    location: ALocation | None = link("location", "The place that is named; null where it is none.")
    resolution: AResolution | None = link("resolution", "The resolution that is named; null where it is none.")


@strawberry.type(
    description="The stretch of a source's text that a record rests on. "
    "Offsets count Unicode code points of the text as it was loaded."
)
class Evidence:
    """A piece of evidence."""

    source: ASource = link("source", "The source.")
    excerpt: str = column("excerpt", "The text between start and end, verbatim.")
    start: int = column("start", "The place of its first character in the source's text, in Unicode code points from 0.")
    end: int = column("end", "The place behind its last character in the source's text, in Unicode code points from 0.")
    extractor: str = column("extractor", "The rule that read it.")
    confidence: float = column("confidence", "The rule's confidence, from 0 to 1.")


@strawberry.type(description="One document that was read.")
class Source(Node):
    """A source."""

    id: strawberry.ID = column("public_id", 'The id of the record: opaque, and for ever the same, e.g. "src_5m6yk0c2v8…".')
    external_id: str = column("external_id", "The loader's name for it: the file's stem, or the id in the feed.")
    title: str | None = column("title", "The headline; null where it has none.")
    publisher: AnActor | None = link("publisher", "Who published it; null where that is no known actor.")
    kind: SourceKind = column("kind", "What sort of document.")
    language: str = column("language", 'The language, by ISO 639-1 code, e.g. "fr".')
    url: str | None = column("url", "Where it was published; null where that is not known.")
    published_on: dt.date | None = column(
        "published_from", "The day of publication, or the first of the range that is known; null where nothing is known."
    )
    date_precision: DatePrecision = column("date_precision", "How precisely the day is known.")
    date_inferred: bool = column("date_inferred", "Whether the day follows from the text, which does not print it as such.")
    retrieved_at: dt.datetime | None = column("retrieved_at", "When it was fetched; null where that is not known.")
    loaded_at: dt.datetime = column("loaded_at", "When it was loaded.")
    sha256: str = column("sha256", "The SHA-256 of the text and metadata as given, in hexadecimal.")
    pipeline_version: str = column("pipeline_version", "The version of the programs that read it.")
    conflict_related: bool = column("conflict_related", "Whether it is about armed conflict or conflict diplomacy.")
    licence: str | None = column(
        "licence", "The licence of the text, by SPDX id or plain name; null: not known, all rights reserved."
    )
    text_available: bool = column("text_public", "Whether `text` may be shown to anybody.")
    text: str | None = column(
        Case(When(text_public=True, then=F("text")), output_field=TextField()),
        "The whole text as it was loaded; null unless its licence allows to show it.",
    )
    mentions: list[Mention] = listing(
        "mentions", "What it mentions, in the order of the text.", order=("start", "end", "pk"), reckoned=MENTIONS
    )
    actors: list[AnActor] = listing(
        querysets.actors_named_in, "The actors that it mentions, that speak in it, or that take part in what it reports.",
        model=models.Actor, order=("folded", "pk"), reckoned=NAMED,
    )  # fmt: skip
    locations: list[ALocation] = listing(
        querysets.locations_named_in, "The places that it mentions, or at which what it reports happened or was said.",
        model=models.Location, order=("folded", "pk"), reckoned=NAMED,
    )  # fmt: skip
    resolutions: list[AResolution] = listing(
        querysets.resolutions_named_in, "The resolutions that it mentions, or that what it reports cites.",
        model=models.Resolution, order=("symbol",),
    )  # fmt: skip
    statements: Connection[AStatement] = connection(
        StatementFilterSet, STATEMENT_ORDERS_OF_SOURCE,
        "Statements that it reports, be it the first to do so or not; in the order of its text unless another is asked for.",
        tied=querysets.said_in, filter_type=StatementFilter, order_type=StatementOrder,
    )  # fmt: skip
    events: Connection[AnEvent] = connection(
        EventFilterSet, EVENT_ORDERS, "Events that it reports, be it the first to do so or not.",
        tied=querysets.reported_in, filter_type=EventFilter, order_type=EventOrder,
    )  # fmt: skip
