"""Documents: parsed and validated once, kept by their text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    parse,
    validate,
)

from api.errors import ERRORS_MAX, ApiError, Code, Refused, formatted, refuse
from api.guard import check_shape
from api.schema import schema
from conflictdb.limits import QUERY_TOKENS_MAX

KEPT = 300
KEPT_CHARS_MAX = 8_000  # of a document that is kept; only comments and texts of arguments make one longer


@dataclass(frozen=True, slots=True)
class Document:
    """A valid document: its operations by name and its fragments."""

    node: DocumentNode
    operations: dict[str | None, OperationDefinitionNode]
    fragments: dict[str, FragmentDefinitionNode]

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation of this name, or the only one; raises Refused where there is none, or where it changes things."""
        if name is None and len(self.operations) > 1:
            raise refuse(Code.INVALID, "the document has several operations: say by operationName which one to run")
        operation = next(iter(self.operations.values()), None) if name is None else self.operations.get(name)
        if operation is None:
            raise refuse(Code.INVALID, f"the document has no operation {name}" if name else "the document has no operation")
        if operation.operation is not OperationType.QUERY:
            raise refuse(Code.NOT_ALLOWED, "this API answers queries only")
        return operation


def read_document(text: str) -> Document:
    """The valid document that the text is; raises Refused with what is wrong with it."""
    return _kept(text) if len(text) <= KEPT_CHARS_MAX else _read(text)


def _read(text: str) -> Document:
    try:
        node = parse(text, max_tokens=QUERY_TOKENS_MAX)
        check_shape(node)
    except GraphQLSyntaxError as error:
        if "more than" in error.message and "tokens" in error.message:
            raise refuse(Code.TOO_COMPLEX, f"the document has more than {QUERY_TOKENS_MAX} tokens: ask in several") from None
        raise Refused(formatted([error], Code.SYNTAX)) from None
    except ApiError as error:
        raise Refused(formatted([error], Code.TOO_COMPLEX)) from None
    except RecursionError:
        raise refuse(Code.TOO_COMPLEX, "the document is nested too deep") from None
    errors: list[GraphQLError] = validate(schema._schema, node, max_errors=ERRORS_MAX)
    if errors:
        raise Refused(formatted(errors, Code.INVALID))
    operations, fragments = {}, {}
    for definition in node.definitions:
        if isinstance(definition, OperationDefinitionNode):
            operations[definition.name.value if definition.name else None] = definition
        elif isinstance(definition, FragmentDefinitionNode):
            fragments[definition.name.value] = definition
    return Document(node, operations, fragments)


_kept = lru_cache(maxsize=KEPT)(_read)


def forget_documents() -> None:
    """Read all documents anew when they come next."""
    _kept.cache_clear()
