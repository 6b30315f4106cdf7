"""Statements: who said what, in which role, to whom, about what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from conflictdb.models.base import Confident, Identified, Reviewed, term_check, term_field
from conflictdb.models.order import earliest_first, latest_first, review_index
from conflictdb.vocabularies import DatePrecision, ReviewStatus, Stance, StatementAct, StatementKind

if TYPE_CHECKING:
    from conflictdb.models.actor import Actor
    from conflictdb.models.location import Location
    from conflictdb.models.resolution import Resolution
    from conflictdb.models.topic import Topic


class Statement(Identified, Reviewed, Confident):
    """A stretch of speech or writing that a source attributes to a speaker."""

    REVIEWABLE = (
        "text", "kind", "act", "stance", "cue", "speaker", "speaker_role", "addressees", "topics", "resolutions",
        "location", "said_from", "said_to", "date_precision",
    )  # fmt: skip

    text = models.TextField(help_text="What was said, without the cue.")
    kind = term_field(StatementKind)
    act = term_field(StatementAct)
    stance = term_field(Stance, null=True, blank=True)
    cue = models.CharField(max_length=200, blank=True)
    cameo_code = models.CharField(max_length=4, blank=True)
    speaker = models.ForeignKey("Actor", null=True, blank=True, on_delete=models.PROTECT, related_name="statements")
    speaker_text = models.CharField(max_length=500, help_text="The speaker as printed.")
    speaker_role = models.ForeignKey(
        "Affiliation", null=True, blank=True, on_delete=models.SET_NULL, related_name="statements",
        help_text="The post held when it was said.",
    )  # fmt: skip
    addressees: models.ManyToManyField[Actor, Any] = models.ManyToManyField("Actor", blank=True, related_name="addressed_by")
    mentioned_actors: models.ManyToManyField[Actor, Any] = models.ManyToManyField(
        "Actor", blank=True, related_name="mentioned_in_statements"
    )
    mentioned_locations: models.ManyToManyField[Location, Any] = models.ManyToManyField(
        "Location", blank=True, related_name="mentioned_in_statements"
    )
    topics: models.ManyToManyField[Topic, Any] = models.ManyToManyField("Topic", blank=True, related_name="statements")
    resolutions: models.ManyToManyField[Resolution, Any] = models.ManyToManyField(
        "Resolution", blank=True, related_name="statements"
    )
    location = models.ForeignKey("Location", null=True, blank=True, on_delete=models.PROTECT, related_name="statements")
    said_from = models.DateField(null=True, blank=True)
    said_to = models.DateField(null=True, blank=True)
    date_precision = term_field(DatePrecision, default=DatePrecision.UNKNOWN.value)
    source = models.ForeignKey(
        "Source", on_delete=models.CASCADE, related_name="statements", help_text="The first that reports it."
    )
    position = models.PositiveIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="Its place among the statements of its source, in the order of the text.",
    )
    search = models.GeneratedField(
        expression=models.expressions.RawSQL(
            "to_tsvector('english'::regconfig, conflictdb_plain(text))"
            " || to_tsvector('french'::regconfig, conflictdb_plain(text))",
            (),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = [F("said_from").desc(nulls_last=True), "public_id"]
        constraints = [
            term_check("kind", StatementKind, "statement"),
            term_check("act", StatementAct, "statement"),
            term_check("stance", Stance, "statement"),
            term_check("date_precision", DatePrecision, "statement"),
            term_check("review_status", ReviewStatus, "statement"),
            models.CheckConstraint(
                condition=Q(said_from__isnull=True, said_to__isnull=True) | Q(said_from__lte=F("said_to")),
                name="statement_dates_in_order",
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="statement_search"),
            models.Index(latest_first("said_from").desc(), F("public_id").desc(), name="statement_latest"),
            models.Index(earliest_first("said_from"), "public_id", name="statement_earliest"),
            review_index("said_from", "statement_by_review"),
            models.Index(
                "speaker",
                latest_first("said_from").desc(),
                F("public_id").desc(),
                include=["id", "said_from", "said_to", "source"],  # who was in an organisation when it was said is asked of these
                name="statement_by_speaker",
                condition=Q(withdrawn_at__isnull=True)
                & ~Q(review_status=ReviewStatus.REJECTED.value),  # so that it can count alone
            ),
            # What statements are counted by, in a fifth of the table's size.
            models.Index(
                fields=["id"],
                include=[
                    "said_from",
                    "said_to",
                    "date_precision",
                    "speaker",
                    "speaker_role",
                    "source",
                    "act",
                    "stance",
                    "kind",
                    "location",
                ],
                name="statement_lean",
                condition=Q(withdrawn_at__isnull=True) & ~Q(review_status=ReviewStatus.REJECTED.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker_text}: {self.text[:80]}"
