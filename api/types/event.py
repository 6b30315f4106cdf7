"""Events."""

from __future__ import annotations

import datetime as dt

import strawberry
from django.db.models import BigIntegerField, Case, F, When

from api.plan import column, link, listing
from api.types.page import Node
from api.types.references import ALocation, AnActor, AnEvidence, AResolution, ASource
from api.types.terms import DatePrecision, EventStatus, EventType, LocationPrecision, ParticipantRole, ReviewStatus

# The column holds more than GraphQL's Int does; no true figure does.
_DISPLACED = Case(When(displaced__lte=2_147_483_647, then=F("displaced")), output_field=BigIntegerField())


@strawberry.type(description="An actor's part in an event.")
class Participant:
    """A part in an event."""

    role: ParticipantRole = column("role", "What part it has.")
    actor: AnActor | None = link("actor", 'Who it is; null where it is no known actor ("armed men").')
    name: str = column("name", "The actor as printed.")


@strawberry.type(
    description="Something that happened, is happening or is planned. Two articles on one event are one event with two sources."
)
class Event(Node):
    """An event."""

    id: strawberry.ID = column("public_id", 'The id of the record: opaque, and for ever the same, e.g. "evt_5m6yk0c2v8…".')
    type: EventType = column("type", "What happened.")
    plover_type: str | None = column(
        "plover_type", 'The event type of the PLOVER ontology, e.g. "ASSAULT"; null where none fits.'
    )
    plover_mode: str | None = column("plover_mode", "The mode of the PLOVER ontology; null where none fits.")
    acled_event_type: str | None = column("acled_event_type", 'The event type of ACLED, e.g. "Battles"; null where none fits.')
    acled_sub_event_type: str | None = column("acled_sub_event_type", "The sub-event type of ACLED; null where none fits.")
    text: str = column("text", "The clause that reports it.")
    status: EventStatus = column("status", "Whether it happened.")
    starts_on: dt.date | None = column(
        "starts_on", "Its day, or the first day of the range that is known; null where nothing is known."
    )
    ends_on: dt.date | None = column("ends_on", "The last day of the range that is known; null where nothing is known.")
    date_precision: DatePrecision = column("date_precision", "How precisely the day is known.")
    date_text: str | None = column("date_text", 'The day as printed, e.g. "late Wednesday evening"; null where none is.')
    location: ALocation | None = link("location", "Where it happened, as narrowly as is known; null where nothing is.")
    location_precision: LocationPrecision = column("location_precision", "How precisely the place is known.")
    participants: list[Participant] = listing("participants", "Who takes part.", order=("role", "position", "pk"))
    killed: int | None = column("killed", "How many persons were killed, by the best estimate; null: not reported.")
    injured: int | None = column("injured", "How many persons were injured, by the best estimate; null: not reported.")
    displaced: int | None = column(_DISPLACED, "How many persons fled, by the best estimate; null: not reported.")
    killed_low: int | None = column("killed_low", "The lowest number of people reported killed; null: not reported.")
    killed_high: int | None = column("killed_high", "The highest number of people reported killed; null: not reported.")
    resolutions: list[AResolution] = listing("resolutions", "The resolutions that it is about.", order=("symbol",))
    source: ASource = link("source", "The first source that reports it.")
    evidence: list[AnEvidence] = listing(
        "evidence", "The sentences that it rests on, of every source that reports it.", order=("source", "start")
    )
    source_count: int = column("source_count", "How many sources report it.")
    review_status: ReviewStatus = column("review_status", "Where the record stands between machine and person.")
    confidence: float = column("confidence", "The machine's confidence in it, from 0 to 1; 1 for what a person accepted.")
