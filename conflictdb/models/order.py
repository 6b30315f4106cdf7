"""The orders in which records are paged: expressions that indexes and questions share, so that a page is one stretch of an index.

A date that is not known sorts last in either direction. It is replaced by the end of time, not left null, because a page starts
with a comparison of whole rows, which null would make unknown.
"""

from __future__ import annotations

from django.db.models import DateField, F, Func, Index, Q
from django.db.models.functions import Coalesce


class LongAgo(Func):
    """The day before all days."""

    template = "'-infinity'::date"
    arity = 0
    output_field = DateField()


class FarOff(Func):
    """The day after all days."""

    template = "'infinity'::date"
    arity = 0
    output_field = DateField()


def latest_first(field: str) -> Coalesce:
    """The key of the order by day, newest first: to be sorted descending."""
    return Coalesce(field, LongAgo())


def earliest_first(field: str) -> Coalesce:
    """The key of the order by day, oldest first: to be sorted ascending."""
    return Coalesce(field, FarOff())


def review_index(field: str, name: str) -> Index:
    """The index of what stands by review status, newest first."""
    newest = latest_first(field).desc(), F("public_id").desc()
    return Index("review_status", *newest, name=name, condition=Q(withdrawn_at__isnull=True))
