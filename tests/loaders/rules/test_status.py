"""Statuses of events: for each list of events.toml named here a sentence that it decides and one that it leaves alone."""

from __future__ import annotations

import functools

import pytest

from loaders.vocab import table
from tests.loaders.extract.invented import read_events
from tests.loaders.rules.tables import LANGUAGES

NONE = "none"
# language, list, the status that the list makes, a sentence that it decides, a near miss
ROWS = (
    (
        "en", "real.planned", "planned",
        "Velia and Orland held planned talks in Arka.",
        "Velia held talks with Orland in Arka.",
    ),
    (
        "en", "real.called_off", "called_off",
        "The cancelled talks between Velia and Orland were held in Arka.",
        "Velia held talks with Orland in Arka.",
    ),
    (
        "en", "real.hedges", "alleged",
        "The rebels allegedly killed three civilians in Arka.",
        "The rebels killed three civilians in Arka.",
    ),
    (
        "en", "real.hedging", "alleged",
        "The rebels are believed to have killed three civilians in Arka.",
        "The rebels, believed dead, killed three civilians in Arka.",
    ),
    (
        "en", "real.intending", "planned",
        "The army plans to attack Arka.",
        "The army attacked Arka.",
    ),
    (
        "en", "real.saying", "planned",
        "Velia said that it would withdraw its troops from Arka.",
        "Velia said that it had withdrawn its troops from Arka.",
    ),
    (
        "en", "real.rumours", "alleged",
        "Reports that the rebels killed civilians in Arka alarmed Velia.",
        "The rebels killed civilians in Arka.",
    ),
    (
        "en", "unreal.verbs", NONE,
        "The rebels threatened to attack Arka.",
        "The rebels attacked Arka.",
    ),
    (
        "en", "unreal.nouns", NONE,
        "Velia spoke of the risk of an attack on Arka.",
        "Velia condemned an attack on Arka.",
    ),
    (
        "en", "unreal.adjectives", NONE,
        "A possible attack on Arka was discussed.",
        "A deadly attack on Arka was discussed.",
    ),
    (
        "en", "unreal.modals", NONE,
        "The rebels might attack Arka.",
        "The rebels attacked Arka.",
    ),
    (
        "en", "unreal.negations", NONE,
        "The rebels never attacked Arka.",
        "The rebels attacked Arka.",
    ),
    (
        "en", "unreal.conditions", NONE,
        "Velia will answer if the rebels attack Arka.",
        "Velia answered after the rebels attacked Arka.",
    ),
    (
        "en", "unreal.habits", NONE,
        "The rebels often attacked Arka.",
        "The rebels attacked Arka.",
    ),
    (
        "en", "unreal.against", NONE,
        "Velia warned the rebels against attacking Arka.",
        "The rebels left Velia after attacking Arka.",
    ),
    (
        "fr", "real.planned", "planned",
        "Des pourparlers sont prévus à Arka.",
        "Des pourparlers ont eu lieu à Arka.",
    ),
    (
        "fr", "real.called_off", "called_off",
        "La Velia a annoncé une visite annulée à Arka.",
        "Les pourparlers ont eu lieu à Arka.",
    ),
    (
        "fr", "real.hedges", "alleged",
        "Une attaque présumée a eu lieu à Arka.",
        "Une attaque a eu lieu à Arka.",
    ),
    (
        "fr", "real.hedging", "alleged",
        "Les rebelles sont soupçonnés d'avoir tué trois civils à Arka.",
        "Les rebelles ont tué trois civils à Arka.",
    ),
    (
        "fr", "real.intending", "planned",
        "L'armée a décidé d'attaquer Arka.",
        "Les rebelles ont attaqué Arka.",
    ),
    (
        "fr", "real.just", "occurred",
        "Les rebelles viennent d'attaquer Arka.",
        "L'armée a décidé d'attaquer Arka.",
    ),
    (
        "fr", "unreal.verbs", NONE,
        "Les rebelles ont menacé d'attaquer Arka.",
        "Les rebelles ont attaqué Arka.",
    ),
    (
        "fr", "unreal.nouns", NONE,
        "La Velia a évoqué le risque d'une attaque contre Arka.",
        "Une attaque contre Arka a fait trois morts.",
    ),
    (
        "fr", "unreal.adjectives", NONE,
        "Une éventuelle attaque contre Arka a été évoquée.",
        "Une attaque contre Arka a fait trois morts.",
    ),
    (
        "fr", "unreal.modals", NONE,
        "Les rebelles peuvent attaquer Arka.",
        "Les rebelles ont attaqué Arka.",
    ),
    (
        "fr", "unreal.negations", NONE,
        "Les rebelles n'ont pas attaqué Arka.",
        "Les rebelles ont attaqué Arka.",
    ),
    (
        "fr", "unreal.conditions", NONE,
        "La Velia répondra si les rebelles attaquent Arka.",
        "La Velia a répondu quand les rebelles ont attaqué Arka.",
    ),
    (
        "fr", "unreal.habits", NONE,
        "Les rebelles ont souvent attaqué Arka.",
        "Les rebelles ont attaqué Arka.",
    ),
    (
        "fr", "unreal.against", NONE,
        "Les rebelles sont partis sans attaquer Arka.",
        "Les rebelles ont attaqué Arka.",
    ),
)  # fmt: skip
WITHOUT_ROWS = {"terms"}  # only spares some conditions, makes nothing none by itself


@functools.cache
def _statuses(language: str, text: str) -> set[str]:
    return {event.status.value for event in read_events(text, language=language)} or {NONE}


@pytest.mark.parametrize(("language", "words", "status", "text"), [row[:4] for row in ROWS])
def test_a_list_decides_the_status(language: str, words: str, status: str, text: str) -> None:
    assert _statuses(language, text) == {status}, words


@pytest.mark.parametrize(("language", "words", "status", "text"), [(*row[:3], row[4]) for row in ROWS])
def test_a_near_miss_has_another_status(language: str, words: str, status: str, text: str) -> None:
    assert not _statuses(language, text) & {status, NONE}, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_that_makes_an_event_none_has_a_row(language: str) -> None:
    lists = {
        f"unreal.{name}" for name, words in table("events")[language]["unreal"].items() if words and name not in WITHOUT_ROWS
    }
    assert lists - {row[1] for row in ROWS if row[0] == language} == set()
