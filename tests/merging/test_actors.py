"""Two actors made one by a person, and taken apart again."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from conflictdb.merging.actors import ActorMergeError, merge_actors, part_actors
from conflictdb.merging.variants import propose_variants
from conflictdb.merging.verdicts import judge, undo
from conflictdb.models import Actor, Match, Mention, Merge, Statement
from conflictdb.vocabularies import Verdict
from tests.api.asking import data
from tests.merging.invented import STORIES, changed, store, store_stories
from tests.merging.test_scenario import standing

pytestmark = pytest.mark.django_db
BY_SLUG = "query($slug: String!) { actor(slug: $slug) { slug statements { totalCount } } }"


@pytest.fixture
def manager() -> Any:
    return get_user_model().objects.create_user("manager")


@pytest.fixture
def two() -> tuple[Actor, Actor]:
    """The known Ana, and the candidate that the stories made."""
    store_stories(STORIES)
    known = Actor.objects.create(slug="ana-maria-example", name="Ana Maria Example", kind="person", is_reference=True)
    printed = Actor.objects.get(slug="ana-example")
    Mention.objects.create(source=Statement.objects.all()[0].source, start=0, end=3, text="Ana", actor=printed)
    return known, printed


def test_what_named_the_one_names_the_other_through_loads_and_back(manager: Any, two: tuple[Actor, Actor]) -> None:
    known, printed = two
    number = standing(Statement, speaker=printed).count()
    merge = merge_actors(known, printed, manager)
    assert standing(Statement, speaker=known).count() == number
    assert Mention.objects.get().actor == known
    assert data(BY_SLUG, slug="ana-example")["actor"] == {"slug": "ana-maria-example", "statements": {"totalCount": number}}
    store(changed(STORIES[0], quotes=("a new sentence about the bridge across the river",)))
    assert not standing(Statement, speaker=printed).exists()
    part_actors(merge, manager)
    assert standing(Statement, speaker=printed).exists()
    assert not standing(Statement, speaker=known, text__startswith="nobody").exists()
    assert Mention.objects.get().actor == printed
    assert data(BY_SLUG, slug="ana-example")["actor"]["slug"] == "ana-example"


def test_what_is_shipped_is_never_merged_away(manager: Any, two: tuple[Actor, Actor]) -> None:
    known, printed = two
    with pytest.raises(ActorMergeError, match="shipped"):
        merge_actors(printed, known, manager)
    assert not Merge.objects.filter(record=known.public_id).exists()


def test_names_of_one_person_in_two_spellings_are_proposed_once_and_answered(manager: Any, two: tuple[Actor, Actor]) -> None:
    Actor.objects.create(slug="bo-example", name="Bo Example", kind="person")  # another first name
    assert (propose_variants(), propose_variants()) == (1, 0)
    proposal = Match.objects.get()
    assert {proposal.one, proposal.other} == {actor.public_id for actor in two}
    judge(proposal, Verdict.SAME, manager)
    merge = Merge.objects.get(record__startswith="act_")
    assert (merge.record, merge.kept) == (two[1].public_id, two[0].public_id)
    undo(merge.record, manager)
    assert propose_variants() == 0
    assert Actor.objects.get(pk=two[1].pk).withdrawn_at is None
