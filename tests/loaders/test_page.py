"""Facts about the pages that show a reading on its text."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from loaders.marks import Mark, Piece, pieces

TEXT = "The mayor said the bridge fell."


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ((), (Piece(TEXT, (), ()),)),
        (
            (Mark("m1", "actor", 0, 9),),
            (Piece("The mayor", ("m1",), ("actor",)), Piece(" said the bridge fell.", (), ())),
        ),
        (  # one inside the other, ending together
            (Mark("s1", "statement", 15, 30), Mark("e1", "event", 26, 30)),
            (
                Piece("The mayor said ", (), ()),
                Piece("the bridge ", ("s1",), ("statement",)),
                Piece("fell", ("s1", "e1"), ("statement", "event")),
                Piece(".", (), ()),
            ),
        ),
        (  # two that cross
            (Mark("s1", "statement", 0, 14), Mark("s2", "statement", 4, 31)),
            (
                Piece("The ", ("s1",), ("statement",)),
                Piece("mayor said", ("s1", "s2"), ("statement",)),
                Piece(" the bridge fell.", ("s2",), ("statement",)),
            ),
        ),
        ((Mark("m1", "actor", 5, 5),), (Piece(TEXT, (), ()),)),  # an empty mark shows nothing
    ],
)
def test_the_text_is_cut_at_every_border(marks: tuple[Mark, ...], expected: tuple[Piece, ...]) -> None:
    assert pieces(TEXT, marks) == expected
    assert "".join(piece.text for piece in pieces(TEXT, marks)) == TEXT


def _pages(articles: dict[str, str], tmp_path: Path) -> dict[str, str]:
    for name, text in articles.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    out = io.StringIO()
    call_command("extract_articles", str(tmp_path / "in"), "--html", str(tmp_path / "out"), stdout=out, stderr=io.StringIO())
    assert len([json.loads(line) for line in out.getvalue().splitlines()]) == len(articles)
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((tmp_path / "out").iterdir())}


def test_a_page_shows_what_was_read_and_escapes_what_the_text_holds(tmp_path: Path) -> None:
    text = "Rebels <script>alert(1)</script> seized Goma on 3 March 2025, the governor of North Kivu said. He called for calm.\n"
    shown = _pages({"one.txt": text}, tmp_path)
    assert list(shown) == ["index.html", "one.html"]
    assert "<script>alert" not in shown["one.html"]
    assert "&lt;script&gt;alert" in shown["one.html"]
    assert 'class="place"' in shown["one.html"] or 'place" data-keys' in shown["one.html"]
    assert "territory_capture" in shown["one.html"]
    assert '<a href="one.html">' in shown["index.html"]


def test_two_articles_of_one_name_have_a_page_each(tmp_path: Path) -> None:
    text = "The governor of North Kivu said that calm had returned to Goma after {} days of fighting.\n"
    shown = _pages(
        {"a/same.txt": text.format("three"), "b/same.txt": text.format("four"), "c/index.txt": text.format("five")}, tmp_path
    )
    assert list(shown) == ["index-2.html", "index.html", "same-2.html", "same.html"]
