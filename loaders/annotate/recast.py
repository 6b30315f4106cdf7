"""Towns that the statistical model took for persons or bodies, set right by what the whole document says."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from conflictdb.vocabularies import ActorKind, LocationKind
from loaders.annotate.annotated import Section
from loaders.annotate.candidates import Candidate, printed
from loaders.annotate.countries import adjectives
from loaders.annotate.persons import title_words
from loaders.annotate.words import Words
from loaders.annotate.world import WorldPlace, places_named
from loaders.gazetteer import Gazetteer
from loaders.vocab import table

RECAST = "placed"
_GIVEN = "given"  # found by a given name: "Ann Arbor" needs to be large to be a town
_GUESSED = frozenset({"model", "repeat", "capitals", "headed", _GIVEN})
_SHORTEST = 4
_LEAST_ANYWHERE, _LEAST_AT_HOME = 30_000, 500


@dataclass(frozen=True, slots=True)
class _Setting:
    """The countries that a document names, and the last words of its persons' full names."""

    countries: frozenset[str]
    surnames: frozenset[str]


def recast(
    gazetteer: Gazetteer, language: str, sections: Sequence[Section], texts: Sequence[Words], found: Sequence[list[Candidate]]
) -> list[list[Candidate]]:
    """Return the settled candidates of all sections with those made places that a namesake in the document's countries shows."""
    setting = _Setting(frozenset(_countries(gazetteer, language, texts, found)), frozenset(_surnames(texts, found)))
    return [
        [_recast(section, words, candidate, setting, language) for candidate in candidates]
        for section, words, candidates in zip(sections, texts, found, strict=True)
    ]


def _countries(gazetteer: Gazetteer, language: str, texts: Sequence[Words], found: Sequence[list[Candidate]]) -> Iterator[str]:
    for words, candidates in zip(texts, found, strict=True):
        for candidate in candidates:
            for slug in candidate.places:
                yield gazetteer.places[slug].country_code or ""
        for hit in adjectives(language).find(words):
            yield hit.bearers[0]


def _surnames(texts: Sequence[Words], found: Sequence[list[Candidate]]) -> Iterator[str]:
    for words, candidates in zip(texts, found, strict=True):
        for candidate in candidates:
            if candidate.actor_kind is ActorKind.PERSON and (candidate.last - candidate.first > 1 or candidate.rule == "title"):
                yield words.keys[candidate.last - 1]


def _recast(section: Section, words: Words, candidate: Candidate, setting: _Setting, language: str) -> Candidate:
    if candidate.rule not in _GUESSED or candidate.actors or candidate.actor_kind is None:
        return candidate
    if not _may_be_place(section, words, candidate, setting.surnames, language):
        return candidate
    name = printed(words, candidate.first, candidate.last)
    alone = candidate.last - candidate.first == 1
    if alone and candidate.actor_kind is not ActorKind.PERSON and not _after_preposition(section, words, candidate.first):
        return candidate  # a club, a firm
    countries = setting.countries if candidate.rule != _GIVEN else frozenset[str]()
    if any(_fits(place, countries, alone=alone) for place in places_named(name)):
        return replace(candidate, actor_kind=None, place_kind=LocationKind.CITY, rule=RECAST, name=name)
    return candidate


def _fits(place: WorldPlace, countries: Set[str], *, alone: bool) -> bool:
    if place.country_code in countries:
        return not place.is_other_name and place.population >= _LEAST_AT_HOME
    return not alone and not place.is_other_name and place.population >= _LEAST_ANYWHERE


def _may_be_place(section: Section, words: Words, candidate: Candidate, surnames: Set[str], language: str) -> bool:
    """Whether nothing speaks for a person or body: a title before it, a full name elsewhere, a verb of saying, an own noun."""
    first, last = candidate.first, candidate.last
    if last - first == 1 and (words.keys[first] in surnames or len(words.keys[first]) < _SHORTEST):
        return False
    if first and any(hit.last == first for hit in title_words(language).find(_tail(words, first))):
        return False
    tokens = section.doc.char_span(words.starts[first], words.ends[last - 1], alignment_mode="expand")
    if tokens is None:
        return False
    head = tokens.root
    return not (head.dep_ in {"nsubj", "appos"} and head.head.lemma_.lower() in _saying(language)) and head.pos_ == "PROPN"


def _after_preposition(section: Section, words: Words, at: int) -> bool:
    before = section.doc.char_span(words.starts[at - 1], words.ends[at - 1], alignment_mode="expand") if at else None
    return before is not None and before[0].pos_ == "ADP"


def _tail(words: Words, end: int) -> Words:
    return Words(words.text, words.keys[:end], words.starts[:end], words.ends[:end], words.shapes[:end])


@functools.cache
def _saying(language: str) -> frozenset[str]:
    return frozenset(table("dates")[language]["saying"])
