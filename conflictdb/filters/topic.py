"""What may be asked of topics."""

from __future__ import annotations

from conflictdb.filters.fields import ManyField
from conflictdb.filters.questions import Ask, Questions, one_of
from conflictdb.models import Topic
from conflictdb.querysets import topic_within


class TopicFilterSet(Questions):
    """Questions about topics."""

    noun = Topic
    slug = Ask(one_of("slug"), ManyField)
    within = Ask(topic_within)

    class Meta:
        model = Topic
        fields: list[str] = []
