"""What the database itself refuses, what follows from other columns, and migrations that run both ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from conflictdb import models, vocabularies
from conflictdb.identity import public_id
from conflictdb.models import (
    Actor,
    ActorName,
    ActorRelation,
    Affiliation,
    Event,
    Evidence,
    Location,
    Mention,
    Participant,
    Resolution,
    Source,
    Statement,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 3, 17)
BEFORE = dt.date(2025, 3, 16)


def actor(slug: str = "group", **more: Any) -> Actor:
    return Actor.objects.create(**{"slug": slug, "name": slug, "kind": "armed_group", **more})


def source(name: str = "article", **more: Any) -> Source:
    values = {"kind": "news", "language": "en", "sha256": "0" * 64, "pipeline_version": "1", "text": "Words."}
    return Source.objects.create(**{"external_id": name, "public_id": public_id("source", name), **values, **more})


def statement(key: str = "a", **more: Any) -> Statement:
    article = more.pop("source", None) or source(f"of-statement-{key}")
    values = {"text": "Words", "kind": "direct", "act": "call", "speaker_text": "Somebody", "source": article}
    return Statement.objects.create(public_id=public_id("statement", key), **{**values, **more})


def event(key: str = "a", **more: Any) -> Event:
    article = more.pop("source", None) or source(f"of-event-{key}")
    values = {"type": "battle", "status": "occurred", "text": "They fought", "source": article}
    return Event.objects.create(public_id=public_id("event", key), **{**values, **more})


def refused(write: Callable[[], Any], constraint: str) -> None:
    """Check that the database refuses the write by that constraint."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        write()


# ---------------------------------------------------------------- natural keys


def twins() -> dict[str, Callable[[], Any]]:
    """By constraint: a write that a second time breaks it."""
    group, other = actor("one"), actor("two")
    body = actor("council", kind="igo")
    article = source("twins")
    said, done = statement("twin", source=article), event("twin", source=article)
    goma = Location.objects.create(slug="town", name="Town", kind="city")
    return {
        "conflictdb_actor_slug": lambda: actor("three", public_id=_fresh("act")),
        "actorname_once": lambda: ActorName.objects.create(actor=group, name="The One", language="en"),
        "actorexternalid_once": lambda: group.external_ids.create(scheme="wikidata", identifier="Q1"),
        "affiliation_once": lambda: Affiliation.objects.create(actor=group, organisation=other, role="", public_id=_fresh("aff")),
        "relation_once": lambda: ActorRelation.objects.create(actor=group, other=other, kind="supports", public_id=_fresh("rel")),
        "conflictdb_location_slug": lambda: Location.objects.create(
            slug="village", name="Village", kind="city", public_id=_fresh("loc")
        ),
        "locationname_once": lambda: goma.names.create(name="The Town", language=""),
        "conflictdb_resolution_symbol": lambda: _resolution(body, "S/RES/1 (2000)", None),
        "resolution_number_once": lambda: _resolution(body, f"S/RES/{Resolution.objects.count()}", 77),
        "conflictdb_source_external_id": lambda: source("again", public_id=_fresh("src")),
        "mention_once": lambda: Mention.objects.create(source=article, start=0, end=5, text="Words", actor=group),
        "evidence_once": lambda: Evidence.objects.create(
            source=article, start=0, end=5, excerpt="Words", extractor="x", statement=said
        ),
        "participant_once": lambda: Participant.objects.create(
            event=done, role="agent", name="They", position=Participant.objects.count()
        ),
        "conflictdb_statement_public_id": lambda: statement("once", source=article),
    }


_number = iter(range(10**6))


def _fresh(prefix: str) -> str:
    return f"{prefix}_{next(_number):020d}"


def _resolution(body: Actor, symbol: str, number: int | None) -> Resolution:
    return Resolution.objects.create(body=body, symbol=symbol, number=number, status="adopted", public_id=_fresh("res"))


@pytest.mark.parametrize(
    "constraint",
    [
        "conflictdb_actor_slug",
        "actorname_once",
        "actorexternalid_once",
        "affiliation_once",
        "relation_once",
        "conflictdb_location_slug",
        "locationname_once",
        "conflictdb_resolution_symbol",
        "resolution_number_once",
        "conflictdb_source_external_id",
        "mention_once",
        "evidence_once",
        "participant_once",
        "conflictdb_statement_public_id",
    ],
)
def test_a_natural_key_is_there_once(constraint: str) -> None:
    write = twins()[constraint]
    write()
    refused(write, constraint)


def test_a_draft_has_no_number_and_two_of_a_body_are_two() -> None:
    body = actor("council", kind="igo")
    for symbol in ("draft in a", "draft in b"):
        _resolution(body, symbol, None)
    assert Resolution.objects.filter(body=body, number=None).count() == 2


# ---------------------------------------------------------------- vocabularies


@pytest.mark.parametrize(
    ("make", "field", "vocabulary"),
    [
        (actor, "kind", vocabularies.ActorKind),
        (actor, "review_status", vocabularies.ReviewStatus),
        (source, "kind", vocabularies.SourceKind),
        (source, "date_precision", vocabularies.DatePrecision),
        (statement, "kind", vocabularies.StatementKind),
        (statement, "act", vocabularies.StatementAct),
        (statement, "stance", vocabularies.Stance),
        (statement, "date_precision", vocabularies.DatePrecision),
        (event, "type", vocabularies.EventType),
        (event, "status", vocabularies.EventStatus),
        (event, "location_precision", vocabularies.LocationPrecision),
        (event, "review_status", vocabularies.ReviewStatus),
    ],
)
def test_a_column_holds_the_terms_of_its_vocabulary_and_no_other(
    make: Callable[..., Any], field: str, vocabulary: type[vocabularies.Vocabulary]
) -> None:
    row = make()
    for term in vocabulary:
        type(row).objects.filter(pk=row.pk).update(**{field: term.value})
    refused(lambda: type(row).objects.filter(pk=row.pk).update(**{field: "nonsense"}), f"{field}_known")


def test_every_column_with_terms_is_held_to_them() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'c'")
        held = {name for (name,) in cursor.fetchall()}
    missing = [
        f"{model._meta.model_name}.{field.name}"
        for model in (getattr(models, name) for name in models.__all__)
        for field in model._meta.concrete_fields
        # a word of one letter and the kind of an alias matter to no question
        if getattr(field, "choices", None)
        and field.max_length == 32
        and f"{model._meta.model_name}_{field.name}_known" not in held
        if not issubclass(model, models.ActorName | models.LocationName | models.TopicName)
    ]
    assert missing == []


# ---------------------------------------------------------------- dates, points, offsets


@pytest.mark.parametrize(
    ("make", "constraint"),
    [
        (lambda: source(published_from=DAY, published_to=BEFORE), "source_dates_in_order"),
        (lambda: statement(said_from=DAY, said_to=BEFORE), "statement_dates_in_order"),
        (lambda: event(starts_on=DAY, ends_on=BEFORE), "event_dates_in_order"),
        (
            lambda: Affiliation.objects.create(actor=actor("a"), organisation=actor("b"), since=DAY, until=BEFORE),
            "affiliation_in_order",
        ),
        (
            lambda: ActorRelation.objects.create(actor=actor("a"), other=actor("b"), kind="supports", since=DAY, until=BEFORE),
            "relation_in_order",
        ),
        (lambda: Affiliation.objects.create(actor=(a := actor("a")), organisation=a), "affiliation_not_in_itself"),
        (lambda: ActorRelation.objects.create(actor=(a := actor("a")), other=a, kind="supports"), "relation_not_to_itself"),
        (
            lambda: Location.objects.create(slug="x", name="x", kind="city", latitude=90.5, longitude=0),
            "location_latitude_in_range",
        ),
        (
            lambda: Location.objects.create(slug="x", name="x", kind="city", latitude=0, longitude=-180.5),
            "location_longitude_in_range",
        ),
        (lambda: Location.objects.create(slug="x", name="x", kind="city", latitude=1), "location_point_whole"),
        (lambda: Mention.objects.create(source=source(), start=3, end=3, text="", actor=actor()), "mention_not_empty"),
        (lambda: Mention.objects.create(source=source(), start=0, end=3, text="Wor"), "mention_of_something"),
        (
            lambda: Evidence.objects.create(source=source(), start=4, end=3, excerpt="", extractor="x", statement=statement()),
            "evidence_not_empty",
        ),
    ],
)
def test_the_database_refuses(make: Callable[[], Any], constraint: str) -> None:
    refused(make, constraint)


@pytest.mark.parametrize(
    ("targets", "accepted"),
    [((), False), (("statement",), True), (("event",), True), (("affiliation",), True), (("statement", "event"), False)],
)
def test_evidence_is_of_exactly_one_record(targets: tuple[str, ...], accepted: bool) -> None:
    post = Affiliation.objects.create(actor=actor("person"), organisation=actor("body"))
    rows = {"statement": statement(), "event": event(), "affiliation": post}
    article = source("evidence")

    def write() -> Evidence:
        return Evidence.objects.create(
            source=article, start=0, end=5, excerpt="Words", extractor="x", **{t: rows[t] for t in targets}
        )

    if accepted:
        assert write().pk
    else:
        refused(write, "evidence_of_one_record")


def test_what_statements_rest_on_is_protected() -> None:
    speaker = actor("speaker")
    statement(speaker=speaker)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        refused(lambda: cursor.execute("DELETE FROM conflictdb_actor WHERE id = %s", [speaker.pk]), "foreign key")


# ---------------------------------------------------------------- what follows from other columns


def test_ids_follow_from_the_natural_key_and_stay() -> None:
    row = actor("m23", name="M23")
    assert row.public_id == public_id("actor", "m23")
    post = Affiliation.objects.create(actor=row, organisation=actor("body"), role="Head", since=DAY)
    first = post.public_id
    assert first == public_id("affiliation", "m23", "body", "Head", "2025-03-17")
    post.since = BEFORE
    post.save()
    assert post.public_id == first


def test_folded_names_follow_the_name() -> None:
    row = actor("beni", name="Béni  d’Example")
    assert row.folded == "beni d'example"
    row.name = "Ça"
    row.save()
    assert row.folded == "ca"


@pytest.mark.parametrize(
    ("question", "found"), [("déclarations", True), ("declaration", True), ("withdrawals", True), ("ceasefire", False)]
)
def test_a_statement_is_found_by_its_words_in_both_languages_without_accents(question: str, found: bool) -> None:
    from conflictdb.querysets import words

    statement(text="Une déclaration on the withdrawal")
    assert Statement.objects.filter(search=words(question)).exists() is found


# ---------------------------------------------------------------- migrations


def test_the_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_the_migrations_run_back_to_nothing_and_forward_again() -> None:
    call_command("migrate", "conflictdb", "zero", verbosity=0)
    with connection.cursor() as cursor:
        assert [table for table in connection.introspection.table_names(cursor) if table.startswith("conflictdb_")] == []
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'conflictdb%%'")
        assert cursor.fetchall() == []
    call_command("migrate", verbosity=0)
    actor("after")
    assert models.Membership.objects.count() == 1
