"""The choice between namesakes: by what contains them in the text, the document's countries, nearness, then size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from conflictdb.vocabularies import LocationKind
from loaders.link.namesakes import Namesake
from loaders.link.ties import Key, Tie

ROUNDS = 2
# a town with less weight is not meant where nothing in the document speaks for its country, or where its container is another
_LEAST_ALONE, _LEAST_ONLY = 5.0, 3.9  # with namesakes, and where it is the only one of its name
_LEAST_SETTING = 4  # what a country needs so that it is where the document is set
# names whose largest bearer has less weight are looked at together: what division has most of them
# of two places farther apart than this, one is meant if it fits better by this; else the name waits for a person
_APART_KM, _CLEAR, _WORTH_SHOWING, _MOST_SHOWN = 60.0, 0.2, 1.0, 6
_SMALL, _COMPANY, _MOST_COMPANY = 5.3, 1.2, 2
_STRICT, _LOOSE = 100.0, 5.0
_COUNTRY, _ANY_OF_COUNTRY, _NAMED, _DIVISION, _NEAR = 3.0, 1.5, 2.0, 2.0, 1.5
_NAMED_DIVISION = 3  # a division that is named itself counts like so many towns in it
_NEAR_KM = 150.0
_CELL = 2.0  # degrees
_SURE_CONTAINERS = frozenset({LocationKind.COUNTRY, LocationKind.PROVINCE})
# within how many kilometres of a container's point a place may lie in it, by the container's kind
_WITHIN_KM = {LocationKind.CITY: 60.0, LocationKind.TERRITORY: 120.0, LocationKind.REGION: 800.0, LocationKind.PROVINCE: 400.0}


@dataclass
class Evidence:
    """What the document's places say of where it is set."""

    countries: Counter[str] = field(default_factory=Counter)
    divisions: Counter[tuple[str, str]] = field(default_factory=Counter)
    named: set[str] = field(default_factory=set)  # countries that are named themselves
    places: dict[str, Namesake] = field(default_factory=dict)  # by name as printed
    company: Counter[tuple[str, str]] = field(default_factory=Counter)  # how many of the small names a division has
    small: frozenset[str] = frozenset()  # these names

    def add(self, name: str, place: Namesake) -> None:
        """Take a place into account."""
        if place.country_code:
            self.countries[place.country_code] += 2
            if place.division and place.kind is not LocationKind.COUNTRY:
                weight = _NAMED_DIVISION if place.kind in {LocationKind.PROVINCE, LocationKind.TERRITORY} else 1
                self.divisions[place.country_code, place.division] += weight
        if place.kind is not LocationKind.COUNTRY:
            self.places[name] = place
        elif place.country_code:
            self.named.add(place.country_code)

    def for_place(self, name: str, place: Namesake) -> float:
        """How well a place fits; `name` is its own, which is no evidence of itself."""
        total = sum(self.countries.values())
        country = self.countries[place.country_code or ""]
        own = self.places.get(name)
        same = own is not None and own.country_code == place.country_code
        country -= 2 if same and country >= 2 else 0
        score = _COUNTRY * country / total + (_ANY_OF_COUNTRY if country else 0.0) if total else 0.0
        division = self.divisions[place.country_code or "", place.division or ""]
        if own is not None and same and own.division == place.division:
            division -= 1 if place.kind is LocationKind.CITY else _NAMED_DIVISION
        score += _NAMED if place.country_code in self.named and place.kind is not LocationKind.COUNTRY else 0.0
        if division > 0 and place.kind is not LocationKind.COUNTRY:
            score += _DIVISION if division > 1 else _DIVISION / 4  # one town there may be the only one
        if name in self.small:
            others = self.company[place.country_code or "", place.division or ""] - 1
            score += _COMPANY * max(0, min(others, _MOST_COMPANY))
        return score + (_NEAR if self._is_near(name, place) else 0.0)

    def reasons(self, name: str, place: Namesake) -> tuple[str, ...]:
        """What the document says for a place, in words."""
        own = self.places.get(name)
        country = self.countries[place.country_code or ""] - (2 if own and own.country_code == place.country_code else 0)
        found = {
            "country": country > 0,
            "division": self.divisions[place.country_code or "", place.division or ""] > (own is not None),
            "near": self._is_near(name, place),
        }
        return tuple(reason for reason, holds in found.items() if holds)

    def _is_near(self, name: str, place: Namesake) -> bool:
        """Whether another place of the document is near; looked up by degrees, since long documents name thousands."""
        if place.latitude is None or place.longitude is None:
            return False
        row, column = int(place.latitude // _CELL), int(place.longitude // _CELL)
        for cell in ((row + up, column + right) for up in (-1, 0, 1) for right in (-1, 0, 1)):
            for printed, other in self._cells.get(cell, ()):
                distance = place.kilometres_to(other) if printed != name else None
                if distance is not None and distance < _NEAR_KM:
                    return True
        return False

    @cached_property
    def _cells(self) -> dict[tuple[int, int], list[tuple[str, Namesake]]]:
        cells: dict[tuple[int, int], list[tuple[str, Namesake]]] = {}
        for name, place in self.places.items():
            if place.latitude is not None and place.longitude is not None:
                cells.setdefault((int(place.latitude // _CELL), int(place.longitude // _CELL)), []).append((name, place))
        return cells


@dataclass(frozen=True, slots=True)
class Shared:
    """One of the places that a name may mean, its part of the likelihood, and what speaks for it."""

    place: Namesake
    score: float
    reasons: tuple[str, ...]


def contains(outer: Namesake, inner: Namesake) -> bool:
    """Whether `inner` may lie in `outer`."""
    if outer.kind is LocationKind.COUNTRY:
        return inner.kind is not LocationKind.COUNTRY and inner.country_code == outer.country_code
    if outer.country_code and inner.country_code and outer.country_code != inner.country_code:
        return False
    if inner.kind is LocationKind.COUNTRY or (outer.kind is inner.kind and outer.kind is not LocationKind.CITY):
        return False
    if outer.kind is LocationKind.PROVINCE and outer.division and inner.division:
        return outer.division == inner.division
    distance = outer.kilometres_to(inner)
    return distance is not None and distance < _WITHIN_KM.get(outer.kind, 0.0)


class Choice:
    """Chooses a place for every name; `names` are the mentions' printed names, folded, by where they stand."""

    def __init__(
        self, options: Mapping[Key, Sequence[Namesake]], names: Mapping[Key, str], ties: Sequence[Tie], votes: Evidence
    ) -> None:
        self.options = {key: namesakes for key, namesakes in options.items() if namesakes}
        self.names = names
        self.votes = votes
        self.countries: dict[Key, str | None] = {}  # where the names lie that mean none of their namesakes
        self.open: dict[str, tuple[Shared, ...]] = {}  # the names that none of their namesakes clearly fits best
        self._scores: dict[str, dict[Namesake, float]] = {}
        large = {self.names[key] for key, some in self.options.items() if any(place.weight >= _SMALL for place in some)}
        self._small = frozenset(self.names[key] for key in self.options) - large
        self._company = self._count_company()
        self._containers: dict[Key, list[Tie]] = {}
        self._contents: dict[Key, list[Tie]] = {}
        for tie in ties:
            if tie.inner in self.options and tie.outer in self.options:
                self._containers.setdefault(tie.inner, []).append(tie)
                self._contents.setdefault(tie.outer, []).append(tie)

    def made(self) -> dict[Key, Namesake]:
        """The place chosen for each name, by where it stands."""
        chosen = {key: options[0] for key, options in self.options.items() if len(options) == 1}
        for _ in range(ROUNDS):
            chosen = self._round(self.evidence(chosen))
        strays = {key: self._outside(key, place, chosen) for key, place in chosen.items() if place.slug is None}
        self.countries = {key: country for key, country in strays.items() if country}
        chosen = {key: place for key, place in chosen.items() if key not in self.countries}
        beside = {self.names[key] for key in chosen if self._beside(key)}
        names = dict.fromkeys(self.names[key] for key in chosen if self.names[key] not in beside)
        evidence = self.evidence(chosen)
        self.open = {name: shares for name in names if (shares := self._shares(name, evidence))}
        return {key: place for key, place in chosen.items() if self.names[key] not in self.open}

    def _shares(self, name: str, evidence: Evidence) -> tuple[Shared, ...]:
        """The namesakes among which nothing decides, with what part of the likelihood each has; none where one clearly fits."""
        ranked = sorted(self._scores.get(name, {}).items(), key=lambda item: (-item[1], str(item[0])))
        if len(ranked) < 2 or ranked[0][1] - ranked[1][1] >= _CLEAR:
            return ()
        distance = ranked[0][0].kilometres_to(ranked[1][0])
        if distance is None or distance < _APART_KM:
            return ()
        shown = [(place, 10 ** (score - ranked[0][1])) for place, score in ranked if ranked[0][1] - score < _WORTH_SHOWING]
        total = sum(weight for _, weight in shown)
        return tuple(
            Shared(place, round(weight / total, 2), evidence.reasons(name, place)) for place, weight in shown[:_MOST_SHOWN]
        )

    def _count_company(self) -> Counter[tuple[str, str]]:
        divisions: dict[str, set[tuple[str, str]]] = {}
        for key, options in self.options.items():
            if self.names[key] in self._small:
                bearing = {(place.country_code, place.division) for place in options if place.country_code and place.division}
                divisions.setdefault(self.names[key], set()).update(bearing)
        return Counter(division for some in divisions.values() for division in some)

    def _outside(self, key: Key, place: Namesake, chosen: Mapping[Key, Namesake]) -> str | None:
        """The country of a small town's name that must mean another than its best namesake; None where that one may be meant."""
        least = _LEAST_ALONE if len(self.options[key]) > 1 else _LEAST_ONLY
        if place.kind is not LocationKind.CITY or place.weight >= least:
            return None
        for tie in self._containers.get(key, ()):
            outer = chosen.get(tie.outer)
            if tie.strict and outer and outer.kind in _SURE_CONTAINERS and not contains(outer, place):
                return outer.country_code
        countries = Counter(self.votes.countries)
        for other, one in chosen.items():
            if self.names[other] != self.names[key] and one.country_code:
                countries[one.country_code] += 2
        if countries[place.country_code or ""] or not countries:
            return None
        country, weight = countries.most_common(1)[0]
        return country if weight >= _LEAST_SETTING else None

    def evidence(self, chosen: Mapping[Key, Namesake]) -> Evidence:
        """What the document's places say, those chosen so far included."""
        evidence = Evidence(
            Counter(self.votes.countries),
            Counter(self.votes.divisions),
            set(),
            dict(self.votes.places),
            self._company,
            self._small,
        )
        for key, place in chosen.items():
            evidence.add(self.names[key], place)
        return evidence

    def _round(self, evidence: Evidence) -> dict[Key, Namesake]:
        """One name means one place in a document, but where a container stands right beside it."""
        scores = self._scores = {}
        for key, options in self.options.items():
            of_name = scores.setdefault(self.names[key], {})
            for place in options:
                if place not in of_name:  # what the document says is the same wherever the name stands
                    of_name[place] = place.weight + evidence.for_place(self.names[key], place)
                of_name[place] += self._tied(key, place)
        chosen: dict[Key, Namesake] = {}
        for key, options in self.options.items():
            of_name = scores[self.names[key]]
            chosen[key] = max(self._beside(key) or options, key=of_name.__getitem__)
        return chosen

    def _tied(self, key: Key, place: Namesake) -> float:
        score = 0.0
        for tie in self._containers.get(key, ()):
            if any(contains(outer, place) for outer in self.options[tie.outer]):
                score = max(score, _STRICT if tie.strict else _LOOSE)
        for tie in self._contents.get(key, ()):
            if tie.strict and any(contains(place, inner) for inner in self.options[tie.inner]):
                score = max(score, _STRICT)
        return score

    def _beside(self, key: Key) -> list[Namesake]:
        """Those of the options that a container named right there allows."""
        for tie in self._containers.get(key, ()):
            outer = self.options[tie.outer]
            if tie.strict and (inside := [place for place in self.options[key] if any(contains(o, place) for o in outer)]):
                return inside
        return []
