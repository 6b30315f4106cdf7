"""The country in which a text is set: where what it tells takes place, not where it is talked about."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Token

from conflictdb.identity import fold
from conflictdb.vocabularies import ActorKind, LocationKind
from loaders.annotate.countries import adjectives
from loaders.annotate.words import words_of
from loaders.link.scene import governing
from loaders.vocab import table

if TYPE_CHECKING:
    from loaders.link.cast import Cast, Reading

_PLACED, _MEANT, _TOLD_FROM = 4, 2, 1
_NATION, _ABROAD = 1, 1  # a force may be in another's country
_LEAST = 2
_FIGHTING = frozenset({ActorKind.ARMED_GROUP, ActorKind.STATE_FORCES, ActorKind.POLITICAL_GROUP})
_OBJECTS = frozenset({"nsubjpass", "nsubj:pass", "dobj", "obj"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "dobj", "obj"})


class Setting:
    """Counts what speaks for each country; a place where people only meet, and the dateline of such a place, speak for none."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._venues = {fold(r.mention.text) for r in cast.readings if r.place and self._is_venue(r)}
        votes: Counter[str] = Counter()
        for code, weight in self._votes():
            votes[code] += weight
        best = votes.most_common(2)
        even = len(best) > 1 and best[0][1] == best[1][1]
        home = best[0][0] if best and best[0][1] >= _LEAST else None
        self.country = cast.country if home and even and cast.country in {code for code, _ in best} else home

    def _votes(self) -> Iterator[tuple[str, int]]:
        for reading in self.cast.readings:
            if reading.place and reading.place.country_code and not (reading.acts and reading.actor):
                if fold(reading.mention.text) not in self._venues and (weight := self._weight(reading)):
                    yield reading.place.country_code, weight
            elif reading.actor and (code := self._fighting(reading)):
                yield code, _ABROAD if reading.actor.kind is ActorKind.STATE_FORCES else _MEANT
        for margin in self.cast.annotated.margins:
            place = self.cast.places.of(margin) if margin.places or margin.place_kind else None
            if place and place.country_code and fold(margin.text) not in self._venues:
                yield place.country_code, _TOLD_FROM
        language = self.cast.annotated.document.language
        forces = {m.start for m in self.cast.annotated.mentions if m.actor_kind is ActorKind.STATE_FORCES}
        for section in self.cast.annotated.sections:
            words = words_of(section.block.text)
            for hit in adjectives(language).find(words):
                if section.block.raw(words.starts[hit.first]) not in forces:
                    yield hit.bearers[0], _NATION

    def _weight(self, reading: Reading) -> int:
        """How much a place tells: most where it is told as one ("in Goma"), nothing in another name ("the union Unity")."""
        doc, first = self.cast.scene.doc(reading.mention.section), reading.mention.first
        located = first > 0 and doc[first - 1].pos_ in {"ADP", "CCONJ", "DET"}
        if located or (reading.place and reading.place.kind is LocationKind.COUNTRY):
            return _PLACED
        known = reading.place is not None and reading.place.slug is not None
        relation = self.cast.scene.head(reading.mention).dep_
        return (_PLACED if relation in _OBJECTS else _MEANT if relation in _SUBJECTS else 0) if known else 0

    def _fighting(self, reading: Reading) -> str | None:
        """The country of a known group or force that fights or governs, and of a state that does anything but receive others."""
        known = self.cast.gazetteer.actors.get((reading.actor.slug or "") if reading.actor else "")
        if known is None:
            return None
        if known.kind in _FIGHTING:
            return known.country
        receives = known.kind is ActorKind.STATE and self.cast.scene.head(reading.mention).head.lemma_.lower() in _hosting()
        return known.country if known.kind is ActorKind.STATE and not receives else None

    def _is_venue(self, reading: Reading) -> bool:
        """Whether a place is only where people meet: "talks in X", "the declaration of X", "signed a deal in X"."""
        _, word, preposition = governing(self.cast.scene.head(reading.mention))
        if preposition and preposition not in _where():
            return False
        return _is_meeting(word)


def _is_meeting(word: Token) -> bool:
    if word.lemma_.lower() in _meetings() or word.lower_ in _meetings():
        return True
    if word.pos_ not in {"VERB", "AUX", "NOUN", "ADJ"}:
        return False
    inside = (child for child in word.children if child.dep_ in _SUBJECTS)
    return any(child.lemma_.lower() in _meetings() or child.lower_ in _meetings() for child in inside)


@functools.cache
def _meetings() -> frozenset[str]:
    return frozenset(table("nominals")["meetings"]["words"])


@functools.cache
def _hosting() -> frozenset[str]:
    return frozenset(table("nominals")["hosting"]["words"])


@functools.cache
def _where() -> frozenset[str]:
    return frozenset(table("nominals")["meetings"]["where"])
