"""The database's actors, places, topics and resolutions as the plain value that reading looks things up in.

Only reference data and what a person accepted: what the machine merely proposes must not steer how the next article is
read, or the order of the articles would matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from conflictdb.models import Actor, ActorName, Affiliation, Location, LocationName, Resolution, Topic, TopicName
from conflictdb.vocabularies import ActorKind, LocationKind, ReviewStatus
from loaders.gazetteer import Gazetteer, KnownActor, KnownPlace, KnownTopic, Post

_DECIDED = [ReviewStatus.ACCEPTED.value, ReviewStatus.CORRECTED.value]
_TRUSTED = (
    (Q(is_reference=True) | Q(review_status__in=_DECIDED))
    & Q(withdrawn_at__isnull=True)
    & ~Q(review_status=ReviewStatus.REJECTED.value)
)


def gazetteer_from_rows() -> Gazetteer:
    """Return what the database knows, in a stable order."""
    return Gazetteer(
        actors={actor.slug: actor for actor in _actors()},
        places={place.slug: place for place in _places(Location.objects.exclude(pk__in=_from_dumps()))},
        further={place.slug: place for place in _places(_from_dumps())},
        topics={topic.slug: topic for topic in _topics()},
        resolutions=frozenset(
            (body, number, year)
            for body, number, year in Resolution.objects.filter(_TRUSTED, number__isnull=False).values_list(
                "body__slug", "number", "year"
            )
            if number is not None
        ),
    )


def _actors() -> Iterable[KnownActor]:
    names = _names(ActorName.objects.order_by("pk").values_list("actor_id", "name"))
    posts: dict[int, list[Post]] = defaultdict(list)
    for affiliation in Affiliation.objects.filter(_TRUSTED).select_related("organisation").order_by("pk"):
        posts[affiliation.actor_id].append(
            Post(affiliation.organisation.slug, affiliation.role, affiliation.since, affiliation.until, affiliation.role_fr)
        )
    rows = Actor.objects.filter(_TRUSTED).select_related("country").order_by("slug")
    for row in rows:
        yield KnownActor(
            slug=row.slug,
            name=row.name,
            kind=ActorKind(row.kind),
            names=tuple(dict.fromkeys((row.name, *names[row.pk]))),
            country=row.country.country_code if row.country else None,
            gender=row.gender or None,
            posts=tuple(posts[row.pk]),
        )


def _from_dumps() -> QuerySet[Location]:
    """The places that `load_gazetteer` loaded."""
    return Location.objects.filter(is_reference=False, external_ids__scheme="geonames")


def _places(rows: QuerySet[Location]) -> Iterable[KnownPlace]:
    names = _names(LocationName.objects.filter(location__in=rows).order_by("pk").values_list("location_id", "name"))
    for row in rows.filter(_TRUSTED).select_related("parent").order_by("slug"):
        yield KnownPlace(
            slug=row.slug,
            name=row.name,
            kind=LocationKind(row.kind),
            names=tuple(dict.fromkeys((row.name, *names[row.pk]))),
            country_code=row.country_code or None,
            parent=row.parent.slug if row.parent else None,
            latitude=row.latitude,
            longitude=row.longitude,
        )


def _topics() -> Iterable[KnownTopic]:
    names = _names(TopicName.objects.order_by("pk").values_list("topic_id", "name"))
    for row in Topic.objects.select_related("parent").order_by("slug"):
        yield KnownTopic(row.slug, row.label, (row.label, *names[row.pk]), row.parent.slug if row.parent else None)


def _names(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    for key, name in pairs:
        names[key].append(name)
    return names
