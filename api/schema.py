"""The schema. Its fields have no resolvers: operations are compiled (execution.py), and only introspection is executed."""

from __future__ import annotations

import strawberry
from strawberry.schema.config import StrawberryConfig

from api.types.query import Query
from api.types.scalars import SCALARS

schema = strawberry.Schema(query=Query, config=StrawberryConfig(scalar_map=SCALARS))


def sdl() -> str:
    """The schema in its definition language, as api/schema.graphql holds it."""
    return f"{schema.as_str().strip()}\n"
