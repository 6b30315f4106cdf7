"""What a content is about, by its own words and by what stands around it."""

from __future__ import annotations

import pytest

from loaders.extract.topics import Surroundings, topics_of

ENGLISH = [
    ("an end to hostilities before the rains", {"ceasefire"}),
    ("both camps to return to the negotiating table", {"peace-talks"}),
    ("the parties signed the peace accord in good time", {"peace-agreement"}),
    ("every foreign soldier must go: the withdrawal of foreign troops is overdue", {"foreign-forces-withdrawal"}),
    ("the blue helmets will leave the province in June", {"monusco-withdrawal"}),
    ("the neighbour stop arming the rebels", {"support-to-armed-groups"}),
    ("the rebels had seized two villages", {"armed-group-offensive"}),
    ("its bases will protect displaced people", {"protection-of-civilians", "displacement"}),
    ("gunmen killed nine villagers at dawn", {"violence-against-civilians"}),
    ("two peacekeepers were killed by a roadside bomb", {"attacks-on-peacekeepers"}),
    ("the mission's mandate be renewed", {"peacekeeping-mandate"}),
    ("the regional force had arrived", {"regional-force"}),
    ("an asset freeze and a travel ban", {"sanctions"}),
    ("children are dying of malnutrition", {"humanitarian-situation"}),
    ("aid convoys are blocked at the bridge", {"humanitarian-access"}),
    ("those responsible must be brought to justice", {"accountability"}),
    ("two suspects had been detained near the bridge", {"accountability"}),
    ("survivors of rape need care", {"sexual-violence"}),
    ("an act of aggression against its territorial integrity", {"sovereignty"}),
    ("a wider war could engulf the whole region", {"regional-escalation"}),
    ("thirty fighters had laid down their arms", {"disarmament"}),
    ("smuggled coltan leaves by night", {"minerals"}),
    ("the election will be postponed", {"governance"}),
    ("police had detained journalists", {"human-rights"}),
    ("it recalled its ambassador", {"bilateral-relations"}),
]
FRENCH = [
    ("une trêve d'un mois", {"ceasefire"}),
    ("la reprise des pourparlers", {"peace-talks"}),
    ("le respect de la feuille de route", {"peace-agreement"}),
    ("le retrait des troupes étrangères", {"foreign-forces-withdrawal"}),
    ("le départ de la mission onusienne", {"monusco-withdrawal"}),
    ("les attaques contre les casques bleus", {"attacks-on-peacekeepers"}),
    ("l'envoi d'une force conjointe", {"regional-force"}),
    ("le voisin de soutenir les rebelles", {"support-to-armed-groups"}),
    ("la prise de deux localités", {"armed-group-offensive"}),
    ("protéger les civils", {"protection-of-civilians"}),
    ("des hommes armés ont tué neuf villageois", {"violence-against-civilians"}),
    ("un casque bleu a été blessé", {"attacks-on-peacekeepers"}),
    ("le gel des avoirs du général", {"sanctions"}),
    ("les familles manquent de vivres", {"humanitarian-situation"}),
    ("l'ouverture d'un corridor humanitaire", {"humanitarian-access"}),
    ("les auteurs soient poursuivis", {"accountability"}),
    ("des viols commis sur la route", {"sexual-violence"}),
    ("une ingérence dans ses affaires intérieures", {"sovereignty"}),
    ("un embrasement de la région", {"regional-escalation"}),
    ("déposer les armes", {"disarmament"}),
    ("le coltan sort la nuit", {"minerals"}),
    ("le report du scrutin", {"governance"}),
    ("le rappel de son ambassadeur", {"bilateral-relations"}),
]
NONE = [
    ("en", "the road was wet and the bus came late"),
    ("en", "the Democratic Republic of the Congo is large"),
    ("en", "its clerk would read the letter aloud"),
    ("en", "they demined the land mines"),
    ("fr", "la route était mouillée et le bus en retard"),
    ("fr", "la République démocratique du Congo est vaste"),
    ("fr", "le déplacement du ministre"),
    ("fr", "un mandat d'amener"),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[text for text, _ in ENGLISH])
def test_english(text: str, expected: set[str]) -> None:
    assert expected <= set(topics_of(text, "en"))


@pytest.mark.parametrize(("text", "expected"), FRENCH, ids=[text for text, _ in FRENCH])
def test_french(text: str, expected: set[str]) -> None:
    assert expected <= set(topics_of(text, "fr"))


@pytest.mark.parametrize(("language", "text"), NONE)
def test_about_nothing_of_ours(language: str, text: str) -> None:
    assert topics_of(text, language) == ()


def test_at_most_three() -> None:
    text = "a truce, new elections, an arms embargo, talks in May, coltan, refugees and justice"
    assert len(topics_of(text, "en")) == 3


def test_two_texts_around_that_agree_tell_what_the_content_does_not() -> None:
    around = Surroundings(sentence="It called this unacceptable.", before="The truce was broken twice.", title="Truce in danger")
    assert topics_of("this is unacceptable", "en", around) == ("ceasefire",)


def test_one_text_around_is_not_enough() -> None:
    assert topics_of("this is unacceptable", "en", Surroundings(title="Truce in danger")) == ()


def test_what_stands_around_adds_nothing_to_a_clear_content() -> None:
    around = Surroundings(before="The truce was broken twice.", title="Truce in danger")
    assert topics_of("smuggled coltan leaves by night", "en", around) == ("minerals",)


MISSION_LEAVES = "monusco-withdrawal"


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("en", "the gradual withdrawal of the UN peacekeeping mission from the province", MISSION_LEAVES),
        ("en", "the transfer of responsibility for security as MONUSCO withdraws", MISSION_LEAVES),
        ("fr", "le retrait progressif de la MONUSCO du Sud-Kivu", MISSION_LEAVES),
        ("en", "an immediate ceasefire", "ceasefire"),
        ("fr", "un cessez-le-feu immédiat", "ceasefire"),
        ("en", "those responsible must be brought to justice", "accountability"),
        ("en", "the asset freeze and travel ban imposed on its leaders", "sanctions"),
        ("fr", "les déplacés qui ont fui leurs villages", "displacement"),
    ],
)
def test_a_content_is_about(language: str, text: str, topic: str) -> None:
    assert topic in topics_of(text, language)


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("en", "the UN mission would go on protecting civilians", MISSION_LEAVES),
        ("en", "the withdrawal of foreign troops from its territory", MISSION_LEAVES),
        ("en", "the minister left the meeting early", MISSION_LEAVES),
        ("fr", "la mission continuera de protéger les civils", MISSION_LEAVES),
        ("en", "the fire in the market was put out", "ceasefire"),
        ("en", "the harvest was good this year", "accountability"),
    ],
)
def test_a_content_is_not_about(language: str, text: str, topic: str) -> None:
    assert topic not in topics_of(text, language)
