"""Sources in the admin: the text with everything that was found in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from conflictdb.admin.actor import counted_link
from conflictdb.admin.lists import StandingFilter
from conflictdb.admin.marked import Mark, marked
from conflictdb.admin.records import RecordAdmin, RecordForm
from conflictdb.admin.shown import NOTHING, address, days, link, short
from conflictdb.models import Event, Evidence, Issue, Mention, Source, Statement
from conflictdb.models.source import TARGETS

LEGEND = {
    "statement": "statement",
    "event": "event",
    "affiliation": "post",
    "relation": "relation",
    "provision": "provision",
    "actor": "actor",
    "location": "place",
    "resolution": "resolution",
    "issue": "doubt",
}
NAMED = ("actor", "location", "resolution")


class SourceForm(RecordForm):
    """What a person may say of a source."""

    DAYS = ("published_from", "published_to")


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    """Documents that were read. New ones come by load_articles."""

    form = SourceForm
    list_display = (
        "published",
        "headline",
        "publisher_link",
        "kind",
        "language",
        "conflict_related",
        "found_in_it",
        "loaded",
        "review",
    )
    list_display_links = ("headline",)
    list_select_related = ("publisher",)
    list_filter = (
        "review_status",
        StandingFilter,
        "kind",
        "language",
        "conflict_related",
        "text_public",
        "date_precision",
        "date_inferred",
    )
    date_hierarchy = "published_from"
    ordering = ("-loaded_at", "public_id")
    search_help_text = "Words of the title, the loader's name for it, or a public id"
    autocomplete_fields = ("publisher",)
    machine_fields = ("external_id", "sha256", "pipeline_version", "retrieved_at", "loaded_at", "marked_text")
    fieldsets = (
        ("Document", {"fields": ("title", ("publisher", "publisher_text"), ("kind", "language", "conflict_related"), "url")}),
        ("Published", {"fields": (("published_from", "published_to", "date_precision", "date_inferred"),)}),
        ("Rights", {"fields": (("licence", "text_public"),)}),
        ("Text", {"fields": ("marked_text",)}),
        (
            "Traces",
            {"classes": ("collapse",), "fields": ("external_id", "sha256", "pipeline_version", ("retrieved_at", "loaded_at"))},
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody here: a text that no loader has read has no mentions and no records."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows without their texts, with the number of stretches that records rest on."""
        rows: QuerySet[Any] = super().get_queryset(request).defer("text", "machine").annotate(_evidence=Count("evidence"))
        return rows

    def found(self, term: str) -> Q:
        """Sources with these words in title or external id."""
        return Q(title__icontains=term.strip()) | Q(external_id__icontains=term.strip())

    def choice_label(self, row: Source) -> str:
        """The title with its day and the loader's name for it."""
        return f"{short(str(row), 80)} ({days(row.published_from, row.published_to, row.date_precision)}, {row.external_id})"

    def related_links(self, obj: Source) -> tuple[SafeString, ...]:
        """What it reports."""
        counted = (
            (Statement, "statements", {"evidence__source__id__exact": obj.pk}),
            (Event, "events", {"evidence__source__id__exact": obj.pk}),
            (Mention, "mentions", {"source__id__exact": obj.pk}),
            (Issue, "issues", {"source__id__exact": obj.pk}),
        )
        return tuple(counted_link(model, what, conditions) for model, what, conditions in counted)

    @admin.display(description="published", ordering="published_from")
    def published(self, row: Source) -> str:
        """The day, at its precision."""
        return days(row.published_from, row.published_to, row.date_precision)

    @admin.display(description="title", ordering="title")
    def headline(self, row: Source) -> str:
        """Its title, else the loader's name for it."""
        return short(str(row), 90)

    @admin.display(description="publisher", ordering="publisher__name")
    def publisher_link(self, row: Source) -> SafeString | str:
        """The publisher, linked where known."""
        return link(row.publisher) if row.publisher else row.publisher_text or NOTHING

    @admin.display(description="evidence", ordering="_evidence")
    def found_in_it(self, row: Any) -> int:
        """How many stretches of it records rest on."""
        return int(row._evidence)

    @admin.display(description="loaded", ordering="loaded_at")
    def loaded(self, row: Source) -> str:
        """When it was last read."""
        return f"{row.loaded_at:%Y-%m-%d %H:%M}"

    @admin.display(description="text")
    def marked_text(self, row: Source) -> SafeString:
        """The whole text with mentions and the evidence of records marked."""
        marks = [*_evidence_marks(row), *_mention_marks(row), *_issue_marks(row)]
        kinds = {mark.kind for mark in marks}
        legend = format_html_join(" ", '<mark class="mark-{}">{}</mark>', ((k, told) for k, told in LEGEND.items() if k in kinds))
        return format_html(
            '<p class="legend">{}</p><div class="source-text" lang="{}">{}</div>', legend, row.language, marked(row.text, marks)
        )


def _evidence_marks(source: Source) -> Iterator[Mark]:
    rows = Evidence.objects.filter(source=source).select_related(*TARGETS, "affiliation__organisation", "affiliation__actor")
    for row in rows.select_related("relation__actor", "relation__other", "provision__resolution").defer("statement__search"):
        kind = next(target for target in TARGETS if getattr(row, f"{target}_id"))
        record = getattr(row, kind)
        if record.withdrawn_at is None:
            yield Mark(row.start, row.end, kind, f"{LEGEND[kind]}: {short(str(record))}", address(record))


def _mention_marks(source: Source) -> Iterator[Mark]:
    for row in Mention.objects.filter(source=source).select_related(*NAMED):
        kind = next(name for name in NAMED if getattr(row, f"{name}_id"))
        thing = getattr(row, kind)
        yield Mark(row.start, row.end, kind, f"{LEGEND[kind]}: {thing}", address(thing))


def _issue_marks(source: Source) -> Iterator[Mark]:
    for row in Issue.objects.filter(source=source, start__isnull=False):
        yield Mark(row.start or 0, row.end or (row.start or 0) + 1, "issue", f"{row.code}: {row.message}")
