"""The admin's pages: who may do what, what they show, what saving a form stores."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from conflictdb import models
from conflictdb.identity import public_id
from conflictdb.models import Actor, Decision, Event, Evidence, LoadRun, Location, Source, Statement
from tests.conflictdb.conftest import TEXT, Sample

DERIVED = {"Membership", "LocationAncestor", "TopicAncestor", "DatasetVersion", "Report"}
INLINE = {"ActorName", "ActorExternalId", "LocationName", "LocationExternalId", "TopicName", "Participant"}
ROLES = ("anonymous", "stranger", "viewers", "editors", "managers", "superuser")


def client_of(role: str) -> Client:
    """A browser that is logged in as somebody of that group; a stranger may log in and do nothing."""
    client = Client()
    if role != "anonymous":
        users: Any = get_user_model()._default_manager
        user = users.create_user(role, is_staff=True, is_superuser=role == "superuser")
        if role not in {"stranger", "superuser"}:
            user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
    return client


@pytest.fixture
def editor(sample: Sample) -> Client:
    return client_of("editors")


def page(row: Any) -> str:
    return reverse(f"admin:conflictdb_{row._meta.model_name}_change", args=[row.pk])


def listing(model: Any) -> str:
    return reverse(f"admin:conflictdb_{model._meta.model_name}_changelist")


def form_of(response: Any) -> dict[str, Any]:
    """What a browser would send for the page's form if nobody touched it."""
    form = response.context["adminform"].form
    data = {name: value for bound in form for name, value in [(bound.html_name, bound.value())] if value is not None}
    for inline in response.context["inline_admin_formsets"]:
        for bound in [*inline.formset.management_form, *(field for part in inline.formset.forms for field in part)]:
            if bound.value() is not None:
                data[bound.html_name] = bound.value()
    if panel := response.context.get("panel"):
        data["_opened"] = panel.opened
    return {name: value for name, value in data.items() if value is not False}


def save(client: Client, row: Any, **changes: Any) -> Any:
    """Open a record's page, change fields, press save; a value of None clears a field."""
    data = form_of(client.get(page(row)))
    data.update({name: "" if value is None else value for name, value in changes.items()})
    return client.post(page(row), data)


# ---------------------------------------------------------------- who may do what


def test_every_model_that_holds_facts_has_its_pages() -> None:
    registered = {model.__name__ for model in admin.site._registry}
    assert set(models.__all__) - DERIVED - INLINE <= registered


MATRIX = {
    # see the list, change a statement, add a statement, accept in the list
    "anonymous": (302, 302, 302, 302),
    "stranger": (403, 403, 403, 403),
    "viewers": (200, 403, 403, 200),
    "editors": (200, 302, 200, 200),
    "managers": (200, 302, 200, 200),
    "superuser": (200, 302, 200, 200),
}


@pytest.mark.parametrize("role", ROLES)
def test_the_groups_may_do_what_they_are_for(sample: Sample, role: str) -> None:
    opened = form_of(client_of("superuser" if role != "superuser" else "editors").get(page(sample.statement)))
    client = client_of(role)
    codes = (
        client.get(listing(Statement)).status_code,
        client.post(page(sample.statement), {**opened, "act": "warn"}).status_code,
        client.get(reverse("admin:conflictdb_statement_add")).status_code,
        client.post(listing(Statement), {"action": "accept_records", "_selected_action": [sample.statement.pk]}).status_code,
    )
    assert codes == MATRIX[role]
    may_change = role in {"editors", "managers", "superuser"}
    assert Statement.objects.get().act == ("warn" if may_change else "call")
    # the list only asks
    assert Statement.objects.get().review_status == ("corrected" if may_change else "candidate")


RECORDS = {"actor", "actorrelation", "affiliation", "event", "location", "provision", "resolution", "source", "statement"}
EVERYTHING = RECORDS | {"topic", "decision", "merge", "match", "ambiguousname", "evidence", "mention", "loadrun", "issue"}
KEPT = {"topic", "apikey"}
RIGHTS: dict[str, dict[str, set[str]]] = {
    "stranger": {"view": set(), "change": set(), "add": set()},
    "viewers": {"view": EVERYTHING, "change": set(), "add": set()},
    "editors": {"view": EVERYTHING, "change": RECORDS, "add": RECORDS - {"source"}},
    "managers": {"view": EVERYTHING | {"apikey"}, "change": RECORDS | KEPT, "add": RECORDS - {"source"} | KEPT},
    "superuser": {"view": EVERYTHING | {"apikey"}, "change": RECORDS | KEPT, "add": RECORDS - {"source"} | KEPT},
}


@pytest.mark.parametrize("role", RIGHTS)
def test_every_cell_of_the_matrix_of_rights(db: None, role: str) -> None:
    client_of(role)
    request: Any = RequestFactory().get("/admin/")
    request.user = get_user_model()._default_manager.get(username=role)
    pages = {
        str(model._meta.model_name): page for model, page in admin.site._registry.items() if model._meta.app_label == "conflictdb"
    }
    assert pages.keys() == EVERYTHING | KEPT
    found = {
        action: {name for name, page in pages.items() if getattr(page, f"has_{action}_permission")(request)}
        for action in ("view", "change", "add")
    }
    assert found == RIGHTS[role]
    assert [name for name, page in pages.items() if page.has_delete_permission(request)] == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("noun", ["actor", "affiliation", "event", "location", "resolution", "source", "statement", "topic"])
def test_nobody_deletes_a_record(sample: Sample, role: str, noun: str) -> None:
    model = next(model for model in admin.site._registry if model._meta.model_name == noun)
    row = model._default_manager.first()
    assert row is not None
    code = client_of(role).post(reverse(f"admin:conflictdb_{noun}_delete", args=[row.pk]), {"post": "yes"}).status_code
    assert code == (302 if role == "anonymous" else 403)
    assert model._default_manager.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        ("viewers", {"view_statement", "view_decision"}, {"change_statement", "add_event", "change_user"}),
        ("editors", {"change_statement", "add_event", "delete_actorname"}, {"delete_statement", "add_topic", "change_user"}),
        (
            "managers",
            {"change_statement", "change_topic", "view_user"},
            {"delete_actor", "change_user", "add_user", "change_group"},
        ),
    ],
)
def test_the_groups_have_their_permissions(db: None, role: str, may: set[str], may_not: set[str]) -> None:
    codes = set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))
    assert (may - codes, may_not & codes) == (set(), set())


# ---------------------------------------------------------------- what the pages show


@pytest.mark.parametrize("model", [model for model in admin.site._registry if model._meta.app_label == "conflictdb"])
def test_every_list_and_every_page_opens(sample: Sample, model: Any) -> None:
    client = client_of("superuser")
    assert client.get(listing(model)).status_code == 200
    for row in model._default_manager.all()[:3]:
        assert client.get(page(row)).status_code == 200
    assert client.get(listing(model), {"q": "Sampleville l'é"}).status_code == 200


def test_the_first_page_says_what_waits(sample: Sample) -> None:
    content = client_of("superuser").get(reverse("admin:index")).content.decode()
    assert "1 of 1 wait for review" in content
    assert "What sources say" in content


def test_the_first_page_begins_with_the_latest_load(sample: Sample) -> None:
    begin = timezone.now()
    for days in range(7):
        LoadRun.objects.create(command=f"load-{days}", started_at=begin + dt.timedelta(days=days), pipeline_version="x")
    runs = client_of("superuser").get(reverse("admin:index")).context["runs"]
    assert [run.command for run in runs] == ["load-6", "load-5", "load-4", "load-3", "load-2"]


def test_pairs_that_wait_are_counted_on_the_first_page_and_named_in_the_list(sample: Sample) -> None:
    for other, verdict in (("stm_b", None), ("stm_c", "apart")):
        models.Match.objects.create(one="stm_a", other=other, verdict=verdict)
    client = client_of("superuser")
    lines = {line["name"]: line for line in client.get(reverse("admin:index")).context["queue"]}
    assert (lines["matches"]["waiting"], lines["matches"]["all"]) == (1, 2)
    response = client.get(lines["matches"]["url"])
    assert [match.other for match in response.context["cl"].result_list] == ["stm_b"]
    assert [choice["display"] for choice in response.context["cl"].filter_specs[0].choices(response.context["cl"])] == [
        "waits",
        "they are one",
        "they are two",
        "all",
    ]


def test_the_evidence_stands_marked_in_its_surroundings(editor: Client, sample: Sample) -> None:
    content = editor.get(page(sample.statement)).content.decode()
    assert '<mark class="mark-evidence mark-cue" title="characters 0 to 79; the reporting words">called for</mark>' in content
    assert "mark-evidence mark-content" in content
    assert '<mark class="mark-content">what was said</mark>' in content
    assert "https://news.example/sample" in content
    assert "2025-03-17" in content


@pytest.mark.parametrize("noun", ["statement", "event", "source"])
def test_hostile_text_stays_text(editor: Client, sample: Sample, noun: str) -> None:
    content = editor.get(page(getattr(sample, noun))).content.decode()
    assert "<script>alert" not in content
    assert "&lt;script&gt;alert(&#x27;hostile&#x27;)&lt;/script&gt;" in content
    assert "<b>title</b>" not in content


def test_an_address_that_is_none_of_the_web_is_no_link(editor: Client, sample: Sample) -> None:
    Source.objects.update(url="javascript:alert(1)")
    assert 'href="javascript' not in editor.get(page(sample.statement)).content.decode()


def test_evidence_that_no_longer_stands_in_its_text_is_shown_as_such(editor: Client, sample: Sample) -> None:
    Source.objects.update(text=TEXT.replace("Monday", "Tuesday"))
    assert "The excerpt is not what stands in the source now" in editor.get(page(sample.statement)).content.decode()


def test_long_texts_are_cut_around_the_evidence(editor: Client, sample: Sample) -> None:
    long = "word " * 2000
    start = len(long)
    Source.objects.update(text=long + TEXT + long)
    Evidence.objects.filter(statement=sample.statement).update(
        start=start, end=start + 79, marks=[["cue", start + 38, start + 48]]
    )
    response = editor.get(page(sample.statement))
    shown = response.context["panel"].evidence.shown[0]
    assert not shown.differs
    assert shown.text.startswith("… word")
    assert shown.text.endswith(" …")
    assert ">called for</mark>" in shown.text
    assert len(shown.text) < 1500


def test_the_source_s_page_marks_mentions_and_what_rests_on_it(editor: Client, sample: Sample) -> None:
    content = editor.get(page(sample.source)).content.decode()
    assert f'<a href="{page(sample.speaker)}"><mark class="mark-affiliation mark-statement mark-actor"' in content
    assert 'class="mark-statement mark-location"' in content
    assert 'class="mark-event"' in content


def test_the_page_shows_the_machines_value_beside_the_persons(editor: Client, sample: Sample) -> None:
    save(editor, sample.statement, act="warn", speaker=sample.mission.pk, speaker_role=None)
    panel = editor.get(page(sample.statement)).context["panel"]
    values = {field.name: (str(field.machine), str(field.value)) for field in panel.decided}
    assert values["act"] == ("call", "warn")
    assert "Ana Example" in values["speaker"][0]
    assert "Example Mission" in values["speaker"][1]
    assert "cameo_code" not in values


# ---------------------------------------------------------------- saving


def test_saving_an_untouched_form_decides_nothing(editor: Client, sample: Sample) -> None:
    for row in (sample.statement, sample.event, sample.source, sample.fighters, sample.town, sample.post, sample.resolution):
        assert save(editor, row).status_code == 302
    assert Decision.objects.count() == 0
    assert Statement.objects.get().review_status == "candidate"


def test_changing_fields_is_a_decision_on_each(editor: Client, sample: Sample) -> None:
    save(editor, sample.statement, act="warn", topics=[sample.sanctions.pk], stance="opposes")
    row = Statement.objects.get()
    assert (row.act, row.stance, [topic.slug for topic in row.topics.all()], row.review_status) == (
        "warn",
        "opposes",
        ["sanctions"],
        "corrected",
    )
    assert sorted(Decision.objects.values_list("field", flat=True)) == ["act", "stance", "topics"]
    assert set(Decision.objects.values_list("decided_by__username", flat=True)) == {"editors"}


@pytest.mark.parametrize("button", ["_save", "_continue", "_addanother", "_accept", "_unlock"])
def test_the_note_is_kept_whatever_button_saves(editor: Client, sample: Sample, button: str) -> None:
    save(editor, sample.statement, act="warn", _note=" as the cue says ", **{button: "act"})
    notes = set(Decision.objects.filter(record=sample.statement.public_id).values_list("note", flat=True))
    assert notes == {"as the cue says"}


def test_participants_are_decided_in_the_events_form(editor: Client, sample: Sample) -> None:
    response = save(
        editor, sample.event,
        **{
            "participants-TOTAL_FORMS": 2, "participants-0-actor": None, "participants-1-role": "target",
            "participants-1-name": "an airport", "participants-1-position": 1, "participants-1-actor": "",
        },
    )  # fmt: skip
    assert response.status_code == 302
    event = Event.objects.get()
    assert event.locked_fields == ["participants"]
    assert event.machine["participants"] == [["agent", "Fighters", sample.fighters.public_id]]
    decision = Decision.objects.get()
    assert decision.value == [["agent", "Fighters", None], ["target", "an airport", None]]


def test_names_are_decided_in_the_actors_form(editor: Client, sample: Sample) -> None:
    response = save(editor, sample.fighters, **{"names-0-DELETE": "on"})
    assert response.status_code == 302
    actor = Actor.objects.get(pk=sample.fighters.pk)
    assert (actor.locked_fields, [name.name for name in actor.names.all()]) == (["names"], ["Front d'exemple"])
    assert actor.machine["names"] == [["en", "Fighters' Front"], ["fr", "Front d'exemple"]]


def test_a_value_is_taken_back_by_its_button(editor: Client, sample: Sample) -> None:
    save(editor, sample.statement, act="warn")
    assert save(editor, sample.statement, _unlock="act").status_code == 302
    row = Statement.objects.get()
    assert (row.act, row.locked_fields, row.review_status) == ("call", [], "candidate")


@pytest.mark.parametrize(("button", "status"), [("_accept", "accepted"), ("_reject", "rejected")])
def test_the_buttons_judge_and_lead_to_the_next_that_waits(editor: Client, sample: Sample, button: str, status: str) -> None:
    values = {"source": sample.source, "text": "words", "kind": "direct", "act": "call", "speaker_text": "Somebody"}
    other = Statement.objects.create(public_id=public_id("statement", "other"), confidence=0.3, **values)
    Statement.objects.create(public_id=public_id("statement", "done"), confidence=0.1, review_status="accepted", **values)
    response = save(editor, sample.statement, **{button: "next", "_note": "seen"})
    assert (response.status_code, response["Location"]) == (302, page(other))
    assert Statement.objects.get(pk=sample.statement.pk).review_status == status
    assert Decision.objects.values_list("field", "value", "note").get() == ("review_status", status, "seen")


def test_a_form_that_somebody_overtook_is_refused(editor: Client, sample: Sample) -> None:
    opened = form_of(editor.get(page(sample.statement)))
    save(editor, sample.statement, act="warn")
    response = editor.post(page(sample.statement), {**opened, "act": "deny"})
    assert response.status_code == 200
    assert "Somebody changed this record" in response.content.decode()
    assert Statement.objects.get().act == "warn"


@pytest.mark.parametrize(
    ("noun", "changes", "message"),
    [
        ("statement", {"said_from": "2025-03-18"}, "The last day lies before the first."),
        ("event", {"ends_on": "2025-03-01"}, "The last day lies before the first."),
        ("event", {"killed_low": 5, "killed_high": 3}, "The greatest number lies below the least."),
        ("town", {"longitude": None}, "Give latitude and longitude, or neither."),
        ("post", {"until": "2020-01-01"}, "The last day lies before the first."),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    editor: Client, sample: Sample, noun: str, changes: dict[str, Any], message: str
) -> None:
    response = save(editor, getattr(sample, noun), **changes)
    assert response.status_code == 200
    assert message in response.content.decode()
    assert Decision.objects.count() == 0


def test_a_post_of_somebody_else_is_refused(editor: Client, sample: Sample) -> None:
    response = save(editor, sample.statement, speaker=sample.mission.pk)
    assert "This is a post of Ana Example, not of the speaker." in response.content.decode()


def test_a_place_cannot_lie_in_itself(editor: Client, sample: Sample) -> None:
    country = Location.objects.get(slug="drc")
    assert "lies in this place itself" in save(editor, country, parent=sample.town.pk).content.decode()


# ---------------------------------------------------------------- what a page says


@pytest.mark.parametrize(
    ("noun", "said"),
    [
        ("event", "Territory capture: Fighters took"),
        ("speaker", 'title="characters 0 to 11">Ana Example</mark>, head of Example Mission, called'),
        ("town", "called for calm in <mark"),
        ("statement", '<link rel="icon" href="data:,">'),
    ],
)
def test_a_page_says(editor: Client, sample: Sample, noun: str, said: str) -> None:
    assert said in editor.get(page(getattr(sample, noun))).content.decode()


def test_a_resolution_shows_the_sentences_that_name_it(editor: Client, sample: Sample) -> None:
    assert "Where sources name it" not in editor.get(page(sample.resolution)).content.decode()
    sample.source.mentions.create(start=13, end=17, text="head", resolution=sample.resolution)
    html = editor.get(page(sample.resolution)).content.decode()
    assert "Where sources name it" in html
    assert 'Ana Example, <mark class="mark-resolution" title="characters 13 to 17">head</mark> of Example Mission' in html


def test_a_load_s_counts_are_a_table_in_words(db: None) -> None:
    counts = {"read": 2, "records": {"new_ones": 7}}
    run = LoadRun.objects.create(command="load_articles", started_at=timezone.now(), status="refused_some", counts=counts)
    html = client_of("editors").get(page(run)).content.decode()
    assert "<tr><th>read</th><td>2</td></tr>" in html
    assert "<tr><th>new ones</th><td>7</td></tr>" in html
    assert ">refused some</span>" in html


# ---------------------------------------------------------------- adding


def new_statement(sample: Sample, **more: Any) -> dict[str, Any]:
    return {
        "text": "its airport", "kind": "indirect", "act": "announce", "speaker_text": "Fighters", "date_precision": "unknown",
        "source": sample.source.pk, "evidence-TOTAL_FORMS": 1, "evidence-INITIAL_FORMS": 0, "evidence-0-source": sample.source.pk,
        "evidence-0-excerpt": "Fighters took Sampleville", **more,
    }  # fmt: skip


def test_a_statement_that_a_person_adds_rests_on_words_of_a_source(editor: Client, sample: Sample) -> None:
    response = editor.post(reverse("admin:conflictdb_statement_add"), new_statement(sample))
    assert response.status_code == 302
    row = Statement.objects.exclude(pk=sample.statement.pk).get()
    assert (row.public_id, row.review_status) == (public_id("statement", "sample", "fighters", "its airport", 1), "accepted")
    assert {"text", "act", "speaker"} <= set(row.locked_fields)
    found = row.evidence.get()
    assert (found.excerpt, TEXT[found.start : found.end], found.extractor) == (
        "Fighters took Sampleville",
        "Fighters took Sampleville",
        "by hand",
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"evidence-0-excerpt": "words of nobody"}, "do not stand so in the source"),
        ({"evidence-0-excerpt": "Sampleville"}, "stand 2 times in the source, at 57, 128"),
        ({"evidence-TOTAL_FORMS": 0}, "Please submit at least 1 form"),
    ],
)
def test_evidence_that_is_not_there_is_refused(editor: Client, sample: Sample, change: dict[str, Any], message: str) -> None:
    response = editor.post(reverse("admin:conflictdb_statement_add"), new_statement(sample, **change))
    assert response.status_code == 200
    assert message in response.content.decode()
    assert Statement.objects.count() == 1


def test_the_source_is_asked_for_once(editor: Client, sample: Sample) -> None:
    html = editor.get(reverse("admin:conflictdb_statement_add")).content.decode()
    assert "urther evidence" not in html
    data = new_statement(sample, **{"evidence-0-source": ""})
    assert editor.post(reverse("admin:conflictdb_statement_add"), data).status_code == 302
    assert Statement.objects.exclude(pk=sample.statement.pk).get().evidence.get().source == sample.source
    refused = editor.post(reverse("admin:conflictdb_statement_add"), {**data, "source": ""})
    assert (refused.status_code, Statement.objects.count()) == (200, 2)


def test_an_actor_that_a_person_adds_has_the_id_of_its_slug(editor: Client, sample: Sample) -> None:
    data = {"name": "New Front", "slug": "new-front", "kind": "armed_group", "gender": "", "description": ""}
    for prefix in ("names", "affiliations", "relations", "external_ids"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    assert editor.post(reverse("admin:conflictdb_actor_add"), data).status_code == 302
    row = Actor.objects.get(slug="new-front")
    assert (row.public_id, row.review_status, row.folded) == (public_id("actor", "new-front"), "accepted", "new front")
