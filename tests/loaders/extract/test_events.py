"""What reports an event and what does not: for each family of the lexicon sentences that fire and sentences that must not."""

from __future__ import annotations

import pytest

from conflictdb.vocabularies import EventStatus, EventType, LocationPrecision, ParticipantRole
from loaders.records import EventDraft
from tests.loaders.extract.invented import read_events

FRONT = ("Northern Front",)


def who(event: EventDraft, role: ParticipantRole) -> tuple[str, ...]:
    return tuple(participant.ref.text for participant in event.participants if participant.role is role)


def told(event: EventDraft) -> tuple[str, str, tuple[str, ...], tuple[str, ...], str | None]:
    return (
        event.type.value,
        event.status.value,
        who(event, ParticipantRole.AGENT),
        who(event, ParticipantRole.TARGET),
        event.location.text if event.location else None,
    )


FIRES = [
    ("The Northern Front captured Arka on Tuesday.", ("territory_capture", "occurred", FRONT, (), "Arka")),
    ("The fall of Arka to the Northern Front stunned Velia.", ("territory_capture", "occurred", FRONT, (), "Arka")),
    ("Rebels took control of Borun.", ("territory_capture", "occurred", ("Rebels",), (), "Borun")),
    ("Arka fell to the Northern Front.", ("territory_capture", "occurred", FRONT, (), "Arka")),
    ("Soldiers clashed with the Northern Front near Borun.", ("battle", "occurred", ("Soldiers", *FRONT), (), "Borun")),
    ("Fighting between the army and the Northern Front has intensified.", ("battle", "ongoing", ("army", *FRONT), (), None)),
    ("The Northern Front launched an offensive in Lower Velia.", ("battle", "occurred", FRONT, (), "Lower Velia")),
    ("The army shelled rebel positions in Borun.", ("remote_violence", "occurred", ("army",), ("rebel positions",), "Borun")),
    ("An explosion at a market in Arka killed 14 people.", ("remote_violence", "occurred", (), (), "Arka")),
    (
        "Gunmen killed nine farmers near Arka on Monday.",
        ("violence_against_civilians", "occurred", ("Gunmen",), ("farmers",), "Arka"),
    ),
    (
        "The massacre of civilians in Borun was carried out by the Northern Front.",
        ("violence_against_civilians", "occurred", FRONT, ("civilians",), "Borun"),
    ),
    ("Gunmen attacked a UNIMIS patrol near Borun.", ("attack_on_protected", "occurred", ("Gunmen",), ("UNIMIS",), "Borun")),
    ("The hospital in Arka was looted.", ("attack_on_protected", "occurred", (), ("hospital",), "Arka")),
    ("Gunmen abducted three traders in Borun.", ("abduction", "occurred", ("Gunmen",), ("traders",), "Borun")),
    ("Police arrested 20 demonstrators in Arka.", ("arrest", "occurred", ("Police",), ("demonstrators",), "Arka")),
    ("Velia deployed 500 soldiers to Borun.", ("troop_deployment", "occurred", ("Velia",), (), "Borun")),
    ("Orland supplied the Northern Front with weapons.", ("troop_deployment", "occurred", ("Orland",), FRONT, None)),
    ("The army withdrew from Borun on Monday.", ("troop_withdrawal", "occurred", ("army",), (), "Borun")),
    ("The withdrawal of UNIMIS from Arka began on Monday.", ("troop_withdrawal", "occurred", ("UNIMIS",), (), "Arka")),
    ("Fighters laid down their arms in Borun.", ("disarmament", "occurred", ("Fighters",), (), "Borun")),
    ("Some 42,000 people have crossed into Orland this month.", ("displacement", "occurred", (), (), "Orland")),
    ("Thousands of students protested in Arka on Sunday.", ("protest", "occurred", ("students",), (), "Arka")),
    ("Students clashed with police in Borun.", ("protest", "occurred", ("Students",), ("police",), "Borun")),
    ("Ada Obi met Jon Marek in Selby.", ("meeting", "occurred", ("Ada Obi", "Jon Marek"), (), "Selby")),
    ("Ada Obi spoke by phone with Jon Marek on Monday.", ("meeting", "occurred", ("Ada Obi", "Jon Marek"), (), None)),
    (
        "A meeting between Ada Obi and Jon Marek took place in Selby.",
        ("meeting", "occurred", ("Ada Obi", "Jon Marek"), (), "Selby"),
    ),
    ("Ada Obi visited Arka on Sunday.", ("meeting", "occurred", ("Ada Obi",), (), "Arka")),
    (
        "Negotiators from Velia and the Northern Front are holding talks in Selby.",
        ("negotiation", "ongoing", ("Velia", *FRONT), (), "Selby"),
    ),
    (
        "Talks between Velia and the Northern Front collapsed on Friday.",
        ("negotiation_breakdown", "occurred", ("Velia", *FRONT), (), None),
    ),
    ("The Northern Front will not attend the talks in Selby.", ("negotiation_breakdown", "occurred", FRONT, (), "Selby")),
    ("Velia and Orland signed a peace agreement in Selby.", ("agreement", "occurred", ("Velia", "Orland"), (), "Selby")),
    ("The Northern Front violated the ceasefire.", ("ceasefire_violation", "occurred", FRONT, (), None)),
    ("The Lakes Union adopted a resolution on Velia.", ("resolution_adoption", "occurred", ("Lakes Union",), (), None)),
    ("The Lakes Union imposed sanctions on Orland.", ("sanction", "occurred", ("Lakes Union",), ("Orland",), None)),
    ("Velia recalled its ambassador from Orland.", ("diplomatic_rupture", "occurred", ("Velia",), ("Orland",), None)),
    ("Prosecutors opened an investigation into the mayor.", ("investigation", "occurred", ("Prosecutors",), ("mayor",), None)),
    ("The Lakes Union delivered food to the town.", ("aid", "occurred", ("Lakes Union",), (), None)),
    ("Orland closed its border with Velia.", ("suspension", "occurred", ("Orland",), ("Velia",), None)),
    ("Velia appointed Ada Obi as minister.", ("governance", "occurred", ("Velia",), ("Ada Obi",), None)),
    (
        "The Northern Front established a parallel administration in Borun.",
        ("governance", "occurred", FRONT, (), "Borun"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), FIRES)
def test_fires(text: str, expected: tuple[object, ...]) -> None:
    assert [told(event) for event in read_events(text)] == [expected]


def test_every_type_has_a_sentence_that_fires() -> None:
    assert {expected[0] for _, expected in FIRES} == {term.value for term in EventType}


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("territory_capture", "The Northern Front has not captured Arka."),
        ("territory_capture", "The film captured the mood of Arka."),
        ("battle", "The two proposals clash with the charter."),
        ("battle", "The army may clash with the Northern Front."),
        ("remote_violence", "Residents feared that the army would shell Borun."),
        ("remote_violence", "The storm hit the coast near Borun."),
        ("violence_against_civilians", "Ada Obi denied that the army had killed civilians."),
        ("violence_against_civilians", "The news killed any hope of a deal."),
        ("attack_on_protected", "The ministry called for the protection of hospitals."),
        ("abduction", "The rebels were urged not to abduct anybody."),
        ("arrest", "If police arrest him, his party will object."),
        ("troop_deployment", "The software was deployed to all offices."),
        ("troop_withdrawal", "Ada Obi urged the army to withdraw from Borun."),
        ("troop_withdrawal", "She withdrew from the race on Monday."),
        ("disarmament", "The company surrendered its licence."),
        ("disarmament", "The rebels were asked to lay down their arms."),
        ("displacement", "Prices have crossed a new threshold."),
        ("protest", "Opposition leaders called for protests."),
        ("protest", "The results demonstrate strong consensus."),
        ("meeting", "The new rules meet the standard."),
        ("negotiation", "The envoy called for talks between Velia and the Northern Front."),
        ("negotiation_breakdown", "The roof of the hall collapsed on Friday."),
        ("agreement", "Velia and Orland have no agreement."),
        ("ceasefire_violation", "The ceasefire must not be violated."),
        ("resolution_adoption", "The Lakes Union should adopt a resolution."),
        ("sanction", "Ada Obi demanded sanctions on Orland."),
        ("diplomatic_rupture", "The factory recalled 500 cars."),
        ("investigation", "Ada Obi called on Velia to open an investigation."),
        ("aid", "Hospitals need food and medicine."),
        ("suspension", "Nobody suspended the rules."),
        ("governance", "The board may appoint a new director."),
        ("battle", "Were two soldiers killed in Borun?"),
    ],
)
def test_does_not_fire(type_: str, text: str) -> None:
    assert type_ in set(EventType)
    assert read_events(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le Front du Nord a pris la ville d'Arka mardi.",
            ("territory_capture", "occurred", ("Front du Nord",), (), "ville d'Arka"),
        ),
        ("Les rebelles se sont emparés de Borun.", ("territory_capture", "occurred", ("rebelles",), (), "Borun")),
        (
            "Des combats ont éclaté entre l'armée et le Front du Nord à Borun.",
            ("battle", "occurred", ("armée", "Front du Nord"), (), "Borun"),
        ),
        (
            "L'armée a bombardé les positions rebelles à Borun.",
            ("remote_violence", "occurred", ("armée",), ("positions rebelles",), "Borun"),
        ),
        (
            "Des rebelles ont tué neuf agriculteurs près d'Arka.",
            ("violence_against_civilians", "occurred", ("rebelles",), ("agriculteurs",), "Arka"),
        ),
        ("Les assaillants ont enlevé trois commerçants.", ("abduction", "occurred", ("assaillants",), ("commerçants",), None)),
        ("La police a arrêté vingt manifestants à Arka.", ("arrest", "occurred", ("police",), ("manifestants",), "Arka")),
        ("Velia a déployé 500 soldats à Borun.", ("troop_deployment", "occurred", ("Velia",), (), "Borun")),
        ("L'armée s'est retirée de Borun lundi.", ("troop_withdrawal", "occurred", ("armée",), (), "Borun")),
        ("Une centaine de rebelles se sont rendus à l'armée.", ("disarmament", "occurred", ("rebelles",), ("armée",), None)),
        ("Plus de 10 000 personnes ont fui vers Orland.", ("displacement", "occurred", (), (), "Orland")),
        ("Des centaines d'étudiants ont manifesté à Arka.", ("protest", "occurred", ("étudiants",), (), "Arka")),
        ("Ada Obi a rencontré Jon Marek à Selby.", ("meeting", "occurred", ("Ada Obi", "Jon Marek"), (), "Selby")),
        ("Velia et Orland ont signé un accord de paix à Selby.", ("agreement", "occurred", ("Velia", "Orland"), (), "Selby")),
        ("Le Front du Nord a violé le cessez-le-feu.", ("ceasefire_violation", "occurred", ("Front du Nord",), (), None)),
        ("L'Union des Lacs a adopté une résolution.", ("resolution_adoption", "occurred", ("Union des Lacs",), (), None)),
        ("L'Union des Lacs a imposé des sanctions à Orland.", ("sanction", "occurred", ("Union des Lacs",), ("Orland",), None)),
        ("Velia a rappelé son ambassadeur.", ("diplomatic_rupture", "occurred", ("Velia",), (), None)),
        ("Le procureur a ouvert une enquête.", ("investigation", "occurred", ("procureur",), (), None)),
        ("L'Union des Lacs a distribué des vivres à Borun.", ("aid", "occurred", ("Union des Lacs",), (), "Borun")),
        ("Velia a suspendu les vols vers Orland.", ("suspension", "occurred", ("Velia",), (), "Orland")),
        ("Velia a nommé un nouveau gouverneur.", ("governance", "occurred", ("Velia",), ("nouveau gouverneur",), None)),
    ],
)
def test_fires_in_french(text: str, expected: tuple[object, ...]) -> None:
    assert [told(event) for event in read_events(text, language="fr")] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Le Front du Nord n'a pas pris la ville d'Arka.",
        "Le Front du Nord pourrait prendre Arka.",
        "Ada Obi a appelé l'armée à se retirer de Borun.",
        "Si l'armée se retire, la ville tombera.",
        "Velia a démenti avoir bombardé Borun.",
        "Ada Obi a demandé des sanctions contre Orland.",
        "Le livre a pris la poussière.",
        "Les autorités doivent arrêter les coupables.",
        "Aucun civil n'a été tué.",
    ],
)
def test_does_not_fire_in_french(text: str) -> None:
    assert read_events(text, language="fr") == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The army withdrew from Borun.", EventStatus.OCCURRED),
        ("The army has withdrawn from Borun.", EventStatus.OCCURRED),
        ("The army is withdrawing from Borun.", EventStatus.ONGOING),
        ("The army continues to shell Borun.", EventStatus.ONGOING),
        ("The army will withdraw from Borun.", EventStatus.PLANNED),
        ("The army said it would withdraw from Borun.", EventStatus.PLANNED),
        ("The army plans to withdraw from Borun.", EventStatus.PLANNED),
        ("The army is due to leave Borun.", EventStatus.PLANNED),
        ("The army allegedly shelled Borun.", EventStatus.ALLEGED),
        ("Ada Obi accused the army of shelling Borun.", EventStatus.ALLEGED),
        ("The army is believed to have shelled Borun.", EventStatus.ALLEGED),
        ("Flights to Orland have been suspended since Sunday.", EventStatus.ONGOING),
    ],
)
def test_status(text: str, status: EventStatus) -> None:
    assert [event.status for event in read_events(text)] == [status]


def test_a_meeting_called_off_is_a_breakdown_and_a_meeting_that_is_off() -> None:
    found = read_events("A meeting between Ada Obi and Jon Marek in Selby was called off last month.")
    assert {(event.type, event.status) for event in found} == {
        (EventType.NEGOTIATION_BREAKDOWN, EventStatus.OCCURRED),
        (EventType.MEETING, EventStatus.CALLED_OFF),
    }


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("Orland has hosted talks between Velia and the Northern Front.", ParticipantRole.HOST, ("Orland",)),
        ("Orland brokered talks between Velia and the Northern Front.", ParticipantRole.MEDIATOR, ("Orland",)),
    ],
)
def test_hosts_and_mediators(text: str, role: ParticipantRole, expected: tuple[str, ...]) -> None:
    (event,) = read_events(text)
    assert who(event, role) == expected
    assert who(event, ParticipantRole.AGENT) == ("Velia", "Northern Front")


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("Borun was shelled by the army.", ("army",)),
        ("The army entered Arka, killing two farmers.", ("army",)),
        ("Members of the Northern Front captured Arka.", FRONT),
        ("Men believed to belong to the Northern Front attacked a village near Arka.", FRONT),
        ("The army and the Northern Front clashed near Arka.", ("army", *FRONT)),
        ("The Northern Front, which has captured Arka, is silent.", FRONT),
    ],
)
def test_who_did_it(text: str, agents: tuple[str, ...]) -> None:
    assert who(read_events(text)[0], ParticipantRole.AGENT) == agents


@pytest.mark.parametrize(
    ("text", "killed", "injured", "displaced"),
    [
        ("Gunmen killed at least 12 civilians in Borun.", (12, 12, None), None, None),
        ("Gunmen killed between 20 and 30 civilians in Borun.", (20, 20, 30), None, None),
        ("Gunmen killed several civilians in Borun.", (None, None, None), None, None),
        ("A peacekeeper was killed in Borun.", (1, None, None), None, None),
        ("Gunmen wounded four civilians in Borun.", (None, None, None), 4, None),
        ("The attack in Borun left 12 people dead.", (12, None, None), None, None),
        ("More than 200,000 people have been uprooted.", (None, None, None), None, 200_000),
        ("Over 2 million people have been displaced.", (None, None, None), None, 2_000_000),
    ],
)
def test_counts(text: str, killed: tuple[int | None, ...], injured: int | None, displaced: int | None) -> None:
    (event,) = read_events(text)
    assert (event.killed, event.killed_low, event.killed_high) == killed
    assert (event.injured, event.displaced) == (injured, displaced)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("The army shelled positions in Borun.", LocationPrecision.EXACT),
        ("The army shelled positions near Borun.", LocationPrecision.NEAR),
        ("The army shelled positions in Lower Velia.", LocationPrecision.ADMIN),
        ("The army shelled positions in Orland.", LocationPrecision.COUNTRY),
        ("The army shelled positions.", LocationPrecision.UNKNOWN),
    ],
)
def test_precision_of_place(text: str, precision: LocationPrecision) -> None:
    assert [event.location_precision for event in read_events(text)] == [precision]


@pytest.mark.parametrize(
    ("text", "date_text"),
    [
        ("The Northern Front captured Arka on Tuesday.", "Tuesday"),
        ("On Tuesday, the Northern Front captured Arka.", "Tuesday"),
        ("The army said on Tuesday that the Northern Front had captured Arka.", None),
        ("The mandate was extended and the Northern Front captured Arka in March 2020.", "March 2020"),
    ],
)
def test_date_of_the_event_is_not_that_of_the_report(text: str, date_text: str | None) -> None:
    assert [event.date_text for event in read_events(text)] == [date_text]


def test_two_towns_taken_are_two_events_of_one_clause() -> None:
    first, second = read_events("The Northern Front captured Arka and Borun.")
    assert (first.location.text if first.location else None, second.location.text if second.location else None) == (
        "Arka",
        "Borun",
    )
    assert first.text == second.text == "The Northern Front captured Arka and Borun"


def test_told_again_is_one_event_with_what_each_telling_adds() -> None:
    (event,) = read_events(
        "The Northern Front captured Arka on Tuesday.",
        "The capture of Arka by the Northern Front surprised many.",
        title="Rebels take Arka",
    )
    assert told(event) == ("territory_capture", "occurred", FRONT, (), "Arka")
    assert event.text == "The Northern Front captured Arka on Tuesday"


def test_two_attacks_with_different_tolls_stay_two() -> None:
    found = read_events("Gunmen killed five farmers in Borun.", "Gunmen killed nine farmers in Borun.")
    assert [event.killed for event in found] == [5, 9]


def test_deaths_in_the_next_sentence_belong_to_the_attack() -> None:
    (event,) = read_events("Gunmen attacked a village near Arka on Monday. At least 12 people were killed.")
    assert (event.type, event.killed, event.date_text) == (EventType.VIOLENCE_AGAINST_CIVILIANS, 12, "Monday")


def test_text_and_evidence_are_the_documents_own() -> None:
    text = "Officials were silent. But the Northern Front captured Arka, residents said."
    (event,) = read_events(text)
    assert text[event.clause.start : event.clause.end] == event.text == "the Northern Front captured Arka"
    assert text[event.evidence.start : event.evidence.end] == "But the Northern Front captured Arka, residents said."


def test_an_adopted_resolution_is_tied_by_its_number() -> None:
    (event,) = read_events("The Security Council adopted resolution 2773 on Friday.")
    assert (event.type, event.resolutions) == (EventType.RESOLUTION_ADOPTION, (2773,))


def test_a_list_of_places_and_days_gives_one_event_each() -> None:
    found = read_events(
        "Une position de l'armée a été attaquée à Arka le 3 mars. C'est le cas de Borun le 4 mars, de Selby le 5 mars.",
        language="fr",
    )
    assert [(event.location.text if event.location else None, event.date_text) for event in found] == [
        ("Arka", "3 mars"),
        ("Borun", "4 mars"),
        ("Selby", "5 mars"),
    ]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Angry residents threw stones at the patrol.", EventType.PROTEST),
        ("The rebels walked out of the talks on Tuesday.", EventType.NEGOTIATION_BREAKDOWN),
        ("The government ruled out talks with the rebels.", EventType.NEGOTIATION_BREAKDOWN),
        ("A new round of talks opened in Selby on Monday.", EventType.NEGOTIATION),
        ("Thousands of families have sought refuge in schools.", EventType.DISPLACEMENT),
        ("The court issued an arrest warrant for the warlord.", EventType.ARREST),
        ("The airline cancelled all flights to Arka.", EventType.SUSPENSION),
        ("Soldiers seized power in a coup on Tuesday.", EventType.GOVERNANCE),
        ("Lawmakers passed a bill granting amnesty to the rebels.", EventType.RESOLUTION_ADOPTION),
        ("Troops crossed the border to pursue the rebels.", EventType.TROOP_DEPLOYMENT),
    ],
)
def test_phrases_of_the_trade(text: str, type_: EventType) -> None:
    assert [event.type for event in read_events(text)] == [type_]


@pytest.mark.parametrize(
    "text",
    [
        "She threw a party for the patrol.",
        "The rebels walked out of the church.",
        "The doctor ruled out a fracture.",
        "A new round of drinks was served in Selby.",
        "The families have sought advice in schools.",
        "The court issued a new calendar.",
        "The singer cancelled her subscription.",
        "Nobody seized the chance.",
        "Lawmakers passed the old mill.",
        "Pupils crossed the street to greet the mayor.",
    ],
)
def test_the_same_verbs_without_the_phrase(text: str) -> None:
    assert read_events(text) == ()


WIDER = [
    ("Drones slammed into a power station in Borun on Monday.", EventType.REMOTE_VIOLENCE),
    ("Gunmen torched 12 trucks near Arka.", EventType.VIOLENCE_AGAINST_CIVILIANS),
    ("Soldiers hoisted their flag in Borun.", EventType.TERRITORY_CAPTURE),
    ("Ada Obi sat down with Jon Marek in Selby.", EventType.MEETING),
    ("Teachers walked off the job in Arka.", EventType.PROTEST),
    ("The army sent a battalion to Borun.", EventType.TROOP_DEPLOYMENT),
    ("Talks in Selby broke off in July.", EventType.NEGOTIATION_BREAKDOWN),
    ("Police picked up Jon Marek in Arka.", EventType.ARREST),
    ("The border crossing was reopened on Monday.", EventType.SUSPENSION),
]


@pytest.mark.parametrize(("text", "type_"), WIDER)
def test_the_wider_wording(text: str, type_: EventType) -> None:
    assert [event.type for event in read_events(text)] == [type_]


@pytest.mark.parametrize(
    "text",
    [
        "The minister shot back that it was false.",
        "The report hit the shelves in Arka.",
        "The price of fuel hit families hard.",
        "She took office supplies to the school.",
        "The company seized the opportunity.",
        "The storm flattened houses in Borun.",
    ],
)
def test_the_wider_wording_of_other_things(text: str) -> None:
    assert read_events(text) == ()


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Renewed fighting in Arka has claimed the lives of at least 19 civilians.", 19, None),
        ("Gunmen attacked a market in Arka. Nine people were wounded.", None, 9),
        ("Gunmen attacked a market in Arka. The minister visited nine wounded soldiers later.", None, None),
    ],
)
def test_the_dead_and_the_hurt_of_an_event(text: str, killed: int | None, injured: int | None) -> None:
    assert [(event.killed, event.injured) for event in read_events(text) if event.type.value != "meeting"] == [(killed, injured)]


@pytest.mark.parametrize(
    ("sentence", "agents"),
    [
        ("Russian missiles struck a power station in Arka.", ("Russian",)),
        ("Heavy missiles struck a power station in Arka.", ()),
        ("The ambush of a convoy near Arka killed nine soldiers.", ()),
    ],
)
def test_the_nation_of_a_weapon_acts(sentence: str, agents: tuple[str, ...]) -> None:
    assert [who(event, ParticipantRole.AGENT) for event in read_events(sentence)] == [agents]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Foreign ministers gather in Arka on 3 April 2025.", "planned"),
        ("Foreign ministers gathered in Arka on 3 March 2025.", "occurred"),
        ("Nine villagers have been killed in Arka since Sunday.", "occurred"),
    ],
)
def test_what_is_later_than_the_report_is_planned(sentence: str, status: str) -> None:
    assert [event.status.value for event in read_events(sentence)] == [status]


@pytest.mark.parametrize(
    ("language", "sentence", "date_text"),
    [
        ("en", "Drones hit a power station in Arka overnight.", "overnight"),
        ("en", "Drones hit a power station in Arka overnight into Wednesday.", "Wednesday"),
        ("en", "The Northern Front captured Arka in its first raid since May.", None),
        ("en", "The Northern Front has shelled Arka since May.", "May"),
        ("en", "At least 300 people have fled Arka since Monday.", "Monday"),
        ("en", "The army shelled Arka before the elections due to be held on 28 April.", None),
        ("en", "Clashes broke out in Arka before elections due on 28 April.", None),
        ("en", "The army said on Tuesday it had captured Arka.", None),
        ("en", "The army said that on Tuesday it had captured Arka.", "Tuesday"),
        ("en", "An attack that took place on Tuesday killed nine villagers.", "Tuesday"),
        ("en", "The war, which began in April 2023, has killed thousands of civilians.", None),
        ("en", "Talks scheduled for Monday will be held in Selby.", "Monday"),
        ("en", "The army will deploy 300 soldiers in Arka by the end of the month.", "the end of the month"),
        ("en", "The army had captured Arka until May.", None),
        ("fr", "Le Front du Nord a pris Arka samedi.", "samedi"),
        ("fr", "Le Front du Nord est installé depuis mai à Arka, où il a tué douze civils.", None),
    ],
)  # fmt: skip
def test_which_date_an_event_takes(language: str, sentence: str, date_text: str | None) -> None:
    assert {event.date_text for event in read_events(sentence, language=language)} == {date_text}


def test_hours_later_is_the_day_told_last() -> None:
    _, visit = read_events("The Northern Front captured Arka on Tuesday.", "Ada Obi visited Arka a few hours later.")
    assert visit.date is not None
    assert visit.date.start.isoformat() == "2025-03-18"


@pytest.mark.parametrize(
    ("language", "paragraphs", "place"),
    [
        ("en", ("The Northern Front took Borun.", "It killed nine villagers in the town."), "Borun"),
        ("en", ("Borun is poor.", "Police arrested nine students in the eastern city of Arka."), "city of Arka"),
        ("en", ("Selby lies in Orland.", "Police arrested nine students in a city."), None),
        ("en", ("Lower Velia is poor.", "Police arrested nine students in the province."), "Lower Velia"),
        ("en", ("Orland is small. Orland is rich. Velia is poor.", "Police arrested nine students in the country."), "Orland"),
        ("en", ("Arka is poor.", "Police arrested nine students in the capital."), None),
        ("fr", ("Borun est calme.", "La police a arrêté neuf étudiants dans la ville."), "Borun"),
        ("fr", ("Borun est calme.", "La police a arrêté neuf étudiants dans une ville."), None),
        ("fr", ("Le Front du Nord a attaqué un convoi à destination de Borun.",), None),
        ("fr", ("Le Front du Nord a attaqué un convoi à Borun.",), "Borun"),
    ],
)  # fmt: skip
def test_the_place_that_a_description_stands_for(language: str, paragraphs: tuple[str, ...], place: str | None) -> None:
    event = read_events(*paragraphs, language=language)[-1]
    assert (event.location.text if event.location else None) == place


@pytest.mark.parametrize(
    ("language", "sentence", "place"),
    [
        ("en", "The Selby agreement between Velia and the Northern Front was signed.", "Selby"),
        ("en", "Velia and the Northern Front signed the Selby agreement.", "Selby"),
        ("en", "Velia and the Northern Front signed the Arka-Borun agreement.", None),
        ("en", "Velia and the Northern Front signed a peace agreement.", None),
    ],
)
def test_an_accord_is_called_after_its_town(language: str, sentence: str, place: str | None) -> None:
    assert {event.location.text if event.location else None for event in read_events(sentence, language=language)} == {place}


@pytest.mark.parametrize(
    ("language", "sentence", "status"),
    [
        ("en", "Renewed fighting between the army and the Northern Front alarmed Ada Obi.", "ongoing"),
        ("en", "The fighting between the army and the Northern Front alarmed Ada Obi.", "occurred"),
        ("en", "Nine soldiers died after fighting between the army and the Northern Front.", "occurred"),
        ("en", "The summit directed that the border crossing at Arka be closed.", "planned"),
        ("en", "The border crossing at Arka was closed.", "occurred"),
        ("fr", "Le Front du Nord vient de prendre Arka.", "occurred"),
        ("fr", "Le Front du Nord commence à bombarder Arka.", "ongoing"),
    ],
)
def test_what_goes_on_what_is_directed_and_what_is_just_done(language: str, sentence: str, status: str) -> None:
    assert {event.status.value for event in read_events(sentence, language=language)} == {status}


@pytest.mark.parametrize(
    ("title", "sentence", "day"),
    [
        ("LIVE: Shells fall on Arka", "The army has shelled Arka.", "2025-03-20"),
        ("LIVE: Shells fall on Arka", "The army had shelled Arka.", None),
        ("LIVE: Shells fall on Arka", "The army will shell Arka.", None),
        ("LIVE: Shells fall on Arka", "The army shelled Arka on Tuesday.", "2025-03-18"),
        ("Shells fall on Arka", "The army has shelled Arka.", None),
    ],
)
def test_a_running_report_dates_what_it_reports(title: str, sentence: str, day: str | None) -> None:
    assert {event.date.start.isoformat() if event.date else None for event in read_events(sentence, title=title)} >= {day}


@pytest.mark.parametrize(
    ("language", "sentence", "place"),
    [
        ("en", "Nine villagers were killed, Ada Obi told reporters in Selby.", None),
        ("en", "Nine villagers were killed in Borun, Ada Obi told reporters in Selby.", "Borun"),
        ("en", "Protesters angry over the situation of Borun marched in Arka.", "Arka"),
        ("en", "The army attacked positions on the outskirts of Borun.", "Borun"),
        ("en", "The army withdrew, while talks went on in Selby.", None),
        ("en", "The army withdrew in Borun, while talks went on in Selby.", "Borun"),
    ],
)
def test_where_it_is_told_or_something_else_happens_is_not_its_place(language: str, sentence: str, place: str | None) -> None:
    first = read_events(sentence, language=language)[0]
    assert (first.location.text if first.location else None) == place
