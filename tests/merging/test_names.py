"""Names that may mean several known actors: unlinked, with the candidates, until a person chooses; the choice holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from conflictdb.merging.names import UnanswerableError, ask_again, choose, choose_new, ignore
from conflictdb.models import Actor, AmbiguousName, Decision, Mention, Source, Statement
from conflictdb.vocabularies import ActorKind
from loaders.records import ActorRef, Candidate, MentionRecord
from loaders.report import RecordCounts
from loaders.store.article import Stored, store_article
from loaders.store.named import Named
from tests.merging.invented import STORIES, base, changed, dataset, extraction
from tests.merging.test_scenario import standing

pytestmark = pytest.mark.django_db
CANDIDATES = (Candidate("ana-example-bo", 0.8, ("title",)), Candidate("ana-example-cy", 0.8, ("title",)))
NAME = ActorRef(None, "Example", ActorKind.PERSON, "Example", CANDIDATES)
STORY = changed(STORIES[0], speaker=NAME)


@pytest.fixture
def manager() -> Any:
    return get_user_model().objects.create_user("manager")


@pytest.fixture
def known() -> Actor:
    """One of the two candidates."""
    base()
    for name in ("Bo", "Cy"):
        Actor.objects.create(slug=f"ana-example-{name.lower()}", name=f"{name} Example", kind="person", is_reference=True)
    return Actor.objects.get(slug="ana-example-bo")


def load(story: Any = STORY) -> Stored:
    read = extraction(story)
    if story.speaker.candidates:
        start = read.document.text.index("Example said")
        read = replace(read, mentions=(MentionRecord(start, start + 7, "Example", actor=story.speaker),))
    return store_article(read, named=Named(RecordCounts()), pipeline="test-1")


def test_the_name_is_kept_unlinked_with_its_candidates(known: Actor) -> None:
    load()
    name = AmbiguousName.objects.get()
    assert (name.text, name.answer, name.chosen) == ("Example", None, "")
    assert [(score, reasons) for _, score, reasons in name.candidates] == [(0.8, ["title"])] * 2
    assert name.candidates[0][0] == known.public_id
    said = standing(Statement).get()
    assert (said.speaker, said.speaker_text) == (None, "Ana Example")
    assert not Mention.objects.exists()
    assert not Actor.objects.filter(name="Example").exists()


def test_a_choice_links_the_source_at_once_and_through_every_load(known: Actor, manager: Any) -> None:
    load()
    name = AmbiguousName.objects.get()
    choose(name, known, manager, "the minister")
    assert standing(Statement).get().speaker == known
    assert Mention.objects.get().actor == known
    assert Decision.objects.get(record=name.public_id).value == known.public_id
    before = dataset()
    stored = load()
    assert (stored.changes.all, dataset()) == ([], before)
    assert Mention.objects.get().actor == known
    load(changed(STORY, quotes=("a wholly other thing is told here now",)))
    assert standing(Statement).get().speaker == known
    ask_again(name, manager)
    assert standing(Statement).get().speaker is None
    assert not Mention.objects.exists()


def test_a_new_actor_or_nobody(known: Actor, manager: Any) -> None:
    load()
    name = AmbiguousName.objects.get()
    actor = choose_new(name, manager)
    assert (actor.slug, actor.review_status, standing(Statement).get().speaker) == ("example", "accepted", actor)
    ignore(name, manager)
    assert standing(Statement).get().speaker is None
    known.withdrawn_at = Source.objects.get().loaded_at
    with pytest.raises(UnanswerableError, match="choose one that stands"):
        choose(name, known, manager)


def test_what_a_source_no_longer_says_goes_unless_it_was_answered(known: Actor, manager: Any) -> None:
    load()
    load(STORIES[0])
    assert not AmbiguousName.objects.exists()
    load()
    choose(AmbiguousName.objects.get(), known, manager)
    load(STORIES[0])
    load()
    assert AmbiguousName.objects.get().chosen == known.public_id
    assert standing(Statement).get().speaker == known


def test_the_queue_shows_the_candidates_and_takes_the_answer(admin_client: Any, known: Actor) -> None:
    load()
    name = AmbiguousName.objects.get()
    queue = reverse("admin:conflictdb_ambiguousname_changelist")
    page = reverse("admin:conflictdb_ambiguousname_change", args=[name.pk])
    assert "Bo Example" in admin_client.get(queue).content.decode()
    assert "<mark>Example</mark>" in admin_client.get(page).content.decode()
    assert "Choose whom the name means" in admin_client.post(page, {}).content.decode()
    admin_client.post(page, {"_means": known.public_id, "_note": "the minister"})
    name.refresh_from_db()
    assert name.decided_by
    assert (name.chosen, name.answer, name.note, name.decided_by.username) == (known.public_id, "chosen", "the minister", "admin")
    assert "means Bo Example in this source" in admin_client.get(queue).content.decode()
    assert "Bo Example" not in admin_client.get(queue).content.decode()
    assert "Bo Example" in admin_client.get(f"{queue}?answer=chosen").content.decode()
    admin_client.post(page, {"_means": "again"})
    assert standing(Statement).get().speaker is None


def test_who_only_looks_may_not_answer(client: Any, known: Actor, django_user_model: Any) -> None:
    from django.contrib.auth.models import Group

    load()
    viewer = django_user_model.objects.create_user("viewer", is_staff=True)
    viewer.groups.add(Group.objects.get(name="viewers"))
    client.force_login(viewer)
    page = reverse("admin:conflictdb_ambiguousname_change", args=[AmbiguousName.objects.get().pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"_means": known.public_id}).status_code == 403
    assert AmbiguousName.objects.get().answer is None
