#!/usr/bin/env python
"""Measure what a page costs by its depth, for every order of the schema; fail where a deep one costs half as much again.

    CONFLICTDB_VAR=/tmp/big scripts/page_depth.py [--behind 5000 500000]

The best of many is taken, as the database answers it; a list that is not so long is measured at its end.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictdb.settings")

import django  # noqa: E402

django.setup()

from django.db.models.expressions import OrderBy  # noqa: E402

from api.cursors import cursor_of  # noqa: E402
from api.execution import Request, compile_request, statement_of  # noqa: E402
from api.expressions import Answer  # noqa: E402
from api.operation import Operation, Row, rows_of  # noqa: E402
from api.orders import ACTOR_ORDERS, EVENT_ORDERS, SOURCE_ORDERS, STATEMENT_ORDERS, Order  # noqa: E402
from api.paging import Rows  # noqa: E402
from conflictdb import models, reader  # noqa: E402
from conflictdb.querysets import visible  # noqa: E402

LISTS: dict[str, tuple[Any, dict[str, Order]]] = {
    "statements": (models.Statement, STATEMENT_ORDERS),
    "events": (models.Event, EVENT_ORDERS),
    "sources": (models.Source, SOURCE_ORDERS),
    "actors": (models.Actor, ACTOR_ORDERS),
}
PAGE = 50
TIMES = 25
RATIO_MAX = 1.5
SMALL_MS = 0.3  # differences below it are the clock's


def _cursor_behind(model: Any, order: Order, number: int) -> str:
    """The cursor of the row with this number in the order."""
    rows, row = Rows(Operation(None, {}, None), visible(model), order, {}, visible(model)), Row(model, "n1")  # type: ignore[arg-type]
    keys = rows.keys(row)
    query = rows_of(rows.queryset, row.alias, cursor_of(order.name, keys))
    query.order_by = tuple(OrderBy(key, descending=order.descending) for key in keys)
    query.set_limits(number - 1, number)
    [text] = reader.fetch(statement_of(Answer(query)), milliseconds=60_000)
    return str(text)


def _best(name: str, order: str, cursor: str) -> float:
    after = f', after: "{cursor}"' if cursor else ""
    operation = f"{{ {name}(orderBy: {order}, first: {PAGE}{after}) {{ nodes {{ id }} pageInfo {{ endCursor hasNextPage }} }} }}"
    compiled, _ = compile_request(Request(operation))
    [root] = compiled.roots
    assert root.statement, root.errors
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        reader.fetch(root.statement)
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def main() -> int:
    """Measure each order of each list; return 1 where depth tells."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--behind", type=int, nargs="+", default=[5_000, 500_000], help="rows before the pages that are measured")
    depths = parser.parse_args().behind
    bad = 0
    for name, (model, orders) in LISTS.items():
        length = visible(model).count()
        for order in orders.values():
            first, line = _best(name, order.name, ""), []
            for depth in sorted({min(depth, max(length - PAGE - 1, 1)) for depth in depths}):
                deep = _best(name, order.name, _cursor_behind(model, order, depth))
                worse = deep > RATIO_MAX * first and deep - first > SMALL_MS
                bad += worse
                line.append(f"behind {depth:,}: {deep:.2f} ms ({deep / first:.2f}){' TOO DEAR' if worse else ''}")
            print(f"{name:11}{order.name:20}first page {first:.2f} ms; {'; '.join(line)}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
