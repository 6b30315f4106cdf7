"""What may be asked of actors and of the posts that they hold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from conflictdb.filters.fields import ManyField, YesNoField, terms_field
from conflictdb.filters.questions import Ask, Questions, asks, combinable, exactly, one_of
from conflictdb.models import Actor, Affiliation
from conflictdb.querysets import At, actor_named, actor_searched, held_on, in_country, member_of
from conflictdb.vocabularies import ActorKind


@combinable
class ActorFilterSet(Questions):
    """Questions about actors."""

    noun = Actor
    slug = Ask(one_of("slug"), ManyField)
    name = Ask(actor_named)
    kind = Ask(one_of("kind"), terms_field(ActorKind))
    member_of = Ask(member_of)
    country = Ask(in_country)
    described = Ask(exactly("described"), YesNoField)
    search = Ask(actor_searched)

    @classmethod
    def asked_of(cls, data: Any) -> QuerySet[Any]:
        """A list of actors has those with a name; those whom texts only describe where they are asked for."""
        rows = super().asked_of(data)
        return rows if asks(data, "described") else rows.filter(described=False)

    class Meta:
        model = Actor
        fields: list[str] = []


def _role(at: At, text: str) -> Q:
    return Q(**{at.to("role__icontains"): text}) | Q(**{at.to("role_fr__icontains"): text})


def _held(at: At, day: Any) -> Q:
    return held_on(day)


class AffiliationFilterSet(Questions):
    """Questions about the posts in one organisation."""

    noun = Affiliation
    at = Ask(_held, forms.DateField)
    role = Ask(_role)
    kind = Ask(one_of("actor__kind"), terms_field(ActorKind))

    class Meta:
        model = Affiliation
        fields: list[str] = []
