"""Places, in a tree from country to site."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from conflictdb.identity import fold, public_id
from conflictdb.models.base import Derived, ExternalId, Identified, Name, Reviewed, term_check, term_field
from conflictdb.vocabularies import LocationKind, ReviewStatus


class Location(Derived, Identified, Reviewed):
    """A named place."""

    REVIEWABLE = ("name", "kind", "country_code", "parent", "latitude", "longitude")

    slug = models.SlugField(max_length=120, unique=True, db_collation="C")
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_collation="C", editable=False, db_index=True)
    kind = term_field(LocationKind)
    country_code = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2; empty: in none or in several.")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    latitude = models.FloatField(null=True, blank=True, help_text="Degrees north, WGS 84.")
    longitude = models.FloatField(null=True, blank=True, help_text="Degrees east, WGS 84.")
    precision_km = models.FloatField(null=True, blank=True, help_text="The true point lies within so many kilometres.")
    west = models.FloatField(null=True, blank=True, help_text="Bounding box, degrees; west > east: it crosses 180°.")
    south = models.FloatField(null=True, blank=True)
    east = models.FloatField(null=True, blank=True)
    north = models.FloatField(null=True, blank=True)
    is_reference = models.BooleanField(default=False, editable=False, help_text="Shipped with conflictdb in fixtures/.")

    class Meta:
        ordering = ["name", "public_id"]
        constraints = [
            term_check("kind", LocationKind, "location"),
            term_check("review_status", ReviewStatus, "location"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True) | Q(latitude__range=(-90, 90)), name="location_latitude_in_range"
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True) | Q(longitude__range=(-180, 180)), name="location_longitude_in_range"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True) | Q(latitude__isnull=False, longitude__isnull=False),
                name="location_point_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["longitude", "latitude"], name="location_by_point"),
            models.Index(fields=["folded", "public_id"], name="location_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        """Set the folded name and the id."""
        self.folded = fold(self.name)
        self.public_id = self.public_id or public_id("location", self.slug)


class LocationName(Name):
    """An alias of a place."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="names")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["location", "name", "language"], name="locationname_once")]
        indexes = [models.Index(fields=["folded"], name="locationname_folded")]


class LocationExternalId(ExternalId):
    """A place's id in somebody else's list."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="external_ids")

    class Meta:
        ordering = ["scheme", "identifier"]
        constraints = [models.UniqueConstraint(fields=["location", "scheme", "identifier"], name="locationexternalid_once")]


class LocationAncestor(models.Model):
    """Which place lies in which, through all levels: derived from Location.parent by triggers. Every place is in itself."""

    location = models.ForeignKey(Location, on_delete=models.DO_NOTHING, related_name="ancestor_rows")
    ancestor = models.ForeignKey(Location, on_delete=models.DO_NOTHING, related_name="descendant_rows")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["location", "ancestor"], name="locationancestor_once")]
        indexes = [models.Index(fields=["ancestor", "location"], name="locationancestor_down")]

    def __str__(self) -> str:
        return f"{self.location_id} in {self.ancestor_id}"
