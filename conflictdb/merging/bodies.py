"""Organisations that may be one, by their names: pairs with the score and the reason, for a person to answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from conflictdb.matching.bodies import Key, acronym, keys_of, score_of
from conflictdb.merging.neighbourhood import Pair, pair
from conflictdb.models import Actor, ActorName
from conflictdb.querysets import known_actors
from conflictdb.vocabularies import ActorKind, ReviewStatus

CROWD = 6  # bodies that share a key beyond which it tells nobody apart
Found = tuple[float, str]  # the score and the reason


@dataclass(frozen=True, slots=True)
class Bearer:
    """An organisation under one of its names."""

    identifier: str
    is_new: bool  # read by the machine, not yet accepted by anybody
    country: int | None
    is_acronym: bool


def pairs_of_bodies() -> dict[Pair, Found]:
    """The pairs that may be one, each with its best reason; of two known ones, or of two countries, none."""
    found: dict[Pair, Found] = {}
    for (reason, shared), bearers in _by_key().items():
        if len({bearer.identifier for bearer in bearers}) > CROWD:
            continue
        score = score_of(reason, shared)
        for one, other in _alike(reason, bearers):
            both = pair(one.identifier, other.identifier)
            found[both] = max(found.get(both, (0.0, "")), (score, reason))
    return found


def _alike(reason: str, bearers: list[Bearer]) -> list[tuple[Bearer, Bearer]]:
    if reason == "acronym":
        # letters that are the initials of several bodies mean neither
        if len({bearer.identifier for bearer in bearers if not bearer.is_acronym}) != 1:
            return []
        both = [(one, other) for one, other in combinations(bearers, 2) if one.is_acronym != other.is_acronym]
    else:
        both = list(combinations(bearers, 2))
    return [(one, other) for one, other in both if _may_be_one(one, other)]


def _may_be_one(one: Bearer, other: Bearer) -> bool:
    if one.identifier == other.identifier or not (one.is_new or other.is_new):
        return False
    return one.country is None or other.country is None or one.country == other.country


def _by_key() -> dict[Key, list[Bearer]]:
    found: dict[Key, list[Bearer]] = defaultdict(list)
    for row, name in _names():
        is_new = not row.is_reference and row.review_status == ReviewStatus.CANDIDATE.value
        bearer = Bearer(row.public_id, is_new, row.country_id, bool(acronym(name)))
        for key in keys_of(name, row.kind):
            found[key].append(bearer)
    return found


def _names() -> Iterator[tuple[Actor, str]]:
    rows = {row.pk: row for row in known_actors().exclude(kind=ActorKind.PERSON).order_by("public_id")}
    for row in rows.values():
        yield row, row.name
    for key, name in ActorName.objects.filter(actor__in=rows.keys()).order_by("pk").values_list("actor_id", "name"):
        yield rows[key], name
