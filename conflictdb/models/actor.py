"""Actors: persons, organisations, armed groups, governments; what they belong to and how they stand to each other."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q

from conflictdb.identity import fold, public_id
from conflictdb.models.base import Derived, ExternalId, Identified, Name, Reviewed, Span, term_check, term_field
from conflictdb.vocabularies import ActorKind, ActorRelationKind, DatePrecision, ReviewStatus


class Actor(Derived, Identified, Reviewed):
    """Whoever does, says or undergoes something."""

    REVIEWABLE = ("name", "kind", "description", "country")

    slug = models.SlugField(max_length=120, unique=True, db_collation="C")
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_collation="C", editable=False, db_index=True)
    kind = term_field(ActorKind)
    gender = models.CharField(max_length=1, blank=True, choices=[("m", "male"), ("f", "female")])
    description = models.TextField(blank=True)
    country = models.ForeignKey(
        "Location", null=True, blank=True, on_delete=models.PROTECT, related_name="actors", limit_choices_to={"kind": "country"}
    )
    is_reference = models.BooleanField(default=False, editable=False, help_text="Shipped with conflictdb in fixtures/.")
    described = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="Those whom texts only describe (the armed groups), whatever the wording: no actor that waits to be known.",
    )

    class Meta:
        ordering = ["name", "public_id"]
        constraints = [term_check("kind", ActorKind, "actor"), term_check("review_status", ReviewStatus, "actor")]
        indexes = [models.Index(fields=["folded", "public_id"], name="actor_by_name")]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        """Set the folded name and the id."""
        self.folded = fold(self.name)
        self.public_id = self.public_id or public_id("actor", self.slug)


class ActorName(Name):
    """An alias of an actor."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="names")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["actor", "name", "language"], name="actorname_once")]
        indexes = [models.Index(fields=["folded"], name="actorname_folded")]


class ActorExternalId(ExternalId):
    """An actor's id in somebody else's list."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="external_ids")

    class Meta:
        ordering = ["scheme", "identifier"]
        constraints = [models.UniqueConstraint(fields=["actor", "scheme", "identifier"], name="actorexternalid_once")]


class Affiliation(Derived, Identified, Reviewed, Span):
    """A post that a person holds in an organisation, or (role empty) the body that an organisation is part of."""

    REVIEWABLE = ("role", "since", "until", "date_precision")

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="member_affiliations")
    role = models.CharField(max_length=300, blank=True, help_text="The post, as printed in English; empty: is part of.")
    role_fr = models.CharField(max_length=300, blank=True, help_text="The post in French, where it is known.")
    is_reference = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["actor", F("since").desc(nulls_last=True), "organisation", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "organisation", "role", "since"], name="affiliation_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=~Q(actor=F("organisation")), name="affiliation_not_in_itself"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")), name="affiliation_in_order"
            ),
            term_check("date_precision", DatePrecision, "affiliation"),
            term_check("review_status", ReviewStatus, "affiliation"),
        ]

    def __str__(self) -> str:
        return f"{self.role or 'part'} of {self.organisation}"

    def derive(self) -> None:
        """Set the id, for good: a date that is corrected later does not change it."""
        if not self.public_id:
            self.public_id = public_id("affiliation", self.actor.slug, self.organisation.slug, self.role, _day(self.since))


class Membership(models.Model):
    """Which actor is in which organisation, through all levels and at what time: derived from Affiliation by triggers.

    Every actor is in itself (depth 0). An actor may be in an organisation several times, by several posts.
    """

    member = models.ForeignKey(Actor, on_delete=models.DO_NOTHING, related_name="memberships")
    organisation = models.ForeignKey(Actor, on_delete=models.DO_NOTHING, related_name="membership_rows")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    depth = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "member", "since", "until"], name="membership_down"),
            models.Index(fields=["member", "organisation"], name="membership_up"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.organisation_id}"


class ActorRelation(Derived, Identified, Reviewed, Span):
    """How one actor stands to another."""

    REVIEWABLE = ("kind", "since", "until", "contested")

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="relations_from_others")
    kind = term_field(ActorRelationKind)
    contested = models.BooleanField(default=False, help_text="One of the two, or others, dispute it.")
    is_reference = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["actor", "kind", "other"]
        constraints = [
            models.UniqueConstraint(fields=["actor", "kind", "other", "since"], name="relation_once", nulls_distinct=False),
            models.CheckConstraint(condition=~Q(actor=F("other")), name="relation_not_to_itself"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")), name="relation_in_order"
            ),
            term_check("kind", ActorRelationKind, "actorrelation"),
            term_check("date_precision", DatePrecision, "actorrelation"),
            term_check("review_status", ReviewStatus, "actorrelation"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.get_kind_display()} {self.other}"

    def derive(self) -> None:
        """Set the id, for good."""
        if not self.public_id:
            self.public_id = public_id("relation", self.actor.slug, self.kind, self.other.slug, _day(self.since))


def _day(value: dt.date | None) -> str:
    return value.isoformat() if value else ""
