#!/usr/bin/env python
"""Say how PostgreSQL would answer each filter and each order of the schema by itself; fail where it reads a large table whole.

    CONFLICTDB_VAR=/tmp/big scripts/explain_filters.py [--timed]

Each is asked for a page and for the number of all, with a value that many records have and one that few have, where there are
such. With --timed each is run as well. Means something on a database of the size of generate_dataset's million statements.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictdb.settings")

import django

django.setup()

from django.db.models import Count  # noqa: E402
from graphql import GraphQLEnumType, GraphQLInputObjectType, get_named_type  # noqa: E402

from api.execution import Request, compile_request  # noqa: E402
from api.orders import EVENT_ORDERS, SOURCE_ORDERS, STATEMENT_ORDERS  # noqa: E402
from api.schema import schema  # noqa: E402
from conflictdb import models, reader  # noqa: E402
from scripts.explain_examples import plan_of, scans  # noqa: E402

LISTS = {
    "statements": ("StatementFilter", STATEMENT_ORDERS),
    "events": ("EventFilter", EVENT_ORDERS),
    "sources": ("SourceFilter", SOURCE_ORDERS),
}
# What is asked of fields of plain types; those of a thing are asked by its own filters.
DAYS = ('{from: "2024-01-01", to: "2024-03-31"}', '{from: "2025-01-01"}', '{to: "2013-12-31"}')
BOX = ("{west: 27, south: -3, east: 30, north: 1}",)
NEAR = ("{latitude: -1.68, longitude: 29.22, km: 50}",)
PLAIN = {
    "about": ('"ceasefire"', '"troops"', '"zanzibar"'),
    "bbox": BOX,
    "conflictRelated": ("true", "false"),
    "country": ('"CD"', '"IS"'),
    "countryCode": ('["CD"]', '["IS"]'),
    "externalId": ('"generated-0000001"',),
    "language": ('["fr"]', '["xx"]'),
    "memberOf": ('"un"', '"m23"'),
    "minKilled": ("1", "5000"),
    "minSources": ("1", "2"),
    "name": ('"United Nations"', '"nobody of that name"'),
    "near": NEAR,
    "number": ("[2773]", "[1]"),
    "on": DAYS,
    "publishedOn": DAYS,
    "saidOn": DAYS,
    "search": ('"Goma"', '"zanzibar"'),
    "symbol": ('["2773"]',),
    "within": ('"drc"', '"goma"', '"monusco-withdrawal"', '"peace-process"'),
    "year": ("[2025]", "[1950]"),
}
LARGE_SLUGS = {"ActorFilter": models.Actor, "LocationFilter": models.Location, "TopicFilter": models.Topic}


def _slugs(filter_name: str) -> tuple[str, ...]:
    """The things of which most and fewest records speak."""
    model: Any = LARGE_SLUGS[filter_name]
    relation = "events" if model is models.Location else "statements"
    ordered = model.objects.annotate(_times=Count(relation)).filter(_times__gt=0).order_by("_times", "slug")
    return tuple(f'["{found.slug}"]' for found in (ordered.last(), ordered.first()) if found)


def _values(kind: GraphQLInputObjectType) -> Iterator[str]:
    """Filters of this type that ask one thing each, those of other things among them."""
    for name, field in kind.fields.items():
        below = get_named_type(field.type)
        if name in ("and", "or", "not"):
            continue
        if isinstance(below, GraphQLEnumType):
            yield from (f"{{{name}: [{value}]}}" for value in below.values)
        elif name in PLAIN:
            yield from (f"{{{name}: {value}}}" for value in PLAIN[name])
        elif name == "slug":
            yield from (f"{{slug: {value}}}" for value in _slugs(kind.name))
        else:
            yield from (f"{{{name}: {value}}}" for value in _values(below))


def _operations() -> Iterator[str]:
    for name, (filter_name, orders) in LISTS.items():
        yield from (f"{{ {name}(orderBy: {order}, first: 50) {{ nodes {{ id }} }} }}" for order in orders)
        kind: Any = schema._schema.type_map[filter_name]
        for value in dict.fromkeys(_values(kind)):
            yield f"{{ {name}(filter: {value}, first: 50) {{ nodes {{ id }} }} }}"
            yield f"{{ {name}(filter: {value}) {{ totalCount }} }}"


def main() -> int:
    """Explain each; return 1 where a plan reads a large table whole."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--timed", action="store_true", help="run each, too, and tell those that take longer than 300 ms")
    timed = parser.parse_args().timed
    bad = slow = 0
    operations = list(_operations())
    for operation in operations:
        compiled, _ = compile_request(Request(operation))
        [root] = compiled.roots
        assert root.statement, (operation, root.errors)
        found = sorted(set(scans(plan_of(root.statement))))
        if found:
            bad += 1
            print(f"reads all of {', '.join(found)}: {operation}", flush=True)
        if timed and (taken := _seconds(root.statement)) > 0.3:
            slow += 1
            print(f"{1000 * taken:.0f} ms: {operation}", flush=True)
    print(
        f"{len(operations)} operations, {bad} read a large table whole" + (f", {slow} take longer than 300 ms" if timed else "")
    )
    return 1 if bad else 0


def _seconds(statement: str) -> float:
    best = float("inf")
    for _ in range(2):
        start = time.perf_counter()
        reader.fetch(statement, milliseconds=60_000)
        best = min(best, time.perf_counter() - start)
    return best


if __name__ == "__main__":
    sys.exit(main())
