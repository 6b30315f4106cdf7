"""The filters of the schema. What they mean stands in conflictdb/filters; here they get their types and descriptions."""

from __future__ import annotations

import datetime as dt
from typing import Any

import strawberry

from api.types.terms import (
    ActorKind,
    EventStatus,
    EventType,
    LocationKind,
    ResolutionStatus,
    ReviewStatus,
    SourceKind,
    Stance,
    StatementAct,
    StatementKind,
)


def asked(description: str, name: str | None = None) -> Any:
    """A field of a filter: left out or null, it asks nothing."""
    return strawberry.field(description=description, default=strawberry.UNSET, name=name)


ALL = "All of these must hold too."
ANY = "At least one of these must hold too; an empty list holds for nothing."
NONE = "This must not hold."


@strawberry.input(
    description="A range of days, both ends included. A record answers when its own range overlaps; one without never does."
)
class DateRange:
    """A range of days."""

    from_: dt.date | None = asked('The first day, e.g. "2024-02-01"; left out: no first day.', name="from")
    to: dt.date | None = asked('The last day, e.g. "2024-02-29"; left out: no last day.')


@strawberry.input(description="A box on the map, in degrees (WGS 84). With west greater than east it crosses the 180th meridian.")
class BBox:
    """A box of degrees."""

    west: float = strawberry.field(description="The western side, -180 to 180 degrees.")
    south: float = strawberry.field(description="The southern side, -90 to 90 degrees.")
    east: float = strawberry.field(description="The eastern side, -180 to 180 degrees.")
    north: float = strawberry.field(description="The northern side, -90 to 90 degrees.")


@strawberry.input(description="A circle on the map.")
class Near:
    """A point and a distance from it."""

    latitude: float = strawberry.field(description="Degrees north of the equator, -90 to 90.")
    longitude: float = strawberry.field(description="Degrees east of Greenwich, -180 to 180.")
    km: float = strawberry.field(description="The radius in kilometres, over the ground.")


@strawberry.input(description="Which actors. All that is given must hold.")
class ActorFilter:
    """Questions about actors."""

    and_: list[ActorFilter] | None = asked(ALL, name="and")
    or_: list[ActorFilter] | None = asked(ANY, name="or")
    not_: ActorFilter | None = asked(NONE, name="not")
    slug: list[str] | None = asked('One of these slugs, e.g. ["un", "m23"].')
    name: str | None = asked('Of this name or alias, e.g. "Mouvement du 23 mars"; case and accents make no difference.')
    kind: list[ActorKind] | None = asked("Of one of these kinds.")
    member_of: str | None = asked(
        'The slug of an organisation, e.g. "un": it, its parts and their people, through all levels, as it was on the day of '
        "the record that is filtered. A record without a day is taken at its source's; where that is not known either, or where "
        "actors are asked for themselves, anybody who was ever in it counts."
    )
    country: str | None = asked('Of this country: its ISO 3166-1 code, e.g. "CD", or its slug.')
    described: bool | None = asked(
        'True: only those whom texts merely describe ("the armed groups"); false: only the others. Left out, a list of actors '
        "has only the others, and a filter of other records takes both."
    )
    search: str | None = asked('With a name or alias that contains this, e.g. "monusco"; case and accents make no difference.')


@strawberry.input(description="Which topics. All that is given must hold.")
class TopicFilter:
    """Questions about topics."""

    slug: list[str] | None = asked('One of these very topics, e.g. ["monusco-withdrawal"].')
    within: str | None = asked('The slug of a topic, e.g. "peace-process": it and all topics below it.')


@strawberry.input(description="Which places. All that is given must hold.")
class LocationFilter:
    """Questions about places."""

    slug: list[str] | None = asked('One of these very places, e.g. ["goma"].')
    name: str | None = asked('Of this name or alias, e.g. "Nord-Kivu"; case and accents make no difference.')
    kind: list[LocationKind] | None = asked("Of one of these kinds.")
    country_code: list[str] | None = asked('In one of these countries: ISO 3166-1 codes, e.g. ["CD"].')
    within: str | None = asked('The slug of a place, e.g. "north-kivu": it and all places inside it.')
    bbox: BBox | None = asked("With its point in this box.")
    near: Near | None = asked("With its point in this circle.")


@strawberry.input(description="Which resolutions. All that is given must hold.")
class ResolutionFilter:
    """Questions about resolutions."""

    symbol: list[str] | None = asked('One of these symbols; "S/RES/2773 (2025)", "S/RES/2773" and "2773" name the same one.')
    number: list[int] | None = asked("With one of these numbers, e.g. [2773].")
    year: list[int] | None = asked("Of one of these years, e.g. [2024, 2025].")
    body: ActorFilter | None = asked("Of such a body.")
    status: list[ResolutionStatus] | None = asked("With one of these statuses.")
    about: str | None = asked('With these words in its title or subject, e.g. "sanctions committee".')


@strawberry.input(description="Which sources. All that is given must hold.")
class SourceFilter:
    """Questions about sources."""

    external_id: str | None = asked('With this external id, e.g. "sample-08-doha-talks".')
    publisher: ActorFilter | None = asked("Of such a publisher.")
    kind: list[SourceKind] | None = asked("Of one of these kinds.")
    language: list[str] | None = asked('In one of these languages: ISO 639-1 codes, e.g. ["en", "fr"].')
    published_on: DateRange | None = asked("Published in this range of days.")
    search: str | None = asked('With these words in its title or text; "quotes", OR and -word work as on the web.')
    conflict_related: bool | None = asked("Whether it is about armed conflict or conflict diplomacy.")


@strawberry.input(description="Which statements. All that is given must hold.")
class StatementFilter:
    """Questions about statements."""

    and_: list[StatementFilter] | None = asked(ALL, name="and")
    or_: list[StatementFilter] | None = asked(ANY, name="or")
    not_: StatementFilter | None = asked(NONE, name="not")
    speaker: ActorFilter | None = asked("Said by such an actor.")
    addressee: ActorFilter | None = asked("Addressed to such an actor.")
    mentions: ActorFilter | None = asked("Mentioning such an actor.")
    topic: TopicFilter | None = asked("On such a topic.")
    about: str | None = asked(
        "Free text. Where a topic has this label or synonym (English or French): statements on it or on a topic below it. "
        'Else: statements in whose text these words stand; "quotes", OR and -word work as on the web. '
        "Ask with orderBy RELEVANCE for the best answers first."
    )
    act: list[StatementAct] | None = asked("One of these acts of speech.")
    kind: list[StatementKind] | None = asked("Given in one of these ways.")
    stance: list[Stance] | None = asked("With one of these stances.")
    resolution: ResolutionFilter | None = asked("Citing such a resolution.")
    said_on: DateRange | None = asked(
        "Said in this range of days. A statement without a day of its own never answers: "
        'ask for such by its source, e.g. {source: {publishedOn: {from: "2024-02-01"}}}.'
    )
    location: LocationFilter | None = asked("Said in such a place.")
    source: SourceFilter | None = asked("Reported by such a source, be it the first to do so or not.")
    review_status: list[ReviewStatus] | None = asked(
        "With one of these review statuses. Rejected ones are returned only if asked for here."
    )


@strawberry.input(description="Which events. All that is given must hold.")
class EventFilter:
    """Questions about events."""

    and_: list[EventFilter] | None = asked(ALL, name="and")
    or_: list[EventFilter] | None = asked(ANY, name="or")
    not_: EventFilter | None = asked(NONE, name="not")
    type: list[EventType] | None = asked("Of one of these types.")
    status: list[EventStatus] | None = asked("With one of these statuses.")
    participant: ActorFilter | None = asked("With such an actor in it, in any role.")
    agent: ActorFilter | None = asked("Done by such an actor.")
    target: ActorFilter | None = asked("Done to such an actor.")
    location: LocationFilter | None = asked("In such a place.")
    on: DateRange | None = asked("In this range of days.")
    resolution: ResolutionFilter | None = asked("Tied to such a resolution.")
    source: SourceFilter | None = asked("Reported by such a source, be it the first to do so or not.")
    min_sources: int | None = asked("Reported by at least so many sources, e.g. 2.")
    min_killed: int | None = asked(
        "With at least so many people killed, e.g. 10; an event for which no figure is reported never answers."
    )
    review_status: list[ReviewStatus] | None = asked(
        "With one of these review statuses. Rejected ones are returned only if asked for here."
    )


@strawberry.input(description="Which members of an organisation. All that is given must hold.")
class AffiliationFilter:
    """Questions about posts."""

    at: dt.date | None = asked('Held on this day, as far as is known, e.g. "2024-02-05".')
    role: str | None = asked('With these letters in the name of the post (English or French), e.g. "spokes".')
    kind: list[ActorKind] | None = asked("Held by an actor of one of these kinds.")
