"""The version of the data changes with the data, whoever changes them, and with nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from conflictdb import models
from conflictdb.version import dataset_version

# Tables whose rows no answer and no file shows.
SILENT = {
    "conflictdb_apikey", "conflictdb_datasetversion", "conflictdb_decision", "conflictdb_issue", "conflictdb_loadrun",
    "conflictdb_locationancestor", "conflictdb_match", "conflictdb_membership", "conflictdb_topicancestor",
}  # fmt: skip

TRIGGERED = """SELECT event_object_table FROM information_schema.triggers WHERE trigger_name = %s"""
TABLES = "SELECT tablename FROM pg_tables WHERE tablename LIKE 'conflictdb\\_%'"


def _column(sql: str, *parameters: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db
@pytest.mark.parametrize("trigger", ["count_insert", "count_update", "count_delete"])
def test_every_table_with_data_is_watched(trigger: str) -> None:
    assert _column(TABLES) - _column(TRIGGERED, trigger) - SILENT == set()


def _topic(slug: str) -> models.Topic:
    return models.Topic.objects.create(slug=slug, label=slug)


def _name() -> models.TopicName:
    return models.TopicName(topic=models.Topic.objects.get(), name="x")


def _raw() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE conflictdb_topic SET label = 'By hand' WHERE slug = 'war'")


CHANGES: list[tuple[str, Callable[[], Any]]] = [
    ("a new record", lambda: _topic("new")),
    ("many new records", lambda: models.TopicName.objects.bulk_create([_name()])),
    ("a saved record", lambda: models.Topic.objects.get().save()),
    ("an update past the models", lambda: models.Topic.objects.update(label="Other")),
    ("SQL by hand", _raw),
    ("a deleted record", lambda: models.Topic.objects.all().delete()),
]  # fmt: skip
NO_CHANGES: list[tuple[str, Callable[[], Any]]] = [
    ("a question", lambda: list(models.Topic.objects.all())),
    ("an update of nothing", lambda: models.Topic.objects.filter(slug="absent").update(label="x")),
    ("a deletion of nothing", lambda: models.Topic.objects.filter(slug="absent").delete()),
    (
        "a load that found nothing new",
        lambda: models.LoadRun.objects.create(command="load", pipeline_version="1", started_at=timezone.now()),
    ),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("_case", "change"), CHANGES, ids=[case for case, _ in CHANGES])
def test_what_changes_the_version(_case: str, change: Callable[[], Any]) -> None:
    _topic("war")
    before = dataset_version()
    change()
    assert dataset_version() != before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("_case", "change"), NO_CHANGES, ids=[case for case, _ in NO_CHANGES])
def test_what_does_not(_case: str, change: Callable[[], Any]) -> None:
    _topic("war")
    before = dataset_version()
    change()
    assert dataset_version() == before


def _broken_off(slug: str) -> None:
    with transaction.atomic():
        _topic(slug)
        raise ZeroDivisionError


def _changes() -> int:
    return sum(models.DatasetVersion.objects.values_list("changes", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_transaction_counts_once_and_only_if_it_is_committed() -> None:
    _topic("war")
    before = _changes()
    with transaction.atomic():
        _topic("a")
        _topic("b")
        with pytest.raises(ZeroDivisionError):
            _broken_off("c")
        _topic("d")
    assert _changes() == before + 1
    with pytest.raises(ZeroDivisionError):
        _broken_off("e")
    assert _changes() == before + 1


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_do_not_wait_for_each_other_and_all_are_counted() -> None:
    _topic("war")
    before, met, failed = _changes(), threading.Barrier(4, timeout=20), []

    def write(name: str) -> None:
        try:
            with transaction.atomic():
                _topic(name)
                met.wait()  # nobody commits before all have written
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(f"t{number}",)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    assert _changes() == before + 4
