"""What the lists of records share: what is withdrawn stands apart, and search that forgives accents and knows aliases."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest

from conflictdb.identity import fold, noun_of


class StandingFilter(admin.SimpleListFilter):
    """What stands (the default), what was withdrawn, or both."""

    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices beside the default."""
        return [("withdrawn", "withdrawn"), ("all", "all")]

    def choices(self, changelist: Any) -> Any:
        """The choices; the default one says what it shows."""
        first, *others = super().choices(changelist)
        yield {**first, "display": "stands"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the choice."""
        if self.value() == "all":
            return queryset
        return queryset.filter(withdrawn_at__isnull=self.value() != "withdrawn")


def is_choice(request: HttpRequest) -> bool:
    """Whether the request asks for the choices of a type-ahead field."""
    return request.path.endswith("/autocomplete/")


def best_first(rows: QuerySet[Any], term: str) -> QuerySet[Any]:
    """Named rows with the one that is called just so first, then those that begin so."""
    folded = fold(term)
    rank = Case(
        When(folded=folded, then=Value(0)),
        When(folded__startswith=folded, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    ranked: QuerySet[Any] = rows.annotate(_rank=rank).order_by("_rank", "name", "pk")
    return ranked


def called(term: str, words: Q) -> Q:
    """The condition that a search term stands for: the record of that public id, else `words`."""
    return Q(public_id=term.strip()) if noun_of(term.strip()) and len(term.strip()) == 24 else words
