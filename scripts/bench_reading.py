#!/usr/bin/env python
"""Measure what reading costs beside the bare spaCy pipelines over the same texts, and print the figures.

    make bench-reading  [ARGS="--texts 200 --articles FOLDER"]

Shapes: CPU seconds and characters a second in one process (batched), the share that is not spaCy's, start-up seconds and
peak memory of a process, the gain of two workers, and time by length of text. CPU time is what to compare on a busy
machine; wall time is printed for start-up and for workers only. `spaCy as shipped` is what spacy.load gives; the pipelines as
loaded here (annotate/pipeline.py) answer the same sooner.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import spacy  # noqa: E402
from spacy.language import Language  # noqa: E402

from loaders.annotate.pipeline import PIPELINES, load_pipeline  # noqa: E402
from loaders.read import read_paths  # noqa: E402
from loaders.reading import Reader  # noqa: E402
from loaders.records import Document, Refusal  # noqa: E402
from loaders.reference import shipped_gazetteer  # noqa: E402

LENGTHS = (2_000, 20_000, 200_000, 900_000)
ROUNDS = 3


def documents(folder: Path, number: int) -> list[Document]:
    """That many articles, the folder's over and over."""
    found = [document for document in read_paths([folder]) if not isinstance(document, Refusal)]
    if not found:
        raise SystemExit(f"bench_reading: no article in {folder}")
    return list(itertools.islice(itertools.cycle(found), number))


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process that the work took."""
    before = time.process_time()
    work()
    return time.process_time() - before


@functools.cache
def shipped(name: str) -> Language:
    """The pipeline as spaCy loads it, without what `load_pipeline` changes."""
    return spacy.load(name)


def bare(read: list[Document], load: Callable[[str], Language]) -> None:
    """The pipelines alone, over whole texts, in spaCy's own batches."""
    for language, name in PIPELINES.items():
        texts = [document.text for document in read if document.language == language]
        for _ in load(name).pipe(texts):
            pass


def cost(reader: Reader, read: list[Document]) -> None:
    """Print the cost of all reading beside that of the bare pipelines, best of some rounds, turn and turn about."""
    chars = sum(len(document.text) for document in read)
    work = {
        "spaCy as shipped": lambda: bare(read, shipped),
        "spaCy as loaded here": lambda: bare(read, load_pipeline),
        "all reading": lambda: list(reader.read(read)),
    }
    rounds = [{name: cpu(one) for name, one in work.items()} for _ in range(ROUNDS)]
    best = {name: min(taken[name] for taken in rounds) for name in work}
    print(f"{len(read)} articles, {chars:,} characters, best of {ROUNDS} rounds")
    for name, seconds in best.items():
        times = seconds / best["spaCy as shipped"]
        print(f"  {name:21} {seconds:7.2f} s CPU  {chars / seconds:10,.0f} characters/s  {times:.2f} times spaCy as shipped")


def by_length(reader: Reader, read: list[Document]) -> None:
    """Print the time that articles of growing length take: a linear reader's last column stays level."""
    english = "\n\n".join(document.text for document in read if document.language == "en")
    english *= max(LENGTHS) // max(len(english), 1) + 1
    print("by length (English)")
    for length in LENGTHS:
        with article(english[:length]) as path:
            long = [document for document in read_paths([path]) if not isinstance(document, Refusal)]
            seconds = cpu(lambda long=long: list(reader.read(long)))  # type: ignore[misc]
        print(f"  {length:9,} characters {seconds:8.2f} s  {1e6 * seconds / length:6.1f} s a million")


@contextmanager
def article(text: str) -> Iterator[Path]:
    """A file with that text, for a while."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.txt"
        path.write_text(text, encoding="utf-8")
        yield path


def start_up() -> None:
    """Print what a fresh process needs until its first article is read, and its memory then."""
    code = (
        "import json, resource, time; begun = time.perf_counter()\n"
        "from pathlib import Path\n"
        "from loaders.read import read_paths\nfrom loaders.reading import Reader\n"
        "from loaders.reference import shipped_gazetteer\n"
        "reader = Reader(shipped_gazetteer())\n"
        "list(reader.read(read_paths(sorted(Path('fixtures/articles').glob('sample-0[12]*.txt')))))\n"
        "print(json.dumps([time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))"
    )
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, megabytes = json.loads(answer.stdout)
    print(f"start-up to the end of the first two articles: {seconds:.1f} s, {megabytes:.0f} MB")


def workers(folder: Path, read: list[Document]) -> None:
    """Print the wall time of `extract_articles` with one and with two workers over the same articles, start-up left out."""
    with tempfile.TemporaryDirectory() as made:
        many = Path(made) / "many.jsonl"
        many.write_text(
            "".join(json.dumps({"id": str(n), "text": d.text, "language": d.language}) + "\n" for n, d in enumerate(read)),
            encoding="utf-8",
        )
        one = Path(made) / "one.jsonl"
        one.write_text("".join(many.read_text(encoding="utf-8").splitlines(keepends=True)[:2]), encoding="utf-8")
        net = {n: _wall(many, n) - _wall(one, n) for n in (1, 2)}
    print(f"two workers: {net[1] / net[2]:.2f} times as fast as one ({net[1]:.1f} s and {net[2]:.1f} s, {os.cpu_count()} cores)")


def _wall(path: Path, number: int) -> float:
    begun = time.perf_counter()
    command = [sys.executable, "manage.py", "extract_articles", str(path), "--workers", str(number)]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=ROOT / "fixtures" / "articles")
    parser.add_argument("--texts", type=int, default=120)
    options = parser.parse_args()
    print(f"load average before: {os.getloadavg()[0]:.1f}")
    start_up()
    read = documents(options.articles, options.texts)
    reader = Reader(shipped_gazetteer())
    list(reader.read(read[:8]))  # loads the pipelines
    cost(reader, read)
    by_length(reader, read)
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    workers(options.articles, documents(options.articles, 4 * options.texts))  # a worker's start-up is paid once
    print(f"load average after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
