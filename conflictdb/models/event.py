"""Events: what happened, where, when, and who did it to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from conflictdb.models.base import Confident, Identified, Reviewed, term_check, term_field
from conflictdb.models.order import earliest_first, latest_first, review_index
from conflictdb.models.text import Prose
from conflictdb.vocabularies import DatePrecision, EventStatus, EventType, LocationPrecision, ParticipantRole, ReviewStatus

if TYPE_CHECKING:
    from conflictdb.models.resolution import Resolution


class Event(Identified, Reviewed, Confident):
    """Something that happened, is happening or is planned."""

    REVIEWABLE = (
        "type", "status", "text", "location", "location_precision", "starts_on", "ends_on", "date_precision",
        "killed", "killed_low", "killed_high", "injured", "displaced", "participants", "resolutions",
    )  # fmt: skip

    type = term_field(EventType)
    plover_type = models.CharField(max_length=20, blank=True)
    plover_mode = models.CharField(max_length=30, blank=True)
    acled_event_type = models.CharField(max_length=60, blank=True)
    acled_sub_event_type = models.CharField(max_length=60, blank=True)
    text = models.TextField(help_text="The clause that reports it.")
    status = term_field(EventStatus)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    date_precision = term_field(DatePrecision, default=DatePrecision.UNKNOWN.value)
    date_text = models.CharField(max_length=200, blank=True, help_text='As printed: "late Wednesday evening".')
    location = models.ForeignKey("Location", null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    location_text = models.CharField(max_length=300, blank=True, help_text="The place as printed.")
    location_precision = term_field(LocationPrecision, default=LocationPrecision.UNKNOWN.value)
    killed = models.PositiveIntegerField(null=True, blank=True)
    killed_low = models.PositiveIntegerField(null=True, blank=True)
    killed_high = models.PositiveIntegerField(null=True, blank=True)
    injured = models.PositiveIntegerField(null=True, blank=True)
    displaced = models.PositiveBigIntegerField(null=True, blank=True)
    source_count = models.PositiveIntegerField(
        default=0, db_default=0, editable=False, help_text="How many sources report it; kept by triggers on the evidence."
    )
    resolutions: models.ManyToManyField[Resolution, Any] = models.ManyToManyField("Resolution", blank=True, related_name="events")
    source = models.ForeignKey("Source", on_delete=models.CASCADE, related_name="events", help_text="The first that reports it.")

    class Meta:
        ordering = [F("starts_on").desc(nulls_last=True), "public_id"]
        constraints = [
            term_check("type", EventType, "event"),
            term_check("status", EventStatus, "event"),
            term_check("date_precision", DatePrecision, "event"),
            term_check("location_precision", LocationPrecision, "event"),
            term_check("review_status", ReviewStatus, "event"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="event_dates_in_order",
            ),
        ]
        indexes = [
            models.Index(latest_first("starts_on").desc(), F("public_id").desc(), name="event_latest"),
            models.Index(earliest_first("starts_on"), "public_id", name="event_earliest"),
            models.Index("location", latest_first("starts_on").desc(), F("public_id").desc(), name="event_by_location"),
            models.Index(F("source_count").desc(), F("public_id").desc(), name="event_most_reported"),
            models.Index("type", latest_first("starts_on").desc(), F("public_id").desc(), name="event_by_type"),
            models.Index("status", latest_first("starts_on").desc(), F("public_id").desc(), name="event_by_status"),
            review_index("starts_on", "event_by_review"),
            models.Index(fields=["killed"], name="event_by_killed", condition=Q(killed__isnull=False)),
            GinIndex(Prose("text"), name="event_search"),
            # What events are counted by, in a fifth of the table's size; mostly those from some day on.
            models.Index(
                fields=["ends_on", "starts_on"],
                include=["id", "date_precision", "type", "status", "location", "killed", "displaced", "source", "source_count"],
                name="event_lean",
                condition=Q(withdrawn_at__isnull=True) & ~Q(review_status=ReviewStatus.REJECTED.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display().capitalize()}: {self.text[:80]}"


class Participant(models.Model):
    """An actor's part in an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participants")
    role = term_field(ParticipantRole)
    name = models.CharField(max_length=500, help_text="As printed.")
    actor = models.ForeignKey("Actor", null=True, blank=True, on_delete=models.PROTECT, related_name="participations")
    position = models.PositiveSmallIntegerField(default=0, help_text="Its place in the order of the text.")

    class Meta:
        ordering = ["event", "role", "position"]
        constraints = [
            # "the two men" are two actors under one name
            models.UniqueConstraint(fields=["event", "role", "name", "actor"], nulls_distinct=False, name="participant_once"),
            term_check("role", ParticipantRole, "participant"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.role})"
