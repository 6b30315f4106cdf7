"""Which names of the gazetteer are found in a text, and which stretches only look like them."""

from __future__ import annotations

import pytest

from conflictdb.vocabularies import ActorKind
from tests.loaders.known import mentions


def found(text: str, language: str = "en") -> dict[str, str]:
    known = mentions(text, language=language).items()
    return {name: ",".join(mention.actors or mention.places) for name, mention in known if mention.actors or mention.places}


@pytest.mark.parametrize(
    ("_case", "text", "expected"),
    [
        ("plain", "Fighting went on near Goma.", {"Goma": "goma"}),
        ("in capitals", "GOMA was calm.", {"GOMA": "goma"}),
        ("an acronym", "The M23 withdrew.", {"M23": "m23"}),
        ("with points", "The U.N. met.", {"U.N.": "un"}),
        ("its long form by equivalence", "The UN Security Council met.", {"UN Security Council": "un-security-council"}),
        ("British and American spelling", "The Rwanda Defense Force denied it.", {"Rwanda Defense Force": "rdf"}),
        ("a long acronym as a word", "The Monusco patrol left.", {"Monusco": "monusco"}),
        ("hyphen for space", "They fled North-Kivu.", {"North-Kivu": "north-kivu"}),
        ("a possessive inside", "They took Goma's airport.", {"Goma's airport": "goma-airport"}),
        ("lower case after the first word", "They took Goma airport.", {"Goma airport": "goma-airport"}),
        ("curly apostrophe after", "Goma’s market burned.", {"Goma": "goma"}),
        ("longest wins", "The Ruzizi Valley Alliance left.", {"Ruzizi Valley Alliance": "alliance"}),
        ("first half of a pair", "They hold North and South Kivu.", {"North": "north-kivu", "South Kivu": "south-kivu"}),
        ("an ordinary word in lower case", "A un-aided m23 guess.", {}),
        ("part of a longer word", "The Gomans and the M234 file.", {}),
        ("across a sentence", "He went North. Kivu was calm.", {}),
        ("a person without capitals", "They said jean mukasa.", {}),
    ],
)
def test_known_names(_case: str, text: str, expected: dict[str, str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'ONU condamne.", {"ONU": "un"}),
        ("Les Nations Unies condamnent.", {"Nations Unies": "un"}),
        ("Le Conseil de securite se réunit.", {"Conseil de securite": "un-security-council"}),
        ("Un homme est mort.", {}),
    ],
)
def test_known_names_in_french(text: str, expected: dict[str, str]) -> None:
    assert found(text, "fr") == expected


@pytest.mark.parametrize(
    ("_case", "text", "language", "expected"),
    [
        ("adjective and army", "The Rwandan army left.", "en", {"Rwandan army": "rdf"}),
        ("a word between", "The Congolese national army fired.", "en", {"Congolese national army": "fardc"}),
        ("troops are the army", "Rwandan troops crossed.", "en", {"Rwandan troops": "rdf"}),
        ("possessive", "Rwanda's military denied it.", "en", {"Rwanda's military": "rdf"}),
        ("name and noun", "DRC forces fired.", "en", {"DRC forces": "fardc"}),
        ("police is not the army", "The Rwandan police left.", "en", {"Rwandan police": "rw-police"}),
        ("government", "The Congolese government agreed.", "en", {"Congolese government": "drc"}),
        ("noun of country", "The government of Rwanda agreed.", "en", {"government of Rwanda": "rwanda"}),
        ("ministry", "Rwanda's foreign ministry protested.", "en", {"Rwanda's foreign ministry": "rw-foreign"}),
        ("capital for country", "Kigali's foreign ministry protested.", "en", {"Kigali's foreign ministry": "rw-foreign"}),
        ("two armies", "The Congolese and Rwandan armies met.", "en", {"Congolese": "fardc", "Rwandan armies": "rdf"}),
        ("French", "L'armée congolaise a tiré.", "fr", {"armée congolaise": "fardc"}),
        ("French, two armies", "Les armées congolaise et rwandaise.", "fr", {"armées congolaise": "fardc", "rwandaise": "rdf"}),
        ("French, of", "Le gouvernement du Rwanda accepte.", "fr", {"gouvernement du Rwanda": "rwanda"}),
        ("adjective alone", "A Rwandan farmer left.", "en", {}),
        ("another noun", "The Congolese market burned.", "en", {}),
        ("French adjective alone", "Un paysan congolais est mort.", "fr", {}),
    ],
)
def test_country_phrases(_case: str, text: str, language: str, expected: dict[str, str]) -> None:
    assert found(text, language) == expected


def test_a_force_that_is_not_known_keeps_name_kind_and_country() -> None:
    mention = mentions("Kenyan soldiers arrived.")["Kenyan soldiers"]
    assert (mention.actors, mention.actor_kind, mention.country_code) == ((), "state_forces", "KE")


@pytest.mark.parametrize(
    ("_case", "text", "language", "name", "places"),
    [
        ("a territory", "They fled Beni territory.", "en", "Beni territory", ("beni-territory",)),
        ("a town", "They fled the town of Beni.", "en", "town of Beni", ("beni",)),
        ("nothing tells: the town first", "They fled Beni.", "en", "Beni", ("beni", "beni-territory")),
        ("French", "Dans le territoire de Beni.", "fr", "territoire de Beni", ("beni-territory",)),
        ("a French list", "Les territoires de Beni et de Lubero.", "fr", "Lubero", ("lubero-territory",)),
        ("an English list", "Beni and Lubero territories.", "en", "Beni", ("beni-territory",)),
    ],
)
def test_the_noun_beside_a_place_chooses_its_kind(
    _case: str, text: str, language: str, name: str, places: tuple[str, ...]
) -> None:
    assert mentions(text, language=language)[name].places == places


@pytest.mark.parametrize(
    ("_case", "text", "language", "name", "kind"),
    [
        ("quarter", "They reached Zalumbi quarter.", "en", "Zalumbi quarter", "city"),
        ("French quarter", "Au quartier Zalumbi, des tirs.", "fr", "quartier Zalumbi", "city"),
        ("a site is another thing than its town", "They hold Beni prison.", "en", "Beni prison", "site"),
        ("part of a country", "They hold northern Uganda.", "en", "northern Uganda", "region"),
        ("French part of a country", "Dans le nord du Rwanda.", "fr", "nord du Rwanda", "region"),
        ("after a sure preposition", "A blast was heard near Zalumbi.", "en", "Zalumbi", "city"),
        ("in a known province", "They hold Zalumbi, in North Kivu.", "en", "Zalumbi", "city"),
    ],
)
def test_places_that_are_not_known(_case: str, text: str, language: str, name: str, kind: str) -> None:
    mention = mentions(text, language=language)[name]
    assert (mention.places, mention.place_kind) == ((), kind)


@pytest.mark.parametrize(
    "text",
    [
        "A State of Emergency was declared.",
        "This region is poor.",
        "The Oklahoma State University report is out.",
        "In March they left.",
    ],
)
def test_nouns_of_place_that_mark_no_name(text: str) -> None:
    assert not [m for m in mentions(text).values() if m.place_kind in {"province", "region", "city"} and not m.places]


@pytest.mark.parametrize(
    ("_case", "text", "name", "kind"),
    [
        ("a title before", "President Amina Wafula agreed.", "Amina Wafula", "person"),
        ("a rank before", "Major General Peter Otieno agreed.", "Peter Otieno", "person"),
        ("particles inside", "Ms. Anna van der Berg agreed.", "Anna van der Berg", "person"),
        ("an acronym introduced", "The Zalumbi Peace Forum (ZPF) met. The ZPF agreed.", "ZPF", "ngo"),
        (
            "a digit for repeated letters",
            "The group called Reform, Return, Rights (3R) left.",
            "Reform, Return, Rights",
            "armed_group",
        ),
        (
            "a noun for a body begins it",
            "The Association of Zalumbi Traders met.",
            "Association of Zalumbi Traders",
            "civil_society",
        ),
        ("a noun for a body ends it", "The Zalumbi Liberal Party met.", "Zalumbi Liberal Party", "political_group"),
        ("a noun before tells", "The party Zalumbi Ede met.", "Zalumbi Ede", "political_group"),
        ("a nation's body", "The Kenyan Drought Commission met.", "Kenyan Drought Commission", "state"),
        ("an article in place of its holder", "Rwanda's envoy, Anna Berg, met them.", "Anna Berg", "person"),
        ("experts of a body are not the body", "UN experts disagreed.", "UN experts", "igo"),
    ],
)
def test_actors_that_are_not_known(_case: str, text: str, name: str, kind: str) -> None:
    mention = mentions(text)[name]
    assert (mention.actors, mention.actor_kind) == ((), kind)


def test_a_surname_is_found_again() -> None:
    text = "General Peter Otieno arrived. Then Otieno left."
    assert [mention.name for mention in mentions(text).values()] == ["Peter Otieno", "Otieno"]


def test_what_a_text_says_an_acronym_means_outweighs_nothing_that_is_known() -> None:
    assert mentions("The leadership in Uganda (M23) met.")["M23"].actors == ("m23",)


def test_a_rank_inside_a_name_makes_no_person() -> None:
    assert not [m for m in mentions("The Central General Staff met.").values() if m.actor_kind == "person"]


@pytest.mark.parametrize("text", ["The Luanda Process went on.", "They met on Friday.", "The Nairobi Agreement holds."])
def test_agreements_and_days_are_no_actors(text: str) -> None:
    assert not [mention for mention in mentions(text).values() if mention.actor_kind]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Clifford Brown was shut out.", "Clifford Brown", ActorKind.PERSON),
        ("Storm Babet left the coast.", "Storm Babet", None),
        ("The Sudan Doctors' Union said so.", "Sudan Doctors' Union", ActorKind.CIVIL_SOCIETY),
        ("They attended the Nuclear Security Summit.", "Nuclear Security Summit", None),
        ("His Cabinet met.", "Cabinet", None),
        ("Troops clashed with New People's Army guerrillas.", "New People's Army", ActorKind.ARMED_GROUP),
    ],
)
def test_names_of_things_are_no_persons_and_bodies_have_their_kind(text: str, name: str, kind: ActorKind | None) -> None:
    found = mentions(text).get(name)
    assert (found.actor_kind if found else None) == kind
