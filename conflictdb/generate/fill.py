"""Fill the tables by COPY, the indexes away meanwhile; all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import connection, transaction

from conflictdb.generate.actors import make_actors
from conflictdb.generate.articles import COLUMNS, CONSTANTS, Batch, Cast, Keys, Sizes, Writer
from conflictdb.generate.words import read_words
from conflictdb.models import Event, Source, Statement, Topic

Report = Callable[[str], None]


class NotEmptyError(Exception):
    """The database holds what made-up articles must not be mixed with."""


@dataclass(frozen=True, slots=True)
class Filled:
    """How many rows each table got."""

    rows: dict[str, int]


def check_target(*, yes: bool) -> None:
    """Raise NotEmptyError where made-up articles would be mixed with others, unless told to."""
    if not Topic.objects.exists():
        raise NotEmptyError("there are no topics to speak of: run load_reference first")
    if Source.objects.filter(external_id__startswith="generated-").exists():
        raise NotEmptyError("the database holds a generated dataset already: start with an empty one (another CONFLICTDB_VAR)")
    if not yes and (real := Source.objects.count()):
        raise NotEmptyError(f"the database holds {real} articles: made-up ones would mix with them; --yes says that they may")


def fill(sizes: Sizes, seed: int, report: Report) -> Filled:
    """Store a made-up dataset of this size; the same seed over the same reference data gives the same one."""
    chance, words = Random(seed), read_words()
    counts: dict[str, int] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        make_actors(sizes.actors, words, chance)
        report(f"{sizes.actors:,} actors")
        writer = Writer(sizes, words, Cast(chance), _next_keys(), chance)
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        with _checks_put_off(cursor), _without_indexes(cursor, report):
            for batch in _ahead(writer.batches()):
                for table, rows in _copied(cursor, batch):
                    counts[table] = counts.get(table, 0) + rows
                report(f"{counts['statement']:,} statements")
        _advance_sequences(cursor)
    with connection.cursor() as cursor:
        report("gathering statistics")
        cursor.execute("VACUUM ANALYZE")
    return Filled({"actor": sizes.actors, **counts})


def _ahead(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The batches; while one is used, the next is made."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        coming = pool.submit(next, batches, None)
        while batch := coming.result():
            coming = pool.submit(next, batches, None)
            yield batch


def _next_keys() -> Keys:
    def following(model: Any) -> int:
        last = model.objects.order_by("-pk").values_list("pk", flat=True).first()
        return int(last or 0) + 1

    return Keys(following(Source), following(Statement), following(Event))


def _copied(cursor: Any, batch: Batch) -> Iterator[tuple[str, int]]:
    for table, rows in batch.rows.items():
        constants = CONSTANTS.get(table, {})
        names = ", ".join(f'"{name}"' for name in (*COLUMNS[table].split(), *constants))
        tail = "".join(f"\t{value}" for value in constants.values()) + "\n"
        with cursor.copy(f"COPY conflictdb_{table} ({names}) FROM STDIN") as copy:
            copy.write("".join(["\t".join(map(str, row)) + tail for row in rows]))
        yield table, len(rows)


@contextmanager
def _checks_put_off(cursor: Any) -> Iterator[None]:
    """Without looking up foreign keys row by row, where the role may say so: what is copied is consistent by its making."""
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    [allowed] = cursor.fetchone()
    if allowed:
        cursor.execute("SET LOCAL session_replication_role = replica")
    yield
    if allowed:
        cursor.execute("SET LOCAL session_replication_role = origin")


@contextmanager
def _without_indexes(cursor: Any, report: Report) -> Iterator[None]:
    """Without the indexes that hold no constraint; they are made anew afterwards, in one go each."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE NOT indisunique AND indrelid::regclass::text = ANY(%s) ORDER BY indexrelid",
        [[f"conflictdb_{table}" for table in COLUMNS]],
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for done, (name, definition) in enumerate(indexes, start=1):
        report(f"index {done} of {len(indexes)}: {name}")
        cursor.execute(definition)


def _advance_sequences(cursor: Any) -> None:
    for table in COLUMNS:
        name = f"conflictdb_{table}"
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name} HAVING max(id) IS NOT NULL")
