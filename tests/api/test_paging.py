"""Pages: forth and back, over ties and unknown days, each row once, in either direction."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from conflictdb.models import Statement
from tests.api.asking import ask, code, data
from tests.api.builder import actor, event, evidence, organisation, post, source, statement

pytestmark = pytest.mark.django_db

# Ties on the day are broken by the id, in the direction of the order; unknown days come last in either order.
DAYS = {"a": "2024-01-01", "b": "2024-01-01", "c": "2024-01-02", "d": None, "e": None, "f": "2023-12-31", "g": "2024-01-02"}
LATEST = ["g", "c", "b", "a", "f", "e", "d"]
EARLIEST = ["f", "a", "b", "c", "g", "d", "e"]

PAGE = """query ($first: Int, $after: String, $last: Int, $before: String, $order: StatementOrder) {
  statements(first: $first, after: $after, last: $last, before: $before, orderBy: $order) {
    nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""


@pytest.fixture
def seven() -> None:
    for key, said in DAYS.items():
        statement(key=key, said=said)


def _page(**variables: Any) -> tuple[list[str], dict[str, Any]]:
    page = data(PAGE, **variables)["statements"]
    cursors = [edge["cursor"] for edge in page["edges"]]
    assert (page["pageInfo"]["startCursor"], page["pageInfo"]["endCursor"]) == (
        (cursors[0], cursors[-1]) if cursors else (None, None)
    )
    return [node["id"][4:] for node in page["nodes"]], page["pageInfo"]


@pytest.mark.usefixtures("seven")
@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
@pytest.mark.parametrize(("order", "expected"), [("SAID_ON_DESC", LATEST), ("SAID_ON_ASC", EARLIEST), ("RELEVANCE", LATEST)])
def test_forth_and_back_each_row_once(order: str, expected: list[str], size: int) -> None:
    seen, info = _page(first=size, order=order)
    assert info["hasPreviousPage"] is False
    while info["hasNextPage"]:
        rows, info = _page(first=size, after=info["endCursor"], order=order)
        assert info["hasPreviousPage"] is True
        seen += rows
    assert seen == expected

    seen, info = _page(last=size, order=order)
    assert info["hasNextPage"] is False
    while info["hasPreviousPage"]:
        rows, info = _page(last=size, before=info["startCursor"], order=order)
        assert info["hasNextPage"] is True
        seen = rows + seen
    assert seen == expected


@pytest.mark.usefixtures("seven")
def test_a_stretch_between_two_cursors() -> None:
    _, info = _page(first=1)
    _, end = _page(last=1)
    assert _page(first=50, after=info["endCursor"], before=end["startCursor"])[0] == LATEST[1:-1]
    assert _page(last=2, after=info["endCursor"], before=end["startCursor"])[0] == LATEST[-3:-1]


@pytest.mark.usefixtures("seven")
def test_pages_stay_in_step_when_rows_are_added_and_taken_away() -> None:
    rows, info = _page(first=3)
    statement(key="new", said="2030-01-01")
    Statement.objects.filter(public_id="stm_b").delete()
    assert rows + _page(first=50, after=info["endCursor"])[0] == LATEST


@pytest.mark.usefixtures("seven")
def test_no_row_at_all_can_be_asked_for() -> None:
    assert _page(first=0) == ([], {"hasNextPage": True, "hasPreviousPage": False, "startCursor": None, "endCursor": None})
    assert _page(last=0) == ([], {"hasNextPage": False, "hasPreviousPage": True, "startCursor": None, "endCursor": None})


@pytest.mark.usefixtures("seven")
def test_what_needs_no_rows_reads_none() -> None:
    assert data("{ statements { __typename pageInfo { hasPreviousPage __typename } } }")["statements"] == {
        "__typename": "StatementConnection",
        "pageInfo": {"hasPreviousPage": False, "__typename": "PageInfo"},
    }


def test_an_empty_list_has_an_empty_page() -> None:
    assert _page(first=2) == ([], {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None})


def test_the_default_is_fifty_and_the_most_two_hundred() -> None:
    of = source("s")
    values = {"text": "x", "kind": "direct", "act": "call", "speaker_text": "x", "source": of}
    Statement.objects.bulk_create([Statement(public_id=f"stm_{number}", **values) for number in range(201)])
    assert len(_page()[0]) == 50
    rows, info = _page(first=200)
    assert (len(rows), info["hasNextPage"]) == (200, True)


ORDERS = [
    ("statements", 'orderBy: RELEVANCE, filter: {about: "alpha"}', ["s1", "s2", "s3"]),
    ("events", "orderBy: STARTS_ON_DESC", ["e3", "e2", "e1"]),
    ("events", "orderBy: STARTS_ON_ASC", ["e2", "e3", "e1"]),
    ("events", "orderBy: SOURCES_DESC", ["e2", "e3", "e1"]),
]


@pytest.mark.parametrize(("field", "arguments", "expected"), ORDERS)
@pytest.mark.parametrize("size", [1, 2, 50])
def test_every_order_pages_without_gaps(field: str, arguments: str, expected: list[str], size: int) -> None:
    statement("alpha alpha alpha", key="s1")
    statement("alpha beta gamma delta", key="s2", said="2024-01-01")
    statement("alpha beta gamma delta", key="s3")
    other = source()
    event(key="e1")
    evidence(other, event=event(key="e2", on="2024-01-01"))
    event(key="e3", on="2024-01-02")
    assert _walk(field, arguments, size, "id", 4) == expected


def _walk(field: str, arguments: str, size: int, name: str, cut: int = 0) -> list[str]:
    seen: list[str] = []
    after = None
    for _ in range(20):
        query = f"""query($after: String) {{ {field}({arguments} first: {size}, after: $after) {{
          nodes {{ {name} }} pageInfo {{ hasNextPage endCursor }} }} }}"""
        page = data(query, after=after)[field]
        seen += [node[name][cut:] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    return seen


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("orderBy: NAME_ASC", ["Ábel", "abel", "Bea", "Zoé"]),
        ("", ["Ábel", "abel", "Bea", "Zoé"]),
        ("orderBy: STATEMENTS_DESC", ["Zoé", "Bea", "Ábel", "abel"]),
        ("orderBy: EVENTS_DESC", ["Bea", "Zoé", "Ábel", "abel"]),
    ],
)
@pytest.mark.parametrize("size", [1, 3])
def test_the_orders_of_actors(arguments: str, expected: list[str], size: int) -> None:
    zoe, bea, _, _ = (actor(slug, name) for slug, name in (("zoe", "Zoé"), ("bea", "Bea"), ("abel", "abel"), ("abel-2", "Ábel")))
    for speaker in (zoe, zoe, bea):
        statement(speaker=speaker)
    event(agents=(bea,))
    event(agents=(bea,), targets=(bea, zoe))
    found = _walk("actors", arguments, size, "name")
    # The two Abels are equal in every order; their ids decide.
    assert [name.replace("Á", "a").lower() for name in found] == [name.replace("Á", "a").lower() for name in expected]
    assert len(set(found)) == 4


def test_nested_lists_have_their_own_pages_filters_and_orders() -> None:
    army = organisation("army")
    one, two = actor("one"), actor("two")
    post(one, army, "Chief", since="2020-01-01")
    post(two, army, "Clerk", since="2021-01-01")
    for number, speaker in enumerate((one, one, one, two)):
        statement(f"statement {number}", speaker=speaker, said=f"2024-01-0{number + 1}", act="call" if number else "warn")
    query = """{ actors(filter: {kind: [PERSON]}) { nodes { slug
      calls: statements(filter: {act: [CALL]}, first: 1, orderBy: SAID_ON_ASC) { totalCount nodes { text } pageInfo {
      hasNextPage } }
      all: statements { totalCount } } } }"""
    assert data(query)["actors"]["nodes"] == [
        {
            "slug": "one",
            "calls": {"totalCount": 2, "nodes": [{"text": "statement 1"}], "pageInfo": {"hasNextPage": True}},
            "all": {"totalCount": 3},
        },
        {
            "slug": "two",
            "calls": {"totalCount": 1, "nodes": [{"text": "statement 3"}], "pageInfo": {"hasNextPage": False}},
            "all": {"totalCount": 1},
        },
    ]
    members = '{ actor(slug: "army") { members(first: 1) { nodes { role actor { slug } } pageInfo { endCursor } } } }'
    page = data(members)["actor"]["members"]
    assert page["nodes"] == [{"role": "Clerk", "actor": {"slug": "two"}}]
    rest = data(
        'query($after: String) { actor(slug: "army") { members(first: 9, after: $after) {'
        " nodes { role } pageInfo { hasPreviousPage } } } }",
        after=page["pageInfo"]["endCursor"],
    )
    assert rest["actor"]["members"] == {"nodes": [{"role": "Chief"}], "pageInfo": {"hasPreviousPage": True}}


def _cursor(*parts: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("_case", "cursor", "why"),
    [
        ("empty", "", "is not a cursor of this API"),
        ("no base64", "§§§", "is not a cursor of this API"),
        ("no JSON", "abcd", "is not a cursor of this API"),
        ("no array", base64.b64encode(b"17").decode(), "is not a cursor of this API"),
        ("deeper than Python goes", base64.b64encode(b"[" * 100_000).decode(), "is not a cursor of this API"),
        ("another version", _cursor(2, "SAID_ON_DESC", "2024-01-01", "stm_a"), "was made by another version of this API"),
        (
            "another order",
            _cursor(1, "SAID_ON_ASC", "2024-01-01", "stm_a"),
            "was made for the order SAID_ON_ASC, not SAID_ON_DESC",
        ),
        ("too few keys", _cursor(1, "SAID_ON_DESC", "2024-01-01"), "is not a cursor of this API"),
        ("no day", _cursor(1, "SAID_ON_DESC", "2024-13-01", "stm_a"), "is not a cursor of this API"),
        ("a number for a day", _cursor(1, "SAID_ON_DESC", 7, "stm_a"), "is not a cursor of this API"),
        ("NUL in the id", _cursor(1, "SAID_ON_DESC", "2024-01-01", "a\0b"), "is not a cursor of this API"),
        ("SQL in the day", _cursor(1, "SAID_ON_DESC", "2024-01-01'; DROP TABLE x", "a"), "is not a cursor of this API"),
    ],
)
def test_a_bad_cursor_gets_a_clear_answer(_case: str, cursor: str, why: str) -> None:
    message = f"this cursor {why}: pass on an endCursor or startCursor as you got it, with the same order"
    assert code(PAGE, after=cursor, order="SAID_ON_DESC") == ("BAD_CURSOR", message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("first: 201", "first must lie between 0 and 200, not 201: read on with the cursor of the page"),
        ("first: -1", "first must lie between 0 and 200, not -1: read on with the cursor of the page"),
        ("last: 201", "last must lie between 0 and 200, not 201: read on with the cursor of the page"),
        ("first: 1, last: 1", "give first or last, not both: first reads forward, last backward"),
    ],
)
def test_a_bad_page_is_refused(arguments: str, message: str) -> None:
    assert code(f"{{ statements({arguments}) {{ nodes {{ id }} }} }}") == ("BAD_ARGUMENT", message)


def test_rows_are_counted_only_when_asked_for(django_assert_num_queries: Any) -> None:
    statement()
    with django_assert_num_queries(1) as captured:
        ask("{ statements(first: 1) { nodes { id } } }")
    assert "count(" not in captured[0]["sql"]
    with django_assert_num_queries(1) as captured:
        assert data("{ statements { totalCount } }") == {"statements": {"totalCount": 1}}
    assert "json_agg" not in captured[0]["sql"]
