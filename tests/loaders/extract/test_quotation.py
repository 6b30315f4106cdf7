"""Which stretches stand in quotation marks, for every mark in use."""

from __future__ import annotations

import time

import pytest

from loaders.extract.quotation import quotations


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "yes" and "no".', ["yes", "no"]),
        ("He said “yes” and „no“.", ["yes", "no"]),
        ("Il a dit « oui » et «non».", ["oui", "non"]),
        ("« Il a dit « oui » hier », dit-elle.", ["Il a dit « oui » hier"]),
        ("He said ''yes'' and ``no''.", ["yes", "no"]),
        ("The group's 'zone' isn't Kenya's.", ["zone"]),
        ("It's the rebels' town.", []),
        ("She said ‘yes’ to the board’s plan.", ["yes"]),
        ('The 5" gun and the 6" gun.', []),
        ('"We are cut off.', ["We are cut off."]),
        ('He met "nobody.', []),
        ('""', []),
    ],
)
def test_stretches(text: str, inside: list[str]) -> None:
    (found,) = quotations([text])
    assert [text[q.start : q.end] for q in found] == inside


def test_an_open_quotation_is_taken_up_by_the_next_paragraph() -> None:
    first, second, third = quotations(['"We are cut off.', '"Nobody came."', '"Help us."'])
    assert [(q.closed, q.continues) for q in (*first, *second, *third)] == [(False, False), (True, True), (True, False)]


@pytest.mark.parametrize("text", ["“a " * 50_000, '"a" ' * 50_000, "«" * 100_000, "'a " * 50_000])
def test_time_is_bounded_whatever_the_marks(text: str) -> None:
    start = time.perf_counter()
    list(quotations([text]))
    assert time.perf_counter() - start < 5
