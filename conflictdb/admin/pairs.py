"""Two actors or two places of a list made one, after a page that shows what would move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from conflictdb.admin.previews import preview_things
from conflictdb.admin.typed import ModelAdmin
from conflictdb.merging.actors import ThingMergeError
from conflictdb.merging.verdicts import UnmergeableError, make_one, which_stays


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
        return {
            **self.admin_site.each_context(request),
            "title": f"Merge two {self.opts.verbose_name_plural}?",
            "opts": self.opts,
            "preview": preview_things(rows),
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "media": self.media,
        }
