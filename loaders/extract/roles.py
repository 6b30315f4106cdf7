"""The posts that a document ascribes to persons: "Kenyan President X", "X, head of the mission", "X, porte-parole de Y"."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterator

from spacy.tokens import Token

from conflictdb.vocabularies import ActorKind
from loaders.annotate.annotated import Annotated, Mention
from loaders.annotate.countries import adjectives
from loaders.annotate.function_words import function_words
from loaders.annotate.names import Hit
from loaders.annotate.persons import POST, title_words, trades
from loaders.annotate.words import LOWER, POSSESSIVE, Words, keys_in
from loaders.extract.role_organisations import (
    ARTICLES,
    JOINING,
    OF,
    OWN_WORDS,
    body_at,
    complement,
    described_inside,
    is_noun,
    joined,
    nation_after,
    of_after,
    organisation_before,
    organisation_nouns,
)
from loaders.extract.role_text import RoleText, person_ref, role_draft, role_evidence, role_text
from loaders.records import RoleDraft
from loaders.vocab import table

_TITLE_END = frozenset({",", ";", ":", "(", ")", "—", "–", '"', "“", "”", "«", "»", ".", "[", "]", "!", "?"})
_LONGEST_TITLE = 16
_LONGEST_BACK = 12
_LONGEST_BODY = 5
_LONGEST_PLACED = 6
_WHO = function_words("relative")
_CONCERNED = function_words("concerned")
_PLACING = function_words("placing")


def roles(annotated: Annotated) -> tuple[RoleDraft, ...]:
    """Return the posts that titles, appositions and relative clauses ascribe to persons, by position."""
    return tuple(draft for index in range(len(annotated.sections)) for draft in _section_roles(annotated, index))


def _section_roles(annotated: Annotated, index: int) -> Iterator[RoleDraft]:
    mentions = [mention for mention in annotated.mentions if mention.section == index]
    if not any(mention.actor_kind is ActorKind.PERSON for mention in mentions):
        return
    text = role_text(annotated, index, mentions)
    for first, (last, mention) in sorted(text.starting.items()):
        if mention.actor_kind is ActorKind.PERSON:
            yield from _role_before(text, mention, first)
            yield from _roles_after(text, mention, last)
            yield from _led_by(text, mention, first)
            yield from _having(text, mention)


# ---------------------------------------------------------------- before the name


def _role_before(text: RoleText, person: Mention, first: int) -> Iterator[RoleDraft]:
    title = _title_ending_at(text, first)
    if title is None:
        yield from _trade_before(text, person, first)
        return
    start, post_end, end = title
    start, organisation = organisation_before(text, start, post_end)
    inner = complement(text, post_end, end)
    name_end = inner[0] if inner and not (organisation and text.words.keys[inner[0]] in _CONCERNED) else end
    if inner and organisation is None:
        organisation = inner[1]
    nation = nation_after(text, post_end)
    if nation and text.words.keys[post_end - 1] in _counterparts():  # "son homologue rwandais"
        organisation = nation
    organisation = organisation or nation or of_after(text, first)
    yield role_draft(text, person, (start, name_end), organisation)


@functools.cache
def _counterparts() -> frozenset[str]:
    return frozenset(table("titles")["counterparts"]["words"])


def _trade_before(text: RoleText, person: Mention, first: int) -> Iterator[RoleDraft]:
    """What somebody does in a body named beside it: "MSF nurse X", "agronomist X, of the University of Y"."""
    trade = _trade_to(text, first)
    if trade is None or (trade.last - trade.first == 1 and text.words.keys[trade.first] in _no_posts()):
        return
    before, mention = text.ending.get(trade.first, (0, None))
    organisation = text.ref(before, trade.first) if mention and _is_employer(mention) else of_after(text, first)
    if organisation is not None:
        yield role_draft(text, person, (trade.first, trade.last), organisation)


def _trade_to(text: RoleText, end: int) -> Hit[str] | None:
    tree = trades(text.language)
    for first in range(max(0, end - 4), end):
        if (hit := tree.match_at(text.words, first)) and hit.last == end:
            return hit
    return None


def _is_employer(mention: Mention) -> bool:
    return not mention.places and mention.actor_kind not in {None, ActorKind.PERSON, ActorKind.STATE, ActorKind.COMMUNITY}


def _title_ending_at(text: RoleText, first: int) -> tuple[int, int, int] | None:
    """Return start, end of the post and end of the title right before the name, over ranks, a comma and an article."""
    words, end = text.words, first
    while end > 0:
        before = _title_to(text, end)
        if before is None:
            break
        if before.bearers[0] == POST:
            return before.first, before.last, before.last
        end = before.first
    if end == first and (title := _title_concerned(text, end)):
        return title
    end = _past_nation(text, end)
    if end > 0 and words.keys[end - 1] in ARTICLES:
        end -= 1
    if end > 1 and words.keys[end - 1] == ",":  # "Congo's foreign minister, X" and "principal secretary for foreign affairs, X"
        return _title_with_complement(text, end - 1)
    return None


def _past_nation(text: RoleText, end: int) -> int:
    """Where the name begins with whose national the person is: "its head, the Kenyan X", "sa cheffe, la Rwandaise X"."""
    for first in range(max(0, end - 3), end):
        hit = adjectives(text.language).match_at(text.words, first)
        if hit and hit.last == end and first > 1 and text.words.keys[first - 1] in ARTICLES and text.words.keys[first - 2] == ",":
            return first
    return end


def _title_concerned(text: RoleText, end: int) -> tuple[int, int, int] | None:
    """The title right before a name that ends with what it is concerned with: "senior adviser for Africa X"."""
    first, mention = text.ending.get(end, (end, None))
    if mention is None or mention.actor_kind is ActorKind.PERSON or text.words.keys[first - 1 : first] == [POSSESSIVE]:
        return None
    at = first - (first > 0 and text.words.keys[first - 1] in ARTICLES)
    if at < 2 or text.words.keys[at - 1] not in OF:
        return None
    post = _title_to(text, at - 1)
    return (post.first, post.last, end) if post and post.bearers[0] == POST else None


def _title_to(text: RoleText, end: int) -> Hit[str] | None:
    tree = title_words(text.language)
    for first in range(max(0, end - 6), end):
        if (hit := tree.match_at(text.words, first)) and hit.last == end:
            return hit
    return None


def _title_with_complement(text: RoleText, end: int) -> tuple[int, int, int] | None:
    for first in range(end - 1, max(-1, end - _LONGEST_BACK), -1):
        if text.words.keys[first] in _TITLE_END and not _in_acronym(text.words, first):
            return None
        hit = title_words(text.language).match_at(text.words, first)
        if hit and hit.bearers[0] == POST and (hit.last == end or (hit.last < end and _goes_on(text, hit.last))):
            return _longest_post(text, first, hit), hit.last, end
    return None


def _goes_on(text: RoleText, last: int) -> bool:
    """Whether a post goes on: "minister of", "ministre congolais", "porte-parole en Ituri"."""
    if text.words.keys[last] in OF | function_words("in_area") | function_words("charged"):
        return True
    return text.language == "fr" and adjectives("fr").match_at(text.words, last) is not None


def _in_acronym(words: Words, at: int) -> bool:
    """Whether a bracket belongs to an acronym in the middle of a title: "spokesman of the Peace Force (PF), X"."""
    return (words.keys[at] == ")" and at > 1 and words.keys[at - 2] == "(") or (
        words.keys[at] == "(" and at + 2 < len(words) and words.keys[at + 2] == ")"
    )


def _longest_post(text: RoleText, first: int, hit: Hit[str]) -> int:
    """Return where the longest post that ends with `hit` begins: "principal secretary", not "secretary"."""
    tree = title_words(text.language)
    while first > 0 and (longer := tree.match_at(text.words, first - 1)) and longer.last >= hit.last:
        first -= 1
    return first


# ---------------------------------------------------------------- after the name


def _roles_after(text: RoleText, person: Mention, last: int) -> Iterator[RoleDraft]:
    words, at = text.words, last
    if at >= len(words) or words.keys[at] not in {",", "(", "–", "—"}:
        return
    at += 1
    if at < len(words) and words.keys[at] in _WHO:
        yield from _headed(text, person, at + 1)
        return
    while at < len(words) and words.keys[at] in ARTICLES:
        at += 1
    yield from _apposed(text, person, at)


def _apposed(text: RoleText, person: Mention, at: int) -> Iterator[RoleDraft]:
    """The posts that the phrase from word `at` on gives a person."""
    post = _post_from(text, at)
    if post is None:
        yield from _trade_after(text, person, at)
        yield from _placed(text, person, at)
        return
    start, organisation = organisation_before(text, post.first, post.last)
    end = _phrase_end(text.words, post.last)
    if _has_verb(text, start, end):  # "During his talks with X, the president said"
        return
    inner = complement(text, post.last, end)
    if inner is None:
        yield role_draft(text, person, (start, end), organisation)
        return
    title_end, first_organisation = inner
    yield role_draft(text, person, (start, title_end), organisation or first_organisation)
    if organisation is None and first_organisation is not None:
        for other in joined(text, first_organisation, end):
            yield role_draft(text, person, (start, title_end), other)


def _trade_after(text: RoleText, person: Mention, at: int) -> Iterator[RoleDraft]:
    """What "X, a Reuters photographer," does in the body named before it."""
    last, mention = text.starting.get(at, (at, None))
    hit = trades(text.language).match_at(text.words, last) if mention and _is_employer(mention) else None
    if hit and text.words.keys[hit.last - 1] not in _no_posts() and _ends_at(text, hit.last):
        yield role_draft(text, person, (hit.first, hit.last), text.ref(at, last))


def _placed(text: RoleText, person: Mention, at: int) -> Iterator[RoleDraft]:
    """The post of "X, a broker at Y", "X, a professor of history at Y": any noun with a body behind it."""
    words = text.words
    end, noun = at, None
    while end < len(words) and end - at <= _LONGEST_PLACED and words.shapes[end] == LOWER and words.keys[end].isalpha():
        if words.keys[end] in _PLACING and end > at:
            noun = noun or end
            if words.keys[noun - 1] in _no_posts() or noun - at > OWN_WORDS or not is_noun(text, noun - 1):
                return
            if (found := body_at(text, end + 1)) is not None:
                yield role_draft(text, person, (at, end), found)
                return
        end += 1


@functools.cache
def _no_posts() -> frozenset[str]:
    return keys_in(table("titles")["no_post"]["words"])


def _post_from(text: RoleText, at: int) -> Hit[str] | None:
    """Return the post that begins at word `at`, over a country, an organisation and qualifiers."""
    for first in range(at, min(len(text.words), at + 7)):
        if text.words.keys[first] in _TITLE_END or text.words.keys[first] in OF:
            return None
        hit = title_words(text.language).match_at(text.words, first)
        if hit and hit.bearers[0] == POST:
            return hit if text.language == "fr" or _ends_at(text, hit.last) else None
    return None


def _ends_at(text: RoleText, last: int) -> bool:
    """Whether a post ends before word `last`: no further noun follows, as in "the minister's office", "a lawyer friend"."""
    if last >= len(text.words) or text.words.keys[last] in _TITLE_END | OF | JOINING:
        return True
    doc = text.annotated.sections[text.section].doc
    following = doc.char_span(text.words.starts[last], text.words.ends[last], alignment_mode="expand")
    return following is not None and following[0].pos_ in {"ADP", "SCONJ", "PRON", "ADV"}


def _phrase_end(words: Words, at: int) -> int:
    end = at
    while end < len(words) and end - at < _LONGEST_TITLE and words.keys[end] not in _TITLE_END:
        end += 1
    return end


def _has_verb(text: RoleText, first: int, last: int) -> bool:
    doc = text.annotated.sections[text.section].doc
    tokens = doc.char_span(text.words.starts[first], text.words.ends[last - 1], alignment_mode="expand")
    return tokens is not None and any(
        token.pos_ in {"VERB", "AUX"} and "Fin" in token.morph.get("VerbForm", []) for token in tokens
    )


def _headed(text: RoleText, person: Mention, at: int) -> Iterator[RoleDraft]:
    verbs = {verb: title for title, forms in table("titles")["heading_verbs"].items() for verb in forms}
    at += at < len(text.words) and text.words.keys[at] in {"has", "had", "a", "avait"}
    if at >= len(text.words) or (title := verbs.get(text.printed(at, at + 1).casefold())) is None:
        return
    first = at + 1
    while first < len(text.words) and text.words.keys[first] in ARTICLES:
        first += 1
    found = text.starting.get(first) or described_inside(text, first, len(text.words))
    if found and found[1].actor_kind not in {None, ActorKind.PERSON}:
        yield RoleDraft(person_ref(person), title, person_ref(found[1]), role_evidence(text, person))
        return
    end = min(_phrase_end(text.words, first), first + _LONGEST_BODY)
    if nouns := [at for at in range(first, end) if text.words.keys[at] in organisation_nouns()]:
        yield RoleDraft(person_ref(person), title, text.ref(first, nouns[0] + 1), role_evidence(text, person))


def _led_by(text: RoleText, person: Mention, first: int) -> Iterator[RoleDraft]:
    """The post of "the movement, led by X" and "la mission, dirigée par le Kényan X"."""
    at = first - 1
    while at > 0 and (text.words.keys[at] in ARTICLES or _is_title_or_nation(text, at)):
        at -= 1
    if at < 2 or text.words.keys[at] not in {"by", "par"}:
        return
    title = {form: title for title, forms in table("titles")["led_by"].items() for form in forms}.get(
        text.printed(at - 1, at).casefold()
    )
    end = at - 1 - (text.words.keys[at - 2] == ",")
    while end > 2 and text.words.keys[end - 1] == ")" and text.words.keys[end - 3] == "(":
        end -= 3
    before, mention = text.ending.get(end, (0, None))
    if title and mention and mention.actor_kind not in {None, ActorKind.PERSON}:
        yield RoleDraft(person_ref(person), title, text.ref(before, end), role_evidence(text, person))


def _is_title_or_nation(text: RoleText, at: int) -> bool:
    return title_words(text.language).match_at(text.words, at) is not None or any(
        adjectives(language).match_at(text.words, at) for language in ("en", "fr")
    )


def _having(text: RoleText, person: Mention) -> Iterator[RoleDraft]:
    """The post that a verb gives: "X is country director of Y", "X served as head of Y", "X est porte-parole de Y"."""
    section = text.annotated.sections[text.section]
    head = section.doc[person.first : person.last].root
    if head.dep_ not in {"nsubj", "nsubjpass", "nsubj:pass"}:
        return
    noun = _given_noun(head.head)
    if noun is None:
        return
    at = bisect_left(text.words.starts, noun.left_edge.idx)
    while at < len(text.words) and text.words.keys[at] in ARTICLES:
        at += 1
    yield from _apposed(text, person, at)


def _given_noun(verb: Token) -> Token | None:
    """The noun of the post that a verb gives, behind its "as" or, in French, before the verb in the tree."""
    if verb.pos_ in {"NOUN", "PROPN"} and any(child.dep_ == "cop" for child in verb.children):
        return verb
    if verb.lemma_ not in table("titles")["having"]["words"]:
        return None
    for child in verb.children:
        if child.dep_ in {"attr", "oprd", "xcomp"} and child.pos_ in {"NOUN", "PROPN"} and child.i > verb.i:
            return child
        if child.dep_ == "prep" and child.lower_ == "as":
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    return None
