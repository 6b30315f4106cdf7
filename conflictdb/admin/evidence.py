"""The evidence of a record, in its surroundings, as the record's page shows it; and how a person points evidence out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import F, IntegerField, QuerySet
from django.db.models.functions import Greatest, Length, Substr
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from conflictdb.admin.marked import Mark, marked
from conflictdb.admin.shown import days, link, web_address
from conflictdb.admin.typed import ModelForm, TabularInline
from conflictdb.models import Evidence, Mention
from conflictdb.reviews import BY_HAND

MARGIN = 300
WORD = 30
SHOWN_AT_ONCE = 20
MENTIONS_SHOWN = 5
LEGEND = {
    "evidence": "the evidence",
    "content": "what was said",
    "cue": "the reporting words",
    "speaker": "the speaker",
    "clause": "the clause that reports it",
    "actor": "the mention",
    "location": "the mention",
    "resolution": "the mention",
}


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """One stretch of evidence: its text marked in its surroundings, its source, and whether it still stands there."""

    text: SafeString
    source: SafeString | str
    link: str
    publisher: str
    published: str
    row: Evidence | Mention
    excerpt: str
    rule: str
    differs: bool


@dataclass(frozen=True, slots=True)
class EvidencePanel:
    """The evidence of a record, the legend of the marks in it, and how much more there is than is shown."""

    title: str
    shown: tuple[ShownEvidence, ...]
    legend: tuple[tuple[str, str], ...]
    more: int


def evidence_panel(record: Any) -> EvidencePanel:
    """Return the record's evidence for its page; only the surroundings of each stretch are read, not whole texts."""
    rows = surrounded(record.evidence.all())
    found = list(rows[:SHOWN_AT_ONCE])
    kinds = {"evidence"} | {str(mark[0]) for row in found for mark in row.marks}
    legend = tuple((kind, told) for kind, told in LEGEND.items() if kind in kinds)
    more = record.evidence.count() - len(found) if len(found) == SHOWN_AT_ONCE else 0
    shown = tuple(_shown(row, "evidence", row.excerpt, row.marks, row.extractor) for row in found)
    return EvidencePanel("Evidence", shown, legend, more)


def mention_panel(record: Any) -> EvidencePanel | None:
    """Return where sources name the record, for the page of one that no evidence is kept of; None where none names it."""
    kind = record._meta.model_name
    found = list(surrounded(record.mentions.all())[: MENTIONS_SHOWN + 1])
    shown = tuple(_shown(row, kind, row.text, (), "") for row in found[:MENTIONS_SHOWN])
    more = record.mentions.count() - MENTIONS_SHOWN if len(found) > MENTIONS_SHOWN else 0
    return EvidencePanel("Where sources name it", shown, ((kind, LEGEND[kind]),), more) if shown else None


def surrounded(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The evidence or mentions, each with `around` (its surroundings), where they begin, and the length of the whole text."""
    first = Greatest(F("start") - MARGIN, 0, output_field=IntegerField())
    found: QuerySet[Any] = (
        rows.select_related("source__publisher")
        .defer("source__text")
        .annotate(first=first, length=Length("source__text"))
        .annotate(around=Substr("source__text", F("first") + 1, F("end") - F("first") + MARGIN))
    )
    return found


def _shown(row: Any, what: str, excerpt: str, marks: Iterable[Any], rule: str) -> ShownEvidence:
    source = row.source
    shifted = [Mark(row.start - row.first, row.end - row.first, what, f"characters {row.start} to {row.end}")]
    shifted += [Mark(start - row.first, end - row.first, kind, LEGEND.get(kind, kind)) for kind, start, end in marks]
    # a text that begins or ends elsewhere is cut between words
    first = row.around.find(" ", 0, WORD) + 1 if row.first else 0
    last = row.around.rfind(" ", len(row.around) - WORD) if row.length > row.end + MARGIN else len(row.around)
    before, after = ("… " if row.first else ""), (" …" if row.length > row.end + MARGIN else "")
    return ShownEvidence(
        text=format_html("{}{}{}", before, marked(row.around, shifted, first, last if last > 0 else None), after),
        source=link(source),
        link=web_address(source.url),
        publisher=str(source.publisher or source.publisher_text),
        published=days(source.published_from, source.published_to, source.date_precision),
        row=row,
        excerpt=excerpt,
        rule=rule,
        differs=row.around[row.start - row.first : row.end - row.first] != excerpt,
    )


class EvidenceForm(ModelForm):
    """Evidence that a person points out: the words, pasted as they stand in the source; where they stand is found out."""

    class Meta:
        model = Evidence
        fields = ["source", "excerpt", "start"]
        widgets = {"excerpt": AdminTextareaWidget(attrs={"rows": 2})}
        labels = {"excerpt": "words, as they stand in the source", "start": "first character"}
        help_texts = {"start": "Only where the words stand more than once."}

    def __init__(self, *args: Any, record: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_record: Any = getattr(record, "source", None)
        if "start" in self.fields:
            self.fields["start"].required = False
        if hasattr(type(record), "source") and "source" in self.fields:
            self.fields["source"].required = False
            self.fields["source"].help_text = "Only where it is not the record's own."

    def clean(self) -> dict[str, Any]:
        """Find the words in the source."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["source"] = cleaned.get("source") or self.of_record
        if cleaned["source"] and "excerpt" in cleaned:
            cleaned["start"] = self._start(cleaned["source"].text, cleaned["excerpt"], cleaned.get("start"))
            self.instance.end = cleaned["start"] + len(cleaned["excerpt"])
            self.instance.extractor = BY_HAND
        return cleaned

    def _start(self, text: str, words: str, start: int | None) -> int:
        places = [place for place in occurrences(text, words) if start in {None, place}]
        if len(places) == 1:
            return places[0]
        if places:
            raise ValidationError(
                f"The words stand {len(places)} times in the source, at {_listed(places)}: say at which character."
            )
        raise ValidationError("The words do not stand so in the source's text: copy them from its page.")


def occurrences(text: str, words: str) -> list[int]:
    """Where the words begin in the text, overlapping ones too."""
    places, start = [], text.find(words)
    while start >= 0 and words:
        places.append(start)
        start = text.find(words, start + 1)
    return places


def _listed(places: Iterable[int]) -> str:
    return ", ".join(map(str, list(places)[:10]))


class EvidenceFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Forms that know the record: evidence stands in its source unless another one is chosen."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """The record with what a form takes anyway."""
        return {**super().get_form_kwargs(index), "record": self.instance}


class EvidenceInline(TabularInline):
    """More evidence for a record; what there is already stands above, in its surroundings."""

    model = Evidence
    form = EvidenceForm
    formset = EvidenceFormSet
    extra = 0
    can_delete = False
    autocomplete_fields = ("source",)
    verbose_name = "further evidence"
    verbose_name_plural = "further evidence"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """None of the rows that there are: they are shown, not edited."""
        return super().get_queryset(request).none()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """There is nothing to see but the empty form."""
        return self.has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may add may fill the form in."""
        return self.has_add_permission(request, obj)


class NeededEvidenceInline(EvidenceInline):
    """The same, where a record that somebody adds must rest on something."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """A new record needs one at least, which is not called a further one."""
        if obj is None:
            self.verbose_name = self.verbose_name_plural = "evidence"
        return super().get_formset(request, obj, **({} if obj else {"min_num": 1, "validate_min": True}), **kwargs)
