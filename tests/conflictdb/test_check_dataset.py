"""check_dataset: what it finds, and that it finds nothing where nothing is wrong."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from conflictdb.checks import CHECKS, Finding, check_dataset
from conflictdb.models import (
    Actor,
    Affiliation,
    AmbiguousName,
    Evidence,
    Location,
    LocationAncestor,
    Mention,
    Source,
    Statement,
    Topic,
)
from tests.conflictdb.conftest import TEXT, Sample


@pytest.fixture(autouse=True)
def accepted(sample: Sample) -> None:
    """Actors whose names count."""
    Actor.objects.update(review_status="accepted")


def found() -> list[Finding]:
    return list(check_dataset())


@contextmanager
def unguarded() -> Iterator[None]:
    """Write past the triggers and constraints of the database, as a restore gone wrong may."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")


def test_a_consistent_dataset_gives_no_finding(sample: Sample) -> None:
    assert found() == []


def circle_of_places(sample: Sample) -> str:
    country = Location.objects.get(slug="drc")
    Location.objects.filter(pk=country.pk).update(parent=sample.town)
    return country.public_id


def circle_of_topics(sample: Sample) -> str:
    Topic.objects.filter(slug="peace").update(parent=sample.ceasefire)
    return sample.ceasefire.public_id


def circle_of_actors(sample: Sample) -> str:
    Affiliation.objects.create(actor=sample.mission, organisation=sample.fighters)
    Affiliation.objects.create(actor=sample.fighters, organisation=sample.mission)
    return sample.fighters.public_id


def lost_row(sample: Sample) -> str:
    LocationAncestor.objects.filter(location=sample.town, depth=0).delete()
    return sample.town.public_id


def moved_past_the_trigger(sample: Sample) -> str:
    with unguarded():
        Location.objects.filter(pk=sample.town.pk).update(parent=None)
    return sample.town.public_id


def same_post_twice(sample: Sample) -> str:
    row = Affiliation.objects.create(actor=sample.speaker, organisation=sample.mission, role="head", since=dt.date(2024, 6, 1))
    return row.public_id


def post_ended_before(sample: Sample) -> str:
    Affiliation.objects.update(until=dt.date(2025, 3, 16))
    return sample.statement.public_id


def post_begins_after(sample: Sample) -> str:
    Affiliation.objects.update(since=dt.date(2025, 3, 18))
    return sample.statement.public_id


def post_of_another(sample: Sample) -> str:
    Statement.objects.update(speaker=sample.mission)
    return sample.statement.public_id


def outside(sample: Sample) -> str:
    Location.objects.filter(slug="drc").update(west=12, south=-14, east=29, north=6)
    return sample.town.public_id


def outside_over_the_line(sample: Sample) -> str:
    Location.objects.filter(slug="drc").update(west=170, south=-14, east=-170, north=6)
    return sample.town.public_id


def shared_alias(sample: Sample) -> str:
    sample.mission.names.create(name="Front d'exemple", language="fr")
    return sample.fighters.public_id


def alias_that_is_a_name(sample: Sample) -> str:
    sample.fighters.names.create(name="Example Mission", language="en")
    return sample.fighters.public_id


def twin_place(sample: Sample) -> str:
    twin = Location.objects.create(slug="sampletown", name="Sampletown", kind=sample.town.kind, parent=sample.town.parent)
    Location.objects.update(review_status="accepted")
    twin.names.create(name=sample.town.name, language="fr")
    return min(sample.town, twin, key=lambda row: row.slug).public_id


def name_of_nobody(sample: Sample) -> str:
    name = AmbiguousName(source=sample.source, text="Example", kind="person", answer="chosen", chosen="act_gone")
    name.public_id = "nam_example"
    name.save()
    return name.public_id


def other_words(sample: Sample) -> str:
    Source.objects.update(text=TEXT.replace("its", "an "))
    return sample.source.public_id


def mention_elsewhere(sample: Sample) -> str:
    Mention.objects.filter(start=0).update(start=1, end=12)
    return sample.source.public_id


def no_evidence(sample: Sample) -> str:
    Evidence.objects.filter(event=sample.event).delete()
    return sample.event.public_id


def unfounded_post(sample: Sample) -> str:
    Evidence.objects.filter(affiliation=sample.post).delete()
    return sample.post.public_id


def rejected_speaker(sample: Sample) -> str:
    Actor.objects.filter(pk=sample.fighters.pk).update(review_status="rejected")
    Statement.objects.update(speaker=sample.fighters, speaker_role=None)
    return sample.statement.public_id


def withdrawn_place(sample: Sample) -> str:
    Location.objects.filter(pk=sample.town.pk).update(withdrawn_at=timezone.now())
    return sample.event.public_id


def unknown_lock(sample: Sample) -> str:
    Statement.objects.update(locked_fields=["act", "nonsense"])
    return sample.statement.public_id


@pytest.mark.parametrize(
    ("spoil", "check", "message"),
    [
        (circle_of_places, "cycles", "drc lies in itself, by way of sampleville"),
        (circle_of_topics, "cycles", "ceasefire lies in itself, by way of peace"),
        (circle_of_actors, "cycles", "example-front lies in itself, by way of example-mission"),
        (lost_row, "trees", "is missing in the derived table conflictdb_locationancestor"),
        (moved_past_the_trigger, "trees", "is listed under drc, which is not its parent"),
        (same_post_twice, "posts", "the same post from 2024-01-01 to None"),
        (
            post_ended_before,
            "posts at the time",
            "said on 2025-03-17; head of Example Mission was held from 2024-01-01 to 2025-03-16",
        ),
        (post_begins_after, "posts at the time", "said on 2025-03-17; head of Example Mission was held from 2025-03-18 to now"),
        (post_of_another, "posts at the time", "cites the post head of Example Mission, which is not Example Mission's"),
        (outside, "places", "sampleville at 1.5, 29.5 lies outside drc"),
        (outside_over_the_line, "places", "sampleville at 1.5, 29.5 lies outside drc"),
        (shared_alias, "names", '"Front d\'exemple" (fr) is a name of example-front, example-mission'),
        (alias_that_is_a_name, "names", "'Example Mission' (en) is a name of example-front, example-mission"),
        (twin_place, "names", "is a name of sampletown, sampleville, which are of one kind and lie in the same place"),
        (name_of_nobody, "references", "means act_gone, which does not stand: answer the name anew"),
        (other_words, "quotations", "the text 'Fighters took Sampleville & an  \"airport\".'"),
        (mention_elsewhere, "quotations", "mention at 1-12 reads 'Ana Example', the text 'na Example,'"),
        (no_evidence, "evidence", "this event rests on no source"),
        (unfounded_post, "evidence", "this affiliation rests on no source"),
        (rejected_speaker, "references", "was withdrawn or rejected"),
        (withdrawn_place, "references", "location: loc_"),
        (unknown_lock, "decisions", "locks nonsense, which it does not have"),
    ],
)
def test_what_contradicts_itself_is_found(sample: Sample, spoil: Callable[[Sample], str], check: str, message: str) -> None:
    record = spoil(sample)
    findings = [finding for finding in found() if (finding.check, finding.record) == (check, record)]
    assert [message in finding.message for finding in findings] == [True], found()


def inside_over_the_line(sample: Sample) -> None:
    Location.objects.filter(slug="drc").update(west=20, south=-14, east=-170, north=6)


def text_not_passed_on(sample: Sample) -> None:
    Source.objects.update(text="")


def second_term(sample: Sample) -> None:
    Affiliation.objects.update(until=dt.date(2025, 12, 31))
    Affiliation.objects.create(
        actor=sample.speaker, organisation=sample.mission, role="head", since=dt.date(2026, 1, 1), review_status="accepted"
    )


def rejected_namesake(sample: Sample) -> None:
    sample.mission.names.create(name="Front d'exemple", language="fr")
    Actor.objects.filter(pk=sample.fighters.pk).update(review_status="candidate")


def day_not_known(sample: Sample) -> None:
    Statement.objects.update(said_from=None, said_to=None)
    Affiliation.objects.update(until=dt.date(2024, 2, 1))


@pytest.mark.parametrize("change", [inside_over_the_line, text_not_passed_on, second_term, rejected_namesake, day_not_known])
def test_what_only_looks_odd_is_no_finding(sample: Sample, change: Callable[[Sample], Any]) -> None:
    change(sample)
    assert found() == []


def run(*arguments: str) -> tuple[str, int]:
    err = io.StringIO()
    try:
        call_command("check_dataset", *arguments, stderr=err)
    except SystemExit as end:
        return err.getvalue(), int(str(end.code))
    return err.getvalue(), 0


def test_the_command_says_ok_for_each_check(sample: Sample) -> None:
    report, code = run()
    assert code == 0
    assert [line.rsplit(maxsplit=1)[0].strip() for line in report.splitlines()] == list(CHECKS)


def test_the_command_prints_so_many_findings_and_counts_all(sample: Sample) -> None:
    Mention.objects.update(text="other words")
    report, code = run("--limit", "1")
    assert code == 1
    assert report.count("quotations: src_") == 1
    assert "quotations           2" in report
    assert run("--limit", "0")[0].count("quotations: src_") == 2


def test_every_check_is_documented() -> None:
    text = (settings.BASE_DIR / "docs" / "for-data-managers.md").read_text(encoding="utf-8")
    assert [check for check in CHECKS if f"| {check} |" not in text] == []


@pytest.mark.parametrize("command", ["check_dataset", "export_dataset"])
def test_a_database_without_tables_is_named_as_such(command: str) -> None:
    with patch.object(connection.introspection, "table_names", return_value=[]), pytest.raises(CommandError) as caught:
        call_command(command)
    assert (str(caught.value).split(":")[0], caught.value.returncode) == ("the database has no tables", 2)
