"""Sources: the articles and releases that everything rests on, and what they mention."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.db.models.lookups import Exact

from conflictdb.models.base import Confident, Identified, Reviewed, term_check, term_field
from conflictdb.models.order import earliest_first, latest_first
from conflictdb.models.text import Prose
from conflictdb.vocabularies import DatePrecision, ReviewStatus, SourceKind


class Source(Identified, Reviewed):
    """One document that was read."""

    REVIEWABLE = (
        "title",
        "publisher",
        "kind",
        "language",
        "published_from",
        "published_to",
        "date_precision",
        "conflict_related",
    )

    external_id = models.CharField(
        max_length=300,
        unique=True,
        db_collation="C",
        help_text="The loader's name for it: the file's stem, or the id in the feed.",
    )
    title = models.TextField(blank=True)
    publisher = models.ForeignKey("Actor", null=True, blank=True, on_delete=models.PROTECT, related_name="published")
    publisher_text = models.CharField(max_length=300, blank=True, help_text="The publisher as printed.")
    kind = term_field(SourceKind)
    language = models.CharField(max_length=3, help_text="ISO 639-1.")
    url = models.URLField(max_length=2000, blank=True)
    published_from = models.DateField(null=True, blank=True)
    published_to = models.DateField(null=True, blank=True)
    date_precision = term_field(DatePrecision, default=DatePrecision.UNKNOWN.value)
    date_inferred = models.BooleanField(
        default=False, help_text="The date follows from the text; neither the text nor its metadata print it as such."
    )
    retrieved_at = models.DateTimeField(null=True, blank=True)
    loaded_at = models.DateTimeField(db_default=Now())
    sha256 = models.CharField(max_length=64, db_collation="C", help_text="Of the text and metadata as given.")
    pipeline_version = models.CharField(max_length=64)
    conflict_related = models.BooleanField(default=True)
    licence = models.CharField(
        max_length=100, blank=True, help_text="SPDX id or a plain name; empty: not known, all rights reserved."
    )
    text_public = models.BooleanField(default=False, help_text="The licence allows to show the whole text to anybody.")
    text = models.TextField(help_text="As given; offsets count its Unicode code points.")

    class Meta:
        ordering = [F("published_from").desc(nulls_last=True), "public_id"]
        constraints = [
            term_check("kind", SourceKind, "source"),
            term_check("date_precision", DatePrecision, "source"),
            term_check("review_status", ReviewStatus, "source"),
            models.CheckConstraint(
                condition=Q(published_from__isnull=True, published_to__isnull=True) | Q(published_from__lte=F("published_to")),
                name="source_dates_in_order",
            ),
        ]
        indexes = [
            models.Index(latest_first("published_from").desc(), F("public_id").desc(), name="source_latest"),
            models.Index(earliest_first("published_from"), "public_id", name="source_earliest"),
            models.Index(F("loaded_at").desc(), F("public_id").desc(), name="source_loaded"),
            GinIndex(Prose("title", "text"), name="source_search"),
        ]

    def __str__(self) -> str:
        return self.title or self.external_id


class Mention(Confident):
    """A stretch of a source's text that names an actor, a place or a resolution."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="mentions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    actor = models.ForeignKey("Actor", null=True, blank=True, on_delete=models.CASCADE, related_name="mentions")
    location = models.ForeignKey("Location", null=True, blank=True, on_delete=models.CASCADE, related_name="mentions")
    resolution = models.ForeignKey("Resolution", null=True, blank=True, on_delete=models.CASCADE, related_name="mentions")

    class Meta:
        ordering = ["source", "start", "end"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "start", "end", "actor", "location", "resolution"], name="mention_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="mention_not_empty"),
            models.CheckConstraint(
                condition=Q(actor__isnull=False) | Q(location__isnull=False) | Q(resolution__isnull=False),
                name="mention_of_something",
            ),
        ]

    def __str__(self) -> str:
        return self.text


TARGETS = ("statement", "event", "affiliation", "relation", "provision")


class Evidence(Confident):
    """The stretch of a source's text that one record rests on; exactly one record."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="evidence")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    excerpt = models.TextField(help_text="The text between start and end, verbatim.")
    marks = models.JSONField(
        default=list, blank=True, help_text='What to mark in it: [["content", start, end], ["cue", ...], ["speaker", ...]].'
    )
    extractor = models.CharField(max_length=80, help_text="The rule that read it.")
    statement = models.ForeignKey("Statement", null=True, blank=True, on_delete=models.CASCADE, related_name="evidence")
    event = models.ForeignKey("Event", null=True, blank=True, on_delete=models.CASCADE, related_name="evidence")
    affiliation = models.ForeignKey("Affiliation", null=True, blank=True, on_delete=models.CASCADE, related_name="evidence")
    relation = models.ForeignKey("ActorRelation", null=True, blank=True, on_delete=models.CASCADE, related_name="evidence")
    provision = models.ForeignKey("Provision", null=True, blank=True, on_delete=models.CASCADE, related_name="evidence")

    class Meta:
        ordering = ["source", "start", "end"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "start", "end", "statement", "event", "affiliation", "relation", "provision"],
                name="evidence_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="evidence_not_empty"),
            models.CheckConstraint(
                condition=Exact(models.Func(*TARGETS, function="num_nonnulls", output_field=models.IntegerField()), 1),
                name="evidence_of_one_record",
            ),
        ]

    def __str__(self) -> str:
        return self.excerpt[:80]
