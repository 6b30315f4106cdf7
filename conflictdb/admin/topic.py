"""Topics in the admin. Shipped ones are changed in fixtures/topics.jsonl, which load_reference brings to the database."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from conflictdb.admin.shown import link, rows_link
from conflictdb.admin.typed import ModelAdmin, ModelForm, TabularInline
from conflictdb.identity import fold
from conflictdb.models import Statement, Topic, TopicAncestor, TopicName


class TopicForm(ModelForm):
    """What a person may say of a topic."""

    def clean(self) -> dict[str, Any]:
        """Refuse a topic that would lie under itself."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        parent = cleaned.get("parent")
        if parent and self.instance.pk and TopicAncestor.objects.filter(topic=parent, ancestor=self.instance).exists():
            self.add_error("parent", f"{parent} lies under this topic itself.")
        return cleaned


class TopicNameInline(TabularInline):
    """Synonyms."""

    model = TopicName
    verbose_name = "synonym"
    extra = 0
    fields = ("name", "language", "kind")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not for shipped topics."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_reference)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not for shipped topics."""
        return super().has_add_permission(request, obj) and not (obj and obj.is_reference)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not for shipped topics."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_reference)


@admin.register(Topic)
class TopicAdmin(ModelAdmin):
    """What statements are about."""

    form = TopicForm
    list_display = ("label", "slug", "under", "statement_count", "is_reference")
    list_select_related = ("parent",)
    list_filter = ("is_reference",)
    search_fields = ("label",)
    search_help_text = "A label or synonym"
    autocomplete_fields = ("parent",)
    ordering = ("slug",)
    inlines = (TopicNameInline,)
    fields = (("label", "slug"), "parent", "description")

    class Media:
        css = {"all": ("conflictdb/admin.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows with the number of their statements."""
        rows: QuerySet[Any] = super().get_queryset(request).annotate(_statements=Count("statements"))
        return rows

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        """Topics with a label or synonym like it."""
        synonym = TopicName.objects.filter(topic=OuterRef("pk"), folded__contains=fold(search_term))
        return queryset.filter(Q(label__icontains=search_term.strip()) | Exists(synonym)), False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The slug of a topic that exists: its id follows from it."""
        return ("slug",) if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not for shipped topics."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_reference)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    @admin.display(description="under", ordering="parent__label")
    def under(self, row: Topic) -> SafeString | str:
        """The topic above it."""
        return link(row.parent)

    @admin.display(description="statements", ordering="_statements")
    def statement_count(self, row: Any) -> SafeString:
        """Its statements."""
        return rows_link(Statement, str(row._statements), topics__id__exact=row.pk)
