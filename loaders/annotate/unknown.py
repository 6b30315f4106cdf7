"""Names that the gazetteer doesn't have: after titles, by the statistical model, in capitals, after prepositions of place."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from conflictdb.vocabularies import ActorKind, LocationKind
from loaders.annotate.bearings import is_approached, is_inhabited, knows
from loaders.annotate.bounds import is_street
from loaders.annotate.candidates import Candidate, printed, word_range
from loaders.annotate.countries import adjectives
from loaders.annotate.function_words import function_words
from loaders.annotate.kinds import kind_before, kind_beside, kind_in
from loaders.annotate.persons import HONORIFIC, PARTICLES, POST, before_names, name_run, strip_titles, title_words
from loaders.annotate.words import CAPITAL, CAPITALS, LOWER, POSSESSIVE, Words, words_of
from loaders.annotate.world import prominent_names
from loaders.vocab import table

RANK_TITLE, RANK_MODEL, RANK_WEAK = 3, 1, 0
_PERSON_PARTICLES = function_words("person_particles")
_PERSON_LABELS = frozenset({"PERSON", "PER"})
_PLACE_LABELS = {"GPE": LocationKind.CITY, "LOC": LocationKind.REGION, "FAC": LocationKind.SITE}
_FRENCH_PLACE = LocationKind.CITY  # the French model has one label for all places; most are towns
_LONGEST_NAME = 12
_LONGEST_PERSON = 6
_LONGEST_ACRONYM = 9
_LONGEST_LINK = 4
_LISTING = function_words("and") | {","}
_LIST_END = function_words("list_end")
_NATIONAL = frozenset({"national", "nationale"})
_CALLED = function_words("called")
_DETERMINERS = function_words("determiners")


def titled_names(doc: Doc, words: Words, language: str, known: dict[int, int]) -> Iterator[Candidate]:
    """Yield the persons named right after a title: "President Ruto", "le général Ekenge"; `known` are known names' bounds."""
    stops = set(known)
    for title in before_names(language).find(words):
        at = _past_titles(words, title.last, language)
        if at < len(words) - 1 and words.keys[at] == "," and title.bearers[0] == POST:  # "Congo's foreign minister, X Y, said"
            at = _past_titles(words, at + 1, language)
            last = name_run(words, at, stops)
            if last < at + 2 or last >= len(words) or words.keys[last] != ",":
                continue
        else:
            last = name_run(words, at, stops)
        if last == at or not _is_name(doc, words, at, last) or _ends_a_name(words, title.first, last - at, known):
            continue
        if (title.bearers[0] == POST and words.shapes[at] == LOWER) or _no_person(words, at, last):  # "le président de la X"
            continue
        if title.bearers[0] != HONORIFIC and kind_in(words, at, last):  # "General Assembly"
            continue
        yield Candidate(at, last, RANK_TITLE, "title", actor_kind=ActorKind.PERSON, name=printed(words, at, last))


def _past_titles(words: Words, at: int, language: str) -> int:
    while at < len(words) and (title := before_names(language).match_at(words, at)):
        at = title.last
    return at


def _ends_a_name(words: Words, first: int, length: int, known: dict[int, int]) -> bool:
    """Whether the title is the middle of a name: "Central General Staff"."""
    before = first - 1
    if length > 1 or before < 0 or words.shapes[first] == LOWER or words.shapes[before] == LOWER:
        return False
    ends = any(start <= before < end for start, end in known.items())
    return words.keys[before].isalpha() and not ends and not is_adjective(words, before)


def is_adjective(words: Words, at: int) -> bool:
    """Whether a word is a country's adjective."""
    return adjectives("en").match_at(words, at) is not None


def _is_name(doc: Doc, words: Words, first: int, last: int) -> bool:
    tokens = doc.char_span(words.starts[first], words.ends[last - 1], alignment_mode="expand")
    return tokens is not None and any(token.pos_ == "PROPN" for token in tokens) and not adjectives("en").match_at(words, first)


def model_names(doc: Doc, words: Words, language: str, known: dict[int, int]) -> Iterator[Candidate]:
    """Yield the entities of the statistical model, cleaned; what is no name after that is dropped."""
    taken = {at for first, last in known.items() for at in range(first, last)}
    persons: list[Candidate] = []
    before: Candidate | None = None
    for entity in doc.ents:
        first, last = _clean(words, *word_range(words, entity.start_char, entity.end_char), language, entity)
        if first >= last or last - first > _LONGEST_NAME or not _has_capital(words, first, last) or _no_actor(words, first, last):
            continue
        if (nation := adjectives("en").match_at(words, first)) and nation.last == last:
            continue
        candidate = _candidate(doc, words, (first, last), entity.label_)
        if before and candidate and (whole := _with_particle(words, before, candidate)):
            yield whole
        before = candidate or before
        if candidate and candidate.actor_kind is ActorKind.PERSON:
            candidate = _widened(doc, words, candidate, taken)
            persons.append(candidate)
        if candidate:
            yield candidate
    for person in persons:
        yield from _listed_persons(doc, words, person, taken)


def _with_particle(words: Words, one: Candidate, other: Candidate) -> Candidate | None:
    """Join the halves of a name that its particle made the model part: "Salem | ould | Breihmatt"."""
    if other.first - one.last != 1 or words.keys[one.last] not in _PERSON_PARTICLES:
        return None
    name = printed(words, one.first, other.last)
    return Candidate(one.first, other.last, RANK_TITLE, "model", actor_kind=ActorKind.PERSON, name=name)


def _widened(doc: Doc, words: Words, person: Candidate, taken: set[int]) -> Candidate:
    """Take in the parts of the name that the model left out: "Phyo [Zeya Thaw]", "[Salem] ould Breihmatt"."""
    first, last = person.first, person.last
    while first > 0 and is_name_part(doc, words, first - 1, taken):
        first -= 1
    while last < len(words):
        step = 1 + (words.keys[last] in PARTICLES and words.shapes[last] == LOWER)
        if last + step > len(words) or not is_name_part(doc, words, last + step - 1, taken):
            break
        last += step
    if (first, last) == (person.first, person.last) or last - first > _LONGEST_PERSON:
        return person
    return replace(person, first=first, last=last, name=printed(words, first, last))


def is_name_part(doc: Doc, words: Words, at: int, taken: set[int]) -> bool:
    """Whether a word may belong to an unknown person's or place's name."""
    if words.shapes[at] == LOWER or at in taken or not words.keys[at].isalpha() or words.keys[at] in _no_actors():
        return False
    tokens = doc.char_span(words.starts[at], words.ends[at], alignment_mode="expand")
    hit = title_words(doc.lang_).match_at(words, at)
    return tokens is not None and tokens[0].pos_ == "PROPN" and hit is None and not adjectives("en").match_at(words, at)


def _listed_persons(doc: Doc, words: Words, person: Candidate, taken: set[int]) -> Iterator[Candidate]:
    """Yield the full names that stand in one list with a person and that the model missed."""
    at = person.last
    while at < len(words) and words.keys[at] in _LISTING:
        while at < len(words) and words.keys[at] in _LISTING:
            at += 1
        last = at
        while last < len(words) and is_name_part(doc, words, last, taken):
            last += 1
        if (
            not 2 <= last - at <= 4
            or last >= len(words)
            or words.keys[last] not in _LISTING | _LIST_END
            or kind_in(words, at, last)
        ):
            return
        yield Candidate(at, last, RANK_MODEL, "model", actor_kind=ActorKind.PERSON, name=printed(words, at, last))
        at = last


def _clean(words: Words, first: int, last: int, language: str, entity: Tokens) -> tuple[int, int]:
    while first < last and words.keys[first] in _DETERMINERS:
        first += 1
    if entity.label_ in _PERSON_LABELS:
        first = _past_preposition(words, strip_titles(words, first, last, language), last, language)
    for at in range(first, last):  # a mark inside: what stands before it is the name
        if not words.keys[at][0].isalnum() and words.keys[at] not in {POSSESSIVE, "&"}:
            last = at
    while last > first and (words.shapes[last - 1] == LOWER and not words.keys[last - 1].isdigit()):
        last -= 1
    while first < last and words.shapes[first] == LOWER and words.keys[first] not in PARTICLES:
        first += 1
    return first, last


def _past_preposition(words: Words, first: int, last: int, language: str) -> int:
    """Past a French "de" that ties a name to the noun before it: "au nord de X", not "le général de X"."""
    tied = language == "fr" and 0 < first < last and words.shapes[first - 1] == LOWER
    if not tied or any(hit.last == min(first, _LONGEST_LINK) for hit in title_words(language).find(_until(words, first))):
        return first
    while first < last and words.shapes[first] == LOWER and words.keys[first] not in _PERSON_PARTICLES:
        first += 1
    return first


def _until(words: Words, end: int) -> Words:
    begin = max(0, end - _LONGEST_LINK)
    return Words(words.text, words.keys[begin:end], words.starts[begin:end], words.ends[begin:end], words.shapes[begin:end])


def _has_capital(words: Words, first: int, last: int) -> bool:
    return any(shape != LOWER for shape in words.shapes[first:last]) and any(len(key) > 1 for key in words.keys[first:last])


@functools.cache
def _no_actors() -> frozenset[str]:
    vocabulary = table("nominals")
    entries = (*vocabulary["no_actor"]["words"], *vocabulary["times"]["words"])
    return frozenset(word for entry in entries for word in words_of(entry).keys)


def is_other_word(word: str, language: str) -> bool:
    """Whether a capitalised word after a name is no part of it: a title, a weekday, a month."""
    words = words_of(word)
    return not words.keys or words.keys[0] in _no_times() or title_words(language).match_at(words, 0) is not None


@functools.cache
def _no_times() -> frozenset[str]:
    return frozenset(table("nominals")["times"]["words"])


def _no_actor(words: Words, first: int, last: int) -> bool:
    return words.keys[last - 1] in _no_actors() or words.keys[first] in _no_actors()


def _candidate(doc: Doc, words: Words, span: tuple[int, int], label: str) -> Candidate | None:
    if label in _PERSON_LABELS:
        return _person(words, span)
    if label == "ORG":
        return _organisation(doc, words, span)
    return _place(doc, words, span, label) if label in _PLACE_LABELS else None


def _no_person(words: Words, first: int, last: int) -> bool:
    """Whether a name is one of a thing or place, or no name: "Clifford Street", "Storm Henk", "Suspected Ugandan"."""
    if last - first < 2:
        return False
    return words.keys[last - 1] in _not_persons("last") or words.keys[first] in _not_persons("first")


@functools.cache
def _not_persons(where: str) -> frozenset[str]:
    return frozenset(words_of(word).keys[0] for word in table("nominals")["no_person"][where])


def _person(words: Words, span: tuple[int, int]) -> Candidate | None:
    if _no_person(words, *span):
        return None
    if kind := kind_in(words, *span) if span[1] - span[0] > 1 else None:
        return _model(words, span, actor=kind)
    if any(key[0].isdigit() for key in words.keys[span[0] : span[1]]):
        return None
    return _model(words, span, actor=kind_before(words, span[0]) or ActorKind.PERSON)


def _organisation(doc: Doc, words: Words, span: tuple[int, int]) -> Candidate | None:
    title = title_words(doc.lang_).match_at(words, span[0])
    links = function_words("complement")
    if title and title.last < span[1] and words.keys[title.last] in links:  # "Head of Operations"
        return None
    alone = span[1] - span[0] == 1
    if alone and (
        kind_in(words, *span) or words.keys[span[0]] in _not_alone() | _no_acronyms()
    ):  # "State", "Council", "Cabinet": no name
        return None
    kind, beside = kind_in(words, *span), kind_beside(words, *span)
    kind = beside if kind in {None, ActorKind.STATE_FORCES} and beside is ActorKind.ARMED_GROUP else kind or beside
    nation = is_adjective(words, span[0]) or _NATIONAL.intersection(words.keys[span[0] : span[1]])
    if kind is ActorKind.IGO and nation:  # "Ethiopian Disaster Commission", "Agence nationale'
        kind = ActorKind.STATE
    if kind is None and _PERSON_PARTICLES.intersection(words.keys[span[0] + 1 : span[1] - 1]):
        kind = ActorKind.PERSON
    if kind is None and alone and words.shapes[span[0]] != CAPITALS:
        if not _is_firm(doc, words, span):
            return None
        kind = ActorKind.COMPANY
    return _model(words, span, actor=kind or ActorKind.NGO)


@functools.cache
def _not_alone() -> frozenset[str]:
    return frozenset(words_of(word).keys[0] for word in table("nominals")["no_name_alone"]["words"])


def _is_firm(doc: Doc, words: Words, span: tuple[int, int]) -> bool:
    """Whether a single capitalised word that nothing explains may name a firm: no opening word, none with an article."""
    before = span[0] - 1
    if doc.lang_ == "fr" or (before >= 0 and words.keys[before] in _DETERMINERS):
        return False
    tokens = doc.char_span(words.starts[span[0]], words.ends[span[1] - 1], alignment_mode="expand")
    if tokens is None or tokens.root.pos_ != "PROPN":
        return False
    struck = tokens.root.dep_ in {"dobj", "nsubjpass"} and tokens.root.head.lemma_.lower() in _striking()
    return not struck


@functools.cache
def _striking() -> frozenset[str]:
    return frozenset(table("nominals")["striking"]["words"])


def _place(doc: Doc, words: Words, span: tuple[int, int], label: str) -> Candidate | None:
    alone = span[1] - span[0] == 1
    if (alone and kind_in(words, *span)) or is_street(words, *span):  # "la Mission", "Mill Road"
        return None
    if alone and words.shapes[span[0]] == CAPITALS:  # an acronym is seldom a place that nobody knows
        return None
    if actor := kind_beside(words, *span) if alone else kind_in(words, *span):
        return _model(words, span, actor=actor)
    return _model(words, span, place=_FRENCH_PLACE if label == "LOC" and doc.lang_ == "fr" else _PLACE_LABELS[label])


def _model(
    words: Words, span: tuple[int, int], *, actor: ActorKind | None = None, place: LocationKind | None = None
) -> Candidate:
    return Candidate(*span, RANK_MODEL, "model", actor_kind=actor, place_kind=place, name=printed(words, *span))


def bare_acronyms(doc: Doc, words: Words, taken: set[int]) -> Iterator[Candidate]:
    """Yield words in capitals that may be acronyms of bodies: "the RSF said"; not where whole headlines are in capitals."""
    shapes = words.shapes
    for at, key in enumerate(words.keys):
        if (
            shapes[at] != CAPITALS
            or at in taken
            or not 2 <= len(key) <= _LONGEST_ACRONYM
            or key in _no_acronyms()
            or key[0].isdigit()
        ):
            continue
        if any(shapes[other] == CAPITALS and other not in taken for other in (at - 1, at + 1) if 0 <= other < len(words)):
            continue
        kind = kind_beside(words, at, at + 1) or ActorKind.NGO
        yield Candidate(at, at + 1, RANK_WEAK, "capitals", actor_kind=kind, name=printed(words, at, at + 1))


@functools.cache
def _no_acronyms() -> frozenset[str]:
    return frozenset(table("nominals")["no_acronym"]["words"])


def located_names(doc: Doc, words: Words, language: str, taken: set[int]) -> Iterator[Candidate]:
    """Yield capitalised words right after a preposition of place that the model passed over: "near Tabane"."""
    prepositions = frozenset(table("place_words")["locative_sure"][language])
    for at in range(1, len(words)):
        if words.shapes[at] != CAPITAL or at in taken or words.text[words.ends[at - 1] : words.starts[at]] != " ":
            continue
        if town := _town_led_to(words, at, language, taken):
            yield town
            continue
        before = words.keys[at - 1]
        if before == "the" and at > 1:
            before = words.keys[at - 2]
        if before not in prepositions or not is_name_part(doc, words, at, taken):
            continue
        last = at + 1
        while last < len(words) and last - at < 3 and words.shapes[last] == CAPITAL and is_name_part(doc, words, last, taken):
            last += 1
        if not kind_in(words, at, last):
            yield Candidate(at, last, RANK_WEAK, "located", place_kind=LocationKind.CITY, name=printed(words, at, last))


def _town_led_to(words: Words, at: int, language: str, taken: set[int]) -> Candidate | None:
    """Return the town of the world named at `at` where its surroundings tell a place and the model nothing: "in Two Harbors"."""
    in_place = words.keys[at - 1] in table("place_words")["locative_sure"][language]
    last = at + 1
    while last < len(words) and last - at < _LONGEST_LINK and words.shapes[last] == CAPITAL and last not in taken:
        last += 1
    led_to = is_approached(words, at, language) or (in_place and last - at > 1)
    if not (led_to or is_inhabited(words, at, last, language)) or words.keys[at] in _no_actors():
        return None
    if adjectives("en").match_at(words, at) or kind_in(words, at, last) or not knows(words, at, last):
        return None
    return Candidate(at, last, RANK_WEAK, "located", place_kind=LocationKind.CITY, name=printed(words, at, last))


def headed_names(words: Words, language: str, *, headline: bool) -> Iterator[Candidate]:
    """Yield names with a noun for a body: "Association des femmes de X", "Union for Change", "Liberal Party"."""
    links = function_words("inside_bodies")
    for at in range(len(words) - 1):
        if words.shapes[at] == LOWER:
            if words.keys[at] in _CALLED and (called := _called(words, at)):
                yield called
            continue
        if words.shapes[at] != CAPITAL or (kind := kind_in(words, at, at + 1)) in {None, ActorKind.COMMUNITY}:
            continue
        first = at
        while language == "en" and not headline and first > 0 and _is_modifier(words, first - 1):
            first -= 1
        last = _complement_end(words, at + 1, links, any_case=language == "fr")
        if last > at + 2 or first < at:
            last = max(last, at + 1)
            if kind is ActorKind.IGO and _NATIONAL.intersection(words.keys[first:last]):
                kind = ActorKind.STATE
            if words.keys[last - 1] in _no_actors():  # "Nuclear Security Summit"
                continue
            yield Candidate(first, last, RANK_MODEL, "headed", actor_kind=kind, name=printed(words, first, last))


def _is_modifier(words: Words, at: int) -> bool:
    """Whether a capitalised word is part of the name that a noun ends: no article, title or country's adjective."""
    key = words.keys[at]
    return words.shapes[at] != LOWER and key.isalpha() and key not in _DETERMINERS and key not in _no_actors()


def _called(words: Words, at: int) -> Candidate | None:
    """Return the name after "the group known as the", "le mouvement appelé"."""
    first = at
    while first < len(words) and words.shapes[first] == LOWER and words.keys[first] in _CALLED:
        first += 1
    last = first
    while last < len(words) and words.shapes[last] != LOWER and words.keys[last].isalnum():
        last += 1
    kind = kind_before(words, first) if last > first > at else None
    return Candidate(first, last, RANK_TITLE, "headed", actor_kind=kind, name=printed(words, first, last)) if kind else None


def _complement_end(words: Words, at: int, links: frozenset[str], *, any_case: bool) -> int:
    """Return where links and the words that they tie end; in French a tied word may be in lower case."""
    last = at
    if at >= len(words) or words.keys[at] not in function_words("complement"):
        return last
    while at < len(words) and at - last < _LONGEST_LINK and (words.keys[at] in links or words.shapes[at] != LOWER):
        while at < len(words) and words.keys[at] in links and words.shapes[at] == LOWER:
            at += 1
        tied = at
        if any_case and at < len(words) and words.keys[at].isalpha():
            at += 1
        while at < len(words) and words.shapes[at] != LOWER and words.keys[at].isalnum():
            at += 1
        if at == tied:
            break
        last = at
    return last


def prominent_places(doc: Doc, words: Words, taken: set[int]) -> Iterator[Candidate]:
    """Yield large towns and divisions of the world that stand alone: no part of a longer capitalised name."""
    for hit in prominent_names().find(words):
        if taken.intersection(range(hit.first, hit.last)) or any(
            at not in taken and _belongs(doc, words, at) for at in (hit.first - 1, hit.last) if 0 <= at < len(words)
        ):
            continue
        if all(is_name_part(doc, words, at, taken) or at > hit.first for at in range(hit.first, hit.last)):
            name = printed(words, hit.first, hit.last)
            yield Candidate(hit.first, hit.last, RANK_WEAK, "world", place_kind=hit.bearers[0], name=name)


def _belongs(doc: Doc, words: Words, at: int) -> bool:
    """Whether a word beside a name is part of a longer one."""
    if words.shapes[at] == LOWER or not words.keys[at].isalpha() or words.keys[at] in _no_times():
        return False
    token = doc.char_span(words.starts[at], words.ends[at], alignment_mode="expand")
    opens = token is not None and token[0].is_sent_start and token[0].pos_ not in {"PROPN", "NOUN", "ADJ"}
    return not opens
