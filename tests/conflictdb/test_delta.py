"""Deltas: the older version and what changed make the newer one, byte for byte; what does not fit is refused."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from conflictdb.export.apply import Applied, apply_deltas
from conflictdb.export.manifest import NAME, SUMS, read_manifest
from conflictdb.export.publish import DELTAS, UnknownVersionError, delta_since, prune, publish
from conflictdb.identity import public_id
from conflictdb.merging.actors import merge_things, part_things
from conflictdb.models import (
    Actor,
    ActorName,
    ActorRelation,
    Affiliation,
    Event,
    Evidence,
    Location,
    Mention,
    Merge,
    Participant,
    Provision,
    Report,
    Source,
    Statement,
    Topic,
)
from tests.conflictdb.conftest import Sample
from tests.conflictdb.test_export import forget_everything, ids, lines, run

pytestmark = pytest.mark.usefixtures("quick_exports")
ROOT = Path(__file__).resolve().parent.parent.parent
LATER = dt.date(2025, 3, 18)
TWIN = public_id("statement", "sample", "ana example", "calm", 1)
Change = Callable[[Sample], object]


def tombstones(folder: Path) -> list[tuple[str, str, str, str | None]]:
    path = folder / "delta" / "removed.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    return [(row["noun"], row["id"], row["reason"], row["merged_into"]) for row in rows]


def told(folder: Path) -> Any:
    manifest = read_manifest(folder)
    assert manifest
    return manifest["delta"]


def counts(folder: Path) -> dict[str, tuple[int, int, int]]:
    """The nouns of which something changed: how many records were added, changed, removed."""
    found = {noun: (count["added"], count["changed"], count["removed"]) for noun, count in told(folder)["counts"].items()}
    return {noun: numbers for noun, numbers in found.items() if any(numbers)}


def restore(folder: Path) -> None:
    """A database that holds this version and nothing else."""
    for model in (Merge, Report):
        model.objects.all().delete()
    forget_everything()
    call_command("loaddata", *sorted(map(str, (folder / "fixtures").glob("*.json"))), verbosity=0)


def data(folder: Path) -> dict[str, bytes]:
    found = [*folder.glob("*.jsonl"), *(folder / "fixtures").iterdir()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


# ---------------------------------------------------------------- changes


def twin(sample: Sample) -> Statement:
    """Another statement of the same source, with evidence and all."""
    row = Statement.objects.create(
        public_id=TWIN, source=sample.source, text="calm", kind="indirect", act="call", speaker=sample.speaker,
        speaker_text="Ana Example", said_from=LATER, said_to=LATER, date_precision="day", machine={"b": 1, "a": [1.5, None]},
    )  # fmt: skip
    row.topics.add(sample.ceasefire, sample.sanctions)
    row.mentioned_locations.add(sample.town)
    Evidence.objects.create(
        source=sample.source, start=0, end=20, excerpt="x", extractor="verb", statement=row, marks=[["cue", 1, 2]]
    )
    return row


def added(sample: Sample) -> None:
    twin(sample)
    place = Location.objects.create(slug="new-place", name="New Place", kind="city", parent=sample.town)
    below = Location.objects.create(slug="a-quarter", name="Quarter", kind="city", parent=place)
    below.names.create(name="Quartier", language="fr")
    actor = Actor.objects.create(slug="new-actor", name="New Actor", kind="armed_group", country=None)
    ActorRelation.objects.create(actor=actor, other=sample.fighters, kind="supports")
    Mention.objects.create(source=sample.source, start=20, end=30, text="New", actor=actor, location=place)
    Provision.objects.create(public_id=public_id("provision", "x"), resolution=sample.resolution, act="call", text="Calm.")


def changed(sample: Sample) -> None:
    Statement.objects.update(act="warn", locked_fields=["act"], review_status="corrected")
    sample.statement.topics.set([sample.sanctions])
    Event.objects.update(killed=13, location=None)
    ActorName.objects.filter(language="fr").update(name="Le front d'exemple")
    Evidence.objects.filter(event=sample.event).update(marks=[], confidence=0.25)
    Affiliation.objects.update(until=LATER)
    Participant.objects.update(role="target")
    Topic.objects.filter(slug="sanctions").update(parent=sample.ceasefire)
    Mention.objects.filter(actor=sample.speaker).delete()


def withdrawn(sample: Sample) -> None:
    Event.objects.update(withdrawn_at=timezone.now())


def rejected(sample: Sample) -> None:
    Actor.objects.filter(pk=sample.speaker.pk).update(review_status="rejected")


def uprooted(sample: Sample) -> None:
    """A country that does not stand any more, with places below it."""
    place = Location.objects.create(slug="a-quarter", name="A Quarter", kind="city", parent=sample.town)
    Location.objects.create(slug="a-street", name="A Street", kind="city", parent=place)
    Location.objects.create(slug="a-country", name="A Country", kind="country")
    Location.objects.filter(slug="drc").update(review_status="rejected")


def merged(sample: Sample) -> None:
    """A second report of the statement, stored as a merge stores it."""
    kept = sample.statement.public_id
    Merge.objects.create(record=TWIN, kept=kept, score=0.9, parts={"words": 0.9}, rule="test")
    Statement.objects.filter(public_id=TWIN).update(withdrawn_at=timezone.now())
    Evidence.objects.filter(statement__public_id=TWIN).update(statement=sample.statement)
    for identifier in (TWIN, kept):
        Report.objects.create(
            public_id=identifier, natural=identifier, kept=kept, source=sample.source, values={"text": "calm"}, marks=[3, 1]
        )


def undone(sample: Sample) -> None:
    Merge.objects.update(ended_at=timezone.now())
    Report.objects.filter(public_id=TWIN).update(kept=TWIN)
    Statement.objects.filter(public_id=TWIN).update(withdrawn_at=None)
    Evidence.objects.filter(start=0, end=20).update(statement=Statement.objects.get(public_id=TWIN))


def remerged(sample: Sample) -> None:
    """The merge and its reports stand, with other reasons."""
    Merge.objects.update(ended_at=timezone.now())
    Merge.objects.create(record=TWIN, kept=sample.statement.public_id, rule="by hand")
    Report.objects.update(values={"text": "great calm"})


def nothing(sample: Sample) -> None:
    pass


def all_of(*changes: Change) -> Change:
    return lambda sample: [change(sample) for change in changes]


CASES: dict[str, tuple[Change, Change, dict[str, tuple[int, int, int]]]] = {
    "added": (
        nothing,
        added,
        {"actors": (1, 0, 0), "locations": (2, 0, 0), "resolutions": (0, 1, 0), "sources": (0, 1, 0), "statements": (1, 0, 0)},
    ),
    "changed": (
        nothing,
        changed,
        {"actors": (0, 2, 0), "topics": (0, 1, 0), "sources": (0, 1, 0), "statements": (0, 1, 0), "events": (0, 1, 0)},
    ),
    "withdrawn": (nothing, withdrawn, {"events": (0, 0, 1)}),
    "rejected": (nothing, rejected, {"actors": (0, 0, 1), "sources": (0, 1, 0), "statements": (0, 1, 0)}),
    "uprooted": (nothing, uprooted, {"actors": (0, 1, 0), "locations": (3, 1, 1)}),
    "merged": (twin, merged, {"statements": (0, 1, 1), "merges": (1, 0, 0), "reports": (2, 0, 0)}),
    "undone": (all_of(twin, merged), undone, {"statements": (1, 1, 0), "merges": (0, 0, 1), "reports": (0, 0, 2)}),
    "merged otherwise": (all_of(twin, merged), remerged, {"merges": (0, 1, 0), "reports": (0, 2, 0)}),
    "all at once": (
        twin,
        all_of(changed, merged, withdrawn, rejected),
        {
            "actors": (0, 1, 1), "topics": (0, 1, 0), "sources": (0, 1, 0), "statements": (0, 1, 1), "events": (0, 0, 1),
            "merges": (1, 0, 0), "reports": (2, 0, 0),
        },
    ),
}  # fmt: skip


def two_versions(sample: Sample, tmp_path: Path, before: Change, change: Change) -> tuple[Path, Path]:
    before(sample)
    older = publish(tmp_path, allow_shrinking=True).folder
    change(sample)
    return older, publish(tmp_path, allow_shrinking=True).folder


# ---------------------------------------------------------------- the older version and the delta make the newer one


@pytest.mark.parametrize(("before", "change", "numbers"), CASES.values(), ids=CASES)
def test_base_and_delta_make_the_full_version(
    sample: Sample, tmp_path: Path, before: Change, change: Change, numbers: dict[str, tuple[int, int, int]]
) -> None:
    older, newer = two_versions(sample, tmp_path, before, change)
    assert counts(newer) == numbers
    restore(older)
    applied = apply_deltas([newer])
    assert (applied.version, applied.saved + applied.removed > 0) == (newer.name, True)
    assert data(publish(tmp_path / "again").folder) == data(newer)
    assert apply_deltas([newer]) == Applied(newer.name, 0, 0)


@pytest.mark.parametrize(("before", "change"), [case[:2] for case in CASES.values()], ids=CASES)
def test_the_json_lines_are_brought_on_without_a_database_as_the_documentation_says(
    sample: Sample, tmp_path: Path, before: Change, change: Change
) -> None:
    older, newer = two_versions(sample, tmp_path, before, change)
    (code,) = re.findall(
        r"```python\n(import json\nfrom pathlib.*?)```", (ROOT / "docs/for-partners.md").read_text("utf-8"), re.DOTALL
    )
    page: dict[str, Any] = {}
    exec(code.replace('.open("rb")', ".read_bytes().splitlines(keepends=True)"), page)
    result = tmp_path / "result"
    result.mkdir()
    page["bring_on"](older, newer, result)
    assert {path.name: path.read_bytes() for path in result.iterdir()} == {
        path.name: path.read_bytes() for path in newer.glob("*.jsonl")
    }


def test_actors_made_one_and_taken_apart_again(sample: Sample, tmp_path: Path) -> None:
    other = Actor.objects.create(slug="ana", name="Ana", kind="person")
    Mention.objects.create(source=sample.source, start=3, end=5, text="Ana", actor=other)
    apart = publish(tmp_path).folder
    merge = merge_things(sample.speaker, other, None)
    one = publish(tmp_path).folder
    part_things(merge, None)
    last = publish(tmp_path, allow_shrinking=True).folder
    assert tombstones(one) == [("actors", other.public_id, "merged", sample.speaker.public_id)]
    assert tombstones(last) == [("merges", other.public_id, "undone", None)]
    restore(apart)
    apply_deltas([one])
    assert Actor.objects.get(slug="ana").withdrawn_at is not None
    apply_deltas([last])
    assert data(publish(tmp_path / "again").folder) == data(last) == data(apart)


def test_several_deltas_go_in_one_step_and_those_that_are_there_are_passed_over(sample: Sample, tmp_path: Path) -> None:
    first = publish(tmp_path).folder
    twin(sample)
    second = publish(tmp_path).folder
    merged(sample)
    third = publish(tmp_path).folder
    changed(sample)
    fourth = publish(tmp_path).folder
    restore(first)
    apply_deltas([second])
    assert apply_deltas([second, third, fourth]).version == fourth.name
    assert data(publish(tmp_path / "again").folder) == data(fourth)


def test_one_delta_leads_over_several_versions(sample: Sample, tmp_path: Path) -> None:
    first = publish(tmp_path).folder
    for change in (twin, merged, changed):
        change(sample)
        last = publish(tmp_path).folder
    over = delta_since(tmp_path, first.name)
    assert over == tmp_path / DELTAS / f"{first.name}_{last.name}"
    assert sorted(path.name for path in over.iterdir()) == [SUMS, "delta", NAME]
    restore(first)
    apply_deltas([over])
    assert data(publish(tmp_path / "again").folder) == data(last)


# ---------------------------------------------------------------- what is in a delta


def test_a_delta_holds_only_what_changed_in_the_same_formats(sample: Sample, tmp_path: Path) -> None:
    older, newer = two_versions(sample, tmp_path, nothing, added)
    assert {str(path.relative_to(newer / "delta")) for path in newer.glob("delta/**/*.json*")} == {
        "actors.jsonl", "locations.jsonl", "resolutions.jsonl", "sources.jsonl", "statements.jsonl",
        "fixtures/01-locations.json", "fixtures/02-actors.json", "fixtures/04-resolutions.json", "fixtures/05-sources.json",
        "fixtures/06-statements.json", "fixtures/08-evidence.json",
    }  # fmt: skip
    assert lines(newer / "delta", "statements") == [row for row in lines(newer, "statements") if row["id"] == TWIN]
    assert not (older / "delta").exists()
    models = [row["model"] for row in json.loads((newer / "delta/fixtures/05-sources.json").read_bytes())]
    assert models == ["conflictdb.mention"]


UNDONE = [
    ("merges", "", "undone", False),
    ("reports", "", "withdrawn", False),
    ("reports", "statement", "withdrawn", False),
]


@pytest.mark.parametrize(
    ("before", "change", "expected"),
    [
        (nothing, withdrawn, [("events", "event", "withdrawn", False)]),
        (nothing, rejected, [("actors", "speaker", "withdrawn", False), ("affiliations", "post", "withdrawn", False)]),
        (twin, merged, [("statements", "", "merged", True)]),
        (all_of(twin, merged), undone, UNDONE),
    ],
    ids=["withdrawn", "rejected", "merged", "undone"],
)  # fmt: skip
def test_what_is_gone_has_a_tombstone(
    sample: Sample, tmp_path: Path, before: Change, change: Change, expected: list[tuple[str, str, str, bool]]
) -> None:
    _, newer = two_versions(sample, tmp_path, before, change)
    kept = sample.statement.public_id
    assert sorted(tombstones(newer)) == sorted(
        (noun, getattr(sample, field).public_id if field else TWIN, reason, kept if into else None)
        for noun, field, reason, into in expected
    )


def test_the_manifest_names_both_versions_and_every_file(sample: Sample, tmp_path: Path) -> None:
    older, newer = two_versions(sample, tmp_path, twin, all_of(changed, merged))
    delta = told(newer)
    assert (delta["from"], delta["to"]) == (older.name, newer.name)
    found = {str(path.relative_to(newer)) for path in (newer / "delta").rglob("*") if path.is_file()}
    assert {file["name"] for file in delta["files"]} == found
    assert "delta/fixtures/removed.json" in found
    assert [file["rows"] for file in delta["files"] if file["name"] == "delta/removed.jsonl"] == [1]
    assert subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=newer, check=False).returncode == 0
    manifest = read_manifest(newer)
    assert manifest
    assert not [file for file in manifest["files"] if "delta" in file["name"]]


def test_the_first_version_has_none(sample: Sample, tmp_path: Path) -> None:
    assert told(publish(tmp_path).folder) is None


def test_where_no_record_changed_the_delta_is_empty(sample: Sample, tmp_path: Path, settings: Any) -> None:
    older = publish(tmp_path).folder
    settings.DATASET_CITATION = "cite it so"
    newer = publish(tmp_path).folder
    assert newer != older
    assert (told(newer)["files"], counts(newer), (newer / "delta").exists()) == ([], {}, False)
    assert apply_deltas([newer]) == Applied(newer.name, 0, 0)
    same = delta_since(tmp_path, newer.name)
    assert (told(same)["from"], told(same)["to"], told(same)["files"]) == (newer.name, newer.name, [])


@pytest.mark.parametrize(
    ("file", "words", "remark"),
    [
        ("events.jsonl", (b'"killed":12', b'"killed":14'), "events.jsonl"),
        (NAME, (b'"schema_version": "1.3"', b'"schema_version": "0.9"'), "load the whole files once"),
    ],
    ids=["damaged", "other schema"],
)
def test_from_a_version_that_can_not_be_compared_none_is_made(
    sample: Sample, tmp_path: Path, file: str, words: tuple[bytes, bytes], remark: str
) -> None:
    older = publish(tmp_path).folder
    before = (older / file).read_bytes()
    (older / file).write_bytes(before.replace(*words))
    assert (older / file).read_bytes() != before
    changed(sample)
    publication = publish(tmp_path)
    assert (told(publication.folder), (publication.folder / "delta").exists()) == (None, False)
    assert publication.remark.startswith("no delta: ")
    assert remark in publication.remark


def test_pruning_takes_the_deltas_of_a_version_along(sample: Sample, tmp_path: Path) -> None:
    first, _ = two_versions(sample, tmp_path, nothing, changed)
    over = delta_since(tmp_path, first.name)
    added(sample)
    publish(tmp_path)
    prune(tmp_path, 2)
    assert over.exists()
    prune(tmp_path, 1)
    assert not over.exists()
    with pytest.raises(UnknownVersionError, match=f"version {first.name} is not in"):
        delta_since(tmp_path, first.name)


def test_a_delta_can_be_had_over_http(client: Client, sample: Sample, tmp_path: Path, settings: Any) -> None:
    settings.EXPORT_DIR = tmp_path
    _, newer = two_versions(sample, tmp_path, nothing, withdrawn)
    for file in told(newer)["files"]:
        response: Any = client.get(f"/exports/{newer.name}/{file['name']}")
        assert b"".join(response.streaming_content) == (newer / file["name"]).read_bytes()


# ---------------------------------------------------------------- what stays this database's own


def test_what_a_delta_does_not_tell_stays_and_what_is_derived_is_right(sample: Sample, tmp_path: Path) -> None:
    older, newer = two_versions(sample, tmp_path, twin, all_of(changed, merged))
    restore(older)
    long_ago = dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
    Event.objects.update(created_at=long_ago)
    Source.objects.update(loaded_at=long_ago)
    apply_deltas([newer])
    event = Event.objects.get()
    assert (event.created_at, event.killed, event.source_count, Source.objects.get().loaded_at) == (long_ago, 13, 1, long_ago)
    gone = Statement.objects.get(public_id=TWIN)
    assert gone.withdrawn_at is not None
    assert Topic.objects.get(slug="sanctions").ancestor_rows.count() == 3


# ---------------------------------------------------------------- the commands


def test_the_commands_say_what_they_did(sample: Sample, tmp_path: Path) -> None:
    older, newer = two_versions(sample, tmp_path, nothing, withdrawn)
    restore(older)
    assert run("apply_delta", str(newer)) == (f"{newer.name}\n", f"now version {newer.name}: 0 rows saved, 3 taken away\n")
    assert run("apply_delta", str(newer)) == (f"{newer.name}\n", f"already version {newer.name}: nothing to do\n")
    out, err = run("export_dataset", "--folder", str(tmp_path), "--since", older.name)
    assert (out, err.startswith(f"unchanged {newer.name}")) == (f"{tmp_path / DELTAS / f'{older.name}_{newer.name}'}\n", True)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["apply_delta", "{}/absent"], "no manifest.json"),
        (["export_dataset", "--folder", "{}", "--since", "x"], "version x is not in"),
    ],
)
def test_a_command_that_is_refused_says_why_and_ends_with_2(
    sample: Sample, tmp_path: Path, command: list[str], message: str
) -> None:
    with pytest.raises(CommandError, match=message) as error:
        call_command(*(part.format(tmp_path) for part in command), stdout=io.StringIO(), stderr=io.StringIO())
    assert error.value.returncode == 2


def test_ids_of_a_delta_are_ordered(sample: Sample, tmp_path: Path) -> None:
    _, newer = two_versions(sample, tmp_path, nothing, added)
    found = [record["id"] for record in lines(newer / "delta", "locations")]
    assert (found, len(found)) == (sorted(ids(newer / "delta", "locations")), 2)
