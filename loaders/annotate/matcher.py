"""The names in a document: those that the gazetteer knows, those that patterns tell, those that the statistical model finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from conflictdb.identity import fold
from conflictdb.vocabularies import ActorKind, LocationKind
from loaders.annotate.acronyms import acronyms_in, repeated
from loaders.annotate.annotated import Mention, Section
from loaders.annotate.apposed import apposed_names
from loaders.annotate.bearings import has_town, knows
from loaders.annotate.bounds import bounded, whole_names
from loaders.annotate.candidates import Candidate, printed, settle
from loaders.annotate.contained import contained_names, longer_names, standing_abbreviations
from loaders.annotate.countries import KIND_OF_CLASS, CountryPhrase, CountryPhrases, CountryWord, adjectives
from loaders.annotate.function_words import function_words
from loaders.annotate.given_names import given_names
from loaders.annotate.margins import margin_mentions
from loaders.annotate.names import Hit, NameTree
from loaders.annotate.nations import Nations, country_names
from loaders.annotate.places import OTHER_THING, PlaceNoun, PlaceNouns
from loaders.annotate.recast import recast
from loaders.annotate.repeats import with_repeats
from loaders.annotate.surroundings import placed
from loaders.annotate.unknown import (
    bare_acronyms,
    headed_names,
    is_name_part,
    located_names,
    model_names,
    prominent_places,
    titled_names,
)
from loaders.annotate.words import CAPITAL, LOWER, POSSESSIVE, Words, words_of
from loaders.annotate.world import places_named
from loaders.gazetteer import Gazetteer
from loaders.records import BlockKind, Document
from loaders.vocab import table

_AND = function_words("or")
_NAME_ARTICLES = function_words("name_articles")
RANK_PHRASE, RANK_PLACE, RANK_KNOWN = 6, 5, 4
_AREAS = frozenset({LocationKind.COUNTRY, LocationKind.PROVINCE, LocationKind.TERRITORY, LocationKind.REGION})
# of places that share a name the first kind is meant where the text does not tell
_PREFERENCE = (
    LocationKind.COUNTRY,
    LocationKind.CITY,
    LocationKind.PROVINCE,
    LocationKind.TERRITORY,
    LocationKind.SITE,
    LocationKind.WATER,
    LocationKind.REGION,
)


@dataclass(frozen=True, slots=True)
class Bearer:
    """What bears a name: an actor's or a place's slug."""

    slug: str
    is_actor: bool


class NameMatcher:
    """Finds names in the sections of a document of one language."""

    def __init__(self, gazetteer: Gazetteer, language: str) -> None:
        self.gazetteer = gazetteer
        self.language = language
        self.tree = known_names(gazetteer)
        self.phrases = CountryPhrases(gazetteer, language)
        self.place_nouns = PlaceNouns(language)
        self._nations = Nations(gazetteer, language)
        self._countries = country_names(gazetteer)
        self.capitals = {fold(name): code for code, names in table("metonyms")["states"].items() for name in names}

    def mentions(self, document: Document, sections: Iterable[Section]) -> Iterator[Mention]:
        """Yield the mentions of all sections by position; none overlaps another."""
        sections = tuple(sections)
        texts = [words_of(section.block.text) for section in sections]
        found = [self._candidates(section, words) for section, words in zip(sections, texts, strict=True)]
        defined = acronyms_in(sections, texts, found)
        settled = [settle(candidates) for candidates in repeated(sections, texts, found, defined)]
        recasted = recast(self.gazetteer, self.language, sections, texts, settled)
        marked = [bounded(words, placed(words, some, self.language)) for words, some in zip(texts, recasted, strict=True)]
        for index, (section, words, candidates) in enumerate(zip(sections, texts, with_repeats(texts, marked), strict=True)):
            for candidate in candidates:
                yield _mention(document, index, section, words, candidate)

    def nations(self, document: Document, sections: Sequence[Section], mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Yield the countries that the document points at without naming them as places."""
        yield from self._nations.find(document, sections, mentions, self._countries)

    def margins(self, document: Document) -> Iterator[Mention]:
        """Yield the mentions in datelines and by-lines."""
        yield from margin_mentions(document, lambda words: [self._known(hit) for hit in self.tree.find(words)], self.language)

    def _elliptic(self, words: Words, hits: Mapping[int, Hit[Bearer]]) -> Iterator[Candidate]:
        """The first half of "North and South Kivu"."""
        for hit in hits.values():
            at = hit.first - 2
            if at >= 0 and hit.last - hit.first > 1 and words.keys[at + 1] in _AND and words.shapes[at] and at not in hits:
                keys = [words.keys[at], *words.keys[hit.first + 1 : hit.last]]
                whole = Words(
                    "", keys, [0] * len(keys), [0] * len(keys), [words.shapes[at], *words.shapes[hit.first + 1 : hit.last]]
                )
                if (other := self.tree.match_at(whole, 0)) and other.last == len(keys):
                    yield replace(self._known(other), first=at, last=at + 1, rule="ellipsis")

    def _candidates(self, section: Section, words: Words) -> list[Candidate]:
        hits = {hit.first: hit for hit in self.tree.find(words)}
        known = {hit.first: hit.last for hit in hits.values()}
        taken = {at for hit in hits.values() for at in range(hit.first, hit.last)}
        places = frozenset(first for first, hit in hits.items() if not all(bearer.is_actor for bearer in hit.bearers))
        return [
            *(self._grown(section, words, self._known(hit), taken) for hit in hits.values()),
            *self._elliptic(words, hits),
            *self._country_phrases(words, hits),
            *self._bodies_of(words, hits),
            *self._place_phrases(words, hits),
            *titled_names(section.doc, words, self.language, known),
            *self._model_names(section, words, hits),
            *given_names(section.doc, words, taken, {hit.first for hit in hits.values() if self._is_town(hit)}),
            *bare_acronyms(section.doc, words, taken),
            *located_names(section.doc, words, self.language, taken),
            *prominent_places(section.doc, words, taken),
            *self._owned(words, hits),
            *standing_abbreviations(words, taken),
            *apposed_names(words, taken, places, self.language),
            *longer_names(words, hits),
            *whole_names(words, places, self.language),
            *contained_names(section.doc, words, hits, self._is_area),
        ]

    def _is_area(self, hit: Hit[Bearer]) -> bool:
        """Whether a known name may be that of a country, province or the like."""
        kinds = {self.gazetteer.places[bearer.slug].kind for bearer in hit.bearers if not bearer.is_actor}
        return bool(kinds & _AREAS)

    def _grown(self, section: Section, words: Words, candidate: Candidate, taken: set[int]) -> Candidate:
        """Take in what a text adds to a known person's name: "Jean Mukasa [Habimana]"."""
        first = candidate.first
        if (
            candidate.places
            and not candidate.actors
            and first
            and words.keys[first - 1] in _NAME_ARTICLES
            and words.shapes[first - 1]
        ):
            return replace(candidate, first=first - 1)  # "El Tawila" where Tawila is known
        if candidate.actor_kind is not ActorKind.PERSON:
            return candidate
        last = candidate.last
        while (
            last < len(words) and is_name_part(section.doc, words, last, taken) and words.starts[last] == words.ends[last - 1] + 1
        ):
            last += 1
        return replace(candidate, last=last)

    def _known(self, hit: Hit[Bearer]) -> Candidate:
        actors = tuple(bearer.slug for bearer in hit.bearers if bearer.is_actor)
        places = tuple(bearer.slug for bearer in hit.bearers if not bearer.is_actor)
        return Candidate(
            hit.first, hit.last, RANK_KNOWN, "gazetteer", actors, places, self._actor_kind(actors), self._place_kind(places)
        )

    def _actor_kind(self, actors: tuple[str, ...]) -> ActorKind | None:
        return self.gazetteer.actors[actors[0]].kind if actors else None

    def _place_kind(self, places: tuple[str, ...]) -> LocationKind | None:
        return self.gazetteer.places[places[0]].kind if places else None

    def _country_phrases(self, words: Words, hits: Mapping[int, Hit[Bearer]]) -> Iterator[Candidate]:
        for phrase in self.phrases.find(words, self._country_words(words, hits)):
            if _cuts(phrase.first, phrase.last, hits):
                continue
            actors = (phrase.actor.slug,) if phrase.actor else ()
            kind = phrase.actor.kind if phrase.actor else KIND_OF_CLASS[phrase.sort]
            name = self._phrase_name(words, phrase)
            yield Candidate(phrase.first, phrase.last, RANK_PHRASE, "phrase", actors, (), kind, None, name, phrase.code)

    def _phrase_name(self, words: Words, phrase: CountryPhrase) -> str:
        """The phrase as printed; in "Congolese and Ugandan armies" each with its own noun in the singular."""
        name = printed(words, phrase.first, phrase.last)
        if phrase.first <= phrase.noun_first < phrase.last:
            return name
        noun = printed(words, phrase.noun_first, phrase.noun_last)
        noun = table("nominals")["singular"].get(noun, noun)
        return f"{name} {noun}" if self.language == "en" else f"{noun} {name}"

    def _bodies_of(self, words: Words, hits: Mapping[int, Hit[Bearer]]) -> Iterator[Candidate]:
        """ "UN experts" are not the UN."""
        for hit in hits.values():
            slug = next((bearer.slug for bearer in hit.bearers if bearer.is_actor), None)
            if slug and self.gazetteer.actors[slug].kind is ActorKind.IGO and (noun := _of_body().match_at(words, hit.last)):
                name = printed(words, hit.first, noun.last)
                yield Candidate(hit.first, noun.last, RANK_PHRASE, "phrase", actor_kind=ActorKind.IGO, name=name)

    def _country_words(self, words: Words, hits: Mapping[int, Hit[Bearer]]) -> list[CountryWord]:
        found = {
            hit.first: CountryWord(hit.first, hit.last, hit.bearers[0], True) for hit in adjectives(self.language).find(words)
        }
        for hit in hits.values():
            if code := self._country_named(words, hit):
                found[hit.first] = CountryWord(hit.first, hit.last, code, False)
        return [found[first] for first in sorted(found)]

    def _country_named(self, words: Words, hit: Hit[Bearer]) -> str | None:
        for bearer in hit.bearers:
            if not bearer.is_actor and self.gazetteer.places[bearer.slug].kind is LocationKind.COUNTRY:
                return self.gazetteer.places[bearer.slug].country_code
        return self.capitals.get(" ".join(words.keys[hit.first : hit.last]))

    def _place_phrases(self, words: Words, hits: Mapping[int, Hit[Bearer]]) -> Iterator[Candidate]:
        for noun in self.place_nouns.find(words, hits):
            hit = hits.get(noun.first)
            if hit is None and words.keys[noun.first] in _NAME_ARTICLES and (hit := hits.get(noun.first + 1)):
                hit = Hit(noun.first, hit.last, hit.bearers)  # "the town of El Tawila" where Tawila is known
            whole = hit and hit.last == noun.last  # the name itself is known: it may be the whole stretch
            if (whole or not _cuts(noun.start, noun.end, hits)) and (candidate := self._place_phrase(words, noun, hit)):
                yield candidate
        for hit in hits.values():
            if self._is_country(hit) and (first := self.place_nouns.compass_before(words, hit.first)) < hit.first:
                code = self._country_named(words, hit)
                yield Candidate(
                    first,
                    hit.last,
                    RANK_PLACE,
                    "place",
                    place_kind=LocationKind.REGION,
                    name=printed(words, first, hit.last),
                    country_code=code,
                )

    def _is_town(self, hit: Hit[Bearer]) -> bool:
        return hit.last - hit.first == 1 and not any(bearer.is_actor for bearer in hit.bearers)

    def _is_country(self, hit: Hit[Bearer]) -> bool:
        return any(
            not bearer.is_actor and self.gazetteer.places[bearer.slug].kind is LocationKind.COUNTRY for bearer in hit.bearers
        )

    def _place_phrase(self, words: Words, noun: PlaceNoun, hit: Hit[Bearer] | None) -> Candidate | None:
        places = tuple(bearer.slug for bearer in hit.bearers if not bearer.is_actor) if hit and hit.last == noun.last else ()
        if (hit and not places) or (not hit and adjectives(self.language).match_at(words, noun.first)):
            return None
        fitting = tuple(slug for slug in places if self.gazetteer.places[slug].kind is noun.kind)
        if noun.kind is None and (places or (not hit and knows(words, noun.first, noun.last))):
            return None if places else _area_of(words, noun)  # "the Aberdeen area" is Aberdeen
        if places and not fitting and self._is_another_area(words, noun):  # "the state of Victoria", not the town
            places = ()
        if fitting or (places and noun.kind not in OTHER_THING):
            return replace(
                self._known(Hit(noun.first, noun.last, tuple(Bearer(slug, False) for slug in fitting or places))),
                first=noun.start,
                last=noun.end,
                rank=RANK_PLACE,
                rule="place",
            )
        country = self.gazetteer.places[places[0]].country_code if places else None
        kind = noun.kind or LocationKind.REGION
        whole = (noun.start, noun.end) if noun.kind in OTHER_THING else (noun.first, noun.last)
        name = printed(words, *whole)
        return Candidate(noun.start, noun.end, RANK_PLACE, "place", place_kind=kind, name=name, country_code=country)

    def _is_another_area(self, words: Words, noun: PlaceNoun) -> bool:
        """Whether the noun says that a division is meant, which the world has and the gazetteer not."""
        areas = (place for place in places_named(printed(words, noun.first, noun.last)) if place.kind is noun.kind)
        return noun.kind is LocationKind.PROVINCE and any(not place.is_other_name for place in areas)

    def _owned(self, words: Words, hits: Mapping[int, Hit[Bearer]]) -> Iterator[Candidate]:
        """The towns whose country or division owns them: "Uttar Pradesh's Sambhal"."""
        for hit in hits.values():
            first = hit.last + 1
            if first >= len(words) or words.keys[hit.last] != POSSESSIVE or first in hits or not self._is_area(hit):
                continue
            codes = {self.gazetteer.places[bearer.slug].country_code for bearer in hit.bearers if not bearer.is_actor}
            for last in (first + 2, first + 1):
                named = last <= len(words) and all(shape == CAPITAL for shape in words.shapes[first:last])
                alone = last >= len(words) or words.shapes[last] == LOWER or not words.keys[last].isalpha()
                if named and alone and has_town(printed(words, first, last), codes):
                    name = printed(words, first, last)
                    yield Candidate(first, last, RANK_KNOWN, "contained", place_kind=LocationKind.CITY, name=name)
                    break

    def _model_names(self, section: Section, words: Words, hits: Mapping[int, Hit[Bearer]]) -> Iterator[Candidate]:
        known = {hit.first: hit.last for hit in hits.values()}
        named = (
            *headed_names(words, self.language, headline=section.block.kind is BlockKind.TITLE),
            *model_names(section.doc, words, self.language, known),
        )
        for candidate in named:
            inside = [hit for hit in hits.values() if candidate.first < hit.last and hit.first < candidate.last]
            whole = candidate.actor_kind and candidate.last - candidate.first > 1
            if whole and inside and all(self._is_part(hit, candidate) for hit in inside):
                yield replace(candidate, rank=RANK_KNOWN + 1)  # "Durban University of Technology" is no place
            else:
                yield candidate

    def _is_part(self, hit: Hit[Bearer], candidate: Candidate) -> bool:
        inside = (
            candidate.first <= hit.first
            and hit.last <= candidate.last
            and hit.last - hit.first < candidate.last - candidate.first
        )
        bodies = any(bearer.is_actor and self.gazetteer.actors[bearer.slug].kind is not ActorKind.STATE for bearer in hit.bearers)
        return inside and not bodies and hit.last - hit.first == 1


def _area_of(words: Words, noun: PlaceNoun) -> Candidate:
    name = printed(words, noun.first, noun.last)
    return Candidate(noun.first, noun.last, RANK_PLACE, "placed", place_kind=LocationKind.CITY, name=name)


@cache
def _of_body() -> NameTree[str]:
    tree: NameTree[str] = NameTree(cased=False)
    for noun in table("nominals")["of_body"]["words"]:
        tree.add(noun, noun)
    return tree


def _cuts(first: int, last: int, hits: Mapping[int, Hit[Bearer]]) -> bool:
    """Whether a known name is as long as words [first, last), or lies across their border, so that the phrase would tear it."""
    return any(
        hit.first < last and first < hit.last and (hit.first < first or last < hit.last or (hit.first, hit.last) == (first, last))
        for hit in hits.values()
    )


def known_names(gazetteer: Gazetteer) -> NameTree[Bearer]:
    """Return the tree of all names of the gazetteer."""
    tree: NameTree[Bearer] = NameTree()
    for actor in gazetteer.actors.values():
        for name in spellings(actor.names):
            tree.add(name, Bearer(actor.slug, True), strict=actor.kind is ActorKind.PERSON)
    for place in sorted(gazetteer.places.values(), key=lambda place: _PREFERENCE.index(place.kind)):
        for name in place.names:
            tree.add(name, Bearer(place.slug, False))
    return tree


def spellings(names: Iterable[str]) -> Iterator[str]:
    """Yield the names with those forms of them that a known equivalence gives ("UN ..." for "United Nations ...")."""
    vocabulary = table("spellings")
    passed_over = frozenset(vocabulary["passed_over"]["words"])
    for name in names:
        words = words_of(name)
        if (
            passed_over.intersection(words.keys)
            or sum(1 for _ in (*adjectives("en").find(words), *adjectives("fr").find(words))) > 1
        ):
            continue
        yield name
        for forms in vocabulary["names"]["same"]:
            printed_form = next((form for form in forms if form != name and f" {form} " in f" {name} "), None)
            if printed_form:
                yield from (name.replace(printed_form, form, 1) for form in forms if form != printed_form)


def _mention(document: Document, index: int, section: Section, words: Words, candidate: Candidate) -> Mention:
    start, end = words.starts[candidate.first], words.ends[candidate.last - 1]
    tokens = section.doc.char_span(start, end, alignment_mode="expand") or section.doc[0:1]
    raw = section.block.raw_span(start, end)
    return Mention(
        section=index,
        first=tokens.start,
        last=tokens.end,
        start=raw.start,
        end=raw.end,
        text=document.text[raw.start : raw.end],
        actors=candidate.actors,
        places=candidate.places,
        actor_kind=candidate.actor_kind,
        place_kind=candidate.place_kind,
        name=candidate.name,
        country_code=candidate.country_code,
        rule=candidate.rule,
    )
