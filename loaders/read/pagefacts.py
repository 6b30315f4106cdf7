"""What an HTML page says of itself in its head: title, publisher, date, address, licence, language."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import lxml.html

from loaders.read.metadata import CHARS_MAX, Metadata
from loaders.vocab import table

_SUFFIX = re.compile(r"\s[|–—-]\s[^|–—]{2,40}$")

_CREATIVE_COMMONS = re.compile(
    r"creativecommons\.org/(?:publicdomain/(?P<zero>zero)|licenses/(?P<terms>by(?:-nc|-nd|-sa)*)/(?P<version>\d\.\d))"
)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The page's facts as metadata. `language` stands apart: pages often name the wrong one."""

    meta: Metadata
    language: str | None


def page_facts(tree: lxml.html.HtmlElement) -> PageFacts:
    """Return what the page's head says; what it says in no readable form is left out."""
    names, tags, article = table("press")["html"], dict(_tags(tree)), _linked_data(tree)

    def tagged(what: str) -> str | None:
        return next((tags[name] for name in names[what] if name in tags), None)

    site = tagged("publisher") or _text(_inside(article.get("publisher")).get("name"))
    meta = Metadata(
        title=tagged("title") or _text(article.get("headline")) or _only_heading(tree) or _title_tag(tree),
        publisher=site[: CHARS_MAX["publisher"]] if site else None,
        url=_url(tree, tags.get("og:url")),
        published_on=_day(tagged("date")) or _day(_text(article.get("datePublished"))) or _first_time(tree),
        licence=_licence(tree),
    )
    return PageFacts(meta, _language(tree, tagged("language")))


def text_of(element: Any) -> str:
    """Return the text in an element with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _tags(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    seen = set()
    for tag in tree.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or "").lower()
        content = " ".join((tag.get("content") or "").split())
        if content and name not in seen:
            seen.add(name)
            yield name, content


def _linked_data(tree: lxml.html.HtmlElement) -> Mapping[str, Any]:
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


def _inside(value: object) -> Mapping[str, Any]:
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _only_heading(tree: lxml.html.HtmlElement) -> str | None:
    headings = [text for heading in tree.iter("h1") if (text := text_of(heading))]
    return headings[0] if len(headings) == 1 else None


def _title_tag(tree: lxml.html.HtmlElement) -> str | None:
    return _SUFFIX.sub("", next((text_of(tag) for tag in tree.iter("title")), "")) or None


def _url(tree: lxml.html.HtmlElement, named: str | None) -> str | None:
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    url = next(links, None) or named
    return url if url and _is_web_address(url) else None


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and len(url) <= CHARS_MAX["url"]


def _day(value: str | None) -> dt.date | None:
    match = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)", value or "")
    if not match:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _first_time(tree: lxml.html.HtmlElement) -> dt.date | None:
    """The day of the page's only <time>, or of the first one in its article's head."""
    times = [time for time in tree.iter("time") if _day(time.get("datetime"))]
    heading = next(tree.iter("h1"), None)
    beside = [time for time in times if heading is not None and time.getparent() in {heading.getparent(), *heading.getparent()}]
    chosen = times if len(times) == 1 else beside
    return _day(chosen[0].get("datetime")) if chosen else None


def _language(tree: lxml.html.HtmlElement, named: str | None) -> str | None:
    root = tree.getroottree().getroot()
    code = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or named or ""
    match = re.match(r"([a-z]{2})(?:[-_]|$)", code.lower())
    return match[1] if match else None


def _licence(tree: lxml.html.HtmlElement) -> str | None:
    links = (link.get("href") for link in tree.iter("link", "a") if (link.get("rel") or "").lower() == "license")
    href = str(next(links, None) or "")
    if match := _CREATIVE_COMMONS.search(href):
        return "CC0-1.0" if match["zero"] else f"CC-{match['terms'].upper()}-{match['version']}"
    return href[: CHARS_MAX["licence"]] or None
