"""The admin's lists: order, search, type-ahead, actions, and how many queries they take."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conflictdb import models
from conflictdb.identity import public_id
from conflictdb.models import Actor, Decision, Event, Evidence, Location, Source, Statement
from tests.conflictdb.conftest import Sample
from tests.conflictdb.test_admin import client_of, listing, page


@pytest.fixture
def editor(sample: Sample) -> Client:
    return client_of("editors")


def test_the_list_asks_before_it_accepts_and_says_what_it_did(editor: Client, sample: Sample) -> None:
    Statement.objects.create(
        public_id=public_id("statement", "seen"), source=sample.source, text="x", kind="direct", act="call", speaker_text="B",
        review_status="corrected",
    )  # fmt: skip
    data = {"action": "accept_records", "_selected_action": [row.pk for row in Statement.objects.all()]}
    asked = editor.post(listing(Statement), data)
    assert "You are about to accept 2 statements" in asked.content.decode()
    assert Statement.objects.filter(review_status="accepted").count() == 0
    done = editor.post(listing(Statement), {**data, "_confirmed": "1", "_note": "all read"}, follow=True)
    assert "1 accepted, 1 left as they were." in done.content.decode()
    assert Decision.objects.get().note == "all read"


def test_the_least_certain_stand_first_and_withdrawn_ones_apart(editor: Client, sample: Sample) -> None:
    values = {"source": sample.source, "kind": "direct", "act": "call", "speaker_text": "B"}
    for name, confidence in (("low", 0.2), ("high", 0.9)):
        Statement.objects.create(public_id=public_id("statement", name), text=name, confidence=confidence, **values)
    gone = Statement.objects.create(
        public_id=public_id("statement", "gone"), text="gone", withdrawn_at="2025-01-01T00:00Z", **values
    )
    rows = [row.text for row in editor.get(listing(Statement)).context["cl"].result_list]
    assert rows == ["low", "calm in Sampleville", "high"]
    assert list(editor.get(listing(Statement), {"standing": "withdrawn"}).context["cl"].result_list) == [gone]


def test_candidate_actors_that_most_sources_name_stand_first(editor: Client, sample: Sample) -> None:
    values = {"kind": "news", "language": "en", "text": "x", "sha256": "0"}
    second = Source.objects.create(external_id="second", public_id=public_id("source", "second"), **values)
    rows = {name: Actor.objects.create(slug=name, name=name, kind="ngo") for name in ("once", "twice", "a-never")}
    known = Actor.objects.create(slug="known", name="known", kind="ngo", review_status="accepted")
    for at, (actor, source) in enumerate(
        [(rows["once"], second), (rows["once"], second), (rows["twice"], second), (rows["twice"], sample.source), (known, second)]
    ):
        models.Mention.objects.create(source=source, start=900 + at, end=901 + at, text="x", actor=actor)

    def listed(**asked: str) -> list[tuple[str, int]]:
        found = editor.get(listing(Actor), {"kind__exact": "ngo", **asked}).context["cl"].result_list
        return [(row.name, row._sources) for row in found]

    assert listed(review_status__exact="candidate") == [("twice", 2), ("once", 1), ("a-never", 0)]
    assert listed() == [("a-never", 0), ("known", 1), ("once", 1), ("twice", 2)]
    assert listed(o="-4")[0] == ("twice", 2)


@pytest.mark.parametrize(
    ("model", "term", "found"),
    [
        (Actor, "example front", {"Éxample Front"}),
        (Actor, "EXAMPLÉ", {"Éxample Front", "Ana Example", "Example Mission"}),
        (Actor, "front d’exemple", {"Éxample Front"}),
        (Actor, "nobody", set()),
        (Location, "sample", {"Sampleville"}),
        (Statement, "calm", {"Ana Example: calm in Sampleville"}),
        (Statement, "storm", set()),
        (Event, "took", {"Territory capture: Fighters took Sampleville"}),
        (models.Affiliation, "ana head", {"head of Example Mission"}),
        (models.Topic, "cease", {"Ceasefire"}),
        (models.Resolution, "1", {"S/RES/1 (2030)"}),
        (Source, "sample", {"A sample <b>title</b>"}),
    ],
)
def test_search_forgives_accents_and_knows_aliases(
    editor: Client, sample: Sample, model: Any, term: str, found: set[str]
) -> None:
    assert {str(row) for row in editor.get(listing(model), {"q": term}).context["cl"].result_list} == found


def test_search_finds_a_record_by_its_public_id(editor: Client, sample: Sample) -> None:
    rows = editor.get(listing(Statement), {"q": sample.statement.public_id}).context["cl"].result_list
    assert list(rows) == [sample.statement]


def test_type_ahead_tells_namesakes_apart_and_puts_the_best_first(editor: Client, sample: Sample) -> None:
    Actor.objects.create(slug="front", name="Front", kind="political_group")
    Actor.objects.create(slug="rejected", name="Front", kind="ngo", review_status="rejected")
    address = reverse("admin:autocomplete")
    found = editor.get(address, {"app_label": "conflictdb", "model_name": "statement", "field_name": "speaker", "term": "front"})
    labels = [choice["text"] for choice in json.loads(found.content)["results"]]
    assert labels == ["Front (political group, front)", "Éxample Front (armed group, example-front)"]


def test_links_between_records_lead_to_their_rows(editor: Client, sample: Sample) -> None:
    for row in (sample.speaker, sample.fighters, sample.town, sample.source, sample.resolution):
        for link in editor.get(page(row)).context["panel"].links:
            address, _, text = str(link).removeprefix('<a href="').removesuffix("</a>").partition('">')
            response = editor.get(address.replace("&amp;", "&"))
            assert response.status_code == 200, address
            number = int(text.rpartition("(")[2].removesuffix(")"))
            assert response.context["cl"].result_count == number, address


LIMIT = 12


@pytest.mark.parametrize(
    "model", [Statement, Event, Source, Actor, Location, models.Affiliation, models.Evidence, models.Mention, Decision]
)
def test_a_list_takes_the_same_few_queries_for_one_row_and_for_many(
    sample: Sample, model: Any, django_assert_max_num_queries: Any
) -> None:
    client = client_of("superuser")
    values = {"source": sample.source, "kind": "direct", "act": "call", "speaker_text": "B", "speaker": sample.speaker}
    for n in range(30):
        row = Statement.objects.create(public_id=public_id("statement", str(n)), text=str(n), **values)
        event = Event.objects.create(
            public_id=public_id("event", str(n)), source=sample.source, type="battle", status="occurred", location=sample.town
        )
        event.participants.create(role="agent", name="x", actor=sample.fighters)
        actor = Actor.objects.create(slug=f"a{n}", name=f"a{n}", kind="igo", country=sample.speaker.country)
        Evidence.objects.create(source=sample.source, start=n, end=n + 1, excerpt="x", extractor="x", statement=row)
        models.Mention.objects.create(source=sample.source, start=n, end=n + 1, text="x", actor=actor)
        models.Affiliation.objects.create(actor=actor, organisation=sample.mission)
        Location.objects.create(slug=f"l{n}", name=f"l{n}", kind="city", parent=sample.town)
        identifier = public_id("source", str(n))
        Source.objects.create(
            external_id=str(n), public_id=identifier, kind="news", language="en", publisher=actor, text="x", sha256="0"
        )
        Decision.objects.create(record=row.public_id, field="speaker", value=actor.public_id)
    with django_assert_max_num_queries(LIMIT):
        client.get(listing(model))


@pytest.mark.parametrize("noun", ["statement", "event", "source", "speaker", "town", "post", "resolution"])
def test_a_page_takes_few_queries(sample: Sample, noun: str, django_assert_max_num_queries: Any) -> None:
    client = client_of("superuser")
    with django_assert_max_num_queries(32):
        client.get(page(getattr(sample, noun)))
