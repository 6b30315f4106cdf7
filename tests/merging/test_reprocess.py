"""Unchanged articles read again: what would change is told before anything is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conflictdb.models import Statement
from conflictdb.vocabularies import StatementAct
from loaders.reading import Reader
from loaders.records import Document, Extraction
from loaders.run import Options, load

ARTICLE = (
    "The mission's spokesperson, Ana Example, called for calm in Goma and urged all armed groups to put down their weapons. "
    "She spoke to reporters in the city."
)


def run(path: Path, **options: Any) -> dict[str, Any]:
    return load([path], Options(**options), lambda _report: None).as_dict()


@pytest.mark.usefixtures("reference")
def test_a_new_vocabulary_is_looked_at_before_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "news.txt").write_text(ARTICLE, encoding="utf-8")
    run(tmp_path)
    acts = list(Statement.objects.order_by("pk").values_list("act", flat=True))
    assert "call" in acts
    assert run(tmp_path, reprocess=True)["changes"] == []
    real = Reader._read

    def other_words(self: Reader, document: Document) -> Extraction:
        read = real(self, document)
        return replace(read, statements=tuple(replace(one, act=StatementAct.WARN) for one in read.statements))

    monkeypatch.setattr(Reader, "_read", other_words)
    ahead = run(tmp_path, reprocess=True, dry_run=True)
    assert {(change["outcome"], *change["fields"]["act"]) for change in ahead["changes"]} == {("updated", "call", "warn")}
    assert list(Statement.objects.order_by("pk").values_list("act", flat=True)) == acts
    done = run(tmp_path, reprocess=True)
    assert done["changes"] == ahead["changes"]
    assert set(Statement.objects.values_list("act", flat=True)) == {"warn"}
    assert run(tmp_path, reprocess=True)["changes"] == []
