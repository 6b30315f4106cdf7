#!/usr/bin/env python
"""Load the corpus of known identities (tests/merging/corpus.txt) and print how well its reports were made one.

    scripts/score_merging.py

Pairwise precision and recall over all pairs of reports in two articles, and every pair that came out wrong. Nothing is kept: the
load runs in a transaction that is taken back. The database is the one that the environment names, made ready where it is new.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictdb.settings")


def main() -> None:
    """Load, count, print."""
    import django

    django.setup()
    from django.db import transaction

    from loaders.run import Options, load
    from loaders.store.ready import make_ready
    from tests.merging import corpus
    from tests.merging.stored import reports

    make_ready(sys.stderr)
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        corpus.write(Path(folder))
        load([Path(folder)], Options(), lambda _report: None)
        found, wrong = corpus.figures(reports())
        transaction.set_rollback(True)
    for line in wrong:
        print(line)
    for noun, figures in found.items():
        told = f"{figures.right} right of {figures.merged} merged, {figures.wanted} to be merged"
        print(f"{noun:10} precision {figures.precision:.3f}  recall {figures.recall:.3f}   ({told})")


if __name__ == "__main__":
    main()
