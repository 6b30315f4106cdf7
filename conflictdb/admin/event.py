"""Events in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from conflictdb.admin.evidence import NeededEvidenceInline
from conflictdb.admin.lists import StandingFilter
from conflictdb.admin.merging import Mergeable
from conflictdb.admin.records import RecordAdmin, RecordForm
from conflictdb.admin.shown import NOTHING, confidence_bar, days, link, short, status_badge
from conflictdb.admin.typed import TabularInline
from conflictdb.models import Event, Participant
from conflictdb.vocabularies import EventStatus


class EventForm(RecordForm):
    """What a person may say of an event."""

    DAYS = ("starts_on", "ends_on")

    def clean(self) -> dict[str, Any]:
        """Refuse a least number that is above the greatest."""
        cleaned = super().clean()
        low, high = cleaned.get("killed_low"), cleaned.get("killed_high")
        if low is not None and high is not None and low > high:
            self.add_error("killed_high", "The greatest number lies below the least.")
        return cleaned


class ParticipantInline(TabularInline):
    """Who took part."""

    model = Participant
    extra = 0
    autocomplete_fields = ("actor",)
    fields = ("role", "name", "actor", "position")


@admin.register(Event)
class EventAdmin(Mergeable, RecordAdmin):
    """What happened: the list, and the page with the clause it rests on."""

    form = EventForm
    actions = (*RecordAdmin.actions, "merge_records")
    list_display = ("when", "sort", "words", "who", "where", "killed", "certainty")
    list_display_links = ("words",)
    list_select_related = ("location",)
    list_filter = ("review_status", StandingFilter, "type", "status", "date_precision", "location_precision")
    date_hierarchy = "starts_on"
    ordering = ("confidence", "public_id")
    search_help_text = "Part of the clause that reports it, or a public id"
    autocomplete_fields = ("location", "resolutions", "source")
    machine_fields = ("plover_type", "plover_mode", "acled_event_type", "acled_sub_event_type", "date_text", "location_text")
    fixed_fields = ("source",)
    inlines = (ParticipantInline, NeededEvidenceInline)
    fieldsets = (
        ("What", {"fields": (("type", "status"), "text", "resolutions", "source")}),
        ("When and where", {
            "fields": (
                ("starts_on", "ends_on", "date_precision", "date_text"),
                ("location", "location_precision", "location_text"),
            ),
        }),
        ("Harm", {"fields": (("killed", "killed_low", "killed_high"), ("injured", "displaced"))}),
        ("Codes of other lists", {
            "classes": ("collapse",),
            "fields": (("plover_type", "plover_mode"), ("acled_event_type", "acled_sub_event_type")),
        }),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows with their participants."""
        parts = Participant.objects.select_related("actor").order_by("position", "pk")
        return super().get_queryset(request).defer("machine").prefetch_related(Prefetch("participants", parts))

    def found(self, term: str) -> Q:
        """Events whose clause has these words."""
        return Q(text__icontains=term.strip())

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Links of other pages lead here too."""
        known = {"evidence__source__id__exact", "participants__actor__id__exact", "location__id__exact", "resolutions__id__exact"}
        return lookup in known or super().lookup_allowed(lookup, value, request)

    @admin.display(description="on", ordering="starts_on")
    def when(self, row: Event) -> str:
        """The day, at its precision."""
        return days(row.starts_on, row.ends_on, row.date_precision)

    @admin.display(description="type", ordering="type")
    def sort(self, row: Event) -> SafeString:
        """What happened, and whether it did where that is not plain."""
        status = "" if row.status == EventStatus.OCCURRED else row.get_status_display()
        return format_html('{}<br><span class="quiet mini">{}</span>', row.get_type_display(), status)

    @admin.display(description="event")
    def words(self, row: Event) -> str:
        """Its first words."""
        return short(row.text, 100)

    @admin.display(description="participants")
    def who(self, row: Event) -> str:
        """The participants, as known."""
        return ", ".join(str(part.actor or part.name) for part in row.participants.all()) or NOTHING

    @admin.display(description="place", ordering="location__name")
    def where(self, row: Event) -> SafeString | str:
        """The place."""
        return link(row.location) if row.location else row.location_text or NOTHING

    @admin.display(description="review", ordering="confidence")
    def certainty(self, row: Event) -> SafeString:
        """The review state and the confidence, by which the list is ordered."""
        return format_html("{} {}", status_badge(row.review_status), confidence_bar(row.confidence))
