"""Which places texts name, of all their namesakes, and what only points at one: with the shipped gazetteer."""

from __future__ import annotations

from functools import cache

import pytest

from loaders.link.namesakes import kilometres
from loaders.printed import printed
from loaders.reading import Reader
from loaders.records import Extraction
from loaders.reference import shipped_gazetteer
from tests.loaders.known import document


@cache
def reader() -> Reader:
    return Reader(shipped_gazetteer())


def read(text: str, language: str = "en") -> Extraction:
    (extraction,) = reader().read([document(text, language=language)])
    assert isinstance(extraction, Extraction)
    return extraction


def places(text: str, language: str = "en") -> set[tuple[str, str, str | None]]:
    """The places of a text: as printed, kind, country."""
    return {(m.text, m.place.kind.value, m.place.country_code) for m in read(text, language).mentions if m.place is not None}


@pytest.mark.parametrize(
    ("_case", "text", "expected"),
    [
        ("a state of the US", "In Missouri, the schools closed.", {("Missouri", "province", "US")}),
        ("a province", "Fires spread across Alberta on Monday.", {("Alberta", "province", "CA")}),
        ("a county with its state", "Officials in Travis County, Texas, met.",
         {("Travis County", "territory", "US"), ("Texas", "province", "US")}),
        ("a county, not its town", "Fires swept Los Angeles County.", {("Los Angeles County", "territory", "US")}),
        ("a town's name around a state's", "Kansas City flooded.", {("Kansas City", "city", "US")}),
        ("a division's name around a town's", "Clashes went on in Lower Juba.", {("Lower Juba", "province", "SO")}),
        ("town, province", "Police in London, Ontario, arrested three men.",
         {("London", "city", "CA"), ("Ontario", "province", "CA")}),
        ("town, state, shortened", "He lives in Portland, Ore., today.", {("Portland", "city", "US"), ("Ore", "province", "US")}),
        ("the same town twice", "In Toledo, Ohio, it rained. In Toledo, Spain, it did not.",
         {("Toledo", "city", "US"), ("Ohio", "province", "US"), ("Toledo", "city", "ES"), ("Spain", "country", "ES")}),
        ("a country's province", "They attacked Asadabad, the capital of Afghanistan's Kunar province.",
         {("Asadabad", "city", "AF"), ("Afghanistan", "country", "AF"), ("Kunar province", "province", "AF")}),
        ("one of two by its neighbours", "It rained in Lahore, in Pakistan's Punjab and in Sindh.",
         {("Lahore", "city", "PK"), ("Punjab", "province", "PK"), ("Sindh", "province", "PK")}),
        ("the country of that name", "Voters in Georgia went to the polls in Tbilisi and Batumi.",
         {("Georgia", "country", "GE"), ("Tbilisi", "city", "GE"), ("Batumi", "city", "GE")}),
        ("the state of that name", "Voters in Georgia and Alabama went to the polls in Atlanta.",
         {("Georgia", "province", "US"), ("Alabama", "province", "US"), ("Atlanta", "city", "US")}),
        ("named by its country's adjective", "Shells hit the Syrian city of Qamishli.", {("Qamishli", "city", "SY")}),
        ("a list is no container", "Offices in Geneva, New York and Nairobi closed.",
         {("Geneva", "city", "CH"), ("New York", "city", "US"), ("Nairobi", "city", "KE")}),
        ("a river", "The Danube rose in Passau.", {("Danube", "water", None), ("Passau", "city", "DE")}),
        ("a region", "Troops left Siberia.", {("Siberia", "region", "RU")}),
        ("a university is no place", "She studied at the University of Chicago.", set()),
        ("a bank is no place", "The Bank of England raised rates.", set()),
        ("a club is no place", "The Boston Celtics lost.", set()),
        ("a town with a given name", "Rents rose in Detroit and Ann Arbor.",
         {("Detroit", "city", "US"), ("Ann Arbor", "city", "US")}),
        ("a street is no place", "They marched to City Hall and along York Road.", set()),
        ("a person is no place", "Abraham Lincoln spoke to Thomas Charleston.", set()),
        ("a list of towns", "Ferries stopped at Whitehaven, Maryport and Workington on Monday.",
         {("Whitehaven", "city", "GB"), ("Maryport", "city", "GB"), ("Workington", "city", "GB")}),
        ("a list ends with its sentence", "In Leeds, Reading won again.", {("Leeds", "city", "GB")}),
        ("a way between two", "Patients were taken from Kisumu to Mombasa by train.",
         {("Kisumu", "city", "KE"), ("Mombasa", "city", "KE")}),
        ("a way to a town", "Troops would push on towards En Nahud, which fell to the rebels.", {("En Nahud", "city", "SD")}),
        ("no way to a bank", "The bank spoke to Lindenbank about the loan.", set()),
        ("no place of work", "She works at Lindenbank.", set()),
        ("a bearing", "The fire began five miles west of Penteli.", {("Penteli", "city", "GR")}),
        ("whose mayor", "The protest drew former Scarborough mayor Ken Barley.", {("Scarborough", "city", "GB")}),
        ("a number in a name", "Shops closed in Two Harbors, he said.", {("Two Harbors", "city", "US")}),
        ("whose man", "A 67-year-old Whitefish man was found on Tuesday.", {("Whitefish", "city", "US")}),
        ("no town's man", "A 67-year-old Black man was found on Tuesday.", set()),
        ("a possessive in a name", "The ferry reached St. John's on Monday.", {("St. John's", "city", "CA")}),
        ("a possessive after a name", "Rain fell in May on London's parks.", set()),
        ("a numbered road", "The crash closed Highway 82 for hours.", set()),
        ("an air base", "Planes left Malmstrom Air Force Base at noon.", {("Malmstrom Air Force Base", "site", None)}),
        ("a crossing", "The Kartarpur crossing reopened.", {("Kartarpur crossing", "site", "IN")}),
        ("a point of the compass is no division", "Soldiers marched to the West.", set()),
    ],
)  # fmt: skip
def test_places(_case: str, text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert places(text) == expected


def test_a_french_article_is_no_part_of_a_name() -> None:
    assert places("La Californie a envoyé des pompiers.", "fr") == {("Californie", "province", "US")}


@pytest.mark.parametrize(
    ("_case", "text", "name", "point"),
    [
        ("a state by its middle", "It rained in Ohio.", "Ohio", (40.25, -83.0)),
        (
            "a town nobody lists, by its county",
            "COLUMBIA, S.C. — A man was found in Richland County.",
            "Richland County",
            (34.0, -80.9),
        ),
        ("a part of a country by the country", "It rained in northern Kenya.", "northern Kenya", (0.55, 37.8)),
        ("a district among six of its name", "HARLAN, Ky. — The Cumberland River rose.", "Cumberland River", (36.97, -82.98)),
    ],
)
def test_points(_case: str, text: str, name: str, point: tuple[float, float]) -> None:
    (place,) = [m.place for m in read(text).mentions if m.place is not None and m.text == name]
    assert place.latitude is not None
    assert place.longitude is not None
    assert kilometres(place.latitude, place.longitude, *point) < 161


def senses(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    """What is printed of places: as printed, slug, sense."""
    mentions = printed(read(text, language), shipped_gazetteer())["mentions"]
    return [(m["text"], m["slug"], m["sense"]) for m in mentions if m["kind"] == "location"]


@pytest.mark.parametrize(
    ("_case", "text", "language", "expected"),
    [
        ("a place", "It rained in Kigali.", "en", [("Kigali", "kigali", "place")]),
        ("a capital that acts", "Kigali rejected the report.", "en", [("Kigali", "kigali", "actor")]),
        ("a country that acts", "Kenya rejected the report.", "en", [("Kenya", "kenya", "actor")]),
        ("the owner of an army", "Kenya's army denied it.", "en", [("Kenya", "kenya", "actor")]),
        ("an adjective", "A Kenyan nurse spoke.", "en", [("Kenyan", "kenya", "demonym")]),
        ("an adjective of a force", "Kenyan troops left.", "en", [("Kenyan", "kenya", "demonym")]),
        ("a continent's adjective", "She met European ministers.", "en", [("European", "europe", "demonym")]),
        ("a French adjective", "Une infirmière kényane a parlé.", "fr", [("kényane", "kenya", "demonym")]),
        ("a language", "He spoke in French.", "en", []),
        ("a bank's country", "The Bank of Kenya spoke.", "en", []),
    ],
)
def test_senses(_case: str, text: str, language: str, expected: list[tuple[str, str, str]]) -> None:
    assert senses(text, language) == expected


def test_only_places_are_kept() -> None:
    assert [m.text for m in read("Kenyan troops left Nairobi.").mentions if m.place is not None] == ["Nairobi"]
