"""What in the dataset contradicts itself. The database's own constraints hold row by row; these look across rows.

A check gives findings; a dataset without any is consistent. Rows that were withdrawn or rejected are not looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from conflictdb.identity import PREFIXES
from conflictdb.models import (
    Actor,
    ActorName,
    ActorRelation,
    Affiliation,
    AmbiguousName,
    Event,
    Evidence,
    Location,
    LocationAncestor,
    LocationName,
    Membership,
    Mention,
    Merge,
    Provision,
    Resolution,
    Source,
    Statement,
    Topic,
    TopicAncestor,
)
from conflictdb.querysets import visible
from conflictdb.reviews import EARLIER
from conflictdb.vocabularies import ReviewStatus


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that cannot be right: which check found it, the public id of the record, and what is wrong."""

    check: str
    record: str
    message: str


Check = Callable[[], Iterator[tuple[str, str]]]
# An actor's own name counts in each.
LANGUAGES = ("en", "fr")


def check_dataset() -> Iterator[Finding]:
    """Run all checks, one after the other, and give what they find."""
    for name, check in CHECKS.items():
        for record, message in check():
            yield Finding(name, record, message)


# ---------------------------------------------------------------- hierarchies


def cycles() -> Iterator[tuple[str, str]]:
    """Places, topics and organisations that lie in themselves, through any number of levels."""
    trees: tuple[Any, ...] = (Location, Topic)
    for model in trees:
        rows = visible(model).values_list("slug", "parent__slug")
        yield from _cycles(model, {slug: {parent} for slug, parent in rows if parent})
    parents = defaultdict(set)
    for inner, outer in visible(Affiliation).filter(role="").values_list("actor__slug", "organisation__slug"):
        parents[inner].add(outer)
    yield from _cycles(Actor, parents)


def _cycles(model: Any, parents: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    circle = {slug for slug in parents if slug in _above(slug, parents)}
    for slug, identifier in model.objects.filter(slug__in=circle).order_by("slug").values_list("slug", "public_id"):
        yield identifier, f"{slug} lies in itself, by way of {', '.join(sorted(parents[slug]))}"


def _above(slug: str, parents: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = set(parents.get(slug, ()))
    while ahead:
        found |= ahead
        ahead = {parent for one in ahead for parent in parents.get(one, ())} - found
    return found


def trees() -> Iterator[tuple[str, str]]:
    """Records that the derived tables of members and ancestors have lost: a trigger was switched off."""
    for model, row, key in (
        (Actor, Membership, "member"),
        (Location, LocationAncestor, "location"),
        (Topic, TopicAncestor, "topic"),
    ):
        itself = row._default_manager.filter(depth=0, **{key: OuterRef("pk")})
        for identifier in (
            model._default_manager.filter(~Exists(itself)).order_by("public_id").values_list("public_id", flat=True)
        ):
            yield identifier, f"is missing in the derived table {row._meta.db_table}"
    for tree, own in ((LocationAncestor, "location"), (TopicAncestor, "topic")):
        wrong = tree._default_manager.filter(depth=1).exclude(**{f"{own}__parent": F("ancestor")})
        for identifier, ancestor in wrong.values_list(f"{own}__public_id", "ancestor__slug"):
            yield identifier, f"is listed under {ancestor}, which is not its parent"


# ---------------------------------------------------------------- posts and what was said in them


def posts() -> Iterator[tuple[str, str]]:
    """Posts that end before they begin, and one post that one person holds twice at a time."""
    rows = visible(Affiliation).order_by("actor", "organisation", "role", F("since").asc(nulls_first=True), "public_id")
    held = list(rows.select_related("actor", "organisation"))
    for row in held:
        if row.since and row.until and row.since > row.until:
            yield row.public_id, f"{row.actor}, {row}: ends on {row.until}, before it begins on {row.since}"
    for one, other in pairwise(held):
        same = (one.actor_id, one.organisation_id, one.role) == (other.actor_id, other.organisation_id, other.role)
        if same and (one.until is None or other.since is None or other.since <= one.until):
            yield (
                other.public_id,
                f"{other.actor}, {other}: overlaps {one.public_id}, the same post from {one.since} to {one.until}",
            )


def posts_at_the_time() -> Iterator[tuple[str, str]]:
    """Statements that cite a post which the speaker did not hold when they were made, or which is another's."""
    rows = visible(Statement).filter(speaker_role__isnull=False).select_related("speaker_role__organisation", "speaker")
    early, late = Q(said_to__lt=F("speaker_role__since")), Q(said_from__gt=F("speaker_role__until"))
    for row in rows.filter(early | late).defer("search"):
        post = row.speaker_role
        assert post
        yield (
            row.public_id,
            f"said on {row.said_from}; {post} was held from {post.since or 'a day not known'} to {post.until or 'now'}",
        )
    for row in rows.exclude(speaker=F("speaker_role__actor")).defer("search"):
        yield row.public_id, f"cites the post {row.speaker_role}, which is not {row.speaker or 'a known speaker'}'s"


# ---------------------------------------------------------------- places and names


def places() -> Iterator[tuple[str, str]]:
    """Places whose point lies outside the box of something that they lie in."""
    across = Q(ancestor__west__lte=F("ancestor__east")) & Q(
        location__longitude__gte=F("ancestor__west"), location__longitude__lte=F("ancestor__east")
    )
    over_the_line = Q(ancestor__west__gt=F("ancestor__east")) & (
        Q(location__longitude__gte=F("ancestor__west")) | Q(location__longitude__lte=F("ancestor__east"))
    )
    within = Q(location__latitude__gte=F("ancestor__south"), location__latitude__lte=F("ancestor__north")) & (
        across | over_the_line
    )
    rows = LocationAncestor.objects.filter(
        ancestor__west__isnull=False, location__latitude__isnull=False, location__in=visible(Location)
    )
    for row in rows.exclude(within).select_related("location", "ancestor").order_by("location__slug", "depth"):
        place, around = row.location, row.ancestor
        yield place.public_id, f"{place.slug} at {place.latitude}, {place.longitude} lies outside {around.slug}"


def names() -> Iterator[tuple[str, str]]:
    """Names that two actors have in one language: whoever reads them cannot know which is meant."""
    confirmed = visible(Actor).exclude(review_status=ReviewStatus.CANDIDATE.value)
    own = [
        (name, language, slug, key)
        for name, slug, key in confirmed.values_list("name", "slug", "public_id")
        for language in LANGUAGES
    ]
    aliases = ActorName.objects.filter(actor__in=confirmed).values_list("name", "language", "actor__slug", "actor__public_id")
    owners: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for name, language, slug, identifier in [*own, *aliases]:
        owners[name, language][slug] = identifier
    for (name, language), held in sorted(owners.items()):
        if len(held) > 1:
            yield held[min(held)], f"{name!r} ({language or 'any language'}) is a name of {', '.join(sorted(held))}"
    yield from _place_names()


def _place_names() -> Iterator[tuple[str, str]]:
    """Names shared by two places of one kind that lie in the same place: namesakes elsewhere are told apart by that."""
    confirmed = visible(Location).exclude(review_status=ReviewStatus.CANDIDATE.value)
    own = confirmed.values_list("name", "kind", "parent", "slug", "public_id")
    columns = ("name", "location__kind", "location__parent", "location__slug", "location__public_id")
    owners: dict[tuple[str, str, int | None], dict[str, str]] = defaultdict(dict)
    for name, kind, parent, slug, identifier in [
        *own,
        *LocationName.objects.filter(location__in=confirmed).values_list(*columns),
    ]:
        owners[name, kind, parent][slug] = identifier
    twice = sorted((name, held) for (name, _, _), held in owners.items() if len(held) > 1)
    for name, held in twice:
        yield held[min(held)], f"{name!r} is a name of {', '.join(sorted(held))}, which are of one kind and lie in the same place"


# ---------------------------------------------------------------- evidence


def quotations() -> Iterator[tuple[str, str]]:
    """Evidence and mentions whose words are not those that stand in the source at their place."""
    # what a person keeps rests on a sentence that was reworded since
    evidence_of_now: QuerySet[Any] = Evidence.objects.exclude(extractor=EARLIER)
    for standing, words in ((evidence_of_now, "excerpt"), (Mention.objects.all(), "text")):
        model, rows = standing.model, standing.exclude(source__text="").select_related("source")
        found = rows.annotate(there=Substr("source__text", F("start") + 1, F("end") - F("start")))
        for row in found.exclude(there=F(words)).defer("source__text").order_by("source", "start"):
            told, there = getattr(row, words)[:60], row.there[:60]
            yield row.source.public_id, f"{model._meta.verbose_name} at {row.start}-{row.end} reads {told!r}, the text {there!r}"


def evidence() -> Iterator[tuple[str, str]]:
    """Records that rest on nothing: no evidence at all, or only such in sources that no longer stand."""
    for model, target in ((Statement, "statement"), (Event, "event"), (Affiliation, "affiliation"), (ActorRelation, "relation")):
        rests = Evidence.objects.filter(source__in=visible(Source), **{target: OuterRef("pk")})
        rows: QuerySet[Any] = visible(model).filter(~Exists(rests))
        if model in {Affiliation, ActorRelation}:
            # what is shipped or was added by hand rests on fixtures/ or on a person's word
            rows = rows.filter(is_reference=False, review_status=ReviewStatus.CANDIDATE.value)
        for identifier in rows.order_by("public_id").values_list("public_id", flat=True):
            yield identifier, f"this {model._meta.verbose_name} rests on no source"


def references() -> Iterator[tuple[str, str]]:
    """Records that stand and point to one that does not."""
    for model, fields in _POINTERS.items():
        for field in fields:
            target = model._meta.get_field(field).related_model
            gone = target._default_manager.exclude(pk__in=visible(target).values("pk"))
            rows = visible(model).filter(**{f"{field}__in": gone}).order_by("public_id")
            for identifier, other in rows.values_list("public_id", f"{field}__public_id"):
                yield identifier, f"{field.replace('_', ' ')}: {other} was withdrawn or rejected"
    yield from _chosen()


def _chosen() -> Iterator[tuple[str, str]]:
    """Ambiguous names whose answer does not stand, nor leads to what does."""
    answered = dict(AmbiguousName.objects.exclude(chosen="").order_by("public_id").values_list("public_id", "chosen"))
    led = dict(Merge.objects.filter(record__in=answered.values(), ended_at=None).values_list("record", "kept"))
    wanted = {*answered.values(), *led.values()}
    models: tuple[Any, ...] = (Actor, Location)
    there = {key for model in models for key in visible(model).filter(public_id__in=wanted).values_list("public_id", flat=True)}
    for identifier, chosen in answered.items():
        if led.get(chosen, chosen) not in there:
            yield identifier, f"means {chosen}, which does not stand: answer the name anew"


_POINTERS: dict[Any, tuple[str, ...]] = {
    Statement: ("speaker", "speaker_role", "location", "source", "addressees", "resolutions"),
    Event: ("location", "source", "resolutions"),
    Affiliation: ("actor", "organisation"),
    ActorRelation: ("actor", "other"),
    Location: ("parent",),
    Actor: ("country",),
    Resolution: ("body",),
    Provision: ("resolution",),
}


def decisions() -> Iterator[tuple[str, str]]:
    """Records that lock a field which they do not have: no load would ever renew it, and no person see it."""
    for model in (Actor, Affiliation, ActorRelation, Event, Location, Provision, Resolution, Source, Statement):
        known = {field.name for field in model._meta.get_fields()}
        rows = model._default_manager.exclude(locked_fields=[]).values_list("public_id", "locked_fields")
        for identifier, locked in rows:
            if unknown := sorted(set(locked) - known):
                yield identifier, f"locks {', '.join(unknown)}, which it does not have"


def merges() -> Iterator[tuple[str, str]]:
    """Merged records that lead to one that was merged itself or was withdrawn, or that still stand beside it."""
    standing = Merge.objects.filter(ended_at=None).order_by("record")
    merged = set(standing.values_list("record", flat=True))
    models: tuple[Any, ...] = (Statement, Event, Actor, Location)
    for model in models:
        beside = model._default_manager.filter(public_id__in=merged, withdrawn_at=None)
        for identifier in beside.order_by("public_id").values_list("public_id", flat=True):
            yield identifier, "was merged into another record, and stands all the same"
        kept = standing.filter(kept__startswith=f"{PREFIXES[str(model._meta.model_name)]}_")
        rows = model._default_manager.filter(withdrawn_at=None, public_id__in=kept.values("kept"))
        there = set(rows.values_list("public_id", flat=True))
        for row in kept:
            if row.kept not in there:
                yield row.record, f"leads to {row.kept}, which does not stand"


CHECKS: dict[str, Check] = {
    "cycles": cycles,
    "trees": trees,
    "posts": posts,
    "posts at the time": posts_at_the_time,
    "places": places,
    "names": names,
    "quotations": quotations,
    "evidence": evidence,
    "references": references,
    "decisions": decisions,
    "merges": merges,
}
