"""What may be asked of statements."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from conflictdb.filters.actor import ActorFilterSet
from conflictdb.filters.fields import DaysField, terms_field
from conflictdb.filters.location import LocationFilterSet
from conflictdb.filters.questions import Ask, Nested, Questions, any_of, combinable, linked, one_of
from conflictdb.filters.resolution import ResolutionFilterSet
from conflictdb.filters.source import SourceFilterSet
from conflictdb.filters.topic import TopicFilterSet
from conflictdb.models import Evidence, Statement
from conflictdb.querysets import STATEMENT, At, about, overlaps
from conflictdb.vocabularies import ReviewStatus, Stance, StatementAct, StatementKind


def _said(at: At, days: dict[str, Any]) -> Q:
    return overlaps(at, "said_from", "said_to", since=days["from"], until=days["to"])


@combinable
class StatementFilterSet(Questions):
    """Questions about statements."""

    noun = Statement
    speaker = Nested(lambda: ActorFilterSet, linked("speaker"))
    addressee = Nested(lambda: ActorFilterSet, any_of(Statement.addressees.through, "statement", "actor__"))
    mentions = Nested(lambda: ActorFilterSet, any_of(Statement.mentioned_actors.through, "statement", "actor__"))
    topic = Nested(lambda: TopicFilterSet, any_of(Statement.topics.through, "statement", "topic__"))
    about = Ask(about)
    act = Ask(one_of("act"), terms_field(StatementAct))
    kind = Ask(one_of("kind"), terms_field(StatementKind))
    stance = Ask(one_of("stance"), terms_field(Stance))
    resolution = Nested(lambda: ResolutionFilterSet, any_of(Statement.resolutions.through, "statement", "resolution__"))
    said_on = Ask(_said, DaysField)
    location = Nested(lambda: LocationFilterSet, linked("location"))
    source = Nested(lambda: SourceFilterSet, any_of(Evidence, "statement", "source__"))
    review_status = Ask(one_of("review_status"), terms_field(ReviewStatus))

    class Meta:
        model = Statement
        fields: list[str] = []

    @classmethod
    def own_place(cls) -> At:
        """Posts are looked at on the day that it was said."""
        return STATEMENT
