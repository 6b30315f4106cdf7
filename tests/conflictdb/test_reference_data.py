"""The shipped reference data: enough of it, consistent with itself, and the same in the database however often it is loaded."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from conflictdb.models import Actor, Affiliation, Location, Resolution
from conflictdb.vocabularies import ActorKind, LocationKind, ResolutionStatus
from loaders.reference import Reference, ReferenceActor, ReferencePlace, ReferenceResolution, read_reference
from loaders.store.reference import store_reference

REFERENCE = read_reference()
ACTORS = {actor.slug: actor for actor in REFERENCE.actors}
PLACES = {place.slug: place for place in REFERENCE.places}

EASTERN_PROVINCES = ("north-kivu", "south-kivu", "ituri", "tshopo", "maniema", "tanganyika")
# The topics of the annotation guide.
TOPICS = """ceasefire peace-talks peace-agreement monusco-withdrawal foreign-forces-withdrawal support-to-armed-groups
armed-group-offensive protection-of-civilians violence-against-civilians attacks-on-peacekeepers peacekeeping-mandate
regional-force sanctions humanitarian-situation displacement humanitarian-access accountability sexual-violence sovereignty
regional-escalation disarmament minerals governance human-rights bilateral-relations"""
ISO_COUNTRIES = 249


def ancestors(place: ReferencePlace) -> Iterator[ReferencePlace]:
    """What a place lies in, from the nearest."""
    seen = {place.slug}
    while place.parent:
        place = PLACES[place.parent]
        assert place.slug not in seen, f"{place.slug} lies in itself"
        seen.add(place.slug)
        yield place


def inside(latitude: float, longitude: float, box: tuple[float, float, float, float]) -> bool:
    """Whether the point lies in the box west, south, east, north; west > east: the box crosses the 180th meridian."""
    west, south, east, north = box
    across = west <= longitude <= east if west <= east else longitude >= west or longitude <= east
    return across and south <= latitude <= north


# ---------------------------------------------------------------- enough of it


def test_there_are_at_least_150_actors_of_all_the_kinds_that_matter() -> None:
    kinds = Counter(actor.kind for actor in REFERENCE.actors)
    assert sum(kinds.values()) >= 150
    for kind in (
        ActorKind.PERSON,
        ActorKind.STATE,
        ActorKind.ARMED_GROUP,
        ActorKind.STATE_FORCES,
        ActorKind.PEACEKEEPING_MISSION,
    ):
        assert kinds[kind] >= 5, kind


def test_there_are_at_least_150_towns_villages_and_sites_in_the_eastern_provinces() -> None:
    counted = Counter(
        above.slug
        for place in REFERENCE.places
        if place.kind in {LocationKind.CITY, LocationKind.SITE}
        for above in ancestors(place)
        if above.slug in EASTERN_PROVINCES
    )
    assert sum(counted.values()) >= 150
    assert set(counted) == set(EASTERN_PROVINCES)


def test_all_26_provinces_of_the_drc_are_there() -> None:
    provinces = {p.slug for p in REFERENCE.places if p.kind == LocationKind.PROVINCE and p.country_code == "CD"}
    assert len(provinces) == 26
    assert set(EASTERN_PROVINCES) <= provinces
    assert {PLACES[slug].parent for slug in provinces} == {"drc"}


def test_all_countries_are_there_once() -> None:
    codes = Counter(place.country_code for place in REFERENCE.places if place.kind == LocationKind.COUNTRY)
    assert len(codes) >= ISO_COUNTRIES
    assert [code for code, number in codes.items() if number > 1] == []
    assert all(code and len(code) == 2 and code.isupper() for code in codes)


def test_every_topic_of_the_guide_is_there_with_synonyms_in_both_languages() -> None:
    topics = {topic.slug: topic for topic in REFERENCE.topics}
    assert set(TOPICS.split()) - topics.keys() == set()
    lacking = {
        slug: {"en", "fr"} - {language for language, _ in topics[slug].synonyms}
        for slug in TOPICS.split()
        if {"en", "fr"} - {language for language, _ in topics[slug].synonyms}
    }
    assert lacking == {}


def test_the_council_s_resolutions_on_the_drc_reach_from_1999_to_2025() -> None:
    years = {resolution.year for resolution in REFERENCE.resolutions if resolution.body == "un-security-council"}
    assert set(range(1999, 2026)) - years == set()


# ---------------------------------------------------------------- names and references


def test_slugs_are_there_once() -> None:
    for records in (REFERENCE.actors, REFERENCE.places, REFERENCE.topics):
        assert [slug for slug, number in Counter(record.slug for record in records).items() if number > 1] == []


def test_every_slug_that_is_named_is_there() -> None:
    topics = {topic.slug for topic in REFERENCE.topics}
    countries = {place.country_code for place in REFERENCE.places if place.kind == LocationKind.COUNTRY}
    missing = [
        *(f"{a.slug}: organisation {p.organisation}" for a in REFERENCE.actors for p in a.posts if p.organisation not in ACTORS),
        *(f"{a.slug}: other {r.other}" for a in REFERENCE.actors for r in a.relations if r.other not in ACTORS),
        *(f"{a.slug}: country {a.country}" for a in REFERENCE.actors if a.country and a.country not in countries),
        *(f"{p.slug}: parent {p.parent}" for p in REFERENCE.places if p.parent and p.parent not in PLACES),
        *(f"{p.slug}: country {p.country_code}" for p in REFERENCE.places if p.country_code and p.country_code not in countries),
        *(f"{t.slug}: parent {t.parent}" for t in REFERENCE.topics if t.parent and t.parent not in topics),
        *(f"{r.symbol}: body {r.body}" for r in REFERENCE.resolutions if r.body not in ACTORS),
    ]
    assert missing == []


def test_no_two_actors_have_a_name_in_common_in_one_language() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for actor in REFERENCE.actors:
        for language, name in actor.aliases:
            owners[language, name].add(actor.slug)
        for language in ("en", "fr"):
            owners[language, actor.name].add(actor.slug)
    assert {key: slugs for key, slugs in owners.items() if len(slugs) > 1} == {}


@pytest.mark.parametrize("records", [REFERENCE.actors, REFERENCE.places], ids=["actors", "places"])
def test_no_alias_is_given_twice_or_too_long_for_its_column(records: tuple[ReferenceActor | ReferencePlace, ...]) -> None:
    assert [record.slug for record in records if len(set(record.aliases)) != len(record.aliases)] == []
    assert [name for record in records for _, name in record.aliases if not 0 < len(name) <= 300 or name != name.strip()] == []


def test_places_belong_to_one_tree_under_the_country_of_their_code() -> None:
    wrong = [
        place.slug
        for place in REFERENCE.places
        if place.country_code
        and place.kind != LocationKind.COUNTRY
        and [above.country_code for above in ancestors(place) if above.kind == LocationKind.COUNTRY]
        not in ([place.country_code], [])
    ]
    assert wrong == []


# ---------------------------------------------------------------- places


def test_every_point_lies_in_the_box_of_what_it_lies_in() -> None:
    outside = [
        f"{place.slug} ({place.latitude}, {place.longitude}) not in {above.slug} {above.bbox}"
        for place in REFERENCE.places
        if place.latitude is not None and place.longitude is not None
        for above in ancestors(place)
        if above.bbox and not inside(place.latitude, place.longitude, above.bbox)
    ]
    assert outside == []


def test_every_point_lies_in_its_own_box_and_has_a_precision() -> None:
    wrong = [
        place.slug
        for place in REFERENCE.places
        if place.bbox
        and place.latitude is not None
        and place.longitude is not None
        and not inside(place.latitude, place.longitude, place.bbox)
    ]
    assert wrong == []
    assert [p.slug for p in REFERENCE.places if p.latitude is not None and not (p.precision_km and p.precision_km > 0)] == []
    assert [p.slug for p in REFERENCE.places if (p.latitude is None) != (p.longitude is None)] == []


def test_every_place_of_the_drc_has_coordinates_and_what_holds_others_has_a_box() -> None:
    ours = [place for place in REFERENCE.places if place.country_code == "CD"]
    assert [place.slug for place in ours if place.latitude is None and place.kind != LocationKind.REGION] == []
    assert [place.slug for place in ours if place.kind in {LocationKind.COUNTRY, LocationKind.PROVINCE} and not place.bbox] == []


@pytest.mark.parametrize(
    ("latitude", "longitude", "box", "expected"),
    [
        (-1.67, 29.22, (27.18, -2.12, 30.04, 1.0), True),
        (-1.67, 30.05, (27.18, -2.12, 30.04, 1.0), False),
        (-17.7, 178.0, (176.9, -20.7, -178.2, -12.5), True),
        (-17.7, -179.0, (176.9, -20.7, -178.2, -12.5), True),
        (-17.7, 0.0, (176.9, -20.7, -178.2, -12.5), False),
    ],
)
def test_boxes_may_cross_the_180th_meridian(
    latitude: float, longitude: float, box: tuple[float, float, float, float], expected: bool
) -> None:
    assert inside(latitude, longitude, box) is expected


# ---------------------------------------------------------------- posts and resolutions


def test_posts_and_relations_begin_before_they_end() -> None:
    wrong = [
        f"{actor.slug}: {period.since} to {period.until}"
        for actor in REFERENCE.actors
        for period in [*(post.period for post in actor.posts), *(relation.period for relation in actor.relations)]
        if period.since and period.until and period.since > period.until
    ]
    assert wrong == []


def test_only_persons_hold_posts_and_every_post_is_given_once() -> None:
    assert [a.slug for a in REFERENCE.actors if a.kind != ActorKind.PERSON and any(p.role for p in a.posts)] == []
    keys = Counter((a.slug, p.organisation, p.role, p.period.since) for a in REFERENCE.actors for p in a.posts)
    assert [key for key, number in keys.items() if number > 1] == []


def test_no_organisation_is_part_of_itself_through_any_number_of_levels() -> None:
    parents = {actor.slug: {post.organisation for post in actor.posts if not post.role} for actor in REFERENCE.actors}
    for slug, direct in parents.items():
        above, reached = set(direct), set[str]()
        while above:
            assert slug not in above, f"{slug} is part of itself"
            reached |= above
            above = {parent for one in above for parent in parents[one]} - reached


def test_the_post_that_the_headline_question_needs_is_there() -> None:
    assert ACTORS["jean-pierre-lacroix"].posts[0].role == "Under-Secretary-General for Peace Operations"


def test_resolutions_are_consistent_with_their_symbols() -> None:
    def wrong(r: ReferenceResolution) -> bool:
        adopted = r.adopted_on.year if r.adopted_on else r.year
        symbol = (
            f"S/RES/{r.number} ({r.year})"
            if r.body == "un-security-council" and r.status == ResolutionStatus.ADOPTED
            else r.symbol
        )
        return r.symbol != symbol or adopted != r.year or len(r.symbol) > 60

    assert [r.symbol for r in REFERENCE.resolutions if wrong(r)] == []
    assert [s for s, number in Counter(r.symbol for r in REFERENCE.resolutions).items() if number > 1] == []


def test_the_council_s_resolutions_are_numbered_in_the_order_of_their_days() -> None:
    dated = sorted(
        (r.number, r.adopted_on) for r in REFERENCE.resolutions if r.body == "un-security-council" and r.number and r.adopted_on
    )
    days = [day for _, day in dated]
    assert days == sorted(days)


def test_votes_are_those_of_a_council_of_fifteen() -> None:
    wrong = [
        r.symbol
        for r in REFERENCE.resolutions
        if r.body == "un-security-council"
        and r.votes_for is not None
        and r.votes_for + (r.votes_against or 0) + (r.abstentions or 0) > 15
    ]
    assert wrong == []
    assert [
        r.symbol
        for r in REFERENCE.resolutions
        if r.votes_for is not None and r.status == ResolutionStatus.ADOPTED and r.votes_for < 9
    ] == []


# ---------------------------------------------------------------- in the database


def small() -> Reference:
    """A piece of the reference data that is whole in itself: the UN, its people and what they need."""
    countries = tuple(place for place in REFERENCE.places if place.kind == LocationKind.COUNTRY)
    wanted = {"un-security-council", "jean-pierre-lacroix"}
    while more := {post.organisation for slug in wanted for post in ACTORS[slug].posts} - wanted:
        wanted |= more
    actors = tuple(actor for actor in REFERENCE.actors if actor.slug in wanted)
    return Reference(actors, countries, REFERENCE.topics, REFERENCE.resolutions[:5])


@pytest.mark.django_db
def test_all_of_it_loads_and_a_second_load_changes_nothing() -> None:
    first = store_reference(REFERENCE)
    before = {model: list(model.objects.order_by("pk").values()) for model in (Actor, Affiliation, Location, Resolution)}
    assert {kind: first.total(kind) for kind in ("updated", "unchanged", "withdrawn")} == {
        "updated": 0,
        "unchanged": 0,
        "withdrawn": 0,
    }
    second = store_reference(REFERENCE)
    assert {kind: second.total(kind) for kind in ("inserted", "updated", "withdrawn")} == {
        "inserted": 0,
        "updated": 0,
        "withdrawn": 0,
    }
    assert second.total("unchanged") == first.total("inserted")
    assert before == {model: list(model.objects.order_by("pk").values()) for model in before}
    assert set(Actor.objects.values_list("review_status", "is_reference")) == {("accepted", True)}


@pytest.mark.django_db
def test_a_post_whose_first_day_a_person_corrected_is_found_again() -> None:
    from conflictdb.reviews import decide

    store_reference(small())
    post = Affiliation.objects.get(actor__slug="jean-pierre-lacroix")
    decide(post, {"since": dt.date(2017, 4, 3)}, None)
    number = Affiliation.objects.count()
    store_reference(small())
    assert Affiliation.objects.count() == number
    post.refresh_from_db()
    assert (post.since, post.machine["since"]) == (dt.date(2017, 4, 3), "2017-04-01")


@pytest.mark.django_db
def test_what_a_person_corrected_stands_through_further_loads() -> None:
    from conflictdb.reviews import decide

    store_reference(small())
    decide(
        Actor.objects.get(slug="un"),
        {"description": "A person's words.", "gender": "", "names": [("en", "The Organisation")]},
        None,
    )
    decide(Resolution.objects.order_by("number")[0], {"subject": "A person's subject."}, None)
    for _ in range(3):
        store_reference(small())
    row = Actor.objects.get(slug="un")
    assert (row.description, [n.name for n in row.names.all()]) == ("A person's words.", ["The Organisation"])
    assert Resolution.objects.order_by("number")[0].subject == "A person's subject."
