"""What storing an article does to rows: once, again, changed, shortened, and after a person's decision."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from conflictdb.models import Actor, Affiliation, Event, Evidence, Location, Mention, Source, Statement, Topic
from conflictdb.vocabularies import (
    ActorKind,
    DatePrecision,
    EventStatus,
    EventType,
    LocationKind,
    ParticipantRole,
    ResolutionStatus,
    ReviewStatus,
    StatementAct,
    StatementKind,
)
from loaders.records import (
    ActorRef,
    DateValue,
    Document,
    EventRecord,
    Extraction,
    MentionRecord,
    ParticipantRecord,
    PlaceRef,
    ResolutionRef,
    RoleRecord,
    Span,
    StatementRecord,
)
from loaders.report import RecordCounts
from loaders.store.article import known_sources, store_article
from loaders.store.named import Named

pytestmark = pytest.mark.django_db

TEXT = "Ana Example, head of Example Mission, called for calm in Sampleville on Monday. Fighters took Sampleville."
MONDAY = DateValue(dt.date(2025, 3, 17), dt.date(2025, 3, 17), DatePrecision.DAY)
ANA = ActorRef(None, "Ana Example", ActorKind.PERSON, "Ana Example")
MISSION = ActorRef("example-mission", "Example Mission", ActorKind.PEACEKEEPING_MISSION, "Example Mission")
FIGHTERS = ActorRef(None, "Example Front", ActorKind.ARMED_GROUP, "Fighters")
TOWN = PlaceRef(None, "Sampleville", LocationKind.CITY, "Sampleville", "CD", 1.5, 29.5)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


STATEMENT = StatementRecord(
    speaker=ANA,
    speaker_text="Ana Example",
    role_title="head",
    role_organisation="example-mission",
    content=(span("calm in Sampleville"),),
    text="calm in Sampleville",
    evidence=span("Ana Example, head of Example Mission, called for calm in Sampleville on Monday."),
    kind=StatementKind.INDIRECT,
    act=StatementAct.CALL,
    cue="called for",
    cue_span=span("called for"),
    mentioned_places=(TOWN,),
    topics=("ceasefire",),
    said=MONDAY,
    rule="verb",
    confidence=0.9,
)
EVENT = EventRecord(
    type=EventType.TERRITORY_CAPTURE,
    status=EventStatus.OCCURRED,
    text="Fighters took Sampleville",
    clause=span("Fighters took Sampleville"),
    evidence=span("Fighters took Sampleville."),
    participants=(ParticipantRecord(ParticipantRole.AGENT, "Fighters", FIGHTERS),),
    location=TOWN,
)
EXTRACTION = Extraction(
    document=Document("sample", "sample.txt", TEXT, "0" * 64, "en", (), title="A sample", licence="CC0-1.0", published=MONDAY),
    publisher=None,
    conflict_related=True,
    mentions=(
        MentionRecord(0, 11, "Ana Example", actor=ANA),
        MentionRecord(span("Sampleville").start, span("Sampleville").end, "Sampleville", place=TOWN),
    ),
    roles=(RoleRecord(ANA, "head", MISSION, span("Ana Example, head of Example Mission")),),
    statements=(STATEMENT,),
    events=(EVENT,),
)


@pytest.fixture(autouse=True)
def base() -> None:
    Location.objects.create(slug="drc", name="Democratic Republic of the Congo", kind="country", country_code="CD")
    Actor.objects.create(slug="example-mission", name="Example Mission", kind="peacekeeping_mission", is_reference=True)
    Actor.objects.create(slug="un-security-council", name="UN Security Council", kind="igo", is_reference=True)
    Topic.objects.create(slug="ceasefire", label="Ceasefire")
    Topic.objects.create(slug="sanctions", label="Sanctions")


def store(extraction: Extraction = EXTRACTION) -> tuple[str, dict[str, dict[str, int]], list[str]]:
    stored = store_article(extraction, named=Named(RecordCounts()), pipeline="test-1")
    return stored.fate, stored.counts.by_noun(), [doubt.message for doubt in stored.doubts]


def outcomes(**numbers: int) -> dict[str, int]:
    return {"inserted": 0, "updated": 0, "unchanged": 0, "withdrawn": 0} | numbers


def test_an_article_is_stored_with_everything_in_it() -> None:
    fate, counts, doubts = store()
    assert (fate, doubts) == ("stored", [])
    assert counts == {
        "actor": outcomes(inserted=2),
        "affiliation": outcomes(inserted=1),
        "event": outcomes(inserted=1),
        "location": outcomes(inserted=1),
        "source": outcomes(inserted=1),
        "statement": outcomes(inserted=1),
    }
    statement = Statement.objects.get()
    assert statement.speaker is not None
    assert statement.speaker.slug == "ana-example"
    assert statement.speaker_role is not None
    assert (statement.speaker_role.role, statement.speaker_role.organisation.slug) == ("head", "example-mission")
    assert (statement.said_from, statement.said_to, statement.date_precision) == (MONDAY.start, MONDAY.end, "day")
    assert [topic.slug for topic in statement.topics.all()] == ["ceasefire"]
    assert statement.cameo_code == "020"
    evidence = statement.evidence.get()
    assert TEXT[evidence.start : evidence.end] == evidence.excerpt
    assert evidence.marks == [["content", 49, 68], ["cue", 38, 48]]
    event = Event.objects.get()
    assert event.location is not None
    assert (event.location.slug, event.location.parent and event.location.parent.slug) == ("sampleville-cd", "drc")
    assert [(p.role, p.name, p.actor and p.actor.slug) for p in event.participants.all()] == [
        ("agent", "Fighters", "example-front")
    ]
    assert (event.plover_type, event.acled_event_type) == ("COERCE", "Battles")
    source = Source.objects.get()
    assert (source.title, source.text_public, source.published_from) == ("A sample", True, MONDAY.start)
    assert Mention.objects.count() == 2
    assert set(Actor.objects.filter(is_reference=False).values_list("slug", "review_status")) == {
        ("ana-example", "candidate"),
        ("example-front", "candidate"),
    }


def test_a_known_post_is_evidenced_and_the_printed_body_of_another_is_proposed_beside_it() -> None:
    known = Actor.objects.create(slug="ana-known", name="Ana Known", kind="person", is_reference=True)
    mission = Actor.objects.get(slug="example-mission")
    office = Actor.objects.create(slug="example-office", name="Example Office", kind="peacekeeping_mission", is_reference=True)
    Affiliation.objects.create(actor=office, organisation=mission, role="", is_reference=True)
    Affiliation.objects.create(actor=known, organisation=office, role="Head", is_reference=True)
    ana = ActorRef("ana-known", "Ana Known", ActorKind.PERSON, "Ana Example")
    read = replace(EXTRACTION, roles=(replace(EXTRACTION.roles[0], actor=ana),))
    _, counts, _ = store(read)
    assert counts["affiliation"] == outcomes(inserted=1)
    posts = {post.organisation.slug: post for post in known.affiliations.all()}
    assert {slug: (post.review_status, post.evidence.count()) for slug, post in posts.items()} == {
        "example-office": (posts["example-office"].review_status, 1),
        "example-mission": ("candidate", 1),
    }
    assert store(read)[1]["affiliation"] == outcomes(unchanged=1)
    posts["example-mission"].review_status = ReviewStatus.REJECTED.value
    posts["example-mission"].save()
    store(read)
    posts["example-mission"].refresh_from_db()
    assert posts["example-mission"].review_status == "rejected"


def test_a_known_post_in_the_printed_body_is_evidenced_alone() -> None:
    known = Actor.objects.create(slug="ana-known", name="Ana Known", kind="person", is_reference=True)
    post = Affiliation.objects.create(
        actor=known, organisation=Actor.objects.get(slug="example-mission"), role="Head", is_reference=True
    )
    ana = ActorRef("ana-known", "Ana Known", ActorKind.PERSON, "Ana Example")
    store(replace(EXTRACTION, roles=(replace(EXTRACTION.roles[0], actor=ana),)))
    assert (known.affiliations.get(), post.evidence.count()) == (post, 1)


def test_of_an_article_on_something_else_no_statement_and_no_event_is_stored() -> None:
    fate, counts, _ = store(replace(EXTRACTION, conflict_related=False))
    assert (fate, Statement.objects.count(), Event.objects.count()) == ("stored", 0, 0)
    assert counts["source"]["inserted"] == 1


def test_storing_it_again_changes_no_row() -> None:
    store()
    before = {
        model: list(model.objects.order_by("pk").values()) for model in (Source, Statement, Event, Evidence, Mention, Actor)
    }
    fate, counts, _ = store()
    assert fate == "unchanged"
    assert {noun: c["unchanged"] for noun, c in counts.items()} == {"affiliation": 1, "event": 1, "source": 1, "statement": 1}
    assert sum(c["inserted"] + c["updated"] + c["withdrawn"] for c in counts.values()) == 0
    assert before == {model: list(model.objects.order_by("pk").values()) for model in before}


def test_what_the_article_no_longer_says_is_withdrawn_and_comes_back_with_its_id() -> None:
    store()
    first = Statement.objects.get().public_id
    fate, counts, _ = store(replace(EXTRACTION, statements=(), roles=(), document=replace(EXTRACTION.document, sha256="1" * 64)))
    assert fate == "changed"
    assert counts["statement"] == outcomes(withdrawn=1)
    assert counts["affiliation"] == outcomes(withdrawn=1)
    assert Statement.objects.get().withdrawn_at is not None
    store()
    assert [(s.public_id, s.withdrawn_at) for s in Statement.objects.all()] == [(first, None)]


def test_a_persons_values_stand_and_the_machines_new_ones_stand_beside() -> None:
    store()
    statement = Statement.objects.get()
    statement.act = StatementAct.WARN.value
    statement.topics.set([Topic.objects.get(slug="sanctions")])
    statement.locked_fields = ["act", "topics"]
    statement.review_status = ReviewStatus.CORRECTED.value
    statement.save()
    changed = replace(STATEMENT, act=StatementAct.COMMIT, cue="pledged", topics=())
    store(replace(EXTRACTION, statements=(changed,)))
    statement.refresh_from_db()
    assert (statement.act, statement.machine["act"]) == ("warn", "commit")
    assert ([t.slug for t in statement.topics.all()], statement.machine["topics"]) == (["sanctions"], [])
    assert statement.cue == "pledged"


def test_what_a_person_accepted_is_kept_with_a_note_when_the_text_no_longer_says_it() -> None:
    store()
    Statement.objects.update(review_status=ReviewStatus.ACCEPTED.value)
    statement = Statement.objects.get()
    _, counts, doubts = store(replace(EXTRACTION, statements=()))
    assert counts.get("statement", outcomes()) == outcomes()
    assert doubts == [f"{statement.public_id} stands by a person's decision, though the text no longer says it"]
    assert [(e.extractor, e.excerpt[:11]) for e in statement.evidence.all()] == [("earlier version", "Ana Example")]
    assert Statement.objects.get().withdrawn_at is None


def test_what_a_person_added_is_left_alone() -> None:
    store()
    source = Source.objects.get()
    added = Statement.objects.create(
        public_id="stm_by_hand", source=source, text="by hand", kind="direct", act="assert", speaker_text="x"
    )
    _, counts, doubts = store(replace(EXTRACTION, statements=()))
    assert (counts["statement"]["withdrawn"], doubts) == (1, [])
    added.refresh_from_db()
    assert added.withdrawn_at is None


def test_a_source_whose_text_is_missing_is_read_again() -> None:
    store()
    Source.objects.update(text="")
    assert known_sources([EXTRACTION.document]) == {}


def test_a_post_that_the_base_knows_gets_evidence_and_no_twin() -> None:
    ana = Actor.objects.create(slug="ana-example", name="Ana Example", kind="person", is_reference=True)
    mission = Actor.objects.get(slug="example-mission")
    known = Affiliation.objects.create(actor=ana, organisation=mission, role="Head of Mission", is_reference=True)
    store()
    assert list(Affiliation.objects.all()) == [known]
    assert known.evidence.count() == 1
    assert Statement.objects.get().speaker_role == known


def test_a_resolution_that_is_not_known_becomes_a_candidate_and_a_draft_belongs_to_its_source() -> None:
    cited = ResolutionRef(0, 3, "2999", "un-security-council", 2999, 2030, ResolutionStatus.ADOPTED)
    draft = ResolutionRef(0, 3, "draft", "un-security-council", None, None, ResolutionStatus.DRAFT)
    store(replace(EXTRACTION, statements=(replace(STATEMENT, resolutions=(cited, draft)),)))
    rows = Statement.objects.get().resolutions.values_list("symbol", "number", "status", "review_status")
    assert sorted(rows) == [
        ("S/RES/2999 (2030)", 2999, "adopted", "candidate"),
        ("draft in sample", None, "draft", "candidate"),
    ]


def test_known_sources_gives_the_hash_of_what_is_stored() -> None:
    store()
    other = replace(EXTRACTION.document, external_id="other")
    assert known_sources([EXTRACTION.document, other]) == {"sample": "0" * 64}


@pytest.mark.parametrize(
    ("names", "stored"),
    [
        (["Therese Sample", "Thérèse Sample"], "Thérèse Sample"),
        (["Thérèse Sample", "Therese Sample"], "Thérèse Sample"),
    ],
)
def test_the_name_of_a_candidate_does_not_depend_on_the_order_of_loading(names: list[str], stored: str) -> None:
    for number, name in enumerate(names):
        ref = ActorRef(None, name, ActorKind.PERSON, name)
        document = replace(EXTRACTION.document, external_id=f"sample-{number}")
        store(Extraction(document, None, conflict_related=True, mentions=(MentionRecord(0, 3, "Ana", actor=ref),)))
    assert [actor.name for actor in Actor.objects.filter(slug="therese-sample")] == [stored]


def test_two_actors_under_one_printed_name_both_take_part() -> None:
    other = replace(FIGHTERS, name="Sample Front")
    event = replace(
        EVENT,
        participants=(
            ParticipantRecord(ParticipantRole.AGENT, "Fighters", FIGHTERS),
            ParticipantRecord(ParticipantRole.AGENT, "Fighters", other),
            ParticipantRecord(ParticipantRole.AGENT, "Fighters", other),
        ),
    )
    store(replace(EXTRACTION, events=(event,)))
    rows = Event.objects.get().participants.order_by("position").values_list("name", "actor__name")
    assert list(rows) == [("Fighters", "Example Front"), ("Fighters", "Sample Front")]
