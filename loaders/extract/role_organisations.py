"""The organisation of a post, where a text prints it: before the post, after it, or inside its title."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from conflictdb.vocabularies import ActorKind
from loaders.annotate.annotated import Mention
from loaders.annotate.countries import adjectives
from loaders.annotate.function_words import function_words
from loaders.annotate.words import LOWER, POSSESSIVE, Words, keys_in, words_of
from loaders.extract.role_text import RoleText
from loaders.records import Ref
from loaders.vocab import table

OF = function_words("of_post")
ARTICLES = function_words("determiners")
OWN_WORDS = 3
JOINING = function_words("and") | {","}
_NAMED_OF = function_words("of")
_PLACING = function_words("placing")
_OWNING = function_words("owning")
_LONGEST_LEAD = 4


def of_after(text: RoleText, first: int) -> Ref | None:
    """The organisation after the name: "Ambassador X of the United States", "agronomist X, of the University of Y"."""
    at = text.starting[first][0]
    at += at < len(text.words) and text.words.keys[at] == ","
    if at >= len(text.words) or text.words.keys[at] not in _NAMED_OF:
        return None
    at += 1
    while at < len(text.words) and text.words.keys[at] in ARTICLES:
        at += 1
    last, mention = text.starting.get(at, (at, None))
    return text.ref(at, last) if mention and mention.actor_kind not in {None, ActorKind.PERSON} else None


def nation_after(text: RoleText, last: int) -> Ref | None:
    """The country's adjective after a French post: "le chargé d'affaires congolais"."""
    hit = adjectives("fr").match_at(text.words, last) if text.language == "fr" and last < len(text.words) else None
    return text.ref(hit.first, hit.last) if hit else None


def organisation_before(text: RoleText, start: int, post_end: int) -> tuple[int, Ref | None]:
    """Return where the title begins with its own qualifiers, and what stands before it: "Kenyan", "M23", "Rwanda's", "army"."""
    words = text.words
    qualifiers = _qualifiers(text.language)
    at = start
    while at > 0 and words.keys[at - 1] in qualifiers:
        at -= 1
    at = _past_own_words(text, at)
    end = at - (at > 0 and words.keys[at - 1] == POSSESSIVE)
    field = text.ending.get(end) if end == at else None
    if field is not None and _is_field(text, field[1], words_of(text.printed(start, post_end))):
        return field[0], organisation_before(text, field[0], field[0])[1]
    for last in range(end, post_end + 1):  # a known name may reach into the title: "SAMIDRC Force | Commander"
        first, mention = text.ending.get(last, (end, None))
        if mention and first < end and mention.actor_kind is not ActorKind.PERSON:
            return at, text.ref(first, last)
    for first in range(max(0, end - 3), end):
        if (adjective := adjectives(text.language).match_at(words, first)) and adjective.last == end:
            return at, text.ref(first, end)
    # a lower-case noun before the post belongs to it: "communications minister", "electoral chief"
    if at > 0 and words.shapes[at - 1] == LOWER and words.keys[at - 1].isalpha() and words.keys[at - 1] in domain_nouns():
        inner, organisation = organisation_before(text, at - 1, at)
        is_body = organisation is None and (words.keys[at - 1],) in _back_nouns(text.language)
        return inner, text.ref(at - 1, at) if is_body else organisation
    if at > 0 and words.keys[at - 1] in _own():  # "its director", "our Secretary-General"
        return at, text.ref(at - 1, at)
    return at, _described_body(text, (start, post_end), at, end)


@functools.cache
def organisation_nouns() -> frozenset[str]:
    """Return the nouns with which the description of an organisation without a known name begins."""
    return keys_in(table("titles")["organisations"]["words"])


def _past_own_words(text: RoleText, at: int) -> int:
    """Past small words between an owner and its post: "Washington's alternate representative"."""
    for back in range(1, OWN_WORDS + 1):
        first = at - back
        if first < 1 or text.words.shapes[first] != LOWER or not text.words.keys[first].isalpha() or text.words.keys[first] in OF:
            return at
        if text.words.keys[first - 1] == POSSESSIVE:
            return first
    return at


def _is_field(text: RoleText, mention: Mention, post: Words) -> bool:
    """Whether a place before a post only says what it is concerned with: "Asia researcher", not "Kenya president"."""
    return bool(mention.places) and mention.actor_kind in {None, ActorKind.STATE} and bool(set(post.keys) & _fielded())


@functools.cache
def _fielded() -> frozenset[str]:
    return frozenset(table("titles")["fielded"]["words"])


@functools.cache
def _own() -> frozenset[str]:
    return frozenset(table("titles")["own"]["words"])


def _described_body(text: RoleText, post: tuple[int, int], at: int, end: int) -> Ref | None:
    """Return the body that a common noun beside or in the post tells: "the government's spokesman", "army spokesman"."""
    (start, last), keys, nouns = post, text.words.keys, _back_nouns(text.language)
    if 0 < end < at and (keys[end - 1],) in nouns:
        return text.ref(end - 1, end)
    inside = start if text.language == "en" else last - 1  # "army spokesman", "porte-parole de l'armée"
    return text.ref(inside, inside + 1) if last - start > 1 and (keys[inside],) in nouns else None


@functools.cache
def _qualifiers(language: str) -> frozenset[str]:
    return keys_in(table("titles")["qualifiers"][language])


@functools.cache
def domain_nouns() -> frozenset[str]:
    """Return the nouns that say before a post what it is concerned with."""
    return keys_in(table("titles")["domains"]["words"])


def body_at(text: RoleText, at: int) -> Ref | None:
    """The named body, or the noun that points back to one, that begins at word `at` over its article."""
    while at < len(text.words) and text.words.keys[at] in ARTICLES:
        at += 1
    last, mention = text.starting.get(at, (at, None))
    if mention is not None and not mention.places and mention.actor_kind not in {None, ActorKind.PERSON}:
        return text.ref(at, last)
    noun = organisation_noun(text, at) if at < len(text.words) and text.words.shapes[at] == LOWER else None
    return text.ref(at, noun) if noun is not None else None


def is_noun(text: RoleText, at: int) -> bool:
    """Whether word `at` is a noun in the sentence's analysis."""
    doc = text.annotated.sections[text.section].doc
    tokens = doc.char_span(text.words.starts[at], text.words.ends[at], alignment_mode="expand")
    return tokens is not None and tokens[0].pos_ in {"NOUN", "PROPN"}


def complement(text: RoleText, start: int, end: int) -> tuple[int, Ref] | None:
    """Return where the title ends before "of" its organisation, and the organisation, where words [start, end) name one."""
    for at in range(start, end - 1):
        if text.words.keys[at] not in OF | _PLACING and not (text.language == "fr" and text.words.keys[at] == "a"):
            continue
        first = at + 1
        while first < end and text.words.keys[first] in ARTICLES | OF:
            first += 1
        found = text.starting.get(first) or described_inside(text, first, end)
        if found and _is_body(text, at, *found):
            return at, text.ref(first, found[0])
        if (noun := organisation_noun(text, first)) is not None:
            return at, text.ref(first, noun)
        if _heads_organisation(text, first, end):
            return at, text.ref(first, end)
    return None


def _is_body(text: RoleText, link: int, last: int, mention: Mention) -> bool:
    """Whether the name that words tie to a post is its body: of "ambassador to X" and "envoy in X" the place is none."""
    is_place = bool(mention.places) and mention.actor_kind in {None, ActorKind.STATE}
    if mention.actor_kind is ActorKind.PERSON or (is_place and text.words.keys[link] not in _OWNING):
        return False
    return not _is_domain(text, last, mention)


def _heads_organisation(text: RoleText, first: int, end: int) -> bool:
    """Whether words [first, end) describe an organisation: "association of traders", "the women's association"."""
    keys = text.words.keys
    for at in range(first, min(end, first + _LONGEST_LEAD)):
        if keys[at] in organisation_nouns():
            return True
        if text.words.shapes[at] != LOWER and keys[at] != POSSESSIVE:
            return False
        if keys[at] in OF or not (keys[at].isalpha() or keys[at] in {POSSESSIVE, "'", "’"}):
            return False
    return False


def _is_domain(text: RoleText, last: int, mention: Mention) -> bool:
    """Whether an unknown name is only what a post is concerned with: "Director of Political Affairs"."""
    word = text.words.keys[last - 1]
    return not mention.actors and word in domain_nouns() and word not in organisation_nouns()


def described_inside(text: RoleText, first: int, end: int) -> tuple[int, Mention] | None:
    """Return the name inside a described organisation: "the U.N. mission MONUSCO", "the group called X"."""
    for at in range(first, min(end, first + 4)):
        if at in text.starting and text.starting[at][1].actor_kind not in {None, ActorKind.PERSON, ActorKind.STATE}:
            return text.starting[at]
    return None


def organisation_noun(text: RoleText, first: int) -> int | None:
    """Return where the noun ends that points back to a body from word `first` on, or None where there is none."""
    for noun in _back_nouns(text.language):
        last = first + len(noun)
        if tuple(text.words.keys[first:last]) == noun:
            goes_on = last < len(text.words) and (text.words.keys[last] in OF or text.words.shapes[last] != LOWER)
            return None if goes_on else last
    return None


@functools.cache
def _back_nouns(language: str) -> tuple[tuple[str, ...], ...]:
    nouns = {tuple(words_of(noun).keys) for group in table("nominals")["back"] for noun in group[language]}
    return tuple(sorted(nouns, key=len, reverse=True))


def joined(text: RoleText, first: Ref, end: int) -> Iterator[Ref]:
    """Yield the further organisations of one post: "spokesman of the M23 and of the Congo River Alliance"."""
    limit = text.words.ends[end - 1]
    section = text.annotated.sections[text.section]
    for at, (last, mention) in sorted(text.starting.items()):
        if (
            mention.start > first.end
            and text.words.ends[last - 1] <= limit
            and mention.actor_kind not in {None, ActorKind.PERSON}
        ):
            between = {text.words.keys[word] for word in range(at) if section.block.raw(text.words.starts[word]) >= first.end}
            if between & JOINING and between <= OF | ARTICLES | JOINING:
                yield text.ref(at, last)
