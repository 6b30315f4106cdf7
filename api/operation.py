"""One operation while it is compiled: its variables, its fragments, and what is selected on each type."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import count
from typing import Any

from django.db.models import BigIntegerField, Model, QuerySet, Value
from django.db.models.expressions import Col
from django.db.models.sql import Query
from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    SelectionSetNode,
    get_argument_values,
    get_directive_values,
    get_named_type,
)
from graphql.execution.values import VariableValues

from api.errors import ApiError, Code
from api.expressions import JsonObject, Key, Template
from conflictdb.lookups import keys_of

BACKREF = "strawberry-definition"


class Row:
    """One row of a table as the SQL names it: by the alias of its table."""

    def __init__(self, model: type[Model], alias: str, only: QuerySet[Any] | None = None) -> None:
        self.model, self.alias, self.only = model, alias, only

    @cached_property
    def key(self) -> Any:
        """The row's key for conditions: its value where it is the only row of a look-up, else its column."""
        keys = keys_of(self.only) if self.only is not None else None
        return Value(keys[0], BigIntegerField()) if keys and len(keys) == 1 else self.column("pk")

    def column(self, name: str) -> Col:
        """The column of a field of the model."""
        target: Any = self.model._meta.pk if name == "pk" else self.model._meta.get_field(name)
        return Col(self.alias, target)

    def resolve(self, expression: Any) -> Any:
        """An expression over the row's fields, with its columns named by this row's alias."""
        return expression.resolve_expression(self._query, allow_joins=False)

    @cached_property
    def _query(self) -> Query:
        return aliased(Query(self.model), self.alias)


def aliased(query: Query, alias: str) -> Query:
    """The query with its own table under this alias, and nothing selected yet."""
    query.get_initial_alias()
    # All at once, because joins name each other and stand in the order in which they are renamed.
    aliases: dict[str | None, str] = {joined: f"{alias}_{place}" for place, joined in enumerate(query.alias_map)}
    query.change_aliases(aliases | {query.get_meta().db_table: alias})
    query.clear_ordering(force=True)
    query.clear_select_clause()
    return query


def rows_of(queryset: QuerySet[Any], alias: str, selected: Any) -> Query:
    """The query of a query set, its table under this alias, selecting one expression."""
    query = aliased(queryset.query.clone(), alias)
    query.select = (selected,)
    return query


@dataclass(slots=True)
class Operation:
    """What is asked: the schema, the fragments and the coerced variables; gives out aliases, each once."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    variables: VariableValues
    volatile: bool = False
    _numbers: Any = field(default_factory=lambda: count(1))

    def alias(self) -> str:
        """A new alias for a table. Django's own aliases never look like this."""
        return f"n{next(self._numbers)}"

    # ------------------------------------------------------------ what is selected

    def collect(self, parent: GraphQLObjectType, sets: list[SelectionSetNode]) -> dict[str, list[FieldNode]]:
        """The fields selected on an object of this type, by response key, in the order of their first mention."""
        collected: dict[str, list[FieldNode]] = {}
        visited: set[str] = set()
        for selections in sets:
            self._collect(parent, selections, collected, visited)
        return collected

    def _collect(
        self, parent: GraphQLObjectType, selections: SelectionSetNode, collected: dict[str, list[FieldNode]], visited: set[str]
    ) -> None:
        for node in selections.selections:
            if node.directives and not self.included(node.directives):
                continue
            if isinstance(node, FieldNode):
                collected.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
                continue
            fragment: Any = node
            if isinstance(node, FragmentSpreadNode):
                if node.name.value in visited:
                    continue
                visited.add(node.name.value)
                fragment = self.fragments[node.name.value]
            if self.applies(fragment.type_condition, parent):
                self._collect(parent, fragment.selection_set, collected, visited)

    def included(self, directives: tuple[DirectiveNode, ...] | list[DirectiveNode]) -> bool:
        """What @skip and @include say."""
        node: Any = _Directed(directives)
        skip = get_directive_values(GraphQLSkipDirective, node, self.variables)
        if skip and skip["if"] is True:
            return False
        include = get_directive_values(GraphQLIncludeDirective, node, self.variables)
        return not (include and include["if"] is False)

    def applies(self, condition: Any, parent: GraphQLObjectType) -> bool:
        """Whether a fragment with this type condition is for objects of this type."""
        if not condition:
            return True
        wanted = self.schema.type_map[condition.name.value]
        if wanted is parent:
            return True
        return not isinstance(wanted, GraphQLObjectType) and self.schema.is_sub_type(wanted, parent)  # type: ignore[arg-type]

    # ------------------------------------------------------------ what is built

    def fields(self, parent: GraphQLObjectType, nodes: list[FieldNode], row: Row | None) -> dict[str, Selected]:
        """The fields selected below these nodes, by response key."""
        sets = [node.selection_set for node in nodes if node.selection_set]
        return {key: Selected(self, parent, found, row, key) for key, found in self.collect(parent, sets).items()}

    def object(self, parent: GraphQLObjectType, nodes: list[FieldNode], row: Row | None) -> JsonObject:
        """The JSON of one object: its selected fields, in the order of the selection."""
        return JsonObject({key: selected.build() for key, selected in self.fields(parent, nodes, row).items()})


@dataclass(frozen=True, slots=True)
class _Directed:
    directives: Any


class Selected:
    """One field as selected: all its nodes, which the response merges under one key."""

    def __init__(
        self, operation: Operation, parent: GraphQLObjectType, nodes: list[FieldNode], row: Row | None, key: str
    ) -> None:
        self.operation, self.parent, self.nodes, self.row, self.key = operation, parent, nodes, row, key
        self.name = nodes[0].name.value

    @property
    def definition(self) -> GraphQLField:
        """The field of the schema."""
        definition: GraphQLField = self.parent.fields[self.name]
        return definition

    @property
    def type(self) -> Any:
        """The type of the field, or of its items, without marks for lists and for null."""
        return get_named_type(self.definition.type)

    @cached_property
    def arguments(self) -> dict[str, Any]:
        """The arguments, coerced, with defaults, by names in Python's style."""
        given = get_argument_values(self.definition, self.nodes[0], self.operation.variables)
        for name, value in given.items():
            if any(isinstance(text, str) and "\x00" in text for text in (value if isinstance(value, list) else [value])):
                raise ApiError(Code.BAD_ARGUMENT, f"{name} holds a null character: leave it out")
        return snaked(given)  # type: ignore[no-any-return]

    def build(self) -> Any:
        """The expression of the field's JSON."""
        if self.name == "__typename":
            return Key(self.parent.name)
        return plan_of(self.definition).build(self)

    def object(self, row: Row | None) -> JsonObject:
        """The JSON of the field's object, made from this row."""
        return self.operation.object(self.type, self.nodes, row)

    def below(self, row: Row | None = None) -> dict[str, Selected]:
        """The fields selected on the field's object."""
        return self.operation.fields(self.type, self.nodes, row)

    def serialised(self, value: Any) -> Any:
        """The value in the form in which GraphQL serialises the field's type; empty text is null where null is allowed."""
        name = self.type.name
        if isinstance(self.type, GraphQLEnumType):
            return Template("upper({})", value)
        if name == "DateTime":
            return Template("to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')", value)
        if name == "String" and not isinstance(self.definition.type, GraphQLNonNull):
            return Template("nullif({}, '')", value)
        return value


def plan_of(definition: GraphQLField) -> Any:
    """The plan that the type's declaration gave the field."""
    return definition.extensions[BACKREF].metadata["plan"]


@lru_cache(maxsize=1000)
def snake(name: str) -> str:
    """A GraphQL name in Python's style."""
    return re.sub(r"[A-Z]", lambda letter: f"_{letter[0].lower()}", name)


def snaked(value: Any) -> Any:
    """Input with all names in Python's style."""
    if isinstance(value, dict):
        return {snake(key): snaked(item) for key, item in value.items()}
    if isinstance(value, list):
        return [snaked(item) for item in value]
    return value
