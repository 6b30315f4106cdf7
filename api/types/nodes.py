"""Records by their ids, whatever their type."""

from __future__ import annotations

from typing import Any

import strawberry
from django.db.models import Model, Value

from api.errors import ApiError, Code
from api.expressions import Answer, JsonArray, Template
from api.operation import Row, Selected, rows_of
from api.plan import Computed, argument, planned
from conflictdb import models
from conflictdb.identity import noun_of
from conflictdb.limits import NODE_IDS_MAX
from conflictdb.querysets import standing_for, visible

# The types that are nodes, by the noun that their ids begin with.
MODELS: dict[str, type[Model]] = {
    "actor": models.Actor,
    "location": models.Location,
    "statement": models.Statement,
    "topic": models.Topic,
    "event": models.Event,
    "resolution": models.Resolution,
    "source": models.Source,
}


def type_name(noun: str) -> str:
    """The name in the schema of the type that a noun stands for."""
    return noun.capitalize()


def by_key(field: Selected, noun: str, **key: Any) -> Any:
    """The JSON of the record of this noun with this key, as one of the abstract type's objects; null where there is none."""
    row = Row(MODELS[noun], field.operation.alias())
    kind: Any = field.operation.schema.type_map[type_name(noun)]
    return Answer(rows_of(visible(MODELS[noun]).filter(**key), row.alias, field.operation.object(kind, field.nodes, row)))


def _node(field: Selected, identifier: str) -> Any:
    noun = noun_of(identifier)
    return by_key(field, noun, public_id=standing_for(Value(identifier))) if noun in MODELS else Template("NULL::json")


def _nodes(field: Selected) -> Any:
    ids = field.arguments["ids"]
    if len(ids) > NODE_IDS_MAX:
        raise ApiError(Code.BAD_ARGUMENT, f"at most {NODE_IDS_MAX} ids at once, not {len(ids)}")
    return JsonArray(*(_node(field, identifier) for identifier in ids))


def node(description: str) -> Any:
    """The field for one record."""
    return planned(
        Computed(lambda field: _node(field, field.arguments["id"])),
        description,
        [argument("id", strawberry.ID, 'The id of the record, e.g. "act_5m6yk0c2v8…".', optional=False)],
    )


def nodes(description: str) -> Any:
    """The field for several records."""
    return planned(
        Computed(_nodes, lambda arguments: len(arguments["ids"])),
        description,
        [
            argument(
                "ids",
                list[strawberry.ID],
                f'The ids of the records, e.g. ["act_5m6yk0c2v8…"]; at most {NODE_IDS_MAX}.',
                optional=False,
            )
        ],
    )
