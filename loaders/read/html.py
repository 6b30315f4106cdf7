"""HTML pages: the article's text without the page around it. Nothing is fetched, nothing is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import lxml.etree
import lxml.html

from loaders.read.metadata import Metadata
from loaders.read.pagefacts import page_facts, text_of
from loaders.read.refusing import NotReadError

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_STARTS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_DEAD = ("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "button", "select")
_NO_TEXT = frozenset(("form", "nav", "footer", "aside", "head"))
_BLOCKS = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "tr", "blockquote", "pre", "dt", "dd", "figcaption", "div",
    "section", "article", "main", "body", "br", "hr", "ul", "ol", "table",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page's article, paragraphs parted by blank lines, and what the page says of itself."""

    text: str
    meta: Metadata
    language: str | None


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that a page says it has."""
    match = _DECLARED.search(data[:4096])
    return match[1].decode("ascii", "replace").lower() if match else None


def looks_like_html(text: str) -> bool:
    """Whether a text is an HTML page, whatever its file is called."""
    return bool(_STARTS.match(text[:5000]))


def read_page(html: str) -> Page:
    """Return the article of a page, headed by its title; a page without text is refused."""
    tree = _parse(html)
    facts = page_facts(tree)
    for element in list(tree.iter(*_DEAD)):
        if element.getparent() is not None:
            element.drop_tree()
    paragraphs = _article_paragraphs(tree) or list(_paragraphs(_main_part(tree)))
    if not paragraphs:
        raise NotReadError("empty", "the page has no text in it")
    title = facts.meta.title
    if title and not any(_same(title, paragraph) for paragraph in (*paragraphs[:3], paragraphs[-1])):
        paragraphs.insert(0, title)
    return Page("\n\n".join(paragraphs), facts.meta, facts.language)


def _parse(html: str) -> lxml.html.HtmlElement:
    # the text is decoded already: the parser must not believe an encoding that the page declares
    source = _XML_DECLARATION.sub("", html.replace("\x00", " ")).encode("utf-8", "replace")
    parser = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return lxml.html.document_fromstring(source, parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise NotReadError("html", f"the page can't be parsed: {error}") from error


def _article_paragraphs(tree: lxml.html.HtmlElement) -> list[str]:
    """The paragraphs that trafilatura takes for the article; none where it finds nothing."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(deepcopy(tree), include_comments=False, include_tables=True, with_metadata=False)
    except Exception:
        return []
    body = getattr(found, "body", None)
    return list(_extracted(body)) if body is not None else []


def _extracted(body: Any) -> Iterator[str]:
    for element in body:
        if element.tag == "list":
            yield from (f"• {text}" for item in element.iter("item") if (text := text_of(item)))
        elif element.tag == "table":
            rows = ("\t".join(text_of(cell) for cell in row.iter("cell")) for row in element.iter("row"))
            yield "\n".join(row for row in rows if row.strip())
        elif text := text_of(element):
            yield text


def _main_part(tree: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    for tag in ("article", "main", "body"):
        found = list(tree.iter(tag))
        if len(found) == 1:
            return found[0]
    return tree


def _paragraphs(body: lxml.html.HtmlElement) -> Iterator[str]:
    """The texts of the innermost blocks under `body`, without scripts and menus."""
    words: list[str] = []
    skipped = 0  # how deep inside an element that holds no text
    for event, element in lxml.etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS and not skipped:
            if text := " ".join("".join(words).split()):
                yield text
            words = []
        if element.tag in _NO_TEXT:
            skipped += 1 if event == "start" else -1
        if not skipped:
            words.append((element.text if event == "start" else element.tail) or "")
    if text := " ".join("".join(words).split()):
        yield text


def _same(title: str, paragraph: str) -> bool:
    return title.casefold().split() == paragraph.casefold().split()
