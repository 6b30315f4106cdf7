#!/usr/bin/env python
"""How long it takes to find and choose the bearers of names: 100,000 mentions against 50,000 invented actors with 200,000 names.

    scripts/bench_linking.py [--actors 50000] [--mentions 100000]

Finding names in the text and choosing between their bearers, on one core; not the statistical models, whose time is the text's.
Exit code 1 where it takes longer than 60 seconds or more than 1 GB of memory.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from conflictdb.vocabularies import ActorKind, DatePrecision, SourceKind  # noqa: E402
from loaders.annotate.annotated import Annotated, Mention  # noqa: E402
from loaders.annotate.names import NameTree  # noqa: E402
from loaders.annotate.words import words_of  # noqa: E402
from loaders.gazetteer import Gazetteer, KnownActor, Post  # noqa: E402
from loaders.link.persons import Persons  # noqa: E402
from loaders.records import DateValue, Document, Drafts  # noqa: E402

SECONDS, MEGABYTES = 60, 1024
A_DOCUMENT = 100  # mentions
SYLLABLES = ("ba", "ko", "mu", "le", "ndi", "ra", "to", "sha", "ki", "ya", "we", "lo", "nga", "mbe", "tu", "sa", "re", "vi")


def invented(number: int, dice: random.Random) -> KnownActor:
    """A person with four names: full, with a middle name, without it, and turned round."""
    first, middle, last = ("".join(dice.choices(SYLLABLES, k=k)).capitalize() for k in (2, 2, 3))
    names = (f"{first} {middle} {last}", f"{first} {last}", f"{last} {first}", f"{first} {middle[0]}. {last}")
    post = Post(f"body-{number % 500}", "Director", dt.date(2020, 1, 1))
    return KnownActor(f"actor-{number}", names[0], ActorKind.PERSON, names, posts=(post,))


def main() -> int:
    """Make the actors, link the mentions, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--actors", type=int, default=50_000)
    parser.add_argument("--mentions", type=int, default=100_000)
    options = parser.parse_args()
    dice = random.Random(1)
    gazetteer = Gazetteer({actor.slug: actor for actor in (invented(n, dice) for n in range(options.actors))}, {})
    texts = [_text(gazetteer, dice) for _ in range(options.mentions // A_DOCUMENT)]
    started = time.process_time()
    tree: NameTree[str] = NameTree()
    for actor in gazetteer.actors.values():
        for name in actor.names:
            tree.add(name, actor.slug)
    built = time.process_time() - started
    linked = sum(_linked(text, tree, gazetteer) for text in texts)
    took = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    names = sum(len(actor.names) for actor in gazetteer.actors.values())
    print(f"{len(gazetteer.actors)} actors, {names} names, {len(texts) * A_DOCUMENT} mentions, {linked} linked")
    print(f"{took:.1f} s of one core ({built:.1f} s to get ready), {memory:.0f} MB")
    return 0 if took < SECONDS and memory < MEGABYTES else 1


def _text(gazetteer: Gazetteer, dice: random.Random) -> str:
    slugs = [f"actor-{dice.randrange(len(gazetteer.actors))}" for _ in range(A_DOCUMENT)]
    return " ".join(f"The meeting was opened by {dice.choice(gazetteer.actors[slug].names)} in the morning." for slug in slugs)


def _linked(text: str, tree: NameTree[str], gazetteer: Gazetteer) -> int:
    words = words_of(text)
    mentions = tuple(
        Mention(
            0, hit.first, hit.last, words.starts[hit.first], words.ends[hit.last - 1],
            text[words.starts[hit.first] : words.ends[hit.last - 1]], actors=hit.bearers, actor_kind=ActorKind.PERSON,
        )
        for hit in tree.find(words)
    )  # fmt: skip
    day = DateValue(dt.date(2025, 3, 17), dt.date(2025, 3, 17), DatePrecision.DAY)
    document = Document("x", "x.txt", text, "0" * 64, "en", (), kind=SourceKind.NEWS, published=day)
    persons = Persons(Annotated(document, (), mentions), Drafts(), gazetteer, day.start, "CD")
    return sum(1 for mention in mentions if (found := persons.of(mention)) and found.slug)


if __name__ == "__main__":
    raise SystemExit(main())
