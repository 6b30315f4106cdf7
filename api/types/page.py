"""What connections are made of."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import strawberry

from api.plan import Part, Plan, planned

T = TypeVar("T")


def part(description: str) -> Any:
    """A field of a connection or of its parts: the connection builds them together."""
    return planned(Part(), description)


def thing(description: str) -> Any:
    """The field of a connection that holds the things themselves."""
    return planned(Plan(), description)


@strawberry.interface(description="Whatever has an id: to be had again by `node(id:)`.")
class Node:
    """Whatever has an id."""

    id: strawberry.ID = strawberry.field(
        description='The id of the record: opaque, and for ever the same, e.g. "act_5m6yk0c2v8…".'
    )


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    """Where a page lies in its list."""

    has_next_page: bool = part("Whether there are more behind this page.")
    has_previous_page: bool = part("Whether there are more before this page.")
    start_cursor: str | None = part("The cursor of the first on this page: pass it as `before`. Null on an empty page.")
    end_cursor: str | None = part("The cursor of the last on this page: pass it as `after`. Null on an empty page.")


@strawberry.type(description="One thing on a page, with its cursor.")
class Edge(Generic[T]):
    """One thing on a page."""

    cursor: str = part("Its place in the list, opaque: pass it as `after` or `before`.")
    node: T = thing("The thing itself.")


@strawberry.type(
    description="A page of a list. `first` is 50 by default and at most 200; `nodes` is `edges` without the cursors."
)
class Connection(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]] = part("The things on this page, each with its cursor.")
    nodes: list[T] = thing("The things on this page.")
    page_info: PageInfo = part("Where this page lies in the list.")
    total_count: int = part("How many there are on all pages together. It is counted only when asked for.")
