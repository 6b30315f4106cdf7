"""Exports: what is in the files, that they are whole, and that they bring the dataset back."""

from __future__ import annotations

import fcntl
import io
import json
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conflictdb.export.fixture import Fixtures
from conflictdb.export.manifest import read_manifest
from conflictdb.export.plan import FIXTURES, NOUNS
from conflictdb.export.publish import ExportRunningError, NothingToExportError, ShrunkError, prune, publish, versions
from conflictdb.identity import public_id
from conflictdb.models import (
    Actor,
    Affiliation,
    Event,
    Location,
    Membership,
    Mention,
    Merge,
    Participant,
    Report,
    Resolution,
    Source,
    Statement,
    Topic,
)
from tests.conflictdb.conftest import TEXT, Sample


def lines(folder: Path, noun: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{noun}.jsonl").read_text(encoding="utf-8").splitlines()]


def ids(folder: Path, noun: str) -> set[str]:
    return {record["id"] for record in lines(folder, noun)}


def forget_everything() -> None:
    for model in (Event, Statement, Source, Resolution, Affiliation):
        model.objects.all().delete()
    Topic.objects.update(parent=None)
    Location.objects.update(parent=None)
    Actor.objects.all().delete()
    for tree in (Topic, Location):
        tree.objects.all().delete()


OLD = public_id("statement", "other", "ana example", "calm", 1)


@pytest.fixture
def merged(sample: Sample) -> Sample:
    """The sample, whose statement another one was merged into."""
    Merge.objects.create(record=OLD, kept=sample.statement.public_id, score=0.9, parts={"words": 0.9}, rule="test")
    for identifier in (OLD, sample.statement.public_id):
        Report.objects.create(
            public_id=identifier,
            natural=identifier,
            kept=sample.statement.public_id,
            source=sample.source,
            values={"text": "calm"},
        )
    return sample


# ---------------------------------------------------------------- what is in the files


def test_a_version_has_exactly_these_files(merged: Sample, tmp_path: Path) -> None:
    folder = publish(tmp_path).folder
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    nouns = {
        "actors.jsonl",
        "locations.jsonl",
        "topics.jsonl",
        "resolutions.jsonl",
        "sources.jsonl",
        "statements.jsonl",
        "events.jsonl",
        "merges.jsonl",
        "reports.jsonl",
    }
    assert found == nouns | {f"fixtures/{fixture.name}.json" for fixture in FIXTURES} | {
        "manifest.json",
        "SHA256SUMS",
        "README.md",
    }


def test_a_fixture_without_rows_is_left_out(merged: Sample, tmp_path: Path) -> None:
    Event.objects.all().delete()
    found = {path.name for path in (publish(tmp_path).folder / "fixtures").iterdir()}
    assert found == {f"{fixture.name}.json" for fixture in FIXTURES} - {"07-events.json"}


def test_a_statement_is_one_line_with_all_that_it_rests_on(sample: Sample, tmp_path: Path) -> None:
    source = {
        "id": sample.source.public_id,
        "external_id": "sample",
        "title": "A sample <b>title</b>",
        "url": "https://news.example/sample",
    }
    mission = {"id": sample.mission.public_id, "slug": "example-mission", "name": "Example Mission"}
    assert lines(publish(tmp_path).folder, "statements") == [
        {
            "id": sample.statement.public_id,
            "text": "calm in Sampleville",
            "kind": "indirect",
            "act": "call",
            "stance": None,
            "cue": "called for",
            "cameo_code": "020",
            "speaker": {"id": sample.speaker.public_id, "slug": "ana-example", "name": "Ana Example"},
            "speaker_text": "Ana Example",
            "speaker_role": {"id": sample.post.public_id, "role": "head", "organisation": mission},
            "addressees": [],
            "mentioned_actors": [],
            "mentioned_locations": [],
            "topics": [{"id": sample.ceasefire.public_id, "slug": "ceasefire", "label": "Ceasefire"}],
            "resolutions": [{"id": sample.resolution.public_id, "symbol": "S/RES/1 (2030)"}],
            "location": None,
            "said_from": "2025-03-17",
            "said_to": "2025-03-17",
            "date_precision": "day",
            "source": source,
            "evidence": [
                {
                    "source": source,
                    "start": 0,
                    "end": 79,
                    "excerpt": "Ana Example, head of Example Mission, called for calm in Sampleville on Monday.",
                    "marks": [["content", 49, 68], ["cue", 38, 48]],
                    "extractor": "verb",
                    "confidence": 1.0,
                }
            ],
            "confidence": 0.7,
            "review_status": "candidate",
        }
    ]


def test_an_event_has_its_participants_and_its_place(sample: Sample, tmp_path: Path) -> None:
    (event,) = lines(publish(tmp_path).folder, "events")
    front = {"id": sample.fighters.public_id, "slug": "example-front", "name": "Éxample Front"}
    assert event["participants"] == [{"role": "agent", "name": "Fighters", "actor": front}]
    assert (event["location"]["slug"], event["location"]["latitude"], event["killed"], event["injured"]) == (
        "sampleville",
        1.5,
        12,
        None,
    )


def test_every_record_of_a_file_has_the_same_keys_in_the_same_order(merged: Sample, tmp_path: Path) -> None:
    folder = publish(tmp_path).folder
    for noun in NOUNS:
        assert {tuple(record) for record in lines(folder, noun.name)} == {tuple(part.name for part in noun.shape)}


def test_what_was_merged_leads_to_what_stands_for_it_and_each_report_is_kept(merged: Sample, tmp_path: Path) -> None:
    folder = publish(tmp_path).folder
    kept = merged.statement.public_id
    assert lines(folder, "merges") == [{"id": OLD, "merged_into": kept, "score": 0.9, "parts": {"words": 0.9}, "rule": "test"}]
    assert {(report["id"], report["record"], report["values"]["text"]) for report in lines(folder, "reports")} == {
        (OLD, kept, "calm"),
        (kept, kept, "calm"),
    }


def test_records_are_ordered_by_id(sample: Sample, tmp_path: Path) -> None:
    folder = publish(tmp_path).folder
    for noun in NOUNS:
        found = [record["id"] for record in lines(folder, noun.name)]
        assert found == sorted(found)


@pytest.mark.parametrize(("public", "text"), [(False, None), (True, TEXT)])
def test_a_whole_text_is_passed_on_only_where_its_licence_allows(
    sample: Sample, tmp_path: Path, public: bool, text: str | None
) -> None:
    Source.objects.update(text_public=public)
    folder = publish(tmp_path).folder
    assert [source["text"] for source in lines(folder, "sources")] == [text]
    everything = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.json*"))
    assert ("hostile" in everything) is public


@pytest.mark.parametrize(
    "change", [{"withdrawn_at": "2025-01-01T00:00Z"}, {"review_status": "rejected"}], ids=["withdrawn", "rejected"]
)
def test_what_does_not_stand_is_in_no_file_nor_is_what_is_nothing_without_it(
    sample: Sample, tmp_path: Path, change: dict[str, str]
) -> None:
    Actor.objects.filter(pk__in=[sample.speaker.pk, sample.fighters.pk]).update(**change)
    Event.objects.update(**change)
    folder = publish(tmp_path).folder
    assert ids(folder, "events") == set()
    (statement,) = lines(folder, "statements")
    # without its holder a post is nothing
    assert (statement["speaker"], statement["speaker_text"], statement["speaker_role"]) == (None, "Ana Example", None)
    (source,) = lines(folder, "sources")
    assert [mention["text"] for mention in source["mentions"]] == ["Sampleville"]
    everything = "".join(path.read_text(encoding="utf-8") for path in (folder / "fixtures").iterdir())
    assert sample.speaker.public_id not in everything.replace(json.dumps(sample.statement.machine["speaker"]), "")
    assert sample.event.public_id not in everything
    assert sample.post.public_id not in everything


def test_a_statement_of_a_rejected_source_is_not_passed_on(sample: Sample, tmp_path: Path) -> None:
    Source.objects.update(review_status="rejected")
    folder = publish(tmp_path).folder
    assert [ids(folder, noun) for noun in ("sources", "statements", "events")] == [set(), set(), set()]


def test_the_files_take_the_same_number_of_queries_for_one_record_and_for_many(sample: Sample, tmp_path: Path) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        publish(tmp_path / "few")
    values = {
        "source": sample.source,
        "kind": "direct",
        "act": "call",
        "speaker_text": "B",
        "speaker": sample.speaker,
        "text": "x",
    }
    for n in range(40):
        row = Statement.objects.create(public_id=public_id("statement", str(n)), **values)
        row.topics.add(sample.ceasefire)
        sample.source.evidence.create(start=n, end=n + 1, excerpt="x", extractor="x", statement=row)
        Mention.objects.create(source=sample.source, start=n, end=n + 1, text="x", actor=sample.fighters)
    with CaptureQueriesContext(connection) as many:
        publish(tmp_path / "many")
    assert len(many) == len(few)


# ---------------------------------------------------------------- versions


def test_the_same_data_give_the_same_bytes_and_no_new_version(sample: Sample, tmp_path: Path) -> None:
    first = publish(tmp_path)
    again = publish(tmp_path)
    assert (first.new, again.new, again.version, again.folder) == (True, False, first.version, first.folder)
    assert versions(tmp_path) == [first.folder]
    elsewhere = publish(tmp_path / "elsewhere")
    assert elsewhere.version[-8:] == first.version[-8:]
    for path in [path for path in first.folder.rglob("*.json*") if path.name != "manifest.json"]:
        assert path.read_bytes() == (elsewhere.folder / path.relative_to(first.folder)).read_bytes()


def test_a_change_makes_a_new_version_and_leaves_the_old_one_alone(sample: Sample, tmp_path: Path) -> None:
    first = publish(tmp_path)
    before = {path: path.read_bytes() for path in first.folder.rglob("*") if path.is_file()}
    Statement.objects.update(act="warn")
    second = publish(tmp_path)
    assert second.new
    assert (tmp_path / "latest").resolve() == second.folder
    assert before == {path: path.read_bytes() for path in first.folder.rglob("*") if path.is_file()}
    assert (tmp_path / "latest" / "statements.jsonl").read_text(encoding="utf-8").count('"act":"warn"') == 1


def test_what_differs_only_in_times_and_keys_of_the_database_is_the_same(sample: Sample, tmp_path: Path) -> None:
    first = publish(tmp_path)
    Source.objects.update(loaded_at="2001-01-01T00:00Z", created_at="2001-01-01T00:00Z")
    Participant.objects.all().delete()
    Participant.objects.create(event=sample.event, role="agent", name="Fighters", actor=sample.fighters)
    assert not publish(tmp_path).new
    assert versions(tmp_path) == [first.folder]


def test_the_manifest_says_what_the_files_are(sample: Sample, tmp_path: Path, settings: Any) -> None:
    settings.DATASET_LICENCE, settings.DATASET_CITATION = "CC0-1.0", "cite this"
    folder = publish(tmp_path).folder
    manifest = read_manifest(folder)
    assert manifest
    assert manifest["version"] == folder.name == f"{folder.name[:17]}{manifest['content_hash'][:8]}"
    assert (manifest["licence"], manifest["citation"], manifest["schema_version"]) == ("CC0-1.0", "cite this", "1.3")
    assert manifest["counts"] == {
        "actors": 4,
        "events": 1,
        "locations": 2,
        "merges": 0,
        "reports": 0,
        "resolutions": 1,
        "sources": 1,
        "statements": 1,
        "topics": 3,
    }
    listed = {file["name"]: file for file in manifest["files"]}
    assert listed["actors.jsonl"]["bytes"] == (folder / "actors.jsonl").stat().st_size
    assert listed["fixtures/07-events.json"] | {"bytes": 0, "sha256": ""} == {
        "name": "fixtures/07-events.json", "format": "fixture", "rows": 2, "bytes": 0, "sha256": "",
    }  # fmt: skip


def test_sha256sum_agrees(sample: Sample, tmp_path: Path) -> None:
    folder = publish(tmp_path).folder
    assert subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=False).returncode == 0
    (folder / "events.jsonl").write_text("{}\n")
    assert (
        subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=False, capture_output=True).returncode
        == 1
    )


def test_readers_see_the_old_version_or_the_new_one_and_never_half(sample: Sample, tmp_path: Path) -> None:
    publish(tmp_path)
    done, torn, seen = threading.Event(), [], set()

    def read() -> None:
        while not done.is_set():
            folder = (tmp_path / "latest").resolve()
            manifest = read_manifest(folder)
            sizes = {file["name"]: file["bytes"] for file in (manifest or {}).get("files", [])}
            if not sizes or any((folder / name).stat().st_size != size for name, size in sizes.items()):
                torn.append(folder)
            seen.add(folder.name)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for n in range(10):
            Statement.objects.update(cue=f"cue {n}")
            publish(tmp_path)
    finally:
        done.set()
        reader.join()
    assert torn == []
    assert len(seen) > 1


class _BrokenError(Exception):
    pass


def test_a_run_that_fails_leaves_the_last_version_and_nothing_else(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish(tmp_path)
    Statement.objects.update(act="warn")

    def broken(self: Any, unit: Any, row: Any) -> None:
        raise _BrokenError

    monkeypatch.setattr(Fixtures, "feed", broken)
    with pytest.raises(_BrokenError):
        publish(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", first.folder.name, "latest"]
    assert (tmp_path / "latest").resolve() == first.folder


def test_what_a_dead_run_left_is_removed_by_the_next(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / ".unfinished-dead" / "fixtures").mkdir(parents=True)
    publish(tmp_path)
    assert not list(tmp_path.glob(".unfinished*"))


def test_two_exports_do_not_write_at_once(sample: Sample, tmp_path: Path) -> None:
    with (tmp_path / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ExportRunningError, match="another export is writing"):
            publish(tmp_path)
    assert publish(tmp_path).new


def test_far_fewer_records_than_before_are_not_published_unasked(sample: Sample, tmp_path: Path) -> None:
    first = publish(tmp_path)
    Event.objects.all().delete()
    with pytest.raises(ShrunkError, match="events: 1 before, 0 now"):
        publish(tmp_path)
    assert versions(tmp_path) == [first.folder]
    assert publish(tmp_path, allow_shrinking=True).new


@pytest.mark.django_db
def test_an_empty_database_is_not_published(tmp_path: Path) -> None:
    with pytest.raises(NothingToExportError, match="run load_reference"):
        publish(tmp_path)
    assert versions(tmp_path) == []


def made(folder: Path, number: int) -> Iterator[str]:
    for n in range(number):
        Statement.objects.update(cue=f"cue {n}")
        # versions of one second are ordered by their hash, so the names are made to differ
        version = publish(folder).folder
        renamed = version.rename(folder / f"2026010{n + 1}T000000Z-{version.name[-8:]}")
        (folder / "latest").unlink()
        (folder / "latest").symlink_to(renamed.name)
        yield renamed.name


def test_pruning_keeps_the_newest_and_always_the_latest(sample: Sample, tmp_path: Path) -> None:
    names = list(made(tmp_path, 4))
    assert [path.name for path in prune(tmp_path, 2)] == names[:2]
    (tmp_path / "latest").unlink()
    (tmp_path / "latest").symlink_to(names[2])
    assert prune(tmp_path, 1) == []
    assert [path.name for path in versions(tmp_path)] == names[2:]


# ---------------------------------------------------------------- back into a database


def test_the_fixtures_bring_the_dataset_back(sample: Sample, tmp_path: Path) -> None:
    Source.objects.update(text_public=True)
    first = publish(tmp_path / "first")
    memberships = set(Membership.objects.values_list("member__slug", "organisation__slug", "since", "until", "depth"))
    machine = Statement.objects.get().machine
    forget_everything()
    assert (Actor.objects.count(), Location.objects.count(), Statement.objects.count()) == (0, 0, 0)
    call_command("loaddata", *sorted(map(str, (first.folder / "fixtures").glob("*.json"))), verbosity=0)
    again = publish(tmp_path / "again")
    assert again.version[-8:] == first.version[-8:]
    assert (again.folder / "SHA256SUMS").read_text().splitlines()[:-1] != []
    assert memberships == set(Membership.objects.values_list("member__slug", "organisation__slug", "since", "until", "depth"))
    assert (Statement.objects.get().machine, Source.objects.get().text) == (machine, TEXT)


def test_loading_the_fixtures_over_themselves_duplicates_no_record(sample: Sample, tmp_path: Path) -> None:
    folder = publish(tmp_path).folder / "fixtures"
    records = [folder / name for name in ("03-topics.json", "06-statements.json")]
    Topic.objects.get(slug="ceasefire").names.all().delete()
    call_command("loaddata", *map(str, records), verbosity=0)
    assert (Statement.objects.count(), Topic.objects.count()) == (1, 3)


# ---------------------------------------------------------------- the commands


def run(command: str, *arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(command, *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_says_where_the_version_is(sample: Sample, tmp_path: Path) -> None:
    out, err = run("export_dataset", "--folder", str(tmp_path))
    assert out == f"{(tmp_path / 'latest').resolve()}\n"
    assert err.startswith("new version 20")
    assert "1 statements" in err
    assert run("export_dataset", "--folder", str(tmp_path))[1].startswith("unchanged 20")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("command", "arguments", "message"),
    [("export_dataset", (), "run load_reference"), ("prune_exports", ("--keep", "0"), "keep at least 1")],
)
def test_a_command_that_cannot_run_says_why_and_ends_with_2(
    tmp_path: Path, command: str, arguments: tuple[str, ...], message: str
) -> None:
    with pytest.raises(CommandError, match=message) as error:
        run(command, "--folder", str(tmp_path), *arguments)
    assert error.value.returncode == 2


def test_pruning_by_command_says_what_went(sample: Sample, tmp_path: Path) -> None:
    names = list(made(tmp_path, 2))
    assert run("prune_exports", "--keep", "1", "--folder", str(tmp_path))[1] == f"removed {names[0]}\n1 removed\n"
