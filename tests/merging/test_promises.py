"""What loads promise: the same articles again change no byte, in any order; what a person decided holds through all of them."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction

from conflictdb.export.publish import publish
from conflictdb.merging.actors import merge_things
from conflictdb.merging.names import choose
from conflictdb.merging.verdicts import merge, undo
from conflictdb.models import Actor, AmbiguousName, Event, LoadRun, Location, Statement
from conflictdb.reviews import decide, reject
from conflictdb.vocabularies import ActorKind, LocationKind, StatementAct
from loaders.records import ActorRef, Candidate, PlaceRef
from loaders.reference import FIXTURES
from loaders.run import Options, load
from tests.merging.invented import LONGER, OTHER_QUOTE, QUOTE, STORIES, base, changed, store_stories
from tests.merging.test_handmade import by_hand, evidence
from tests.merging.test_scenario import standing

pytestmark = pytest.mark.django_db
OF_LOADS = {"loadrun", "issue", "datasetversion"}  # what every load writes of itself
ONE, TWO, THREE, FOUR = STORIES
PRINTED = PlaceRef(None, "Sampleton", LocationKind.CITY, "Sampleton", "CD")
DOUBTFUL = ActorRef(
    None, "Example", ActorKind.PERSON, "Example",
    (Candidate("bo-example", 0.8, ("title",)), Candidate("cy-example", 0.8, ("title",))),
)  # fmt: skip
FIVE = changed(FOUR, name="five", speaker=DOUBTFUL, place=PRINTED, quotes=("the ferry will run again before the rains",), day=20)


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, but what every load writes of itself."""
    models = [model for model in apps.get_app_config("conflictdb").get_models() if model._meta.model_name not in OF_LOADS]
    return {model.__name__: sorted(model._default_manager.values_list(), key=repr) for model in models}


def content(folder: Path) -> str:
    """The hash over all exported data."""
    return str(json.loads((publish(folder).folder / "manifest.json").read_text(encoding="utf-8"))["content_hash"])


@pytest.mark.usefixtures("reference")
def test_a_second_and_a_third_load_change_no_row_and_no_byte(tmp_path: Path) -> None:
    def run(*, reprocess: bool = False) -> dict[str, Any]:
        return load([FIXTURES / "articles"], Options(reprocess=reprocess), lambda _report: None).as_dict()

    run()
    before, exported = rows(), content(tmp_path / "first")
    run()
    # read and stored anew, every one
    again = run(reprocess=True)
    assert (again["unchanged"], again["changes"], again["records"]["inserted"]) == (again["read"], [], 0)
    assert rows() == before
    assert content(tmp_path / "third") == exported
    assert LoadRun.objects.count() == 3


def test_any_order_of_articles_gives_the_same_bytes(tmp_path: Path) -> None:
    base()
    hashes = set()
    orders = itertools.islice(itertools.permutations((*STORIES, FIVE)), 0, None, 13)
    for number, order in enumerate(orders):
        with transaction.atomic():
            store_stories(order)
            hashes.add(content(tmp_path / str(number)))
            transaction.set_rollback(True)
    assert (number, len(hashes)) == (9, 1)


def test_every_human_value_is_in_place_at_the_end_with_a_chosen_name_and_merged_places(tmp_path: Path) -> None:
    manager = get_user_model().objects.create_user("manager")
    base()
    for slug in ("bo-example", "cy-example"):
        Actor.objects.create(slug=slug, name=slug.replace("-", " ").title(), kind="person", is_reference=True)
    bo = Actor.objects.get(slug="bo-example")
    stories = (ONE, TWO, THREE, FOUR, FIVE)
    store_stories(stories)
    # a person's day
    choose(AmbiguousName.objects.get(), bo, manager, "the harbour master")
    known, printed = Location.objects.get(slug="sampleville"), Location.objects.get(slug="sampleton-cd")
    merge_things(known, printed, manager, "one town")
    said, clash = standing(Statement, text=LONGER).get(), standing(Event, source_count=3).get()
    decide(said, {"act": StatementAct.WARN.value}, manager)
    decide(clash, {"killed": 13}, manager)
    rejected = standing(Statement, text=OTHER_QUOTE, source__external_id="two").get()
    reject([rejected], manager)
    hand = by_hand(manager, "people were killed")
    merge(clash.public_id, [hand.public_id], manager, "the same clash")
    ana = Actor.objects.get(slug="ana-example")
    decide(ana, {"name": "Dr Ana Example"}, manager)
    # what loads bring after it: all again, another vocabulary, other wordings, articles that drop what they said, all as it was
    store_stories(stories)
    store_stories(changed(story, act=StatementAct.ANNOUNCE) for story in stories)
    store_stories(
        [changed(ONE, quotes=(f"{QUOTE} and every bus",), killed=14), changed(FIVE, killed=9), changed(THREE, killed=None)]
    )
    undo(printed.public_id, manager)
    store_stories([changed(FIVE, quotes=()), FIVE])
    printed.refresh_from_db()
    merge_things(known, printed, manager, "one town after all")
    store_stories(stories)
    before, exported = rows(), content(tmp_path / "one")
    store_stories(stories)
    assert rows() == before
    assert content(tmp_path / "two") == exported
    for row in (said, clash, rejected, hand, ana, printed):
        row.refresh_from_db()
    assert (said.act, said.machine["act"], said.review_status) == ("warn", "commit", "corrected")
    assert (clash.killed, clash.machine["killed"], ("four", "by hand") in evidence(clash)) == (13, 12, True)
    assert (rejected.review_status, hand.withdrawn_at is None, printed.withdrawn_at is None) == ("rejected", False, False)
    assert (ana.name, ana.machine["name"]) == ("Dr Ana Example", "Ana Example")
    assert standing(Statement, source__external_id="five").get().speaker == bo
    assert standing(Event, source__external_id="five").get().location == known
    assert sorted(known.names.values_list("name", flat=True)) == ["Sampleton"]
