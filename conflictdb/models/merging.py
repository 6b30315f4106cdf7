"""What each source says of a record, which records are one, and what persons said about it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from conflictdb.models.base import ID_LENGTH, term_check, term_field
from conflictdb.vocabularies import MatchKind, Verdict


def _record_field(meaning: str) -> models.CharField[str, str]:
    return models.CharField(max_length=ID_LENGTH, db_collation="C", help_text=meaning)


class Report(models.Model):
    """What one source says of one statement or event, as the machine read it. Records are derived from their reports."""

    public_id = models.CharField(
        max_length=ID_LENGTH, unique=True, db_collation="C", help_text="The id of the record that it is alone."
    )
    natural = models.CharField(max_length=ID_LENGTH, db_collation="C", help_text="The id that follows from its present wording.")
    kept = models.CharField(
        max_length=ID_LENGTH, db_collation="C", db_index=True, help_text="The id of the record that tells it with others."
    )
    source = models.ForeignKey("Source", on_delete=models.CASCADE, related_name="reports")
    values = models.JSONField()
    marks = ArrayField(models.BigIntegerField(), default=list)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["public_id"]
        indexes = [GinIndex(fields=["marks"], name="report_marks", condition=Q(withdrawn_at__isnull=True))]

    def __str__(self) -> str:
        return self.public_id


class Merge(models.Model):
    """One record that is told in another since then; ended: it stands on its own again."""

    record = _record_field("The public id of the record that was merged.")
    kept = _record_field("The public id of the record that stands for both.")
    score = models.FloatField(null=True, blank=True)
    parts = models.JSONField(default=dict, blank=True, help_text="What the score is made of.")
    rule = models.CharField(max_length=40, help_text="The version of the rules, or: by hand.")
    moved = models.JSONField(default=list, blank=True, help_text="What hung on the record and was hung on the other one.")
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["record"], name="merge_once", condition=Q(ended_at__isnull=True)),
            models.CheckConstraint(condition=~Q(record=F("kept")), name="merge_not_into_itself"),
        ]
        indexes = [models.Index(fields=["kept"], name="merge_by_kept", condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.record} in {self.kept}"


class Match(models.Model):
    """Two records that may be one: proposed by the machine, or judged by a person, whose verdict every later load obeys."""

    one = _record_field("The lower of the two public ids.")
    other = _record_field("The higher of the two public ids.")
    kind = term_field(MatchKind, default=MatchKind.SAME.value)
    score = models.FloatField(null=True, blank=True)
    parts = models.JSONField(default=dict, blank=True, help_text="What the score is made of.")
    verdict = term_field(Verdict, null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "matches"
        ordering = [F("score").desc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="match_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="match_in_order"),
            term_check("kind", MatchKind, "match"),
            term_check("verdict", Verdict, "match"),
        ]
        indexes = [models.Index(fields=["other"], name="match_by_other")]

    def __str__(self) -> str:
        return f"{self.one} and {self.other}"
