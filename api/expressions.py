"""Django expressions that build JSON in PostgreSQL.

They are made with columns that already know their table's alias (`Col`), so nothing is resolved or renamed later, and they are
compiled by Django's compiler: every value is a bound parameter. `json`, not `jsonb`: it is cheaper and keeps the order of keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, Expression, Field, JSONField, TextField
from django.db.models.expressions import Subquery
from django.db.models.sql import Query
from django.db.models.sql.where import WhereNode

Sql = tuple[str, Any]  # the text, and the values of its parameters
JSON: Field[Any, Any] = JSONField()
TEXT: Field[Any, Any] = TextField()
# PostgreSQL takes at most 100 arguments to a function.
ARGUMENTS_MAX = 100


class Node(Expression):
    """An expression over others, written by a template with one place for each."""

    def __init__(self, *parts: Any, output_field: Field[Any, Any] = JSON) -> None:
        super().__init__(output_field=output_field)
        self.parts = parts

    def get_source_expressions(self) -> list[Any]:
        """The parts, as Django asks for them."""
        return list(self.parts)

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """Take other parts, as Django hands them back after resolving or relabelling."""
        self.parts = tuple(exprs)

    def compiled(self, compiler: Any) -> tuple[list[str], list[Any]]:
        """The SQL of each part and the parameters of all."""
        texts, parameters = [], []
        for part in self.parts:
            text, values = compiler.compile(part)
            texts.append(text)
            parameters.extend(values)
        return texts, parameters


class Template(Node):
    """SQL with a `{}` for each part; a `{{` stands for a brace."""

    def __init__(self, template: str, *parts: Any, output_field: Field[Any, Any] = JSON) -> None:
        super().__init__(*parts, output_field=output_field)
        self.template = template

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        """Fill the template."""
        texts, parameters = self.compiled(compiler)
        return self.template.format(*texts), parameters


class Key(Expression):
    """A literal of our own making or a response key; GraphQL's grammar lets those hold letters, digits and _ only."""

    def __init__(self, text: str) -> None:
        super().__init__(output_field=TEXT)
        if not text.isidentifier() or not text.isascii():
            raise ValueError(f"{text!r} is not a GraphQL name")
        self.text = text

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        """The quoted text."""
        return f"'{self.text}'", ()


class Column(Expression):
    """A column of a derived table, for which no model stands."""

    def __init__(self, alias: str, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.alias, self.name = alias, name

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        """Alias and name."""
        quote = connection.ops.quote_name
        return f"{quote(self.alias)}.{quote(self.name)}", ()


class JsonObject(Node):
    """An object with these keys, in this order."""

    def __init__(self, fields: dict[str, Any]) -> None:
        super().__init__(*(part for key, value in fields.items() for part in (Key(key), value)))

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        """One call; for more keys than a call takes, several whose texts are joined."""
        texts, parameters = self.compiled(compiler)
        return _spliced("json_build_object", texts), parameters


class JsonArray(Node):
    """An array of these values."""

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        """One call; for more values than a call takes, several whose texts are joined."""
        texts, parameters = self.compiled(compiler)
        return _spliced("json_build_array", texts), parameters


def _spliced(function: str, texts: list[str]) -> str:
    chunks = [texts[start : start + ARGUMENTS_MAX] for start in range(0, len(texts), ARGUMENTS_MAX)] or [[]]
    calls = [f"{function}({', '.join(chunk)})" for chunk in chunks]
    joined = calls[0]
    for call in calls[1:]:
        joined = f"(left(({joined})::text, -1) || ', ' || substr(({call})::text, 2))::json"
    return joined


class Star(Expression):
    """All columns of the table with this alias."""

    def __init__(self, alias: str) -> None:
        super().__init__(output_field=TEXT)
        self.alias = alias

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        """The alias and a star."""
        return f"{compiler.quote_name_unless_alias(self.alias)}.*", ()


class Answer(Subquery):
    """A subselect whose query is complete: its alias is its own, its outer columns are named by theirs."""

    def __init__(self, query: Query, output_field: Field[Any, Any] = JSON) -> None:
        self.query = query
        self.query.subquery = True
        self.extra: dict[str, Any] = {}
        super(Subquery, self).__init__(output_field)

    def as_sql(self, compiler: Any, connection: Any, template: str | None = None, **extra: Any) -> Sql:
        """The subselect, also where Django sees beforehand that no row can answer it."""
        try:
            sql, parameters = super().as_sql(compiler, connection, template, **extra)
        except EmptyResultSet:
            nowhere: Any = Template("false", output_field=BooleanField())
            self.query.where = WhereNode([nowhere])
            sql, parameters = super().as_sql(compiler, connection, template, **extra)
        return sql, parameters


class Page(Answer):
    """What is made of a stretch of rows: `answer` is computed from the rows that the query picks, under the same alias.

    `numbered`: the rows carry their number in the order of the query as `n`, from 1.
    """

    def __init__(self, query: Query, alias: str, answer: Expression, *, numbered: bool) -> None:
        super().__init__(query)
        self.alias, self.answer, self.numbered = alias, answer, numbered

    def as_sql(self, compiler: Any, connection: Any, template: str | None = None, **extra: Any) -> Sql:
        """Wrap the picked rows."""
        answer, parameters = compiler.compile(self.answer)
        name = compiler.connection.ops.quote_name(self.alias)
        rows = f"(SELECT {name}.*, row_number() OVER () AS n FROM (%(subquery)s) {name})" if self.numbered else "(%(subquery)s)"
        picked, more = super().as_sql(compiler, connection, template=rows)
        return f"(SELECT {answer} FROM {picked} {name})", [*parameters, *more]


class RowCompare(Node):
    """Whether a row of keys lies before or after another, as a whole: `(a, b) < (x, y)`."""

    conditional = True

    def __init__(self, keys: Sequence[Any], operator: str, values: Sequence[Any]) -> None:
        super().__init__(*keys, *values, output_field=BooleanField())
        self.operator = operator

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        """The two rows and the operator between them."""
        texts, parameters = self.compiled(compiler)
        half = len(texts) // 2
        return f"({', '.join(texts[:half])}) {self.operator} ({', '.join(texts[half:])})", parameters
