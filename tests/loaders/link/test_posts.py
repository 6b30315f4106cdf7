"""The posts that an extraction keeps: with the organisation that the text, or what is known of the person, gives them."""

from __future__ import annotations

import pytest

from loaders.extract.roles import roles
from loaders.link import link
from loaders.records import Drafts
from tests.loaders.known import KNOWN, annotate


def posts(text: str, language: str = "en") -> list[tuple[str, str, str | None]]:
    annotated = annotate(text, language=language)
    found = link(annotated, Drafts(roles=roles(annotated)), KNOWN).roles
    return [(role.actor.slug or role.actor.name, role.title, role.organisation.slug) for role in found]


@pytest.mark.parametrize(
    ("_case", "text", "expected"),
    [
        ("a country's adjective", "Ugandan envoy Ali Otieno left.", [("Ali Otieno", "envoy", "uganda")]),
        ("a capital", "Kigali's envoy, Ali Otieno, left.", [("Ali Otieno", "envoy", "rwanda")]),
        ("a common noun", "Shells fell on Goma. Army spokesman Ali Otieno left.", [("Ali Otieno", "Army spokesman", "fardc")]),
        ("one's own", "MONUSCO agreed. Its director, Ali Otieno, left.", [("Ali Otieno", "director", "monusco")]),
        (
            "an organisation that is only described",
            "Ali Otieno, director of a network of traders, left.",
            [("Ali Otieno", "director", None)],
        ),
        ("after the name", "Ambassador Ali Otieno of Uganda left.", [("Ali Otieno", "Ambassador", "uganda")]),
        ("led by", "The M23, led by Ali Otieno, left.", [("Ali Otieno", "leader", "m23")]),
        ("a verb", "Ali Otieno is director of MONUSCO.", [("Ali Otieno", "director", "monusco")]),
        ("a verb with as", "Ali Otieno served as director of MONUSCO.", [("Ali Otieno", "director", "monusco")]),
        (
            "a post of the state",
            "Shells fell on Goma. Defence Minister Ali Otieno left.",
            [("Ali Otieno", "Defence Minister", "drc")],
        ),
        ("a known post", "Special envoy Grace Okello left.", [("okello", "Special envoy", "union")]),
        (
            "a description",
            "Ali Otieno, spokesman of the M23, left. The spokesman of the M23 agreed.",
            [("Ali Otieno", "spokesman", "m23")],
        ),
        ("what a post is concerned with", "Ali Otieno, Director of Political Affairs, left.", []),
        ("a driver of a body", "Ali Otieno, a driver with MONUSCO, left.", [("Ali Otieno", "driver", "monusco")]),
        ("a post in a firm, without one", "Chief executive Ali Otieno left.", []),
        ("no organisation", "Coach Ali Otieno left.", []),
        (
            "a counterpart",
            "Ugandan Foreign Minister Ali Otieno met his Rwandan counterpart, Jean Bosco.",
            [("Ali Otieno", "Foreign Minister", "uganda"), ("Jean Bosco", "Foreign Minister", "rwanda")],
        ),
        ("a counterpart of nobody", "He met his Rwandan counterpart, Jean Bosco.", []),
        ("where talks are held", "President Ali Otieno held talks in Kampala.", []),
        (
            "the police",
            "Shells fell on Goma. A police spokeswoman, Capt. Ana Costa, agreed.",
            [("Ana Costa", "police spokeswoman", None)],
        ),
        (
            "an officer",
            "Shells fell on Goma. Colonel Ali Otieno, spokesman for operations in the north, left.",
            [("Ali Otieno", "spokesman for operations in the north", "fardc")],
        ),
        ("no officer", "Shells fell on Goma. Ali Otieno, spokesman for operations in the north, left.", []),
        ("a province", "The governor of North Kivu, Ali Otieno, left.", [("Ali Otieno", "governor", None)]),
        ("a town", "The mayor of Goma, Ali Otieno, left.", [("Ali Otieno", "mayor", "drc")]),
        (
            "a union's president",
            "Shells fell on Goma. The president of the teachers' union, Ana Costa, left.",
            [("Ana Costa", "president", None)],
        ),
        ("a firm's president", "Shells fell on Goma. Ana Costa, president of the steelmaker, left.", []),
        ("a club's president", "Shells fell on Goma. Club president Ana Costa left.", []),
        ("the state's president", "Shells fell on Goma. President Ana Costa left.", [("Ana Costa", "President", "drc")]),
        ("a trade in a body", "MONUSCO nurse Ana Costa left.", [("Ana Costa", "nurse", "monusco")]),
        ("a trade after the name", "Ana Costa, a MONUSCO photographer, left.", [("Ana Costa", "photographer", "monusco")]),
        ("a trade in none", "Shells fell on Goma. Photographer Ana Costa left.", []),
        ("no trade", "MONUSCO ally Ana Costa left.", []),
        ("after a comma", "Agronomist Ana Costa, of MONUSCO, left.", [("Ana Costa", "Agronomist", "monusco")]),
        (
            "of what, at what",
            "Ana Costa, a professor of history at MONUSCO, left.",
            [("Ana Costa", "professor of history", "monusco")],
        ),
        ("a friend of", "Ana Costa, a friend of history at MONUSCO, left.", []),
        ("whose national", "MONUSCO agreed. Its head, the Rwandan Ana Costa, left.", [("Ana Costa", "head", "monusco")]),
        ("an ambassador to", "Ali Otieno, ambassador to Rwanda, left.", []),
        ("beaten by", "The M23, beaten by Ali Otieno, left.", []),
        ("a verb that gives no post", "Ali Otieno met the director of MONUSCO.", []),
    ],
)
def test_posts(_case: str, text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La MONUSCO, dirigée par Ali Otieno, avance.", [("Ali Otieno", "leader", "monusco")]),
        (
            "Des obus sont tombés sur Goma. Le colonel Ali Otieno, porte-parole des opérations dans la région, avance.",
            [("Ali Otieno", "porte-parole des opérations dans la région", "fardc")],
        ),
        ("Des obus sont tombés sur Goma. Ali Otieno, porte-parole des opérations dans la région, avance.", []),
        (
            "Des obus sont tombés sur Goma. Le vice-ministre chargé du Plan, Ali Otieno, avance.",
            [("Ali Otieno", "vice-ministre chargé du Plan", "drc")],
        ),
        ("Chercheuse à l'université de la ville, Ana Costa avance.", [("Ana Costa", "Chercheuse", None)]),
        (
            "Le chargé d'affaires congolais, Ali Otieno, avance. Son homologue rwandais, Jean Bosco, recule.",
            [("Ali Otieno", "chargé d'affaires congolais", "drc"), ("Jean Bosco", "chargé d'affaires congolais", "rwanda")],
        ),
        (
            "Des obus sont tombés sur Goma. Le président de la coopérative des femmes, Ali Otieno, avance.",
            [("Ali Otieno", "président", None)],
        ),
        ("Ali Otieno est porte-parole du M23.", [("Ali Otieno", "porte-parole", "m23")]),
        ("Ali Otieno a rencontré le porte-parole du M23.", []),
    ],
)
def test_posts_in_french(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert posts(text, "fr") == expected
