"""Facts about the vocabulary files: all of them can be read, and what is wrong in one is told with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders import vocab
from loaders.vocab import FOLDER, VocabularyError, line_of, table

SAMPLE = """# A sample.
[en]
verbs = ["say"]

[[en.noun]]
nouns = ["talk"]
[[en.noun]]
nouns = ["raid"]
"""


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "sample.toml"
    path.write_text(SAMPLE, encoding="utf-8")
    monkeypatch.setattr(vocab, "FOLDER", tmp_path)
    return path


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_file_can_be_read(path: Path) -> None:
    assert table(path.stem)


@pytest.mark.parametrize(
    ("section", "number", "line"),
    [("en", 1, 2), ("en.verbs", 1, 3), ("en.noun", 1, 5), ("en.noun", 2, 7), ("en.noun", 3, None), ("fr", 1, None)],
)
@pytest.mark.usefixtures("sample")
def test_a_section_is_found_on_its_line(section: str, number: int, line: int | None) -> None:
    assert line_of("sample.toml", section, number) == line


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("/x/sample.toml [[en.noun]] 2: 'radi' is no event type", "/x/sample.toml:7 [[en.noun]] 2: 'radi' is no event type"),
        ("/x/sample.toml: [en]: no such key", "/x/sample.toml:2: [en]: no such key"),
        ("/x/sample.toml: en.verbs: must be a list", "/x/sample.toml:3: en.verbs: must be a list"),
        ("/x/sample.toml: no section [xx]; add it", "/x/sample.toml: no section [xx]; add it"),
    ],
)
@pytest.mark.usefixtures("sample")
def test_an_error_names_file_and_line(message: str, told: str) -> None:
    assert str(VocabularyError(message)) == told


def test_what_is_no_toml_is_told_with_its_line(sample: Path) -> None:
    sample.write_text("[en]\nverbs = [\n", encoding="utf-8")
    table.cache_clear()
    with pytest.raises(VocabularyError, match=r"sample\.toml: .*(line|end of document)"):
        table("sample")
