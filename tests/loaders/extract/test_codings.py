"""What PLOVER codes beyond events: sentences that are coded, with who acts towards whom, and sentences that must not be."""

from __future__ import annotations

from typing import Any

import pytest

from conflictdb.vocabularies import ParticipantRole
from loaders.extract.coding_lexicon import PLOVER, coding_lexicon
from loaders.extract.codings import codings
from loaders.extract.dates import dates
from loaders.extract.event_lexicon import FrameLoader
from loaders.extract.events import events
from loaders.gazetteer import Gazetteer
from loaders.link import link
from loaders.printed import printed
from loaders.records import CodingDraft, Drafts
from loaders.vocab import VocabularyError, table
from tests.loaders.extract.invented import ACTORS, PLACES, annotated

KNOWN = Gazetteer(actors={actor.slug: actor for actor in ACTORS}, places={place.slug: place for place in PLACES})


def told(coding: CodingDraft) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    agents = tuple(p.ref.text for p in coding.participants if p.role is ParticipantRole.AGENT)
    targets = tuple(p.ref.text for p in coding.participants if p.role is ParticipantRole.TARGET)
    return coding.plover_type, agents, targets


CODED = [
    ("Velia accused Orland of arming the Northern Front.", ("ACCUSE", ("Velia",), ("Orland",))),
    ("Orland was accused by Velia of burning a village.", ("ACCUSE", ("Velia",), ("Orland",))),
    ("Velia condemned Orland's treatment of refugees.", ("ACCUSE", ("Velia",), ("Orland",))),
    ("Lawmakers said Orland had armed the rebels.", ("ACCUSE", ("Lawmakers",), ("Orland",))),
    ("Velia urged its allies to send doctors.", ("REQUEST", ("Velia",), ("its allies",))),
    ("The Lakes Union called on Velia to open the border.", ("REQUEST", ("Lakes Union",), ("Velia",))),
    ("Protesters demanded the resignation of the president.", ("REQUEST", ("Protesters",), ("president",))),
    ("Velia rejected an offer by Orland.", ("REJECT", ("Velia",), ("Orland",))),
    ("Velia refused to recognise Orland.", ("REJECT", ("Velia",), ("Orland",))),
    ("Velia will not attend the talks.", ("REJECT", ("Velia",), ())),
    ("Velia threatened to strike Orland.", ("THREATEN", ("Velia",), ("Orland",))),
    ("Velia vowed to attack Orland.", ("THREATEN", ("Velia",), ("Orland",))),
    ("Velia warned Orland of consequences.", ("THREATEN", ("Velia",), ("Orland",))),
    ("Velia agreed to release the prisoners.", ("AGREE", ("Velia",), ())),
    ("Velia will provide Orland with fuel.", ("AGREE", ("Velia",), ("Orland",))),
    ("Velia praised Orland for its help.", ("SUPPORT", ("Velia",), ("Orland",))),
    ("Velia expressed solidarity with Orland.", ("SUPPORT", ("Velia",), ("Orland",))),
    ("The prime minister resigned on Tuesday.", ("YIELD", ("prime minister",), ())),
    ("Velia shared intelligence with Orland.", ("COOPERATE", ("Velia",), ("Orland",))),
    ("Velia expelled two diplomats.", ("SANCTION", ("Velia",), ("diplomats",))),
    ("Police fired tear gas at the marchers.", ("COERCE", ("Police",), ("marchers",))),
    ("Velia put its army on alert.", ("MOBILIZE", ("Velia",), ())),
    ("Velia does not recognise Orland.", ("REJECT", ("Velia",), ("Orland",))),
    ("Velia reiterated its opposition to the corridor.", ("REJECT", ("Velia",), ())),
    ("Velia broke off negotiations with Orland.", ("SANCTION", ("Velia",), ("Orland",))),
    ("Velia was hit with sanctions by Orland.", ("SANCTION", ("Orland",), ("Velia",))),
    ("Velia is considering sanctions against Orland.", ("THREATEN", ("Velia",), ("Orland",))),
    ("Velia's military rulers threatened to expel the envoy.", ("THREATEN", ("Velia's military rulers",), ())),
    ("Velia gave the rebels an ultimatum.", ("THREATEN", ("Velia",), ("rebels",))),
    ("Velia threatened to launch an offensive in Orland.", ("THREATEN", ("Velia",), ("Orland",))),
    ("The lawyer vowed to appeal.", ("THREATEN", ("lawyer",), ())),
    ("The minister drew a threat from the rebels.", ("THREATEN", ("rebels",), ("minister",))),
    ("The minister drew a rebuke from Orland.", ("ACCUSE", ("Orland",), ("minister",))),
    ("Prosecutors alleged that the mayor took bribes.", ("ACCUSE", ("Prosecutors",), ("mayor",))),
    ("Velia held Orland responsible for the raid.", ("ACCUSE", ("Velia",), ("Orland",))),
    ("Velia demanded that Orland release the tanker.", ("REQUEST", ("Velia",), ("Orland",))),
    ("Velia insists that Orland must change its law.", ("REQUEST", ("Velia",), ("Orland",))),
    ("Velia asked Orland to send doctors.", ("REQUEST", ("Velia",), ("Orland",))),
    ("Velia asked Orland for weapons.", ("REQUEST", ("Velia",), ("Orland",))),
    ("Families pressed the government for answers.", ("REQUEST", ("Families",), ("government",))),
    ("Velia plans to send tanks to Orland.", ("AGREE", ("Velia",), ("Orland",))),
    ("Velia accepted Orland's proposal.", ("AGREE", ("Velia",), ("Orland",))),
    ("Velia was given 40 vehicles by Orland.", ("AID", ("Orland",), ("Velia",))),
    ("Velia received gas from Orland.", ("AID", ("Orland",), ("Velia",))),
    ("Velia is sending crews to Orland.", ("AID", ("Velia",), ("Orland",))),
    ("Velia and Orland established a joint commission on trade.", ("COOPERATE", ("Velia", "Orland"), ())),
    ("Velia and Orland are working together.", ("COOPERATE", ("Velia", "Orland"), ())),
    ("Velia released four hostages.", ("RETREAT", ("Velia",), ("hostages",))),
    ("The prime minister retained confidence in the minister.", ("SUPPORT", ("prime minister",), ("minister",))),
    ("Parliament approved the president's nominee.", ("SUPPORT", ("Parliament",), ("president's nominee",))),
    ("Students boycotted classes.", ("PROTEST", ("Students",), ())),
    ("Nurses walked out over pay.", ("PROTEST", ("Nurses",), ())),
    ("Students staged a sit-in in Arka.", ("PROTEST", ("Students",), ())),
    ("Police fired tear gas to disperse the marchers.", ("COERCE", ("Police",), ("marchers",))),
    ("The minister called the charge baseless.", ("REJECT", ("minister",), ())),
    ("The minister described the report as false.", ("REJECT", ("minister",), ())),
    ("The mayor called the governor a traitor.", ("ACCUSE", ("mayor",), ("governor",))),
    ("A jury found the governor guilty.", ("COERCE", ("jury",), ("governor",))),
    ("Opposition parties called for the president to step down.", ("REQUEST", ("Opposition parties",), ("president",))),
    ("She said she would ask Orland for help.", ("REQUEST", ("she",), ("Orland",))),
    ("He said his party would boycott the assembly.", ("REJECT", ("his party",), ("assembly",))),
    ("The minister blamed Orland for the crisis.", ("ACCUSE", ("minister",), ("Orland",))),
    ("Velia denounced Orland's raids.", ("ACCUSE", ("Velia",), ("Orland",))),
    ("The hostages were freed on Monday.", ("RETREAT", (), ("hostages",))),
    ("Velia asked a court yesterday to free Ada Obi.", ("REQUEST", ("Velia",), ("court",))),
    ("Velia said it would take countermeasures.", ("THREATEN", ("Velia",), ())),
    ("Lawmakers voted to impeach the president.", ("ACCUSE", ("Lawmakers",), ("president",))),
    ("Its members voted to reject the offer.", ("REJECT", ("Its members",), ())),
    ("Parliament voted to back the minister.", ("SUPPORT", ("Parliament",), ("minister",))),
    ("The parliament ratified the pact.", ("AGREE", ("parliament",), ())),
    ("Velia and Orland signed a joint statement.", ("AGREE", ("Velia", "Orland"), ())),
    ("Students hurled stones at police and burned tyres.", ("PROTEST", ("Students",), ("police",))),
    ("Velia bowed to the rebels and dropped the bill.", ("YIELD", ("Velia",), ("rebels",))),
]


@pytest.mark.parametrize(("sentence", "coding"), CODED)
def test_a_sentence_is_coded_with_its_parties(sentence: str, coding: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert [told(one) for one in codings(annotated(sentence))] == [coding]


FRENCH = [
    ("Velia accuse Orland de soutenir les rebelles.", ("ACCUSE", ("Velia",), ("Orland",))),
    ("Velia a exhorté Orland à ouvrir la frontière.", ("REQUEST", ("Velia",), ("Orland",))),
    ("Velia a rejeté l'offre de dialogue.", ("REJECT", ("Velia",), ())),
    ("Le ministre a démissionné mardi.", ("YIELD", ("ministre",), ())),
]


@pytest.mark.parametrize(("sentence", "coding"), FRENCH)
def test_a_french_sentence_is_coded(sentence: str, coding: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert [told(one) for one in codings(annotated(sentence, language="fr"))] == [coding]


@pytest.mark.parametrize(
    "sentence",
    [
        "Velia has not accused Orland.",
        "The minister declined to comment.",
        "The storm threatened the harvest.",
        "Pickens pleaded guilty last year.",
        "They would stay until the harvest.",
        "The museum in Arka reopened after two years.",
        "If Velia rejects the offer, nothing changes.",
        "She asked.",
        "The child asked a question.",
        "A child asked herself what had happened.",
        "The bank closed two branches.",
        "The board member questioned the figures.",
        "The court barred sales of the phone.",
        "Survivors complained.",
        "He has turned down a move to another club.",
        "She refused to rule out a new vote.",
        "The storm gave the town a week to recover.",
        "Velia plans to rest.",
        "Velia was not asked to send doctors.",
        "Rising prices threaten the recovery.",
        "The bakers complained that flour was dear.",
        "The minister blamed high prices.",
        "Residents said bodies were lying in the streets.",
        "Jon Marek, who coordinates relief for a charity, was in Arka.",
        "The mayor called the plan bold.",
        "The mayor found the road closed.",
        "Police fired guns to test them.",
        "She would ask Orland for help.",
        "The minister said it would take time.",
        "The town voted to build a bridge.",
        "The officer signed the wall.",
    ],
)
def test_no_act_is_not_coded(sentence: str) -> None:
    assert codings(annotated(sentence)) == ()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Velia accuses Orland", ["ACCUSE"]),
        ("Orland accuses Velia", ["ACCUSE", "ACCUSE"]),
        ("Velia praises Orland", ["SUPPORT", "ACCUSE"]),
    ],
)
def test_what_the_headline_repeats_is_coded_once(title: str, expected: list[str]) -> None:
    given = annotated("Velia accused Orland of arming the rebels.", title=title)
    assert [coding.plover_type for coding in codings(given)] == expected


def test_what_two_do_to_each_other_is_two_acts() -> None:
    given = annotated("Velia and Orland accused each other of shelling Arka.")
    expected = [("ACCUSE", ("Velia",), ("Orland",)), ("ACCUSE", ("Orland",), ("Velia",))]
    assert [told(one) for one in codings(given)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Soldiers laid down their weapons and surrendered to the Northern Front.", ["RETREAT"]),
        ("Soldiers surrendered, while the rebels laid down their weapons.", ["RETREAT", "RETREAT"]),
    ],
)
def test_what_goes_on_with_an_event_is_coded_once(sentence: str, expected: list[str]) -> None:
    given = annotated(sentence)
    drafts = Drafts(events=events(given, dates(given), ()), codings=codings(given))
    found = [event["plover_type"] for event in printed(link(given, drafts, KNOWN), KNOWN)["events"]]
    assert [name for name in found if name] == expected


PRINTED = [
    ("A drone struck a fuel depot in Arka.", ("ASSAULT", [("target", "fuel depot")])),
    ("Shelling in Arka killed eleven people.", ("ASSAULT", [("target", "eleven people")])),
    ("The army shelled the rebels in Arka.", ("ASSAULT", [("agent", "army"), ("target", "rebels")])),
    ("Talks in Selby broke down on Monday.", (None, [])),
    ("Talks between Velia and Orland broke down on Monday.", (None, [("agent", "Velia"), ("agent", "Orland")])),
    ("Velia and the rebels met in Selby on Monday.", ("CONSULT", [("agent", "Velia"), ("agent", "rebels")])),
]


@pytest.mark.parametrize(("sentence", "expected"), PRINTED)
def test_an_event_is_coded_with_what_it_was_done_to(sentence: str, expected: tuple[str | None, list[tuple[str, str]]]) -> None:
    given = annotated(sentence)
    (event,) = printed(link(given, Drafts(events=events(given, dates(given), ())), KNOWN), KNOWN)["events"]
    assert (event["plover_type"], [(part["role"], part["text"]) for part in event["participants"]]) == expected


def test_what_is_no_party_is_printed_and_not_stored() -> None:
    given = annotated("A drone struck a fuel depot in Arka.")
    (event,) = link(given, Drafts(events=events(given, dates(given), ())), KNOWN).events
    assert (event.participants, event.struck) == ((), ("fuel depot",))


def test_what_is_only_spoken_of_inside_an_act_is_coded_as_the_act() -> None:
    given = annotated("Velia agreed to withdraw its troops from Arka.")
    (coding,) = codings(given)
    assert coding.within(coding.trigger)
    assert given.document.text[coding.scope.start : coding.scope.end] == "agreed to withdraw its troops from Arka"


def test_a_coding_is_printed_among_the_events_with_a_type_of_its_own() -> None:
    given = annotated("Velia accused Orland of arming the rebels.")
    (event,) = printed(link(given, Drafts(codings=codings(given)), KNOWN), KNOWN)["events"]
    assert (event["type"], event["plover_type"]) == ("plover_only", "ACCUSE")
    assert [(part["role"], part["text"]) for part in event["participants"]] == [("agent", "Velia"), ("target", "Orland")]


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"type": "BLAME", "verbs": ["blame"]}, "'BLAME' is no event type"),
        ({"type": "ACCUSE", "verb": ["blame"]}, "needs 'verbs'"),
    ],
)
def test_an_unusable_entry_is_refused_with_its_place(entry: dict[str, Any], complaint: str) -> None:
    content = {"en": {**table("plover")["en"], "verb": [entry], "class": table("events")["en"]["class"]}}
    with pytest.raises(VocabularyError, match=r"plover\.toml(:\d+)? \[\[en\.verb\]\] 1: ") as refusal:
        FrameLoader("en", content, "plover", PLOVER).index("verb", "verbs")
    assert complaint in str(refusal.value)


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(VocabularyError, match=r"no section \[xx\]"):
        coding_lexicon("xx")
