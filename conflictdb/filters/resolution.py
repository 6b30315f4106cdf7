"""What may be asked of resolutions."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q

from conflictdb.filters.actor import ActorFilterSet
from conflictdb.filters.fields import ManyField, NumbersField, terms_field
from conflictdb.filters.questions import Ask, Nested, Questions, linked, one_of
from conflictdb.models import Resolution
from conflictdb.querysets import At, resolution_about, resolution_called
from conflictdb.vocabularies import ResolutionStatus


def _called(at: At, symbols: list[str]) -> Q:
    return reduce(or_, [resolution_called(at, symbol) for symbol in symbols], Q(**{at.to("pk__in"): []}))


class ResolutionFilterSet(Questions):
    """Questions about resolutions."""

    noun = Resolution
    symbol = Ask(_called, ManyField)
    number = Ask(one_of("number"), NumbersField)
    year = Ask(one_of("year"), NumbersField)
    body = Nested(lambda: ActorFilterSet, linked("body"))
    status = Ask(one_of("status"), terms_field(ResolutionStatus))
    about = Ask(resolution_about)

    class Meta:
        model = Resolution
        fields: list[str] = []
