"""Merges and proposals in the admin: what was merged and why, taking it back, and pairs that wait for a person's answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from conflictdb.admin.answers import keep_pair_apart, make_pair_one, question
from conflictdb.admin.previews import first_choice, preview_records
from conflictdb.admin.shown import link, named, plain, short
from conflictdb.admin.traces import TraceAdmin
from conflictdb.admin.typed import ModelAdmin
from conflictdb.merging.verdicts import UnmergeableError, merge, undo
from conflictdb.models import Match, Merge

MOST = 20  # records that are merged at once


class DefaultFilter(admin.SimpleListFilter):
    """A filter that shows a part of the rows where nothing is chosen."""

    default: str
    others: list[tuple[str, str]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices beside the default."""
        return self.others

    def choices(self, changelist: Any) -> Any:
        """The choices; the default one says what it shows."""
        first, *others = super().choices(changelist)
        yield {**first, "display": self.default}
        yield from others


class StandingMergeFilter(DefaultFilter):
    """Merges that stand (the default), or those that were taken back."""

    title = "standing"
    parameter_name = "standing"
    default = "stands"
    others = [("ended", "taken back"), ("all", "all")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the choice."""
        return queryset if self.value() == "all" else queryset.filter(ended_at__isnull=self.value() != "ended")


class OpenFilter(DefaultFilter):
    """Proposals that wait (the default), or the answered ones."""

    title = "answer"
    parameter_name = "answer"
    default = "waits"
    others = [("same", "they are one"), ("apart", "they are two"), ("all", "all")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the choice."""
        return queryset if self.value() == "all" else queryset.filter(verdict=self.value())


class PairAdmin(TraceAdmin):
    """A list of pairs of records, which may be acted on by whoever may change statements."""

    actions_selection_counter = True
    title = ""

    def has_act_permission(self, request: HttpRequest) -> bool:
        """Whoever may decide on records."""
        return bool(request.user.has_perm("conflictdb.change_statement"))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, with the records that it names looked up at once."""
        changes = super().get_changelist_instance(request)
        changes.title = self.title
        rows = named({identifier for row in changes.result_list for identifier in self.pair(row)})
        for row in changes.result_list:
            row.rows = rows
        return changes

    def pair(self, row: Any) -> tuple[str, str]:
        """The two public ids of a row."""
        raise NotImplementedError

    def record(self, row: Any, identifier: str) -> SafeString | str:
        """One of the two records, with where it stands."""
        rows = row.rows if hasattr(row, "rows") else named(self.pair(row))
        found = rows.get(identifier)
        if found is None:
            return identifier
        source = short(str(found.source), 60) if hasattr(found, "source") else ""
        return format_html('{}<br><span class="quiet mini">{}</span>', link(found, short(str(found), 110)), source)

    @admin.display(description="why")
    def why(self, row: Any) -> SafeString:
        """What the score is made of."""
        parts = [(plain(name), value) for name, value in row.parts.items() if isinstance(value, (int, float))]
        return format_html('<span class="mini">{}</span>', format_html_join(", ", "{} {}", parts))

    def each(self, request: HttpRequest, rows: Iterable[Any], act: Callable[[Any], Any], done: str) -> None:
        """Do it to each row, and tell how many were done and which could not."""
        number = 0
        for row in rows:
            try:
                act(row)
                number += 1
            except UnmergeableError as error:
                self.message_user(request, str(error), messages.ERROR)
        if number:
            self.message_user(request, f"{number} {done}.", messages.SUCCESS)


@admin.register(Merge)
class MergeAdmin(PairAdmin):
    """Which record is told in which other one since when, by whom or by which rule, and why."""

    title = "What is told in which other record: tick what was merged wrongly, and take it back"
    list_display = ("made_at", "merged", "into", "score", "why", "by", "ended_at")
    list_display_links = ("made_at",)
    list_filter = (StandingMergeFilter, "rule")
    list_select_related = ("made_by",)
    ordering = ("-made_at", "-pk")
    search_fields = ("record", "kept")
    search_help_text = "The public id of a record"
    fields = ("merged", "into", "score", "why", "by", "made_at", "ended_at", "ended_by", "note")
    actions = ("undo_merges",)

    def pair(self, row: Any) -> tuple[str, str]:
        """The merged record and the one that stands for it."""
        return row.record, row.kept

    @admin.display(description="record", ordering="record")
    def merged(self, row: Merge) -> SafeString | str:
        """The merged record."""
        return self.record(row, row.record)

    @admin.display(description="is told in", ordering="kept")
    def into(self, row: Merge) -> SafeString | str:
        """The record that stands for it."""
        return self.record(row, row.kept)

    @admin.display(description="by", ordering="rule")
    def by(self, row: Merge) -> str:
        """Who merged them: a person, or which version of the rules."""
        if row.made_by:
            return str(row.made_by)
        return row.rule if " " in row.rule else f"the rules, version {row.rule}"

    @admin.action(description="Take the selected merges back", permissions=["act"])
    def undo_merges(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Let the records stand on their own again; no load merges them with the same ones again."""
        rows = queryset.filter(ended_at=None)
        self.each(request, rows, lambda row: undo(row.record, request.user), "taken back, for good")


@admin.register(Match)
class MatchAdmin(PairAdmin):
    """Pairs that may be one record: proposed by the machine, answered by a person."""

    title = "Pairs that may be one: a click on the score shows the two side by side"
    list_display = ("score", "first", "second", "kind", "why", "verdict", "decided_by")
    list_display_links = ("score",)
    list_filter = (OpenFilter, "kind")
    list_select_related = ("decided_by",)
    search_fields = ("one", "other")
    search_help_text = "The public id of a record"
    actions = ("are_one", "are_two")

    def pair(self, row: Any) -> tuple[str, str]:
        """The two records."""
        return row.one, row.other

    @admin.display(description="record", ordering="one")
    def first(self, row: Match) -> SafeString | str:
        """One of the two."""
        return self.record(row, row.one)

    @admin.display(description="may be the same as", ordering="other")
    def second(self, row: Match) -> SafeString | str:
        """The other one."""
        return self.record(row, row.other)

    @admin.action(description="They are one: merge each pair", permissions=["act"])
    def are_one(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Show what would come of each pair; merge them once that is confirmed."""
        rows = list(queryset[: MOST + 1])
        if len(rows) > MOST:
            self.message_user(request, f"Choose at most {MOST} pairs at once.", messages.ERROR)
            return None
        if "_confirmed" not in request.POST:
            return self._page(request, rows)
        self.each(request, rows, lambda row: make_pair_one(row, request), "merged")
        return None

    @admin.action(description="They are two: don't ask again", permissions=["act"])
    def are_two(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Keep each pair apart for good."""
        self.each(request, queryset, lambda row: keep_pair_apart(row, request), "kept apart")

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """The pair side by side, with what would come of merging it; the answer is sent from here."""
        row = get_object_or_404(Match.objects.select_related("decided_by"), pk=object_id)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return self._page(request, [row])

    def _page(self, request: HttpRequest, rows: list[Match]) -> HttpResponse:
        questions = [question(row) for row in rows]
        context = {
            **self.admin_site.each_context(request),
            "title": "Are the two one?" if len(rows) == 1 else f"Are these {len(rows)} pairs one each?",
            "opts": self.opts,
            "questions": questions,
            "can_be_one": not all(asked.why for asked in questions),
            "may_answer": self.has_act_permission(request),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/conflictdb/answer.html", context)


class Mergeable(ModelAdmin):
    """A list of records that persons may merge, after a page that shows what would come out."""

    @admin.action(description="Merge the selected records into one", permissions=["change"])
    def merge_records(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Show the records side by side with what they would be together; merge them once that is confirmed."""
        rows = list(queryset.order_by("public_id")[: MOST + 1])
        try:
            if len(rows) > MOST:
                raise UnmergeableError(f"choose at most {MOST} records at once")
            if "_confirmed" in request.POST:
                note = request.POST.get("_note", "").strip()
                kept = request.POST.get("_kept") or first_choice(rows)
                merge(kept, [row.public_id for row in rows], request.user, note)
                self.message_user(request, f"{len(rows)} records are one now: {kept}.", messages.SUCCESS)
                return None
            shown = preview_records(rows)
        except UnmergeableError as error:
            self.message_user(request, str(error), messages.ERROR)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge {len(rows)} {self.opts.verbose_name_plural}?",
            "opts": self.opts,
            "preview": shown,
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/conflictdb/merge.html", context)
