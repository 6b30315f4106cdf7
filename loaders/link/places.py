"""Which place a name means: among namesakes the one that the text puts it in, or that is near what else it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from functools import cache

from conflictdb.identity import fold
from conflictdb.vocabularies import LocationKind
from loaders.annotate.annotated import Annotated, Mention
from loaders.annotate.contained import ABBREVIATED
from loaders.annotate.words import Words, keys_in, words_of
from loaders.gazetteer import Gazetteer
from loaders.link.choice import Choice, Evidence, Shared
from loaders.link.namesakes import Namesake, Namesakes
from loaders.link.ties import Key, key_of, ties
from loaders.records import PlaceCandidate, PlaceRef
from loaders.vocab import table

_PLACE, _ACTING = 2, 1
_WIDE = frozenset({LocationKind.REGION, LocationKind.WATER})


class Places:
    """The places of a document."""

    def __init__(self, annotated: Annotated, gazetteer: Gazetteer, acting: Set[int]) -> None:
        self.gazetteer = gazetteer
        self._namesakes = Namesakes(gazetteer)
        self._names: dict[Key, str] = {}
        self._evidence = Evidence()
        self._regions: dict[tuple[str, str], str] = {}
        self._votes = self._count(annotated, acting)
        # "Djugu territory" somewhere in the document tells what "Djugu" alone means elsewhere
        self._marked = {m.places[0] for m in annotated.mentions if len(m.places) == 1}
        self.country = self._votes.most_common(1)[0][0] if self._votes else None
        self._countries: dict[Key, str | None] = {}
        self._open: Mapping[str, tuple[Shared, ...]] = {}
        self._chosen = self._choose_all(annotated)

    def _count(self, annotated: Annotated, acting: Set[int]) -> Counter[str]:
        """Count the countries of places; a government that acts, or a force of a country, may be elsewhere and counts half."""
        votes: Counter[str] = Counter()
        for mention in (*annotated.mentions, *annotated.margins):
            countries = {self.gazetteer.places[slug].country_code for slug in mention.places} - {None}
            if len(countries) == 1 and not self._is_weightiest(mention):  # Victoria, which is also a state
                continue
            if not mention.places and mention.rule == "phrase":
                countries = {mention.country_code} - {None}
            if len(countries) == 1:
                weight = _ACTING if mention.start in acting or not mention.places else _PLACE
                votes[countries.pop() or ""] += weight
        return votes

    def _is_weightiest(self, mention: Mention) -> bool:
        """Whether the known place outweighs those of the world that bear its name, so that it may tell where the text is set."""
        options = self._namesakes.of(mention)
        return not options or max(options, key=lambda place: place.weight).slug is not None

    def _choose_all(self, annotated: Annotated) -> dict[Key, Namesake]:
        mentions = sorted((*annotated.mentions, *annotated.margins, *annotated.nations), key=lambda m: (m.start, -m.end))
        options = {key_of(m): self._options(m) for m in mentions if m.places or m.place_kind}
        names = self._names = {key_of(m): fold(m.text) for m in mentions}
        named = [mention for mention in mentions if options.get(key_of(mention))]
        choice = Choice(options, names, tuple(ties(annotated, named)), Evidence(self._votes))
        chosen = choice.made()
        self._evidence = choice.evidence(chosen)
        self._countries = choice.countries
        self._open = choice.open
        return chosen

    def _options(self, mention: Mention) -> tuple[Namesake, ...]:
        options = self._namesakes.of(mention)
        marked = [place for place in options if place.slug in self._marked]
        if len(mention.places) > 1 and len(marked) == 1:
            return tuple(marked)
        same = {place.kind for place in options if place.slug}
        if len(same) > 1:  # the gazetteer puts first the kind that is meant where nothing tells
            first = next(place for place in options if place.slug)
            rivals = [place for place in options if place.slug and place.country_code == first.country_code]
            return tuple(place for place in options if place not in rivals or place.kind is first.kind)
        return options

    def of(self, mention: Mention) -> PlaceRef | None:
        """Return the place that a mention may mean, or None where it names none."""
        kind = mention.place_kind
        if kind is None and not mention.places:
            return None
        if (shares := self._open.get(fold(mention.text))) and key_of(mention) not in self._countries:
            return _unlinked(mention, shares)
        chosen = self._chosen.get(key_of(mention))
        if chosen is not None:
            return _ref(chosen, mention)
        if kind is None:
            return None
        country = mention.country_code or self._countries.get(key_of(mention))
        if country is None and kind not in _WIDE:
            country = self.country
        name = mention.name or mention.text
        if kind is LocationKind.REGION and mention.country_code:  # "eastern Congo", "eastern DRC"
            name = self._regions.setdefault((fold(name).split()[0], mention.country_code), name)
        near = self._amid(mention)
        if near is None:
            return PlaceRef(None, name, kind, mention.text, country)
        return PlaceRef(None, name, kind, mention.text, near.country_code or country, near.latitude, near.longitude)

    def _amid(self, mention: Mention) -> Namesake | None:
        """The place that an unknown one is named for: "northern England", "Goma prison"; its point stands for both."""
        words = words_of(mention.name or mention.text)
        first, last = _core(words)
        if first == last or (first, last) == (0, len(words)):
            return None
        name = words.text[words.starts[first] : words.ends[last - 1]]
        slugs = self.gazetteer.places_by_name.get(fold(name), ())
        inner = Mention(
            mention.section, mention.first, mention.last, mention.start, mention.end, name,
            places=slugs, place_kind=LocationKind.CITY, name=name,
        )  # fmt: skip
        named = next((place for key, place in self._chosen.items() if self._names.get(key) == fold(name)), None)
        options = self._namesakes.of(inner)
        if mention.country_code:
            options = tuple(place for place in options if place.country_code == mention.country_code)
        if fold(name) in self._open:
            return None
        best = max(options, key=lambda place: self._fit(name, place), default=None)
        wide = mention.place_kind in _WIDE and mention.country_code is None
        return named or (
            None if wide and best and not best.slug and not self._evidence.countries[best.country_code or ""] else best
        )

    def _fit(self, name: str, place: Namesake) -> float:
        return place.weight + self._evidence.for_place(fold(name), place)


def _ref(place: Namesake, mention: Mention) -> PlaceRef:
    name = place.name if place.slug else _name(place, mention)
    return PlaceRef(place.slug, name, place.kind, mention.text, place.country_code, place.latitude, place.longitude)


def _unlinked(mention: Mention, shares: tuple[Shared, ...]) -> PlaceRef:
    """A place that may be one of several: with its country, where all of them lie in one."""
    countries = {one.place.country_code for one in shares}
    candidates = tuple(
        PlaceCandidate(
            place.slug, place.name, place.kind, place.country_code, place.division, place.latitude, place.longitude,
            one.score, one.reasons,
        )
        for one in shares
        for place in (one.place,)
    )  # fmt: skip
    country = countries.pop() if len(countries) == 1 else None
    name, kind = _name(shares[0].place, mention), shares[0].place.kind
    return PlaceRef(None, name, kind, mention.text, country, candidates=candidates)


def _name(place: Namesake, mention: Mention) -> str:
    """The name as the text prints it, but for abbreviations and capitals: GeoNames' own spelling may be a foreign one."""
    printed = mention.name or mention.text
    if mention.rule == ABBREVIATED or (printed.isupper() and fold(printed) == fold(place.name)):
        return place.name
    return printed.title() if printed.isupper() else printed


def _core(words: Words) -> tuple[int, int]:
    """The words of a place's name without what only says which part or what sort of thing is meant."""
    first, last = 0, len(words)
    while first < last and words.keys[first] in _around("before"):
        nouns = first
        while first < last and words.keys[first] in _links():
            first += 1
        first = max(first, nouns + 1)
    while last > first and words.keys[last - 1] in _around("after"):
        last -= 1
    return first, last


@cache
def _around(side: str) -> frozenset[str]:
    """The words before or after a name that say which part of it, or what sort of thing named for it, is meant."""
    vocabulary = table("place_words")
    listed = [word for language in ("en", "fr") for word in vocabulary["compass"][language]]
    listed += vocabulary["qualifiers"]["words"] + list(vocabulary["links"]["of"])
    if side == "after":
        listed += [noun for kinds in vocabulary["after"].values() for nouns in kinds.values() for noun in nouns]
    listed += [noun for nouns in vocabulary["before"]["fr"].values() for noun in nouns]
    return keys_in(listed)


@cache
def _links() -> frozenset[str]:
    return frozenset(table("place_words")["links"]["of"])
