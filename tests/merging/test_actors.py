"""Two actors made one by a person, and taken apart again."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from conflictdb.checks import check_dataset
from conflictdb.merging.actors import ThingMergeError, merge_things, part_things
from conflictdb.merging.variants import propose_variants
from conflictdb.merging.verdicts import UnmergeableError, judge, make_one, undo
from conflictdb.models import Actor, Match, Mention, Merge, Statement
from conflictdb.reviews import decide, unlock
from conflictdb.vocabularies import ActorKind, Verdict
from loaders.records import ActorRef
from loaders.reference import Reference, ReferenceActor
from loaders.report import RecordCounts
from loaders.store.article import store_article
from loaders.store.gazetteer import gazetteer_from_rows
from loaders.store.named import Named
from loaders.store.reference import store_reference
from tests.api.asking import data
from tests.merging.invented import LONGER, STORIES, changed, extraction, store, store_stories
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
    merge = merge_things(known, printed, manager)
    assert standing(Statement, speaker=known).count() == number
    assert Mention.objects.get().actor == known
    assert data(BY_SLUG, slug="ana-example")["actor"] == {"slug": "ana-maria-example", "statements": {"totalCount": number}}
    store(changed(STORIES[0], quotes=("a new sentence about the bridge across the river",)))
    assert not standing(Statement, speaker=printed).exists()
    printed.refresh_from_db()
    assert printed.withdrawn_at is not None  # what names it again does not revive it
    part_things(merge, manager)
    assert standing(Statement, speaker=printed).exists()
    assert not standing(Statement, speaker=known, text__startswith="nobody").exists()
    assert Mention.objects.get().actor == printed
    assert data(BY_SLUG, slug="ana-example")["actor"]["slug"] == "ana-example"


def names(actor: Actor) -> list[str]:
    return sorted(row.name for row in actor.names.all())


def test_names_of_the_one_are_names_of_the_other_for_linking_and_search(manager: Any, two: tuple[Actor, Actor]) -> None:
    known, printed = two
    known.names.create(name="ANA EXAMPLE")  # borne already, whatever its case
    printed.names.create(name="Mme Exemple", language="fr")
    merge = merge_things(known, printed, manager)
    assert names(known) == ["ANA EXAMPLE", "Mme Exemple"]
    assert gazetteer_from_rows().actors["ana-maria-example"].names == ("Ana Maria Example", "ANA EXAMPLE", "Mme Exemple")
    search = '{ search(text: "mme exemple", types: [ACTOR]) { nodes { ... on Actor { slug aliases } } } }'
    assert data(search)["search"]["nodes"] == [{"slug": known.slug, "aliases": ["ANA EXAMPLE", "Mme Exemple"]}]
    part_things(merge, manager)
    assert (names(known), names(printed)) == (["ANA EXAMPLE"], ["Mme Exemple"])
    assert data(search)["search"]["nodes"] == [{"slug": printed.slug, "aliases": ["Mme Exemple"]}]


def test_names_of_a_merge_stay_with_reference_data_and_with_what_persons_decide(manager: Any, two: tuple[Actor, Actor]) -> None:
    known, printed = two
    merge = merge_things(known, printed, manager)
    aliases = (("", "A. M. Example"), ("", "Ana Example"))
    shipped = ReferenceActor(known.slug, known.name, ActorKind.PERSON, None, "", "", aliases, (), (), ())
    for _ in range(2):
        store_reference(Reference((shipped,), (), (), ()))
        assert names(known) == ["A. M. Example", "Ana Example"]
    known.refresh_from_db()
    decide(known, {"names": [("", "Ana E."), ("", "Ana Example")]}, manager)
    unlock(known, ["names"], manager)
    assert "Ana Example" in names(known)
    part_things(merge, manager)
    assert "Ana Example" not in names(known)


def test_what_is_shipped_is_never_merged_away(manager: Any, two: tuple[Actor, Actor]) -> None:
    known, printed = two
    with pytest.raises(ThingMergeError, match="shipped"):
        merge_things(printed, known, manager)
    assert not Merge.objects.filter(record=known.public_id).exists()


def test_a_person_is_never_made_one_with_a_body(manager: Any, two: tuple[Actor, Actor]) -> None:
    body = Actor.objects.create(slug="experts", name="Panel of experts", kind="igo")
    with pytest.raises(ThingMergeError, match="a person and a body can't be one"):
        merge_things(two[0], body, manager)


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


def test_two_actors_of_the_list_are_merged_in_the_admin_and_taken_back(client: Client, two: tuple[Actor, Actor]) -> None:
    known, printed = two
    user = get_user_model().objects.create_superuser("root")
    client.force_login(user)

    def act(*rows: Actor, **more: str) -> str:
        asked = {"action": "merge_two", "_selected_action": [row.pk for row in rows], **more}
        content = client.post(reverse("admin:conflictdb_actor_changelist"), asked, follow=True).content.decode()
        return unescape(content)

    assert "Choose two actors, no more and no less." in act(known)
    number = standing(Statement, speaker=printed).count()
    page = act(known, printed)
    assert f'<th scope="row">statements made</th><td class="number">–</td><td class="number">{number}</td>' in page
    assert '<th scope="row">mentions</th><td class="number">–</td><td class="number">1</td>' in page
    assert not Merge.objects.filter(record__startswith="act_").exists()
    done = act(known, printed, _confirmed="1", _kept=known.public_id, _note="her full name")
    assert f"({printed.public_id}) is {known} ({known.public_id}) now." in done
    merge = Merge.objects.get(record__startswith="act_", ended_at=None)
    assert (merge.record, merge.kept, merge.note) == (printed.public_id, known.public_id, "her full name")
    client.post(reverse("admin:conflictdb_merge_changelist"), {"action": "undo_merges", "_selected_action": [merge.pk]})
    printed.refresh_from_db()
    assert printed.withdrawn_at is None


def test_a_proposed_pair_of_actors_is_shown_with_what_moves_before_it_is_merged(
    admin_client: Client, two: tuple[Actor, Actor]
) -> None:
    known, printed = two
    propose_variants()
    proposal = Match.objects.get()
    address = reverse("admin:conflictdb_match_changelist")
    asked: dict[str, Any] = {"action": "are_one", "_selected_action": [proposal.pk]}
    page = unescape(admin_client.post(address, asked).content.decode())
    assert '<th scope="row">mentions</th><td class="number">–</td><td class="number">1</td>' in page
    assert f'value="{known.public_id}" checked' in page
    assert "can't stay: ana-maria-example is shipped" in page
    assert not Merge.objects.filter(record__startswith="act_").exists()
    admin_client.post(address, {**asked, "_confirmed": "1", f"_kept_{proposal.pk}": known.public_id})
    merge = Merge.objects.get(record__startswith="act_")
    assert (merge.record, merge.kept, Match.objects.get().verdict) == (printed.public_id, known.public_id, "same")


def test_two_shipped_actors_are_not_merged_in_the_admin(client: Client, two: tuple[Actor, Actor]) -> None:
    other = Actor.objects.create(slug="bo-example", name="Bo Example", kind="person", is_reference=True)
    client.force_login(get_user_model().objects.create_superuser("root"))
    asked = {"action": "merge_two", "_selected_action": [two[0].pk, other.pk]}
    content = client.post(reverse("admin:conflictdb_actor_changelist"), asked, follow=True).content.decode()
    assert "is shipped with conflictdb" in content
    assert not Match.objects.filter(one__startswith="act_").exists()


def test_a_chain_of_merges_is_taken_apart_link_by_link(manager: Any, two: tuple[Actor, Actor]) -> None:
    known, printed = two
    middle = Actor.objects.create(slug="a-example", name="A. Example", kind="person")
    printed.names.create(name="A. E.")
    first = merge_things(middle, printed, manager)
    assert names(middle) == ["A. E.", "Ana Example"]
    second = merge_things(known, middle, manager)
    assert names(known) == ["A. E.", "A. Example", "Ana Example"]
    first.refresh_from_db()
    assert first.kept == known.public_id
    part_things(second, manager)
    first.refresh_from_db()
    assert (first.kept, Mention.objects.get().actor) == (middle.public_id, middle)
    assert (names(known), names(middle)) == ([], ["A. E.", "Ana Example"])
    assert not standing(Statement, speaker=known).exists()
    part_things(first, manager)
    assert Mention.objects.get().actor == printed
    assert (names(middle), names(printed)) == ([], ["A. E."])


def test_a_chain_of_merges_is_taken_apart_from_its_other_end(manager: Any, two: tuple[Actor, Actor]) -> None:
    known, printed = two
    middle = Actor.objects.create(slug="a-example", name="A. Example", kind="person")
    number = standing(Statement, speaker=printed).count()
    first, second = merge_things(middle, printed, manager), merge_things(known, middle, manager)
    undo(printed.public_id, manager)
    assert standing(Statement, speaker=printed).count() == number
    assert (names(known), names(middle), names(printed)) == (["A. Example"], [], [])
    assert data(BY_SLUG, slug="a-example")["actor"]["slug"] == known.slug
    undo(middle.public_id, manager)
    assert (names(known), names(middle), standing(Statement, speaker=printed).count()) == ([], [], number)
    assert {merge.ended_at is None for merge in Merge.objects.filter(pk__in=[first.pk, second.pk])} == {False}
    assert [finding for finding in check_dataset() if finding.check in {"merges", "references"}] == []


def test_a_load_under_way_sees_what_a_person_merged_meanwhile(manager: Any, two: tuple[Actor, Actor]) -> None:
    known, printed = two
    named = Named(RecordCounts())
    story = changed(STORIES[0], quotes=("a new sentence about the bridge across the river",))
    store_article(extraction(story), named=named, pipeline="test-1")
    merge = merge_things(known, printed, manager)
    again = changed(STORIES[3], name="more", quotes=("the school by the bridge opens its doors in a week",))
    store_article(extraction(again), named=named, pipeline="test-1")
    assert not standing(Statement, speaker=printed).exists()
    part_things(merge, manager)
    store_article(extraction(changed(again, name="most")), named=named, pipeline="test-1")
    assert not standing(Statement, speaker=known).exists()


def test_of_two_persons_who_merge_at_once_the_second_is_told(manager: Any, two: tuple[Actor, Actor]) -> None:
    known, printed = two
    stale = Actor.objects.get(pk=printed.pk)  # as a second page has it
    other = Actor.objects.create(slug="a-example", name="A. Example", kind="person")
    make_one(known, printed, manager)
    with pytest.raises(UnmergeableError, match="withdrawn, rejected or merged"):
        make_one(other, stale, manager)
    assert Merge.objects.get(record=printed.public_id).kept == known.public_id


def test_wordings_of_one_description_share_a_row_through_loads() -> None:
    wordings = ("all armed groups", "the armed groups", "certain armed groups")
    speakers = [ActorRef(None, name, ActorKind.ARMED_GROUP, name, described=True) for name in wordings]
    stories = [changed(story, quotes=(LONGER,), speaker=said) for story, said in zip(STORIES, speakers, strict=False)]
    fishermen = ActorRef(None, "fishermen", ActorKind.COMMUNITY, "fishermen", described=True)
    store_stories([*stories, changed(STORIES[3], speaker=fishermen)])
    store_stories(stories)
    rows = dict(Actor.objects.filter(described=True).values_list("slug", "name"))
    assert rows == {"described-armed-groups": "the armed groups", "described-fishermen": "fishermen"}
    assert not Actor.objects.filter(described=True, withdrawn_at__isnull=False).exists()
