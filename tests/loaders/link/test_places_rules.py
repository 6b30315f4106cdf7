"""Each section of the words for places: a sentence in which it makes or bounds a place, and one in which it must not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from loaders.vocab import table
from tests.loaders.link.test_places import read

# section, language, text, the places as printed
FIRES = [
    ("before.en.province", "en", "Rebels seized the state of Orvania on Monday.", {"Orvania"}),
    ("before.en.territory", "en", "Rebels seized the district of Orvania on Monday.", {"Orvania"}),
    ("before.en.city", "en", "Rebels seized the town of Orvania on Monday.", {"Orvania"}),
    ("before.en.loose", "en", "Rebels seized the outskirts of Lyon on Monday.", {"Lyon"}),
    ("before.en.region", "en", "Rebels hold the valley of Orvania.", {"Orvania"}),
    ("before.en.water", "en", "Boats crossed Lake Orvan on Monday.", {"Lake Orvan"}),
    ("before.en.site", "en", "Fighters shelled Camp Orvan on Monday.", {"Camp Orvan"}),
    ("before.fr.province", "fr", "Les rebelles ont pris la province de Lorvanie.", {"Lorvanie"}),
    ("before.fr.territory", "fr", "Les rebelles tiennent le territoire de Lorvane.", {"Lorvane"}),
    ("before.fr.city", "fr", "Les rebelles tiennent le village de Lorvane.", {"Lorvane"}),
    ("before.fr.loose", "fr", "Les combats ont repris dans les environs de Lyon.", {"Lyon"}),
    ("before.fr.region", "fr", "Les rebelles tiennent la plaine de Lorvane.", {"Lorvane"}),
    ("before.fr.water", "fr", "Les bateaux ont quitté le lac Lorvane.", {"lac Lorvane"}),
    ("before.fr.site", "fr", "Les rebelles tiennent l'aéroport de Goma.", {"Goma"}),
    ("direct", "en", "Boats crossed Lake Orvan on Monday.", {"Lake Orvan"}),
    ("after.en.province", "en", "Rebels seized Orvan province on Monday.", {"Orvan province"}),
    ("after.en.territory", "en", "Rebels reached the Orvan Local Government Area.", {"Orvan Local Government Area"}),
    ("after.en.city", "en", "Rebels burned Orvan village on Monday.", {"Orvan village"}),
    ("after.en.loose", "en", "Floods hit the Aberdeen area.", {"Aberdeen"}),
    ("after.en.region", "en", "Rebels hold the Orvan hills.", {"Orvan hills"}),
    ("after.en.water", "en", "Boats crossed the Orvan River.", {"Orvan River"}),
    ("after.en.site", "en", "Rebels hold Goma airport.", {"Goma airport"}),
    ("after.fr.city", "fr", "Les combats ont repris à Goma centre.", {"Goma centre"}),
    ("compass", "en", "Shells fell in south Lebanon.", {"south Lebanon"}),
    ("compass", "en", "Parts of East Yorkshire are flooded.", {"East Yorkshire"}),
    ("links", "en", "Rebels hold the towns of Orvan and Belvan.", {"Orvan", "Belvan"}),
    ("never", "en", "Rebels burned Orvan village on Monday.", {"Orvan village"}),
    ("locative", "en", "Rebels burned houses in Orvan, in Ituri.", {"Orvan", "Ituri"}),
    ("to_bodies", "en", "Families fled to Penteli on Monday.", {"Penteli"}),
    ("locative_sure", "en", "Shops closed in Two Harbors, he said.", {"Two Harbors"}),
    ("way", "en", "The villagers fled to Penteli.", {"Penteli"}),
    ("motion", "en", "The road to Penteli was shut.", {"Penteli"}),
    ("part", "en", "The fire began five miles west of Penteli.", {"Penteli"}),
    ("parted", "en", "The residents of Penteli were angry.", {"Penteli"}),
    ("indefinite", "en", "A Whitefish resident called the police.", {"Whitefish"}),
    ("dweller", "en", "Two Whitefish firefighters were hurt.", {"Whitefish"}),
    ("human", "en", "A 67-year-old Whitefish teacher was found.", {"Whitefish"}),
    ("townsfolk", "en", "A Whitefish man was found on Tuesday.", {"Whitefish"}),
    (
        "area_names",
        "en",
        "Shops closed in Henderson and Maury counties, Tennessee.",
        {"Henderson", "Maury counties", "Tennessee"},
    ),
    ("office", "en", "The protest drew former Scarborough mayor Ken Barley.", {"Scarborough"}),
    ("owned_part", "en", "Rebels reached Penteli's outskirts on Monday.", {"Penteli"}),
    ("never_home", "en", "A 67-year-old Whitefish man was found.", {"Whitefish"}),
    ("labels", "en", "HARLAN, Ky. — The river rose on Monday.", {"HARLAN", "Ky."}),
    ("welds", "en", "Homes in Orvan upon Dale were flooded.", {"Orvan upon Dale"}),
    ("apposed", "en", "The army left the state capital, Orvan, and two forts.", {"Orvan"}),
    ("apposed", "en", "Bandits burned another village, Orvan, and left.", {"Orvan"}),
    ("apposed", "fr", "Le feu se dirigeait vers un autre village, Lorvane, a précisé le préfet.", {"Lorvane"}),
    ("apposed", "en", "Orvan Green, near Leeds, was flooded on Monday.", {"Orvan Green", "Leeds"}),
    ("apposed", "fr", "Un camping de Lorvane, tout près de Lyon, a brûlé.", {"Lorvane", "Lyon"}),
    ("divisions_first", "en", "Fires spread across Rajasthan.", {"Rajasthan"}),
    ("town_nouns", "en", "They attacked Asadabad, the capital of Kunar.", {"Asadabad", "Kunar"}),
    ("streets", "en", "Shops reopened in Leeds.", {"Leeds"}),
    ("qualifiers", "en", "Rain fell on Greater Manchester.", {"Greater Manchester"}),
    ("ties", "en", "In Toledo, Spain, it did not rain.", {"Toledo", "Spain"}),
    ("abbreviations", "en", "Fires burned across NSW on Monday.", {"NSW"}),
    ("abbreviations_after", "en", "He lives in Halifax, N.S., with his wife.", {"Halifax", "N.S."}),
    ("abbreviations", "en", "He lives in Fargo, N.D., with his wife.", {"Fargo", "N.D."}),
    ("abbreviations", "en", "He lives in Portland, Ore., today.", {"Portland", "Ore"}),
]

HOLDS = [
    ("before.en.province", "en", "The State of Emergency worried him.", "Emergency"),
    ("before.en.territory", "en", "The district of the judges was redrawn.", "judges"),
    ("before.en.city", "en", "The town of his youth had changed.", "youth"),
    ("before.en.loose", "en", "The area was shut on Monday.", "Monday"),
    ("before.en.region", "en", "The valley of tears is deep.", "tears"),
    ("before.en.water", "en", "The lake froze in Monday's cold.", "Monday"),
    ("before.en.site", "en", "The camp held Monday prayers.", "Monday"),
    ("before.fr.province", "fr", "La province a voté lundi.", "lundi"),
    ("before.fr.territory", "fr", "Le territoire de chasse est vaste.", "chasse"),
    ("before.fr.city", "fr", "La ville de demain sera verte.", "demain"),
    ("before.fr.loose", "fr", "La zone de combat est vaste.", "combat"),
    ("before.fr.region", "fr", "La plaine de sable est vaste.", "sable"),
    ("before.fr.water", "fr", "Le fleuve de boue a tout emporté.", "boue"),
    ("before.fr.site", "fr", "Le port du masque est obligatoire.", "masque"),
    ("direct", "en", "He quit the Port Authority on Monday.", "Port Authority"),
    ("direct", "en", "He was sheriff in Lake County for years.", "Lake"),
    ("after.en.province", "en", "Oklahoma State University closed.", "Oklahoma State"),
    ("after.en.territory", "en", "The district voted on Monday.", "Monday"),
    ("after.en.city", "en", "His village was burned.", "His village"),
    ("after.en.loose", "en", "The whole area was flooded.", "whole area"),
    ("after.en.region", "en", "The green hills are far away.", "green hills"),
    ("after.en.water", "en", "The wide river rose.", "wide river"),
    ("after.en.site", "en", "The main airport was shut.", "main airport"),
    ("after.fr.city", "fr", "Le parti est au centre.", "centre"),
    ("compass", "en", "Soldiers marched to the West.", "West"),
    ("compass", "fr", "La localité est située au Nord-Est du pays.", "Nord-Est"),
    ("links", "en", "Rebels hold the town of Orvan and Monday was calm.", "Monday"),
    ("never", "en", "The village was burned on Monday.", "The village"),
    ("locative", "en", "He spoke in French about it.", "French"),
    ("to_bodies", "en", "The bank spoke to Lindenbank about the loan.", "Lindenbank"),
    ("locative_sure", "en", "He said it in March already.", "March"),
    ("way", "en", "She works at Lindenbank.", "Lindenbank"),
    ("motion", "en", "She spoke to Penrose about it.", "Penrose"),
    ("part", "en", "The value of Penrose rose.", "Penrose"),
    ("parted", "en", "The owners of Lindenbank were angry.", "Lindenbank"),
    ("indefinite", "en", "The Whitefish resident spoke of the Uber driver.", "Uber"),
    ("dweller", "en", "A native speaker called the police.", "native"),
    ("human", "en", "A 67-year-old Black man was found.", "Black"),
    ("townsfolk", "en", "A Black man was found on Tuesday.", "Black"),
    ("townsfolk", "en", "A Uber driver was found on Tuesday.", "Uber"),
    ("area_names", "en", "Shops closed in Henderson County.", "Henderson"),
    ("office", "en", "Ken Barley was a good mayor.", "Ken Barley"),
    ("owned_part", "en", "Barley's speech was long.", "Barley"),
    ("never_home", "en", "A 67-year-old Navy man was found.", "Navy"),
    ("labels", "en", "PRESS RELEASE — The sheriff answered calls on Monday.", "PRESS RELEASE"),
    ("welds", "en", "They called upon Dale to resign.", "Dale"),
    ("apposed", "en", "In the capital, Barley spoke of peace.", "Barley"),
    ("apposed", "en", "In the nearby village, Jane, a nurse, had waited.", "Jane"),
    ("apposed", "en", "A nurse from another village, Mary Barley, 62, was hurt.", "Mary Barley"),
    ("divisions_first", "en", "She read the Rajasthan Gazette.", "Rajasthan Gazette"),
    ("town_nouns", "en", "Barley, a friend of Kunar, spoke.", "Barley"),
    ("streets", "en", "Waves swept into homes in the High Street.", "High Street"),
    ("streets", "en", "He was found near Vineyard Drive on Monday.", "Vineyard Drive"),
    ("qualifiers", "en", "The greater good was at stake.", "greater good"),
    ("ties", "en", "Geneva, New York and Nairobi closed.", "New York and Nairobi"),
    ("abbreviations", "en", "He was born in 300 B.C. near Rome.", "B.C."),
    ("abbreviations_after", "en", "N.B. the shop is closed.", "N.B."),
    ("abbreviations", "en", "OK, said the man from Ohio.", "OK"),
]  # fmt: skip


def named(text: str, language: str) -> set[str]:
    return {m.text for m in read(text, language).mentions if m.place is not None}


@pytest.mark.parametrize(("section", "language", "text", "expected"), FIRES)
def test_words_make_a_place(section: str, language: str, text: str, expected: set[str]) -> None:
    assert named(text, language) == expected, section


@pytest.mark.parametrize(("section", "language", "text", "unwanted"), HOLDS)
def test_words_make_no_place(section: str, language: str, text: str, unwanted: str) -> None:
    assert unwanted not in named(text, language), section


def _sections(vocabulary: Any) -> Iterator[str]:
    for section, entries in vocabulary.items():
        if section not in {"before", "after"}:
            yield section
            continue
        yield from (f"{section}.{language}.{kind}" for language, kinds in entries.items() for kind in kinds)


@pytest.mark.parametrize("rows", [FIRES, HOLDS], ids=["fires", "holds"])
def test_every_section_has_its_sentence(rows: list[tuple[str, str, str, Any]]) -> None:
    assert {row[0] for row in rows} == set(_sections(table("place_words")))


@pytest.mark.parametrize(
    ("_case", "text", "language", "expected"),
    [
        ("a place marked once is named again", "Bandits attacked Orvan Mbara village. Orvan Mbara is far away.", "en",
         {"Orvan Mbara village", "Orvan Mbara"}),
        ("a person of that name is none", "Bandits attacked Orvan village. Mary Orvan fled, and Orvan wept.", "en",
         {"Orvan village"}),
        ("a hyphened name is one", "Homes in Burley-in-Wharfedale were flooded.", "en", {"Burley-in-Wharfedale"}),
        ("a hyphened name around a known one", "Le feu a gagné Saint-Laurent-de-la-Cabrerisse.", "fr",
         {"Saint-Laurent-de-la-Cabrerisse"}),
        ("a town named for a fort", "Police in Fort Worth and Mount Vernon met.", "en", {"Fort Worth", "Mount Vernon"}),
        ("a man of a town, with his name", "Friends said that Leeds man John Hale had died.", "en", {"Leeds"}),
        ("a town that its country owns", "It rained in Kenya's Garissa on Monday.", "en", {"Garissa"}),
        ("a person that a country owns", "They met Kenya's Otieno on Monday.", "en", set()),
        ("an article alone is none", "Fighters shelled Al Orvan camp on Monday.", "en", {"Al Orvan camp"}),
        ("a street says where, and is no place", "He was called to the area of Orvan Highway.", "en", set()),
        ("a given name is none", "Jean-de-Dieu Mukasa est arrivé à Goma.", "fr", {"Goma"}),
    ],
)  # fmt: skip
def test_bounds(_case: str, text: str, language: str, expected: set[str]) -> None:
    assert named(text, language) == expected


def meant(text: str, name: str, language: str = "en") -> tuple[str | None, bool]:
    """The country of the place printed so, and whether it has a point."""
    place = next(m.place for m in read(text, language).mentions if m.place is not None and m.text == name)
    return place.country_code, place.latitude is not None


@pytest.mark.parametrize(
    ("_case", "text", "name", "expected"),
    [
        ("a small namesake abroad is not meant", "It rained in Lubumbashi, Kolwezi and Bukavu. A man fled from Castelnou.",
         "Castelnou", ("CD", False)),
        ("one whose country is named is", "It rained in Madrid and Seville. A man fled from Castelnou.",
         "Castelnou", ("ES", True)),
        ("no namesake lies in its container", "A bridge fell in Castelnou, Ohio, on Monday.", "Castelnou", ("US", False)),
        ("a state, not the town of its name", "A fire burned in the state of Victoria.", "Victoria", ("AU", True)),
        ("counties of one state", "A man drove from Decatur County into Sheridan County.", "Decatur County", ("US", True)),
    ],
)  # fmt: skip
def test_strays(_case: str, text: str, name: str, expected: tuple[str, bool]) -> None:
    assert meant(text, name) == expected


def test_names_looked_at_together() -> None:
    """Only Kansas has both."""
    read_places = [m.place for m in read("A man drove from Decatur County into Sheridan County.").mentions if m.place]
    assert [round(place.longitude or 0) for place in read_places] == [-101, -100]


def candidates(text: str, name: str) -> list[tuple[str | None, str | None]]:
    """The country and division of each place that the name may mean."""
    place = next(m.place for m in read(text).mentions if m.place is not None and m.text == name)
    return [(one.country_code, one.division) for one in place.candidates]


@pytest.mark.parametrize(
    ("_case", "text", "name", "first"),
    [
        ("nothing decides", "A man was shot in Springfield on Monday.", "Springfield", [("US", "MO"), ("US", "MA")]),
        ("its container decides", "A man was shot in Springfield, Illinois, on Monday.", "Springfield", []),
        ("its state decides", "Voters in Illinois were angry. A man was shot in Springfield.", "Springfield", []),
        ("its size decides", "A man was shot in Chicago on Monday.", "Chicago", []),
    ],
)  # fmt: skip
def test_names_that_wait(_case: str, text: str, name: str, first: list[tuple[str | None, str | None]]) -> None:
    assert candidates(text, name)[:2] == first


def test_what_waits_has_no_point() -> None:
    (place,) = [m.place for m in read("A man was shot in Springfield on Monday.").mentions if m.place]
    assert (place.slug, place.latitude, place.country_code) == (None, None, "US")
    assert 0.99 < sum(one.score for one in place.candidates) < 1.01 or len(place.candidates) == 6
