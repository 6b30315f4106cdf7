"""Decisions: what persons changed, field by field."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from conflictdb.models.base import ID_LENGTH


class Decision(models.Model):
    """A person's value for one field of one record; the newest for a field is the one that holds."""

    record = models.CharField(max_length=ID_LENGTH, db_collation="C", help_text="The public id of the record.")
    field = models.CharField(max_length=40, help_text="The field; review_status for accepting and rejecting.")
    machine_value = models.JSONField(null=True, help_text="What the machine had said.")
    value = models.JSONField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-decided_at"]
        indexes = [models.Index(fields=["record", "field"], name="decision_by_record")]

    def __str__(self) -> str:
        return f"{self.record}.{self.field}"
