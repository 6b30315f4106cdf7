"""Actors, their posts and their relations in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from conflictdb.admin.evidence import EvidenceInline
from conflictdb.admin.lists import StandingFilter
from conflictdb.admin.pairs import MergeTwo
from conflictdb.admin.records import RecordAdmin, RecordForm
from conflictdb.admin.shown import NOTHING, link, period, rows_link
from conflictdb.admin.typed import TabularInline
from conflictdb.identity import fold
from conflictdb.models import (
    Actor,
    ActorExternalId,
    ActorName,
    ActorRelation,
    Affiliation,
    Event,
    Mention,
    Source,
    Statement,
)
from conflictdb.querysets import At, actor_searched, count_of
from conflictdb.vocabularies import ReviewStatus


class PostForm(RecordForm):
    """What a person may say of a stretch of time with open ends."""

    DAYS = ("since", "until")


class ActorNameInline(TabularInline):
    """Other names."""

    model = ActorName
    verbose_name = "other name"
    extra = 0
    fields = ("name", "language", "kind")


class ActorExternalIdInline(TabularInline):
    """Ids in other lists."""

    model = ActorExternalId
    verbose_name = "id in another list"
    verbose_name_plural = "ids in other lists"
    extra = 0


class ShownInline(TabularInline):
    """Rows that are shown here and changed on their own pages."""

    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not here."""
        return False


class PostInline(ShownInline):
    """What the actor belongs to."""

    model = Affiliation
    fk_name = "actor"
    verbose_name_plural = "posts and parent bodies"
    fields = ("role", "organisation", "since", "until", "review_status")


class RelationInline(ShownInline):
    """How it stands to others."""

    model = ActorRelation
    fk_name = "actor"
    verbose_name_plural = "relations"
    fields = ("kind", "other", "since", "until", "contested", "review_status")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows with the other actor."""
        return super().get_queryset(request).select_related("other", "actor")


@admin.register(Actor)
class ActorAdmin(MergeTwo, RecordAdmin):
    """Persons, organisations, groups, governments."""

    list_display = ("name", "kind", "country_link", "sources", "is_reference", "review")
    list_select_related = ("country",)
    list_filter = ("review_status", StandingFilter, "kind", "is_reference", "described")
    ordering = ("name", "public_id")
    search_help_text = "Any name or alias, with or without accents, or a public id"
    autocomplete_fields = ("country",)
    fixed_fields = ("slug",)
    actions = (*RecordAdmin.actions, "merge_two")
    inlines = (ActorNameInline, PostInline, RelationInline, ActorExternalIdInline)
    fieldsets = ((None, {"fields": (("name", "slug"), ("kind", "gender"), "country", "description")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows with the number of sources that name each."""
        naming = Mention.objects.filter(actor=OuterRef("pk"))
        rows: QuerySet[Any] = Actor.objects.annotate(_sources=count_of(naming, field="source"))
        return rows.order_by(*self.get_ordering(request))

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """By name; of candidates, those that recur in most sources first."""
        waits = request.GET.get("review_status__exact") == ReviewStatus.CANDIDATE.value
        return ("-_sources", *self.ordering) if waits else self.ordering

    @admin.display(description="sources", ordering="_sources")
    def sources(self, row: Actor) -> int:
        """How many sources name it."""
        return int(getattr(row, "_sources", 0))

    def found(self, term: str) -> Q:
        """Actors with a name or alias like it."""
        return actor_searched(At(), term)

    def choice_label(self, row: Actor) -> str:
        """The name with the kind, and the slug that is unique."""
        return f"{row.name} ({row.kind.replace('_', ' ')}, {row.slug})"

    def related_links(self, obj: Actor) -> tuple[SafeString, ...]:
        """Its statements, events, posts of others in it, and mentions."""
        counted = (
            (Statement, "statements", {"speaker__id__exact": obj.pk}),
            (Event, "events", {"participants__actor__id__exact": obj.pk}),
            (Affiliation, "people and parts", {"organisation__id__exact": obj.pk}),
            (Mention, "mentions", {"actor__id__exact": obj.pk}),
        )
        return tuple(counted_link(model, what, conditions) for model, what, conditions in counted)

    @admin.display(description="country", ordering="country__name")
    def country_link(self, row: Actor) -> SafeString | str:
        """Its country."""
        return link(row.country)


def counted_link(model: Any, what: str, conditions: dict[str, Any]) -> SafeString:
    """A link to the rows that answer to the conditions, with their number."""
    rows = model._default_manager.filter(**conditions).order_by()
    if model in {Event, Source}:
        rows = rows.distinct()
    return rows_link(model, f"{what} ({rows.count()})", **conditions)


@admin.register(Affiliation)
class AffiliationAdmin(RecordAdmin):
    """Posts, and which body is part of which."""

    form = PostForm
    list_display = ("held_by", "role", "in_what", "held", "is_reference", "review")
    list_display_links = ("role", "held")
    list_select_related = ("actor", "organisation")
    list_filter = ("review_status", StandingFilter, "date_precision", "is_reference", ("role", admin.EmptyFieldListFilter))
    ordering = ("actor__name", "-since", "public_id")
    search_help_text = "Names of the person or the organisation, or the post"
    autocomplete_fields = ("actor", "organisation")
    fixed_fields = ("actor", "organisation")
    inlines = (EvidenceInline,)
    fieldsets = ((None, {"fields": ("actor", "organisation", ("role", "role_fr"), ("since", "until", "date_precision"))}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows with what their names say."""
        return super().get_queryset(request).select_related("actor", "organisation")

    def found(self, term: str) -> Q:
        """Posts of an actor, in an organisation or with a title like it."""
        return role_like(term, "organisation")

    def choice_label(self, row: Affiliation) -> str:
        """The post with its holder and its time."""
        return f"{row.actor}: {row} ({period(row.since, row.until)})"

    @admin.display(description="who", ordering="actor__name")
    def held_by(self, row: Affiliation) -> SafeString | str:
        """Who holds it."""
        return link(row.actor)

    @admin.display(description="in", ordering="organisation__name")
    def in_what(self, row: Affiliation) -> SafeString | str:
        """Where."""
        return link(row.organisation)

    @admin.display(description="held", ordering="since")
    def held(self, row: Affiliation) -> str:
        """When."""
        return period(row.since, row.until)


def role_like(term: str, other: str) -> Q:
    """Rows whose actor, other actor or post is named like the term."""
    words, condition = fold(term).split(), Q()
    for word in words:
        alias = ActorName.objects.filter(actor=OuterRef("actor"), folded__contains=word)
        one = Q(actor__folded__contains=word) | Q(**{f"{other}__folded__contains": word}) | Q(Exists(alias))
        condition &= (one | Q(role__icontains=word)) if other == "organisation" else one
    return condition


@admin.register(ActorRelation)
class ActorRelationAdmin(RecordAdmin):
    """How actors stand to each other."""

    form = PostForm
    list_display = ("one", "kind", "another", "held", "contested", "is_reference", "review")
    list_display_links = ("kind",)
    list_select_related = ("actor", "other")
    list_filter = ("review_status", StandingFilter, "kind", "contested", "is_reference")
    ordering = ("actor__name", "kind", "public_id")
    search_help_text = "Names of either actor"
    autocomplete_fields = ("actor", "other")
    fixed_fields = ("actor", "other")
    inlines = (EvidenceInline,)
    fieldsets = ((None, {"fields": ("actor", ("kind", "contested"), "other", ("since", "until", "date_precision"))}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows with what their names say."""
        return super().get_queryset(request).select_related("actor", "other")

    def found(self, term: str) -> Q:
        """Relations of an actor named like it."""
        return role_like(term, "other")

    @admin.display(description="actor", ordering="actor__name")
    def one(self, row: ActorRelation) -> SafeString | str:
        """The one."""
        return link(row.actor)

    @admin.display(description="other", ordering="other__name")
    def another(self, row: ActorRelation) -> SafeString | str:
        """The other."""
        return link(row.other)

    @admin.display(description="held", ordering="since")
    def held(self, row: ActorRelation) -> str:
        """When."""
        return period(row.since, row.until) or NOTHING
