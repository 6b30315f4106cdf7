"""Invented articles as extractions, without reading: the same quotation and the same clash in several outlets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from conflictdb.models import Actor, Event, Location, Merge, Source, Statement
from conflictdb.vocabularies import (
    ActorKind,
    DatePrecision,
    EventStatus,
    EventType,
    LocationKind,
    ParticipantRole,
    StatementAct,
    StatementKind,
)
from loaders.records import (
    ActorRef,
    DateValue,
    Document,
    EventRecord,
    Extraction,
    ParticipantRecord,
    PlaceRef,
    Span,
    StatementRecord,
)
from loaders.report import RecordCounts
from loaders.store.article import Stored, store_article
from loaders.store.named import Named

QUOTE = "we will keep the road to the lake open for every convoy"
LONGER = f"{QUOTE}, day and night"
OTHER_QUOTE = "nobody has asked the villages of the valley what they need"
ANA = ActorRef(None, "Ana Example", ActorKind.PERSON, "Ana Example")
FRONT = ActorRef("example-front", "Example Front", ActorKind.ARMED_GROUP, "the Front")
TOWN = PlaceRef("sampleville", "Sampleville", LocationKind.CITY, "Sampleville", "CD")


@dataclass(frozen=True, slots=True)
class Story:
    """An article: what it quotes, and how many died in the clash that it tells of (None: it tells of none)."""

    name: str
    published: dt.date
    quotes: tuple[str, ...] = ()
    killed: int | None = None
    day: int = 17
    act: StatementAct = StatementAct.COMMIT
    speaker: ActorRef = ANA
    place: PlaceRef = TOWN


STORIES = (
    Story("one", dt.date(2025, 3, 18), (QUOTE,), 12),
    Story("two", dt.date(2025, 3, 19), (LONGER, OTHER_QUOTE), 15),
    Story("three", dt.date(2025, 3, 18), (), 12),
    Story("four", dt.date(2025, 3, 29), (OTHER_QUOTE,), 12, day=28),
)


def day(value: dt.date) -> DateValue:
    return DateValue(value, value, DatePrecision.DAY)


def text_of(story: Story) -> str:
    quotes = "".join(f"Ana Example said: {quote}.\n" for quote in story.quotes)
    return f"{story.name}\n{quotes}Fighters killed people in Sampleville.\n"


def extraction(story: Story) -> Extraction:
    text = text_of(story)
    document = Document(
        story.name, f"{story.name}.txt", text, f"{hash(text) & 0xFFFF:064x}", "en", (), title=story.name, licence="CC0-1.0",
        published=day(story.published),
    )  # fmt: skip
    return Extraction(
        document=document,
        publisher=None,
        conflict_related=True,
        statements=tuple(_statement(quote, text, story) for quote in story.quotes),
        events=(_event(text, story),) if story.killed is not None else (),
    )


def _statement(quote: str, text: str, story: Story) -> StatementRecord:
    span = Span(text.index(quote), text.index(quote) + len(quote))
    return StatementRecord(
        speaker=story.speaker, speaker_text="Ana Example", role_title=None, role_organisation=None, content=(span,), text=quote,
        evidence=span, kind=StatementKind.DIRECT, act=story.act, cue="said", cue_span=None, said=day(story.published),
        rule="test", confidence=0.8,
    )  # fmt: skip


def _event(text: str, story: Story) -> EventRecord:
    clause = "Fighters killed people in Sampleville"
    span = Span(text.index(clause), text.index(clause) + len(clause))
    return EventRecord(
        type=EventType.VIOLENCE_AGAINST_CIVILIANS, status=EventStatus.OCCURRED, text=clause, clause=span, evidence=span,
        participants=(ParticipantRecord(ParticipantRole.AGENT, "Fighters", FRONT),), location=story.place,
        date=day(dt.date(2025, 3, story.day)), killed=story.killed, rule="test", confidence=0.7,
    )  # fmt: skip


def base() -> None:
    """What the stories name."""
    country, _ = Location.objects.get_or_create(slug="sample-land", kind="country", defaults={"name": "Sample Land"})
    Location.objects.get_or_create(slug="sampleville", defaults={"name": "Sampleville", "kind": "city", "parent": country})
    Actor.objects.get_or_create(
        slug="example-front", defaults={"name": "Example Front", "kind": "armed_group", "is_reference": True}
    )


def store(story: Story) -> Stored:
    """Store one story."""
    base()
    return store_article(extraction(story), named=Named(RecordCounts()), pipeline="test-1")


def store_stories(stories: Iterable[Story]) -> None:
    """Store all."""
    for story in stories:
        store(story)


def changed(story: Story, **what: object) -> Story:
    """The story with something else in it."""
    return replace(story, **what)  # type: ignore[arg-type]


def dataset() -> Sequence[object]:
    """What stands: every record with its id, its values and its evidence, and what leads where."""
    said = Statement.objects.filter(withdrawn_at=None).order_by("public_id")
    done = Event.objects.filter(withdrawn_at=None).order_by("public_id")
    evidence = [sorted(row.evidence.values_list("source__external_id", "start", "end")) for rows in (said, done) for row in rows]
    return (
        list(said.values_list("public_id", "text", "source__external_id", "said_from", "review_status", "act")),
        list(done.values_list("public_id", "text", "source__external_id", "killed", "killed_low", "killed_high", "source_count")),
        evidence,
        sorted(Merge.objects.filter(ended_at=None).values_list("record", "kept", "score")),
        Source.objects.count(),
    )
