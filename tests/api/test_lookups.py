"""What statements are compiled from is looked up once and checked each time: an answer is never older than the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from api import execution
from conflictdb.lookups import KEYS_MAX, keys_of, noting
from conflictdb.models import Actor, Affiliation, Location, Topic, TopicName
from conflictdb.version import dataset_version
from tests.api.asking import ask, data
from tests.api.builder import actor, organisation, post, statement, topic

pytestmark = pytest.mark.django_db


def _texts(query: str) -> list[str]:
    found: dict[str, Any] = data(query)
    [connection] = found.values()
    return sorted(node["text"] for node in (connection.get("statementsByMembers") or connection)["nodes"])


def _joins() -> None:
    post(Actor.objects.get(slug="newcomer"), Actor.objects.get(slug="un"), "Envoy")


def _leaves() -> None:
    Affiliation.objects.filter(actor__slug="envoy").delete()


def _leaves_early() -> None:
    Affiliation.objects.filter(actor__slug="envoy").update(until="2020-01-01")


def _renamed() -> None:
    Topic.objects.filter(slug="truce").update(slug="ceasefire")


def _called() -> None:
    TopicName.objects.create(topic=Topic.objects.get(slug="truce"), name="calm", folded="calm")


def _moves() -> None:
    Actor.objects.filter(slug="newcomer").update(country=Location.objects.get(slug="rwanda"))


@pytest.mark.parametrize(
    ("query", "before", "change", "after"),
    [
        ('{ statements(filter: {speaker: {memberOf: "un"}}) { nodes { text } } }',
         ["by envoy"], _joins, ["by envoy", "by newcomer"]),
        ('{ statements(filter: {speaker: {memberOf: "un"}}) { nodes { text } } }', ["by envoy"], _leaves, []),
        ('{ statements(filter: {speaker: {memberOf: "un"}}) { nodes { text } } }', ["by envoy"], _leaves_early, []),
        ('{ actor(slug: "un") { statementsByMembers { nodes { text } } } }', ["by envoy"], _joins, ["by envoy", "by newcomer"]),
        ('{ statements(filter: {not: {speaker: {memberOf: "un"}}}) { nodes { text } } }',
         ["by newcomer", "by nobody"], _joins, ["by nobody"]),
        ('{ statements(filter: {topic: {slug: ["ceasefire"]}}) { nodes { text } } }', [], _renamed, ["by nobody"]),
        ('{ statements(filter: {about: "calm"}) { nodes { text } } }', [], _called, ["by nobody"]),
        ('{ statements(filter: {speaker: {country: "RW"}}) { nodes { text } } }', [], _moves, ["by newcomer"]),
    ],
)  # fmt: skip
def test_a_kept_statement_sees_what_has_changed(
    query: str, before: list[str], change: Callable[[], None], after: list[str]
) -> None:
    un = organisation("un", "United Nations")
    envoy = actor("envoy")
    post(envoy, un, "Envoy", since="2020-01-01")
    Location.objects.create(slug="rwanda", name="Rwanda", kind="country", country_code="RW")
    statement("by envoy", speaker=envoy, said="2024-02-05")
    statement("by newcomer", speaker=actor("newcomer"), said="2024-02-05")
    statement("by nobody", topics=(topic("truce"),), said="2024-02-05")
    assert _texts(query) == before
    change()
    assert _texts(query) == after


def test_what_changes_all_the_time_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execution, "statement_of", lambda expression, facts: "SELECT '{}'::text WHERE false")
    assert ask('{ topic(slug: "never-the-same") { slug } }')["errors"][0]["extensions"]["code"] == "INTERNAL"


def test_few_keys_are_named_and_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = tuple(sorted(actor(f"number-{number}").pk for number in range(3)))
    with noting() as facts:
        assert keys_of(Actor.objects.filter(slug__startswith="number-")) == keys
        monkeypatch.setattr("conflictdb.lookups.KEYS_MAX", 2)
        assert keys_of(Actor.objects.filter(slug__startswith="number-")) is None
    assert [fact.keys for fact in facts.noted] == [keys]
    assert KEYS_MAX > 1_000


BY_UN = '{ statements(filter: {speaker: {memberOf: "un"}}) { nodes { text } } }'


@pytest.mark.django_db(transaction=True)
def test_outside_of_transactions_the_version_of_the_data_is_enough() -> None:
    un, envoy = organisation("un", "United Nations"), actor("envoy")
    statement("by envoy", speaker=envoy, said="2024-02-05")
    execution.plans.forget(execution.Request(BY_UN))
    assert _texts(BY_UN) == []
    compiled = execution.plans.get(execution.Request(BY_UN))
    assert compiled.version == dataset_version() in str(compiled.roots[0].statement)
    post(envoy, un, "Envoy", since="2020-01-01")
    assert _texts(BY_UN) == ["by envoy"]


@pytest.mark.django_db(transaction=True)
def test_operations_made_by_older_data_are_made_anew_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    organisation("un", "United Nations")
    request = execution.Request(BY_UN)
    execution.plans.forget(request)
    first = execution.plans.get(request)
    topic("truce")
    monkeypatch.setattr(execution, "VERSION_SECONDS", float("inf"))
    assert execution.plans.get(request) is first
    monkeypatch.setattr(execution, "VERSION_SECONDS", -1)
    assert execution.plans.get(request).version == dataset_version() != first.version
