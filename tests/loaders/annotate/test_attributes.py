"""The ruler that remembers gives what spaCy's own gives, token by token."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from loaders.annotate.attributes import remember
from loaders.annotate.pipeline import PIPELINES, load_pipeline

TEXTS = {
    "en": (
        "He's gonna go, isn't he? They ain't here.\n\nWe've got ta leave because it'll rain; that is what they'd said.",
        "The talks, which had been put off, will be held on Monday, if both sides' envoys come.  ",
        "Nothin' to do. She said that that man's right, though unless he does what he has done he has nothing.",
    ),
    "fr": (
        "Il n'y a pas d'accord, a-t-il dit. Les pourparlers qui devaient s'ouvrir lundi sont remis.",
        "Elle s'est rendue à Kigali  parce que l'on l'y attendait.",
    ),
}


def _given(doc: Doc) -> list[tuple[str, str, str, str, str]]:
    return [(token.text, token.tag_, token.pos_, token.lemma_, str(token.morph)) for token in doc]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_same_attributes(language: str) -> None:
    own, ours = spacy.load(PIPELINES[language]), load_pipeline(PIPELINES[language])
    for text in TEXTS[language] * 2:  # the second time from what was remembered
        theirs = own(text)
        assert _given(ours(text)) == _given(theirs)
        assert ours.get_pipe("attribute_ruler").match(theirs) == own.get_pipe("attribute_ruler").match(theirs)  # type: ignore[attr-defined]


def test_patterns_that_look_at_more_are_asked_each_time() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler").add_patterns(  # type: ignore[attr-defined]
        [
            {"patterns": [[{"LENGTH": 3}]], "attrs": {"LEMMA": "three"}},
            {"patterns": [[{"LOWER": "two"}]], "attrs": {"LEMMA": "2"}},
        ]
    )
    assert [token.lemma_ for token in remember(nlp)("One two four six")] == ["three", "2", "", "three"]


def test_a_pipeline_without_a_ruler_is_left_alone() -> None:
    assert remember(spacy.blank("en")).pipe_names == []
