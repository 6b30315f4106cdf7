"""Merges of records made and taken back in any order, by persons and by loads, with what persons did in between."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from conflictdb.checks import check_dataset
from conflictdb.merging.verdicts import UnmergeableError, judge, merge, undo
from conflictdb.models import Evidence, Match, Merge, Source, Statement
from conflictdb.reviews import BY_HAND, accept, decide, reject
from conflictdb.vocabularies import StatementAct, Verdict
from tests.merging.invented import OTHER_QUOTE, QUOTE, STORIES, Story, changed, dataset, store, store_stories
from tests.merging.test_scenario import ids, standing

pytestmark = pytest.mark.django_db
DAYS = {"a": 1, "b": 11, "c": 21}  # so far apart that no load merges them


@pytest.fixture
def manager() -> Any:
    return get_user_model().objects.create_user("manager")


def story(name: str) -> Story:
    return Story(name, dt.date(2025, 3, DAYS[name]), (QUOTE,))


@pytest.fixture
def three() -> tuple[str, str, str]:
    """Three statements that only a person makes one."""
    store_stories(story(name) for name in DAYS)
    one, other, third = (standing(Statement, source__external_id=name).get().public_id for name in DAYS)
    return one, other, third


def told_in(record: str) -> str | None:
    return next(iter(Merge.objects.filter(record=record, ended_at=None).values_list("kept", flat=True)), None)


def load_all() -> None:
    """Load all again, with other words of the vocabulary and back."""
    store_stories(changed(story(name), act=StatementAct.ASSERT) for name in DAYS)
    store_stories(story(name) for name in DAYS)


def test_a_chain_is_taken_apart_from_its_last_link(manager: Any, three: tuple[str, str, str]) -> None:
    a, b, c = three
    merge(b, [a], manager)
    merge(c, [b], manager)
    assert (told_in(a), told_in(b), ids(Statement)) == (c, c, {c})
    undo(b, manager)
    load_all()
    assert (told_in(a), ids(Statement)) == (b, {b, c})  # the id that a person kept before stands again
    undo(a, manager)
    load_all()
    assert (ids(Statement), Merge.objects.filter(ended_at=None).count()) == ({a, b, c}, 0)


def test_a_chain_is_taken_apart_from_its_first_link(manager: Any, three: tuple[str, str, str]) -> None:
    a, b, c = three
    merge(b, [a], manager)
    merge(c, [b], manager)
    undo(a, manager)
    load_all()
    assert (told_in(a), told_in(b), ids(Statement)) == (None, c, {a, c})
    undo(b, manager)
    load_all()
    assert ids(Statement) == {a, b, c}
    with pytest.raises(UnmergeableError, match="not merged"):
        undo(b, manager)
    assert list(check_dataset()) == []


def test_what_was_taken_apart_can_be_merged_again_the_other_way_round(manager: Any, three: tuple[str, str, str]) -> None:
    a, b, _ = three
    merge(b, [a], manager)
    undo(a, manager)
    merge(a, [b], manager)
    load_all()
    assert (told_in(b), told_in(a)) == (a, None)


def test_evidence_that_a_person_pointed_out_goes_with_a_merge_by_hand_and_back(manager: Any, three: tuple[str, str, str]) -> None:
    a, b, c = three
    told = Statement.objects.get(public_id=a)
    Evidence.objects.create(
        source=Source.objects.get(external_id="c"), start=0, end=1, excerpt="c", extractor=BY_HAND, statement=told
    )

    def pointed_out(record: str) -> int:
        return Evidence.objects.filter(statement__public_id=record, extractor=BY_HAND).count()

    merge(b, [a], manager)
    merge(c, [b], manager)
    load_all()
    assert (pointed_out(a), pointed_out(b), pointed_out(c)) == (0, 0, 1)
    undo(b, manager)
    assert (pointed_out(a), pointed_out(b), pointed_out(c)) == (0, 1, 0)
    undo(a, manager)
    assert (pointed_out(a), pointed_out(b), pointed_out(c)) == (1, 0, 0)


def test_a_merge_stands_when_the_article_of_either_is_gone_and_back(manager: Any, three: tuple[str, str, str]) -> None:
    a, b, c = three
    merge(b, [a], manager)
    before = dataset()
    for name in ("a", "b"):
        store(changed(story(name), quotes=()))
        assert len(ids(Statement)) == 2
        assert list(check_dataset()) == []
        store(story(name))
        assert dataset() == before
    assert (told_in(a), ids(Statement)) == (b, {b, c})


def test_an_accepted_proposal_whose_article_is_withdrawn(manager: Any, three: tuple[str, str, str]) -> None:
    a, b, _ = three
    proposal = Match.objects.create(one=min(a, b), other=max(a, b), score=0.6)
    judge(proposal, Verdict.SAME, manager)
    [kept, gone] = [a, b] if told_in(b) else [b, a]
    name = "a" if kept == a else "b"
    store(changed(story(name), quotes=()))
    assert (told_in(kept), gone in ids(Statement)) == (gone, True)  # the id leads to what still tells it
    store(story(name))
    assert (told_in(gone), kept in ids(Statement)) == (kept, True)
    assert list(check_dataset()) == []


def test_a_rejected_record_stays_rejected_through_loads_and_merges(manager: Any, three: tuple[str, str, str]) -> None:
    a, b, c = three
    reject(Statement.objects.filter(public_id=c), manager)
    load_all()
    merge(b, [a], manager)
    load_all()
    assert Statement.objects.get(public_id=c).review_status == "rejected"
    undo(a, manager)
    reject(Statement.objects.filter(public_id=b), manager)
    load_all()
    store(changed(story("b"), quotes=(f"{QUOTE} and bus",)))  # a few words more are the same thing
    states = dict(Statement.objects.values_list("public_id", "review_status"))
    assert (states[a], states[b], states[c]) == ("candidate", "rejected", "rejected")


def test_two_records_that_persons_worked_on_keep_their_values_through_a_merge_and_back(
    manager: Any, three: tuple[str, str, str]
) -> None:
    a, b, _ = three
    decide(Statement.objects.get(public_id=a), {"act": StatementAct.WARN.value}, manager)
    accept(Statement.objects.filter(public_id=b), manager)
    merge(b, [a], manager)
    load_all()
    assert Statement.objects.get(public_id=b).act == "commit"
    undo(a, manager)
    load_all()
    row = Statement.objects.get(public_id=a)
    assert (row.act, row.machine["act"], row.review_status) == ("warn", "commit", "corrected")
    assert Statement.objects.get(public_id=b).review_status == "accepted"


def test_a_merge_by_the_rules_taken_back_and_one_by_hand_side_by_side(manager: Any) -> None:
    store_stories(STORIES)
    by_rules = Merge.objects.get(record__startswith="stm_")
    others = sorted(standing(Statement, text=OTHER_QUOTE).values_list("public_id", flat=True))
    merge(others[0], [others[1]], manager)
    undo(by_rules.record, manager)
    undo(others[1], manager)
    store_stories(changed(one, act=StatementAct.ASSERT) for one in STORIES)
    store_stories(STORIES)
    assert {by_rules.record, by_rules.kept, *others} <= ids(Statement)
