"""The filters: what may be asked of each noun, under the names that the API, the admin and the downloads share."""

from conflictdb.filters.actor import ActorFilterSet, AffiliationFilterSet
from conflictdb.filters.event import EventFilterSet
from conflictdb.filters.location import LocationFilterSet
from conflictdb.filters.questions import BadFilter, Questions
from conflictdb.filters.resolution import ResolutionFilterSet
from conflictdb.filters.source import SourceFilterSet
from conflictdb.filters.statement import StatementFilterSet
from conflictdb.filters.topic import TopicFilterSet

__all__ = [
    "ActorFilterSet",
    "AffiliationFilterSet",
    "BadFilter",
    "EventFilterSet",
    "LocationFilterSet",
    "Questions",
    "ResolutionFilterSet",
    "SourceFilterSet",
    "StatementFilterSet",
    "TopicFilterSet",
]
