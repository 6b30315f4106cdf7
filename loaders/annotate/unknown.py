"""Names that the gazetteer doesn't have: those after a title, those that the statistical model finds, cleaned of what is no name."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from conflictdb.vocabularies import ActorKind, LocationKind
from loaders.annotate.candidates import Candidate, printed, word_range
from loaders.annotate.countries import adjectives
from loaders.annotate.kinds import kind_beside, kind_in
from loaders.annotate.persons import HONORIFIC, PARTICLES, name_run, strip_titles, title_words
from loaders.annotate.words import CAPITALS, LOWER, POSSESSIVE, Words, words_of
from loaders.vocab import table

RANK_TITLE, RANK_MODEL = 3, 1
_PERSON_LABELS = frozenset({"PERSON", "PER"})
_PLACE_LABELS = {"GPE": LocationKind.CITY, "LOC": LocationKind.REGION, "FAC": LocationKind.SITE}
_FRENCH_PLACE = LocationKind.CITY  # the French model has one label for all places; most are towns
_LONGEST_NAME = 12
_DETERMINERS = frozenset("the a an this that its his her their le la les l un une des ce cette son sa leur du d de".split())


def titled_names(doc: Doc, words: Words, language: str, known: dict[int, int]) -> Iterator[Candidate]:
    """Yield the persons named right after a title: "President Ruto", "le général Ekenge"; `known` are known names' bounds."""
    stops = set(known)
    for title in title_words(language).find(words):
        at = title.last
        while at < len(words) and (following := title_words(language).match_at(words, at)):
            at = following.last
        last = name_run(words, at, stops)
        if last == at or not _is_name(doc, words, at, last):
            continue
        if title.bearers[0] != HONORIFIC and kind_in(words, at, last):  # "General Assembly"
            continue
        yield Candidate(
            at, last, RANK_TITLE, "title", actor_kind=ActorKind.PERSON, name=printed(doc.text, words, at, last)
        )


def _is_name(doc: Doc, words: Words, first: int, last: int) -> bool:
    tokens = doc.char_span(words.starts[first], words.ends[last - 1], alignment_mode="expand")
    return tokens is not None and any(token.pos_ == "PROPN" for token in tokens) and not adjectives("en").match_at(words, first)


def model_names(doc: Doc, words: Words, language: str) -> Iterator[Candidate]:
    """Yield the entities of the statistical model, cleaned; what is no name after that is dropped."""
    for entity in doc.ents:
        first, last = _clean(words, *word_range(words, entity.start_char, entity.end_char), language, entity)
        if first >= last or last - first > _LONGEST_NAME or not _has_capital(words, first, last) or _no_actor(words, first, last):
            continue
        if (nation := adjectives("en").match_at(words, first)) and nation.last == last:
            continue
        if candidate := _candidate(doc, words, (first, last), entity.label_):
            yield candidate


def _clean(words: Words, first: int, last: int, language: str, entity: Tokens) -> tuple[int, int]:
    while first < last and words.keys[first] in _DETERMINERS:
        first += 1
    if entity.label_ in _PERSON_LABELS:
        first = strip_titles(words, first, last, language)
    for at in range(first, last):  # a mark inside: what stands before it is the name
        if not words.keys[at][0].isalnum() and words.keys[at] not in {POSSESSIVE, "&"}:
            last = at
    while last > first and (words.shapes[last - 1] == LOWER and not words.keys[last - 1].isdigit()):
        last -= 1
    while first < last and words.shapes[first] == LOWER and words.keys[first] not in PARTICLES:
        first += 1
    return first, last


def _has_capital(words: Words, first: int, last: int) -> bool:
    return any(shape != LOWER for shape in words.shapes[first:last]) and any(len(key) > 1 for key in words.keys[first:last])


@functools.cache
def _no_actors() -> frozenset[str]:
    return frozenset(word for entry in table("nominals")["no_actor"]["words"] for word in words_of(entry).keys)


def _no_actor(words: Words, first: int, last: int) -> bool:
    return words.keys[last - 1] in _no_actors() or words.keys[first] in _no_actors()


def _candidate(doc: Doc, words: Words, span: tuple[int, int], label: str) -> Candidate | None:
    name = printed(doc.text, words, *span)
    if label in _PERSON_LABELS:
        if kind := kind_in(words, *span) if span[1] - span[0] > 1 else None:
            return Candidate(*span, RANK_MODEL, "model", actor_kind=kind, name=name)
        if any(key[0].isdigit() for key in words.keys[span[0] : span[1]]):
            return None
        return Candidate(*span, RANK_MODEL, "model", actor_kind=ActorKind.PERSON, name=name)
    if label == "ORG":
        kind = kind_in(words, *span) or kind_beside(words, *span)
        if kind is not None and span[1] - span[0] == 1 and kind_in(words, *span):  # "State", "Council": no name
            return None
        if kind is None and span[1] - span[0] == 1 and words.shapes[span[0]] != CAPITALS:
            kind = ActorKind.COMPANY
        return Candidate(*span, RANK_MODEL, "model", actor_kind=kind or ActorKind.NGO, name=name)
    if label in _PLACE_LABELS:
        kind = _FRENCH_PLACE if label == "LOC" and doc.lang_ == "fr" else _PLACE_LABELS[label]
        if actor := kind_in(words, *span) if span[1] - span[0] > 1 else kind_beside(words, *span):
            return Candidate(*span, RANK_MODEL, "model", actor_kind=actor, name=name)
        return Candidate(*span, RANK_MODEL, "model", place_kind=kind, name=name)
    return None
