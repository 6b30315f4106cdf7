"""What each field of the schema stands for: a column, a link, a list, a page. Plans build expressions; no field has a resolver.

A type declares its fields with the functions of this module; the plan travels in the Strawberry field's metadata, and
`Selected.build` finds it there when an operation is compiled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import strawberry
from django.db.models import Expression, Model, Q, QuerySet
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument

from api.expressions import Answer, Template
from api.operation import Row, Selected, rows_of
from api.orders import Order
from api.paging import Rows, stretch
from api.paging import connection as page
from conflictdb.filters import Questions
from conflictdb.limits import PAGE_DEFAULT, PAGE_MAX
from conflictdb.querysets import visible

FEW = 5  # what a short list is reckoned to hold when an operation is priced
Correlation = Callable[[Any], Q]


class Plan:
    """What a field stands for."""

    weight: ClassVar[int] = 1  # how many objects each thing that it returns is, apart from those below it

    def build(self, field: Selected) -> Any:
        """The expression of the field's JSON for one row."""
        raise NotImplementedError

    def size(self, arguments: dict[str, Any]) -> int:
        """How many things the field is reckoned to return."""
        return 1


def planned(plan: Plan, description: str, arguments: list[StrawberryArgument] | None = None) -> Any:
    """A Strawberry field that carries a plan."""
    field: Any = strawberry.field(description=description, metadata={"plan": plan})
    field.arguments = arguments or []
    return field


def argument(name: str, annotation: Any, description: str, *, optional: bool = True) -> StrawberryArgument:
    """An argument of a field; an optional one may be left out or null."""
    return StrawberryArgument(
        name, None, StrawberryAnnotation(annotation | None if optional else annotation), description=description
    )


# ---------------------------------------------------------------- values of the row


@dataclass(frozen=True, slots=True)
class Column(Plan):
    """A column, or an expression over the row's own columns."""

    source: str | Expression

    def build(self, field: Selected) -> Any:
        """The value in the form in which GraphQL serialises its type."""
        assert field.row
        source = self.source
        return field.serialised(field.row.column(source) if isinstance(source, str) else field.row.resolve(source))


def column(source: str | Any, description: str) -> Any:
    """A field that is a column of the row, or an expression over its columns."""
    return planned(Column(source), description)


@dataclass(frozen=True, slots=True)
class Same(Plan):
    """An object made from the same row (or from none, where no field of it needs one)."""

    def build(self, field: Selected) -> Any:
        """The object."""
        return field.object(field.row)


def same(description: str) -> Any:
    """A field whose object is made from the same row."""
    return planned(Same(), description)


@dataclass(frozen=True, slots=True)
class Computed(Plan):
    """Anything else: a function that builds the expression."""

    make: Callable[[Selected], Any]
    things: Callable[[dict[str, Any]], int] = lambda arguments: 1

    def build(self, field: Selected) -> Any:
        """What the function makes."""
        return self.make(field)

    def size(self, arguments: dict[str, Any]) -> int:
        """What the function for it says."""
        return self.things(arguments)


# ---------------------------------------------------------------- other rows


@dataclass(frozen=True, slots=True)
class Link(Plan):
    """What a foreign key leads to. Where the schema allows null, what the dataset no longer stands by is null."""

    relation: str

    def build(self, field: Selected) -> Any:
        """A subselect of one row."""
        assert field.row
        key = field.row.column(self.relation)
        model: Any = key.target.related_model
        rows = model._default_manager.order_by() if _required(field) else visible(model)
        return one(field, rows.filter(pk=key))


def link(relation: str, description: str) -> Any:
    """A field that is what a foreign key leads to."""
    return planned(Link(relation), description)


def one(field: Selected, rows: QuerySet[Any]) -> Any:
    """The field's object, made of the only row of these; null where there is none."""
    row = Row(rows.model, field.operation.alias(), rows if field.row is None else None)
    return Answer(rows_of(rows, row.alias, field.object(row)))


def _required(field: Selected) -> bool:
    return hasattr(field.definition.type, "of_type")


@dataclass(frozen=True, slots=True)
class Listing(Plan):
    """All rows of a short list, without pages."""

    model: type[Model] | None
    related: str | Correlation
    order: tuple[Any, ...]
    reckoned: int
    value: str | None = None
    only: Callable[[dict[str, Any]], Q] | None = None

    def build(self, field: Selected) -> Any:
        """A subselect that aggregates the rows' objects, or their values of one column."""
        assert field.row
        queryset = self._rows(field)
        row = Row(queryset.model, field.operation.alias())
        item = row.column(self.value) if self.value else field.object(row)
        keys = [row.column(key) if isinstance(key, str) else row.resolve(key) for key in self.order]
        template = "coalesce(json_agg({} ORDER BY " + ", ".join(["{}"] * len(keys)) + "), '[]'::json)"
        return Answer(rows_of(queryset, row.alias, Template(template, item, *keys)))

    def _rows(self, field: Selected) -> QuerySet[Any]:
        assert field.row
        model: Any
        if isinstance(self.related, str):
            relation: Any = field.row.model._meta.get_field(self.related)
            model = relation.related_model
            back: str = relation.field.name if relation.auto_created else relation.related_query_name()
            condition = Q(**{back: field.row.column("pk")})
        else:
            assert self.model
            model, condition = self.model, self.related(field.row.key)
        if self.only:
            condition &= self.only(field.arguments)
        rows: QuerySet[Any] = visible(model).filter(condition)
        return rows

    def size(self, arguments: dict[str, Any]) -> int:
        """The number that such lists are reckoned to hold."""
        return self.reckoned


def listing(
    related: str | Correlation,
    description: str,
    *,
    order: tuple[Any, ...] = ("pk",),
    model: type[Model] | None = None,
    reckoned: int = FEW,
    arguments: list[StrawberryArgument] | None = None,
    only: Callable[[dict[str, Any]], Q] | None = None,
) -> Any:
    """A field that is a short list: the rows of a relation, or those of a model that a condition ties to the row."""
    return planned(Listing(model, related, order, reckoned, only=only), description, arguments)


def values(related: str, value: str, description: str) -> Any:
    """A field that lists one column of a relation's rows."""
    return planned(Listing(None, related, (value, "pk"), FEW, value), description)


# ---------------------------------------------------------------- pages


class Part(Plan):
    """A part of a connection or of the like: what it belongs to builds it. Only things count as objects, not what holds them."""

    weight = 0


@dataclass(frozen=True, slots=True)
class Paged(Plan):
    """A list in pages."""

    weight = 0
    filters: type[Questions]
    orders: dict[str, Order]
    tied: Correlation | None

    def build(self, field: Selected) -> Any:
        """The connection over the rows that answer the filter."""
        asked = field.arguments.get("filter") or {}
        rows = counted = self.filters(asked, way=("filter",)).qs.order_by()
        if self.tied:
            assert field.row
            rows = counted = rows.filter(self.tied(field.row.key))
        elif len(asked) == 1 and any(selected.name == "totalCount" for selected in field.below().values()):
            counted = self.filters.counted(asked, way=("filter",))
        wanted = field.arguments.get("order_by")
        order = self.orders[wanted.value] if wanted else next(iter(self.orders.values()))
        return page(field, Rows(field.operation, rows, order, asked, counted))

    def size(self, arguments: dict[str, Any]) -> int:
        """The length of the page."""
        return stretch(arguments).size


FIRST = f"How many to return, from the front: {PAGE_DEFAULT} by default, at most {PAGE_MAX}."
LAST = f"How many to return, from the back: at most {PAGE_MAX}. Give first or last, not both."
AFTER = "The cursor behind which to start: a page's endCursor. Valid for the same field with the same order."
BEFORE = "The cursor in front of which to end: a page's startCursor. Valid for the same field with the same order."


def connection(
    filters: type[Questions],
    orders: dict[str, Order],
    description: str,
    *,
    tied: Correlation | None = None,
    filter_type: Any = None,
    order_type: Any = None,
    backward: bool = False,
) -> Any:
    """A field that is a list in pages; `tied` is the condition that ties its rows to the row that it stands on."""
    arguments = []
    if filter_type:
        arguments.append(argument("filter", filter_type, "Only those that answer all of this."))
    if order_type:
        default = next(iter(orders))
        arguments.append(argument("order_by", order_type, f"The order: {default} by default."))
    arguments += [argument("first", int, FIRST), argument("after", str, AFTER)]
    if backward:
        arguments += [argument("last", int, LAST), argument("before", str, BEFORE)]
    return planned(Paged(filters, orders, tied), description, arguments)
