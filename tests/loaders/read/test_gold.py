"""How well the sources' facts are read, against the annotated articles where they are at hand."""

import json
import re
from pathlib import Path

import pytest

from conflictdb.identity import fold
from loaders.read import Metadata, parse_metadata, read_document
from loaders.records import Document

ARTICLES = Path("/work/shared/articles")
pytestmark = pytest.mark.skipif(not ARTICLES.is_dir(), reason="the annotated articles are not here")


def documents(with_metadata: bool) -> list[tuple[Document, dict[str, str | None]]]:
    pairs = []
    for path in sorted(ARTICLES.glob("*.txt")):
        gold = json.loads(path.with_name(f"{path.stem}.gold.json").read_text())["source"]
        side = path.with_suffix(".meta.json")
        meta = parse_metadata(json.loads(side.read_text())) if with_metadata and side.exists() else Metadata()
        pairs.append((read_document(path.read_text(), external_id=path.stem, place=str(path), meta=meta), gold))
    return pairs


def same_title(found: str | None, gold: str | None) -> bool:
    one, other = (set(re.findall(r"\w+", fold(title or ""))) for title in (found, gold))
    return not gold or len(one & other) >= 0.8 * len(one | other)


@pytest.mark.parametrize("with_metadata", [True, False])
def test_language_kind_and_title_are_right(with_metadata: bool) -> None:
    read = documents(with_metadata)
    for fact, right in {
        "language": [document.language == gold["language"] for document, gold in read],
        "kind": [document.kind.value == gold["kind"] for document, gold in read],
        "title": [same_title(document.title, gold["title"]) for document, gold in read],
    }.items():
        assert sum(right) >= 0.95 * len(right), fact


def test_dates_are_right() -> None:
    right = [(found.published and found.published.start.isoformat()) == gold["published_on"] for found, gold in documents(True)]
    assert sum(right) >= 0.95 * len(right)


def test_no_date_is_invented() -> None:
    for document, gold in documents(False):
        assert document.published is None or document.published.start.isoformat() == gold["published_on"], document.external_id
