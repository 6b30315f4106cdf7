"""Given names: the persons that they tell, the words that they are not, and the gender of a name."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from loaders.annotate.given_names import gender_of, given_names
from loaders.annotate.words import words_of

NAMES = [
    ("a full name", "Yesterday Margaret Ollerton spoke.", ["Margaret Ollerton"]),
    ("two given names and an initial", "Jean-Luc N. Petit spoke.", ["Jean-Luc N. Petit"]),
    ("a particle", "Pedro de la Cruz spoke.", ["Pedro de la Cruz"]),
    ("a word as well", "Hope Street was closed.", []),
    ("a place's name", "Mount Elizabeth Novena was closed.", []),
    ("a body's name", "Margaret Hospital was closed.", []),
    ("alone", "Margaret spoke.", []),
]


def tagged(text: str) -> Doc:
    """The text with every capitalised word a proper noun, as the model would have it."""
    doc = spacy.blank("en")(text)
    for token in doc:
        token.pos_ = "PROPN" if token.text[0].isupper() else "NOUN"
    return doc


@pytest.mark.parametrize(("_case", "text", "expected"), NAMES)
def test_given_names(_case: str, text: str, expected: list[str]) -> None:
    assert [candidate.name for candidate in given_names(tagged(text), words_of(text), set())] == expected


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Margaret Ollerton", "f"), ("Carl Whitcombe", "m"), ("Jean-Luc Petit", "m"), ("Robin Petit", None), ("Petit", None)],
)
def test_gender(name: str, gender: str | None) -> None:
    assert gender_of(tuple(words_of(name).keys)) == gender


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Yesterday Margaret London spoke.", ["Margaret London"]), ("Hope London spoke.", []), ("Margaret, London, spoke.", [])],
)
def test_a_town_after_a_given_name_is_a_surname(text: str, expected: list[str]) -> None:
    words = words_of(text)
    towns = {words.keys.index("london")}
    assert [candidate.name for candidate in given_names(tagged(text), words, towns, towns)] == expected


def test_a_name_of_women_and_men_tells_no_gender() -> None:
    assert [gender_of((given, "otieno")) for given in ("laurence", "lorraine", "marcus")] == [None, "f", "m"]
