#!/usr/bin/env python
"""Load the articles of a folder in many random orders, each into an empty database, and compare the hashes of what is exported.

    scripts/load_orders.py DIR [--orders 20] [--seed 1]

Reading is done once; storing, grouping and merging anew for each order. Exit code 1 where two orders give two datasets.
The database is the one that the environment names (CONFLICTDB_VAR or DATABASE_URL): give one of your own, it is emptied.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictdb.settings")


def main() -> int:
    """Load in every order; say which hashes came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--orders", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the exported files of each order there, to compare them")
    options = parser.parse_args()
    import django

    django.setup()
    hashes = set()
    for number, (found, merges) in enumerate(_hashes(options.folder, options.orders, options.seed, options.keep), 1):
        hashes.add(found)
        print(f"{number:3} {found} {merges} merges", flush=True)
    print(f"{options.orders} orders, {len(hashes)} dataset{'s' if len(hashes) > 1 else ''}")
    return 0 if len(hashes) == 1 else 1


def _hashes(folder: Path, orders: int, seed: int, keep: Path | None) -> Iterator[tuple[str, int]]:
    from django.core.management import call_command

    from conflictdb.export.publish import publish
    from conflictdb.models import Merge, Source
    from loaders.read import read_paths
    from loaders.reading import Reader
    from loaders.records import Document, Extraction
    from loaders.report import RecordCounts
    from loaders.store.article import store_article
    from loaders.store.gazetteer import gazetteer_from_rows
    from loaders.store.named import Named

    call_command("migrate", verbosity=0)
    if Source.objects.exists():
        raise SystemExit("the database holds articles: give an empty one (CONFLICTDB_VAR=/tmp/orders)")
    call_command("load_reference", stderr=sys.stderr)
    documents = [item for item in read_paths([folder]) if isinstance(item, Document)]
    read = [item for item in Reader(gazetteer_from_rows()).read(documents) if isinstance(item, Extraction)]
    for number in range(orders):
        order = random.Random(seed + number).sample(read, len(read))
        _forget()
        named = Named(RecordCounts())
        for extraction in order:
            store_article(extraction, named=named, pipeline="orders")
        with tempfile.TemporaryDirectory() as target:
            made = publish(Path(target)).folder
            if keep:
                shutil.copytree(made, keep / f"{made.name[-8:]}-{number}")
            yield made.name[-8:], Merge.objects.filter(ended_at=None).count()
    _forget()


def _forget() -> None:
    """Take everything away that articles brought."""
    from conflictdb import models

    for model in (models.Match, models.Merge, models.Source):
        model.objects.all().delete()
    models.Affiliation.objects.filter(is_reference=False).delete()
    models.Resolution.objects.filter(is_reference=False).delete()
    for thing in (models.Actor, models.Location):
        thing.objects.filter(is_reference=False).delete()


if __name__ == "__main__":
    raise SystemExit(main())
