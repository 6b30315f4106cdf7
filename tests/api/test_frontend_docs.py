"""docs/for-frontends.md says what there is: every example, every error code, every limit of the API."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from api.errors import Code
from api.trusted import EXAMPLES
from conflictdb import limits

PAGE = (settings.BASE_DIR / "docs" / "for-frontends.md").read_text()


def test_every_example_is_named() -> None:
    assert set(re.findall(r"api/examples/([a-z-]+)\.graphql\)", PAGE)) == {path.stem for path in EXAMPLES.glob("*.graphql")}


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
