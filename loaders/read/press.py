"""Who publishes a document and what kind of document it is."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from conflictdb.identity import fold
from conflictdb.vocabularies import SourceKind
from loaders.read import furniture
from loaders.read.layout import Layout
from loaders.read.outlet import outlet_suffix
from loaders.read.phrases import plain, press
from loaders.records import BlockKind

_WRITTEN_ABOUT = frozenset({SourceKind.STATEMENT, SourceKind.REPORT, SourceKind.RESOLUTION})
_LETTERHEAD_WORDS = 3
_OWN_ACTS = 2  # told in the present of the publisher
_QUOTED = re.compile(r'"[^"]*"|\u201c[^\u201d]*\u201d|\u00ab[^\u00bb]*\u00bb')
_OWN_VOICE = 2  # first persons outside quotation marks


def publisher_of(layout: Layout, title: str | None, url: str | None) -> str | None:
    """Return the outlet or office that the text, else its address, names as publisher."""
    return (
        _from_office(layout)
        or _from_lines(layout)
        or _from_title(title)
        or next((dateline.agency for dateline in layout.datelines if dateline.agency), None)
        or _from_text(layout)
        or _from_url(url)
    )


def kind_of(layout: Layout, title: str | None, publisher: str | None) -> SourceKind:
    """Return what kind of document it is: by its own label, else by who issues it, else news."""
    official = issued_by_office(layout, publisher)
    return _kind_by_label(layout, title, publisher, official) or _kind_by_issuer(layout, publisher, official)


def _kind_by_label(layout: Layout, title: str | None, publisher: str | None, official: bool) -> SourceKind | None:
    headline = plain(title or "")
    # outlets write about statements and reports; their own analyses they label
    about = furniture.has_headline_verb(headline) or bool(publisher and press().outlets.match(plain(publisher)))
    labels = [*layout.header, *([headline] if not about and furniture.is_marker(headline) else [])]
    for rule in press().kinds:
        titled = rule.title.match(headline) and not (about and rule.kind in _WRITTEN_ABOUT)
        if titled or (official and rule.official.match(headline)):
            return rule.kind
        if any(rule.line.match(plain(line)) for line in labels):
            return rule.kind
        if any(rule.ending.match(plain(part.text)) for part in layout.parts[-4:]):
            return rule.kind
    return None


def _kind_by_issuer(layout: Layout, publisher: str | None, official: bool) -> SourceKind:
    header = layout.header
    if publisher and press().analysts.match(plain(publisher)):
        return SourceKind.ANALYSIS
    if any(furniture.is_signature(line) for line in header) and (official or publisher is None):
        return SourceKind.STATEMENT
    if any(furniture.is_office(line) or furniture.attributes_text(line) for line in header):
        return SourceKind.PRESS_RELEASE
    if any(furniture.is_letterhead(line) and len(line.split()) > _LETTERHEAD_WORDS for line in header):
        return SourceKind.PRESS_RELEASE
    if official:
        return SourceKind.STATEMENT if _speaks_itself(layout) else SourceKind.PRESS_RELEASE
    return SourceKind.NEWS


def issued_by_office(layout: Layout, publisher: str | None) -> bool:
    """Whether an office or a body, not an outlet, issues the document."""
    if publisher is None:
        return any(furniture.is_office(line) or furniture.is_letterhead(line) for line in layout.header)
    name = plain(publisher)
    return bool(press().official.match(name) or _acts_itself(layout, name)) and not press().outlets.match(name)


def _acts_itself(layout: Layout, publisher: str) -> bool:
    """Whether the text tells what its publisher says or does now: "the Relief Fund condemns ... The Relief Fund urges"."""
    after = re.compile(rf"\b{re.escape(publisher)}(?: \([^)]{{1,20}}\))? (\w+)", re.IGNORECASE)
    outside = _QUOTED.sub(" ", plain(" ".join(layout.texts(BlockKind.PARAGRAPH))))
    return sum(match[1].casefold() in press().own_acts for match in after.finditer(outside)) >= _OWN_ACTS


def _from_office(layout: Layout) -> str | None:
    return next((line.strip(" :.") for line in layout.header if furniture.is_office(line)), None)


def _from_lines(layout: Layout) -> str | None:
    for line in (*layout.header, *layout.footer):
        if match := press().publishers.match(plain(line)):
            return next(line[match.start(i) : match.end(i)] for i in range(1, len(match.groups()) + 1) if match[i]).strip()
    return None


def _from_title(title: str | None) -> str | None:
    match = outlet_suffix(title or "")
    if not match:
        return None
    return match["outlet"].lower() if press().domains.fullmatch(match["outlet"]) else match["outlet"]


def _from_text(layout: Layout) -> str | None:
    named = {match[1].lower() for text in layout.texts(BlockKind.PARAGRAPH) for match in press().self_reference.finditer(text)}
    return named.pop() if len(named) == 1 else None


def _from_url(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _speaks_itself(layout: Layout) -> bool:
    """Whether the text speaks as "we" or "I" outside quotation marks, as a statement does and a release does not."""
    text = fold(" ".join(layout.texts(BlockKind.PARAGRAPH)))
    outside = _QUOTED.sub(" ", text)
    return len(re.findall(r"\b(?:we|our|i|nous|notre|nos|je)\b", outside)) >= _OWN_VOICE
