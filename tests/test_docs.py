"""The documentation says what there is: every command, every limit, every make target."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conflictdb import limits

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = sorted(path.stem for path in ROOT.glob("*/management/commands/*.py") if path.stem != "__init__")
LIMITS = {name: getattr(limits, name) for name in dir(limits) if name.isupper()}
PAGES = [*sorted(ROOT.glob("docs/**/*.md")), ROOT / "README.md", ROOT / "CHANGELOG.md"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"`{command}" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "value"), LIMITS.items())
def test_every_limit_stands_in_the_table(name: str, value: int) -> None:
    assert f"| `{name}` | {value:,} |" in (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_make_target_says_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)
    assert re.findall(r"^([a-z-]+):.*## .+", makefile, re.MULTILINE) == targets


def test_every_vocabulary_file_is_described() -> None:
    page = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted(ROOT.glob("loaders/vocab/*.toml")) if f"`{path.name}`" not in page] == []
