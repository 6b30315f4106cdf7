"""What GraphQL says about selecting: fragments, aliases, directives, variables, merging, several operations and roots."""

from __future__ import annotations

from typing import Any

import pytest

from conflictdb import limits
from tests.api.asking import ask, data
from tests.api.builder import actor, organisation, place, post, source, statement, topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world() -> None:
    congo = place("drc", "DR Congo", "country", country_code="CD")
    army = organisation("army", "The army", kind="state_forces", country=congo)
    chief = actor("chief", "The chief", country=congo, description="Chief of staff.")
    post(chief, army, "Chief of staff")
    statement(
        "a call",
        key="one",
        speaker=chief,
        said="2024-01-01",
        act="call",
        topics=(topic("peace"),),
        of=source("first", title="First"),
    )


TABLE: list[tuple[str, str, dict[str, Any], Any]] = [
    ("an alias", '{ who: actor(slug: "chief") { called: name } }', {}, {"who": {"called": "The chief"}}),
    ("one field under two keys", '{ actor(slug: "chief") { a: slug b: slug } }', {}, {"actor": {"a": "chief", "b": "chief"}}),
    ("the same field twice", '{ actor(slug: "chief") { slug slug } }', {}, {"actor": {"slug": "chief"}}),
    (
        "objects of one key are merged, in the order of first mention",
        '{ actor(slug: "chief") { country { name } slug country { slug name } } }',
        {},
        {"actor": {"country": {"name": "DR Congo", "slug": "drc"}, "slug": "chief"}},
    ),
    (
        "roots of one key are merged",
        '{ actor(slug: "chief") { name } actor(slug: "chief") { slug } }',
        {},
        {"actor": {"name": "The chief", "slug": "chief"}},
    ),
    (
        "a fragment, used twice, in a fragment",
        """{ one: actor(slug: "chief") { ...Who } two: actor(slug: "army") { ...Who } }
           fragment Who on Actor { ...Name kind } fragment Name on Actor { name }""",
        {},
        {"one": {"name": "The chief", "kind": "PERSON"}, "two": {"name": "The army", "kind": "STATE_FORCES"}},
    ),
    (
        "an inline fragment without a type",
        '{ actor(slug: "chief") { ... { slug } ... @include(if: false) { name } } }',
        {},
        {"actor": {"slug": "chief"}},
    ),
    (
        "a fragment on an interface",
        '{ actor(slug: "chief") { ... on Node { __typename } } }',
        {},
        {"actor": {"__typename": "Actor"}},
    ),
    (
        "an interface and its types",
        '{ node(id: "stm_one") { __typename id ... on Statement { text } ... on Actor { name } } }',
        {},
        {"node": {"__typename": "Statement", "id": "stm_one", "text": "a call"}},
    ),
    (
        "skip and include, by variables",
        'query($yes: Boolean!, $no: Boolean!) { actor(slug: "chief") { a: slug @include(if: $yes) b: slug @include(if: $no) '
        "c: slug @skip(if: $yes) d: slug @skip(if: $no) e: slug @include(if: $yes) @skip(if: $yes) } }",
        {"yes": True, "no": False},
        {"actor": {"a": "chief", "d": "chief"}},
    ),
    ("a root left out", '{ actor(slug: "chief") @skip(if: true) { slug } __typename }', {}, {"__typename": "Query"}),
    (
        "a fragment left out",
        '{ __typename ...F @include(if: false) } fragment F on Query { actor(slug: "chief") { slug } }',
        {},
        {"__typename": "Query"},
    ),
    ("a variable", "query($slug: String!) { actor(slug: $slug) { slug } }", {"slug": "army"}, {"actor": {"slug": "army"}}),
    ("a variable's default", 'query($slug: String! = "army") { actor(slug: $slug) { slug } }', {}, {"actor": {"slug": "army"}}),
    (
        "a whole filter as a variable",
        "query($filter: StatementFilter) { statements(filter: $filter) { nodes { text } } }",
        {"filter": {"act": ["CALL"], "speaker": {"memberOf": "army"}, "saidOn": {"from": "2024-01-01", "to": "2024-01-01"}}},
        {"statements": {"nodes": [{"text": "a call"}]}},
    ),
    (
        "variables within a filter, one of them not given",
        "query($act: [StatementAct!], $kind: [StatementKind!]) { statements(filter: {act: $act, kind: $kind}) { totalCount } }",
        {"act": ["WARN"]},
        {"statements": {"totalCount": 0}},
    ),
    (
        "a single value for a list",
        "{ statements(filter: {act: CALL, and: {kind: DIRECT}}) { totalCount } }",
        {},
        {"statements": {"totalCount": 1}},
    ),
    (
        "null for a filter",
        "{ statements(filter: null, orderBy: null, first: null) { totalCount } }",
        {},
        {"statements": {"totalCount": 1}},
    ),
    (
        "null within a filter",
        "{ statements(filter: {act: null, speaker: null}) { totalCount } }",
        {},
        {"statements": {"totalCount": 1}},
    ),
    ("nothing there", '{ actor(slug: "nobody") { name } }', {}, {"actor": None}),
    (
        "a null link",
        '{ actor(slug: "army") { description affiliations { role } } location(slug: "drc") { parent { slug } latitude } }',
        {},
        {"actor": {"description": None, "affiliations": []}, "location": {"parent": None, "latitude": None}},
    ),
    (
        "several roots",
        '{ b: actor(slug: "chief") { slug } a: topic(slug: "peace") { slug } source(externalId: "first") { title } }',
        {},
        {"b": {"slug": "chief"}, "a": {"slug": "peace"}, "source": {"title": "First"}},
    ),
    (
        "type names everywhere",
        "{ __typename statements { __typename edges { __typename node { __typename speaker { __typename } } }"
        " pageInfo { __typename } } }",
        {},
        {
            "__typename": "Query",
            "statements": {
                "__typename": "StatementConnection",
                "edges": [
                    {"__typename": "StatementEdge", "node": {"__typename": "Statement", "speaker": {"__typename": "Actor"}}}
                ],
                "pageInfo": {"__typename": "PageInfo"},
            },
        },
    ),
    (
        "introspection beside data",
        'query($name: String!) { __type(name: $name) { ...T } actor(slug: "chief") { slug } } fragment T on __Type { kind name }',
        {"name": "Actor"},
        {"__type": {"kind": "OBJECT", "name": "Actor"}, "actor": {"slug": "chief"}},
    ),
    ("introspection under another key", "{ s: __schema { queryType { name } } }", {}, {"s": {"queryType": {"name": "Query"}}}),
]


@pytest.mark.parametrize(("_case", "query", "variables", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_selection(_case: str, query: str, variables: dict[str, Any], expected: Any) -> None:
    found = data(query, **variables)
    assert found == expected
    assert list(found) == list(expected)


def test_one_of_several_operations() -> None:
    document = 'query A { actor(slug: "chief") { slug } } query B { actor(slug: "army") { slug } }'
    assert ask(document, "B")["data"] == {"actor": {"slug": "army"}}
    assert ask(document)["errors"][0]["message"] == "the document has several operations: say by operationName which one to run"
    assert ask(document, "C")["errors"][0]["message"] == "the document has no operation C"


def test_more_keys_than_a_function_of_the_database_takes_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUERY_ALIASES_MAX", 50)
    keys = [f"k{number}" for number in range(120)]
    fields = " ".join(f"{key}: slug" for key in keys[:45])
    plain = "slug name kind description reviewStatus id"
    node = data(f'{{ actor(slug: "chief") {{ {fields} {plain} aliases __typename }} }}')["actor"]
    assert list(node) == [*keys[:45], *plain.split(), "aliases", "__typename"]
    assert node["k44"] == "chief"
    assert node["aliases"] == []


def test_each_root_field_is_one_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        ask(
            '{ actor(slug: "chief") { slug } statements { totalCount nodes { id speaker { name } } }'
            " dataset { version } __typename }"
        )
    with django_assert_num_queries(0):
        ask("{ __typename __schema { types { name } } }")
