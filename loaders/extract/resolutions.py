"""The resolutions that a document names, in any of their written forms, and drafts of them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from conflictdb.vocabularies import ResolutionStatus
from loaders.annotate.annotated import Annotated, Section
from loaders.records import ResolutionRef
from loaders.vocab import table

SECURITY_COUNCIL = "un-security-council"
_NUMBER = re.compile(
    r"(?:s/res/)?(?P<number>\d{1,4})(?!\d|[.,]\d)(?:\s*\(\s*(?P<year>(?:19|20)\d\d)\s*\)|/(?P<year2>(?:19|20)\d\d)|\s+(?:of|de)\s+(?P<year3>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:,|;|&|,?\s+and|,?\s+et)\s+", re.IGNORECASE)
_SYMBOL = re.compile(r"\bs/res/(?P<number>\d{1,4})(?:\s*\((?P<year>(?:19|20)\d\d)\)|/(?P<year2>(?:19|20)\d\d))?", re.IGNORECASE)
_NEAR_BEFORE, _NEAR_AFTER = 60, 60


def resolutions(annotated: Annotated) -> tuple[ResolutionRef, ...]:
    """Return the resolutions named, by position; an unnumbered draft has number None."""
    found: dict[int, ResolutionRef] = {}
    for section in annotated.sections:
        text = section.block.text
        for ref in (
            *_numbered(annotated, section, text),
            *_symbols(annotated, section, text),
            *_drafts(annotated, section, text),
        ):
            found.setdefault(ref.start, ref)
    return tuple(found[start] for start in sorted(found))


@functools.cache
def _noun() -> re.Pattern[str]:
    vocabulary = table("resolutions")
    nouns = "|".join(re.escape(word) for word in sorted(vocabulary["nouns"]["words"], key=len, reverse=True))
    numbering = "|".join(re.escape(word) for word in sorted(vocabulary["numbering"]["words"], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{nouns})\s*(?:(?:{numbering})\s*)*(?=\d)", re.IGNORECASE)


@functools.cache
def _draft() -> re.Pattern[str]:
    vocabulary = table("resolutions")
    nouns = "|".join(re.escape(word) for word in vocabulary["nouns"]["words"])
    before = "|".join(re.escape(word) for word in vocabulary["draft"]["before"])
    phrases = "|".join(re.escape(word) for word in vocabulary["draft"]["phrases"])
    return re.compile(rf"\b(?:(?:\w+-)?(?:{before})(?:\s+[\w.]+){{0,2}}\s+(?:{nouns})|{phrases})\b", re.IGNORECASE)


def _numbered(annotated: Annotated, section: Section, text: str) -> Iterator[ResolutionRef]:
    for noun in _noun().finditer(text):
        at, start = noun.end(), noun.start()
        while number := _NUMBER.match(text, at):
            body = _body(text, noun.start(), number.end())
            if len(number["number"]) < table("resolutions")["limits"]["digits"] and body == SECURITY_COUNCIL:
                break
            yield _ref(annotated, section, (start, number.end()), body, number)
            joint = _JOINT.match(text, number.end())
            if joint is None:
                break
            at = start = joint.end()


def _symbols(annotated: Annotated, section: Section, text: str) -> Iterator[ResolutionRef]:
    for symbol in _SYMBOL.finditer(text):
        if not _noun().search(text, max(0, symbol.start() - 20), symbol.start() + 1):
            yield _ref(annotated, section, (symbol.start(), symbol.end()), SECURITY_COUNCIL, symbol)


def _drafts(annotated: Annotated, section: Section, text: str) -> Iterator[ResolutionRef]:
    for draft in _draft().finditer(text):
        raw = section.block.raw_span(draft.start(), draft.end())
        printed = annotated.document.text[raw.start : raw.end]
        body = _body(text, draft.start(), draft.end())
        yield ResolutionRef(raw.start, raw.end, printed, body, None, None, ResolutionStatus.DRAFT)


def _ref(annotated: Annotated, section: Section, span: tuple[int, int], body: str, number: re.Match[str]) -> ResolutionRef:
    raw = section.block.raw_span(*span)
    groups = number.groupdict()
    year = groups.get("year") or groups.get("year2") or groups.get("year3")
    return ResolutionRef(
        raw.start,
        raw.end,
        annotated.document.text[raw.start : raw.end],
        body,
        int(number["number"]),
        int(year) if year else None,
        ResolutionStatus.ADOPTED,
    )


def _body(text: str, start: int, end: int) -> str:
    """Return the body whose name stands nearest before the number, or after it; the Security Council where none is named."""
    before, after = text[max(0, start - _NEAR_BEFORE) : end].casefold(), text[end : end + _NEAR_AFTER].casefold()
    after = after.partition(".")[0]
    nearest, place = SECURITY_COUNCIL, max(before.rfind("security council"), before.rfind("conseil de sécurité"))
    for body in table("resolutions")["body"]:
        for name in body["names"]:
            if before.rfind(name) > place:
                nearest, place = body["slug"], before.rfind(name)
            elif place < 0 and re.match(rf"\s+(?:of|de)\s+(?:the|l')?\s*(?:un\s+)?{re.escape(name)}", after):
                nearest = body["slug"]
    return nearest
