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
from loaders.annotate.persons import POST, title_words
from loaders.annotate.words import LOWER, POSSESSIVE, Words, words_of
from loaders.extract.role_text import RoleText, person_ref, role_draft, role_evidence, role_text
from loaders.records import Ref, RoleDraft
from loaders.vocab import table

_OF = function_words("of_post")
_ARTICLES = function_words("determiners")
_TITLE_END = frozenset({",", ";", ":", "(", ")", "—", "–", '"', "“", "”", "«", "»", ".", "[", "]", "!", "?"})
_LONGEST_TITLE = 16
_LONGEST_BACK = 12
_OWN_WORDS = 3
_LONGEST_BODY = 5
_WHO = function_words("relative")
_CONCERNED = function_words("concerned")
_NAMED_OF = function_words("of")
_PLACING = function_words("placing")
_JOINING = function_words("and") | {","}


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
        return
    start, post_end, end = title
    start, organisation = _organisation_before(text, start, post_end)
    complement = _complement(text, post_end, end)
    name_end = complement[0] if complement and not (organisation and text.words.keys[complement[0]] in _CONCERNED) else end
    if complement and organisation is None:
        organisation = complement[1]
    organisation = organisation or _nation_after(text, post_end) or _of_after(text, first)
    yield role_draft(text, person, (start, name_end), organisation)


def _of_after(text: RoleText, first: int) -> Ref | None:
    """The organisation after the name: "Ambassador X of the United States"."""
    at = text.starting[first][0]
    if at >= len(text.words) or text.words.keys[at] not in _NAMED_OF:
        return None
    at += 1
    while at < len(text.words) and text.words.keys[at] in _ARTICLES:
        at += 1
    last, mention = text.starting.get(at, (at, None))
    return text.ref(at, last) if mention and mention.actor_kind not in {None, ActorKind.PERSON} else None


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
    if end > 0 and words.keys[end - 1] in _ARTICLES:
        end -= 1
    if end > 1 and words.keys[end - 1] == ",":  # "Congo's foreign minister, X" and "principal secretary for foreign affairs, X"
        return _title_with_complement(text, end - 1)
    return None


def _title_concerned(text: RoleText, end: int) -> tuple[int, int, int] | None:
    """The title right before a name that ends with what it is concerned with: "senior adviser for Africa X"."""
    first, mention = text.ending.get(end, (end, None))
    if mention is None or mention.actor_kind is ActorKind.PERSON or text.words.keys[first - 1 : first] == [POSSESSIVE]:
        return None
    at = first - (first > 0 and text.words.keys[first - 1] in _ARTICLES)
    if at < 2 or text.words.keys[at - 1] not in _OF:
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
    """Whether a post goes on: "minister of", "ministre congolais"."""
    return text.words.keys[last] in _OF or (text.language == "fr" and adjectives("fr").match_at(text.words, last) is not None)


def _nation_after(text: RoleText, last: int) -> Ref | None:
    """The country's adjective after a French post: "le chargé d'affaires congolais"."""
    hit = adjectives("fr").match_at(text.words, last) if text.language == "fr" and last < len(text.words) else None
    return text.ref(hit.first, hit.last) if hit else None


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


def _organisation_before(text: RoleText, start: int, post_end: int) -> tuple[int, Ref | None]:
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
        return field[0], _organisation_before(text, field[0], field[0])[1]
    for last in range(end, post_end + 1):  # a known name may reach into the title: "SAMIDRC Force | Commander"
        first, mention = text.ending.get(last, (end, None))
        if mention and first < end and mention.actor_kind is not ActorKind.PERSON:
            return at, text.ref(first, last)
    for first in range(max(0, end - 3), end):
        if (adjective := adjectives(text.language).match_at(words, first)) and adjective.last == end:
            return at, text.ref(first, end)
    # a lower-case noun before the post belongs to it: "communications minister", "electoral chief"
    if at > 0 and words.shapes[at - 1] == LOWER and words.keys[at - 1].isalpha() and words.keys[at - 1] in _domain_nouns():
        inner, organisation = _organisation_before(text, at - 1, at)
        is_body = organisation is None and (words.keys[at - 1],) in _back_nouns(text.language)
        return inner, text.ref(at - 1, at) if is_body else organisation
    if at > 0 and words.keys[at - 1] in _own():  # "its director", "our Secretary-General"
        return at, text.ref(at - 1, at)
    return at, _described_body(text, (start, post_end), at, end)


@functools.cache
def organisation_nouns() -> frozenset[str]:
    """Return the nouns with which the description of an organisation without a known name begins."""
    return frozenset(key for word in table("titles")["organisations"]["words"] for key in words_of(word).keys)


def _past_own_words(text: RoleText, at: int) -> int:
    """Past small words between an owner and its post: "Washington's alternate representative"."""
    for back in range(1, _OWN_WORDS + 1):
        first = at - back
        if (
            first < 1
            or text.words.shapes[first] != LOWER
            or not text.words.keys[first].isalpha()
            or text.words.keys[first] in _OF
        ):
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
    return frozenset(key for word in table("titles")["qualifiers"][language] for key in words_of(word).keys)


@functools.cache
def _domain_nouns() -> frozenset[str]:
    return frozenset(key for word in table("titles")["domains"]["words"] for key in words_of(word).keys)


# ---------------------------------------------------------------- after the name


def _roles_after(text: RoleText, person: Mention, last: int) -> Iterator[RoleDraft]:
    words, at = text.words, last
    if at >= len(words) or words.keys[at] not in {",", "(", "–", "—"}:
        return
    at += 1
    if at < len(words) and words.keys[at] in _WHO:
        yield from _headed(text, person, at + 1)
        return
    while at < len(words) and words.keys[at] in _ARTICLES:
        at += 1
    yield from _apposed(text, person, at)


def _apposed(text: RoleText, person: Mention, at: int) -> Iterator[RoleDraft]:
    """The posts that the phrase from word `at` on gives a person."""
    post = _post_from(text, at)
    if post is None:
        yield from _placed(text, person, at)
        return
    start, organisation = _organisation_before(text, post.first, post.last)
    end = _phrase_end(text.words, post.last)
    if _has_verb(text, start, end):  # "During his talks with X, the president said"
        return
    complement = _complement(text, post.last, end)
    if complement is None:
        yield role_draft(text, person, (start, end), organisation)
        return
    title_end, first_organisation = complement
    yield role_draft(text, person, (start, title_end), organisation or first_organisation)
    if organisation is None and first_organisation is not None:
        for other in _joined(text, first_organisation, end):
            yield role_draft(text, person, (start, title_end), other)


def _placed(text: RoleText, person: Mention, at: int) -> Iterator[RoleDraft]:
    """The post of "X, a broker at Y", "X, a logistics officer with the agency": any noun with a body behind it."""
    words = text.words
    end = at
    while end < len(words) and end - at <= _OWN_WORDS and words.shapes[end] == LOWER and words.keys[end].isalpha():
        if words.keys[end] in _PLACING:
            break
        end += 1
    if end == at or end >= len(words) or words.keys[end] not in _PLACING or words.keys[end - 1] in _no_posts():
        return
    if not _is_noun(text, end - 1) or (found := _body_at(text, end + 1)) is None:
        return
    yield role_draft(text, person, (at, end), found)


def _body_at(text: RoleText, at: int) -> Ref | None:
    """The named body, or the noun that points back to one, that begins at word `at` over its article."""
    while at < len(text.words) and text.words.keys[at] in _ARTICLES:
        at += 1
    last, mention = text.starting.get(at, (at, None))
    if mention is not None and not mention.places and mention.actor_kind not in {None, ActorKind.PERSON}:
        return text.ref(at, last)
    noun = _organisation_noun(text, at) if at < len(text.words) and text.words.shapes[at] == LOWER else None
    return text.ref(at, noun) if noun is not None else None


def _is_noun(text: RoleText, at: int) -> bool:
    doc = text.annotated.sections[text.section].doc
    tokens = doc.char_span(text.words.starts[at], text.words.ends[at], alignment_mode="expand")
    return tokens is not None and tokens[0].pos_ in {"NOUN", "PROPN"}


@functools.cache
def _no_posts() -> frozenset[str]:
    return frozenset(key for word in table("titles")["no_post"]["words"] for key in words_of(word).keys)


def _post_from(text: RoleText, at: int) -> Hit[str] | None:
    """Return the post that begins at word `at`, over a country, an organisation and qualifiers."""
    for first in range(at, min(len(text.words), at + 7)):
        if text.words.keys[first] in _TITLE_END or text.words.keys[first] in _OF:
            return None
        hit = title_words(text.language).match_at(text.words, first)
        if hit and hit.bearers[0] == POST:
            return hit if text.language == "fr" or _ends_at(text, hit.last) else None
    return None


def _ends_at(text: RoleText, last: int) -> bool:
    """Whether a post ends before word `last`: no further noun follows, as in "the minister's office", "a lawyer friend"."""
    if last >= len(text.words) or text.words.keys[last] in _TITLE_END | _OF | _JOINING:
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


def _complement(text: RoleText, start: int, end: int) -> tuple[int, Ref] | None:
    """Return where the title ends before "of" its organisation, and the organisation, where words [start, end) name one."""
    for at in range(start, end - 1):
        if text.words.keys[at] not in _OF and not (text.language == "fr" and text.words.keys[at] == "a"):  # "chercheuse à X"
            continue
        first = at + 1
        while first < end and text.words.keys[first] in _ARTICLES | _OF:
            first += 1
        found = text.starting.get(first) or _described(text, first, end)
        if (
            found
            and found[1] is not None
            and found[1].actor_kind is not ActorKind.PERSON
            and not _is_domain(text, found[0], found[1])
        ):
            return at, text.ref(first, found[0])
        if (noun := _organisation_noun(text, first)) is not None:
            return at, text.ref(first, noun)
        if first < end and text.words.keys[first] in organisation_nouns():  # "the women's association of the town"
            return at, text.ref(first, end)
    return None


def _is_domain(text: RoleText, last: int, mention: Mention) -> bool:
    """Whether an unknown name is only what a post is concerned with: "Director of Political Affairs"."""
    return not mention.actors and text.words.keys[last - 1] in _domain_nouns()


def _described(text: RoleText, first: int, end: int) -> tuple[int, Mention] | None:
    """Return the name inside a described organisation: "the U.N. mission MONUSCO", "the group called X"."""
    for at in range(first, min(end, first + 4)):
        if at in text.starting and text.starting[at][1].actor_kind not in {None, ActorKind.PERSON, ActorKind.STATE}:
            return text.starting[at]
    return None


def _organisation_noun(text: RoleText, first: int) -> int | None:
    for noun in _back_nouns(text.language):
        last = first + len(noun)
        if tuple(text.words.keys[first:last]) == noun:
            goes_on = last < len(text.words) and (text.words.keys[last] in _OF or text.words.shapes[last] != LOWER)
            return None if goes_on else last
    return None


@functools.cache
def _back_nouns(language: str) -> tuple[tuple[str, ...], ...]:
    nouns = {tuple(words_of(noun).keys) for group in table("nominals")["back"] for noun in group[language]}
    return tuple(sorted(nouns, key=len, reverse=True))


def _joined(text: RoleText, first: Ref, end: int) -> Iterator[Ref]:
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
            if between & _JOINING and between <= _OF | _ARTICLES | _JOINING:
                yield text.ref(at, last)


def _headed(text: RoleText, person: Mention, at: int) -> Iterator[RoleDraft]:
    verbs = {verb: title for title, forms in table("titles")["heading_verbs"].items() for verb in forms}
    at += at < len(text.words) and text.words.keys[at] in {"has", "had", "a", "avait"}
    if at >= len(text.words) or (title := verbs.get(text.printed(at, at + 1).casefold())) is None:
        return
    first = at + 1
    while first < len(text.words) and text.words.keys[first] in _ARTICLES:
        first += 1
    found = text.starting.get(first) or _described(text, first, len(text.words))
    if found and found[1].actor_kind not in {None, ActorKind.PERSON}:
        yield RoleDraft(person_ref(person), title, person_ref(found[1]), role_evidence(text, person))
        return
    end = min(_phrase_end(text.words, first), first + _LONGEST_BODY)
    if nouns := [at for at in range(first, end) if text.words.keys[at] in organisation_nouns()]:
        yield RoleDraft(person_ref(person), title, text.ref(first, nouns[0] + 1), role_evidence(text, person))


def _led_by(text: RoleText, person: Mention, first: int) -> Iterator[RoleDraft]:
    """The post of "the movement, led by X" and "la mission, dirigée par le Kényan X"."""
    at = first - 1
    while at > 0 and (text.words.keys[at] in _ARTICLES or _is_title_or_nation(text, at)):
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
    while at < len(text.words) and text.words.keys[at] in _ARTICLES:
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
