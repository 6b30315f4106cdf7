"""What an operation would cost, reckoned before it is run, in time linear in its length: each fragment is reckoned once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    OperationDefinitionNode,
    SchemaMetaFieldDef,
    SelectionSetNode,
    TypeMetaFieldDef,
    get_argument_values,
    get_named_type,
    is_leaf_type,
)

from api.errors import ApiError, Code
from api.introspection import items
from api.operation import Operation, plan_of, snaked
from conflictdb import limits

SCHEMA = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}
SCANS = {"search": 4, "eventCounts": 1, "statementCounts": 1}  # for each dimension
CURSORS = ("after", "before")  # whose reader says what is wrong with them


@dataclass(frozen=True, slots=True)
class Cost:
    """Objects that the answer may hold; fields and conditions of filters (fragments written out); the answer's depth.

    `parts`: of the schema, told by introspection. Its depth does not count: what tools ask goes deeper than any answer.
    `scans`: how often a whole list of the dataset is counted, grouped or searched.
    """

    nodes: int = 0
    fields: int = 0
    depth: int = 0
    conditions: int = 0
    parts: float = 0
    scans: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.nodes + other.nodes,
            self.fields + other.fields,
            max(self.depth, other.depth),
            self.conditions + other.conditions,
            self.parts + other.parts,
            self.scans + other.scans,
        )


def check_shape(document: DocumentNode) -> None:
    """Refuse documents that are dear to validate or to compile, whatever they ask for; raises ApiError."""
    counts = {"aliases": 0, "directives": 0}
    roots = 0
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            roots = max(roots, len(definition.selection_set.selections))
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            _count(definition, counts)
    for what, count, most in (
        ("fields at the root", roots, limits.QUERY_ROOT_FIELDS_MAX),
        ("aliases", counts["aliases"], limits.QUERY_ALIASES_MAX),
        ("directives", counts["directives"], limits.QUERY_DIRECTIVES_MAX),
    ):
        if count > most:
            raise ApiError(Code.TOO_COMPLEX, f"the document has {count} {what}; at most {most} are allowed")


def _count(definition: Any, counts: dict[str, int]) -> None:
    waiting: list[tuple[Any, int]] = [(definition, 0)]
    while waiting:
        node, depth = waiting.pop()
        counts["directives"] += len(node.directives or ())
        counts["aliases"] += bool(isinstance(node, FieldNode) and node.alias)
        if depth > limits.QUERY_DEPTH_MAX * 3:  # inline fragments and introspection go deeper than the answer does
            raise ApiError(Code.TOO_COMPLEX, f"the document is nested more than {depth - 1} deep")
        selections: SelectionSetNode | None = getattr(node, "selection_set", None)  # a spread has none
        names: dict[str, int] = {}
        for below in selections.selections if selections else ():
            waiting.append((below, depth + 1))
            if isinstance(below, FieldNode):
                key = below.alias.value if below.alias else below.name.value
                names[key] = names.get(key, 0) + 1
                if names[key] > limits.QUERY_REPEATS_MAX:
                    raise ApiError(
                        Code.TOO_COMPLEX,
                        f"{key} is selected more than {limits.QUERY_REPEATS_MAX} times in one place: once is enough",
                    )


@dataclass(slots=True)
class Reckoning:
    """Reckons the cost of one operation."""

    operation: Operation
    known: dict[tuple[str, str], Cost] = field(default_factory=dict)

    def of(self, parent: Any, selections: SelectionSetNode | None) -> Cost:
        """The cost of what is selected on one object of this type."""
        total = Cost()
        spread: set[str] = set()
        for node in selections.selections if selections else ():
            if node.directives and not self.operation.included(node.directives):
                continue
            if isinstance(node, FragmentSpreadNode):
                if node.name.value in spread:
                    continue
                spread.add(node.name.value)
            total += self._field(parent, node) if isinstance(node, FieldNode) else self._fragment(parent, node)
        return total

    def _fragment(self, parent: Any, node: Any) -> Cost:
        if isinstance(node, FragmentSpreadNode):
            key = (parent.name, node.name.value)
            if key not in self.known:
                self.known[key] = self._fragment(parent, self.operation.fragments[node.name.value])
            return self.known[key]
        condition = node.type_condition
        return self.of(self.operation.schema.type_map[condition.name.value] if condition else parent, node.selection_set)

    def _field(self, parent: Any, node: FieldNode) -> Cost:
        name = node.name.value
        if name in SCHEMA:
            return self._part(node, SCHEMA[name].type)
        if name.startswith("__"):
            return Cost(0, 1, 1)
        if parent.name.startswith("__"):
            return self._part(node, parent.fields[name].type)
        owner: GraphQLObjectType | GraphQLInterfaceType = parent
        definition = owner.fields[name]
        kind = get_named_type(definition.type)
        if is_leaf_type(kind) or isinstance(parent, GraphQLUnionType):
            return Cost(0, 1, 1, scans=int(name == "totalCount" or parent.name == "DatasetCounts"))
        plan = plan_of(definition)
        arguments = get_argument_values(definition, node, self.operation.variables)
        size = _size(plan, snaked(arguments))
        below = self.of(kind, node.selection_set)
        conditions = below.conditions + _conditions(arguments)
        whole = parent.name in ("Query", "Dataset")  # what belongs to one record is short, and has an index of its own
        scans = SCANS.get(name, 0) * len(arguments.get("groupBy", (1,))) + below.scans if whole else 0
        return Cost(size * (plan.weight + below.nodes), 1 + below.fields, 1 + below.depth, conditions, scans=scans)

    def _part(self, node: FieldNode, type_: Any) -> Cost:
        """The cost of a field of the schema's own."""
        below = self.of(get_named_type(type_), node.selection_set)
        return Cost(0, 1 + below.fields, 1, 0, items(self.operation.schema, node.name.value) * (1 + below.parts))


def _size(plan: Any, arguments: dict[str, Any]) -> int:
    """How many things a field returns; none where its arguments can't be used, which is told when it is compiled."""
    try:
        return int(plan.size(arguments))
    except ApiError:
        return 0


def _conditions(arguments: Any) -> int:
    """How many conditions a field's filter makes; raises ApiError for texts that nobody would look for."""
    count, waiting = 0, list(arguments.items())
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, dict):
            count += len(value)
            waiting.extend(value.items())
        elif isinstance(value, list):
            count += sum(isinstance(item, dict) for item in value)
            waiting.extend((name, item) for item in value)
        elif isinstance(value, str) and len(value) > limits.ARGUMENT_CHARS_MAX and name not in CURSORS:
            raise ApiError(Code.BAD_ARGUMENT, f"{name} holds more than {limits.ARGUMENT_CHARS_MAX} characters")
    return count
