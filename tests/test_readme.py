"""The README shows the answer that the API gives over the sample articles."""

from __future__ import annotations

import io
import json
import re

import pytest
from django.core.management import call_command

from loaders.reference import FIXTURES
from scripts.readme import README, updated


@pytest.mark.usefixtures("reference")
def test_the_headline_answer_is_the_real_one() -> None:
    call_command("load_articles", str(FIXTURES / "articles"), stderr=io.StringIO())
    out = io.StringIO()
    call_command("query", "api/examples/headline.graphql", stdout=out)
    readme = README.read_text(encoding="utf-8")
    assert readme == updated(readme, json.loads(out.getvalue())), "run scripts/readme.py (see its --help)"


def test_the_headline_query_is_the_one_of_the_examples() -> None:
    shown = re.search(r"```graphql\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    example = (README.parent / "api" / "examples" / "headline.graphql").read_text(encoding="utf-8")
    assert shown is not None
    assert _words(shown[1]) == _words(re.sub(r"(?m)^#.*$", "", example))


def _words(query: str) -> list[str]:
    return re.findall(r"[\w-]+|[^\w\s,]", query)
