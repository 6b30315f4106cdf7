"""The admin page of a reviewed record: what a person changes becomes a decision, and the machine's value stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from conflictdb.admin.evidence import EvidencePanel, evidence_panel, mention_panel
from conflictdb.admin.lists import best_first, called, is_choice
from conflictdb.admin.shown import address, ids_in, named, plain, status_badge, told
from conflictdb.admin.typed import ModelAdmin, ModelForm
from conflictdb.models import ActorName, Decision, LocationName, Participant
from conflictdb.models.base import Confident, Reviewed
from conflictdb.reviews import FOLLOWERS, Outcome, accept, added, decide, identify, reject, remember, unlock, value_of
from conflictdb.vocabularies import ReviewStatus

# Rows of these models are values of their record: the field of a decision that they make up together.
PARTS: dict[Any, str] = {Participant: "participants", ActorName: "names", LocationName: "names"}
DECISIONS_SHOWN = 20
FOLLOWING = {column for columns in FOLLOWERS.values() for column in columns}
CANDIDATE = ReviewStatus.CANDIDATE.value


@dataclass(frozen=True, slots=True)
class DecidedField:
    """A field that a person decided: the machine's value and the one that holds."""

    name: str
    label: str
    machine: SafeString | str
    value: SafeString | str
    same: bool


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """A decision, as the record's page tells it."""

    row: Decision
    field: str
    machine: SafeString | str
    value: SafeString | str


@dataclass(frozen=True, slots=True)
class ReviewPanel:
    """What the page of a record shows beside its form."""

    badge: SafeString
    opened: str
    evidence: EvidencePanel | None
    decided: tuple[DecidedField, ...]
    decisions: tuple[ShownDecision, ...]
    links: tuple[SafeString, ...]
    waiting: int


class RecordForm(ModelForm):
    """A form that does not overwrite what somebody else saved while it was open."""

    # (first day, last day) of the record
    DAYS: ClassVar[tuple[str, str] | None] = None

    def clean(self) -> dict[str, Any]:
        """Refuse a form that was opened before the record's last change, and days in the wrong order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opened = self.data.get("_opened")
        if self.instance.pk and opened and opened != self.instance.updated_at.isoformat():
            raise ValidationError(
                "Somebody changed this record after you opened it. Open it again and repeat your change.", "overtaken"
            )
        if self.DAYS:
            first, last = (cleaned.get(name) for name in self.DAYS)
            if first and last and last < first:
                self.add_error(self.DAYS[1], "The last day lies before the first.")
        return cleaned


class RecordAdmin(ModelAdmin):
    """The pages of one kind of record."""

    form = RecordForm
    change_form_template = "admin/conflictdb/record.html"
    actions: Sequence[str] = ("accept_records", "reject_records")
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
        models.URLField: {"assume_scheme": "https"},
    }
    # Read only: always; or once the record exists, because its id follows from them.
    machine_fields: ClassVar[tuple[str, ...]] = ()
    fixed_fields: ClassVar[tuple[str, ...]] = ()
    search_fields = ("public_id",)

    class Media:
        css = {"all": ("conflictdb/admin.css",)}

    # ------------------------------------------------------------ who may do what

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: records are rejected or withdrawn, so that their ids never lead nowhere."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The machine's own fields, and for a record that exists those that its id follows from."""
        return (*self.machine_fields, *(self.fixed_fields if obj else ()))

    # ------------------------------------------------------------ finding

    def found(self, term: str) -> Q:
        """The condition that a search term stands for."""
        raise NotImplementedError

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        """The rows that answer to the term, by the dataset's own questions."""
        if not search_term.strip():
            return queryset, False
        rows = queryset.filter(called(search_term, self.found(search_term)))
        if is_choice(request):
            rows = rows.exclude(review_status=ReviewStatus.REJECTED.value).filter(withdrawn_at=None)
            rows = best_first(rows, search_term) if hasattr(self.model, "folded") else rows
        return rows, False

    def choice_label(self, row: Any) -> str:
        """What a type-ahead choice says: enough to tell namesakes apart."""
        return str(row)

    @admin.display(description="review", ordering="review_status")
    def review(self, row: Any) -> SafeString:
        """The review state."""
        return status_badge(row.review_status)

    # ------------------------------------------------------------ saving: every change is a decision

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Store a new record as added by hand, and changes of an old one as decisions."""
        if not change:
            if not hasattr(obj, "derive"):
                identify(obj)
            obj.save()
            return
        record = self.model._default_manager.select_for_update().get(pk=obj.pk)
        changes = {name: form.cleaned_data[name] for name in form.changed_data if name in form.cleaned_data}
        decide(record, changes, request.user, _note(request))
        for name in ("machine", "locked_fields", "review_status", "updated_at"):
            setattr(obj, name, getattr(record, name))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store names and participants as values of the record that they belong to."""
        record, formsets = form.instance, list(formsets)
        parts = {PARTS[formset.model] for formset in formsets if formset.model in PARTS and (formset.has_changed() or not change)}
        if change:
            remember(record, parts)
        super().save_related(request, form, formsets, change)
        if not change:
            added(record, {*form.cleaned_data, *parts}, request.user)
        elif parts:
            decide(record, {part: _part_values(record, part) for part in parts}, request.user, _note(request))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Do what the pressed button asks beyond saving: accept, reject, take the machine's value back."""
        post = request.POST
        if field := post.get("_unlock"):
            unlock(obj, [field], request.user, _note(request))
            self.message_user(request, f"{plain(field)}: the machine's value holds again.", messages.SUCCESS)
            return HttpResponseRedirect(address(obj))
        for button, verb, judge in (("_accept", "accepted", accept), ("_reject", "rejected", reject)):
            if button in post:
                outcome = judge([obj], request.user, _note(request))
                done = verb if outcome.changed else f"stays {obj.review_status}"
                self.message_user(request, f"{obj._meta.verbose_name} {done}: {obj}", messages.SUCCESS)
                return HttpResponseRedirect(self._next(obj) if post[button] == "next" else address(obj))
        return super().response_change(request, obj)

    def queue(self) -> QuerySet[Any]:
        """What waits for a person, the least certain first."""
        order = ("confidence", "public_id") if issubclass(self.model, Confident) else ("public_id",)
        rows: QuerySet[Any] = self.model._default_manager.filter(review_status=CANDIDATE, withdrawn_at=None).order_by(*order)
        return rows

    def _next(self, obj: Any) -> str:
        following = self.queue().exclude(pk=obj.pk).first()
        if following is None:
            return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return address(following)

    # ------------------------------------------------------------ actions on a list

    @admin.action(description="Accept the selected records", permissions=["change"])
    def accept_records(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Accept them, after a page that says how many they are."""
        return self._confirmed(request, queryset, "accept", "accepted", accept)

    @admin.action(description="Reject the selected records", permissions=["change"])
    def reject_records(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Reject them, after a page that says how many they are."""
        return self._confirmed(request, queryset, "reject", "rejected", reject)

    def _confirmed(
        self, request: HttpRequest, rows: QuerySet[Any], verb: str, done: str, judge: Callable[[Iterable[Any], Any, str], Outcome]
    ) -> HttpResponse | None:
        if "_confirmed" in request.POST:
            outcome = judge(rows.order_by("pk"), request.user, _note(request))
            kept = f", {outcome.unchanged} left as they were" if outcome.unchanged else ""
            self.message_user(request, f"{outcome.changed} {done}{kept}.", messages.SUCCESS)
            return None
        states = dict.fromkeys((status.value for status in ReviewStatus), 0)
        for state in rows.order_by().values_list("review_status", flat=True):
            states[state] += 1
        context = {
            **self.admin_site.each_context(request),
            "title": f"{verb.capitalize()} {sum(states.values())} {self.opts.verbose_name_plural}?",
            "opts": self.opts,
            "verb": verb,
            "states": [(status_badge(state), number) for state, number in states.items() if number],
            "examples": list(rows[:10]),
            "number": sum(states.values()),
            "action": f"{verb}_records",
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "across": request.POST.get("select_across", "0"),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/conflictdb/confirm.html", context)

    # ------------------------------------------------------------ the page of a record

    def related_links(self, obj: Any) -> tuple[SafeString, ...]:
        """Links to the lists of what hangs on the record."""
        return ()

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """The form with its panel."""
        obj = context.get("original")
        if obj is not None:
            context["panel"] = self._panel(obj)
        return super().render_change_form(request, context, *args, **kwargs)

    def _panel(self, obj: Any) -> ReviewPanel:
        decisions = list(Decision.objects.filter(record=obj.public_id).select_related("decided_by")[:DECISIONS_SHOWN])
        values = {field: value_of(obj, field) for field in obj.locked_fields}
        ids = ids_in(
            [*obj.machine.values(), *values.values(), *(value for d in decisions for value in (d.machine_value, d.value))]
        )
        rows = named(ids)
        return ReviewPanel(
            badge=status_badge(obj.review_status),
            opened=obj.updated_at.isoformat(),
            evidence=_evidence(obj),
            decided=tuple(_decided(obj, field, values[field], rows) for field in obj.locked_fields if field not in FOLLOWING),
            decisions=tuple(_told_decision(row, rows) for row in decisions),
            links=self.related_links(obj),
            waiting=self.queue().count(),
        )


def _evidence(obj: Any) -> EvidencePanel | None:
    if obj._meta.model_name == "source":
        return None
    return evidence_panel(obj) if hasattr(obj, "evidence") else mention_panel(obj) if hasattr(obj, "mentions") else None


def _note(request: HttpRequest) -> str:
    return request.POST.get("_note", "").strip()


def _told_decision(row: Decision, rows: dict[str, Any]) -> ShownDecision:
    return ShownDecision(row, plain(row.field), told(row.machine_value, rows), told(row.value, rows))


def _decided(obj: Reviewed, field: str, value: Any, rows: dict[str, Any]) -> DecidedField:
    machine = obj.machine.get(field)
    return DecidedField(field, plain(field), told(machine, rows), told(value, rows), same=machine == value)


def _part_values(record: Any, part: str) -> Any:
    if part == "participants":
        return [(row.role, row.name, row.actor) for row in record.participants.select_related("actor").order_by("position", "pk")]
    return [(row.language, row.name) for row in record.names.all()]
