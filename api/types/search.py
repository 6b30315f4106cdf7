"""Search over several types at once."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from django.db.models import CharField, F, Field, FloatField, IntegerField, QuerySet, Value
from django.db.models.sql import Query

from api.errors import ApiError, Code
from api.expressions import Answer, Column, RowCompare, Template
from api.operation import Operation, Row, Selected
from api.orders import Order
from api.paging import Rows, Stretch, connection, stretch
from api.plan import AFTER, FIRST, Computed, argument, planned
from api.types.actor import Actor
from api.types.event import Event
from api.types.location import Location
from api.types.nodes import by_key
from api.types.page import PageInfo, part, thing
from api.types.resolution import Resolution
from api.types.source import Source
from api.types.statement import Statement
from api.types.terms import SearchType
from api.types.topic import Topic
from conflictdb.models import Actor as AnyModel
from conflictdb.search import FINDERS, find

TEXT_MAX = 300

SearchResult = Annotated[
    Actor | Location | Statement | Event | Resolution | Source | Topic,
    strawberry.union(
        "SearchResult", description="Whatever search can find: ask for its fields by `... on Actor { name }` and so on."
    ),
]


@strawberry.type(description="One thing that was found, with its cursor.")
class SearchEdge:
    """One thing found."""

    cursor: str = part("Its place in the list, opaque: pass it as `after`.")
    node: SearchResult = thing("The thing itself.")


@strawberry.type(description="A page of what was found, the best answers first. `first` is 50 by default and at most 200.")
class SearchConnection:
    """A page of what was found."""

    edges: list[SearchEdge] = part("The things on this page, each with its cursor.")
    nodes: list[SearchResult] = thing("The things on this page.")
    page_info: PageInfo = part("Where this page lies in the list.")
    total_count: int = part("How many there are on all pages together. It is counted only when asked for.")


NOUNS = list(reversed(FINDERS))  # a noun's place breaks ties between equal ranks: actors first
ORDER = Order("SEARCH", lambda asked: [], descending=True)
KEYS: dict[str, Field[Any, Any]] = {"rank": FloatField(), "place": IntegerField(), "public_id": CharField()}


class Hits(Rows):
    """What was found, of all types together."""

    def __init__(self, operation: Operation, text: str, nouns: list[str]) -> None:
        none = AnyModel._default_manager.none()
        super().__init__(operation, none, ORDER, {}, none)
        self.text, self.nouns = text, nouns

    def keys(self, row: Row) -> list[Any]:
        """Rank, place of the noun, id."""
        return [Column(row.alias, name, field) for name, field in KEYS.items()]

    def _found(self, cuts: list[RowCompare]) -> list[QuerySet[Any]]:
        """The rows of each noun that lie where the cursors say."""
        found = []
        for noun in self.nouns:
            rows = find(noun, self.text).annotate(place=Value(NOUNS.index(noun), IntegerField()))
            for cut in cuts:
                rows = rows.filter(cut)
            found.append(rows.order_by().values("rank", "place", "public_id", "pk"))
        return found

    def _cut(self, cursor: str, *, behind: bool, inclusive: bool = False) -> RowCompare:
        return self._beyond([F(name) for name in KEYS], cursor, behind=behind, inclusive=inclusive, fields=list(KEYS.values()))

    def picked(self, part: Stretch, row: Row, limit: int) -> Query:
        """The best of each noun, together, cut off at the limit."""
        cuts = [
            self._cut(cursor, behind=behind)
            for cursor, behind in ((part.after, True), (part.before, False))
            if cursor is not None
        ]
        order = [F(name).asc() if part.backward else F(name).desc() for name in KEYS]
        first, *others = [rows.order_by(*order)[:limit] for rows in self._found(cuts)]
        together = first.union(*others, all=True) if others else first
        query: Query = (together.order_by(*order)[:limit] if others else first).query
        return query

    def total(self) -> Any:
        """The number found of each noun, added up."""
        counts = [Counted(rows.query) for rows in self._found([])]
        return Template(" + ".join(["{}"] * len(counts)), *counts)

    def any_beyond(self, cursor: str, *, behind: bool) -> Any:
        """Whether anything was found on the other side of a cursor."""
        found = [Answer(rows[:1].query) for rows in self._found([self._cut(cursor, behind=behind, inclusive=True)])]
        return Template("(" + " OR ".join(["EXISTS{}"] * len(found)) + ")", *found)


class Counted(Answer):
    """The number of a query's rows."""

    def as_sql(self, compiler: Any, connection: Any, template: str | None = None, **extra: Any) -> Any:
        """The query within a count."""
        return super().as_sql(compiler, connection, template="(SELECT count(*) FROM (%(subquery)s) AS found)")


def _node(nouns: list[str]) -> Any:
    def build(field: Selected, row: Row) -> Any:
        key = Column(row.alias, "pk", IntegerField())
        found = [by_key(field, noun, pk=key) for noun in nouns]
        cases = " ".join(f"WHEN {NOUNS.index(noun)} THEN {{}}" for noun in nouns)
        return Template(f"CASE {{}} {cases} END", Column(row.alias, "place", IntegerField()), *found)

    return build


def _search(field: Selected) -> Any:
    text = field.arguments["text"].strip()
    if not text or len(text) > TEXT_MAX or "\x00" in text:
        raise ApiError(Code.BAD_ARGUMENT, f"text must hold 1 to {TEXT_MAX} characters to look for")
    asked = field.arguments.get("types")
    nouns = list(FINDERS) if asked is None else [noun for noun in FINDERS if noun in {kind.value for kind in asked}]
    if not nouns:
        raise ApiError(Code.BAD_ARGUMENT, "types is an empty list: leave it out to look through all types")
    return connection(field, Hits(field.operation, text, nouns), _node(nouns))


def search(description: str) -> Any:
    """The field for search."""
    arguments = [
        argument("text", str, 'A name, or words to look for, e.g. "Goma"; case and accents make no difference.', optional=False),
        argument("types", list[SearchType], "Only things of these types; left out: of all."),
        argument("first", int, FIRST),
        argument("after", str, AFTER),
    ]
    return planned(Computed(_search, lambda given: stretch(given).size), description, arguments)
