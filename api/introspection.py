"""How much of the schema an introspection is reckoned to tell: what the schema holds on average."""

from __future__ import annotations

from functools import cache
from typing import Any

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLSchema

WRAPPED = 0.75  # of a type that may be within marks for lists and for null, how much further in the next `ofType` leads


def items(schema: GraphQLSchema, field: str) -> float:
    """How many things a field of the schema's own returns on average."""
    return _averages(schema).get(field, 1.0)


@cache
def _averages(schema: GraphQLSchema) -> dict[str, float]:
    types = list(schema.type_map.values())
    inputs = [kind for kind in types if isinstance(kind, GraphQLInputObjectType)]
    outputs = [kind for kind in types if hasattr(kind, "fields") and kind not in inputs]
    fields: list[Any] = [field for kind in outputs for field in kind.fields.values()]
    number = len(types)
    return {
        "types": number,
        "directives": len(schema.directives),
        "fields": len(fields) / number,
        "args": sum(len(field.args) for field in fields) / len(fields),
        "inputFields": sum(len(kind.fields) for kind in inputs) / number,
        "enumValues": sum(len(kind.values) for kind in types if isinstance(kind, GraphQLEnumType)) / number,
        "interfaces": sum(len(getattr(kind, "interfaces", ())) for kind in outputs) / number,
        "ofType": WRAPPED,
    }
