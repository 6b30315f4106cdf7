"""Whose "the army" and "the government" are: those of the country in which the text is set, never those of where people meet."""

from __future__ import annotations

from functools import cache

import pytest

from loaders.reading import Reader
from loaders.records import Extraction
from loaders.reference import shipped_gazetteer
from tests.loaders.known import document


@cache
def reader() -> Reader:
    return Reader(shipped_gazetteer())


def meant(text: str, language: str = "en") -> dict[str, str | None]:
    """What each definite description of a force or government means."""
    (read,) = reader().read([document(text, language=language)])
    assert isinstance(read, Extraction)
    return {m.text: m.actor.slug for m in read.mentions if m.actor and m.confidence < 1}


@pytest.mark.parametrize(
    ("_case", "text", "expected"),
    [
        ("talks elsewhere", "Talks on Sudan opened in Geneva. The government stayed away.", {"The government": "sudan"}),
        (
            "signed elsewhere",
            "Congo and M23 rebels signed a deal in Doha, Qatar. The government praised it.",
            {"The government": "drc"},
        ),
        ("only talks", "The peace talks in Luanda were called off. The government praised them.", {}),
        ("no talks", "Shells fell on Luanda. The government praised them.", {"The government": "angola"}),
        ("a state that hosts", "Kenya will host the talks. Shells fell on Khartoum. The army said so.", {"The army": "saf"}),
        ("Myanmar", "Jets bombed a school in Sagaing, Myanmar. The military said so.", {"The military": "tatmadaw"}),
        ("Mali", "Gunmen attacked a village in Mali. The army said so.", {"The army": "fama"}),
        ("Haiti", "Gangs attacked Port-au-Prince, Haiti. The government said so.", {"The government": "haiti"}),
        (
            "Ukraine",
            "Talks were held in Jeddah. Drones hit Kharkiv. The military said so.",
            {"The military": "armed-forces-of-ukraine"},
        ),
        (
            "a dateline",
            "Shells fell on Nasir, South Sudan, witnesses in Nairobi told reporters. The army said so.",
            {"The army": "sspdf"},
        ),
        ("other forces", "Shells fell on Goma. Regional forces will leave the town.", {}),
        ("own forces", "Shells fell on Goma. The forces will leave the town.", {"The forces": "fardc"}),
        ("a force taken up", "The Chadian army struck Boko Haram in Nigeria. The army said so.", {"The army": "chad-army"}),
        ("another noun", "Russian forces shelled Kherson. The military said so.", {"The military": "armed-forces-of-ukraine"}),
        ("the police are no army", "Gangs attacked Port-au-Prince, Haiti. The police said so.", {}),
        ("known police", "Shells fell on Kigali. The police said so.", {"The police": "rwanda-national-police"}),
        ("an adjective alone", "The president met a Ugandan friend. The army said so.", {}),
    ],
)
def test_whose_force(_case: str, text: str, expected: dict[str, str]) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "À Genève, les pourparlers sur le Soudan ont repris. Le gouvernement a dénoncé une ingérence.",
            {"Le gouvernement": "sudan"},
        ),
        ("Le sommet de Luanda s'est ouvert. Le gouvernement salue cette étape.", {}),
        ("Des obus sont tombés sur Luanda. Le gouvernement salue cette étape.", {"Le gouvernement": "angola"}),
        ("Des hommes ont attaqué un village au Mali. L'armée a riposté.", {"L'armée": "fama"}),
        ("Les rebelles ont pris Bria, en Centrafrique. Les forces régionales ont riposté.", {}),
    ],
)
def test_whose_force_in_french(text: str, expected: dict[str, str]) -> None:
    assert meant(text, "fr") == expected
