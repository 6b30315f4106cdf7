import pytest

from loaders.read.lines import ends_sentence, join_wrapped, split_lines


def lines(raw: str) -> list[str]:
    return [line.text for line in join_wrapped(split_lines(raw))]


@pytest.mark.parametrize(
    ("_case", "raw", "expected"),
    [
        ("unix", "One.\nTwo.\n\nThree.", ["One.", "Two.", "Three."]),
        ("windows", "One.\r\nTwo.", ["One.", "Two."]),
        ("old mac", "One.\rTwo.", ["One.", "Two."]),
        ("unicode", "One.\u2028Two.\u2029Three.", ["One.", "Two.", "Three."]),
        ("form feed", "One.\x0cTwo.", ["One.", "Two."]),
        ("leading blank lines", "\n\n \nOne.", ["One."]),
        (
            "lost backslash",
            "Un titre\nnDans la ville, rien.\nn« Non », dit-il.",
            ["Un titre", "Dans la ville, rien.", "« Non », dit-il."],
        ),
        ("lost backslash before an elision", "Titre\nnD'après eux, rien.", ["Titre", "D'après eux, rien."]),
        ("lost backslash inside a line", "Il est parti.nLa ville est calme.", ["Il est parti.", "La ville est calme."]),
        ("lost backslash behind a space", "Il est parti. nLa ville est calme.", ["Il est parti.", "La ville est calme."]),
        ("backslash written out", "One.\\nTwo.\\r\\nThree.", ["One.", "Two.", "Three."]),
        ("an n of its own", "Title\nnotes from the field", ["Title", "notes from the field"]),
        ("n before a lower-case word stays", "Title here\nnCoV", ["Title here", "nCoV"]),
    ],
)
def test_lines_are_told_apart(_case: str, raw: str, expected: list[str]) -> None:
    assert lines(raw) == expected


WRAPPED = """The mediator said on Tuesday that the two delegations had
agreed to meet again before the end of the month, and that
he would travel to both capitals in order to prepare the
meeting. He did not name a place.

A second paragraph follows it and it is broken at the same
width as the first one, so that it can be told from a list
of short lines.
"""


def test_lines_of_a_narrow_page_are_joined() -> None:
    assert lines(WRAPPED) == [
        "The mediator said on Tuesday that the two delegations had agreed to meet again before the end of the month, and that "
        "he would travel to both capitals in order to prepare the meeting. He did not name a place.",
        "A second paragraph follows it and it is broken at the same width as the first one, so that it can be told from a list "
        "of short lines.",
    ]


def test_a_line_a_paragraph_is_left_alone() -> None:
    raw = "The first paragraph is one line.\nThe second one too.\nAnd so is the third of them."
    assert lines(raw) == raw.split("\n")


def test_a_page_break_in_a_sentence_is_bridged() -> None:
    raw = "The group crossed the river at night and took the village which lies on\n\n31-00412 3/12\n\nthe other bank."
    assert lines(raw) == [
        "The group crossed the river at night and took the village which lies on the other bank.",
        "31-00412 3/12",
    ]


@pytest.mark.parametrize(
    ("_case", "raw", "expected"),
    [
        ("a word broken", "they spoke about disarma-\nment for hours", "they spoke about disarmament for hours"),
        ("a compound with a known tail", "it was the Rwanda-\nbacked group there", "it was the Rwanda-backed group there"),
        ("a compound of names", "in the whole of Nord-\nKivu they said", "in the whole of Nord-Kivu they said"),
        (
            "known from elsewhere in the text",
            "a cease-fire was near, the cease-\nfire of May",
            "a cease-fire was near, the cease-fire of May",
        ),
        ("a sentence's first word", "It ended there. Accord-\ning to them it did", "It ended there. According to them it did"),
    ],
)
def test_hyphens_at_line_ends_are_mended(_case: str, raw: str, expected: str) -> None:
    assert lines(raw) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ended.", True),
        ("Did it end?", True),
        ('He said: "It ended."', True),
        ("Il a dit « non. »", True),
        ("Rebels near the town", False),
        ("Talks resume in Washington, D.C.", False),
        ("what follows:", True),
    ],
)
def test_ends_of_sentences(text: str, expected: bool) -> None:
    assert ends_sentence(text) is expected


@pytest.mark.parametrize(
    ("_case", "row", "expected"),
    [
        ("tabs", "Ituri\t1,020\t+14", ["Ituri", "1,020", "+14"]),
        ("bars", "| Ituri | 1,020 |", ["Ituri", "1,020"]),
        ("columns", "Ituri        1,020     +14", ["Ituri", "1,020", "+14"]),
        ("a tab before the text is none", "\tIn Ituri nothing moved.", []),
        ("one bar is none", "Home | News", []),
        ("a numbered paragraph is none", "12.     The group moved.", []),
        ("a ruler is none", "|---|---|", []),
    ],
)
def test_rows_of_tables_have_cells(_case: str, row: str, expected: list[str]) -> None:
    (line,) = split_lines(row)
    assert [cell.text for cell in line.cells] == expected
