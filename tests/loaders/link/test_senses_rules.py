"""Each section of the words for senses: a sentence in which it decides, and a near miss in which it must not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from loaders.vocab import table
from tests.loaders.link.test_senses import senses

# section, language, text where it decides, what is meant, near miss, what is meant there
ROWS = [
    ("subject_place", "en", "Rwanda borders Uganda.", "place rwanda",
     "Rwanda rejected the report.", "actor rwanda"),
    ("object_actor", "en", "The envoy accused Rwanda of lying.", "actor rwanda",
     "The refugees reached Rwanda.", "place rwanda"),
    ("actor_after", "en", "The deal was signed by Rwanda.", "actor rwanda",
     "The deal was signed in Rwanda.", "place rwanda"),
    ("governed.from", "en", "They await permission from Rwanda.", "actor rwanda",
     "Lorries came from Rwanda.", "place rwanda"),
    ("governed.with", "en", "They want talks with Rwanda.", "actor rwanda",
     "They want talks in Rwanda.", "place rwanda"),
    ("governed.of", "en", "They spoke of the role of Rwanda.", "actor rwanda",
     "They spoke of the hills of Rwanda.", "place rwanda"),
    ("governed.on", "en", "They imposed sanctions on Rwanda.", "actor rwanda",
     "Rain fell on Rwanda.", "place rwanda"),
    ("governed.to", "en", "The appeal to Rwanda was heard.", "actor rwanda",
     "They drove to Rwanda.", "place rwanda"),
    ("governed.for", "en", "They voiced support for Rwanda.", "actor rwanda",
     "They left for Rwanda.", "place rwanda"),
    ("governed.de", "fr", "Ils dénoncent le soutien du Rwanda.", "actor rwanda",
     "Ils viennent du Rwanda.", "place rwanda"),
    ("governed.avec", "fr", "Ils veulent un dialogue avec le Rwanda.", "actor rwanda",
     "Ils vivent au Rwanda.", "place rwanda"),
    ("governed.sur", "fr", "Ils exercent une pression sur le Rwanda.", "actor rwanda",
     "La pluie tombe sur le Rwanda.", "place rwanda"),
    ("governed.pour", "fr", "Ils expriment leur soutien pour le Rwanda.", "actor rwanda",
     "Ils partent pour le Rwanda.", "place rwanda"),
    ("neither", "en", "The embassy of Rwanda burned.", "",
     "The hills of Rwanda burned.", "place rwanda"),
    ("like", "en", "They want talks between Rwanda and Uganda.", "actor rwanda",
     "The road between Goma and Kigali was shut.", "place kigali"),
    ("deeds", "en", "They regret Rwanda's decision.", "actor rwanda",
     "They like Rwanda's coffee.", ""),
    ("spatial", "en", "The Rwanda border was shut.", "place rwanda",
     "The Kigali Process went on.", ""),
    ("joined", "en", "A Rwanda-backed force left.", "actor rwanda",
     "They met a Rwanda-born singer.", ""),
    ("locative", "en", "Shops reopened in Rwanda.", "place rwanda",
     "They regret Rwanda's decision.", "actor rwanda"),
]  # fmt: skip


def _decides(found: set[str], meant: str) -> bool:
    """Whether what is expected was found; with nothing expected, that Rwanda and its capital mean nothing."""
    return meant in found if meant else not found & {"actor rwanda", "place rwanda", "place kigali"}


@pytest.mark.parametrize("row", ROWS)
def test_words_decide_the_sense(row: tuple[str, ...]) -> None:
    section, language, text, meant, near, meant_there = row
    assert _decides(senses(text, language), meant), section
    assert _decides(senses(near, language), meant_there), section


def _sections(vocabulary: Any) -> Iterator[str]:
    for section, entries in vocabulary.items():
        yield from (f"governed.{word}" for word in entries) if section == "governed" else (section,)


def test_every_section_has_its_sentence() -> None:
    assert {row[0] for row in ROWS} == set(_sections(table("senses")))
