"""Counts of events and statements by dimensions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import strawberry
from django.db.models import Case, F, FilteredRelation, Func, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, Upper
from django.db.models.sql import Query

from api.errors import ApiError, Code
from api.expressions import Answer, JsonArray, JsonObject, Key, Sql, Template
from api.operation import Selected
from api.plan import Computed, Plan, argument, planned
from api.types.scalars import Int64
from conflictdb.filters import EventFilterSet, Questions, StatementFilterSet
from conflictdb.limits import COUNT_GROUPS_MAX
from conflictdb.models import Location
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
    displaced: Int64 | None = _part("The sum of those who fled, by the best estimates; null: reported for none of them.")


@strawberry.type(description="How many statements have something in common.")
class StatementCount:
    """A group of statements."""

    key: list[CountKey] = _part("What they have in common: one key for each dimension, in the order asked for.")
    count: int = _part("How many there are.")


# ---------------------------------------------------------------- dimensions: value and label as expressions


@dataclass(frozen=True, slots=True)
class Dimension:
    """What records are grouped by: the value for programs and the label for readers."""

    value: Any
    label: Any
    role: str = ""  # whose actors are grouped by: participants in this role


def _term(field: str) -> Dimension:
    return Dimension(Upper(field), Func(F(field), Value("_"), Value(" "), function="replace", output_field=TextField()))


def _thing(path: str, value: str = "slug", label: str = "name") -> Dimension:
    return Dimension(F(f"{path}__{value}"), F(f"{path}__{label}"))


def _role(role: str) -> Dimension:
    return Dimension(F(f"in_{role}__actor__slug"), F(f"in_{role}__actor__name"), role)


def _time(field: str, form: str, precisions: tuple[str, ...]) -> Dimension:
    # without its cast a date would be turned into a moment of the session's time zone first, which is dear
    text = Func(F(field), Value(form), template="to_char(%(expressions)s)", arg_joiner="::timestamp, ", output_field=TextField())
    known = Case(When(date_precision__in=precisions, then=text), output_field=TextField())
    return Dimension(known, known)


def _times(field: str) -> dict[str, Dimension]:
    return {
        "day": _time(field, "YYYY-MM-DD", ("day",)),
        "month": _time(field, "YYYY-MM", ("day", "range", "month")),
        "year": _time(field, "YYYY", ("day", "range", "month", "year")),
    }


def _place(kind: LocationKind, field: str) -> Any:
    around = Location.objects.filter(kind=kind.value, descendant_rows__location=OuterRef("location")).order_by()
    return Subquery(around.values(field)[:1])


def _organisation(field: str) -> Any:
    itself = Case(When(~Q(speaker__kind=ActorKind.PERSON.value), then=F(f"speaker__{field}")), output_field=TextField())
    return Coalesce(F(f"speaker_role__organisation__{field}"), itself, output_field=TextField())


EVENT_DIMENSIONS = {
    **_times("starts_on"),
    "type": _term("type"),
    "status": _term("status"),
    "country": Dimension(Func(F("location__country_code"), Value(""), function="nullif"), _place(LocationKind.COUNTRY, "name")),
    "province": Dimension(_place(LocationKind.PROVINCE, "slug"), _place(LocationKind.PROVINCE, "name")),
    "location": _thing("location"),
    "agent": _role("agent"),
    "target": _role("target"),
}
STATEMENT_DIMENSIONS = {
    **_times("said_from"),
    "speaker": _thing("speaker"),
    "organisation": Dimension(_organisation("slug"), _organisation("name")),
    "topic": _thing("topics", label="label"),
    "act": _term("act"),
    "stance": _term("stance"),
    "resolution": _thing("resolutions", "symbol", "symbol"),
    "publisher": _thing("source__publisher"),
}
TIMES = ("day", "month", "year")

# ---------------------------------------------------------------- groups


class Groups(Answer):
    """The groups of a query's rows as a JSON array.

    The query yields each record once for each group that it is in; `repeated`: a group may have got it several times.
    """

    def __init__(self, query: Query, names: list[str], sums: tuple[str, ...], group: Any, *, repeated: bool) -> None:
        super().__init__(query)
        self.repeated = repeated
        self.names, self.sums, self.group = names, sums, group

    def as_sql(self, compiler: Any, connection: Any, template: str | None = None, **extra: Any) -> Sql:
        """Distinct rows, grouped, ordered, cut off, aggregated."""
        dimensions = range(len(self.names))
        columns = ", ".join(f"v{place}, l{place}" for place in dimensions)
        values = ", ".join(f"v{place} NULLS LAST" for place in dimensions)
        order = values if self.names[0] in TIMES else f"count DESC, {values}"
        sums = "".join(f", sum({name}) AS {name}" for name in self.sums)
        group, parameters = compiler.compile(self.group)
        records = "(SELECT DISTINCT * FROM (%(subquery)s) AS every_row)" if self.repeated else "(%(subquery)s)"
        rows, more = super().as_sql(compiler, connection, template=(
            f"(SELECT {columns}, count(*) AS count{sums} FROM {records} AS record_rows"
            f" GROUP BY {columns} ORDER BY {order} LIMIT {COUNT_GROUPS_MAX})"
        ))  # fmt: skip
        return f"(SELECT coalesce(json_agg({group}), '[]'::json) FROM {rows} AS groups)", [*parameters, *more]


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
        text = f"{description} (in the order of time where the first dimension is one). At most {COUNT_GROUPS_MAX:,} groups."
        return planned(Computed(self.build, lambda given: 200), text, arguments)

    def build(self, field: Selected) -> Any:
        """The groups."""
        names = [dimension.value for dimension in field.arguments["group_by"]]
        if not 1 <= len(set(names)) == len(names) <= DIMENSIONS_MAX:
            raise ApiError(Code.BAD_ARGUMENT, f"groupBy takes 1 to {DIMENSIONS_MAX} different dimensions")
        group = JsonObject({key: _part_of_group(selected, names) for key, selected in field.below().items()})
        # two participants of one name stand for one actor only where the same one takes part twice in a role
        repeated = any(self.dimensions[name].role for name in names)
        return Groups(self._rows(field, names).query, names, self.sums, group, repeated=repeated)

    def _rows(self, field: Selected, names: list[str]) -> Any:
        rows = self.filters(field.arguments.get("filter") or {}, way=("filter",)).qs.order_by()
        columns: dict[str, Any] = {}
        for place, name in enumerate(names):
            dimension = self.dimensions[name]
            if dimension.role:
                join = FilteredRelation("participants", condition=Q(participants__role=dimension.role))
                rows = rows.annotate(**{f"in_{dimension.role}": join})
            columns |= {f"v{place}": dimension.value, f"l{place}": dimension.label}
        return rows.values("pk", *self.sums, **columns)


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
