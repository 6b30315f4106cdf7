"""A small dataset for the tests of admin and export: one source, with what it says."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from conflictdb.export.file import Written
from conflictdb.export.manifest import Manifest, make_manifest
from conflictdb.identity import public_id
from conflictdb.models import (
    Actor,
    Affiliation,
    Event,
    Evidence,
    Location,
    Mention,
    Participant,
    Resolution,
    Source,
    Statement,
    Topic,
)

MONDAY = dt.date(2025, 3, 17)
TEXT = (
    "Ana Example, head of Example Mission, called for calm in Sampleville on Monday. "
    "<script>alert('hostile')</script> Fighters took Sampleville & its \"airport\"."
)


@dataclass(frozen=True, slots=True)
class Sample:
    """The rows of the sample."""

    source: Source
    statement: Statement
    event: Event
    post: Affiliation
    speaker: Actor
    mission: Actor
    fighters: Actor
    town: Location
    ceasefire: Topic
    sanctions: Topic
    resolution: Resolution


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def evidence(source: Source, words: str, marks: list[tuple[str, str]], **target: object) -> Evidence:
    start, end = span(words)
    marked = [[kind, *span(part)] for kind, part in marks]
    return Evidence.objects.create(source=source, start=start, end=end, excerpt=words, marks=marked, extractor="verb", **target)


@pytest.fixture
def sample(db: None) -> Sample:
    """The sample, in the database."""
    country = Location.objects.create(slug="drc", name="Democratic Republic of the Congo", kind="country", country_code="CD")
    town = Location.objects.create(
        slug="sampleville", name="Sampleville", kind="city", country_code="CD", parent=country, latitude=1.5, longitude=29.5
    )
    speaker = Actor.objects.create(slug="ana-example", name="Ana Example", kind="person", gender="f", country=country)
    mission = Actor.objects.create(slug="example-mission", name="Example Mission", kind="peacekeeping_mission")
    fighters = Actor.objects.create(slug="example-front", name="Éxample Front", kind="armed_group")
    fighters.names.create(name="Fighters' Front", language="en")
    fighters.names.create(name="Front d'exemple", language="fr")
    council = Actor.objects.create(slug="un-security-council", name="UN Security Council", kind="igo", review_status="accepted")
    resolution = Resolution.objects.create(body=council, symbol="S/RES/1 (2030)", number=1, year=2030, status="adopted")
    post = Affiliation.objects.create(actor=speaker, organisation=mission, role="head", since=dt.date(2024, 1, 1))
    peace = Topic.objects.create(slug="peace", label="Peace")
    ceasefire = Topic.objects.create(slug="ceasefire", label="Ceasefire", parent=peace)
    sanctions = Topic.objects.create(slug="sanctions", label="Sanctions")
    source = Source.objects.create(
        external_id="sample",
        public_id=public_id("source", "sample"),
        title="A sample <b>title</b>",
        kind="news",
        language="en",
        text=TEXT,
        published_from=MONDAY,
        published_to=MONDAY,
        date_precision="day",
        sha256="0" * 64,
        pipeline_version="test-1",
        url="https://news.example/sample",
    )
    statement = Statement.objects.create(
        public_id=public_id("statement", "sample", "ana example", "calm in sampleville", 1),
        source=source,
        text="calm in Sampleville",
        kind="indirect",
        act="call",
        cue="called for",
        cameo_code="020",
        speaker=speaker,
        speaker_text="Ana Example",
        speaker_role=post,
        said_from=MONDAY,
        said_to=MONDAY,
        date_precision="day",
        confidence=0.7,
        machine={"act": "call", "speaker": speaker.public_id, "topics": [ceasefire.public_id], "text": "calm in Sampleville"},
    )
    statement.topics.add(ceasefire)
    statement.resolutions.add(resolution)
    event = Event.objects.create(
        public_id=public_id("event", "sample", "territory_capture", "fighters took sampleville", "sampleville", 1),
        source=source,
        type="territory_capture",
        status="occurred",
        text="Fighters took Sampleville",
        location=town,
        location_precision="exact",
        starts_on=MONDAY,
        ends_on=MONDAY,
        date_precision="day",
        killed=12,
        confidence=0.6,
        plover_type="ASSAULT",
        machine={"type": "territory_capture", "participants": [["agent", "Fighters", fighters.public_id]]},
    )
    Participant.objects.create(event=event, role="agent", name="Fighters", actor=fighters)
    evidence(
        source,
        "Ana Example, head of Example Mission, called for calm in Sampleville on Monday.",
        [("content", "calm in Sampleville"), ("cue", "called for")],
        statement=statement,
    )
    evidence(source, 'Fighters took Sampleville & its "airport".', [("clause", "Fighters took Sampleville")], event=event)
    evidence(source, "Ana Example, head of Example Mission", [], affiliation=post)
    Mention.objects.create(source=source, start=0, end=11, text="Ana Example", actor=speaker)
    first, last = span("Sampleville")
    Mention.objects.create(source=source, start=first, end=last, text="Sampleville", location=town)
    return Sample(source, statement, event, post, speaker, mission, fighters, town, ceasefire, sanctions, resolution)


@pytest.fixture
def quick_exports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exports that don't wait for the disk, each a second after the one before, so that their versions are ordered."""
    seconds = itertools.count()

    def make(files: Iterable[Written], at: dt.datetime) -> Manifest:
        return make_manifest(files, at + dt.timedelta(seconds=next(seconds)))

    monkeypatch.setattr("os.fsync", lambda handle: None)
    monkeypatch.setattr("conflictdb.export.publish.make_manifest", make)
