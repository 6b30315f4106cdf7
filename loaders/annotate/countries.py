"""What a country's adjective or name makes with a noun: "Rwandan troops", "l'armée congolaise", "the government of Kenya"."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from conflictdb.vocabularies import ActorKind
from loaders.annotate.function_words import function_words
from loaders.annotate.names import Hit, NameTree
from loaders.annotate.words import LOWER, POSSESSIVE, Words, words_of
from loaders.gazetteer import ARMY, MINISTRY, POLICE, Gazetteer, KnownActor
from loaders.vocab import table

GOVERNMENT = "government"
KIND_OF_CLASS = {
    ARMY: ActorKind.STATE_FORCES,
    POLICE: ActorKind.STATE_FORCES,
    GOVERNMENT: ActorKind.STATE,
    MINISTRY: ActorKind.STATE,
}
_LONGEST_NOUN = 6
_BETWEEN = 2
_OF = function_words("of")
_ARTICLES = function_words("articles")
_AND = function_words("and")
_INSIDE_MATTER = function_words("inside_ministries")


@dataclass(frozen=True, slots=True)
class CountryWord:
    """An adjective or name of a country in a text: words [first, last)."""

    first: int
    last: int
    code: str
    adjective: bool


@dataclass(frozen=True, slots=True)
class CountryPhrase:
    """A country's force or body in a text: words [first, last), its sort and noun, where the noun stands, its entry if known."""

    first: int
    last: int
    code: str
    sort: str
    noun: str
    noun_first: int
    noun_last: int
    actor: KnownActor | None


@functools.cache
def adjectives(language: str) -> NameTree[str]:
    """Return the adjectives of all countries in a language, with their codes; the first country of a word wins."""
    tree: NameTree[str] = NameTree(cased=language == "en")
    for code, forms in table("demonyms").items():
        for form in forms[language]:
            for spelling in (form, form + "s") if language == "en" else (form,):
                tree.add(spelling, code)
    return tree


@functools.cache
def country_nouns(language: str) -> NameTree[str]:
    """Return the nouns that make an actor with a country, with their class."""
    tree: NameTree[str] = NameTree(cased=False)
    for phrase in table("nominals")["phrase"]:
        for noun in phrase[language]:
            tree.add(noun, phrase["class"])
    return tree


@functools.cache
def _between(language: str) -> frozenset[str]:
    return frozenset(word for entry in table("nominals")["between"][language] for word in words_of(entry).keys)


class CountryPhrases:
    """Finds the forces and bodies of countries in the words of a text of one language."""

    def __init__(self, gazetteer: Gazetteer, language: str) -> None:
        self.gazetteer = gazetteer
        self.nouns = country_nouns(language)
        self.between = _between(language)

    def find(self, words: Words, countries: Iterable[CountryWord]) -> Iterator[CountryPhrase]:
        """Yield every phrase once; `countries` must come in order."""
        countries = list(countries)
        starting_at = {country.first: country for country in countries}
        for country in countries:
            yield from self._noun_after(words, country, starting_at)
            yield from self._noun_before(words, country, starting_at)

    def _noun_after(self, words: Words, country: CountryWord, starting_at: dict[int, CountryWord]) -> Iterator[CountryPhrase]:
        if country.adjective and words.shapes[country.first] == LOWER:  # a French adjective follows its noun
            return
        at = country.last + (country.last < len(words) and words.keys[country.last] == POSSESSIVE)
        noun = self._noun_at(words, at)
        if noun is None and at == country.last and at + 1 < len(words) and words.keys[at] in _AND:
            other = starting_at.get(at + 1)  # "Congolese and Ugandan armies"
            if other and other.adjective and country.adjective and (noun := self._noun_at(words, other.last)):
                yield self._phrase(words, country, (country.first, country.last), noun)
            return
        if noun is not None:
            last = self._matter(words, noun.last) if noun.bearers[0] == MINISTRY else noun.last
            yield self._phrase(words, country, (country.first, last), noun)

    def _matter(self, words: Words, last: int) -> int:
        """Return where "of Mines and Energy" after a ministry ends: at its last capitalised word."""
        if last >= len(words) or words.keys[last] not in _OF:
            return last
        end = at = last + 1
        while at < len(words) and (words.shapes[at] != LOWER or words.keys[at] in _INSIDE_MATTER):
            at += 1
            end = at if words.shapes[at - 1] != LOWER else end
        return end if end > last + 1 or (end < len(words) and words.shapes[end - 1] != LOWER) else last

    def _noun_at(self, words: Words, at: int) -> Hit[str] | None:
        for skipped in range(_BETWEEN + 1):
            if at + skipped >= len(words):
                return None
            if noun := self.nouns.match_at(words, at + skipped):
                return noun
            if words.keys[at + skipped] not in self.between:
                return None
        return None

    def _noun_before(self, words: Words, country: CountryWord, starting_at: dict[int, CountryWord]) -> Iterator[CountryPhrase]:
        end = country.first
        if not country.adjective:
            end -= end > 0 and words.keys[end - 1] in _ARTICLES
            if end < 2 or words.keys[end - 1] not in _OF:
                return
            end -= 1
        elif words.shapes[country.first] != LOWER:
            return
        if noun := self._noun_ending_at(words, end):
            yield self._phrase(words, country, (noun.first, country.last), noun)
            return
        if country.adjective and end >= 2 and words.keys[end - 1] in _AND:  # "armées congolaise et ougandaise"
            first = next((other for other in starting_at.values() if other.last == end - 1 and other.adjective), None)
            if first and (noun := self._noun_ending_at(words, first.first)):
                yield self._phrase(words, country, (country.first, country.last), noun)

    def _noun_ending_at(self, words: Words, end: int) -> Hit[str] | None:
        for first in range(max(0, end - _LONGEST_NOUN), end):
            if (noun := self.nouns.match_at(words, first)) and self._reaches(words, noun.last, end):
                return noun
        return None

    def _reaches(self, words: Words, last: int, end: int) -> bool:
        return last <= end and all(words.keys[at] in self.between for at in range(last, end))

    def _phrase(self, words: Words, country: CountryWord, span: tuple[int, int], noun: Hit[str]) -> CountryPhrase:
        keys = " ".join(words.keys[noun.first : noun.last])
        actor = self.actor_of(country.code, noun.bearers[0], keys)
        return CountryPhrase(*span, country.code, noun.bearers[0], keys, noun.first, noun.last, actor)

    def actor_of(self, code: str, sort: str, noun: str) -> KnownActor | None:
        """Return the gazetteer's entry for a country's army, police, government or ministry."""
        if sort == GOVERNMENT:
            return self.gazetteer.state_of(code)
        bodies = self.gazetteer.bodies_by_country.get((code, sort), ())
        if sort != MINISTRY:
            return bodies[0] if bodies else None
        topic = [word for word in noun.split() if word not in function_words("in_ministries")]
        fitting = [body for body in bodies if topic and any(set(topic) <= set(words_of(name).keys) for name in body.names)]
        return fitting[0] if len(fitting) == 1 else None
