"""What is only read in the admin: decisions, evidence, mentions, load runs and their issues."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from conflictdb.admin.shown import NOTHING, counts_table, ids_in, link, named, plain, rows_link, short, status_badge, told
from conflictdb.admin.typed import ModelAdmin, TabularInline
from conflictdb.models import Decision, Evidence, Issue, LoadRun, Mention
from conflictdb.models.source import TARGETS

NAMED = ("actor", "location", "resolution")


class TraceAdmin(ModelAdmin):
    """Pages that nobody changes: what they show was written by a load or by a decision."""

    list_per_page = 50
    show_full_result_count = False

    class Media:
        css = {"all": ("conflictdb/admin.css",)}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


@admin.register(Decision)
class DecisionAdmin(TraceAdmin):
    """Who decided what."""

    list_display = ("decided_at", "decided_by", "record_link", "which", "machine", "decided", "note")
    list_select_related = ("decided_by",)
    list_filter = ("field", ("decided_by", admin.RelatedOnlyFieldListFilter))
    date_hierarchy = "decided_at"
    ordering = ("-decided_at",)
    search_fields = ("record",)
    search_help_text = "The public id of a record"
    fields = ("record_link", "which", "machine", "decided", "decided_by", "decided_at", "note")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, with the records that its values name looked up at once."""
        changes = super().get_changelist_instance(request)
        rows = named(ids_in([[row.record, row.machine_value, row.value] for row in changes.result_list]))
        for row in changes.result_list:
            row.rows = rows
        return changes

    @admin.display(description="field", ordering="field")
    def which(self, row: Decision) -> str:
        """The field, in words."""
        return plain(row.field)

    @admin.display(description="machine value")
    def machine(self, row: Decision) -> SafeString | str:
        """What the machine had said."""
        return told(row.machine_value, _rows(row))

    @admin.display(description="value")
    def decided(self, row: Decision) -> SafeString | str:
        """What the person said."""
        return told(row.value, _rows(row))

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        """Decisions on that record."""
        return (queryset.filter(record=search_term.strip()) if search_term.strip() else queryset), False

    @admin.display(description="record", ordering="record")
    def record_link(self, row: Decision) -> SafeString | str:
        """The record that was decided on."""
        record = _rows(row).get(row.record)
        return link(record, short(str(record), 60)) if record else row.record


def _rows(row: Any) -> dict[str, Any]:
    return row.rows if hasattr(row, "rows") else named(ids_in([row.record, row.machine_value, row.value]))


@admin.register(Evidence)
class EvidenceAdmin(TraceAdmin):
    """Which stretch of which text every record rests on."""

    list_display = ("words", "of_what", "source_link", "extractor", "confidence")
    list_select_related = (
        "source",
        *TARGETS,
        "affiliation__organisation",
        "relation__actor",
        "relation__other",
        "provision__resolution",
    )
    list_filter = ("extractor",)
    ordering = ("-pk",)
    search_fields = ("source__external_id",)
    search_help_text = "The loader's name of a source"
    fields = ("source_link", "of_what", "excerpt", ("start", "end"), "marks", "extractor", "confidence")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows without whole texts."""
        return super().get_queryset(request).defer("source__text", "statement__search")

    @admin.display(description="excerpt")
    def words(self, row: Evidence) -> str:
        """Its first words."""
        return short(row.excerpt)

    @admin.display(description="evidence of")
    def of_what(self, row: Evidence) -> SafeString | str:
        """The record that rests on it."""
        record = next((getattr(row, target) for target in TARGETS if getattr(row, f"{target}_id")), None)
        return link(record, short(str(record), 60))

    @admin.display(description="source")
    def source_link(self, row: Evidence) -> SafeString | str:
        """Where it stands."""
        return link(row.source, short(str(row.source), 60))


@admin.register(Mention)
class MentionAdmin(TraceAdmin):
    """Which stretch of which text names whom."""

    list_display = ("text", "of_what", "source_link", "start", "confidence")
    list_select_related = ("source", *NAMED)
    ordering = ("-pk",)
    search_fields = ("source__external_id",)
    search_help_text = "The loader's name of a source"
    fields = ("source_link", "of_what", "text", ("start", "end"), "confidence")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows without whole texts."""
        return super().get_queryset(request).defer("source__text")

    @admin.display(description="names")
    def of_what(self, row: Mention) -> SafeString | str:
        """What it names."""
        return link(next((getattr(row, name) for name in NAMED if getattr(row, f"{name}_id")), None))

    @admin.display(description="source")
    def source_link(self, row: Mention) -> SafeString | str:
        """Where it stands."""
        return link(row.source, short(str(row.source), 60))


class IssueInline(TabularInline):
    """What a run could not read, or read with a doubt."""

    model = Issue
    extra = 0
    can_delete = False
    show_change_link = True
    fields = ("path", "code", "message", "source")
    max_num = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows with their source."""
        return super().get_queryset(request).select_related("source").defer("source__text")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


@admin.register(LoadRun)
class LoadRunAdmin(TraceAdmin):
    """What each load did and could not do."""

    list_display = ("started_at", "command", "outcome", "stored", "issue_count", "took", "pipeline_version")
    list_filter = ("status", "command")
    date_hierarchy = "started_at"
    ordering = ("-started_at",)
    fields = ("command", "arguments", "outcome", ("started_at", "finished_at", "took"), "counted", "pipeline_version")
    inlines = (IssueInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows with the number of their issues."""
        rows: QuerySet[Any] = super().get_queryset(request).annotate(_issues=Count("issues"))
        return rows

    @admin.display(description="status", ordering="status")
    def outcome(self, row: LoadRun) -> SafeString:
        """How it ended."""
        return status_badge(row.status)

    @admin.display(description="articles")
    def stored(self, row: LoadRun) -> str:
        """What became of the articles."""
        articles = row.counts.get("articles", row.counts)
        return ", ".join(f"{number} {fate}" for fate, number in articles.items() if isinstance(number, int) and number) or NOTHING

    @admin.display(description="issues", ordering="_issues")
    def issue_count(self, row: Any) -> SafeString | str:
        """Its issues."""
        return rows_link(Issue, str(row._issues), run__id__exact=row.pk) if row._issues else "0"

    @admin.display(description="counts")
    def counted(self, row: LoadRun) -> SafeString | str:
        """What was read and stored."""
        return counts_table(row.counts) if row.counts else NOTHING

    @admin.display(description="took")
    def took(self, row: LoadRun) -> str:
        """How long it ran."""
        return str(row.finished_at - row.started_at).split(".")[0] if row.finished_at else NOTHING


@admin.register(Issue)
class IssueAdmin(TraceAdmin):
    """What could not be read, or was read with a doubt."""

    list_display = ("path", "sort", "short_message", "source_link", "run")
    list_select_related = ("run", "source")
    list_filter = ("code",)
    ordering = ("-run__started_at", "path")
    search_fields = ("path",)
    search_help_text = "Part of the path"
    fields = ("run", "source_link", "path", "code", "message", ("start", "end"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows without whole texts."""
        return super().get_queryset(request).defer("source__text")

    @admin.display(description="code", ordering="code")
    def sort(self, row: Issue) -> str:
        """What sort of doubt, in words."""
        return plain(row.code)

    @admin.display(description="message")
    def short_message(self, row: Issue) -> str:
        """Its first words."""
        return short(row.message)

    @admin.display(description="source")
    def source_link(self, row: Issue) -> SafeString | str:
        """The source that it speaks of."""
        return link(row.source, short(str(row.source), 60))
