"""Resolutions of international bodies, and what they demand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from conflictdb.identity import public_id
from conflictdb.models.base import Derived, Identified, Reviewed, term_check, term_field
from conflictdb.vocabularies import ResolutionStatus, ReviewStatus, StatementAct

if TYPE_CHECKING:
    from conflictdb.models.actor import Actor
    from conflictdb.models.topic import Topic


class Resolution(Derived, Identified, Reviewed):
    """A resolution, adopted or in draft."""

    REVIEWABLE = ("title", "status", "adopted_on", "url", "votes_for", "votes_against", "abstentions")

    body = models.ForeignKey("Actor", on_delete=models.PROTECT, related_name="resolutions")
    symbol = models.CharField(max_length=60, unique=True, db_collation="C", help_text='"S/RES/2773 (2025)".')
    number = models.PositiveIntegerField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    status = term_field(ResolutionStatus)
    title = models.TextField(blank=True)
    subject = models.TextField(blank=True, help_text="What it is about, in one sentence.")
    adopted_on = models.DateField(null=True, blank=True)
    url = models.URLField(max_length=500, blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(null=True, blank=True)
    is_reference = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = [F("adopted_on").desc(nulls_last=True), "public_id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="resolution_number_once", condition=Q(number__isnull=False)),
            term_check("status", ResolutionStatus, "resolution"),
            term_check("review_status", ReviewStatus, "resolution"),
        ]

    def __str__(self) -> str:
        return self.symbol

    def derive(self) -> None:
        """Set the id."""
        self.public_id = self.public_id or public_id("resolution", self.symbol)


class Provision(Identified, Reviewed):
    """One thing that a resolution demands, decides or warns of."""

    REVIEWABLE = ("act", "text", "addressees", "topics")

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="provisions")
    act = term_field(StatementAct)
    text = models.TextField()
    addressees: models.ManyToManyField[Actor, Any] = models.ManyToManyField(
        "Actor", blank=True, related_name="provisions_addressing"
    )
    topics: models.ManyToManyField[Topic, Any] = models.ManyToManyField("Topic", blank=True, related_name="provisions")

    class Meta:
        ordering = ["resolution", "public_id"]
        constraints = [term_check("act", StatementAct, "provision"), term_check("review_status", ReviewStatus, "provision")]

    def __str__(self) -> str:
        return f"{self.resolution}: {self.text[:80]}"
