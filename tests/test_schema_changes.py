"""What a change of the schema means for those who use it."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import build_schema

from scripts.schema_changes import ROOT, Weight, changes, main

OLD = """
type Query { actor(slug: String!): Actor  count: Int }
"An actor." type Actor { name: String!  kind: Kind  old: Int }
enum Kind { PERSON STATE }
input Filter { slug: String }
type Search { find(filter: Filter): Int }
"""
TABLE: list[tuple[str, str, Weight, str]] = [
    ("name: String!", "", Weight.BREAKING, "Field Actor.name was removed."),
    ("name: String!", "name: Int!", Weight.BREAKING, "Field Actor.name changed type from String! to Int!."),
    ("name: String!", "name: String", Weight.BREAKING, "Field Actor.name changed type from String! to String."),
    ("PERSON", "", Weight.BREAKING, "Enum value Kind.PERSON was removed."),
    ("(slug: String!)", "(slug: String!, at: Int!)", Weight.BREAKING, "A required argument Query.actor(at:) was added."),
    ("slug: String }", "slug: String  at: Int! }", Weight.BREAKING, "A required field Filter.at was added."),
    ("PERSON", "PERSON GROUP", Weight.DANGEROUS, "Enum value Kind.GROUP was added."),
    ("(slug: String!)", "(slug: String!, at: Int)", Weight.DANGEROUS, "An optional argument Query.actor(at:) was added."),
    ("slug: String }", "slug: String  at: Int }", Weight.DANGEROUS, "An optional field Filter.at was added."),
    ("old: Int", "old: Int  new: Int", Weight.SAFE, "Actor.new was added."),
    ("kind: Kind ", "kind: Kind! ", Weight.SAFE, "Actor.kind changed type from Kind to Kind!."),
    ("old: Int", 'old: Int @deprecated(reason: "Use new.")', Weight.SAFE, "Actor.old is deprecated: Use new."),
    ("An actor.", "Who acts.", Weight.SAFE, "Actor is described in other words."),
    ("count: Int", "count: Int  more: More } type More { a: Int", Weight.SAFE, "More was added."),
    ("count", "count", Weight.SAFE, ""),
]


@pytest.mark.parametrize(("before", "after", "weight", "text"), TABLE)
def test_how_heavy_a_change_is(before: str, after: str, weight: Weight, text: str) -> None:
    assert before in OLD
    found = changes(build_schema(OLD), build_schema(OLD.replace(before, after, 1)))
    assert [change for change in found if change.text == text] == ([(found[0].__class__)(weight, text)] if text else found)
    assert max((change.weight for change in found), default=Weight.SAFE) == weight


def test_the_exit_code_tells_what_breaks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.graphql", tmp_path / "new.graphql"
    old.write_text(OLD)
    new.write_text(OLD.replace("old: Int", "") + "type More { a: Int }")
    assert main([str(new), "--against", str(old)]) == 1
    told = capsys.readouterr()
    assert told.out == "breaking: Field Actor.old was removed.\nsafe: More was added.\n"
    assert told.err == "1 breaking, 0 dangerous, 1 safe\n"
    assert main([str(old), "--against", str(old)]) == 0
    assert main([str(old), "--against", "no-such-revision"]) == 2


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout")
def test_a_revision_of_git() -> None:
    assert main(["--against", "HEAD"]) in {0, 1}
