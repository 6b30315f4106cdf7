"""Names that may mean several actors or places: the queue, and the page on which a person says what a name means in a source."""

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
from conflictdb.merging.names import UnanswerableError, ask_again, choose, choose_new, choose_of_world, ignore
from conflictdb.merging.world import WorldPlace, world_place
from conflictdb.models import Actor, AmbiguousName, Location

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
        rows = _meant({identifier for row in changes.result_list for identifier in _things(row)})
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
        found = ((_shown(row.rows[one]), score) for one, score, _ in row.candidates if one in row.rows)
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
        rows = _meant(_things(row))
        context = {
            **self.admin_site.each_context(request),
            "title": f"{'Which place' if row.is_place else 'Whom'} does “{row.text}” mean?",
            "opts": self.opts,
            "row": row,
            "source": link(row.source),
            "meaning": link(rows.get(row.chosen)),
            "candidates": [
                (one, _shown(rows[one]), getattr(rows[one], "description", ""), score, ", ".join(map(plain, reasons)) or NOTHING)
                for one, score, reasons in row.candidates
                if one in rows
            ],
            "excerpts": [_excerpt(row.source.text, start, end) for start, end, _ in row.places[:MOST]],
            "may_answer": may_answer,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/conflictdb/ambiguous_name.html", context)


def _meant(keys: set[str]) -> dict[str, Any]:
    """What the keys of candidates stand for: rows, and places that the base does not have."""
    return named(keys) | {key: place for key in keys if (place := world_place(key))}


def _shown(thing: Any) -> SafeString | str:
    return str(thing) if isinstance(thing, WorldPlace) else link(thing)


def _things(row: AmbiguousName) -> set[str]:
    return {identifier for identifier, _, _ in row.candidates} | ({row.chosen} if row.chosen else set())


def _excerpt(text: str, start: int, end: int) -> SafeString:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return format_html("…{}<mark>{}</mark>{}…", before, text[start:end], after)


def _answer(row: AmbiguousName, request: HttpRequest) -> str:
    """Take the answer of the form, and say what was done."""
    meant, note = request.POST.get("_means", ""), request.POST.get("_note", "").strip()
    if meant == "new":
        return f"“{row.text}” means a new {'place' if row.is_place else 'actor'} now: {choose_new(row, request.user, note).slug}."
    if meant == "nobody":
        ignore(row, request.user, note)
        return f"“{row.text}” stays unlinked in this source."
    if meant == "again":
        ask_again(row, request.user, note)
        return f"“{row.text}” waits for an answer again."
    thing = _thing(row, meant, request.POST.get("_slug", "").strip())
    if isinstance(thing, WorldPlace):
        thing = choose_of_world(row, thing, request.user, note)
    else:
        choose(row, thing, request.user, note)
    return f"“{row.text}” means {thing} in this source, now and through every load."


def _thing(row: AmbiguousName, meant: str, slug: str) -> Any:
    if row.is_place and (place := world_place(meant)):
        return place
    model: Any = Location if row.is_place else Actor
    found = model.objects.filter(**({"slug": slug} if meant == "other" else {"public_id": meant})).first()
    if found is None:
        noun = "place" if row.is_place else "actor"
        raise UnanswerableError(f"no {noun} has the slug {slug!r}" if meant == "other" else "choose whom the name means")
    return found
