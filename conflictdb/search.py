"""Search over the whole dataset: what answers to a text in each noun, and how well, from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import Case, Exists, F, FloatField, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Lower

from conflictdb.identity import fold
from conflictdb.models import Actor, ActorName, Event, Location, LocationName, Resolution, Source, Statement, Topic, TopicName
from conflictdb.models.text import Holding, Plain, Prose
from conflictdb.querysets import At, known_actors, resolution_called, source_searched, visible, words

# A name that is the text itself answers best, then an alias, the beginning of a name, a part of one; words in a text come last.
SAME, ALIAS, BEGINNING, PART, TEXT = 1.0, 0.9, 0.7, 0.5, 0.4
# A word can stand in every tenth text; of those that hold it, so many of the latest are ranked.
RANKED_MAX = 1_000


def _named(model: type[Model], alias: type[Model], back: str, folded: Any) -> Callable[[str], QuerySet[Any]]:
    def find(text: str) -> QuerySet[Any]:
        part = fold(text)
        aliases = alias._default_manager.filter(**{back: OuterRef("pk")})
        rows: QuerySet[Any] = known_actors() if model is Actor else visible(model)
        rows = rows.annotate(own_name=folded)
        rows = rows.filter(Q(own_name__contains=part) | Exists(aliases.filter(folded__contains=part)))
        rank = Case(
            When(own_name=part, then=Value(SAME)),
            When(Exists(aliases.filter(folded=part)), then=Value(ALIAS)),
            When(own_name__startswith=part, then=Value(BEGINNING)),
            default=Value(PART),
            output_field=FloatField(),
        )
        ranked: QuerySet[Any] = rows.annotate(rank=Cast(rank, FloatField()))
        return ranked

    return find


def _written(model: type[Model], holding: Callable[[str], Q], latest: str, vector: Any) -> Callable[[str], QuerySet[Any]]:
    """Records by the words of their texts: the latest that hold them, ranked by a vector (of the title of long texts)."""

    def find(text: str) -> QuerySet[Any]:
        rank: Any = SearchRank(vector, words(text)) * Value(TEXT)
        newest = visible(model).filter(holding(text))
        newest = newest.order_by(F(latest).desc(nulls_last=True), "-pk")[:RANKED_MAX]
        ranked: QuerySet[Any] = visible(model).filter(pk__in=newest.values("pk")).annotate(rank=Cast(rank, FloatField()))
        return ranked

    return find


def _resolutions(text: str) -> QuerySet[Any]:
    called, vector = resolution_called(At(), text), Prose("title", "subject")
    rank = Case(When(called, then=Value(SAME)), default=SearchRank(vector, words(text)) * Value(TEXT), output_field=FloatField())
    found = visible(Resolution).annotate(vector=vector).filter(Q(vector=words(text)) | called)
    ranked: QuerySet[Any] = found.annotate(rank=Cast(rank, FloatField()))
    return ranked


FINDERS: dict[str, Callable[[str], QuerySet[Any]]] = {
    "actor": _named(Actor, ActorName, "actor", F("folded")),
    "location": _named(Location, LocationName, "location", F("folded")),
    "topic": _named(Topic, TopicName, "topic", Lower(Plain("label"))),
    "resolution": _resolutions,
    "statement": _written(Statement, lambda text: Q(search=words(text)), "said_from", F("search")),
    "event": _written(Event, lambda text: Q(Holding("event", "pk", words(text))), "starts_on", Prose("text")),
    "source": _written(Source, lambda text: source_searched(At(), text), "published_from", Prose("title")),
}


def find(noun: str, text: str) -> QuerySet[Any]:
    """The records of a noun that answer to the text, annotated with `rank`."""
    return FINDERS[noun](text)
