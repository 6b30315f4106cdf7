"""HTML pages: the article's text without the page around it, and what the page says of itself. Nothing is fetched or run."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import lxml.etree
import lxml.html

from loaders.read.metadata import Metadata
from loaders.read.refusing import NotReadError

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_STARTS = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body|article)\b", re.IGNORECASE | re.DOTALL)
_DEPTH_MAX = 200
_NO_TEXT = ("script", "style", "noscript", "template", "svg", "iframe", "object", "form", "button", "nav", "footer", "aside", "figure")
_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "blockquote", "pre", "dt", "dd", "figcaption", "div", "section", "tr"}
_TITLES = ("og:title", "twitter:title", "dc.title", "title")
_SITES = ("og:site_name", "publisher", "dc.publisher", "article:publisher", "application-name")
_DATES = ("article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created",
          "pubdate", "publishdate", "publish-date", "publication_date", "sailthru.date", "parsely-pub-date", "citation_publication_date")
_LANGUAGES = ("language", "content-language", "og:locale", "dc.language")


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page's article, paragraphs parted by blank lines, and what the page says of itself."""

    text: str
    meta: Metadata
    language: str | None  # what the page says; often wrong, hence not in `meta`


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that a page says it has."""
    match = _DECLARED.search(data[:4096])
    return match[1].decode("ascii", "replace").lower() if match else None


def looks_like_html(text: str) -> bool:
    """Whether a text is an HTML page, whatever its file is called."""
    return bool(_STARTS.match(text[:5000]))


def read_page(html: str) -> Page:
    """Return the article of a page; a page without text is refused."""
    tree = _parse(html)
    meta = _page_metadata(tree)
    paragraphs = _article_paragraphs(html) or list(_paragraphs(_body(tree)))
    if not paragraphs:
        raise NotReadError("empty", "the page has no text in it")
    if meta.title and _same(meta.title, paragraphs[-1]):
        paragraphs.pop()
    if meta.title and not any(_same(meta.title, paragraph) for paragraph in paragraphs[:3]):
        paragraphs.insert(0, meta.title)
    return Page("\n\n".join(paragraphs), meta, _language(tree))


def _parse(html: str) -> lxml.html.HtmlElement:
    # an XML declaration with an encoding is refused by the parser in a text that is decoded already
    source = re.sub(r"^\s*<\?xml[^>]*>", "", html.replace("\x00", " "))
    try:
        parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
        tree = lxml.html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise NotReadError("html", f"the page can't be parsed: {error}") from error
    return tree


def _article_paragraphs(html: str) -> list[str]:
    """The paragraphs that trafilatura takes for the article; none where it finds nothing."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(html, include_comments=False, include_tables=True, with_metadata=False)
    except Exception:  # on hostile pages it raises whatever its parsers raise; the plain walk over the page is still there
        return []
    body = getattr(found, "body", None)
    return list(_extracted(body)) if body is not None else []


def _extracted(body: Any) -> Iterator[str]:
    for element in body:
        if element.tag == "list":
            yield from (f"\u2022 {text}" for item in element.iter("item") if (text := _text_of(item)))
        elif element.tag == "table":
            rows = ("\t".join(_text_of(cell) for cell in row.iter("cell")) for row in element.iter("row"))
            yield "\n".join(row for row in rows if row.strip())
        elif text := _text_of(element):
            yield text


def _text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _body(tree: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    for path in ("//article", "//main", "//*[@role='main']", "//body"):
        found = tree.xpath(path)
        if isinstance(found, list) and len(found) == 1:
            return found[0]  # type: ignore[return-value]
    return tree


def _paragraphs(body: lxml.html.HtmlElement) -> Iterator[str]:
    """The texts of the innermost blocks under `body`, without scripts and menus; the walk keeps its own stack."""
    words: list[str] = []
    for event, element in lxml.etree.iterwalk(_without_furniture(body), events=("start", "end")):
        if element.tag in _BLOCKS or element.tag == "br":
            if text := " ".join("".join(words).split()):
                yield text
            words = []
        words.append((element.text if event == "start" else element.tail) or "")
    if text := " ".join("".join(words).split()):
        yield text


def _without_furniture(body: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    for element in list(body.iter(*_NO_TEXT)):
        if element is not body and element.getparent() is not None:
            element.drop_tree()
    return body


def _page_metadata(tree: lxml.html.HtmlElement) -> Metadata:
    named = dict(_meta_tags(tree))
    linked = _linked_data(tree)
    first = lambda names: next((named[name] for name in names if named.get(name)), None)  # noqa: E731
    title = first(_TITLES[:3]) or _text(linked.get("headline")) or _only_heading(tree) or _title_tag(tree)
    return Metadata(
        title=title,
        publisher=(first(_SITES) or _text(_inside(linked.get("publisher")).get("name"))),
        url=_url(tree, named),
        published_on=_day(first(_DATES)) or _day(_text(linked.get("datePublished"))),
        licence=_licence(tree),
    )


def _meta_tags(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    seen = set()
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or ""
        content = " ".join((tag.get("content") or "").split())
        if content and name.lower() not in seen:
            seen.add(name.lower())
            yield name.lower(), content


def _linked_data(tree: lxml.html.HtmlElement) -> dict[str, Any]:
    """The first JSON-LD object of the page that is an article."""
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", [data]) if isinstance(data, dict) else data
        for thing in graph if isinstance(graph, list) else []:
            if isinstance(thing, dict) and "Article" in str(thing.get("@type")):
                return thing
    return {}


def _inside(value: object) -> dict[str, Any]:
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _only_heading(tree: lxml.html.HtmlElement) -> str | None:
    headings = [text for heading in tree.iter("h1") if (text := _text_of(heading))]
    return headings[0] if len(headings) == 1 else None


def _title_tag(tree: lxml.html.HtmlElement) -> str | None:
    title = next((_text_of(tag) for tag in tree.iter("title")), "")
    return re.sub(r"\s[|\u2013\u2014-]\s[^|\u2013\u2014]{2,40}$", "", title) or None


def _url(tree: lxml.html.HtmlElement, named: dict[str, str]) -> str | None:
    canonical = next((link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None)
    url = canonical or named.get("og:url")
    return url if url and urlsplit_safe(url) else None


def urlsplit_safe(url: str) -> bool:
    """Whether an address is an absolute one of the web."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"[\s<>\"\x00-\x20]", url) and len(url) <= 2000


def _day(value: str | None) -> dt.date | None:
    match = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)", value or "")
    if not match:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _language(tree: lxml.html.HtmlElement) -> str | None:
    root = tree.getroottree().getroot()
    tags = dict(_meta_tags(tree))
    named = next((tags[name] for name in _LANGUAGES if name in tags), None)
    code = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or named or "").lower()
    match = re.match(r"([a-z]{2})(?:[-_]|$)", code)
    return match[1] if match else None


def _licence(tree: lxml.html.HtmlElement) -> str | None:
    href = next((link.get("href") for link in tree.iter("link", "a") if (link.get("rel") or "").lower() == "license"), None)
    return href[:100] if href else None


def _same(title: str, paragraph: str) -> bool:
    return title.casefold().split() == paragraph.casefold().split()
