"""docs/for-frontends.md says what there is: every example, every error code, every limit of the API."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from graphql import FieldNode, InlineFragmentNode, OperationDefinitionNode, parse

from api.errors import Code
from api.trusted import EXAMPLES
from conflictdb import limits

PAGE = (settings.BASE_DIR / "docs" / "for-frontends.md").read_text()


def test_every_example_is_named() -> None:
    assert set(re.findall(r"api/examples/([a-z-]+)\.graphql\)", PAGE)) == {path.stem for path in EXAMPLES.glob("*.graphql")}


ANSWERS_PAGE = (settings.BASE_DIR / "docs" / "answers.md").read_text()
ANSWERS = dict(re.findall(r"^## ([a-z-]+)\n[^\n]*\n\n```json\n([^`]*)\n```", ANSWERS_PAGE, re.MULTILINE))


def test_every_example_has_its_answer() -> None:
    assert set(ANSWERS) == {path.stem for path in EXAMPLES.glob("*.graphql")}


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.graphql")), ids=lambda path: path.stem)
def test_an_answer_is_one_to_its_question(path: Path) -> None:
    """It holds the fields that are asked for, all of them and no others, and something in them."""
    document = parse(path.read_text())
    [operation] = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    answer = json.loads(ANSWERS[path.stem])
    _compare(answer, operation.selection_set, path.stem)
    assert any(found not in ({}, [], None) for found in answer.values())


def _compare(value: Any, selections: Any, way: str) -> None:
    if isinstance(value, list):
        for item in value:
            _compare(item, selections, way)
    elif value is not None:
        fields = {node.name.value: node.selection_set for node in selections.selections if isinstance(node, FieldNode)}
        for node in selections.selections:
            condition: Any = getattr(node, "type_condition", None)
            if isinstance(node, InlineFragmentNode) and condition.name.value in {value.get("__typename"), "Node"}:
                inner: Any = node.selection_set.selections
                fields |= {each.name.value: each.selection_set for each in inner}
        assert list(value) == list(fields), way
        for name, below in fields.items():
            if below:
                _compare(value[name], below, f"{way}.{name}")


def test_every_code_is_explained() -> None:
    assert re.findall(r"^\| `([A-Z_]+)` \|", PAGE, re.MULTILINE) == [code.value for code in Code]


@pytest.mark.parametrize(
    "value",
    [
        limits.PAGE_DEFAULT, limits.PAGE_MAX, limits.QUERY_NODES_MAX, limits.QUERY_FIELDS_MAX, limits.QUERY_DEPTH_MAX,
        limits.QUERY_TOKENS_MAX,
        limits.QUERY_ROOT_FIELDS_MAX, limits.QUERY_ALIASES_MAX, limits.QUERY_DIRECTIVES_MAX,
        limits.QUERY_BODY_BYTES_MAX,
        limits.STATEMENT_TIMEOUT_MS, limits.NODE_IDS_MAX, limits.FILTER_VALUES_MAX, limits.FILTER_DEPTH_MAX,
        limits.FILTER_CONDITIONS_MAX, limits.ARGUMENT_CHARS_MAX,
        limits.COUNT_GROUPS_MAX,
    ],
)  # fmt: skip
def test_every_limit_is_told(value: int) -> None:
    assert re.search(rf"\b{value:,}\b", PAGE)
