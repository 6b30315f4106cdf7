"""The models: what exists in the dataset."""

from conflictdb.models.actor import Actor, ActorExternalId, ActorName, ActorRelation, Affiliation, Membership
from conflictdb.models.ambiguous import AmbiguousName
from conflictdb.models.apikey import ApiKey
from conflictdb.models.decision import Decision
from conflictdb.models.event import Event, Participant
from conflictdb.models.loadrun import Issue, LoadRun
from conflictdb.models.location import Location, LocationAncestor, LocationExternalId, LocationName
from conflictdb.models.merging import Match, Merge, Report
from conflictdb.models.resolution import Provision, Resolution
from conflictdb.models.source import Evidence, Mention, Source
from conflictdb.models.statement import Statement
from conflictdb.models.topic import Topic, TopicAncestor, TopicName
from conflictdb.models.version import DatasetVersion

__all__ = [
    "Actor",
    "ActorExternalId",
    "ActorName",
    "ActorRelation",
    "Affiliation",
    "AmbiguousName",
    "ApiKey",
    "DatasetVersion",
    "Decision",
    "Event",
    "Evidence",
    "Issue",
    "LoadRun",
    "Location",
    "LocationAncestor",
    "LocationExternalId",
    "LocationName",
    "Match",
    "Membership",
    "Mention",
    "Merge",
    "Participant",
    "Provision",
    "Report",
    "Resolution",
    "Source",
    "Statement",
    "Topic",
    "TopicAncestor",
    "TopicName",
]
