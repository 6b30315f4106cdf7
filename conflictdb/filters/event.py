"""What may be asked of events."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from conflictdb.filters.actor import ActorFilterSet
from conflictdb.filters.fields import DaysField, WholeField, terms_field
from conflictdb.filters.location import LocationFilterSet
from conflictdb.filters.questions import Ask, Nested, Questions, any_of, at_least, combinable, linked, one_of
from conflictdb.filters.resolution import ResolutionFilterSet
from conflictdb.filters.source import SourceFilterSet
from conflictdb.models import Event, Evidence, Participant
from conflictdb.querysets import EVENT, At, overlaps
from conflictdb.vocabularies import EventStatus, EventType, ParticipantRole, ReviewStatus


def _on(at: At, days: dict[str, Any]) -> Q:
    return overlaps(at, "starts_on", "ends_on", since=days["from"], until=days["to"])


@combinable
class EventFilterSet(Questions):
    """Questions about events."""

    noun = Event
    type = Ask(one_of("type"), terms_field(EventType))
    status = Ask(one_of("status"), terms_field(EventStatus))
    participant = Nested(lambda: ActorFilterSet, any_of(Participant, "event", "actor__"))
    agent = Nested(lambda: ActorFilterSet, any_of(Participant, "event", "actor__", role=ParticipantRole.AGENT.value))
    target = Nested(lambda: ActorFilterSet, any_of(Participant, "event", "actor__", role=ParticipantRole.TARGET.value))
    location = Nested(lambda: LocationFilterSet, linked("location"))
    on = Ask(_on, DaysField)
    resolution = Nested(lambda: ResolutionFilterSet, any_of(Event.resolutions.through, "event", "resolution__"))
    source = Nested(lambda: SourceFilterSet, any_of(Evidence, "event", "source__"))
    min_sources = Ask(at_least("source_count"), WholeField)
    min_killed = Ask(at_least("killed"), WholeField)
    review_status = Ask(one_of("review_status"), terms_field(ReviewStatus))

    class Meta:
        model = Event
        fields: list[str] = []

    @classmethod
    def own_place(cls) -> At:
        """Posts are looked at on the day that it happened."""
        return EVENT
