"""What a single line is by its own looks: furniture of the page, a by-line, a contact, a date; most lines are none of these."""

from __future__ import annotations

import re

from loaders.read.dates import date_line, month_line
from loaders.read.lines import PAGE_MARK, ends_sentence
from loaders.read.phrases import plain, press
from loaders.records import BlockKind

_LINE_MAX = 700
_NAME_WORD = r"(?:[A-ZÀ-Þ][\w'’.-]+|[A-Z]\.|de|van|von|der|den|da|du|la|le|el|al|bin|ben|ould)"
_NAME = rf"[A-ZÀ-Þ][\w'’-]+(?: {_NAME_WORD}){{1,4}}"
_AT = r"(?:,? (?:in|at|à)|,|,? –| —| [|-]) ?"
_NAMED_AT = re.compile(rf"{_NAME}(?:(?: and| et|,) {_NAME}){{0,2}}{_AT}(?:{_NAME_WORD} ?){{1,3}}$")
_NAMES_ONLY = re.compile(rf"{_NAME}(?:(?:,| and| et| &) {_NAME}){{0,3}}$")
_HONOURS = r"(?:(?:H\.?E\.?|S\.?E\.?M?\.?|Mr|Ms|Mrs|Dr|M|Mme|General|Général|Lt|Col|Ambassador|Ambassadeur)\.? )*"
_SIGNED = re.compile(rf"{_HONOURS}{_NAME}(?:,| ?[–—-]| \() ?(?P<post>.{{3,120}})$")
_POST_WORDS_MAX = 14
_ON_BEHALF = re.compile(r"(?:For|Pour|On behalf of|Au nom d[eu]) (?:the |le |la |l['’]|les )?[A-ZÀ-Þ][^.!?]*,?$")
_PLACE = re.compile(r"[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+){0,2}(?:, [A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+){0,3}){1,2}")
_ATTRIBUTED = re.compile(
    r"(?:(?:the text of )?the (?:below|following)\b.{0,40}\b(?:is|was)|ce qui suit est)\b.{0,60}(?:attribu|issued|released)",
    re.IGNORECASE,
)


def line_kind(text: str) -> BlockKind | None:
    """Return what a line is wherever it stands, None for text proper."""
    if len(text) > _LINE_MAX:
        return None
    line, rules = plain(text), press()
    if rules.stamps.match(line):
        return BlockKind.DATELINE
    if rules.boilerplate.match(line):
        return BlockKind.BOILERPLATE
    if rules.captions.match(line):
        return BlockKind.CAPTION
    if rules.bylines.match(line):
        return BlockKind.BYLINE
    return BlockKind.CONTACT if rules.contacts.match(line) else None


def header_kind(text: str) -> BlockKind | None:
    """Return what a line above the text is, None for what may be a headline."""
    line, rules = plain(text), press()
    if has_headline_verb(text):
        return BlockKind.BYLINE if attributes_text(line) else None
    if is_signature(text) or rules.offices.match(line) or attributes_text(line):
        return BlockKind.BYLINE
    if date_line(text) or month_line(text):
        return BlockKind.DATELINE
    if rules.references.match(line) or is_marker(text):
        return BlockKind.BOILERPLATE
    if is_letterhead(text):
        return BlockKind.BOILERPLATE
    return None


def is_stamp(text: str) -> bool:
    """Whether the line is the clock time of an entry on a live page."""
    return bool(press().stamps.match(plain(text)))


def has_headline_verb(text: str) -> bool:
    """Whether a word of the line is a verb that headlines use, so that the line says something rather than names somebody."""
    return any(word in press().headline_verbs for word in re.findall(r"[^\W\d_]+", text.casefold()))


def is_office(text: str) -> bool:
    """Whether the line is the name of an office that issues releases."""
    return bool(press().offices.match(plain(text))) and not ends_sentence(text) and not has_headline_verb(text)


def is_letterhead(text: str) -> bool:
    """Whether the line is the head of somebody's paper: a body's name in capitals."""
    return text.upper() == text and bool(press().letterheads.match(plain(text))) and not has_headline_verb(text)


def is_marker(text: str) -> bool:
    """Whether the line says what sort of document this is and nothing else ("PRESS RELEASE")."""
    line = plain(text)
    return len(text) < 90 and not ends_sentence(text) and any(rule.line.match(line) for rule in press().kinds)


def attributes_text(text: str) -> bool:
    """Whether the line says whose words the text gives ("The below is attributable to ...")."""
    return bool(_ATTRIBUTED.match(text))


def is_signature(text: str) -> bool:
    """Whether the line is a person with the post that signs the text ("Ned Price, Department Spokesperson")."""
    match = _SIGNED.match(text) if len(text) < 160 and not ends_sentence(text) else None
    return bool(match and not has_headline_verb(text) and press().signing_posts.match(plain(match["post"])))


def is_signed(text: str) -> bool:
    """Whether the line below a text belongs to who signs it: a name, a post, or for whom ("For the Ministry,")."""
    if is_signature(text) or is_names(text):
        return True
    short = len(text.split()) <= _POST_WORDS_MAX and not ends_sentence(text) and not has_headline_verb(text)
    return short and bool(press().signing_posts.match(plain(text)) or _ON_BEHALF.match(text))


def is_place(text: str) -> bool:
    """Whether the line is a place as stands above a speech ("Kavira, Lake Republic")."""
    return bool(_PLACE.fullmatch(text)) and not has_headline_verb(text)


def is_named_at(text: str) -> bool:
    """Whether the line is a reporter with a place ("Grace Ilunga, Kinshasa")."""
    return len(text) < 70 and bool(_NAMED_AT.match(text)) and not has_headline_verb(text)


def is_names(text: str) -> bool:
    """Whether the line is nothing but one or more full names."""
    return len(text) < 80 and bool(_NAMES_ONLY.match(text)) and not has_headline_verb(text)


def is_page_mark(text: str) -> bool:
    """Whether the text is a page number or a document's number, as stands between two pages."""
    return bool(PAGE_MARK.fullmatch(text) or press().references.match(plain(text)))


def is_about_author(text: str) -> bool:
    """Whether the line below the text tells who its author is."""
    return any(rule.ending.match(plain(text)) for rule in press().kinds)


def closes_with_contacts(text: str) -> bool:
    """Whether the line opens the closing block of contacts."""
    return len(text) <= _LINE_MAX and bool(press().contact_heads.match(plain(text)))
