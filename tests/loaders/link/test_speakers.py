"""Who is meant by the speakers of statements: each rule with a text where it holds and one where it must not."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.link import link
from tests.loaders.known import KNOWN, annotate

CASES = [
    # whoever the reporter spoke of, not somebody named only in what was said
    (
        "a person named in a quotation is not who goes on",
        "“Pass it, as President Carter wants,” Jim Otieno, who runs a firm, told the paper.\nHe continued: “They deserve it.”",
        "They deserve it",
        "Jim Otieno",
    ),
    (
        "nor in what is told before the cue",
        "Peter Wafula was arrested on Monday, police chief Jim Otieno said.\nHe said the search went on.",
        "the search went on",
        "Jim Otieno",
    ),
    (
        "a person told of outside is",
        "Police chief Jim Otieno came. Peter Wafula left.\nHe said the search went on.",
        "the search went on",
        "Peter Wafula",
    ),
    (
        "inside a quotation the rule does not hold",
        "Jim Otieno said Peter Wafula was angry. “He said the road was shut,” a guard recalled.",
        "the road was shut",
        None,
    ),
    # somebody only described
    ("a new description", "A governor on Tuesday opened a road. He said it was long.", "it was long", "A governor"),
    (
        "one of the family",
        "Jim Otieno was found on Friday. His daughter wept. She said he was tired.",
        "he was tired",
        "His daughter",
    ),
    (
        "not where somebody is named",
        "A guard ran off as Peter Wafula watched. He said the road was long.",
        "the road was long",
        "Peter Wafula",
    ),
    ("several are nobody", "Two governors opened a road. He said it was long.", "it was long", "He"),
    (
        "the office of a person",
        "Jim Otieno’s office asked for a new judge.\nIn a response, it said the case was late.",
        "the case was late",
        "Jim Otieno’s office",
    ),
    # descriptions that take up who was named just before
    ("a party's member", "Health critic Jim Otieno left.\nThe Labour MP said it was late.", "it was late", "Jim Otieno"),
    (
        "who is a pronoun later in the sentence",
        "Health critic Jim Otieno left.\nThe Labour MP said he was late.",
        "he was late",
        "Jim Otieno",
    ),
    (
        "too far back",
        "Health critic Jim Otieno left.\nRain fell. Snow fell. Wind blew.\nThe Labour MP said it was late.",
        "it was late",
        "The Labour MP",
    ),
    # whose post it is
    (
        "the secretary of a minister is not the minister",
        "Prime Minister Jim Otieno came.\nThe prime minister’s press secretary said it was late.",
        "it was late",
        "The prime minister’s press secretary",
    ),
    ("the minister is", "Prime Minister Jim Otieno came.\nThe prime minister said it was late.", "it was late", "Jim Otieno"),
    (
        "another portfolio",
        "Foreign Minister Jim Otieno came. Peter Wafula left.\nThe health minister said it was late.",
        "it was late",
        "The health minister",
    ),
    (
        "the same portfolio",
        "Foreign Minister Jim Otieno came. Peter Wafula left.\nThe foreign minister said it was late.",
        "it was late",
        "Jim Otieno",
    ),
    (
        "who is named beside the description is somebody else",
        "Jim Otieno wept.\nThe governor told Otieno it was late.",
        "it was late",
        "The governor",
    ),
    # they
    (
        "several who are described after two who are named",
        "Jim Otieno met Peter Wafula. Many members were alarmed.\nThey said it was late.",
        "it was late",
        "Many members",
    ),
    (
        "papers are not they",
        "Many officials met. The minutes said it was late.\nThey agreed that rates would rise.",
        "rates would rise",
        "Many officials",
    ),
    (
        "a surname is not who is named after it",
        "According to Zolle, Peter Wafula is using small parties.",
        "Peter Wafula is using small parties",
        "Zolle",
    ),
    (
        "a summary goes on",
        "The Lakes Union left.\n“Nobody came,” according to the meeting summary. “It was late,” it said.",
        "It was late",
        "the meeting summary",
    ),
]


def speaker(text: str, content: str) -> str | None:
    """Who says that content: a name, the words of a description, or None where nobody says just that."""
    annotated = annotate(*text.split("\n"))
    found = [one for one in link(annotated, extract(annotated), KNOWN).statements if one.text == content]
    return (found[0].speaker.name if found[0].speaker else found[0].speaker_text) if found else None


@pytest.mark.parametrize(("case", "text", "content", "expected"), CASES)
def test_speaker(case: str, text: str, content: str, expected: str | None) -> None:
    assert speaker(text, content) == expected, case
