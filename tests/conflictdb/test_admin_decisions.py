"""Human decisions: what they store, what a load may still change, how they are taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from conflictdb.identity import public_id
from conflictdb.models import Decision, Event, Evidence, Statement
from conflictdb.reviews import BY_HAND, UndecidableError, accept, added, decide, identify, reject, unlock, value_of
from conflictdb.vocabularies import EventType, StatementAct
from tests.conflictdb.conftest import Sample


@pytest.fixture
def editor(db: None) -> Any:
    return get_user_model()._default_manager.create_user("editor")


def decisions(record: Any) -> list[tuple[str, Any, Any]]:
    rows = Decision.objects.filter(record=record.public_id).order_by("pk")
    return [(row.field, row.machine_value, row.value) for row in rows]


def test_a_decision_sets_the_value_locks_the_field_and_says_what_the_machine_had_said(sample: Sample, editor: Any) -> None:
    decide(sample.statement, {"act": StatementAct.WARN, "topics": [sample.sanctions]}, editor, "a warning")
    row = Statement.objects.get()
    assert (row.act, [topic.slug for topic in row.topics.all()], row.review_status) == ("warn", ["sanctions"], "corrected")
    assert set(row.locked_fields) == {"act", "topics", "cameo_code"}
    assert row.machine["act"] == "call"
    assert decisions(row) == [("act", "call", "warn"), ("topics", [sample.ceasefire.public_id], [sample.sanctions.public_id])]
    assert set(Decision.objects.values_list("decided_by__username", "note")) == {("editor", "a warning")}


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("said_from", dt.date(2025, 3, 16), "2025-03-16"),
        ("speaker", None, None),
        ("stance", "opposes", "opposes"),
        ("addressees", [], []),
        ("text", "peace", "peace"),
        ("confidence", 0.5, 0.5),
    ],
)
def test_every_sort_of_field_can_be_decided_and_taken_back(
    sample: Sample, editor: Any, field: str, value: Any, stored: Any
) -> None:
    before = value_of(sample.statement, field)
    decide(sample.statement, {field: value}, editor)
    assert value_of(Statement.objects.get(), field) == stored
    unlock(Statement.objects.get(), [field], editor)
    row = Statement.objects.get()
    assert value_of(row, field) == before
    assert (row.locked_fields, row.review_status) == ([], "candidate")


def test_participants_are_one_value_of_their_event(sample: Sample, editor: Any) -> None:
    decide(sample.event, {"participants": [("agent", "Fighters", None), ("target", "the army", sample.mission)]}, editor)
    event = Event.objects.get()
    assert value_of(event, "participants") == [["agent", "Fighters", None], ["target", "the army", sample.mission.public_id]]
    assert decisions(event)[0][1] == [["agent", "Fighters", sample.fighters.public_id]]
    unlock(event, ["participants"], editor)
    assert value_of(Event.objects.get(), "participants") == [["agent", "Fighters", sample.fighters.public_id]]


def test_names_are_one_value_of_their_actor(sample: Sample, editor: Any) -> None:
    decide(sample.fighters, {"names": [("en", "The Front")]}, editor)
    assert value_of(sample.fighters, "names") == [["en", "The Front"]]
    assert sample.fighters.names.get().folded == "the front"
    unlock(sample.fighters, ["names"], editor)
    assert value_of(sample.fighters, "names") == [["en", "Fighters' Front"], ["fr", "Front d'exemple"]]


def test_what_follows_from_a_decided_term_follows_the_persons_value_and_back(sample: Sample, editor: Any) -> None:
    decide(sample.event, {"type": EventType.PROTEST}, editor)
    event = Event.objects.get()
    assert (event.plover_type, event.acled_event_type) == ("PROTEST", "Protests")
    assert {"type", "plover_type", "acled_event_type"} <= set(event.locked_fields)
    unlock(event, ["type"], editor)
    event = Event.objects.get()
    assert (event.type, event.plover_type, event.locked_fields) == ("territory_capture", "ASSAULT", [])


def test_a_field_that_stays_decided_keeps_the_record_corrected(sample: Sample, editor: Any) -> None:
    decide(sample.statement, {"act": "warn", "stance": "opposes"}, editor)
    unlock(sample.statement, ["act"], editor)
    row = Statement.objects.get()
    assert (row.locked_fields, row.review_status, row.stance) == (["stance"], "corrected", "opposes")


@pytest.mark.parametrize(
    ("fields", "message"),
    [(["act"], "act: not decided by a person"), (["nonsense"], "nonsense: not decided by a person")],
)
def test_what_nobody_decided_cannot_be_taken_back(sample: Sample, editor: Any, fields: list[str], message: str) -> None:
    with pytest.raises(UndecidableError, match=message):
        unlock(sample.statement, fields, editor)
    assert Decision.objects.count() == 0


def test_an_unknown_field_is_refused_and_nothing_is_stored(sample: Sample, editor: Any) -> None:
    with pytest.raises(UndecidableError, match="nonsense: statement has no such field"):
        decide(sample.statement, {"act": "warn", "nonsense": 1}, editor)
    assert (Statement.objects.get().act, Decision.objects.count()) == ("call", 0)


def test_accepting_makes_certain_and_says_so_once(sample: Sample, editor: Any) -> None:
    assert accept(Statement.objects.all(), editor).changed == 1
    row = Statement.objects.get()
    assert (row.review_status, row.confidence, row.machine["confidence"]) == ("accepted", 1.0, 0.7)
    outcome = accept(Statement.objects.all(), editor)
    assert (outcome.changed, outcome.unchanged) == (0, 1)
    assert decisions(row) == [("review_status", "candidate", "accepted")]


def test_what_was_corrected_counts_as_accepted(sample: Sample, editor: Any) -> None:
    decide(sample.statement, {"act": "warn"}, editor)
    assert accept([sample.statement], editor).unchanged == 1
    assert Statement.objects.get().review_status == "corrected"


def test_what_was_rejected_can_be_accepted_again(sample: Sample, editor: Any) -> None:
    assert reject(Event.objects.all(), editor, "not an event").changed == 1
    assert Event.objects.get().review_status == "rejected"
    accept(Event.objects.all(), editor)
    assert Event.objects.get().review_status == "accepted"
    assert decisions(sample.event) == [("review_status", "candidate", "rejected"), ("review_status", "rejected", "accepted")]


def test_many_are_judged_in_few_statements(sample: Sample, editor: Any, django_assert_max_num_queries: Any) -> None:
    values = {"source": sample.source, "text": "words", "kind": "direct", "act": "call", "speaker_text": "Somebody"}
    Statement.objects.bulk_create(Statement(public_id=public_id("statement", str(n)), **values) for n in range(1200))
    with django_assert_max_num_queries(20):
        assert accept(Statement.objects.all(), editor).changed == 1201
    assert Decision.objects.count() == 1201


def test_a_record_made_by_hand_gets_the_id_that_a_load_would_give_it(sample: Sample, editor: Any) -> None:
    first, second = (
        Statement(source=sample.source, speaker_text="Bo", text="Peace now", kind="direct", act="call") for _ in range(2)
    )
    for row in (first, second):
        identify(row)
        row.save()
    key = ("sample", "bo", "peace now")
    assert [row.public_id for row in (first, second)] == [public_id("statement", *key, 1), public_id("statement", *key, 2)]
    added(first, ["text", "act"], editor)
    assert (first.review_status, first.locked_fields, decisions(first)) == (
        "accepted",
        ["act", "text"],
        [("review_status", None, "accepted")],
    )


def test_a_load_leaves_evidence_alone_that_a_person_pointed_out(sample: Sample) -> None:
    from loaders.store.evidence import EvidenceBook

    by_hand = Evidence.objects.create(
        source=sample.source, start=0, end=3, excerpt="Ana", extractor=BY_HAND, affiliation=sample.post
    )
    EvidenceBook(sample.source).save()
    assert list(Evidence.objects.filter(affiliation=sample.post)) == [by_hand]
