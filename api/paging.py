"""Pages: from the rows of a list to the JSON of a Relay connection, by keyset, in either direction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Expression, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.sql import Query

from api.cursors import cursor_of, read_cursor
from api.errors import ApiError, Code
from api.expressions import Answer, JsonObject, Key, Page, RowCompare, Star, Template
from api.operation import Operation, Row, Selected, rows_of
from api.orders import Order
from conflictdb.limits import PAGE_DEFAULT, PAGE_MAX


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which rows of a list are asked for: so many, from the front or from the back, between two cursors."""

    size: int
    backward: bool
    after: str | None
    before: str | None


def stretch(arguments: dict[str, Any]) -> Stretch:
    """What first, after, last and before ask for; raises ApiError for what can't be answered."""
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        raise ApiError(Code.BAD_ARGUMENT, "give first or last, not both: first reads forward, last backward")
    name, size = ("last", last) if last is not None else ("first", PAGE_DEFAULT if first is None else first)
    if not 0 <= size <= PAGE_MAX:
        raise ApiError(
            Code.BAD_ARGUMENT, f"{name} must lie between 0 and {PAGE_MAX}, not {size}: read on with the cursor of the page"
        )
    return Stretch(size, last is not None, arguments.get("after"), arguments.get("before"))


class Rows:
    """The rows of a list before it is cut into pages, with the order that it is cut by.

    `counted`: the same rows, asked for in the form in which they are best counted.
    """

    def __init__(
        self, operation: Operation, queryset: QuerySet[Any], order: Order, asked: dict[str, Any], counted: QuerySet[Any]
    ) -> None:
        self.operation, self.queryset, self.order, self.asked, self.counted = operation, queryset, order, asked, counted

    def keys(self, row: Row) -> list[Any]:
        """The keys of a row, its public id last."""
        keys = [row.resolve(key) for key in self.order.keys(self.asked)]
        last = "public_id" if any(field.name == "public_id" for field in row.model._meta.fields) else "pk"
        return [*keys, row.column(last)]

    def picked(self, part: Stretch, row: Row, limit: int) -> Query:
        """The query of the rows asked for, at most `limit`, in the order in which they are read."""
        query = rows_of(self.queryset, row.alias, Star(row.alias))
        keys = self.keys(row)
        for cursor, behind in ((part.after, True), (part.before, False)):
            if cursor is not None:
                query.where.add(self._beyond(keys, cursor, behind=behind), "AND")
        descending = self.order.descending != part.backward
        query.order_by = tuple(OrderBy(key, descending=descending) for key in keys)
        query.set_limits(high=limit)
        return query

    def _beyond(
        self, keys: list[Any], cursor: str, *, behind: bool, inclusive: bool = False, fields: list[Any] | None = None
    ) -> RowCompare:
        values = read_cursor(cursor, self.order.name, fields or [key.output_field for key in keys])
        operator = "<" if behind == self.order.descending else ">"
        return RowCompare(keys, operator + ("=" if inclusive else ""), values)

    def total(self) -> Any:
        """The number of all rows of the list."""
        return Answer(rows_of(self.counted, self.operation.alias(), Template("count(*)")))

    def any_beyond(self, cursor: str, *, behind: bool) -> Any:
        """Whether the list has rows on the other side of a cursor, the cursor's own among them."""
        row = Row(self.queryset.model, self.operation.alias())
        query = rows_of(self.queryset, row.alias, Template("1"))
        query.where.add(self._beyond(self.keys(row), cursor, behind=behind, inclusive=True), "AND")
        query.set_limits(high=1)
        return Template("EXISTS{}", Answer(query))


def connection(field: Selected, rows: Rows, node: Callable[[Selected, Row], Any] | None = None) -> Any:
    """The JSON of a connection over these rows."""
    part = stretch(field.arguments)
    row = Row(rows.queryset.model, field.operation.alias())
    build = _Connection(rows, part, row, node or (lambda selected, at: selected.object(at)))
    answer = JsonObject({key: build.field(selected) for key, selected in field.below().items()})
    if not build.reads_rows:
        if part.after is not None or part.before is not None:
            rows.picked(part, row, 1)  # which refuses what is no cursor of this list
        return answer
    limit = part.size + 1 if build.looks_ahead else part.size
    return Page(rows.picked(part, row, limit), row.alias, answer, numbered=build.looks_ahead or part.backward)


class _Connection:
    """The fields of one connection; notes on the way whether they need rows, and one row more than the page has."""

    def __init__(self, rows: Rows, part: Stretch, row: Row, node: Callable[[Selected, Row], Any]) -> None:
        self.rows, self.part, self.row, self.node = rows, part, row, node
        self.reads_rows = False
        self.looks_ahead = part.size == 0  # a query for no row at all is one that Django does not send

    def field(self, selected: Selected) -> Any:
        """The JSON of one field of the connection."""
        if selected.name == "__typename":
            return Key(selected.parent.name)
        if selected.name == "totalCount":
            return self.rows.total()
        if selected.name == "pageInfo":
            return JsonObject({key: self._page_info(below) for key, below in selected.below().items()})
        if selected.name == "nodes":
            return self._list(self.node(selected, self.row))
        return self._list(JsonObject({key: self._edge(below) for key, below in selected.below().items()}))

    def _edge(self, selected: Selected) -> Any:
        if selected.name == "__typename":
            return Key(selected.parent.name)
        return self._cursor() if selected.name == "cursor" else self.node(selected, self.row)

    def _cursor(self) -> Expression:
        return cursor_of(self.rows.order.name, self.rows.keys(self.row))

    def _list(self, item: Any) -> Any:
        self.reads_rows = True
        return _Later(self, "coalesce(json_agg({}{order}){filter}, '[]'::json)", item)

    def _page_info(self, selected: Selected) -> Any:
        name = selected.name
        if name == "__typename":
            return Key(selected.parent.name)
        if name in ("startCursor", "endCursor"):
            self.reads_rows = True
            place = "1" if name == "startCursor" else f"least(count(*), {self.part.size})"
            return _Later(self, f"(array_agg({{}}{{order}}){{filter}})[{place}]", self._cursor())
        ahead = "hasPreviousPage" if self.part.backward else "hasNextPage"
        if name == ahead:
            self.reads_rows = self.looks_ahead = True
            return Template(f"count(*) > {self.part.size}")
        cursor = self.part.before if self.part.backward else self.part.after
        return Template("false") if cursor is None else self.rows.any_beyond(cursor, behind=self.part.backward)


class _Later(Template):
    """An aggregate over the page's rows; whether there is one row too many is known only when all fields have been built."""

    def __init__(self, build: _Connection, template: str, item: Any) -> None:
        super().__init__(template, item)
        self.build = build

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Leave out the row too many, and turn round what was read backward."""
        [item], parameters = self.compiled(compiler)
        number = f'"{self.build.row.alias}".n'
        order = f" ORDER BY {number} DESC" if self.build.part.backward else ""
        filter_ = f" FILTER (WHERE {number} <= {self.build.part.size})" if self.build.looks_ahead else ""
        return self.template.format(item, order=order, filter=filter_), parameters
