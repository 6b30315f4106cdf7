"""Whom statements are directed at, and what speakers do by them."""

from __future__ import annotations

import pytest

from loaders.extract.addressed_words import words
from loaders.vocab import VocabularyError
from tests.loaders.extract.statement_reading import document, read

CASES = [
    ("en", "The envoy urged all parties to return to the talks.", ["all parties"]),
    ("en", "The council called on the army to leave the town.", ["the army"]),
    ("en", "The minister told families to stay at home.", ["families"]),
    ("en", "The mission said the army must leave the town.", ["the army"]),
    ("en", "The council demanded that the rebels leave the town.", ["the rebels"]),
    ("en", "The minister vowed to crush the rebels.", ["the rebels"]),
    ("en", "The group said that soldiers had looted the market.", ["soldiers"]),
    ("en", "The council called for the truce to hold.", []),
    ("en", "The minister told reporters that the road was open.", []),
    ("en", "The bishop said the harvest was good.", []),
    ("en", '"We call on all armed groups to leave the town," the bishop said.', ["all armed groups"]),
    ("en", '"We walked to the town," the bishop said.', []),
    ("en", "The bishop thanked the teachers of the town for their help.", ["the teachers of the town"]),
    ("en", "The bishop praised a plan put forward by the ministry.", []),
    ("en", "The court ruled out any talks with the kidnappers.", ["the kidnappers"]),
    ("en", "The council condemned the attack by gunmen on the market.", ["gunmen"]),
    ("en", "The council condemned the killing of soldiers.", []),
    ("en", "The council demanded the withdrawal of the rebels.", ["the rebels"]),
    ("en", "The council called for the release of the rebels.", []),
    ("en", "We expect the parties to sign the deal, the ministry said.", ["the parties"]),
    ("fr", "Il a exigé du gouvernement l'ouverture d'un couloir.", ["gouvernement"]),
    ("fr", "Il a exigé l'ouverture d'un couloir.", []),
    ("fr", "Aux habitants, le maire a demandé de rester calmes.", ["habitants"]),
    ("fr", "« Nous demandons aux rebelles de partir », a dit le maire.", ["rebelles"]),
    ("fr", "L'envoyé a exhorté toutes les parties à reprendre le dialogue.", ["toutes les parties"]),
    ("fr", "Le ministre a invité les habitants à rester chez eux.", ["les habitants"]),
    ("fr", "Le ministre a affirmé que la récolte était bonne.", []),
    ("en", "The council called on all armed groups in the region to leave the town.", ["all armed groups in the region"]),
    ("en", "The council called on all parties to the conflict to respect clinics.", ["all parties to the conflict"]),
    ("en", "The council reaffirmed its full support for the mediators.", ["the mediators"]),
    ("en", "The council conveyed its condolences to the families of the victims.", ["the families of the victims"]),
    ("en", "The council took note of the plan of the season.", []),
    ("en", "The bishop welcomed the sanctions adopted on Monday by the government.", ["the government"]),
    ("fr", "L'évêque a salué les sanctions adoptées lundi par le gouvernement.", ["le gouvernement"]),
    ("fr", "Le conseil a réitéré son plein soutien aux médiateurs.", ["médiateurs"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[text for _, text, _ in CASES])
def test_addressees(language: str, text: str, expected: list[str]) -> None:
    (statement,) = read(document(text, language=language))
    assert [ref.text for ref in statement.addressees] == expected


ACTS = [
    ("en", 'The ministry said: "Traders are asked to leave by noon."', "call"),
    ("en", 'The bishop said: "We were appalled by the raid."', "condemn"),
    ("en", 'The spokesman said: "The claim is baseless."', "deny"),
    ("en", 'The general said: "Those who shoot will face consequences."', "threaten"),
    ("en", 'The bishop said: "The harvest was good."', "assert"),
    ("fr", "« Les commerçants sont priés de partir avant midi », a dit le maire.", "call"),
    ("fr", "« Cette affirmation est dénuée de tout fondement », a dit le maire.", "deny"),
    ("fr", "« La récolte était bonne », a dit le maire.", "assert"),
]


@pytest.mark.parametrize(("language", "text", "expected"), ACTS, ids=[text for _, text, _ in ACTS])
def test_acts(language: str, text: str, expected: str) -> None:
    (statement,) = read(document(text, language=language))
    assert statement.act.value == expected


def test_bad_vocabulary_names_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.extract.addressed_words.table", lambda name: {"en": {"audience": ["party"]}})
    words.cache_clear()
    with pytest.raises(VocabularyError, match=r"addressees\.toml(:\d+)?: \[en\]"):
        words("en")
    words.cache_clear()
