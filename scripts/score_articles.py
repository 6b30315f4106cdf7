#!/usr/bin/env python
"""Score extraction against gold annotations without a server: the same figures as the gold scorer's, in seconds.

    scripts/score_articles.py DIR [DIR ...] [--only TEXT] [--verbose] [--confusion] [--every] [--scorer ../shared/gold/score.py]

DIR holds NAME.txt with NAME.gold.json beside it. `--verbose` prints every miss and every false find.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from loaders.gazetteer import Gazetteer  # noqa: E402
from loaders.read import read_paths  # noqa: E402
from loaders.reading import Reader  # noqa: E402
from loaders.records import ActorRef, DateValue, Extraction, PlaceRef, Refusal  # noqa: E402
from loaders.reference import shipped_gazetteer  # noqa: E402
from scripts.confusion import Confusion  # noqa: E402

Json = dict[str, Any]


class Node:
    """An extraction in the shape in which the public API would answer the scorer's query."""

    def __init__(self, extraction: Extraction, gazetteer: Gazetteer, every: bool = False) -> None:
        kept = every or extraction.conflict_related  # the database stores no statements and no events of other articles
        self.extraction = extraction if kept else replace(extraction, statements=(), events=())
        self.gazetteer = gazetteer

    def actor(self, ref: ActorRef | None) -> Json | None:
        """An actor with its aliases and its posts, known and printed."""
        if ref is None:
            return None
        known = self.gazetteer.actors.get(ref.slug or "")
        posts = [(post.role, post.organisation) for post in known.posts] if known else []
        posts += [
            (role.title, role.organisation.slug or role.organisation.name)
            for role in self.extraction.roles
            if (role.actor.slug or role.actor.name) == (ref.slug or ref.name)
        ]
        return {
            "id": ref.slug or ref.name,
            "name": known.name if known else ref.name,
            "kind": ref.kind.value.upper(),
            "aliases": list(known.names) if known else [],
            "affiliations": [{"role": role, "organisation": self._organisation(slug)} for role, slug in posts],
        }

    def _organisation(self, slug: str) -> Json:
        known = self.gazetteer.actors.get(slug)
        return {"name": known.name if known else slug, "aliases": list(known.names) if known else []}

    def place(self, ref: PlaceRef | None) -> Json | None:
        """A place with its aliases."""
        if ref is None:
            return None
        known = self.gazetteer.places.get(ref.slug or "")
        return {
            "id": ref.slug or ref.name,
            "name": known.name if known else ref.name,
            "kind": ref.kind.value.upper(),
            "aliases": list(known.names) if known else [],
            "countryCode": ref.country_code,
        }

    def build(self) -> Json:
        """The whole node."""
        extraction, document = self.extraction, self.extraction.document
        mentions = [{"text": m.text, "actor": self.actor(m.actor), "location": self.place(m.place)} for m in extraction.mentions]
        numbers = {(r.number, r.status.value) for r in extraction.resolutions}
        return {
            "title": document.title,
            "publisher": {"name": document.publisher} if document.publisher else None,
            "kind": document.kind.value.upper(),
            "language": document.language,
            "publishedOn": document.published.start.isoformat() if document.published else None,
            "conflictRelated": extraction.conflict_related,
            "mentions": mentions,
            "actors": unique(m["actor"] for m in mentions),
            "locations": unique(m["location"] for m in mentions),
            "resolutions": [{"number": number, "status": status.upper()} for number, status in sorted(numbers, key=str)],
            "statements": edges(self.statements()),
            "events": edges(self.events()),
        }

    def statements(self) -> list[Json]:
        """The statements."""
        return [
            {
                "text": s.text, "kind": s.kind.value.upper(), "act": s.act.value.upper(), "cue": s.cue,
                "saidOn": first(s.said), "speakerText": s.speaker_text, "speaker": self.actor(s.speaker),
                "addressees": [self.actor(a) for a in s.addressees], "topics": [{"slug": t} for t in s.topics],
                "resolutions": [{"number": r.number} for r in s.resolutions], "rule": s.rule,
            }
            for s in self.extraction.statements
        ]  # fmt: skip

    def events(self) -> list[Json]:
        """The events."""
        return [
            {
                "type": e.type.value.upper(), "status": e.status.value.upper(), "text": e.text,
                "startsOn": first(e.date), "endsOn": last(e.date), "killed": e.killed, "injured": e.injured,
                "displaced": e.displaced, "location": self.place(e.location), "rule": e.rule,
                "participants": [
                    {"role": p.role.value.upper(), "name": p.name, "actor": self.actor(p.actor)} for p in e.participants
                ],
            }
            for e in self.extraction.events
        ]  # fmt: skip


def first(value: DateValue | None) -> str | None:
    """The first day of a date."""
    return value.start.isoformat() if value else None


def last(value: DateValue | None) -> str | None:
    """The last day of a date."""
    return value.end.isoformat() if value else None


def edges(nodes: list[Json]) -> Json:
    """A connection of these nodes."""
    return {"edges": [{"node": node} for node in nodes]}


def unique(things: Any) -> list[Json]:
    """The things that are there, each once, by id."""
    return list({thing["id"]: dict(thing) for thing in things if thing}.values())


def load_scorer(path: Path) -> Any:
    """The gold scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dirs", nargs="+", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--every", action="store_true", help="score what is read of articles on other subjects than conflict too")
    parser.add_argument("--scorer", type=Path, default=ROOT.parent / "shared" / "gold" / "score.py")
    parser.add_argument("--confusion", action="store_true", help="what was taken for what, and how often each rule was right")
    options = parser.parse_args()
    gold_scorer = load_scorer(options.scorer)
    scorer, confusion = gold_scorer.Scorer(options.verbose), Confusion(gold_scorer)
    gazetteer = shipped_gazetteer()
    paths = [
        p
        for d in options.dirs
        for p in sorted(d.glob("*.txt"))
        if options.only in p.name and p.with_suffix(".gold.json").exists()
    ]
    documents = []
    for document in read_paths(paths):
        if isinstance(document, Refusal):
            print(f"refused: {document.place}: {document.message}")
        else:
            documents.append(document)
    for extraction in Reader(gazetteer).read(documents):
        if isinstance(extraction, Refusal):
            raise SystemExit(f"{extraction.place}: {extraction.message}")
        gold = json.loads(Path(extraction.document.place).with_suffix(".gold.json").read_text(encoding="utf-8"))
        node = Node(extraction, gazetteer, options.every).build()
        scorer.article(extraction.document.external_id, gold, node)
        confusion.article(gold, node)
    for key, figures in scorer.report().items():
        if "f1" in figures:
            print(
                "{:24} F1 {f1:.3f}   P {precision:.3f}  R {recall:.3f}   ({hit} of {gold} gold, {found} found)".format(
                    key, **figures
                )
            )
        elif figures["accuracy"] is not None:
            print("{:24} right {accuracy:.3f}   ({right} of {of})".format(key, **figures))
    if options.confusion:
        print("\n".join(confusion.lines()))


if __name__ == "__main__":
    main()
