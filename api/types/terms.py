"""The closed vocabularies as enums of the schema: values in upper case, each described by its definition."""

from __future__ import annotations

from enum import Enum
from typing import Any

import strawberry

from conflictdb import vocabularies
from conflictdb.vocabularies import (
    ActorKind,
    ActorRelationKind,
    DatePrecision,
    EventStatus,
    EventType,
    LocationKind,
    LocationPrecision,
    ParticipantRole,
    ResolutionStatus,
    ReviewStatus,
    SourceKind,
    Stance,
    StatementAct,
    StatementKind,
)


def _described(vocabulary: type[vocabularies.Vocabulary]) -> None:
    strawberry.enum(vocabulary, description=(vocabulary.__doc__ or "").strip())
    definition: Any = vocabulary.__strawberry_definition__  # type: ignore[attr-defined]
    for value, term in zip(definition.values, vocabulary, strict=True):
        value.description = term.description


for _vocabulary in (
    ActorKind, ActorRelationKind, DatePrecision, EventStatus, EventType, LocationKind, LocationPrecision, ParticipantRole,
    ResolutionStatus, ReviewStatus, SourceKind, Stance, StatementAct, StatementKind,
):  # fmt: skip
    _described(_vocabulary)


@strawberry.enum(description="The types of things that search looks through.")
class SearchType(Enum):
    """What search may look through."""

    ACTOR = strawberry.enum_value("actor", description="Actors, by name and alias.")
    LOCATION = strawberry.enum_value("location", description="Places, by name and alias.")
    STATEMENT = strawberry.enum_value("statement", description="Statements, by the words of their text.")
    EVENT = strawberry.enum_value("event", description="Events, by the words of their text.")
    RESOLUTION = strawberry.enum_value("resolution", description="Resolutions, by symbol, title and subject.")
    SOURCE = strawberry.enum_value("source", description="Sources, by the words of their title and text.")
    TOPIC = strawberry.enum_value("topic", description="Topics, by label and synonym.")


@strawberry.enum(description="What events can be counted by.")
class EventDimension(Enum):
    """What events can be counted by."""

    DAY = strawberry.enum_value("day", description="The day on which it began; null where it is not known to the day.")
    MONTH = strawberry.enum_value("month", description="The month in which it began, e.g. 2024-02.")
    YEAR = strawberry.enum_value("year", description="The year in which it began.")
    TYPE = strawberry.enum_value("type", description="Its type.")
    STATUS = strawberry.enum_value("status", description="Its status.")
    COUNTRY = strawberry.enum_value("country", description="The country, by ISO code.")
    PROVINCE = strawberry.enum_value("province", description="The province, by slug.")
    LOCATION = strawberry.enum_value("location", description="The place as coded, by slug.")
    AGENT = strawberry.enum_value("agent", description="Who did it, by slug; an event with two agents counts under both.")
    TARGET = strawberry.enum_value(
        "target", description="To whom it was done, by slug; an event with two targets counts under both."
    )


@strawberry.enum(description="What statements can be counted by.")
class StatementDimension(Enum):
    """What statements can be counted by."""

    DAY = strawberry.enum_value("day", description="The day on which it was said; null where it is not known to the day.")
    MONTH = strawberry.enum_value("month", description="The month in which it was said, e.g. 2024-02.")
    YEAR = strawberry.enum_value("year", description="The year in which it was said.")
    SPEAKER = strawberry.enum_value("speaker", description="Who said it, by slug; null for speakers that are no known actors.")
    ORGANISATION = strawberry.enum_value(
        "organisation",
        description="The organisation of the post that the speaker held, or the speaker where it is no person; by slug.",
    )
    TOPIC = strawberry.enum_value("topic", description="Its topics, by slug; a statement on two counts under both.")
    ACT = strawberry.enum_value("act", description="The act of speech.")
    STANCE = strawberry.enum_value("stance", description="The stance.")
    RESOLUTION = strawberry.enum_value(
        "resolution", description="The resolutions cited, by symbol; a statement that cites two counts under both."
    )
    PUBLISHER = strawberry.enum_value("publisher", description="The publisher of the first source that reports it, by slug.")


__all__ = [
    "ActorKind",
    "ActorRelationKind",
    "DatePrecision",
    "EventDimension",
    "EventStatus",
    "EventType",
    "LocationKind",
    "LocationPrecision",
    "ParticipantRole",
    "ResolutionStatus",
    "ReviewStatus",
    "SearchType",
    "SourceKind",
    "Stance",
    "StatementAct",
    "StatementDimension",
    "StatementKind",
]
