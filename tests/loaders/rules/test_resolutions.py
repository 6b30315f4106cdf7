"""Resolutions: for each list of resolutions.toml that names one a sentence that it reads, and a near miss."""

from __future__ import annotations

import pytest

from loaders.extract.resolutions import resolutions
from loaders.vocab import table
from tests.loaders.extract.invented import annotated

# section (or body), a sentence that it decides, the body and number read, a near miss
ROWS = (
    ("nouns", "The Council adopted resolution 2999 (2031).", ("un-security-council", 2999), "He read page no. 2999."),
    ("numbering", "It adopted résolution n° 2999.", ("un-security-council", 2999), "He read no. 2999."),
    ("draft", "A draft resolution is ready.", ("un-security-council", None), "The draft is ready."),
    ("draft", "A draft text is ready.", ("un-security-council", None), "The text was drafted."),
    ("limits", "It voted resolution 412.", ("un-security-council", 412), "It voted resolution 12."),
    ("un-general-assembly", "The General Assembly adopted resolution 412.", ("un-general-assembly", 412),
     "The General Assembly met 412 times."),
    ("un-human-rights-council", "The Human Rights Council adopted resolution 412.", ("un-human-rights-council", 412),
     "The Human Rights Council heard 412 people."),
    ("european-parliament", "The European Parliament adopted resolution 412.", ("european-parliament", 412),
     "The European Parliament has 412 seats."),
    ("us-congress", "House resolution 412 was read.", ("us-congress", 412), "House number 412 was sold."),
)  # fmt: skip
ABOUT_STATEMENTS = {"provision"}


@pytest.mark.parametrize(("text", "read"), [row[1:3] for row in ROWS])
def test_a_resolution_is_read(text: str, read: tuple[str, int | None]) -> None:
    assert [(found.body, found.number) for found in resolutions(annotated(text))] == [read]


@pytest.mark.parametrize("text", [row[3] for row in ROWS])
def test_a_near_miss_is_no_resolution(text: str) -> None:
    assert resolutions(annotated(text)) == ()


def test_every_section_and_body_has_a_row() -> None:
    sections = set(table("resolutions")) - {"body"} - ABOUT_STATEMENTS
    assert sections | {body["slug"] for body in table("resolutions")["body"]} == {row[0] for row in ROWS}
