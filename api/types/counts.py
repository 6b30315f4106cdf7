"""Counts of events and statements by dimensions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import strawberry
from django.db.models import Case, DateTimeField, F, FilteredRelation, Func, Model, Q, Value, When
from django.db.models.sql import Query

from api.errors import ApiError, Code
from api.expressions import Answer, JsonArray, JsonObject, Key, Sql, Template
from api.operation import Selected
from api.plan import Computed, Plan, argument, planned
from api.types.scalars import Int64
from conflictdb.filters import EventFilterSet, Questions, StatementFilterSet
from conflictdb.limits import COUNT_GROUPS_MAX, RETOLD_DAYS
from conflictdb.models import Actor, Affiliation, Event, Location, LocationAncestor, Resolution, Source, Topic
from conflictdb.vocabularies import ActorKind, LocationKind

DIMENSIONS_MAX = 4


def _part(description: str) -> Any:
    return planned(Plan(), description)


@strawberry.type(description="What a group has in common in one dimension.")
class CountKey:
    """One dimension of a group."""

    dimension: str = _part('The dimension, e.g. "MONTH".')
    value: str | None = _part('The value, for programs: "2024-02", "BATTLE", a slug; null: not known.')
    label: str | None = _part("The value, for readers; null: not known.")


@strawberry.type(description="How many events have something in common.")
class EventCount:
    """A group of events."""

    key: list[CountKey] = _part("What they have in common: one key for each dimension, in the order asked for.")
    count: int = _part("How many there are.")
    killed: int | None = _part("The sum of those killed, by the best estimates; null: reported for none of them.")
    displaced: Int64 | None = _part(
        "The sum of those who fled, by the best estimates; null: reported for none of them. Of events less than "
        f"{RETOLD_DAYS} days apart, in one place or one inside the other, only the largest figure counts: the same people are "
        "told of again and again."
    )


@strawberry.type(description="How many statements have something in common.")
class StatementCount:
    """A group of statements."""

    key: list[CountKey] = _part("What they have in common: one key for each dimension, in the order asked for.")
    count: int = _part("How many there are.")


# ---------------------------------------------------------------- dimensions


@dataclass(frozen=True, slots=True)
class Dimension:
    """What records are grouped by.

    `keys` are read from each record: columns, or what is quickly made of them. The value for programs and the label for readers
    are SQL over the keys, {0}, {1} ..., and are made once for each group.
    """

    keys: tuple[Any, ...]
    value: str
    label: str
    role: str = ""  # whose actors are grouped by: participants in this role


def _term(field: str) -> Dimension:
    return Dimension((F(field),), "upper({0})", "replace({0}, '_', ' ')")


def _found(model: type[Model], column: str, more: str = "") -> str:
    """The column of the row of a table that has the key."""
    return f"(SELECT {column} FROM {model._meta.db_table} WHERE id = {{0}}{more})"


def _thing(path: str, model: type[Model], value: str = "slug", label: str = "name") -> Dimension:
    return Dimension((F(path),), _found(model, value), _found(model, label))


def _role(role: str) -> Dimension:
    return Dimension((F(f"in_{role}__actor"),), _found(Actor, "slug"), _found(Actor, "name"), role)


def _time(field: str, unit: str, form: str, precisions: tuple[str, ...]) -> Dimension:
    # without its cast a date would be turned into a moment of the session's time zone first, which is dear
    start = Func(Value(unit), F(field), template="date_trunc(%(expressions)s::timestamp)", output_field=DateTimeField())
    known = Case(When(date_precision__in=precisions, then=start), output_field=DateTimeField())
    text = f"to_char({{0}}, '{form}')"
    return Dimension((known,), text, text)


def _times(field: str) -> dict[str, Dimension]:
    return {
        "day": _time(field, "day", "YYYY-MM-DD", ("day",)),
        "month": _time(field, "month", "YYYY-MM", ("day", "range", "month")),
        "year": _time(field, "year", "YYYY", ("day", "range", "month", "year")),
    }


def _around(kind: LocationKind, column: str) -> str:
    """The column of the place of this kind in which the place with the key lies."""
    table = Location._meta.db_table
    ways = LocationAncestor._meta.db_table
    return (
        f"(SELECT place.{column} FROM {ways} way JOIN {table} place ON place.id = way.ancestor_id"
        f" WHERE way.location_id = {{0}} AND place.kind = '{kind.value}' LIMIT 1)"
    )


def _organisation(column: str) -> str:
    """Of the post in which it was said the organisation, else the speaker, if that is no person."""
    post = (
        f"(SELECT body.{column} FROM {Affiliation._meta.db_table} post JOIN {Actor._meta.db_table} body"
        " ON body.id = post.organisation_id WHERE post.id = {1})"
    )
    itself = _found(Actor, column, f" AND kind <> '{ActorKind.PERSON.value}'")
    return f"coalesce({post}, {itself})"


EVENT_DIMENSIONS = {
    **_times("starts_on"),
    "type": _term("type"),
    "status": _term("status"),
    "country": Dimension(
        (F("location"),), f"nullif({_found(Location, 'country_code')}, '')", _around(LocationKind.COUNTRY, "name")
    ),
    "province": Dimension((F("location"),), _around(LocationKind.PROVINCE, "slug"), _around(LocationKind.PROVINCE, "name")),
    "location": _thing("location", Location),
    "agent": _role("agent"),
    "target": _role("target"),
}
STATEMENT_DIMENSIONS = {
    **_times("said_from"),
    "speaker": _thing("speaker", Actor),
    "organisation": Dimension((F("speaker"), F("speaker_role")), _organisation("slug"), _organisation("name")),
    "topic": _thing("topics", Topic, label="label"),
    "act": _term("act"),
    "stance": _term("stance"),
    "resolution": _thing("resolutions", Resolution, "symbol", "symbol"),
    "publisher": _thing("source__publisher", Actor),
}
TIMES = ("day", "month", "year")

# ---------------------------------------------------------------- groups


class Groups(Answer):
    """The groups of a query's rows as a JSON array.

    The query yields the keys of each record once for each group that it is in; `repeated`: a group may have got it several times.
    Records are grouped by keys first; then values and labels are made, and groups that differ in their keys only put together.
    """

    def __init__(
        self, query: Query, by: dict[str, Dimension], sums: list[str], group: Any, *, repeated: bool, labelled: bool
    ) -> None:
        super().__init__(query)
        self.by, self.sums, self.group, self.repeated, self.labelled = by, sums, group, repeated, labelled

    def as_sql(self, compiler: Any, connection: Any, template: str | None = None, **extra: Any) -> Sql:
        """Distinct rows, grouped, named, grouped again, ordered, cut off, aggregated."""
        keys = ", ".join(key for place, dimension in enumerate(self.by.values()) for key in _keys(place, dimension))
        sums = "".join(f", sum({name}) AS {name}" for name in self.sums)
        first = "".join(f", sum({'told_once' if name == RETOLD else name}) AS {name}" for name in self.sums)
        named = ", ".join(
            f"{text.format(*_keys(place, dimension))} AS {letter}{place}"
            for place, dimension in enumerate(self.by.values())
            for letter, text in (("v", dimension.value), ("l", dimension.label if self.labelled else "NULL"))
        )
        columns = ", ".join(f"v{place}, l{place}" for place in range(len(self.by)))
        values = ", ".join(f"v{place} NULLS LAST" for place in range(len(self.by)))
        order = values if next(iter(self.by)) in TIMES else f"count DESC, {values}"
        records = "(SELECT DISTINCT * FROM (%(subquery)s) AS every_row)" if self.repeated else "(%(subquery)s)"
        if RETOLD in self.sums:
            records = _told_once(
                records, [key for place, dimension in enumerate(self.by.values()) for key in _keys(place, dimension)]
            )
        group, parameters = compiler.compile(self.group)
        rows, more = super().as_sql(compiler, connection, template=(
            f"(SELECT {columns}, sum(count)::bigint AS count{sums} FROM"
            f" (SELECT {named}, count{''.join(f', {name}' for name in self.sums)} FROM"
            f" (SELECT {keys}, count(*) AS count{first} FROM {records} AS record_rows GROUP BY {keys}) AS keyed) AS named"
            f" GROUP BY {columns} ORDER BY {order} LIMIT {COUNT_GROUPS_MAX})"
        ))  # fmt: skip
        return f"(SELECT coalesce(json_agg({group}), '[]'::json) FROM {rows} AS groups)", [*parameters, *more]


RETOLD = "displaced"


def _told_once(records: str, keys: list[str]) -> str:
    """The records without the figures that a larger one of the same group tells too: near in time, in a place in or around it."""
    same = "".join(f" AND less.{key} IS NOT DISTINCT FROM more.{key}" for key in keys)
    columns = "".join(f", less.{key}" for key in keys)
    rows = (
        "less JOIN {ways} way ON way.{inner} = less.location_id"
        " JOIN figures more ON more.location_id = way.{outer} AND more.period = less.period"
    )
    larger = (
        f" WHERE (more.{RETOLD}, more.pk) > (less.{RETOLD}, less.pk)"
        f" AND more.first_day < less.last_day + {RETOLD_DAYS} AND less.first_day < more.last_day + {RETOLD_DAYS}{same}"
    )
    ways = ({"inner": "location_id", "outer": "ancestor_id"}, {"inner": "ancestor_id", "outer": "location_id"})
    again = " UNION ".join(
        f"SELECT less.pk{columns} FROM figures {rows.format(ways=LocationAncestor._meta.db_table, **way)}{larger}" for way in ways
    )
    standing = "".join(f" AND again.{key} IS NOT DISTINCT FROM every_row.{key}" for key in keys)
    return (
        f"(WITH every_row AS MATERIALIZED {records}, dated AS (SELECT every_row.*, event.location_id,"
        " coalesce(event.starts_on, source.published_from) AS first_day,"
        " coalesce(event.ends_on, event.starts_on, source.published_to, source.published_from) AS last_day"
        f" FROM every_row JOIN {Event._meta.db_table} event ON event.id = every_row.pk"
        f" JOIN {Source._meta.db_table} source ON source.id = event.source_id WHERE every_row.{RETOLD} IS NOT NULL),"
        # events that lie near in time share a period, so that not all of a place are compared with all
        f" figures AS MATERIALIZED (SELECT dated.*, period FROM dated, generate_series((first_day - date '2000-01-01')"
        f" / {RETOLD_DAYS}, (last_day - date '2000-01-01' + {RETOLD_DAYS}) / {RETOLD_DAYS}) period),"
        f" again AS MATERIALIZED ({again})"
        f" SELECT every_row.*, CASE WHEN again.pk IS NULL THEN every_row.{RETOLD} END AS told_once"
        f" FROM every_row LEFT JOIN again ON again.pk = every_row.pk{standing})"
    )


def _keys(place: int, dimension: Dimension) -> list[str]:
    """The names of the columns in which a dimension's keys stand."""
    return [f"k{place}_{number}" for number in range(len(dimension.keys))]


@dataclass(frozen=True, slots=True)
class Counts:
    """How the records of one noun are counted."""

    filters: type[Questions]
    dimensions: dict[str, Dimension]
    sums: tuple[str, ...] = ()

    def field(self, dimension_type: Any, filter_type: Any, description: str) -> Any:
        """The field of the schema."""
        by = argument("group_by", list[dimension_type], f"The dimensions, at most {DIMENSIONS_MAX}.", optional=False)
        arguments = [by, argument("filter", filter_type, "Only those that answer all of this.")]
        head = description.removesuffix(".")
        text = f"{head} (in the order of time where the first dimension is one). At most {COUNT_GROUPS_MAX:,} groups."
        return planned(Computed(self.build, lambda given: 200), text, arguments)

    def build(self, field: Selected) -> Any:
        """The groups."""
        names = [dimension.value for dimension in field.arguments["group_by"]]
        if not 1 <= len(set(names)) == len(names) <= DIMENSIONS_MAX:
            raise ApiError(Code.BAD_ARGUMENT, f"groupBy takes 1 to {DIMENSIONS_MAX} different dimensions")
        below = field.below()
        group = JsonObject({key: _part_of_group(selected, names) for key, selected in below.items()})
        by = {name: self.dimensions[name] for name in names}
        sums = [name for name in self.sums if any(selected.name == name for selected in below.values())]
        # two participants of one name stand for one actor only where the same one takes part twice in a role
        repeated = any(dimension.role for dimension in by.values())
        keyed = repeated or RETOLD in sums
        rows = self._rows(field, by).values(*(["pk"] if keyed else []), *sums, **_columns(by))
        labelled = any(
            inner.name == "label" for selected in below.values() if selected.name == "key" for inner in selected.below().values()
        )
        return Groups(rows.query, by, sums, group, repeated=repeated, labelled=labelled)

    def _rows(self, field: Selected, by: dict[str, Dimension]) -> Any:
        rows = self.filters.counted(field.arguments.get("filter") or {}, way=("filter",))
        for role in filter(None, (dimension.role for dimension in by.values())):
            rows = rows.annotate(**{f"in_{role}": FilteredRelation("participants", condition=Q(participants__role=role))})
        return rows


def _columns(by: dict[str, Dimension]) -> dict[str, Any]:
    return {
        name: key
        for place, dimension in enumerate(by.values())
        for name, key in zip(_keys(place, dimension), dimension.keys, strict=True)
    }


def _part_of_group(selected: Selected, names: list[str]) -> Any:
    if selected.name == "__typename":
        return Key(selected.parent.name)
    if selected.name == "key":
        return JsonArray(
            *(
                JsonObject({key: _key(below, place, name) for key, below in selected.below().items()})
                for place, name in enumerate(names)
            )
        )
    return Template("CASE WHEN killed <= 2147483647 THEN killed END" if selected.name == "killed" else selected.name)


def _key(selected: Selected, place: int, name: str) -> Any:
    if selected.name == "__typename":
        return Key(selected.parent.name)
    if selected.name == "dimension":
        return Key(name.upper())
    return Template(f"{selected.name[0]}{place}")


EVENT_COUNTS = Counts(EventFilterSet, EVENT_DIMENSIONS, ("killed", "displaced"))
STATEMENT_COUNTS = Counts(StatementFilterSet, STATEMENT_DIMENSIONS)
