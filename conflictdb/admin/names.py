"""Names that may mean several known actors: the queue, and the page on which a person says whom a name means in its source."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from conflictdb.admin.merging import DefaultFilter
from conflictdb.admin.shown import NOTHING, link, named, plain, short
from conflictdb.admin.traces import TraceAdmin
from conflictdb.merging.names import UnanswerableError, ask_again, choose, choose_new, ignore
from conflictdb.models import Actor, AmbiguousName

AROUND = 140  # characters of the text that are shown on either side of the name
MOST = 5  # places in the text that are shown


class AnswerFilter(DefaultFilter):
    """Names that wait (the default), or the answered ones."""

    title = "answer"
    parameter_name = "answer"
    default = "waits"
    others = [("chosen", "a known actor"), ("new", "a new actor"), ("ignored", "left unlinked"), ("all", "all")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the choice."""
        return queryset if self.value() == "all" else queryset.filter(answer=self.value())


@admin.register(AmbiguousName)
class AmbiguousNameAdmin(TraceAdmin):
    """The printed name, its source, and who it may be, the likeliest first."""

    list_display = ("text", "kind", "source_link", "whom", "answer", "meaning", "decided_by")
    list_select_related = ("source", "decided_by")
    list_filter = (AnswerFilter, "kind")
    ordering = ("text", "public_id")
    search_fields = ("text", "source__external_id")
    search_help_text = "The name, or the loader's name of its source"

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, with the candidates looked up at once."""
        changes = super().get_changelist_instance(request)
        changes.title = "Names that may mean several: a click on the name shows it in its text, with whom it may mean"
        rows = named({identifier for row in changes.result_list for identifier in _actors(row)})
        for row in changes.result_list:
            row.rows = rows
        return changes

    @admin.display(description="source")
    def source_link(self, row: AmbiguousName) -> SafeString | str:
        """Where it stands."""
        return link(row.source, short(str(row.source), 60))

    @admin.display(description="may be")
    def whom(self, row: Any) -> SafeString | str:
        """The candidates with their scores."""
        found = ((link(row.rows[one]), score) for one, score, _ in row.candidates if one in row.rows)
        return format_html_join(SafeString("<br>"), "{} {}", found) or NOTHING

    @admin.display(description="means")
    def meaning(self, row: Any) -> SafeString | str:
        """What a person chose."""
        return link(row.rows.get(row.chosen))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """The name in its text, who it may be and why; the answer is sent from here."""
        row = get_object_or_404(AmbiguousName.objects.select_related("source"), pk=object_id)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        may_answer = request.user.has_perm("conflictdb.change_statement")
        if request.method == "POST":
            if not may_answer:
                raise PermissionDenied
            try:
                self.message_user(request, _answer(row, request), messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:conflictdb_ambiguousname_changelist"))
            except UnanswerableError as error:
                self.message_user(request, str(error), messages.ERROR)
        rows = named(_actors(row))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Whom does “{row.text}” mean?",
            "opts": self.opts,
            "row": row,
            "source": link(row.source),
            "meaning": link(rows.get(row.chosen)),
            "candidates": [
                (one, link(rows[one]), rows[one].description, score, ", ".join(map(plain, reasons)) or NOTHING)
                for one, score, reasons in row.candidates
                if one in rows
            ],
            "excerpts": [_excerpt(row.source.text, start, end) for start, end, _ in row.places[:MOST]],
            "may_answer": may_answer,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/conflictdb/ambiguous_name.html", context)


def _actors(row: AmbiguousName) -> set[str]:
    return {identifier for identifier, _, _ in row.candidates} | ({row.chosen} if row.chosen else set())


def _excerpt(text: str, start: int, end: int) -> SafeString:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return format_html("…{}<mark>{}</mark>{}…", before, text[start:end], after)


def _answer(row: AmbiguousName, request: HttpRequest) -> str:
    """Take the answer of the form, and say what was done."""
    meant, note = request.POST.get("_means", ""), request.POST.get("_note", "").strip()
    if meant == "new":
        return f"“{row.text}” means a new actor now: {choose_new(row, request.user, note).slug}."
    if meant == "nobody":
        ignore(row, request.user, note)
        return f"“{row.text}” stays unlinked in this source."
    if meant == "again":
        ask_again(row, request.user, note)
        return f"“{row.text}” waits for an answer again."
    slug = request.POST.get("_slug", "").strip()
    actor = Actor.objects.filter(slug=slug).first() if meant == "other" else Actor.objects.filter(public_id=meant).first()
    if actor is None:
        raise UnanswerableError(f"no actor has the slug {slug!r}" if meant == "other" else "choose whom the name means")
    choose(row, actor, request.user, note)
    return f"“{row.text}” means {actor} in this source, now and through every load."
