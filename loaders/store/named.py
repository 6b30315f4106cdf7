"""Rows for the actors, places and resolutions that records name: the known ones by slug, the unknown ones as candidates.

A candidate's identity is its folded name. Its other values are the least or greatest of what the sources say, so that the order
in which articles are loaded does not matter.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Max, Q
from django.utils.text import slugify

from conflictdb.identity import fold, public_id
from conflictdb.matching.wording import heavy_words
from conflictdb.merging.things import Things
from conflictdb.models import Actor, AmbiguousName, Location, LocationAncestor, Merge, Resolution, Source, Topic
from conflictdb.settling import revive, settle
from conflictdb.vocabularies import ReviewStatus
from loaders.records import ActorRef, PlaceRef, ResolutionRef
from loaders.report import RecordCounts
from loaders.store.doubts import Doubts
from loaders.vocab import table

Thing = TypeVar("Thing", Actor, Location)
SLUG_LENGTH = 100
SYMBOLS = {"un-security-council": "S/RES/{number}", "un-general-assembly": "A/RES/{number}"}


class Named:
    """Finds or makes the rows that records name; one for a run, since it remembers what it found."""

    def __init__(self, counts: RecordCounts) -> None:
        self.counts = counts
        self.things = Things()
        self._doubts: Doubts | None = None
        self._answers: tuple[Any, ...] = ()
        self._around: dict[str, list[str]] = {}
        self._actors: dict[str, Actor] = {}
        self._places: dict[str, Location] = {}
        self._resolutions: dict[tuple[str, int | str], Resolution] = {}
        self.topics = {topic.slug: topic for topic in Topic.objects.all()}
        self._countries = {row.country_code: row for row in Location.objects.filter(kind="country")}

    def forget(self) -> None:
        """Drop what was remembered, after a transaction in which it was made was rolled back."""
        self.things.forget()
        self._around.clear()
        self._actors.clear()
        self._places.clear()
        self._resolutions.clear()

    def forget_if_merged(self) -> None:
        """The same, where a person has merged, parted or chosen something meanwhile."""
        things = Q(record__startswith="act_") | Q(record__startswith="loc_")
        merges = Merge.objects.filter(things).aggregate(made=Max("pk"), ended=Max("ended_at"))
        now = (*merges.values(), *AmbiguousName.objects.aggregate(decided=Max("decided_at")).values())
        if now != self._answers:
            self.forget()
        self._answers = now

    def final(self, row: Thing) -> Thing:
        """The row itself, or the one that it was merged into."""
        self.things.fetch([row.public_id])
        found: Thing = self.things.get(row.public_id) or row
        return found

    def around(self, place: Location) -> list[str]:
        """The place and all that it lies in, the narrowest first, by public id."""
        if place.public_id not in self._around:
            tree = LocationAncestor.objects.filter(location=place).order_by("depth", "ancestor__public_id")
            self._around[place.public_id] = list(tree.values_list("ancestor__public_id", flat=True))
        return self._around[place.public_id]

    def begin(self, source: Source) -> Doubts:
        """Start on the records of a source; return its ambiguous names."""
        self._doubts = Doubts(source)
        return self._doubts

    def actor_id(self, ref: ActorRef) -> str:
        """The public id by which a report names the actor: that of a name where it may mean several."""
        return self._doubts.of(ref) if ref.candidates and self._doubts else self.actor(ref).public_id

    def known_actor(self, ref: ActorRef) -> Actor | None:
        """The actor's row, or that which it was merged into; of a name that may mean several what a person chose, or None."""
        if not ref.candidates or self._doubts is None:
            return self.final(self.actor(ref))
        identifier = self._doubts.of(ref)
        self.things.fetch([identifier])
        found: Actor | None = self.things.get(identifier)
        return found

    def actor(self, ref: ActorRef) -> Actor:
        """The actor's row; a candidate is made where it is not known."""
        key = ref.slug or f"{'~' if ref.described else '?'}{fold(ref.name)}"
        if key not in self._actors:
            self._actors[key] = Actor.objects.get(slug=ref.slug) if ref.slug else self._candidate_actor(ref)
        return self._actors[key]

    def _candidate_actor(self, ref: ActorRef) -> Actor:
        if ref.described:
            return self._description(ref)
        folded, slug = fold(ref.name), _slug(ref.name)
        row = Actor.objects.filter(slug=slug).first()
        if row is not None and row.folded != folded and row.is_reference:
            slug = f"{slug}-as-printed"  # another thing of the base owns the plain slug
            row = Actor.objects.filter(slug=slug).first()
        if row is None:
            row = Actor(slug=slug, review_status=ReviewStatus.CANDIDATE.value)
            settle(row, {"name": ref.name, "kind": ref.kind})
            row.save()
            self.counts.add("actor", "inserted")
        elif not row.is_reference:
            values = {"name": max(_read(row, "name"), ref.name), "kind": min(_read(row, "kind"), ref.kind.value)}
            self._update(row, values, "actor")
        return row

    def _description(self, ref: ActorRef) -> Actor:
        """The row of those whom a text only describes: one for all wordings with the same heavy words."""
        words = [word for word in heavy_words(ref.name) if word not in table("descriptions")["light"]["words"]]
        slug = _slug(" ".join(["described", *(sorted(words) or heavy_words(ref.name))]))
        row = Actor.objects.filter(slug=slug).first()
        if row is None:
            row = Actor(slug=slug, review_status=ReviewStatus.CANDIDATE.value, described=True)
            settle(row, {"name": ref.name, "kind": ref.kind})
            row.save()
            self.counts.add("actor", "inserted")
        else:
            self._update(row, {"name": max(_read(row, "name"), ref.name), "kind": _read(row, "kind")}, "actor")
        return row

    def place_id(self, ref: PlaceRef) -> str:
        """The public id by which a report names the place: that of a name where it may mean several."""
        return self._doubts.of(ref) if ref.candidates and self._doubts else self.place(ref).public_id

    def known_place(self, ref: PlaceRef) -> Location | None:
        """The place's row, or that which it was merged into; of a name that may mean several what a person chose, or None."""
        if not ref.candidates or self._doubts is None:
            return self.final(self.place(ref))
        identifier = self._doubts.of(ref)
        self.things.fetch([identifier])
        found: Location | None = self.things.get(identifier)
        return found

    def place(self, ref: PlaceRef) -> Location:
        """The place's row; a candidate is made where it is not known."""
        key = ref.slug or f"?{fold(ref.name)}|{ref.country_code}"
        if key not in self._places:
            self._places[key] = Location.objects.get(slug=ref.slug) if ref.slug else self._candidate_place(ref)
        return self._places[key]

    def _candidate_place(self, ref: PlaceRef) -> Location:
        slug = _slug(ref.name, ref.country_code)
        values = {
            "name": ref.name,
            "kind": ref.kind.value,
            "country_code": ref.country_code or "",
            "parent": self._countries.get(ref.country_code or ""),
            "latitude": ref.latitude,
            "longitude": ref.longitude,
        }
        row = Location.objects.filter(slug=slug).first()
        if row is None:
            row = Location(slug=slug, review_status=ReviewStatus.CANDIDATE.value)
            settle(row, values)
            row.save()
            self.counts.add("location", "inserted")
        elif not row.is_reference:
            self._update(
                row, {"name": max(_read(row, "name"), ref.name), "kind": min(_read(row, "kind"), ref.kind.value)}, "location"
            )
        return row

    def _update(self, row: Actor | Location, values: dict[str, str], noun: str) -> None:
        merged = row.withdrawn_at is not None and Merge.objects.filter(record=row.public_id, ended_at=None).exists()
        revived = not merged and revive(row)
        if settle(row, values) or revived:
            row.save()
            self.counts.add(noun, "updated")

    def resolution(self, ref: ResolutionRef, external_id: str) -> Resolution:
        """The resolution's row; a draft without a number belongs to the source that names it."""
        key = (ref.body, ref.number or f"draft in {external_id}")
        if key not in self._resolutions:
            body = Actor.objects.get(slug=ref.body)
            found = Resolution.objects.filter(body=body, number=ref.number) if ref.number else None
            row = found.first() if found is not None else Resolution.objects.filter(symbol=_symbol(ref, external_id)).first()
            self._resolutions[key] = row or self._candidate_resolution(ref, body, external_id)
        return self._resolutions[key]

    def _candidate_resolution(self, ref: ResolutionRef, body: Actor, external_id: str) -> Resolution:
        row = Resolution(
            body=body,
            number=ref.number,
            year=ref.year,
            symbol=_symbol(ref, external_id),
            public_id=public_id("resolution", ref.body, ref.number or f"draft in {external_id}"),
            review_status=ReviewStatus.CANDIDATE.value,
        )
        settle(row, {"status": ref.status})
        row.save()
        self.counts.add("resolution", "inserted")
        return row


def _read(row: Actor | Location, field: str) -> str:
    """What loads read before, whatever a person decided."""
    return str(row.machine.get(field, getattr(row, field)))


def _symbol(ref: ResolutionRef, external_id: str) -> str:
    if ref.number is None:
        return f"draft in {external_id}"[:60]
    symbol = SYMBOLS.get(ref.body, f"{ref.body} {{number}}").format(number=ref.number)
    return f"{symbol} ({ref.year})" if ref.year else symbol


def _slug(name: str, *more: str | None) -> str:
    parts = " ".join([fold(name), *(part.lower() for part in more if part)])
    # a name in a script that slugify drops whole still needs one
    return slugify(parts)[:SLUG_LENGTH].strip("-") or public_id("actor", parts).replace("_", "-")
