"""Resolutions and what they demand in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from conflictdb.admin.actor import ShownInline, counted_link
from conflictdb.admin.evidence import EvidenceInline
from conflictdb.admin.lists import StandingFilter
from conflictdb.admin.records import RecordAdmin
from conflictdb.admin.shown import NOTHING, link, short
from conflictdb.models import Event, Mention, Provision, Resolution, Statement


class ProvisionInline(ShownInline):
    """What it demands."""

    model = Provision
    fields = ("act", "text", "review_status")


@admin.register(Resolution)
class ResolutionAdmin(RecordAdmin):
    """Resolutions, adopted or in draft."""

    list_display = ("symbol", "adopted_on", "about", "status", "votes", "is_reference", "review")
    list_select_related = ("body",)
    list_filter = ("review_status", StandingFilter, "status", "is_reference", ("body", admin.RelatedOnlyFieldListFilter))
    date_hierarchy = "adopted_on"
    ordering = ("-adopted_on", "public_id")
    search_help_text = "The symbol or number, words of the title or subject, or a public id"
    autocomplete_fields = ("body",)
    fixed_fields = ("body", "symbol", "number", "year")
    inlines = (ProvisionInline,)
    fieldsets = (
        (None, {"fields": (("symbol", "number", "year"), "body", ("status", "adopted_on"), "title", "subject", "url")}),
        ("Votes", {"fields": (("votes_for", "votes_against", "abstentions"),)}),
    )

    def found(self, term: str) -> Q:
        """Resolutions of that number, or with these words in symbol, title or subject."""
        word = term.strip()
        plain = Q(symbol__icontains=word) | Q(title__icontains=word) | Q(subject__icontains=word)
        return plain | Q(number=int(word)) if word.isdecimal() and len(word) < 7 else plain

    def choice_label(self, row: Resolution) -> str:
        """The symbol and what it is about."""
        return f"{row.symbol}: {short(row.subject or row.title, 80)}" if row.subject or row.title else row.symbol

    def related_links(self, obj: Resolution) -> tuple[SafeString, ...]:
        """What cites it."""
        counted = (
            (Statement, "statements", {"resolutions__id__exact": obj.pk}),
            (Event, "events", {"resolutions__id__exact": obj.pk}),
            (Mention, "mentions", {"resolution__id__exact": obj.pk}),
        )
        return tuple(counted_link(model, what, conditions) for model, what, conditions in counted)

    @admin.display(description="about")
    def about(self, row: Resolution) -> str:
        """Its subject or title."""
        return short(row.subject or row.title, 90) or NOTHING

    @admin.display(description="votes")
    def votes(self, row: Resolution) -> str:
        """For, against, abstentions."""
        numbers = (row.votes_for, row.votes_against, row.abstentions)
        return NOTHING if row.votes_for is None else " – ".join("?" if number is None else str(number) for number in numbers)


@admin.register(Provision)
class ProvisionAdmin(RecordAdmin):
    """What resolutions demand, decide or warn of."""

    list_display = ("resolution_link", "act", "words", "review")
    list_display_links = ("words",)
    list_select_related = ("resolution",)
    list_filter = ("review_status", StandingFilter, "act", ("topics", admin.RelatedOnlyFieldListFilter))
    ordering = ("resolution", "public_id")
    search_help_text = "Words of the provision, or the symbol"
    autocomplete_fields = ("resolution", "addressees", "topics")
    fixed_fields = ("resolution",)
    inlines = (EvidenceInline,)
    fieldsets = ((None, {"fields": ("resolution", "act", "text", "addressees", "topics")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows with their resolution."""
        return super().get_queryset(request).select_related("resolution")

    def found(self, term: str) -> Q:
        """Provisions with these words."""
        return Q(text__icontains=term.strip()) | Q(resolution__symbol__icontains=term.strip())

    @admin.display(description="resolution", ordering="resolution__symbol")
    def resolution_link(self, row: Provision) -> SafeString | str:
        """Whose provision it is."""
        return link(row.resolution)

    @admin.display(description="provision")
    def words(self, row: Provision) -> str:
        """Its first words."""
        return short(row.text)
