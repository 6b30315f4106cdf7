"""Who takes part in an event, where the sentence names them apart from its verb, and what is no party to it."""

from __future__ import annotations

import datetime as dt

import pytest

from conflictdb.vocabularies import EventStatus, EventType, ParticipantRole
from loaders.records import EventDraft
from tests.loaders.extract.invented import read_events


def who(event: EventDraft, role: ParticipantRole) -> tuple[str, ...]:
    return tuple(participant.ref.text for participant in event.participants if participant.role is role)


@pytest.mark.parametrize(
    ("language", "text", "mediators"),
    [
        ("en", "Talks between Velia and the Northern Front, mediated by Orland, opened in Selby on Monday.", ("Orland",)),
        (
            "en",
            "Velia and the Northern Front signed a truce in Selby, brokered by Orland and the Lakes Union.",
            ("Orland", "Lakes Union"),
        ),
        ("en", "Velia and the Northern Front held talks in Selby under the auspices of the Lakes Union.", ("Lakes Union",)),
        ("fr", "Velia et le Front du Nord ont signé un accord à Selby, parrainé par Orland.", ("Orland",)),
        ("en", "Velia and the Northern Front held talks in Selby, and an envoy was sent by Orland.", ()),
        ("en", "The army shelled Borun after a truce mediated by Orland.", ()),
    ],
)
def test_go_betweens(language: str, text: str, mediators: tuple[str, ...]) -> None:
    first = read_events(text, language=language)[0]
    if mediators:
        assert set(who(first, ParticipantRole.MEDIATOR)) >= set(mediators)
        assert not set(mediators) & set(who(first, ParticipantRole.AGENT))
    else:
        assert who(first, ParticipantRole.MEDIATOR) == ()


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("The presidents of Velia and Orland met in Selby on Tuesday.", ("Velia", "Orland")),
        ("The president of Velia met Ada Obi in Selby on Tuesday.", ("president of Velia", "Ada Obi")),
    ],
)
def test_a_post_of_two_states_is_both(text: str, agents: tuple[str, ...]) -> None:
    assert who(read_events(text)[0], ParticipantRole.AGENT) == agents


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("The army waits for the Lakes Union, whose foreign ministers gather in Selby in May.", ("Lakes Union",)),
        ("The army waits for Ada Obi, whose foreign ministers gather in Selby in May.", ("foreign ministers",)),
        ("The Northern Front has fought against itself in Borun.", ("Northern Front",)),
    ],
)
def test_whose_ministers_and_oneself(text: str, agents: tuple[str, ...]) -> None:
    assert who(read_events(text)[0], ParticipantRole.AGENT) == agents


@pytest.mark.parametrize(
    ("language", "text", "agents"),
    [
        ("en", "The Northern Front captured Arka on Monday. The attackers killed 12 farmers.", "Northern Front"),
        (
            "fr",
            "Les combattants du Front du Nord ont attaqué un camp à Arka lundi. Les assaillants ont tué douze agriculteurs.",
            "Front du Nord",
        ),
        ("en", "The Northern Front captured Arka on Monday. Bandits killed 12 farmers.", "Bandits"),
    ],
)
def test_the_attackers_are_those_told_of_before(language: str, text: str, agents: str) -> None:
    assert {
        name for event in read_events(text, language=language) if event.killed for name in who(event, ParticipantRole.AGENT)
    } == {agents}


def test_who_is_blamed_for_it_did_it() -> None:
    (event,) = read_events("The killing of six civilians in Borun on Monday was blamed on the Northern Front.")
    assert who(event, ParticipantRole.AGENT) == ("Northern Front",)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("The army shelled a power station and an oil depot in Borun on Monday.", ()),
        ("The army shelled a hospital and a bridge in Borun on Monday.", ("hospital",)),
        ("Velia imposed sanctions on Thursday on Jon Marek.", ("Jon Marek",)),
    ],
)
def test_things_and_days_are_no_targets(text: str, targets: tuple[str, ...]) -> None:
    assert who(read_events(text)[0], ParticipantRole.TARGET) == targets


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Talks are due to start on 25 March in Selby.", [EventStatus.PLANNED]),
        ("en", "The summit is expected to take place in Selby next week.", [EventStatus.PLANNED]),
        ("en", "The talks are not expected to start in Selby.", []),
        ("fr", "Le sommet doit se tenir lundi à Selby.", [EventStatus.PLANNED]),
        ("fr", "Le dialogue ne doit pas reprendre à Selby.", []),
        ("fr", "Le Front du Nord doit se retirer de Borun.", []),
        ("fr", "Des milliers de personnes ont fui Arka depuis vendredi.", [EventStatus.OCCURRED]),
        ("fr", "La Velia a fermé sa frontière depuis vendredi.", [EventStatus.ONGOING]),
        ("en", "Flights to Arka have been suspended since Sunday.", [EventStatus.ONGOING]),
        ("en", "Flights to Arka were suspended on Sunday.", [EventStatus.OCCURRED]),
        ("en", "Thousands of people have fled Arka since Sunday.", [EventStatus.OCCURRED]),
        ("en", "Nine farmers were reported killed in Arka.", [EventStatus.ALLEGED]),
        ("en", "Velia is said to have armed the Northern Front.", [EventStatus.ALLEGED]),
        ("en", "She deplored reports that nine farmers had been killed in Arka.", [EventStatus.ALLEGED]),
        ("en", "Survivors suggest that farmers were massacred in Arka.", [EventStatus.ALLEGED]),
        ("en", "The army reported that nine farmers had been killed in Arka.", [EventStatus.OCCURRED]),
        ("en", "He took note of the decision of Velia to withdraw its troops from Borun.", [EventStatus.PLANNED]),
        ("en", "It was the eighth strike this year to hit a hospital in Arka.", []),
        ("fr", "Des milliers de personnes ont fui Arka depuis le début de l'année.", [EventStatus.OCCURRED]),
        ("en", "Northern Front fighters and the army are fighting for control of Borun.", [EventStatus.ONGOING]),
        ("en", "Rival groups are vying for control of the minerals.", []),
    ],
)
def test_arranged_and_lasting(language: str, text: str, expected: list[EventStatus]) -> None:
    assert [event.status for event in read_events(text, language=language)] == expected


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Gunmen raided a camp near Borun on Tuesday. Four civilians were shot dead.", 4),
        ("A raid by the Northern Front on the village of Arka killed ten people on 3 March.", 10),
        ("Gunmen raided a camp near Borun on Tuesday. Four civilians were shot.", None),
    ],
)
def test_the_dead_of_shootings_and_raids(text: str, killed: int | None) -> None:
    assert [event.killed for event in read_events(text)] == [killed]


def test_seven_is_no_september() -> None:
    (event,) = read_events("Ils ont tué sept personnes.", language="fr")
    assert (event.killed, event.date) == (7, None)


@pytest.mark.parametrize(
    ("text", "type_", "agents", "targets"),
    [
        (
            "Members of the Council condemned the attack carried out on 12 March by gunmen against a patrol of UNIMIS near Arka.",
            EventType.ATTACK_ON_PROTECTED,
            ("gunmen",),
            ("UNIMIS",),
        ),
        (
            "The Lakes Union deplores the attack launched by the Northern Front on soldiers at Arka.",
            EventType.BATTLE,
            ("Northern Front",),
            ("soldiers",),
        ),
        (
            "The Lakes Union condemned a drone strike that tore through a clinic in Arka, killing three nurses.",
            EventType.ATTACK_ON_PROTECTED,
            (),
            ("clinic", "nurses"),
        ),
    ],
)
def test_who_condemns_an_attack_has_no_part_in_it(
    text: str, type_: EventType, agents: tuple[str, ...], targets: tuple[str, ...]
) -> None:
    (event,) = read_events(text)
    assert (event.type, who(event, ParticipantRole.AGENT), who(event, ParticipantRole.TARGET)) == (type_, agents, targets)


def test_the_attack_takes_up_what_was_told_and_gives_its_day() -> None:
    (event,) = read_events(
        "The Lakes Union on Wednesday condemned a drone strike that hit a clinic in Arka, killing three nurses.",
        "The attack took place on Tuesday.",
    )
    assert event.type is EventType.ATTACK_ON_PROTECTED
    assert event.date is not None
    assert event.date.start == dt.date(2025, 3, 18)


def test_another_attack_elsewhere_is_another() -> None:
    found = read_events(
        "A drone strike hit a clinic in Arka, killing three nurses.", "The attack on soldiers in Borun began on Tuesday."
    )
    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A visit by the mediator to Arka, due this week, has been called off.", {(EventType.MEETING, EventStatus.CALLED_OFF)}),
        ("A joint mission to Arka had to be cancelled.", {(EventType.MEETING, EventStatus.CALLED_OFF)}),
        ("A round of talks planned for Monday was cancelled.", {(EventType.NEGOTIATION, EventStatus.CALLED_OFF)}),
        ("A round of talks in Selby was put off.", {(EventType.NEGOTIATION_BREAKDOWN, EventStatus.OCCURRED)}),
        ("Two patrol bases are to be set up in Arka.", {(EventType.TROOP_DEPLOYMENT, EventStatus.PLANNED)}),
        ("A draft resolution is expected to be put to a vote this week.", {(EventType.RESOLUTION_ADOPTION, EventStatus.PLANNED)}),
        ("A drone struck a funeral gathering in Arka, east of Borun.", {(EventType.REMOTE_VIOLENCE, EventStatus.OCCURRED)}),
    ],
)
def test_called_off_and_planned(text: str, expected: set[tuple[EventType, EventStatus]]) -> None:
    assert {(event.type, event.status) for event in read_events(text)} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Des pourparlers entre la Velia et le Front du Nord sont prévus lundi à Selby.", {("negotiation", "planned")}),
        ("Une visite du ministre à Arka est programmée lundi.", {("meeting", "planned")}),
        ("La rencontre prévue mardi à Selby entre Ada Obi et Jon Marek a été reportée.", {("meeting", "called_off")}),
        ("Les pourparlers qui devaient s'ouvrir mardi à Selby ont été annulés.", {("negotiation", "called_off")}),
        ("Les pourparlers de Selby ont été suspendus.", {("negotiation_breakdown", "occurred")}),
        ("Deux bases de la UNIMIS doivent être transférées en décembre prochain.", {("troop_withdrawal", "planned")}),
    ],
)
def test_french_plans(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(event.type.value, event.status.value) for event in read_events(text, language="fr")} == expected


@pytest.mark.parametrize(
    ("language", "text", "agents", "place"),
    [
        ("en", "She flew to Selby, where she met Jon Marek on Monday.", ("she", "Jon Marek"), "Selby"),
        ("en", "The Council commends the Northern Front for the recapture of Arka.", ("Northern Front",), "Arka"),
        ("en", "The Council commends the Northern Front for its patience after the capture of Arka.", (), "Arka"),
        ("fr", "Une ONG accuse le Front du Nord d'avoir tué neuf villageois à Arka.", ("Front du Nord",), "Arka"),
    ],
)
def test_who_and_where_by_what_stands_above(language: str, text: str, agents: tuple[str, ...], place: str) -> None:
    event = read_events(text, language=language)[-1]
    assert (who(event, ParticipantRole.AGENT), event.location.text if event.location else None) == (agents, place)


def test_the_place_before_a_headline_does_nothing() -> None:
    (event,) = read_events("The Lakes Union suspended flights to Arka.", title="Velia: Lakes Union suspends flights to Arka")
    assert who(event, ParticipantRole.AGENT) == ("Lakes Union",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police arrested 31 people in raids on Arka and Borun.", {"arrest"}),
        ("Police arrested 31 people after a raid by gunmen on Arka.", {"arrest", "violence_against_civilians"}),
        ("Our clinic has received 38 wounded.", set()),
        ("Gunmen killed nine farmers and wounded 12 in Arka.", {"violence_against_civilians"}),
        ("In Arka 38 farmers were wounded by gunmen.", {"violence_against_civilians"}),
    ],
)
def test_what_only_goes_with_another_event(text: str, expected: set[str]) -> None:
    assert {event.type.value for event in read_events(text)} - {"aid"} == expected


@pytest.mark.parametrize(
    ("language", "text", "agents", "targets"),
    [
        ("en", "The army said it had repelled an attack by the Northern Front on Arka.", {"Northern Front"}, {"it"}),
        ("en", "The army repelled an attack on Arka.", {"army"}, set()),
        ("en", "The army accused the Northern Front of bombing Arka, killing nine farmers.", {"Northern Front"}, {"farmers"}),
        ("en", "The army bombed Arka, killing nine farmers.", {"army"}, {"farmers"}),
        ("en", "Nine students abducted from a school in Arka were freed on Monday.", set(), {"students"}),
        ("en", "Gunmen abducted nine students in Arka.", {"Gunmen"}, {"students"}),
        ("en", "Soldiers backed by peacekeepers have taken back Arka.", {"Soldiers", "peacekeepers"}, set()),
        ("en", "Northern Front rebels, backed by Orland, captured Arka.", {"Northern Front"}, set()),
        ("en", "Arka was seized by a rebel group from Orland.", {"rebel group"}, set()),
        ("en", "The army captured Arka from the Northern Front.", {"army"}, {"Northern Front"}),
        ("en", "The army captured Arka from the north.", {"army"}, set()),
        ("en", "Velian air strikes killed nine farmers in Arka.", {"Velian"}, {"farmers"}),
        ("en", "Deadly air strikes killed nine farmers in Arka.", set(), {"farmers"}),
        ("en", "Army troops retook the town of Arka.", {"Army troops"}, set()),
        ("en", "Civilians were hit by shelling in Arka on Monday.", set(), {"Civilians"}),
        ("en", "After shelling Arka, the army withdrew.", {"army"}, set()),
        ("en", "Jet fighters pounded two camps in Arka.", set(), {"camps"}),
        ("en", "Northern Front strikes killed nine farmers in Arka.", {"Northern Front"}, {"farmers"}),
        ("fr", "De violents affrontements ont opposé le Front du Nord à des miliciens.", {"Front du Nord", "miliciens"}, set()),
        ("fr", "Il a indiqué qu’au moins 43 civils ont été tués par le Front du Nord.", {"Front du Nord"}, {"civils"}),
        ("fr", "Il a indiqué que la UNIMIS poursuit son désengagement progressif de la province.", {"UNIMIS"}, set()),
    ],
)
def test_who_did_it_to_whom(language: str, text: str, agents: set[str], targets: set[str]) -> None:
    event = read_events(text, language=language)[0]
    assert (set(who(event, ParticipantRole.AGENT)), set(who(event, ParticipantRole.TARGET))) == (agents, targets)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Malaria killed nine farmers in Arka.", set()),
        ("Nine people were killed in a flood in Arka.", set()),
        ("Floods tore through Arka, killing nine farmers.", set()),
        ("Gunmen killed nine farmers in Arka.", {"violence_against_civilians"}),
        ("Ada Obi travelled from Arka with her son.", set()),
        ("Ada Obi, flying home to Velia, was calm.", set()),
        ("The president flew to Velia on Monday.", {"meeting"}),
        ("Rebels set fire to a clinic in Arka.", {"attack_on_protected"}),
        ("Rebels set fire to nine houses in Arka.", {"violence_against_civilians"}),
        ("Rebels set up a camp in Arka.", set()),
    ],
)
def test_nature_and_travellers_make_no_event(text: str, expected: set[str]) -> None:
    assert {event.type.value for event in read_events(text)} == expected


def test_soldiers_and_rebels_take_a_town_each() -> None:
    found = read_events("Rebels seized the town of Arka on Monday. On Tuesday soldiers seized the town of Arka.")
    assert [who(event, ParticipantRole.AGENT) for event in found] == [("Rebels",), ("soldiers",)]


@pytest.mark.parametrize(
    ("second", "agents"),
    [
        ("A new round of talks in Selby was put off.", ("Velia", "Northern Front")),
        ("A round of talks between Orland and the Lakes Union was put off.", ("Orland", "Lakes Union")),
    ],
)
def test_talks_go_on_between_those_who_talked(second: str, agents: tuple[str, ...]) -> None:
    found = read_events(f"Velia and the Northern Front held talks in Selby in May. {second}")
    assert who(found[-1], ParticipantRole.AGENT) == agents


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Des miliciens ont mené une attaque à Arka qui a fait huit morts.", [(8, None)]),
        ("fr", "Le bilan de l'attaque du Front du Nord à Arka est de 24 morts et 34 blessés.", [(24, 34)]),
        ("fr", "L'attaque du Front du Nord à Arka a eu lieu mardi ; le bilan est incertain.", [(None, None)]),
        ("en", "Rebels attacked a convoy near Arka, killing nine soldiers and wounding 12.", [(9, 12)]),
    ],
)
def test_an_attack_and_its_toll_are_one_event(language: str, text: str, expected: list[tuple[int | None, int | None]]) -> None:
    assert [(event.killed, event.injured) for event in read_events(text, language=language)] == expected


def test_the_headline_and_the_text_tell_one_strike() -> None:
    found = read_events("Velian air strikes have killed nine farmers in Arka.", title="Velian strikes kill nine in Arka")
    assert [(event.type, event.killed) for event in found] == [(EventType.REMOTE_VIOLENCE, 9)]
