"""Two actors or two places of a list made one, after a page that shows what would move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from conflictdb.admin.shown import plain, status_badge
from conflictdb.admin.typed import ModelAdmin
from conflictdb.merging.actors import ThingMergeError, check_mergeable, what_moves
from conflictdb.merging.verdicts import UnmergeableError, make_one, which_stays

Line = tuple[str, list[Any]]


class MergeTwo(ModelAdmin):
    """A list of actors or places of which two may be merged."""

    @admin.action(description="The two selected ones are one: merge them", permissions=["change"])
    def merge_two(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Show what hangs on each and would move to the other; merge them once that is confirmed. *Merges* takes it back."""
        rows = which_stays(queryset[:3])
        if len(rows) != 2:
            self.message_user(request, f"Choose two {self.opts.verbose_name_plural}, no more and no less.", messages.ERROR)
            return None
        try:
            if "_confirmed" in request.POST:
                self._merge(request, rows)
                return None
            return TemplateResponse(request, "admin/conflictdb/merge_two.html", self._context(request, rows))
        except (UnmergeableError, ThingMergeError) as error:
            self.message_user(request, str(error), messages.ERROR)
            return None

    def _merge(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        chosen = request.POST.get("_kept", rows[0].public_id)
        kept, gone = sorted(rows, key=lambda row: row.public_id != chosen)
        make_one(kept, gone, request.user, request.POST.get("_note", "").strip())
        told = f"{gone} ({gone.public_id}) is {kept} ({kept.public_id}) now. Under Merges it can be taken back."
        self.message_user(request, told, messages.SUCCESS)

    def _context(self, request: HttpRequest, rows: Sequence[Any]) -> dict[str, Any]:
        moves = [_moves(kept, gone) for gone, kept in zip(rows, reversed(rows), strict=True)]
        whys = [why for why, _ in moves]
        if all(whys):
            raise ThingMergeError(whys[1])
        sorts = next(counts for why, counts in moves if not why)
        return {
            **self.admin_site.each_context(request),
            "title": f"Merge two {self.opts.verbose_name_plural}?",
            "opts": self.opts,
            # a record stays where the other one may go
            "rows": [(row, whys[1 - place]) for place, row in enumerate(rows)],
            "kept": next(row.public_id for place, row in enumerate(rows) if not whys[1 - place]),
            "fields": _fields(rows),
            "moves": [(told, [counts.get(told, "–") for _, counts in moves]) for told in sorts],
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "media": self.media,
        }


def _moves(kept: Any, gone: Any) -> tuple[str, dict[str, int]]:
    """Why the one can't be merged into the other (empty: it can), and else what would move."""
    try:
        check_mergeable(kept, gone)
    except ThingMergeError as error:
        return str(error), {}
    return "", what_moves(kept, gone)


def _fields(rows: Sequence[Any]) -> list[Line]:
    return [
        ("review", [status_badge(row.review_status) for row in rows]),
        ("kind", [plain(row.kind) for row in rows]),
        ("in", [getattr(row, "parent", None) or getattr(row, "country", None) or "–" for row in rows]),
        ("other names", [", ".join(sorted({name.name for name in row.names.all()})) or "–" for row in rows]),
        ("id", [row.public_id for row in rows]),
    ]
