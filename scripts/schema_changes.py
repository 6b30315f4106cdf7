"""Tells what a change of the schema means for those who use it: breaking, dangerous or safe.

    .venv/bin/python scripts/schema_changes.py api/schema.graphql --against HEAD~5
    .venv/bin/python scripts/schema_changes.py new.graphql --against old.graphql

`--against`: a file, or a revision of git (left out: the last tag, else the last commit). Exit code 1 where something breaks.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLSchema,
    build_schema,
    find_breaking_changes,
    find_dangerous_changes,
)

ROOT = Path(__file__).resolve().parent.parent


class Weight(IntEnum):
    """How heavy a change is."""

    SAFE = 0
    DANGEROUS = 1
    BREAKING = 2


@dataclass(frozen=True, order=True, slots=True)
class Change:
    """One change and how heavy it is."""

    weight: Weight
    text: str

    def __str__(self) -> str:
        return f"{self.weight.name.lower()}: {self.text}"


def changes(old: GraphQLSchema, new: GraphQLSchema) -> list[Change]:
    """All changes, the heaviest first."""
    found = [Change(Weight.BREAKING, change.description) for change in find_breaking_changes(old, new)]
    found += [Change(Weight.DANGEROUS, change.description) for change in find_dangerous_changes(old, new)]
    heavy = " ".join(change.text for change in found)
    found += [Change(Weight.SAFE, text) for text in _safe(_parts(old), _parts(new)) if text.split(" ", 1)[0] not in heavy]
    return sorted(found, key=lambda change: (-change.weight, change.text))


def _parts(schema: GraphQLSchema) -> dict[str, tuple[str, str | None, str | None]]:
    """Everything that has a name: its type, its description, why it is deprecated."""
    found: dict[str, tuple[str, str | None, str | None]] = {}
    for name, kind in schema.type_map.items():
        if name.startswith("__"):
            continue
        found[name] = (type(kind).__name__, kind.description, None)
        for part, item in _below(kind):
            found[f"{name}.{part}"] = (str(getattr(item, "type", "")), item.description, item.deprecation_reason)
            for argument, each in getattr(item, "args", {}).items():
                found[f"{name}.{part}({argument}:)"] = (str(each.type), each.description, each.deprecation_reason)
    return found


def _below(kind: Any) -> Iterator[tuple[str, Any]]:
    yield from (kind.values if isinstance(kind, GraphQLEnumType) else getattr(kind, "fields", {})).items()


def _safe(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """What is added, said in other words, deprecated, or promised more strictly."""
    for name, (type_, description, deprecated) in new.items():
        if name not in old:
            if name.split(".", maxsplit=1)[0] in old or "." not in name:
                yield f"{name} was added."
            continue
        type_before, description_before, deprecated_before = old[name]
        if type_ != type_before:
            yield f"{name} changed type from {type_before} to {type_}."
        if description != description_before:
            yield f"{name} is described in other words."
        if deprecated != deprecated_before:
            yield f"{name} is deprecated: {deprecated}" if deprecated else f"{name} is no longer deprecated."


def schema_of(name: str, path: Path) -> GraphQLSchema:
    """The schema in a file, or in a revision of git under the same path as the new one; raises ValueError for neither."""
    if Path(name).is_file():
        return build_schema(Path(name).read_text(encoding="utf-8"))
    where = path.resolve().relative_to(ROOT) if path.resolve().is_relative_to(ROOT) else path
    shown = subprocess.run(["git", "show", f"{name}:{where.as_posix()}"], cwd=ROOT, capture_output=True, text=True, check=False)
    if shown.returncode:
        raise ValueError(f"{name} is neither a file nor a revision that has {where}")
    return build_schema(shown.stdout)


def last_published() -> str:
    """The last tag, else the last commit."""
    tag = subprocess.run(["git", "describe", "--tags", "--abbrev=0"], cwd=ROOT, capture_output=True, text=True, check=False)
    return tag.stdout.strip() or "HEAD"


def main(arguments: list[str] | None = None) -> int:
    """Print the changes; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("schema", type=Path, nargs="?", default=ROOT / "api" / "schema.graphql", help="the new schema")
    parser.add_argument("--against", default=None, metavar="FILE|REVISION", help="the old one")
    options = parser.parse_args(arguments)
    try:
        old = schema_of(options.against or last_published(), options.schema)
        new = build_schema(options.schema.read_text(encoding="utf-8"))
    except (ValueError, OSError, GraphQLError) as error:
        print(error, file=sys.stderr)
        return 2
    found = changes(old, new)
    for change in found:
        print(change)
    counts = ", ".join(f"{sum(change.weight == weight for change in found)} {weight.name.lower()}" for weight in reversed(Weight))
    print(counts, file=sys.stderr)
    return 1 if any(change.weight is Weight.BREAKING for change in found) else 0


if __name__ == "__main__":
    sys.exit(main())
