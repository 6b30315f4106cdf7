"""The question that the project is measured by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from api.execution import Request, compile_request
from api.trusted import EXAMPLES
from tests.api.asking import ask, data
from tests.api.builder import actor, organisation, post, source, statement, topic

HEADLINE = (EXAMPLES / "headline.graphql").read_text()
SCORER = Path("/work/shared/gold/score.py")

pytestmark = pytest.mark.django_db


def _world() -> dict[str, Any]:
    un = organisation("un", "United Nations")
    operations = organisation("un-dpo", "Department of Peace Operations", part_of=un)
    envoy = actor("jane-example", "Jane Example")
    held = post(envoy, operations, "Under-Secretary-General", since="2020-01-01", until="2024-12-31")
    withdrawal = topic("monusco-withdrawal")
    return {"un": un, "envoy": envoy, "post": held, "topic": withdrawal, "other": topic("ceasefire")}


def test_the_answer_in_full() -> None:
    world = _world()
    release = source("release-1", "2024-02-06", title="A release")
    statement(
        "the transfer must be gradual",
        speaker=world["envoy"],
        speaker_role=world["post"],
        said="2024-02-05",
        of=release,
        topics=(world["topic"],),
        act="call",
    )
    statement("of something else", speaker=world["envoy"], said="2024-02-05", of=release, topics=(world["other"],))
    statement("by somebody else", speaker=actor("bystander"), said="2024-02-05", of=release, topics=(world["topic"],))
    assert data(HEADLINE) == {
        "statements": {
            "totalCount": 1,
            "edges": [
                {
                    "node": {
                        "text": "the transfer must be gradual",
                        "kind": "DIRECT",
                        "act": "CALL",
                        "saidOn": "2024-02-05",
                        "speaker": {"name": "Jane Example"},
                        "speakerRole": {
                            "role": "Under-Secretary-General",
                            "organisation": {"name": "Department of Peace Operations"},
                        },
                        "topics": [{"slug": "monusco-withdrawal"}],
                        "source": {"externalId": "release-1", "title": "A release"},
                        "evidence": [{"excerpt": "An excerpt", "start": 0, "end": 10}],
                    }
                }
            ],
        }
    }


@pytest.mark.parametrize("rows", [1, 100])
def test_one_statement_whatever_the_number_of_rows(rows: int, django_assert_num_queries: Any) -> None:
    world = _world()
    for number in range(rows):
        statement(f"number {number}", speaker=world["envoy"], said="2024-02-05", topics=(world["topic"],))
    ask(HEADLINE)  # compiled with the keys that it looks up, which are checked within the statement from then on
    with django_assert_num_queries(1):
        answer = ask(HEADLINE)
    assert answer["data"]["statements"]["totalCount"] == rows
    assert len(answer["data"]["statements"]["edges"]) == min(rows, 50)


def test_keys_stand_in_the_order_of_the_selection() -> None:
    world = _world()
    statement(speaker=world["envoy"], said="2024-02-05", topics=(world["topic"],))
    [node] = data("{ statements { nodes { text id act kind confidence __typename } } }")["statements"]["nodes"]
    assert list(node) == ["text", "id", "act", "kind", "confidence", "__typename"]


@pytest.mark.skipif(not SCORER.exists(), reason="the scorer is not on this machine")
def test_the_scorers_query_is_one_statement_within_the_limits(django_assert_num_queries: Any) -> None:
    query = SCORER.read_text().split('QUERY = """')[1].split('"""')[0]
    world = _world()
    release = source("release-1", "2024-02-06", title="A release")
    statement("the transfer must be gradual", speaker=world["envoy"], said="2024-02-05", of=release, addressees=(world["un"],))
    with django_assert_num_queries(1):
        [edge] = data(query, id="release-1")["sources"]["edges"]
    assert [actor["name"] for actor in edge["node"]["actors"]] == ["Jane Example"]
    assert edge["node"]["actors"][0]["affiliations"] == [
        {"role": "Under-Secretary-General", "organisation": {"name": "Department of Peace Operations", "aliases": []}}
    ]
    assert [each["node"]["addressees"] for each in edge["node"]["statements"]["edges"]] == [
        [{"name": "United Nations", "aliases": []}]
    ]
    assert compile_request(Request(query, None, b'{"id": "release-1"}'))[0].cost.nodes < 10_000
