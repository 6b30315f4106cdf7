"""Where a country's or capital's name means its government, where the place, and where neither."""

from __future__ import annotations

import pytest

from loaders.link import link
from loaders.records import Drafts
from tests.loaders.known import KNOWN, annotate


def senses(text: str, language: str = "en") -> set[str]:
    extraction = link(annotate(text, language=language), Drafts(), KNOWN)
    return {f"actor {m.actor.slug}" for m in extraction.mentions if m.actor} | {
        f"place {m.place.slug}" for m in extraction.mentions if m.place
    }


@pytest.mark.parametrize(
    ("_case", "text", "expected"),
    [
        ("subject", "Rwanda rejected the report.", {"actor rwanda"}),
        ("a capital as subject", "Kigali rejected the report.", {"actor rwanda"}),
        ("by", "The deal was signed by Rwanda.", {"actor rwanda"}),
        ("between", "They signed a deal between Uganda and Rwanda.", {"actor uganda", "actor rwanda"}),
        ("against", "He spoke against Rwanda.", {"actor rwanda"}),
        ("object of an address", "The envoy accused Rwanda of lying.", {"actor rwanda"}),
        ("a capital as object of an address", "The envoy urged Kinshasa to wait.", {"actor drc"}),
        ("talks with a capital", "They want talks with Kinshasa.", {"actor drc"}),
        ("a deed's owner", "They regret Rwanda's decision.", {"actor rwanda"}),
        ("sanctions on", "They imposed sanctions on Rwanda.", {"actor rwanda"}),
        ("backed", "A Rwanda-backed force left.", {"actor rwanda"}),
        ("in", "Shops reopened in Rwanda.", {"place rwanda"}),
        ("from", "Lorries came from Uganda.", {"place uganda"}),
        ("reached", "The refugees reached Uganda.", {"place uganda"}),
        ("a capital in", "An official in Kinshasa disagreed.", {"place kinshasa"}),
        ("a capital that woke", "Kinshasa woke to silence.", {"place kinshasa"}),
        ("a border", "The Rwanda border was shut.", {"place rwanda"}),
        ("a road between", "The road between Goma and Kigali was shut.", {"place goma", "place kigali"}),
        ("only said of a person", "Rwanda's president spoke.", set()),
        ("only said of a process", "The Kigali Process went on.", set()),
        ("an embassy's owner", "The embassy of Rwanda burned.", set()),
    ],
)
def test_sense(_case: str, text: str, expected: set[str]) -> None:
    assert senses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le Rwanda rejette le rapport.", {"actor rwanda"}),
        ("Kigali rejette le rapport.", {"actor rwanda"}),
        ("Un marché a rouvert au Rwanda.", {"place rwanda"}),
        ("Un responsable est arrivé à Kinshasa.", {"place kinshasa"}),
    ],
)
def test_sense_in_french(text: str, expected: set[str]) -> None:
    assert senses(text, "fr") == expected


def test_all_of_a_list_have_the_sense_of_its_first() -> None:
    assert senses("Rwanda, Uganda, and the Democratic Republic of the Congo agreed to a pause.") == {
        "actor rwanda",
        "actor uganda",
        "actor drc",
    }
