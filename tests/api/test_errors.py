"""What goes wrong gets a code from the closed list, a message that helps, and nothing of the machinery."""

from __future__ import annotations

import logging
import time
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError

from api import execution
from api.errors import Code
from api.execution import Request, answer, statement_of
from api.expressions import Template
from conflictdb import limits
from tests.api.asking import ask, code
from tests.api.builder import actor, statement

pytestmark = pytest.mark.django_db

DOUBLING = " ".join(
    f"fragment F{n} on Actor {{ country {{ id }} ...G{n} }} fragment G{n} on Actor {{ ...F{n + 1} ...F{n + 1} }}"
    for n in range(22)
)
FANNING = " ".join(
    f"fragment F{n} on Actor {{ a: affiliations {{ actor {{ ...F{n + 1} }} }} b: affiliations {{ actor {{ ...F{n + 1} }} }} }}"
    for n in range(22)
)
END = " fragment F22 on Actor { id }"

TABLE: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("no syntax", "{ actors", {}, "SYNTAX", "Syntax Error: Expected Name, found <EOF>."),
    ("no such field", "{ actors { nodes { shoeSize } } }", {}, "INVALID", "Cannot query field 'shoeSize' on type 'Actor'."),
    (
        "a missing argument",
        "{ actor { id } }",
        {},
        "INVALID",
        "Argument 'Query.actor(slug:)' of type 'String!' is required, but it was not provided.",
    ),
    (
        "a bad enum value",
        "{ statements(filter: {act: [SHOUT]}) { totalCount } }",
        {},
        "INVALID",
        "Value 'SHOUT' does not exist in 'StatementAct' enum.",
    ),
    ("a mutation", "mutation { x }", {}, "INVALID", "The mutation operation is not supported by the schema."),
    ("a subscription", "subscription { x }", {}, "INVALID", "The subscription operation is not supported by the schema."),
    (
        "a fragment cycle",
        '{ actor(slug: "a") { ...A } } fragment A on Actor { country { ...L } } fragment L on Location { parent { ...L } }',
        {},
        "INVALID",
        "Cannot spread fragment 'L' within itself.",
    ),
    (
        "a missing variable",
        "query($slug: String!) { actor(slug: $slug) { id } }",
        {},
        "BAD_VARIABLES",
        "Variable '$slug' has invalid value: Expected a value of non-null type 'String!' to be provided.",
    ),
    (
        "a variable of the wrong type",
        "query($slug: String!) { actor(slug: $slug) { id } }",
        {"slug": 7},
        "BAD_VARIABLES",
        "Variable '$slug' has invalid value: String cannot represent a non string value: 7",
    ),
    (
        "a bad day",
        'query($day: Date) { actor(slug: "a") { affiliations(at: $day) { role } } }',
        {"day": "2024-02-30"},
        "BAD_VARIABLES",
        "Variable '$day' has invalid value: Expected value of type 'Date', but encountered error "
        "''2024-02-30' is not a Date: write it like \"2024-02-05\"'; found: '2024-02-30'.",
    ),
    (
        "a bad filter",
        '{ events(filter: {on: {from: "2024-02-01", to: "2024-01-01"}}) { totalCount } }',
        {},
        "BAD_ARGUMENT",
        "filter.on: from (2024-02-01) is after to (2024-01-01): swap them",
    ),
    (
        "a bad nested filter",
        '{ statements(filter: {or: [{speaker: {name: "a\\u0000"}}]}) { totalCount } }',
        {},
        "BAD_ARGUMENT",
        "filter.or.speaker.name: Null characters are not allowed.",
    ),
    ("NUL in a slug", '{ actor(slug: "a\\u0000b") { id } }', {}, "BAD_ARGUMENT", "slug holds a null character: leave it out"),
    ("NUL in an id", '{ nodes(ids: ["act_a\\u0000b"]) { id } }', {}, "BAD_ARGUMENT", "ids holds a null character: leave it out"),
    (
        "too many ids",
        "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
        {"ids": ["a"] * 101},
        "BAD_ARGUMENT",
        "at most 100 ids at once, not 101",
    ),
    ("no dimension", "{ eventCounts(groupBy: []) { count } }", {}, "BAD_ARGUMENT", "groupBy takes 1 to 4 different dimensions"),
    (
        "a dimension twice",
        "{ eventCounts(groupBy: [DAY, DAY]) { count } }",
        {},
        "BAD_ARGUMENT",
        "groupBy takes 1 to 4 different dimensions",
    ),
    (
        "nothing to search for",
        '{ search(text: " ") { totalCount } }',
        {},
        "BAD_ARGUMENT",
        "text must hold 1 to 300 characters to look for",
    ),
    (
        "too many objects",
        "{ actors(first: 200) { nodes { statements(first: 200) { nodes { id } } } } }",
        {},
        "TOO_COMPLEX",
        "the operation might return 40200 objects, at most 10000 are allowed: ask for less at once",
    ),
    (
        "too many objects, by a variable",
        "query($n: Int) { a: actors(first: $n) { nodes { statements(first: $n) { nodes { id } } } } }",
        {"n": 150},
        "TOO_COMPLEX",
        "the operation might return 22650 objects, at most 10000 are allowed: ask for less at once",
    ),
    (
        "too deep",
        '{ location(slug: "a") ' + "{ parent " * 12 + "{ id }" + " }" * 12 + " }",
        {},
        "TOO_COMPLEX",
        "the operation goes 14 levels deep, at most 10 are allowed: ask for less at once",
    ),
    ("fragments that fan out", f'{{ actor(slug: "a") {{ ...F0 }} }} {FANNING}{END}', {}, "TOO_COMPLEX", ""),
    (
        "tokens",
        "{ " + "__typename " * 2_100 + "}",
        {},
        "TOO_COMPLEX",
        "the document has more than 600 tokens: ask in several",
    ),
    (
        "one field over and over",
        "{ " + "__typename " * 11 + "}",
        {},
        "TOO_COMPLEX",
        "__typename is selected more than 10 times in one place: once is enough",
    ),
    (
        "aliases",
        "{ "
        + " ".join(f"a{n}: __typename" for n in range(20))
        + ' actor(slug: "a") { '
        + " ".join(f"b{n}: id" for n in range(31))
        + " } }",
        {},
        "TOO_COMPLEX",
        "the document has 21 fields at the root; at most 20 are allowed",
    ),
    (
        "aliases below",
        '{ actor(slug: "a") { ' + " ".join(f"b{n}: id" for n in range(31)) + " } }",
        {},
        "TOO_COMPLEX",
        "the document has 31 aliases; at most 30 are allowed",
    ),
    (
        "directives",
        "{ __typename " + "@include(if: true) " * 21 + "}",
        {},
        "TOO_COMPLEX",
        "the document has 21 directives; at most 20 are allowed",
    ),
    ("brackets without end", "{ " + "a { " * 400, {}, "SYNTAX", ""),
]


@pytest.mark.parametrize(("_case", "query", "variables", "expected", "message"), TABLE, ids=[row[0] for row in TABLE])
def test_errors(_case: str, query: str, variables: dict[str, Any], expected: str, message: str) -> None:
    response = ask(query, **variables)
    error = response["errors"][0]
    assert error["extensions"]["code"] == expected
    # What can't be used in one field concerns this field; all else is refused as a whole.
    assert ("data" in response, "path" in error) == ((True, True) if expected == "BAD_ARGUMENT" else (False, False))
    assert not message or error["message"] == message
    assert {each["extensions"]["code"] for each in response["errors"]} <= {each.value for each in Code}


def test_fragments_that_double_are_answered_or_refused_at_once() -> None:
    assert ask(f'{{ actor(slug: "a") {{ ...F0 }} }} {DOUBLING}{END}')["data"] == {"actor": None}


def test_many_fields_written_out_by_fragments_are_refused() -> None:
    leaves = " ".join(f"b{n}: id" for n in range(26)) + " slug name kind"
    spread = " ".join(
        "affiliations { actor { ...L } organisation { ...L } evidence { source { publisher { ...L } } } }" for _ in range(4)
    )
    roots = " ".join(f'r{n}: actor(slug: "a") {{ ...L {spread} }}' for n in range(4))
    assert code(f"{{ {roots} }} fragment L on Actor {{ {leaves} }}") == (
        "TOO_COMPLEX",
        "the operation asks for 1608 fields, at most 1500 are allowed: ask for less at once",
    )


def test_a_failing_root_that_may_be_null_is_null_and_the_others_stand(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    actor("there")
    fetch = execution._fetch

    def flaky(text: str, until: float) -> bytes:
        if "conflictdb_topic" in text:
            raise OperationalError("server closed the connection: host=secret")
        return fetch(text, until)

    monkeypatch.setattr(execution, "_fetch", flaky)
    with caplog.at_level(logging.ERROR, "conflictdb.api"):
        response = ask('{ actor(slug: "there") { slug } topic(slug: "x") { slug } }')
    assert response["data"] == {"actor": {"slug": "there"}, "topic": None}
    [error] = response["errors"]
    assert error["path"] == ["topic"]
    assert error["extensions"]["code"] == "UNAVAILABLE"
    assert "secret" not in str(response)
    assert error["extensions"]["id"] in caplog.text


def test_a_failing_root_that_may_not_be_null_voids_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str, until: float) -> bytes:
        raise DatabaseError("column x does not exist")

    monkeypatch.setattr(execution, "_fetch", broken)
    response = ask("{ statements { totalCount } }")
    assert response["data"] is None
    assert [(error["path"], error["extensions"]["code"]) for error in response["errors"]] == [(["statements"], "UNAVAILABLE")]


def test_what_nobody_thought_of_is_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execution, "run", lambda compiled: 1 / 0)
    result = answer(Request("{ __typename }"))
    assert result.status == 500
    assert b"INTERNAL" in result.body
    assert b"division" not in result.body


def test_a_statement_that_takes_too_long_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STATEMENT_TIMEOUT_MS", 50)
    monkeypatch.setattr(execution, "statement_of", lambda expression, facts: "SELECT pg_sleep(2)::text")
    response = ask('{ actor(slug: "slow") { slug } }')
    assert response["data"] == {"actor": None}
    assert response["errors"][0]["extensions"]["code"] == "TIMEOUT"


def test_the_limit_of_a_statements_time() -> None:
    asked = "SELECT current_setting('statement_timeout')"
    assert execution._fetch(asked, time.monotonic() + 60) == b"3s"
    assert float(execution._fetch(asked, time.monotonic() + 2).removesuffix(b"ms")) < 2000


def test_a_request_has_a_limit_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many roots it has: what no time is left for is not begun."""
    actor("there")
    monkeypatch.setattr(limits, "REQUEST_TIMEOUT_MS", 0)
    response = ask('{ __typename a: actor(slug: "there") { slug } b: topic(slug: "x") { slug } }')
    assert response["data"] == {"__typename": "Query", "a": None, "b": None}
    assert [(error["extensions"]["code"], error["path"]) for error in response["errors"]] == [
        ("TIMEOUT", ["a"]),
        ("TIMEOUT", ["b"]),
    ]


CURSOR = "WzIsICJBIiwgIngiXQ"


@pytest.mark.parametrize(
    ("query", "given", "wrong"),
    [
        # the root that may be null is null, and the others stand
        (f'{{ actor(slug: "a") {{ slug statements(after: "{CURSOR}") {{ nodes {{ id }} }} }} dataset {{ licence }} }}',
         {"actor": None, "dataset": {"licence": "CC-BY-4.0"}}, [("BAD_CURSOR", ["actor"])]),
        ('{ x: node(id: "a\u0000") { id } topic(slug: "t") { slug } }', {"x": None, "topic": None}, [("BAD_ARGUMENT", ["x"])]),
        # one that may not be null takes the data with it, and nothing is run
        (f'{{ statements(after: "{CURSOR}") {{ totalCount }} topic(slug: "t") {{ slug }} }}', None,
         [("BAD_CURSOR", ["statements"])]),
        ('{ a: actors(first: 201) { totalCount } b: events(first: 1, last: 1) { totalCount } }', None,
         [("BAD_ARGUMENT", ["a"]), ("BAD_ARGUMENT", ["b"])]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_one_root_is_told_there(
    query: str, given: Any, wrong: Any, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    actor("a")
    ask(query)
    with django_assert_num_queries(0 if given is None else 1):
        response = ask(query)
    assert response["data"] == given
    assert [(error["extensions"]["code"], error["path"]) for error in response["errors"]] == wrong


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE conflictdb_actor; --", "%s", "%(x)s", "100%", "{}", "\\", '"', "é\u2028\U0001f600"]
)
def test_values_are_values(text: str) -> None:
    who = actor("quoted", text, description=text)
    statement(text, speaker=who)
    query = """query($t: String!) { actors(filter: {name: $t}) { nodes { name description } } statements(filter: {about: $t}) {
      totalCount }
      search(text: $t) { totalCount } source(externalId: $t) { id } resolution(symbol: $t) { id } nodes(ids: ["act_1"]) { id }
      }"""
    assert ask(query, t=text)["data"]["actors"]["nodes"] == [{"name": text, "description": text}]


def test_cost_is_told() -> None:
    assert ask("{ actors(first: 10) { nodes { affiliations { organisation { id } } } } }")["extensions"] == {
        "cost": {"nodes": 110, "nodesMax": 10000}
    }


def test_statements_carry_no_unbound_value() -> None:
    assert statement_of(Template("{}", _value("it's"))) == "SELECT ('it''s')::text"


def _value(text: str) -> Any:
    from django.db.models import Value

    return Value(text)


def test_the_code_of_a_message() -> None:
    assert code("{ statements(first: 999) { totalCount } }")[0] == "BAD_ARGUMENT"
