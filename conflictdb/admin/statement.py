"""Statements in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from conflictdb.admin.evidence import NeededEvidenceInline
from conflictdb.admin.lists import StandingFilter
from conflictdb.admin.merging import Mergeable
from conflictdb.admin.records import RecordAdmin, RecordForm
from conflictdb.admin.shown import confidence_bar, days, link, short, status_badge
from conflictdb.models import Statement
from conflictdb.querysets import words


class StatementForm(RecordForm):
    """What a person may say of a statement."""

    DAYS = ("said_from", "said_to")

    def clean(self) -> dict[str, Any]:
        """Refuse a post that somebody else holds."""
        cleaned = super().clean()
        post = cleaned.get("speaker_role")
        if post and post.actor != cleaned.get("speaker"):
            self.add_error("speaker_role", f"This is a post of {post.actor}, not of the speaker.")
        return cleaned


@admin.register(Statement)
class StatementAdmin(Mergeable, RecordAdmin):
    """Who said what: the list, and the page with the sentence it rests on."""

    form = StatementForm
    actions = (*RecordAdmin.actions, "merge_records")
    list_display = ("said", "said_by", "deed", "words", "certainty")
    list_display_links = ("words",)
    list_select_related = ("speaker", "source")
    list_filter = (
        "review_status",
        StandingFilter,
        "act",
        "kind",
        "stance",
        ("topics", admin.RelatedOnlyFieldListFilter),
        "date_precision",
    )
    date_hierarchy = "said_from"
    ordering = ("confidence", "public_id")
    search_help_text = "Words of the statement (quotes, OR and - work), or a public id"
    autocomplete_fields = (
        "speaker", "speaker_role", "addressees", "topics", "resolutions", "location", "mentioned_actors", "mentioned_locations",
        "source",
    )  # fmt: skip
    machine_fields = ("cameo_code",)
    fixed_fields = ("speaker_text", "source")
    inlines = (NeededEvidenceInline,)
    fieldsets = (
        ("What", {"fields": ("text", ("kind", "act", "stance"), ("cue", "cameo_code"), "topics", "resolutions")}),
        ("Who", {"fields": (("speaker", "speaker_text"), "speaker_role", "addressees")}),
        ("When and where", {"fields": (("said_from", "said_to", "date_precision"), "location", "source")}),
        ("Mentioned in it", {"classes": ("collapse",), "fields": ("mentioned_actors", "mentioned_locations")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows without what no page shows."""
        return super().get_queryset(request).defer("search", "source__text", "machine")

    def found(self, term: str) -> Q:
        """Statements with these words."""
        return Q(search=words(term))

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Links of other pages lead here too."""
        return lookup in {"evidence__source__id__exact", "topics__id__exact"} or super().lookup_allowed(lookup, value, request)

    @admin.display(description="said on", ordering="said_from")
    def said(self, row: Statement) -> str:
        """The day, at its precision."""
        return days(row.said_from, row.said_to, row.date_precision)

    @admin.display(description="speaker", ordering="speaker_text")
    def said_by(self, row: Statement) -> SafeString | str:
        """The speaker, linked where known."""
        return link(row.speaker) if row.speaker else short(row.speaker_text, 60)

    @admin.display(description="act", ordering="act")
    def deed(self, row: Statement) -> SafeString:
        """The act, and the stance where there is one."""
        stance = row.get_stance_display() if row.stance else ""
        return format_html('{}<br><span class="quiet mini">{}</span>', row.get_act_display(), stance)

    @admin.display(description="statement")
    def words(self, row: Statement) -> SafeString:
        """Its first words, and the source that reports it first."""
        return format_html('{}<br><span class="quiet mini">{}</span>', short(row.text), short(str(row.source), 70))

    @admin.display(description="review", ordering="confidence")
    def certainty(self, row: Statement) -> SafeString:
        """The review state and the confidence, by which the list is ordered."""
        return format_html("{} {}", status_badge(row.review_status), confidence_bar(row.confidence))
