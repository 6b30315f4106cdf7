"""From an operation to the bytes of its answer: one SQL statement for each root field, whose JSON is passed on unread."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.db import DatabaseError, connection
from django.db.models.sql import Query
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLNonNull,
    NameNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Undefined,
    execute_sync,
    get_variable_values,
)

from api.documents import Document, read_document
from api.errors import ERRORS_MAX, ApiError, Code, Refused, formatted, in_names_of_the_schema, late, masked
from api.guard import Cost, Reckoning
from api.operation import Operation, Selected
from api.schema import schema
from conflictdb import limits, reader
from conflictdb.filters import BadFilter
from conflictdb.lookups import Facts, noting
from conflictdb.version import dataset_version

PLANS_KEPT = 300
SCANS = "counts of whole lists (a search is four, a grouping one for each dimension)"
VERSION_SECONDS = 30  # between two looks at the version of the data, by which kept operations age
COMPILED_MAX = 5  # times that an operation is compiled anew because what it rests on has changed meanwhile


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks: the document, which of its operations, and its variables as JSON."""

    query: str
    operation_name: str | None = None
    variables: bytes = b"{}"


@dataclass(frozen=True, slots=True)
class Root:
    """One field at the root: its key, and its statement, or its JSON where that is known beforehand, or what is wrong with it.

    `version`: of the data that its statement was made by; "" where it was made by none.
    """

    key: str
    statement: str | None = None
    constant: bytes = b"null"
    nullable: bool = True
    errors: tuple[dict[str, Any], ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True)
class Compiled:
    """An operation ready to be run, as often as it is asked for."""

    roots: tuple[Root, ...]
    cost: Cost
    made_at: float = field(default_factory=time.monotonic)

    @property
    def version(self) -> str:
        """The version of the data that it was made by; "" where it was made by none."""
        return next((root.version for root in self.roots if root.version), "")

    @property
    def void(self) -> bool:
        """Whether it is known beforehand that there can be no data: a root that may not be null is wrong."""
        return any(root.errors and not root.nullable for root in self.roots)

    @property
    def size(self) -> int:
        """How many characters it holds."""
        return sum(len(root.statement or root.constant) for root in self.roots)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client gets: the body, the HTTP status for clients that look at it, and headers."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether nothing went wrong."""
        return not self.body.startswith(b'{"errors"')


def refused(refusal: Refused) -> Answer:
    """The answer that tells a refusal."""
    return Answer(orjson.dumps({"errors": refusal.errors}), refusal.status, refusal.headers)


class Stale(Exception):  # noqa: N818 - the state
    """What a statement was compiled from has changed: compile it anew."""


class Plans:
    """The operations compiled last, by what was asked; so many, and no more than so many bytes of them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Request, Compiled] = OrderedDict()
        self._lock = threading.Lock()
        self._bytes = 0
        self._version, self._version_at = "", float("-inf")

    def get(self, request: Request) -> Compiled:
        """The operation, compiled now unless it has been kept; raises Refused where it can't be run."""
        with self._lock:
            if (found := self._kept.get(request)) and not self._aged(found):
                self._kept.move_to_end(request)
                return found
        compiled, lasting = compile_request(request)
        if lasting:
            with self._lock:
                self._drop(request)
                self._kept[request] = compiled
                self._bytes += _size(request, compiled)
                while len(self._kept) > PLANS_KEPT or self._bytes > limits.KEPT_BYTES_MAX:
                    self._drop(next(iter(self._kept)))
        return compiled

    def _aged(self, compiled: Compiled) -> bool:
        """Whether it was made by data that have changed: it still answers rightly, but has to check that each time."""
        if not compiled.version:
            return False
        now = time.monotonic()
        if now > self._version_at + VERSION_SECONDS:
            self._version, self._version_at = dataset_version(), now
        return compiled.version != self._version and compiled.made_at < self._version_at

    def forget(self, request: Request) -> None:
        """Compile the request anew when it comes next."""
        with self._lock:
            self._drop(request)

    def _drop(self, request: Request) -> None:
        if found := self._kept.pop(request, None):
            self._bytes -= _size(request, found)


def _size(request: Request, compiled: Compiled) -> int:
    return len(request.query) + len(request.variables) + compiled.size


plans = Plans()


def answer(request: Request, charge: Callable[[Cost], None] = lambda cost: None) -> Answer:
    """The answer to a request, whatever becomes of it; `charge` is told the cost before anything runs, and may refuse."""
    try:
        charge(plans.get(request).cost)
        return _latest(request)
    except Refused as refusal:
        return refused(refusal)
    except Exception as error:
        return Answer(orjson.dumps({"errors": [masked(error)]}), 500)


def _latest(request: Request) -> Answer:
    for _ in range(COMPILED_MAX):
        try:
            return run(plans.get(request))
        except Stale:
            plans.forget(request)
    raise Stale


# ---------------------------------------------------------------- compiling


def compile_request(request: Request) -> tuple[Compiled, bool]:
    """The operation as statements, and whether they hold for the same request later on."""
    document = read_document(request.query)
    node = document.operation(request.operation_name)
    operation = _operation(document, node, request.variables)
    root: Any = schema._schema.query_type
    try:
        cost = _checked(Reckoning(operation).of(root, node.selection_set))
        collected = operation.collect(root, [node.selection_set])
    except ApiError as error:
        raise Refused(formatted([error], Code.BAD_ARGUMENT)) from None
    roots = tuple(_root(document, node, Selected(operation, root, nodes, None, key)) for key, nodes in collected.items())
    return Compiled(roots, cost), not operation.volatile


def _operation(document: Document, node: OperationDefinitionNode, variables: bytes) -> Operation:
    given = orjson.loads(variables)
    coerced = get_variable_values(schema._schema, node.variable_definitions or (), given, max_errors=ERRORS_MAX)
    if isinstance(coerced, list):
        raise Refused(formatted(coerced, Code.BAD_VARIABLES))
    return Operation(schema._schema, document.fragments, coerced)


def _checked(cost: Cost) -> Cost:
    for what, reckoned, most, unit in (
        ("might return", cost.nodes, limits.QUERY_NODES_MAX, "objects"),
        ("asks for", cost.fields, limits.QUERY_FIELDS_MAX, "fields"),
        ("goes", cost.depth, limits.QUERY_DEPTH_MAX, "levels deep"),
        ("filters by", cost.conditions, limits.FILTER_CONDITIONS_MAX, "conditions"),
        ("takes", cost.scans, limits.QUERY_SCANS_MAX, SCANS),
        ("might tell", math.ceil(cost.parts), limits.INTROSPECTION_PARTS_MAX, "parts of the schema"),
    ):
        if reckoned > most:
            raise ApiError(
                Code.TOO_COMPLEX, f"the operation {what} {reckoned} {unit}, at most {most} are allowed: ask for less at once"
            )
    return cost


def _root(document: Document, node: OperationDefinitionNode, selected: Selected) -> Root:
    if selected.name.startswith("__"):
        return Root(selected.key, constant=_introspected(document, node, selected))
    nullable = not isinstance(selected.definition.type, GraphQLNonNull)
    try:
        with noting() as facts:
            expression = selected.build()
    except (ApiError, BadFilter) as error:
        return Root(selected.key, nullable=nullable, errors=(_told(error, selected.key),))
    return Root(selected.key, statement_of(expression, facts), nullable=nullable, version=facts.version)


def _told(error: ApiError | BadFilter, key: str) -> dict[str, Any]:
    """The error of a root field whose arguments can't be used: it alone is null, or all of the data where it may not be."""
    if isinstance(error, BadFilter):
        error = ApiError(Code.BAD_ARGUMENT, in_names_of_the_schema(error))
    return {**formatted([error], Code.BAD_ARGUMENT)[0], "path": [key]}


def statement_of(expression: Any, facts: Facts | None = None) -> str:
    """The SQL that yields the expression's JSON as text, its parameters bound; no row where a fact no longer holds."""
    compile_ = Query(None).get_compiler(connection=connection).compile
    sql, parameters = compile_(expression)
    text, values = f"SELECT ({sql})::text", list(parameters)
    if facts and (condition := facts.hold()):
        sql, parameters = compile_(condition)
        text += f" WHERE {sql}"
        values += parameters
    connection.ensure_connection()
    return str(connection.ops.compose_sql(text, values))  # type: ignore[attr-defined]


def _introspected(document: Document, node: OperationDefinitionNode, selected: Selected) -> bytes:
    """The JSON of one of the schema's own fields, executed in the common way: nothing of them is in the database."""
    given = selected.operation.variables.sources
    operation = OperationDefinitionNode(
        operation=node.operation,
        variable_definitions=node.variable_definitions,
        selection_set=SelectionSetNode(selections=tuple(_keyed(each, selected.key) for each in selected.nodes)),
    )
    definitions = (operation, *document.fragments.values())
    values = {name: source.value for name, source in given.items() if source.value is not Undefined}
    result = execute_sync(schema._schema, DocumentNode(definitions=definitions), variable_values=values)
    if result.errors:
        raise Refused(formatted(result.errors, Code.INVALID))
    return orjson.dumps((result.data or {})[selected.key])


def _keyed(node: FieldNode, key: str) -> FieldNode:
    if node.alias or node.name.value == key:
        return node
    return FieldNode(alias=NameNode(value=key), name=node.name, arguments=node.arguments, selection_set=node.selection_set)


# ---------------------------------------------------------------- running


def run(compiled: Compiled) -> Answer:
    """Run the statements and put their answers together; none where there can be no data."""
    parts: list[bytes] = []
    errors: list[dict[str, Any]] = [error for root in compiled.roots for error in root.errors]
    void = compiled.void
    until = time.monotonic() + limits.REQUEST_TIMEOUT_MS / 1000
    for root in compiled.roots:
        if void:
            break
        value: bytes = root.constant
        if root.statement is not None:
            try:
                value = _fetch(root.statement, until)
            except (ApiError, DatabaseError) as error:
                errors.append(masked(error, [root.key]))
                value, void = b"null", not root.nullable
        parts.append(b'"%b":%b' % (root.key.encode(), value))
    data = b"null" if void else b"{%b}" % b",".join(parts)
    body = b'{"errors":%b,' % orjson.dumps(errors) if errors else b"{"
    cost = compiled.cost
    extensions = b'{"cost":{"nodes":%d,"nodesMax":%d}}' % (cost.nodes, limits.QUERY_NODES_MAX)
    return Answer(body + b'"data":%b,"extensions":%b}' % (data, extensions))


def _fetch(statement: str, until: float) -> bytes:
    """The JSON that a statement yields, by a moment; raises DatabaseError, and ApiError where no time is left to begin."""
    left = math.floor((until - time.monotonic()) * 1000)
    if left <= 0:
        raise late()
    row = reader.fetch(statement, min(left, limits.STATEMENT_TIMEOUT_MS))
    if row is None:
        raise Stale
    return b"null" if row[0] is None else str(row[0]).encode()
