"""Compiled answers equal those of plain execution, over random operations and random rows."""

from __future__ import annotations

import datetime as dt
import os
import random
from typing import Any

import pytest

from conflictdb import models
from tests.api.asking import ask
from tests.api.builder import actor, event, evidence, organisation, place, post, resolution, source, statement, topic
from tests.api.operations import Writer
from tests.api.slow import slow

pytestmark = pytest.mark.django_db
# 2,000 in the long run: RANDOM_OPERATIONS=2000
NUMBER = int(os.environ.get("RANDOM_OPERATIONS", "150"))
GONE: Any = {"withdrawn_at": dt.datetime(2024, 1, 1, tzinfo=dt.UTC)}
DAYS = [None, "2019-05-05", "2021-06-01", "2021-06-01", "2023-02-28", "2024-01-01"]


@pytest.fixture
def pools() -> dict[str, list[str]]:
    """A small world with every relation in it, some of it withdrawn or rejected; what it holds that operations may name."""
    dice = random.Random(7)

    def some(things: list[Any], most: int = 2) -> tuple[Any, ...]:
        return tuple(dice.sample(things, dice.randint(0, min(most, len(things)))))

    congo = place("drc", "DR Congo", "country", country_code="CD")
    kivu = place("north-kivu", kind="province", inside=congo, aliases=("Nord-Kivu", "NK"))
    places = [
        congo,
        kivu,
        place("goma", inside=kivu, latitude=-1.5, longitude=29.25),
        place("lost", **GONE),
        place("beni", inside=kivu),
    ]
    un = organisation("un", "United Nations", aliases=("ONU",))
    council, mission = organisation("un-security-council", part_of=un), organisation("monusco", part_of=un, country=congo)
    actors = [
        un,
        council,
        mission,
        actor("m23", kind="armed_group", country=congo, description="A group."),
        actor("ghost", **GONE),
    ]
    actors += [actor("spurned", review_status="rejected"), actor("envoy"), actor("minister", country=places[3])]
    posts = [
        post(who, where, role, since, until, **values)
        for who, where, role, since, until, values in (
            (actors[6], mission, "Head", "2020-01-01", "2022-12-31", {}), (actors[6], council, "Member", "2023-01-01", None, {}),
            (actors[7], un, "Guest", None, "2021-01-01", {}), (actors[7], mission, "Taken back", None, None, GONE),
        )
    ]  # fmt: skip
    for one, other in (dice.sample(actors, 2) for _ in range(6)):
        models.ActorRelation.objects.get_or_create(actor=one, other=other, kind=dice.choice(["supports", "opposed_to"]))
    for scheme in ("wikidata", "geonames", "pcode"):
        models.ActorExternalId.objects.create(actor=un, scheme=scheme, identifier="7")
        models.LocationExternalId.objects.create(location=congo, scheme=scheme, identifier="8")
    topics = [topic("peace", synonyms=("paix", "pace")), topic("war")]
    topics += [topic("talks", below=topics[0])]
    resolutions = [
        resolution(2773, 2025, council),
        resolution(2717, 2023, council, adopted_on=dt.date(2023, 12, 19), votes_for=15),
    ]
    for number, cited in enumerate((*resolutions, resolutions[0])):
        demand = models.Provision.objects.create(public_id=f"prv_{number}", resolution=cited, act="call", text="a demand")
        demand.addressees.set(some(actors))
        demand.topics.set(some(topics))
    sources = [
        source(
            f"source-{number}",
            dice.choice(DAYS),
            publisher=dice.choice([None, *actors]),
            text_public=number % 2 == 0,
            title="T" * (number % 3),
        )
        for number in range(6)
    ]
    for number in range(12):
        target: Any = dice.choice(
            [{"actor": dice.choice(actors)}, {"location": dice.choice(places)}, {"resolution": dice.choice(resolutions)}]
        )
        dice.choice(sources).mentions.create(start=number, end=number + 3, text="abc", **target)
    for number in range(18):
        speaker, said = dice.choice([None, *actors]), dice.choice(DAYS)
        made = statement(
            f"statement {number}", key=f"{number:02}", speaker=speaker, said=said, of=dice.choice(sources), topics=some(topics),
            resolutions=some(resolutions), addressees=some(actors), mentions=some(actors), location=dice.choice([None, *places]),
            speaker_role=dice.choice([None, *posts]), stance=dice.choice([None, "supports", "neutral"]),
            act=dice.choice(["call", "warn"]), cue=dice.choice(["", "said"]),
            review_status=dice.choice(["candidate", "accepted", "corrected", "rejected"]), **(GONE if number == 3 else {}),
        )  # fmt: skip
        made.mentioned_locations.set(some(places))
        if number % 3 == 0:
            evidence(dice.choice(sources), start=50, end=60, statement=made)
    for number in range(12):
        made_event = event(
            dice.choice(["battle", "meeting"]), key=f"{number:02}", on=dice.choice(DAYS), at=dice.choice([None, *places]),
            of=dice.choice(sources), agents=some(actors), targets=some(actors), resolutions=some(resolutions),
            killed=dice.choice([None, 0, 3]),
            review_status=dice.choice(["candidate", "rejected", "accepted"]),
        )  # fmt: skip
        if number % 2 == 0:
            evidence(dice.choice(sources), start=70, end=80, event=made_event)
    ids = [each.public_id for rows in (places, actors, topics, resolutions, sources) for each in rows] + [
        "stm_01",
        "evt_02",
        "zzz_1",
    ]
    slugs = [each.slug for rows in (places, actors, topics) for each in rows] + ["nobody"]
    symbols, externals = [each.symbol for each in resolutions], [each.external_id for each in sources]
    return {"id": ids, "slug": slugs, "symbol": symbols, "externalId": externals}


def test_compiled_answers_equal_plain_ones(pools: dict[str, list[str]]) -> None:
    compared = 0
    for seed in range(NUMBER):
        query = Writer(seed, pools).operation()
        response = ask(query)
        if "errors" in response:
            assert {error["extensions"]["code"] for error in response["errors"]} == {"TOO_COMPLEX"}, (
                seed,
                query,
                response["errors"],
            )
            continue
        compared += 1
        assert response["data"] == slow(query), (seed, query)
    assert compared > NUMBER * 0.7
