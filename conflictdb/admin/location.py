"""Places in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from conflictdb.admin.actor import counted_link
from conflictdb.admin.lists import StandingFilter
from conflictdb.admin.pairs import MergeTwo
from conflictdb.admin.records import RecordAdmin, RecordForm
from conflictdb.admin.shown import NOTHING, link
from conflictdb.admin.typed import TabularInline
from conflictdb.identity import fold
from conflictdb.models import Event, Location, LocationAncestor, LocationExternalId, LocationName, Mention, Statement


class LocationForm(RecordForm):
    """What a person may say of a place."""

    def clean(self) -> dict[str, Any]:
        """Refuse a place that would lie in itself, and half a point."""
        cleaned = super().clean()
        parent = cleaned.get("parent")
        if parent and self.instance.pk:
            rows = LocationAncestor.objects.filter(location=parent, ancestor=self.instance)
            if rows.exists():
                self.add_error("parent", f"{parent} lies in this place itself.")
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("longitude", "Give latitude and longitude, or neither.")
        return cleaned


class LocationNameInline(TabularInline):
    """Other names."""

    model = LocationName
    verbose_name = "other name"
    extra = 0
    fields = ("name", "language", "kind")


class LocationExternalIdInline(TabularInline):
    """Ids in other lists."""

    model = LocationExternalId
    verbose_name = "id in another list"
    verbose_name_plural = "ids in other lists"
    extra = 0


@admin.register(Location)
class LocationAdmin(MergeTwo, RecordAdmin):
    """Places, from countries to sites."""

    form = LocationForm
    list_display = ("name", "kind", "country_code", "inside", "point", "is_reference", "review")
    list_select_related = ("parent",)
    list_filter = ("review_status", StandingFilter, "kind", "is_reference", ("latitude", admin.EmptyFieldListFilter))
    ordering = ("name", "public_id")
    search_help_text = "Any name or alias, with or without accents, or a public id"
    autocomplete_fields = ("parent",)
    fixed_fields = ("slug",)
    actions = (*RecordAdmin.actions, "merge_two")
    inlines = (LocationNameInline, LocationExternalIdInline)
    fieldsets = (
        (None, {"fields": (("name", "slug"), ("kind", "country_code"), "parent", ("latitude", "longitude", "precision_km"))}),
        ("Bounding box", {"classes": ("collapse",), "fields": (("west", "south", "east", "north"),)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows with what they lie in."""
        return super().get_queryset(request).select_related("parent")

    def found(self, term: str) -> Q:
        """Places with a name or alias like it."""
        part = fold(term)
        return Q(folded__contains=part) | Q(Exists(LocationName.objects.filter(location=OuterRef("pk"), folded__contains=part)))

    def choice_label(self, row: Location) -> str:
        """The name with the kind and what it lies in."""
        inside = f" in {row.parent}" if row.parent else ""
        return f"{row.name} ({row.kind}{inside}{f', {row.country_code}' if row.country_code else ''})"

    def related_links(self, obj: Location) -> tuple[SafeString, ...]:
        """What lies in it, and what happened and was said here."""
        counted = (
            (Location, "places in it", {"parent__id__exact": obj.pk}),
            (Event, "events here", {"location__id__exact": obj.pk}),
            (Statement, "statements here", {"location__id__exact": obj.pk}),
            (Mention, "mentions", {"location__id__exact": obj.pk}),
        )
        return tuple(counted_link(model, what, conditions) for model, what, conditions in counted)

    @admin.display(description="in", ordering="parent__name")
    def inside(self, row: Location) -> SafeString | str:
        """What it lies in."""
        return link(row.parent)

    @admin.display(description="point")
    def point(self, row: Location) -> str:
        """Its latitude and longitude."""
        return f"{row.latitude:.4f}, {row.longitude:.4f}" if row.latitude is not None and row.longitude is not None else NOTHING
