"""Merging, undoing, loading again, reading anew and persons' corrections in between: every human value is in place at the end."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from conflictdb.merging.verdicts import UnmergeableError, judge, merge, preview, undo
from conflictdb.models import Decision, Event, Match, Merge, Report, Statement
from conflictdb.reviews import decide, reject
from conflictdb.vocabularies import StatementAct, Verdict
from tests.merging.invented import LONGER, OTHER_QUOTE, QUOTE, STORIES, changed, dataset, store, store_stories

pytestmark = pytest.mark.django_db
ONE, TWO, THREE, FOUR = STORIES


@pytest.fixture
def manager() -> Any:
    return get_user_model().objects.create_user("manager")


def standing(model: Any, **found: Any) -> Any:
    return model.objects.filter(withdrawn_at=None, **found)


def ids(model: Any) -> set[str]:
    return set(standing(model).values_list("public_id", flat=True))


def test_several_sources_make_one_record_with_the_evidence_of_all() -> None:
    store_stories(STORIES)
    said = standing(Statement, text=LONGER).get()
    assert sorted(said.evidence.values_list("source__external_id", flat=True)) == ["one", "two"]
    assert (said.source.external_id, str(said.said_from)) == ("one", "2025-03-18")  # the first to report it
    assert standing(Statement, text=OTHER_QUOTE).count() == 2  # the same words ten days later are said again
    clash = standing(Event, killed_low=12).get()
    assert (clash.killed, clash.killed_high, clash.source_count) == (12, 15, 3)
    killed = {report.source.external_id: report.values["killed"] for report in Report.objects.filter(kept=clash.public_id)}
    assert killed == {"one": 12, "two": 15, "three": 12}
    assert Merge.objects.get(record__startswith="stm_").parts["words"] >= 0.9


def test_loading_again_changes_nothing() -> None:
    store_stories(STORIES)
    before, rows = dataset(), list(Report.objects.values())
    for story in STORIES:
        stored = store(story)
        assert (stored.fate, stored.changes.all) == ("unchanged", [])
    assert (dataset(), list(Report.objects.values())) == (before, rows)


def test_an_undone_merge_gives_both_back_and_is_not_made_again(manager: Any) -> None:
    store_stories([ONE, TWO])
    taken = Merge.objects.get(record__startswith="stm_")
    undo(taken.record, manager, "two speeches")
    assert {taken.record, taken.kept} <= ids(Statement)
    assert {row.text for row in standing(Statement)} == {QUOTE, LONGER, OTHER_QUOTE}
    store(changed(TWO, quotes=(LONGER,)))
    store(TWO)
    assert {taken.record, taken.kept} <= ids(Statement)
    taken.refresh_from_db()
    assert (taken.ended_by, taken.ended_at is not None) == (manager, True)
    assert Decision.objects.get(record=taken.record).note == "two speeches"


def test_a_merge_by_hand_stands_through_loads_and_its_undoing_restores_both_ids(manager: Any) -> None:
    store_stories([TWO, FOUR])
    first, second = standing(Statement, text=OTHER_QUOTE).order_by("source__published_from").values_list("public_id", flat=True)
    merge(second, [first], manager)
    assert ids(Statement) & {first, second} == {second}
    store_stories([changed(FOUR, act=StatementAct.ASSERT), TWO, FOUR])
    assert ids(Statement) & {first, second} == {second}
    assert standing(Statement, public_id=second).get().evidence.count() == 2
    undo(first, manager)
    assert ids(Statement) & {first, second} == {first, second}


def test_every_human_value_is_in_place_at_the_end(manager: Any) -> None:
    store_stories([ONE, TWO, THREE])
    said, clash = standing(Statement, text=LONGER).get(), standing(Event).get()
    decide(said, {"act": StatementAct.WARN.value}, manager)
    decide(clash, {"killed": 13}, manager)
    rejected = standing(Statement, text=OTHER_QUOTE).get()
    reject([rejected], manager)
    store(FOUR)  # another source
    store_stories(changed(story, act=StatementAct.ANNOUNCE) for story in (ONE, TWO))  # another vocabulary
    store(changed(ONE, quotes=(f"{QUOTE} and every bus",), killed=14))  # another wording
    undo(Report.objects.get(public_id__startswith="evt_", source__external_id="two").public_id, manager)
    store_stories(STORIES)
    said.refresh_from_db()
    clash.refresh_from_db()
    rejected.refresh_from_db()
    assert (said.act, said.machine["act"], said.review_status) == ("warn", "commit", "corrected")
    assert (clash.killed, clash.machine["killed"]) == (13, 12)
    assert rejected.review_status == "rejected"
    assert standing(Statement, text=OTHER_QUOTE).exclude(review_status="rejected").count() == 1  # said ten days later


def test_what_a_person_rejected_does_not_come_back_with_another_outlet(manager: Any) -> None:
    store(ONE)
    reject(standing(Statement), manager)
    store(changed(TWO, quotes=(QUOTE,)))
    assert standing(Statement).exclude(review_status="rejected").count() == 0
    assert standing(Statement).get().evidence.count() == 2


def test_a_reworded_sentence_keeps_its_record() -> None:
    store(ONE)
    before = ids(Statement)
    store(changed(ONE, quotes=(f"{QUOTE} and bus",)))
    assert ids(Statement) == before
    assert standing(Statement).get().text == f"{QUOTE} and bus"
    store(changed(ONE, quotes=("a wholly other thing is told here now",)))
    assert not ids(Statement) & before
    store(ONE)
    assert ids(Statement) == before


def test_a_record_whose_own_source_drops_it_leads_to_what_the_others_tell() -> None:
    store_stories([ONE, TWO])
    first = standing(Statement, text=LONGER).get().public_id
    store(changed(ONE, quotes=()))
    heir = standing(Statement, text=LONGER).get()
    assert heir.public_id != first
    assert list(heir.evidence.values_list("source__external_id", flat=True)) == ["two"]
    assert Merge.objects.get(record=first, ended_at=None).kept == heir.public_id
    store(ONE)
    assert standing(Statement, text=LONGER).get().public_id == first


def test_a_proposal_is_answered_once(manager: Any) -> None:
    halved = " ".join(QUOTE.split()[:9]) + " and nothing else was told to us there that day"
    store_stories([ONE, changed(TWO, quotes=(halved,), killed=None)])
    proposal = Match.objects.get()
    assert 0.5 < (proposal.score or 0) < 0.75
    judge(proposal, Verdict.APART, manager)
    store_stories([ONE, changed(TWO, quotes=(halved,), killed=None, act=StatementAct.ASSERT)])
    assert [match.verdict for match in Match.objects.all()] == ["apart"]
    assert standing(Statement).count() == 2
    judge(Match.objects.get(), Verdict.SAME, manager)
    assert standing(Statement).count() == 1


def test_what_can_not_be_merged_is_refused_with_its_reason(manager: Any) -> None:
    store(ONE)
    statement, event = standing(Statement).get().public_id, standing(Event).get().public_id
    with pytest.raises(UnmergeableError, match="a statement and an event"):
        merge(statement, [event], manager)
    with pytest.raises(UnmergeableError, match="choose two records"):
        preview([statement])
    with pytest.raises(UnmergeableError, match="not merged"):
        undo(statement, manager)
    assert Merge.objects.count() == 0
