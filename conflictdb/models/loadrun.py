"""What each load did and could not do."""

from __future__ import annotations

from django.db import models

from conflictdb.models.base import term_check, term_field
from conflictdb.vocabularies import RunStatus


class LoadRun(models.Model):
    """One run of a loader."""

    command = models.CharField(max_length=60)
    arguments = models.JSONField(default=list)
    pipeline_version = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    status = term_field(RunStatus, default=RunStatus.RUNNING.value)
    counts = models.JSONField(
        default=dict,
        help_text="Articles read, stored, changed, unchanged, refused; records inserted, updated, unchanged, withdrawn.",
    )

    class Meta:
        ordering = ["-started_at"]
        constraints = [term_check("status", RunStatus, "loadrun")]

    def __str__(self) -> str:
        return f"{self.command} {self.started_at:%Y-%m-%d %H:%M}"


class Issue(models.Model):
    """Something in an input that could not be read, or was read with a doubt."""

    run = models.ForeignKey(LoadRun, on_delete=models.CASCADE, related_name="issues")
    source = models.ForeignKey("Source", null=True, blank=True, on_delete=models.CASCADE, related_name="issues")
    path = models.TextField(help_text="The file, and the place in it (line, record) where it has one.")
    code = models.CharField(max_length=40)
    message = models.TextField()
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["run", "path", "start"]

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"
