"""What may be asked of sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from conflictdb.filters.actor import ActorFilterSet
from conflictdb.filters.fields import DaysField, ManyField, YesNoField, terms_field
from conflictdb.filters.questions import Ask, Nested, Questions, exactly, one_of
from conflictdb.models import Source
from conflictdb.querysets import At, overlaps, source_searched
from conflictdb.vocabularies import SourceKind


def _published(at: At, days: dict[str, Any]) -> Q:
    return overlaps(at, "published_from", "published_to", since=days["from"], until=days["to"])


def _publisher(at: At, condition: Callable[[At], Q]) -> Q:
    """What the publisher belonged to when it published, not when what the source reports was said."""
    return condition(at.dated(["published_from"], ["published_to", "published_from"]).along("publisher"))


class SourceFilterSet(Questions):
    """Questions about sources."""

    noun = Source
    external_id = Ask(exactly("external_id"))
    publisher = Nested(lambda: ActorFilterSet, _publisher)
    kind = Ask(one_of("kind"), terms_field(SourceKind))
    language = Ask(one_of("language"), ManyField)
    published_on = Ask(_published, DaysField)
    search = Ask(source_searched)
    conflict_related = Ask(exactly("conflict_related"), YesNoField)

    class Meta:
        model = Source
        fields: list[str] = []
