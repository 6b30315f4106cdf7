"""The corpus of known identities: what the loads make one, and that the order of the articles does not matter."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from conflictdb.models import Event, Merge, Source, Statement
from loaders.run import Options, load
from tests.merging import corpus
from tests.merging.invented import STORIES, dataset, store_stories
from tests.merging.stored import reports


@pytest.mark.usefixtures("reference")
def test_the_corpus_is_merged_with_few_errors(tmp_path: Path) -> None:
    corpus.write(tmp_path)
    load([tmp_path], Options(), lambda _report: None)
    found, wrong = corpus.figures(reports())
    for noun in ("event", "statement"):
        assert found[noun].precision >= 0.95, wrong
        assert found[noun].recall >= 0.85, wrong
    assert Merge.objects.filter(ended_at=None).count() > 20
    shelling = Event.objects.get(type="remote_violence", location__slug="sake", withdrawn_at=None)
    assert (shelling.killed, shelling.killed_low, shelling.killed_high) == (6, 6, 8)  # as most sources say, and what others do
    assert shelling.source_count == 4
    said = Statement.objects.get(text__startswith="We will not leave the people", withdrawn_at=None)
    assert said.text.rstrip(",.").endswith("whatever it costs")  # the longest form
    assert said.evidence.values("source").distinct().count() == 2


def test_the_corpus_has_what_it_promises() -> None:
    things = {mark.thing for article in corpus.articles() for mark in article.marks}
    assert len(corpus.articles()) == 40
    assert {thing for thing in things if thing[0] == "e"} == {f"e{number}" for number in range(1, 16)}
    assert len({thing for thing in things if thing[0] == "s"}) >= 25


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.django_db
def test_any_order_of_reports_gives_the_same_records(seed: int) -> None:
    stories = list(STORIES)
    store_stories(stories)
    before = dataset()
    assert Merge.objects.filter(ended_at=None).count() == 3
    for model in (Merge, Source):
        model.objects.all().delete()
    random.Random(seed).shuffle(stories)
    store_stories(stories)
    assert dataset() == before
