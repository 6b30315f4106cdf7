import datetime as dt

import pytest

from loaders.read import NotReadError
from loaders.read.html import looks_like_html, read_page
from tests.loaders.read.reading import EN, FR

HEAD = """<meta property="og:title" content="Truce talks stall"><meta property="og:site_name" content="Lake Wire">
<meta property="article:published_time" content="2031-05-05T10:00:00Z"><link rel="canonical" href="https://x.example.org/1">
<link rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">"""


def page(body: str, head: str = HEAD) -> str:
    return (
        f"<!doctype html><html lang=en><head><title>Truce talks stall - Lake Wire</title>{head}</head><body>{body}</body></html>"
    )


def linked(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'


BODY = f"<nav><a href=/>Home</a></nav><article><h1>Truce talks stall</h1><p>{EN}</p><h2>Background</h2><p>{EN}</p></article>"


def test_the_article_comes_without_the_page() -> None:
    assert read_page(page(BODY)).text == f"Truce talks stall\n\n{EN}\n\nBackground\n\n{EN}"


def test_the_head_gives_the_metadata() -> None:
    meta = read_page(page(BODY)).meta
    assert (meta.title, meta.publisher, meta.url) == ("Truce talks stall", "Lake Wire", "https://x.example.org/1")
    assert (meta.published_on, meta.licence, meta.language) == (dt.date(2031, 5, 5), "CC-BY-SA-4.0", None)


@pytest.mark.parametrize(
    ("_case", "head", "title", "published"),
    [
        ("title tag and h1", "", "Truce talks stall", None),
        ("json-ld", linked('{"@type": "Article", "headline": "Talks", "datePublished": "2031-05-06"}'), "Talks", "2031-05-06"),
        ("json-ld graph", linked('{"@graph": [{"@type": "Person"}, {"@type": "Article", "headline": "Talks"}]}'), "Talks", None),
        ("broken json-ld", linked('{"@type": '), "Truce talks stall", None),
        ("a date that is none", '<meta name="date" content="yesterday">', "Truce talks stall", None),
        ("a date", '<meta name="date" content="20310507">', "Truce talks stall", "2031-05-07"),
    ],
)  # fmt: skip
def test_heads_are_read_in_their_order(_case: str, head: str, title: str, published: str | None) -> None:
    meta = read_page(page(BODY, head)).meta
    assert (meta.title, meta.published_on and meta.published_on.isoformat()) == (title, published)


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert('XSS')</script>",
        "<img src=x onerror=\"alert('XSS')\">",
        "<svg onload=alert('XSS')></svg>",
        "<iframe src=\"javascript:alert('XSS')\"></iframe>",
        "<a href=\"javascript:alert('XSS')\">the link text</a>",
        "<style>p { content: 'XSS' }</style>",
        "<noscript><p>XSS</p></noscript>",
        "<!-- XSS -->",
        "<template><p>XSS</p></template>",
        "<object data='XSS'>XSS</object>",
    ],
)
def test_nothing_that_runs_survives(attack: str) -> None:
    assert "XSS" not in read_page(page(f"<article><p>{EN}</p>{attack}<p>{EN}</p></article>")).text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "/relative", "http://", "https://[x"])
def test_addresses_that_are_none_are_left_out(url: str) -> None:
    assert read_page(page(BODY, f'<link rel="canonical" href="{url}">')).meta.url is None


def test_tables_and_lists_are_kept_apart() -> None:
    table = "<table><tr><th>Province</th><th>People</th></tr><tr><td>Ituri</td><td>1,020</td></tr></table>"
    text = read_page(page(f"<article><p>{EN}</p>{table}<p>{EN}</p><ul><li>{FR}</li></ul></article>")).text
    assert "Province\tPeople\nIturi\t1,020" in text
    assert f"• {FR}" in text


def test_entities_are_characters() -> None:
    assert "l’armée & « nous »" in read_page(
        page(f"<p>{FR} l&rsquo;arm&eacute;e &amp; &laquo;&nbsp;nous&nbsp;&raquo;</p>")
    ).text.replace("\xa0", " ")


def test_reading_a_page_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("socket.socket.__init__", refuse)
    assert (
        EN
        in read_page(
            page(f'<link rel=stylesheet href="http://x.example.org/x.css"><img src="http://x.example.org/x"><p>{EN}</p>')
        ).text
    )


def test_no_entity_is_fetched() -> None:
    attack = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    assert "root:" not in read_page(f"{attack}<html><body><p>{EN} &x;</p></body></html>").text


@pytest.mark.parametrize("html", ["", "<html></html>", "<html><body><script>x</script></body></html>", "<!-- -->"])
def test_a_page_without_text_is_refused(html: str) -> None:
    with pytest.raises(NotReadError):
        read_page(html)


def test_a_page_of_a_hundred_layers_is_read_and_one_of_thousands_refused() -> None:
    assert EN in read_page(page("<div>" * 100 + f"<p>{EN}</p>")).text
    with pytest.raises(NotReadError):
        read_page(page("<div>" * 5000 + f"<p>{EN}</p>", ""))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html><html>", True),
        ("  <html lang=fr>", True),
        ("<!-- x --><html>", True),
        ("The <html> tag was invented", False),
        ("<p>not a page", False),
    ],
)
def test_pages_are_known_by_their_start(text: str, expected: bool) -> None:
    assert looks_like_html(text) is expected
