"""Places that may be one: of one name and kind in one country, near each other or without a point; for a person to answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from conflictdb.merging.neighbourhood import Pair, pair
from conflictdb.models import Location, LocationAncestor, LocationName, Match
from conflictdb.querysets import visible
from conflictdb.vocabularies import LocationKind, MatchKind, ReviewStatus

NEAR = 0.1  # degrees of latitude and longitude between the points of one place in two lists
CROWD = 40  # places of one name beyond which it tells nothing
LOCATION = "loc_"


def propose_twins() -> int:
    """Bring the open proposals on places to those that stand; return how many are new. A second call changes nothing."""
    wanted = set(_twins())
    rows = {(row.one, row.other): row for row in Match.objects.filter(kind=MatchKind.VARIANT, one__startswith=LOCATION)}
    gone = [row.pk for both, row in rows.items() if both not in wanted and not row.verdict]
    if gone:
        Match.objects.filter(pk__in=gone).delete()
    new = [
        Match(one=one, other=other, kind=MatchKind.VARIANT.value, score=1.0, parts={"name": 1.0})
        for one, other in sorted(wanted - rows.keys())
    ]
    Match.objects.bulk_create(new)
    return len(new)


def _twins() -> Iterator[Pair]:
    rows = {row.pk: row for row in visible(Location).exclude(kind=LocationKind.COUNTRY).select_related("parent")}
    bearers: dict[tuple[str, str], set[int]] = defaultdict(set)
    for key, folded in [
        *((row.pk, row.folded) for row in rows.values()),
        *LocationName.objects.order_by("pk").values_list("location_id", "folded"),
    ]:
        if key in rows:
            bearers[folded, rows[key].kind].add(key)
    found = {
        (one, other)
        for keys in bearers.values()
        if len(keys) <= CROWD
        for one, other in combinations(sorted(keys), 2)
        if may_be_one(rows[one], rows[other])
    }
    inside = set(LocationAncestor.objects.filter(location__in={key for both in found for key in both}, depth__gt=0).values_list(
        "location_id", "ancestor_id"
    ))  # fmt: skip
    for one, other in found:
        if not {(one, other), (other, one)} & inside:
            yield pair(rows[one].public_id, rows[other].public_id)


def may_be_one(one: Location, other: Location) -> bool:
    """Whether two places of one name and kind, neither of which lies in the other, may be the same."""
    if one.is_reference and other.is_reference:  # fixtures/ tells them apart
        return False
    if one.country_code and other.country_code and one.country_code != other.country_code:
        return False
    points = [(row.latitude, row.longitude) for row in (one, other) if row.latitude is not None and row.longitude is not None]
    if len(points) == 2:
        return all(abs(a - b) <= NEAR for a, b in zip(*points, strict=True))
    return one.parent_id == other.parent_id or _vague(one) or _vague(other)


def _vague(row: Location) -> bool:
    """Whether only the country of a place that the machine met is known."""
    own = row.review_status == ReviewStatus.CANDIDATE.value and not row.is_reference
    return own and (row.parent is None or row.parent.kind == LocationKind.COUNTRY.value)
