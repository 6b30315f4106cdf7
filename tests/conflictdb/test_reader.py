"""What the API runs can read the dataset and do nothing else."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from conflictdb import reader
from conflictdb.models import Topic
from conflictdb.prepared import prepared

FORBIDDEN = [
    ("a new row", "INSERT INTO conflictdb_topic (slug) VALUES ('x') RETURNING 'x'"),
    ("a changed row", "UPDATE conflictdb_topic SET label = 'x' RETURNING 'x'"),
    ("a deleted row", "DELETE FROM conflictdb_topic RETURNING 'x'"),
    ("a new table", "CREATE TABLE stolen AS SELECT 1"),
    ("no table", "DROP TABLE conflictdb_topic"),
    ("the users", "SELECT password FROM auth_user"),
    ("the sessions", "SELECT session_key FROM django_session"),
    ("who decided", "SELECT note FROM conflictdb_decision"),
    ("a file of the server", "SELECT pg_read_file('postgresql.conf')"),
    ("a program of the server", "COPY conflictdb_topic TO PROGRAM 'true'"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("_case", "statement"), FORBIDDEN, ids=[case for case, _ in FORBIDDEN])
def test_what_is_refused_by_the_database(_case: str, statement: str) -> None:
    Topic.objects.create(slug="war", label="War")
    assert reader.has_role()
    with pytest.raises(DatabaseError, match=r"permission denied|read-only transaction|must be owner"):
        reader.fetch(statement)
    assert Topic.objects.get().label == "War"


WRITES = [statement for case, statement in FORBIDDEN if "row" in case or "table" in case]


@pytest.mark.django_db
@pytest.mark.parametrize("statement", WRITES)
def test_without_the_role_nothing_can_be_written_either(monkeypatch: pytest.MonkeyPatch, statement: str) -> None:
    monkeypatch.setattr(reader, "has_role", lambda: False)
    with pytest.raises(DatabaseError, match="read-only transaction"):
        reader.fetch(statement)


STATE = "SELECT current_user || ' ' || current_setting('transaction_read_only') || ' ' || current_setting('statement_timeout')"


@pytest.mark.django_db(transaction=True)
def test_the_bounds_end_with_the_statement() -> None:
    assert reader.fetch(STATE) == ("conflictdb_reader on 3s",)
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        [state] = cursor.fetchone()
    assert state.split()[1:] == ["off", "0"]
    assert not state.startswith(reader.ROLE)


@pytest.mark.django_db
def test_the_bounds_end_with_the_statement_inside_a_transaction_too() -> None:
    assert reader.fetch(STATE) == ("conflictdb_reader on 3s",)
    with pytest.raises(DatabaseError):
        reader.fetch("SELECT 1/0")
    Topic.objects.create(slug="war", label="War")
    assert reader.fetch("SELECT count(*) FROM conflictdb_topic") == (1,)


@pytest.mark.django_db
def test_reading_piece_by_piece() -> None:
    with reader.reading(500), connection.cursor() as cursor:
        cursor.execute(STATE)
        assert cursor.fetchone() == ("conflictdb_reader on 500ms",)
    with pytest.raises(DatabaseError, match="statement timeout"), reader.reading(20), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1)")
    Topic.objects.create(slug="war", label="War")


@pytest.mark.django_db
def test_a_server_that_allows_no_roles_is_lived_with(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    from django.apps import apps

    monkeypatch.setattr(reader, "_ENSURE", "SELECT 1/0 -- {role} {tables}")
    reader.ensure_reader(apps.get_app_config("conflictdb"))
    assert "read-only all the same" in caplog.text
    assert not transaction.get_connection().needs_rollback


def _names() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements ORDER BY prepare_time")
        return [text.partition(" AS ")[2].partition(";")[0] for [text] in cursor.fetchall()]


@pytest.mark.django_db
def test_what_is_asked_again_is_planned_once() -> None:
    question = "SELECT count(slug) FROM conflictdb_topic"
    before = len(_names())
    for number in range(4):
        assert reader.fetch(question) == (number,)
        assert _names()[before:] == ([question] if number else [])
        Topic.objects.create(slug=f"war-{number}", label="War")


@pytest.mark.django_db
def test_only_the_last_ones_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conflictdb.prepared.KEPT", 2)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    prepared(connection.connection).doubt()
    for number in (1, 1, 2, 2, 1, 3, 3, 1, 2):
        assert reader.fetch(f"SELECT {number}") == (number,)
    assert _names() == ["SELECT 1", "SELECT 3"]


@pytest.mark.django_db
def test_names_that_the_server_does_not_know_are_lived_with() -> None:
    for _ in range(2):
        reader.fetch("SELECT 7")
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    assert reader.fetch("SELECT 7") == (7,)
    assert "SELECT 7" not in _names()


@pytest.mark.django_db
def test_what_fails_when_it_is_kept_fails_each_time() -> None:
    for _ in range(4):
        with pytest.raises(DatabaseError, match="division by zero"):
            reader.fetch("SELECT 1 / (SELECT count(*) FROM conflictdb_topic)")
    assert reader.fetch("SELECT 1") == (1,)


@pytest.mark.django_db
def test_behind_a_pooler_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    before = _names()
    for _ in range(3):
        reader.fetch("SELECT 8")
    assert _names() == before
