"""The named questions of api/examples: each runs as pasted, within the limits, as one statement for each root."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from graphql import OperationDefinitionNode, parse
from rich.console import Console

from api.tables import print_tables
from api.trusted import EXAMPLES
from tests.api.asking import data
from tests.api.builder import actor, organisation, place, post, statement, topic

pytestmark = pytest.mark.django_db
VARIABLES: dict[str, dict[str, Any]] = {"article": {"id": "first"}}
PATHS = sorted(EXAMPLES.glob("*.graphql"))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_example(path: Path, django_assert_max_num_queries: Any) -> None:
    text = path.read_text()
    assert text.startswith("# "), "an example starts with the question that it answers"
    [operation] = [node for node in parse(text).definitions if isinstance(node, OperationDefinitionNode)]
    data(text, **VARIABLES.get(path.stem, {}))  # compiled
    with django_assert_max_num_queries(len(operation.selection_set.selections)):
        assert data(text, **VARIABLES.get(path.stem, {}))


def test_there_are_enough_of_them() -> None:
    assert len(PATHS) >= 10
    assert (EXAMPLES / "headline.graphql") in PATHS


@pytest.fixture
def said() -> None:
    un, who = organisation("un", "United Nations"), actor("who", "Who [sic]")
    post(who, un, "Head")
    statement("It is [bold]so[/bold].", speaker=who, topics=(topic("monusco-withdrawal"),), said="2024-01-01")


def _run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("query", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("said")
def test_the_command_answers_in_json() -> None:
    answer = json.loads(_run(str(EXAMPLES / "headline.graphql")))
    assert answer["statements"]["totalCount"] == 1


def test_the_command_takes_variables(tmp_path: Path) -> None:
    place("goma")
    path = tmp_path / "place.graphql"
    path.write_text("query($slug: String!) { location(slug: $slug) { name } }")
    assert json.loads(_run(str(path), "--variables", '{"slug": "goma"}')) == {"location": {"name": "Goma"}}


@pytest.mark.usefixtures("said")
def test_a_table_for_people() -> None:
    console = Console(file=io.StringIO(), width=400)
    print_tables(data((EXAMPLES / "headline.graphql").read_text()), console)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    for cell in (
        "statements: 1 of 1",
        "speaker.name",
        "Who [sic]",
        "It is [bold]so[/bold].",
        "monusco-withdrawal",
        "An excerpt 0 10",
        "2024-01-01",
    ):
        assert cell in text


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"statements": {"totalCount": 0, "nodes": []}}, "statements: 0 of 0\n"),
        ({"statements": {"nodes": []}}, "statements: nothing answers\n"),
        ({"topics": []}, "topics: nothing answers\n"),
        ({"events": {"totalCount": 53}}, "events: 53 in all\n"),
        ({"actor": None}, "actor: there is none\n"),
    ],
)
def test_a_table_of_nothing(answer: dict[str, Any], expected: str) -> None:
    console = Console(file=io.StringIO(), width=100)
    print_tables(answer, console)
    assert console.file.getvalue() == expected  # type: ignore[attr-defined]


def test_a_table_of_counts_has_a_column_for_each_dimension() -> None:
    key = [{"dimension": "MONTH", "value": "2024-02", "label": "2024-02"}, {"dimension": "STANCE", "value": None, "label": None}]
    console = Console(file=io.StringIO(), width=100)
    print_tables({"statementCounts": [{"key": key, "count": 3}]}, console)
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert re.split(r"\s*[┃│]\s*", lines[2])[1:-1] == ["month", "stance", "count"]
    assert re.split(r"\s*[┃│]\s*", lines[4])[1:-1] == ["2024-02", "not known", "3"]


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="absent can't be read: No such file"):
        _run(str(tmp_path / "absent"))
    path = tmp_path / "q.graphql"
    path.write_text("{ x }")
    for wrong in ("{", "[]"):
        with pytest.raises(CommandError, match="--variables"):
            _run(str(path), "--variables", wrong)
    with pytest.raises(SystemExit) as end:
        _run(str(path))
    assert end.value.code == 1
    assert "INVALID: Cannot query field 'x' on type 'Query'." in capsys.readouterr().err
