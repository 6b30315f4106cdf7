"""Places of the world's table that an ambiguous name may mean and the base does not have: as one string, and as rows."""

from __future__ import annotations

from dataclasses import dataclass

from conflictdb.identity import fold
from conflictdb.models import Location
from conflictdb.vocabularies import ReviewStatus

_SIGN, _PART = "geo:", "|"
_NEAR = 0.2  # degrees within which a place of the same name is the same place


@dataclass(frozen=True, slots=True)
class WorldPlace:
    """A place that a name may mean: enough to tell it from its namesakes, and to make a row of it."""

    name: str
    kind: str
    country_code: str
    division: str
    latitude: float
    longitude: float

    @property
    def key(self) -> str:
        """The place as one string, the same for the same place."""
        point = (f"{self.latitude:.4f}", f"{self.longitude:.4f}")
        parts = (self.name.replace(_PART, " "), self.kind, self.country_code, self.division, *point)
        return _SIGN + _PART.join(parts)

    def __str__(self) -> str:
        area = ", ".join(part for part in (self.division, self.country_code) if part)
        return f"{self.name} ({self.kind}, {area}; {self.latitude:.2f}, {self.longitude:.2f})"


def world_place(key: str) -> WorldPlace | None:
    """The place of such a string, or None where it is none."""
    parts = key.removeprefix(_SIGN).split(_PART)
    if not key.startswith(_SIGN) or len(parts) != len(WorldPlace.__slots__):
        return None
    name, kind, country, division, latitude, longitude = parts
    return WorldPlace(name, kind, country, division, float(latitude), float(longitude))


def known_as(place: WorldPlace) -> Location | None:
    """The row that the base has of it by now, or None."""
    rows = Location.objects.filter(
        folded=fold(place.name),
        country_code=place.country_code,
        withdrawn_at=None,
        latitude__range=(place.latitude - _NEAR, place.latitude + _NEAR),
        longitude__range=(place.longitude - _NEAR, place.longitude + _NEAR),
    )
    return rows.exclude(review_status=ReviewStatus.REJECTED.value).order_by("-is_reference", "public_id").first()
