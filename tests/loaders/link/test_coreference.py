"""Whom names, pronouns and descriptions mean: each rule with a text where it holds and one where it must not."""

from __future__ import annotations

import pytest

from conflictdb.vocabularies import SourceKind
from loaders.extract.resolutions import resolutions
from loaders.extract.roles import roles
from loaders.link.cast import Cast
from loaders.link.coreference import Coreference
from loaders.records import Drafts, Ref
from tests.loaders.known import KNOWN, annotate

CHIEF = "Ali Otieno, chief executive of Borel, came."
MUKASA = "Jean Mukasa, Minister of Defence, came."
HEAD = "Ali Otieno, head of MONUSCO, came."
ENVOYS = "Ugandan envoy Ali Otieno met Rwandan envoy Peter Wafula."
LEFT = "Ali Otieno left."
SUMMIT = "Ugandan President Ali Otieno met Rwandan President Peter Wafula."


def meant(text: str, stretch: str, language: str = "en", kind: SourceKind = SourceKind.NEWS) -> list[str | None]:
    """The slugs or names of whom the last `stretch` of the text means; None for somebody only described."""
    annotated = annotate(*text.split("\n"), language=language, kind=kind)
    drafts = Drafts(roles=roles(annotated), resolutions=resolutions(annotated))
    start = annotated.document.text.rindex(stretch)
    found = Coreference(Cast(annotated, drafts, KNOWN)).meant_all(Ref(start, start + len(stretch), stretch))
    return [(one.actor.slug or one.actor.name) if one.actor else None for one in found]


@pytest.mark.parametrize(
    ("_case", "text", "stretch", "expected"),
    [
        ("a full name", "Grace Okello agreed.", "Grace Okello", ["okello"]),
        ("a surname after the full name", "Jean Mukasa came. Mukasa agreed.", "Mukasa", ["mukasa"]),
        ("a surname whose title fits one bearer", "Defence Minister Mukasa agreed.", "Mukasa", ["mukasa"]),
        ("a surname that two bear", "Mukasa agreed.", "Mukasa", ["Mukasa"]),
        ("another first name", "Peter Okello agreed.", "Peter Okello", ["Peter Okello"]),
        ("an unknown person's fullest name", "Ali Otieno came. Mr. Otieno agreed.", "Mr. Otieno", ["Ali Otieno"]),
        (
            "the title with the name",
            "Army spokesman General Ali Otieno agreed.",
            "Army spokesman General Ali Otieno",
            ["Ali Otieno"],
        ),
        (
            "a post and its holder after a comma",
            "A spokesman for the M23, Ali Otieno, agreed.",
            "A spokesman for the M23",
            ["Ali Otieno"],
        ),
        ("a group's noun after its name", "The M23 rebels agreed.", "The M23 rebels", ["m23"]),
        ("members of a body", "M23 members agreed.", "M23 members", ["m23"]),
        ("a spokesman is not the body", "A spokesperson for MONUSCO agreed.", "A spokesperson for MONUSCO", [None]),
        ("people of a place are not its government", "Farmers in Rwanda agreed.", "Farmers in Rwanda", [None]),
    ],
)
def test_names(_case: str, text: str, stretch: str, expected: list[str | None]) -> None:
    assert meant(text, stretch) == expected


@pytest.mark.parametrize(
    ("_case", "text", "stretch", "expected"),
    [
        ("he", "Jean Mukasa met Grace Okello. He agreed.", "He", ["mukasa"]),
        ("she", "Jean Mukasa met Grace Okello. She agreed.", "She", ["okello"]),
        ("the subject before the nearest", "Ali Otieno met Peter Wafula. He agreed.", "He", ["Ali Otieno"]),
        (
            "the main clause before a relative one",
            "In Goma, where Peter Wafula received him, Ali Otieno asked for help. He agreed.",
            "He",
            ["Ali Otieno"],
        ),
        (
            "a described subject is whom it describes",
            "Jean Mukasa, Minister of Defence, came.\nThe minister met Ali Otieno. He agreed.",
            "He",
            ["mukasa"],
        ),
        ("it is no person", "The M23 met Jean Mukasa. It agreed.", "It", ["m23"]),
        ("him is not the subject", "Jean Mukasa came. Ali Otieno thanked him.", "him", ["mukasa"]),
        ("they may be two persons", "Jean Mukasa met Grace Okello. They agreed.", "They", ["mukasa", "okello"]),
        ("they may be one group", "Jean Mukasa met Grace Okello. The M23 said they agreed.", "they", ["m23"]),
        ("a form of address tells", "Mrs. Otieno met Peter Wafula. She agreed.", "She", ["Otieno"]),
        ("a former pronoun tells", "Ali Otieno came. She sat. Peter Wafula left. He sang. She agreed.", "She", ["Ali Otieno"]),
        ("nobody before", "He agreed.", "He", [None]),
    ],
)
def test_pronouns(_case: str, text: str, stretch: str, expected: list[str | None]) -> None:
    assert meant(text, stretch) == expected


@pytest.mark.parametrize(
    ("_case", "text", "stretch", "expected"),
    [
        ("a post", f"{MUKASA} Ali Otieno left. The minister agreed.", "The minister", ["mukasa"]),
        ("a post by other words", f"{HEAD} Peter Wafula left. The mission chief agreed.", "The mission chief", ["Ali Otieno"]),
        ("a country's", f"{ENVOYS} The Rwandan envoy agreed.", "The Rwandan envoy", ["Peter Wafula"]),
        ("a known post not printed", f"Grace Okello came. {LEFT} The special envoy agreed.", "The special envoy", ["okello"]),
        ("two posts at once", f"{SUMMIT}\nBoth leaders agreed.", "Both leaders", ["Ali Otieno", "Peter Wafula"]),
        ("two countries' posts", f"{SUMMIT} The Ugandan and Rwandan presidents agreed.",
         "The Ugandan and Rwandan presidents", ["Ali Otieno", "Peter Wafula"]),
        ("unnamed: an article that is new", "Jean Mukasa, Minister of Defence, came. A minister agreed.", "A minister", [None]),
        ("unnamed: only the head agrees", f"{CHIEF} The union leader agreed.", "The union leader", [None]),
        ("unnamed: somebody's", "A spokeswoman for Governor Ali Otieno agreed.", "A spokeswoman for Governor Ali Otieno", [None]),
        ("unnamed: several", "Jean Mukasa, Minister of Defence, came. Ministers agreed.", "Ministers", [None]),
        ("unnamed: another country's", "Ugandan envoy Ali Otieno came. The Kenyan envoy agreed.", "The Kenyan envoy", [None]),
        ("unnamed for ever", "Jean Mukasa came. A diplomat familiar with it disagreed.", "A diplomat familiar with it", [None]),
    ],
)  # fmt: skip
def test_descriptions_of_persons(_case: str, text: str, stretch: str, expected: list[str | None]) -> None:
    assert meant(text, stretch) == expected


@pytest.mark.parametrize(
    ("_case", "text", "stretch", "expected"),
    [
        ("rebels", "The M23 took Goma. The rebels left.", "The rebels", ["m23"]),
        ("the last group", "The M23 came. The Ruzizi Valley Alliance left. The group agreed.", "The group", ["alliance"]),
        ("mission", "MONUSCO came. The M23 left. The mission agreed.", "The mission", ["monusco"]),
        (
            "council by its name",
            "The Security Council met the African Union. The Council agreed.",
            "The Council",
            ["un-security-council"],
        ),
        ("its members", "The Security Council met. Council members agreed.", "Council members", ["un-security-council"]),
        ("the army of the document's country", "Shells fell on Goma and Beni. The army fired.", "The army", ["fardc"]),
        (
            "the government of the document's country",
            "Shells fell on Goma and Beni. The government agreed.",
            "The government",
            ["drc"],
        ),
        ("its forces are itself", "Rwanda denied that its forces fired.", "its forces", ["rwanda"]),
        (
            "its ministry is its own body",
            "Rwanda denied it. The report is false, its foreign ministry said.",
            "its foreign ministry",
            ["rw-foreign"],
        ),
        (
            "a resolution speaks for its body",
            "Resolution 2773 was adopted. The resolution asks for calm.",
            "The resolution",
            ["un-security-council"],
        ),
        ("a body's paper", "A MONUSCO report asks for calm.", "A MONUSCO report", ["monusco"]),
        ("both armies", "The Congolese and Rwandan armies fired.", "Rwandan armies", ["fardc", "rdf"]),
        ("no group before", "The rebels left.", "The rebels", [None]),
        ("new ones", "The M23 took Goma. Two rebels left.", "Two rebels", [None]),
        ("no council before", "The African Union met. The council agreed.", "The council", [None]),
    ],
)
def test_descriptions_of_bodies(_case: str, text: str, stretch: str, expected: list[str | None]) -> None:
    assert meant(text, stretch) == expected


@pytest.mark.parametrize(
    ("_case", "text", "stretch", "expected"),
    [
        ("elle", "Grace Okello a rencontré Jean Mukasa. Elle a accepté.", "Elle", ["okello"]),
        ("il", "Grace Okello a rencontré Jean Mukasa. Il a accepté.", "Il", ["mukasa"]),
        ("after its verb", "L'armée congolaise accuse le M23. Des tirs, dit-elle, ont repris.", "elle", ["fardc"]),
        ("les rebelles", "Le M23 a pris Goma. Les rebelles avancent.", "Les rebelles", ["m23"]),
        ("la mission", "La MONUSCO a parlé. Le M23 avance. La mission accepte.", "La mission", ["monusco"]),
        (
            "le porte-parole",
            "Ali Otieno, porte-parole du M23, est venu. Jean Mukasa est parti. Le porte-parole a parlé.",
            "Le porte-parole",
            ["Ali Otieno"],
        ),
        ("a section of a body", "La section communication des FARDC a parlé.", "La section communication des FARDC", ["fardc"]),
        (
            "elle for a body",
            "Le M23 a pris Goma. Jean Mukasa est parti. L'armée congolaise se tait ; elle attend.",
            "elle",
            ["fardc"],
        ),
        ("a body after its description", "Le mouvement de Jean Mukasa, le M23, accepte.", "Le mouvement de Jean Mukasa", ["m23"]),
        (
            "a title after its name",
            "Le candidat Hissein Abakar a contesté les résultats. L'ancien ministre a parlé.",
            "L'ancien ministre",
            ["Hissein Abakar"],
        ),
        ("unnamed", "Le M23 a pris Goma. Des habitants ont fui.", "Des habitants", [None]),
    ],
)
def test_french(_case: str, text: str, stretch: str, expected: list[str | None]) -> None:
    assert meant(text, stretch, "fr") == expected


@pytest.mark.parametrize(
    ("_case", "text", "stretch", "kind", "expected"),
    [
        ("we in a statement", "The African Union regrets the attack. We ask for calm.", "We", SourceKind.STATEMENT, ["union"]),
        ("we in a report are not known", "The African Union regrets the attack. We ask for calm.", "We", SourceKind.NEWS, [None]),
    ],
)
def test_authors(_case: str, text: str, stretch: str, kind: SourceKind, expected: list[str | None]) -> None:
    assert meant(text, stretch, kind=kind) == expected


@pytest.mark.parametrize(
    ("_case", "text", "stretch", "expected"),
    [
        (
            "what a person does",
            "Striker Danny Otieno came. Judge Ana Wafula left. The striker sang.",
            "The striker",
            ["Danny Otieno"],
        ),
        ("what another does", "Striker Danny Otieno came. Ana Wafula left. The judge sang.", "The judge", ["Ana Wafula"]),
        ("by age", "Danny Otieno, a nurse from Borel, came. The 22-year-old sang.", "The 22-year-old", ["Danny Otieno"]),
        (
            "a post with its domain",
            "Danny Otieno came. The federal finance minister sang.",
            "The federal finance minister",
            [None],
        ),
        ("another's post", "Danny Otieno, minister of defence, came. The prime minister sang.", "The prime minister", [None]),
        ("the gender of a given name", "Margaret Otieno met Carl Wafula. He sang.", "He", ["Carl Wafula"]),
        ("told gender before the given name's", "Ms. Carl Otieno met Ana Wafula. She sang.", "She", ["Carl Otieno"]),
        ("a surname that is a town's too", "Margaret Goma came. Goma sang.", "Goma", ["Margaret Goma"]),
        ("no paper", "Margaret Otieno came. A study closed the case. She sang.", "She", ["Margaret Otieno"]),
        ("a body that goes unnamed", "Margaret Otieno came. The bank closed. It sang.", "It", [None]),
        ("several who are only described", "Carl Otieno came. Residents fled. They sang.", "They", [None]),
    ],
)
def test_persons_of_general_news(_case: str, text: str, stretch: str, expected: list[str | None]) -> None:
    assert meant(text, stretch) == expected


WITNESS = "A witness, taxi driver Ali Otieno, fled."


@pytest.mark.parametrize(
    ("_case", "text", "stretch", "expected"),
    [
        ("what somebody does and the name", f"{WITNESS}", "A witness", ["Ali Otieno"]),
        ("he, after that", f"{WITNESS} He agreed.", "He", ["Ali Otieno"]),
        ("another's post and name", "A witness met the mayor, Ali Otieno, and fled.", "A witness", [None]),
        ("a list", "A witness, a nurse and Ali Otieno, a driver, fled.", "A witness", [None]),
        ("no woman is he", "Ali Otieno came. A woman from Goma fled. He sang.", "He", ["Ali Otieno"]),
        ("no spokesman is she", "Grace Okello came. A spokesman for the club left. She sang.", "She", ["okello"]),
        ("a woman may be she", "Grace Okello came. A woman from Goma fled. She sang.", "She", [None]),
        ("neighbours are they", "The M23 came. Neighbours fled. They sang.", "They", [None]),
        ("prices are not they", "The M23 came. Prices rose. They sang.", "They", ["m23"]),
    ],
)
def test_described_persons_point_on(_case: str, text: str, stretch: str, expected: list[str | None]) -> None:
    assert meant(text, stretch) == expected
