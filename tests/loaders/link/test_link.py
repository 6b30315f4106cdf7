"""What link makes of drafts: statements with speakers and posts, events with participants, mentions, relevance."""

from __future__ import annotations

import pytest

from conflictdb.vocabularies import ActorKind, EventStatus, EventType, ParticipantRole, StatementAct, StatementKind
from loaders.annotate.pipeline import Annotator
from loaders.extract.resolutions import resolutions
from loaders.extract.roles import roles
from loaders.gazetteer import Gazetteer, KnownActor
from loaders.link import link
from loaders.records import (
    Drafts,
    EventDraft,
    Extraction,
    ParticipantDraft,
    Ref,
    Span,
    StatementDraft,
)
from tests.loaders.known import ACTORS, KNOWN, PLACES, annotate, document


def ref(text: str, stretch: str) -> Ref:
    start = text.index(stretch)
    return Ref(start, start + len(stretch), stretch)


def statement(
    text: str, speakers: tuple[str, ...], content: str, *, to: tuple[str, ...] = (), said: tuple[int, ...] = ()
) -> StatementDraft:
    span = Span(text.index(content), text.index(content) + len(content))
    return StatementDraft(
        speakers=tuple(ref(text, speaker) for speaker in speakers),
        content=(span,),
        text=content,
        evidence=Span(0, len(text)),
        kind=StatementKind.INDIRECT,
        act=StatementAct.ASSERT,
        cue="said",
        cue_span=None,
        addressees=tuple(ref(text, one) for one in to),
        resolutions=said,
    )  # fmt: skip


def linked(
    text: str,
    *statements: StatementDraft,
    events: tuple[EventDraft, ...] = (),
    language: str = "en",
    published: str | None = "2025-03-20",
) -> Extraction:
    annotated = annotate(text, language=language, published=published)
    drafts = Drafts(statements, events, roles(annotated), (), resolutions(annotated))
    return link(annotated, drafts, KNOWN)


def test_a_speaker_has_the_known_post_of_the_day() -> None:
    text = "Jean Mukasa said that shops were open."
    (said,) = linked(text, statement(text, ("Jean Mukasa",), "shops were open")).statements
    assert (said.speaker and said.speaker.slug, said.role_title, said.role_organisation) == (
        "mukasa",
        "Minister of Defence",
        "drc",
    )


@pytest.mark.parametrize(
    ("speaker", "published", "expected"),
    [
        ("Congolese President Aimé Banza", None, ("President", "drc")),  # the chair's French title begins alike
        ("Congolese President Aimé Banza", "2025-03-20", ("President", "drc")),
        ("Aimé Banza", None, ("President", "drc")),  # nothing printed: the office of the state
        ("Aimé Banza", "2025-03-20", ("President", "drc")),
        ("The chairperson of the African Union, Aimé Banza,", "2025-03-20", ("Chairperson", "union")),
        ("Aimé Banza", "2010-03-20", ("Minister of Mines", "drc")),  # the only one of that day
    ],
)
def test_of_several_posts_the_printed_one_counts_then_the_state_s(
    speaker: str, published: str | None, expected: tuple[str, str]
) -> None:
    text = f"{speaker} said that shops were open."
    (said,) = linked(text, statement(text, (speaker,), "shops were open"), published=published).statements
    assert (said.role_title, said.role_organisation) == expected


def test_an_unknown_speaker_has_the_printed_post() -> None:
    text = "M23 spokesman Ali Otieno said that shops were open."
    (said,) = linked(text, statement(text, ("M23 spokesman Ali Otieno",), "shops were open")).statements
    assert said.speaker is not None
    assert (said.speaker.slug, said.speaker.name) == (None, "Ali Otieno")
    assert (said.role_title, said.role_organisation) == ("spokesman", "m23")


def test_a_described_speaker_stays_as_printed_without_what_joins_the_clause() -> None:
    text = "But residents of Goma said that shops were open."
    (said,) = linked(text, statement(text, ("But residents of Goma",), "shops were open")).statements
    assert (said.speaker, said.speaker_text) == (None, "residents of Goma")


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        ("A driver who escaped said that shops were open.", "A driver", "A driver who escaped"),
        ("Two officials briefed on the plan said that shops were open.", "Two officials", "Two officials briefed on the plan"),
        ("A driver, who escaped, said that shops were open.", "A driver", "A driver"),
        ("A report published by the union said that shops were open.", "A report", "A report"),
        ("A driver said that shops were open.", "A driver", "A driver"),
    ],
)
def test_a_described_speaker_keeps_the_clause_that_tells_who_it_is(text: str, speaker: str, expected: str) -> None:
    (said,) = linked(text, statement(text, (speaker,), "shops were open")).statements
    assert (said.speaker, said.speaker_text) == (None, expected)


def test_joint_speakers_make_a_statement_each() -> None:
    text = "Jean Mukasa and Grace Okello said that shops were open."
    found = linked(text, statement(text, ("Jean Mukasa", "Grace Okello"), "shops were open")).statements
    assert [said.speaker.slug for said in found if said.speaker] == ["mukasa", "okello"]


def test_addressees_and_what_is_mentioned() -> None:
    text = "Jean Mukasa told the Security Council that Rwanda had backed the M23 in Goma under resolution 2773."
    content = "Rwanda had backed the M23 in Goma under resolution 2773"
    (said,) = linked(text, statement(text, ("Jean Mukasa",), content, to=("the Security Council",), said=(2773,))).statements
    assert [actor.slug for actor in said.addressees] == ["un-security-council"]
    assert [actor.slug for actor in said.mentioned_actors] == ["rwanda", "m23"]
    assert [place.slug for place in said.mentioned_places] == ["goma"]
    assert [resolution.number for resolution in said.resolutions] == [2773]


def test_a_speaker_is_not_its_own_addressee() -> None:
    text = "The M23 said that the M23 was calm."
    (said,) = linked(text, statement(text, ("The M23",), "the M23 was calm", to=("the M23",))).statements
    assert said.addressees == ()


def test_participants_of_an_event() -> None:
    text = "M23 rebels killed six farmers in Goma."
    event = EventDraft(
        EventType.VIOLENCE_AGAINST_CIVILIANS,
        EventStatus.OCCURRED,
        text,
        Span(0, len(text)),
        Span(0, len(text)),
        (
            ParticipantDraft(ParticipantRole.AGENT, ref(text, "M23 rebels")),
            ParticipantDraft(ParticipantRole.TARGET, ref(text, "six farmers")),
        ),
        location=ref(text, "Goma"),
    )
    (found,) = linked(text, events=(event,)).events
    assert [(p.role.value, p.name, p.actor and p.actor.slug) for p in found.participants] == [
        ("agent", "M23 rebels", "m23"),
        ("target", "six farmers", None),
    ]
    assert found.location is not None
    assert found.location.slug == "goma"


@pytest.mark.parametrize(
    ("_case", "text", "place"),
    [
        ("the city", "Shells fell on Goma. The city is calm.", "goma"),
        ("there", "Shells fell on Goma. Nobody lives there.", "goma"),
    ],
)
def test_places_that_are_described(_case: str, text: str, place: str) -> None:
    stretch = "The city" if "The city" in text else "there"
    event = EventDraft(
        EventType.BATTLE, EventStatus.OCCURRED, text, Span(0, len(text)), Span(0, len(text)), location=ref(text, stretch)
    )
    (found,) = linked(text, events=(event,)).events
    assert found.location is not None
    assert found.location.slug == place


def names(text: str, language: str = "en") -> tuple[list[str], list[str]]:
    mentions = linked(text, language=language).mentions
    return [m.actor.name for m in mentions if m.actor], [m.place.name for m in mentions if m.place]


@pytest.mark.parametrize(
    ("_case", "text", "actors", "places"),
    [
        ("a known body", "MONUSCO left.", ["MONUSCO"], []),
        ("an unknown person", "Ali Otieno left.", ["Ali Otieno"], []),
        ("a site is not its town", "They hold Goma airport.", [], ["Goma Airport"]),
        ("a river's alliance is not the river", "The Congo River is high.", [], ["Congo River"]),
        ("the army", "Shells fell on Goma. The army fired.", ["FARDC"], ["Goma"]),
        ("a body in a title", "UN peacekeeping chief Ali Otieno left.", ["Ali Otieno"], []),
        ("authorities that are not named", "Provincial authorities agreed.", [], []),
        ("a process named for a town", "They praised the Kigali Process.", [], []),
    ],
)
def test_mentions(_case: str, text: str, actors: list[str], places: list[str]) -> None:
    assert names(text) == (actors, places)


def test_a_town_of_the_world_has_coordinates_and_country() -> None:
    (place,) = (m.place for m in linked("Thousands marched in Bratislava.").mentions if m.place)
    assert (place.slug, place.name, place.country_code) == (None, "Bratislava", "SK")
    assert place.latitude == pytest.approx(48.1, abs=0.2)


def test_a_printed_post_is_a_role() -> None:
    found = linked("Ali Otieno, head of MONUSCO, left. Peter Wafula, a tall man, left.").roles
    assert [(role.actor.name, role.title, role.organisation.slug) for role in found] == [("Ali Otieno", "head", "monusco")]


@pytest.mark.parametrize(
    ("text", "related"),
    [
        ("Rebels attacked the town and soldiers fled; a ceasefire had been agreed.", True),
        ("Ministers met to discuss the budget.", True),
        ("The club opened its season with a win; the coach praised his players before the league match in the stadium.", False),
        ("Le club prépare la saison : l'entraîneur compte sur ses joueurs pour la coupe, au stade, dans la ligue.", False),
        ("Rebels shelled the stadium during the match; players of both teams were killed in the attack, the club said.", True),
    ],
)
def test_relevance(text: str, related: bool) -> None:
    extraction = linked(text, statement(text, (), text), language="fr" if text.startswith("Le club") else "en")
    assert extraction.conflict_related is related
    assert extraction.statements  # they are read all the same


@pytest.mark.parametrize(
    ("line", "related"),
    [
        ("The auction house sold nine lots of tea, and growers hoped that the price would hold until the rains. ", False),
        ("Growers sold nine lots of tea while soldiers and rebels fought over the road to the port, traders said. ", True),
    ],
)
def test_a_long_text_must_speak_of_conflict(line: str, related: bool) -> None:
    assert linked(line * 8).conflict_related is related


@pytest.mark.parametrize(
    ("countries", "linked_to"),
    [
        (("UG", "KE"), None),  # two bearers of one name, and nothing tells them apart
        (("CD", "KE"), "first"),  # the text is about the country of one of them
        (("UG",), "first"),
    ],
)
def test_two_candidates_are_no_link(countries: tuple[str, ...], linked_to: str | None) -> None:
    bearers = (
        KnownActor(slug, "Paul Example", ActorKind.PERSON, ("Paul Example",), country)
        for slug, country in zip(("first", "second"), countries, strict=False)
    )
    known = Gazetteer(actors={actor.slug: actor for actor in (*ACTORS, *bearers)}, places={place.slug: place for place in PLACES})
    found = document("Fighting went on in Goma in the Democratic Republic of the Congo, where Paul Example lives.")
    annotated = next(Annotator(known).annotate([found]))
    (mention,) = (one for one in link(annotated, Drafts(), known).mentions if one.text == "Paul Example")
    assert (mention.actor and mention.actor.slug, mention.actor and mention.actor.name) == (linked_to, "Paul Example")
