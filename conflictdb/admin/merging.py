"""Merges and proposals in the admin: what was merged and why, taking it back, and pairs that wait for a person's answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from conflictdb.admin.shown import ids_in, link, named, plain, short, told
from conflictdb.admin.traces import TraceAdmin
from conflictdb.admin.typed import ModelAdmin
from conflictdb.merging.handmade import added_by_hand
from conflictdb.merging.neighbourhood import TOUCHED
from conflictdb.merging.stored import COLUMNS, LINKS
from conflictdb.merging.verdicts import UnmergeableError, judge, merge, preview, undo
from conflictdb.models import Match, Merge
from conflictdb.reviews import value_of
from conflictdb.vocabularies import Verdict

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

    def has_act_permission(self, request: HttpRequest) -> bool:
        """Whoever may decide on records."""
        return bool(request.user.has_perm("conflictdb.change_statement"))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, with the records that it names looked up at once."""
        changes = super().get_changelist_instance(request)
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
        self.message_user(request, f"{number} {done}.", messages.SUCCESS)


@admin.register(Merge)
class MergeAdmin(PairAdmin):
    """Which record is told in which other one since when, by whom or by which rule, and why."""

    list_display = ("made_at", "merged", "into", "score", "why", "rule", "made_by", "ended_at")
    list_display_links = ("made_at",)
    list_filter = (StandingMergeFilter, "rule")
    list_select_related = ("made_by",)
    ordering = ("-made_at", "-pk")
    search_fields = ("record", "kept")
    search_help_text = "The public id of a record"
    fields = ("merged", "into", "score", "why", "rule", "made_at", "made_by", "ended_at", "ended_by", "note")
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

    @admin.action(description="Take the selected merges back", permissions=["act"])
    def undo_merges(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Let the records stand on their own again; no load merges them with the same ones again."""
        rows = queryset.filter(ended_at=None)
        self.each(request, rows, lambda row: undo(row.record, request.user), "taken back, for good")


@admin.register(Match)
class MatchAdmin(PairAdmin):
    """Pairs that may be one record: proposed by the machine, answered by a person."""

    list_display = ("score", "first", "second", "kind", "why", "verdict", "decided_by")
    list_display_links = ("score",)
    list_filter = (OpenFilter, "kind")
    list_select_related = ("decided_by",)
    search_fields = ("one", "other")
    search_help_text = "The public id of a record"
    fields = ("first", "second", "kind", "score", "why", "verdict", "decided_by", "decided_at", "note")
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
    def are_one(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Merge each pair."""
        self.each(request, queryset, lambda row: judge(row, Verdict.SAME, request.user), "pairs merged")

    @admin.action(description="They are two: don't ask again", permissions=["act"])
    def are_two(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Keep each pair apart for good."""
        self.each(request, queryset, lambda row: judge(row, Verdict.APART, request.user), "pairs kept apart")


class Mergeable(ModelAdmin):
    """A list of records that persons may merge, after a page that shows what would come out."""

    @admin.action(description="Merge the selected records into one", permissions=["change"])
    def merge_records(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Show the records side by side with what they would be together; merge them once that is confirmed."""
        rows = list(queryset.order_by("public_id")[: MOST + 1])
        kept = request.POST.get("_kept") or _first_choice(rows)
        try:
            if len(rows) > MOST:
                raise UnmergeableError(f"choose at most {MOST} records at once")
            if "_confirmed" in request.POST:
                note = request.POST.get("_note", "").strip()
                merge(kept, [row.public_id for row in rows], request.user, note)
                self.message_user(request, f"{len(rows)} records are one now: {kept}.", messages.SUCCESS)
                return None
            together = preview([row.public_id for row in rows])
        except UnmergeableError as error:
            self.message_user(request, str(error), messages.ERROR)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge {len(rows)} {self.opts.verbose_name_plural}?",
            "opts": self.opts,
            "rows": rows,
            "kept": kept,
            "fields": _side_by_side(rows, together),
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/conflictdb/merge.html", context)


def _first_choice(rows: list[Any]) -> str:
    """The record whose id stays unless somebody chooses another: one of reports, that a person has worked on, published first."""
    alone = added_by_hand(row.public_id for row in rows)

    def order(row: Any) -> tuple[bool, bool, str, str]:
        return row.public_id in alone, row.review_status not in TOUCHED, str(row.source.published_from or "9"), row.public_id

    return str(min(rows, key=order).public_id) if rows else ""


def _side_by_side(rows: list[Any], together: dict[str, Any]) -> list[tuple[str, list[Any], Any, bool]]:
    """For each field its name, the records' values, the one that they would have together, and whether the values differ."""
    noun = rows[0]._meta.model_name
    names = (*COLUMNS[noun], *LINKS[noun], *(("participants",) if noun == "event" else ()))
    values = {name: [value_of(row, name) for row in rows] for name in names}
    known = named(ids_in([*values.values(), *(together[name] for name in names)]))
    return [
        (
            plain(name),
            [told(value, known) for value in values[name]],
            told(together[name], known),
            any(value != values[name][0] for value in values[name]),
        )
        for name in names
    ]
