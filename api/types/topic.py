"""Topics."""

from __future__ import annotations

import strawberry
from django.db.models import Q

from api.orders import STATEMENT_ORDERS, StatementOrder
from api.plan import column, connection, link, listing, values
from api.types.inputs import StatementFilter
from api.types.page import Connection, Node
from api.types.references import AStatement, ATopic
from conflictdb.filters import StatementFilterSet


@strawberry.type(description="What statements are about: a subject in a tree of subjects.")
class Topic(Node):
    """A topic."""

    id: strawberry.ID = column("public_id", 'The id of the record: opaque, and for ever the same, e.g. "top_5m6yk0c2v8…".')
    slug: str = column("slug", 'The name for addresses: stable and readable, e.g. "monusco-withdrawal".')
    label: str = column("label", 'The name for readers, e.g. "Withdrawal of MONUSCO".')
    description: str | None = column("description", "What belongs to it and what does not; null where nobody has written it.")
    synonyms: list[str] = values("names", "name", "Other words for it, in English and French: the filter `about` knows them.")
    parent: ATopic | None = link("parent", "The topic above it; null for those at the top.")
    children: list[ATopic] = listing("children", "The topics directly below it.", order=("slug",))
    statements: Connection[AStatement] = connection(
        StatementFilterSet, STATEMENT_ORDERS,
        "Statements on this very topic; those on topics below it are had by the filter topic.within.",
        tied=lambda key: Q(topics=key), filter_type=StatementFilter, order_type=StatementOrder,
    )  # fmt: skip
