"""The questions that may be asked of the dataset, in its own words; API, admin, downloads and exports ask these.

A question is a condition (a Q) on the records of one table. `At` says where that table stands in the query that asks: at the
root, or reached from it by a path of foreign keys. Conditions never multiply rows: what may hold several times is asked by
EXISTS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    F,
    FloatField,
    Func,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Lower
from django.db.models.lookups import LessThanOrEqual

from conflictdb.identity import fold
from conflictdb.lookups import OneOf, keys_of
from conflictdb.models import (
    Actor,
    ActorName,
    Evidence,
    Location,
    LocationAncestor,
    LocationName,
    Membership,
    Mention,
    Merge,
    Participant,
    Resolution,
    Source,
    Statement,
    Topic,
    TopicAncestor,
    TopicName,
)
from conflictdb.models.order import FarOff, LongAgo, latest_first
from conflictdb.models.text import Holding, Plain, Prose
from conflictdb.vocabularies import ReviewStatus

Record = TypeVar("Record", bound=Model)

# ---------------------------------------------------------------- where a question is asked


@dataclass(frozen=True, slots=True)
class When:
    """The days that a record speaks of: paths to its first and its last day; of several the first that is known holds.

    `source`: the path to the source whose day of publication stands in where the record's own is not known.
    """

    first: tuple[str, ...]
    last: tuple[str, ...]
    source: str = ""
    depth: int = 0

    def inside(self) -> When:
        """The same days, seen from within one more EXISTS."""
        return replace(self, depth=self.depth + 1)

    def first_day(self) -> Combinable:
        """The first day as a condition inside an EXISTS sees it; before all days where no day is known."""
        return Coalesce(*self._days(self.first, "published_from"), LongAgo())

    def last_day(self) -> Combinable:
        """The last day as a condition inside an EXISTS sees it; after all days where no day is known."""
        return Coalesce(*self._days(self.last, "published_to"), FarOff())

    def _days(self, paths: tuple[str, ...], published: str) -> list[Any]:
        days: list[Any] = [_outward(path, self.depth + 1) for path in paths]
        if self.source:
            # A subselect, not a join: only records without a day of their own look there.
            source = Source.objects.filter(pk=_outward(self.source, self.depth + 2)).order_by()
            days.append(Subquery(source.values(published)))
        return days


def _outward(path: str, levels: int) -> Any:
    """A field of the query so many levels further out."""
    field: Any = path
    for _ in range(levels):
        field = OuterRef(field)
    return field


@dataclass(frozen=True, slots=True)
class At:
    """Where the records stand: the path to them from the query's own table, and the days at which posts are looked at.

    `counted`: there is one question only, and all records that answer will be visited. What ties them to others is then looked
    up as a whole, not record by record.
    """

    path: str = ""
    when: When | None = None
    counted: bool = False

    def to(self, field: str) -> str:
        """The path to a field of theirs."""
        return f"{self.path}{field}"

    def outer(self, field: str) -> OuterRef:
        """A field of theirs, as an EXISTS sees it."""
        return OuterRef(self.to(field))

    def along(self, relation: str) -> At:
        """What a foreign key of theirs leads to."""
        return At(f"{self.path}{relation}__", self.when)

    def inside(self, path: str = "") -> At:
        """Records of another table, within an EXISTS."""
        return At(path, self.when.inside() if self.when else None)

    def dated(self, first: Iterable[str], last: Iterable[str], source: str = "") -> At:
        """The same place; posts are looked at on these days of the records there, or else of their source's publication."""
        return At(self.path, When(tuple(map(self.to, first)), tuple(map(self.to, last)), source and self.to(source)))


STATEMENT = At().dated(["said_from"], ["said_to", "said_from"], "source")
EVENT = At().dated(["starts_on"], ["ends_on", "starts_on"], "source")

# ---------------------------------------------------------------- what stands


def standing(model: type[Record]) -> QuerySet[Record]:
    """The records that nobody has withdrawn; rejected ones too, for those who ask for them."""
    records: QuerySet[Record] = model._default_manager.order_by()
    return records.filter(withdrawn_at__isnull=True) if hasattr(model, "withdrawn_at") else records


def visible(model: type[Record]) -> QuerySet[Record]:
    """The records that the dataset stands by: neither withdrawn nor rejected."""
    records = standing(model)
    return records.exclude(review_status=ReviewStatus.REJECTED.value) if hasattr(model, "review_status") else records


def known_actors() -> QuerySet[Actor]:
    """The actors that the dataset stands by, without those whom texts only describe: what lists and counts of actors hold."""
    return visible(Actor).filter(described=False)


def standing_for(identifier: Any) -> Combinable:
    """The id of the record that stands for the one with this id: another where it was merged, else itself."""
    merged = Merge.objects.filter(record=identifier, ended_at=None).order_by().values("kept")
    return Coalesce(Subquery(merged), identifier)


def slugged(model: type[Record], slug: str) -> Q:
    """The record of that slug, or the one that stands for it."""
    return Q(public_id=standing_for(Subquery(model._default_manager.filter(slug=slug).order_by().values("public_id"))))


# ---------------------------------------------------------------- text


def words(text: str) -> SearchQuery:
    """The words of `text` to look for, read as English and as French; quotes, OR and - work as on the web."""
    plain = Plain(Value(text))
    return SearchQuery(plain, config="english", search_type="websearch") | SearchQuery(
        plain, config="french", search_type="websearch"
    )


# ---------------------------------------------------------------- actors


def actor_named(at: At, text: str) -> Q:
    """Actors of that name or alias, whatever its case and accents."""
    return Q(**{at.to("folded"): fold(text)}) | Q(Exists(ActorName.objects.filter(actor=at.outer("pk"), folded=fold(text))))


def actor_searched(at: At, text: str) -> Q:
    """Actors with a name or alias that contains the text, whatever its case and accents."""
    part = fold(text)
    aliases = ActorName.objects.filter(actor=at.outer("pk"), folded__contains=part)
    return Q(**{at.to("folded__contains"): part}) | Q(Exists(aliases))


class AnyOf(Func):
    """Whether a value is one of those that a subselect yields. The subselect is run once, before the rows are looked through."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def linked_by(at: At, rows: QuerySet[Any], back: str) -> Q:
    """Records to which any of these rows leads, all of them found at once."""
    return Q(AnyOf(F(at.to("pk")), ArraySubquery(rows.order_by().values(back))))


def _memberships(member: str, rows: QuerySet[Membership], when: When | None) -> Q:
    """Whether the actor at the path `member` is in the organisation whose rows these are, at the time.

    Who was in it at any time is named by keys, and only those whose membership has an end or a beginning are looked up.
    """
    known = keys_of(rows, "member")
    inside = Q(AnyOf(F(member), ArraySubquery(rows.values("member")))) if known is None else Q(OneOf(member, known))
    held = rows.filter(member=OuterRef(member))
    if not when:
        return inside if known is not None else Q(Exists(held))
    held = held.filter(Q(since__isnull=True) | Q(since__lte=when.last_day()))
    held = held.filter(Q(until__isnull=True) | Q(until__gte=when.first_day()))
    if known is None:
        return inside & Q(Exists(held))
    always = keys_of(rows.filter(since__isnull=True, until__isnull=True), "member")
    return inside if always == known else inside & (Q(OneOf(member, always or ())) | Q(Exists(held)))


def member_of(at: At, slug: str) -> Q:
    """Actors that are this organisation or in it, through all levels, at the time of the record that is asked about.

    Where no time is known (nor any is given), whoever was in it at any time counts.
    """
    organisation = Subquery(Actor.objects.filter(slug=slug).order_by().values("pk"))
    return _memberships(at.to("pk"), Membership.objects.filter(organisation=organisation), at.when)


def in_country(at: At, country: str) -> Q:
    """Actors of the country with this ISO code or slug."""
    return Q(**{at.to("country__country_code"): country.upper()}) | Q(**{at.to("country__slug"): country.lower()})


def said_by_members(organisation: Any) -> Q:
    """Statements of the actor with this key, or of anyone who was in it at the time."""
    rows = Membership.objects.filter(organisation=organisation)
    if isinstance(organisation, Value):
        return _memberships("speaker_id", rows, STATEMENT.when)
    assert STATEMENT.when
    held = rows.filter(member=OuterRef("speaker_id"))
    held = held.filter(Q(since__isnull=True) | Q(since__lte=STATEMENT.when.last_day()))
    held = held.filter(Q(until__isnull=True) | Q(until__gte=STATEMENT.when.first_day()))
    return Q(AnyOf(F("speaker_id"), ArraySubquery(rows.values("member")))) & Q(Exists(held))


def with_actor(actor: Any) -> Q:
    """Events in which the actor takes part, in any role."""
    return Q(pk__in=Participant.objects.filter(actor=actor).order_by().values("event"))


def naming_actor(actor: Any) -> Q:
    """Sources that mention the actor, or report a statement of its or an event with it."""
    return (
        Q(pk__in=Mention.objects.filter(actor=actor).order_by().values("source"))
        | Q(pk__in=Evidence.objects.filter(statement__speaker=actor).order_by().values("source"))
        | Q(pk__in=Evidence.objects.filter(event__participants__actor=actor).order_by().values("source"))
    )


def held_on(day: Any) -> Q:
    """Posts that may have been held on that day."""
    return (Q(since__isnull=True) | Q(since__lte=day)) & (Q(until__isnull=True) | Q(until__gte=day))


# ---------------------------------------------------------------- places


def location_named(at: At, text: str) -> Q:
    """Places of that name or alias, whatever its case and accents."""
    aliases = LocationName.objects.filter(location=at.outer("pk"), folded=fold(text))
    return Q(**{at.to("folded"): fold(text)}) | Q(Exists(aliases))


def location_within(at: At, slug: str) -> Q:
    """This place and all places in it."""
    place = Subquery(Location.objects.filter(slug=slug).order_by().values("pk"))
    return Q(Exists(LocationAncestor.objects.filter(location=at.outer("pk"), ancestor=place)))


def in_box(at: At, *, west: float, south: float, east: float, north: float) -> Q:
    """Places whose point lies in the box; a box with west > east crosses the 180th meridian."""
    latitude = Q(**{at.to("latitude__range"): (south, north)})
    if west <= east:
        return latitude & Q(**{at.to("longitude__range"): (west, east)})
    return latitude & (Q(**{at.to("longitude__gte"): west}) | Q(**{at.to("longitude__lte"): east}))


class Kilometres(Func):
    """The great-circle distance between two points (latitude, longitude, latitude, longitude) in kilometres, by haversine."""

    template = (
        "(12742 * asin(sqrt(least(1, power(sin(radians(%(a_latitude)s - %(b_latitude)s) / 2), 2)"
        " + cos(radians(%(a_latitude)s)) * cos(radians(%(b_latitude)s))"
        " * power(sin(radians(%(a_longitude)s - %(b_longitude)s) / 2), 2)))))"
    )
    arity = 4
    output_field = FloatField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Fill the template, which names each part more than once, with the parameters in the order of their use."""
        parts = dict(
            zip(
                ("a_latitude", "a_longitude", "b_latitude", "b_longitude"),
                map(compiler.compile, self.source_expressions),
                strict=True,
            )
        )
        order = re.findall(r"%\((\w+)\)s", self.template)
        return self.template % {name: sql for name, (sql, _) in parts.items()}, [
            value for name in order for value in parts[name][1]
        ]


def near(at: At, *, latitude: float, longitude: float, km: float) -> Q:
    """Places whose point lies at most so many kilometres away; a box, which an index answers, goes before the exact distance."""
    from math import asin, cos, degrees, radians, sin

    angle = km / 6371.0
    south, north = latitude - degrees(angle), latitude + degrees(angle)
    box = Q(**{at.to("latitude__range"): (south, north)})
    # Near a pole every longitude is near.
    if south > -90 and north < 90 and sin(angle) < cos(radians(latitude)):
        width = degrees(asin(sin(angle) / cos(radians(latitude))))
        west, east = (longitude - width + 180) % 360 - 180, (longitude + width + 180) % 360 - 180
        box = in_box(at, west=west, south=south, east=east, north=north)
    distance = Kilometres(F(at.to("latitude")), F(at.to("longitude")), Value(float(latitude)), Value(float(longitude)))
    return box & Q(LessThanOrEqual(distance, float(km)))


def happened_in(location: Any) -> Q:
    """Events in the place with this key or anywhere inside it."""
    return Q(location__in=LocationAncestor.objects.filter(ancestor=location).order_by().values("location"))


def places_around(location: Any) -> Q:
    """The places in which the place with this key lies, through all levels."""
    return Q(pk__in=LocationAncestor.objects.filter(location=location, depth__gt=0).order_by().values("ancestor"))


def level() -> Any:
    """How many places a place lies in, itself included: of the places around one, the nearest has the most."""
    return count_of(LocationAncestor.objects.filter(location=OuterRef("pk")))


# ---------------------------------------------------------------- topics


def topics_called(text: str) -> QuerySet[TopicAncestor]:
    """The topic of that label or synonym with all topics below it, as rows of the tree; none where none is called so."""
    label = Lower(Plain("label"))
    named = Topic.objects.annotate(plain=label).filter(plain=Lower(Plain(Value(" ".join(text.split()))))).order_by().values("pk")
    known = TopicName.objects.filter(folded=fold(text)).order_by().values("topic")
    return TopicAncestor.objects.filter(Q(ancestor__in=named) | Q(ancestor__in=known))


def topic_within(at: At, slug: str) -> Q:
    """This topic and all topics below it."""
    topic = Subquery(Topic.objects.filter(slug=slug).order_by().values("pk"))
    return Q(Exists(TopicAncestor.objects.filter(topic=at.outer("pk"), ancestor=topic)))


# ---------------------------------------------------------------- statements


def about(at: At, text: str) -> Q:
    """Statements on the topic of that label or synonym; where no topic is called so, those in whose text the words stand."""
    topics = keys_of(topics_called(text), "topic")
    if not topics:
        return Q(**{at.to("search"): words(text)})
    tagged = Statement.topics.through.objects.filter(OneOf("topic_id", topics))
    if at.counted:
        return linked_by(at, tagged, "statement")
    return Q(Exists(tagged.filter(statement=at.outer("pk"))))


def relevance(text: str) -> SearchRank:
    """How well a statement's text answers to the words, for ordering."""
    return SearchRank(F("search"), words(text))


def said_in(source: Any) -> Q:
    """Statements that the source reports, be it the first to do so or not."""
    return Q(pk__in=Evidence.objects.filter(source=source, statement__isnull=False).order_by().values("statement"))


# ---------------------------------------------------------------- events


def reported_in(source: Any) -> Q:
    """Events that the source reports, be it the first to do so or not."""
    return Q(pk__in=Evidence.objects.filter(source=source, event__isnull=False).order_by().values("event"))


def count_of(rows: QuerySet[Any], *, field: str | None = None) -> Any:
    """The number of rows (or of distinct values of `field`), as an expression; 0 where there are none."""
    counted = rows.order_by().annotate(_all=Value(1)).values("_all").annotate(_count=Count(field or "*", distinct=bool(field)))
    return Coalesce(Subquery(counted.values("_count"), output_field=IntegerField()), 0)


# ---------------------------------------------------------------- resolutions

_SYMBOL = re.compile(r"^(?:s/res/)?\s*(\d{1,5})(?:\s*\(\s*(\d{4})\s*\))?$", re.IGNORECASE)
SECURITY_COUNCIL = "un-security-council"


def resolution_called(at: At, text: str) -> Q:
    """The resolution of that symbol: "S/RES/2773 (2025)", "S/RES/2773" and "2773" name the same one."""
    if not (match := _SYMBOL.match(text.strip())):
        return Q(**{at.to("symbol__iexact"): text.strip()})
    number, year = match.groups()
    called = Q(**{at.to("number"): int(number), at.to("body__slug"): SECURITY_COUNCIL})
    return called & Q(**{at.to("year"): int(year)}) if year else called


def resolution_about(at: At, text: str) -> Q:
    """Resolutions in whose title or subject the words stand."""
    found = Resolution.objects.annotate(prose=Prose("title", "subject")).filter(prose=words(text)).order_by()
    return Q(**{at.to("pk__in"): found.values("pk")})


# ---------------------------------------------------------------- sources


def source_searched(at: At, text: str) -> Q:
    """Sources in whose title or text the words stand."""
    return Q(Holding("source", at.to("pk"), words(text)))


def overlaps(at: At, first: str, last: str, *, since: Any = None, until: Any = None) -> Q:
    """Records whose own days (fields `first` to `last`) overlap the range; both its ends are included and may be open."""
    condition = Q()
    if since is not None:
        condition &= Q(**{at.to(f"{last}__gte"): since})
    if until is not None:
        # The second says nothing new, but it is what the index of the latest records is sorted by.
        condition &= Q(**{at.to(f"{first}__lte"): until}) & Q(LessThanOrEqual(latest_first(at.to(first)), until))
    return condition


def actors_named_in(source: Any) -> Q:
    """The actors that a source mentions, that speak in it, or that take part in what it reports."""
    evidence = Evidence.objects.filter(source=source).order_by()
    return Q(
        pk__in=Mention.objects.filter(source=source, actor__isnull=False)
        .order_by()
        .values("actor")
        .union(
            evidence.filter(statement__speaker__isnull=False).values("statement__speaker"),
            evidence.filter(event__participants__actor__isnull=False).values("event__participants__actor"),
        )
    )


def locations_named_in(source: Any) -> Q:
    """The places that a source mentions, or at which what it reports happened or was said."""
    evidence = Evidence.objects.filter(source=source).order_by()
    return Q(
        pk__in=Mention.objects.filter(source=source, location__isnull=False)
        .order_by()
        .values("location")
        .union(
            evidence.filter(statement__location__isnull=False).values("statement__location"),
            evidence.filter(event__location__isnull=False).values("event__location"),
        )
    )


def resolutions_named_in(source: Any) -> Q:
    """The resolutions that a source mentions, or that what it reports cites."""
    evidence = Evidence.objects.filter(source=source).order_by()
    return Q(
        pk__in=Mention.objects.filter(source=source, resolution__isnull=False)
        .order_by()
        .values("resolution")
        .union(
            evidence.filter(statement__resolutions__isnull=False).values("statement__resolutions"),
            evidence.filter(event__resolutions__isnull=False).values("event__resolutions"),
        )
    )


def naming_resolution(resolution: Any) -> Q:
    """Sources that mention the resolution, or report what cites it."""
    return (
        Q(pk__in=Mention.objects.filter(resolution=resolution).order_by().values("source"))
        | Q(pk__in=Evidence.objects.filter(statement__resolutions=resolution).order_by().values("source"))
        | Q(pk__in=Evidence.objects.filter(event__resolutions=resolution).order_by().values("source"))
    )
