#!/usr/bin/env python
"""Say how PostgreSQL would answer each example query; fail where it would read a large table from end to end.

    CONFLICTDB_VAR=/tmp/big scripts/explain_examples.py [FILE ...]

Means something on a database of the size of generate_dataset's million statements: small tables are best read whole.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictdb.settings")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402

from api.execution import Request, compile_request  # noqa: E402
from conflictdb.models import Event, Mention, Source, Statement  # noqa: E402

LARGE = {model._meta.db_table for model in (Statement, Event, Mention)}
ROWS_MIN = 100_000


def plan_of(statement: str) -> dict[str, Any]:
    """PostgreSQL's plan for a statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}")
        [[plan]] = cursor.fetchone()
    top: dict[str, Any] = (json.loads(plan) if isinstance(plan, str) else plan)["Plan"]
    return top


def scans(node: dict[str, Any]) -> Iterator[str]:
    """The large tables that a plan reads from end to end."""
    if node["Node Type"] == "Seq Scan" and node["Relation Name"] in LARGE:
        yield node["Relation Name"]
    for below in node.get("Plans", ()):
        yield from scans(below)


def check(path: Path) -> list[str]:
    """The tables that the example's statements read from end to end."""
    variables = b"{}"
    if path.stem == "article":
        variables = json.dumps({"id": Source.objects.values_list("external_id", flat=True).first()}).encode()
    compiled, _ = compile_request(Request(path.read_text(), None, variables))
    return [table for root in compiled.roots if root.statement for table in scans(plan_of(root.statement))]


def main() -> int:
    """Check the files named, or all examples; return 1 where one reads a large table whole."""
    if Statement.objects.count() < ROWS_MIN:
        print(f"fewer than {ROWS_MIN:,} statements: nothing to be learnt here; see generate_dataset", file=sys.stderr)
        return 2
    bad = 0
    for path in [Path(name) for name in sys.argv[1:]] or sorted((ROOT / "api" / "examples").glob("*.graphql")):
        found = check(path)
        bad += bool(found)
        print(f"{path.stem:20} {'reads all of ' + ', '.join(found) if found else 'ok'}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
