"""Which place a name means: among namesakes the one in the document's own country, or near it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set

from conflictdb.identity import fold
from conflictdb.vocabularies import LocationKind
from loaders.annotate.annotated import Annotated, Mention
from loaders.annotate.world import town_named
from loaders.gazetteer import Gazetteer, KnownPlace
from loaders.records import PlaceRef

_PLACE, _ACTING = 2, 1
_WIDE = frozenset({LocationKind.REGION, LocationKind.WATER})


class Places:
    """The places of a document."""

    def __init__(self, annotated: Annotated, gazetteer: Gazetteer, acting: Set[int]) -> None:
        self.gazetteer = gazetteer
        self._regions: dict[tuple[str, str], str] = {}
        self._votes = self._count(annotated, acting)
        # "Djugu territory" somewhere in the document tells what "Djugu" alone means elsewhere
        self._marked = {m.places[0] for m in annotated.mentions if len(m.places) == 1}
        self.country = self._votes.most_common(1)[0][0] if self._votes else None

    def _count(self, annotated: Annotated, acting: Set[int]) -> Counter[str]:
        """Count the countries of places; a government that acts, or a force of a country, may be elsewhere and counts half."""
        votes: Counter[str] = Counter()
        for mention in (*annotated.mentions, *annotated.margins):
            countries = {self.gazetteer.places[slug].country_code for slug in mention.places} - {None}
            if not mention.places and mention.rule == "phrase":
                countries = {mention.country_code} - {None}
            if len(countries) == 1:
                weight = _ACTING if mention.start in acting or not mention.places else _PLACE
                votes[countries.pop() or ""] += weight
        return votes

    def of(self, mention: Mention) -> PlaceRef | None:
        """Return the place that a mention may mean, or None where it names none."""
        if mention.places:
            return self._known(self._choose(mention), mention.text)
        if mention.place_kind is None:
            return None
        country = mention.country_code
        if country is None and mention.place_kind not in _WIDE:
            country = self.country
        name = mention.name or mention.text
        if mention.place_kind is LocationKind.REGION and mention.country_code:  # "eastern Congo", "eastern DRC"
            name = self._regions.setdefault((fold(name).split()[0], mention.country_code), name)
        if mention.place_kind is LocationKind.CITY and (town := town_named(name, self.country)):
            return PlaceRef(None, town.name, LocationKind.CITY, mention.text, town.country_code, town.latitude, town.longitude)
        return PlaceRef(None, name, mention.place_kind, mention.text, country)

    def _known(self, place: KnownPlace, text: str) -> PlaceRef:
        return PlaceRef(place.slug, place.name, place.kind, text, place.country_code, place.latitude, place.longitude)

    def _choose(self, mention: Mention) -> KnownPlace:
        candidates = [self.gazetteer.places[slug] for slug in mention.places]
        if len(candidates) == 1:
            return candidates[0]
        marked = [place for place in candidates if place.slug in self._marked]
        if len(marked) == 1:
            return marked[0]
        best_votes = max(self._votes[place.country_code or ""] for place in candidates)
        nearest = [place for place in candidates if self._votes[place.country_code or ""] == best_votes]
        same_kind = [place for place in nearest if place.kind is nearest[0].kind]
        return max(same_kind, key=lambda place: place.population or 0)
