"""A load from files to rows: what is stored, what is refused and why, and what a second load does."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from conflictdb.models import Actor, Evidence, Issue, LoadRun, Mention, Source, Statement
from loaders.management.commands import load_articles
from loaders.reading import Reader
from loaders.records import Document, Extraction
from loaders.reference import FIXTURES
from loaders.run import Options, load
from loaders.store.lock import _KEY

SAMPLES = FIXTURES / "articles"
HEADLINE_SAMPLE = SAMPLES / "sample-02-lacroix-monusco-handover.txt"
ENGLISH = (
    "Officials of the Example Mission met local leaders in Goma to discuss the ceasefire. "
    "The mission's spokesperson, Ana Example, called for calm in the city and urged all armed groups to put down their weapons."
)
GERMAN = (
    "Die Vertreter der Mission trafen sich am Montag mit den Behörden der Stadt, um über die Waffenruhe zu sprechen. "
    "Eine Sprecherin sagte, die Lage bleibe angespannt und die Bevölkerung brauche dringend Hilfe."
)
REFUSED: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\n\t ", "empty"),
    ("binary.txt", bytes(range(256)) * 40, "binary"),
    ("encoding.txt", b"\x81\x8d\x8f\x90\x9d" * 60, "encoding"),
    ("huge.txt", b"word " * (2 * 1024 * 1024), "too_large"),
    ("german.txt", GERMAN.encode(), "language"),
    ("broken.jsonl", b'{"id": "a", "text": \n', "json"),
    ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "suffix"),
]


def run(*paths: Path, **options: Any) -> dict[str, Any]:
    return load(paths, Options(**options), lambda _report: None).as_dict()


def contents() -> dict[str, list[tuple[Any, ...]]]:
    return {
        model.__name__: list(model.objects.order_by("pk").values_list())
        for model in (Source, Statement, Evidence, Mention, Actor)
    }


@pytest.mark.usefixtures("reference")
def test_the_samples_answer_the_headline_question() -> None:
    report = run(HEADLINE_SAMPLE)
    assert (report["read"], report["stored"], report["refused"]) == (1, 1, 0)
    said = Statement.objects.filter(topics__slug="monusco-withdrawal", speaker__slug="jean-pierre-lacroix")
    assert {statement.kind for statement in said} == {"direct", "indirect"}
    for statement in said:
        assert statement.speaker_role is not None
        assert statement.speaker_role.role == "Under-Secretary-General for Peace Operations"
        evidence = statement.evidence.get()
        assert evidence.source.text[evidence.start : evidence.end] == evidence.excerpt
        content = [mark for mark in evidence.marks if mark[0] == "content"]
        assert " ".join(evidence.source.text[start:end] for _, start, end in content) == statement.text


@pytest.mark.usefixtures("reference")
def test_a_second_load_changes_nothing() -> None:
    first = run(SAMPLES)
    assert (first["refused"], first["records"]["updated"]) == (0, 0)
    # an article that tells more settles what was only proposed before it
    assert {noun for noun, outcomes in first["records"]["by_type"].items() if outcomes["withdrawn"]} <= {"proposal"}
    before = contents()
    second = run(SAMPLES)
    assert (second["read"], second["unchanged"]) == (first["read"], first["read"])
    assert {outcome: second["records"][outcome] for outcome in ("inserted", "updated", "withdrawn")} == {
        "inserted": 0,
        "updated": 0,
        "withdrawn": 0,
    }
    assert contents() == before


@pytest.mark.usefixtures("reference")
def test_what_can_not_be_read_is_refused_with_its_file_and_reason_and_the_rest_is_stored(tmp_path: Path) -> None:
    for name, content, _ in REFUSED:
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(ENGLISH, encoding="utf-8")
    paths = [tmp_path / name for name, _, _ in REFUSED] + [tmp_path / "good.txt"]
    report = run(*paths)
    assert {(Path(r["place"].split(":")[0]).name, r["code"]) for r in report["refusals"]} == {
        (name, code) for name, _, code in REFUSED
    }
    assert all(r["message"] for r in report["refusals"])
    assert (report["read"], report["stored"], report["refused"]) == (len(REFUSED) + 1, 1, len(REFUSED))
    assert [source.external_id for source in Source.objects.all()] == ["good"]
    assert LoadRun.objects.get().status == "refused_some"
    assert Issue.objects.count() == len(REFUSED)


@pytest.mark.usefixtures("reference")
def test_two_files_of_one_name_are_told_apart_and_the_second_is_refused(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_text(f"{ENGLISH} Edition {folder}.", encoding="utf-8")
    report = run(tmp_path)
    assert (report["stored"], report["refused"]) == (1, 1)
    assert report["refusals"][0]["code"] == "double-id"
    assert Source.objects.get().text.endswith("Edition a.")


@pytest.mark.usefixtures("reference")
def test_a_dry_run_reports_and_stores_nothing(tmp_path: Path) -> None:
    before = contents()
    report = run(HEADLINE_SAMPLE, dry_run=True)
    assert (report["stored"], report["dry_run"]) == (1, True)
    assert report["records"]["by_type"]["source"]["inserted"] == 1
    assert (contents(), LoadRun.objects.count()) == (before, 0)


@pytest.mark.usefixtures("reference")
def test_a_load_that_is_stopped_keeps_what_it_stored_and_the_same_command_goes_on() -> None:
    calls: list[int] = []

    def stop_after_two(report: Any) -> None:
        calls.append(report.read)
        if report.articles["stored"] == 2:
            raise KeyboardInterrupt

    first = load([SAMPLES], Options(), stop_after_two).as_dict()
    assert (first["stopped"], first["stored"], Source.objects.count()) == (True, 2, 2)
    assert LoadRun.objects.get().status == "failed"
    second = run(SAMPLES)
    assert (second["unchanged"], second["stopped"]) == (2, False)
    assert second["stored"] == second["read"] - 2


@pytest.fixture
def other_connection(db: None) -> Iterator[psycopg.Connection[Any]]:
    params = connection.get_connection_params()
    for key in ("cursor_factory", "context", "prepare_threshold"):
        params.pop(key, None)
    with psycopg.connect(**params, autocommit=True) as other:
        yield other


@pytest.mark.usefixtures("reference")
def test_while_another_load_runs_this_one_says_so_and_does_nothing(other_connection: psycopg.Connection[Any]) -> None:
    other_connection.execute("SELECT pg_advisory_lock(%s)", [_KEY])
    with pytest.raises(CommandError, match="another load is running") as caught:
        call_command(load_articles.Command(stderr=io.StringIO()), str(HEADLINE_SAMPLE))
    assert caught.value.returncode == 2
    assert Source.objects.count() == 0


@pytest.mark.django_db
def test_without_reference_data_the_load_says_what_to_run() -> None:
    Actor.objects.update(is_reference=False)  # this module's other tests share a base that has some
    with pytest.raises(CommandError, match="load_reference"):
        call_command("load_articles", str(HEADLINE_SAMPLE), stderr=io.StringIO())


@pytest.mark.usefixtures("reference")
def test_the_command_writes_its_report_and_exits_with_1_where_something_was_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    out, errors = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command(
            "load_articles", str(tmp_path / "empty.txt"), "--report", str(tmp_path / "r.json"), stdout=out, stderr=errors
        )
    assert caught.value.code == 1
    assert out.getvalue() == ""
    assert "empty.txt" in errors.getvalue()
    assert json.loads((tmp_path / "r.json").read_text())["refused"] == 1


@pytest.mark.parametrize("command", ["load_articles", "extract_articles"])
def test_paths_that_are_not_there_are_a_slip_and_stop_the_command(command: str, tmp_path: Path) -> None:
    missing = [str(tmp_path / "nothing.txt"), str(tmp_path / "nowhere")]
    with pytest.raises(
        CommandError, match=r"nothing\.txt, .*nowhere: there is no such file or folder; nothing was read"
    ) as caught:
        call_command(command, *missing, stdout=io.StringIO(), stderr=io.StringIO())
    assert caught.value.returncode == 2


@pytest.mark.usefixtures("reference")
def test_one_missing_path_among_others_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    errors = io.StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("load_articles", str(tmp_path / "nothing.txt"), str(HEADLINE_SAMPLE), stderr=errors)
    assert (caught.value.code, Source.objects.count()) == (1, 1)
    assert "nothing.txt: there is no such file or folder [missing]" in errors.getvalue()


def test_extract_articles_prints_a_json_line_an_article_without_a_database() -> None:
    out = io.StringIO()
    call_command("extract_articles", str(HEADLINE_SAMPLE), stdout=out, stderr=io.StringIO())
    (line,) = out.getvalue().splitlines()
    record = json.loads(line)
    text = HEADLINE_SAMPLE.read_text(encoding="utf-8")
    assert record["id"] == HEADLINE_SAMPLE.stem
    assert (record["language"], record["published_on"], record["conflict_related"]) == ("en", "2024-02-07", True)
    assert all(text[mention["start"] : mention["end"]] == mention["text"] for mention in record["mentions"])
    speakers = {statement["speaker"] for statement in record["statements"]}
    assert "jean-pierre-lacroix" in speakers


def test_extract_articles_counts_what_it_read_and_what_it_refused(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "two.txt").write_text("", encoding="utf-8")
    errors = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("extract_articles", str(tmp_path), stdout=io.StringIO(), stderr=errors)
    assert errors.getvalue().startswith("1 read, 1 refused\n")


@pytest.mark.usefixtures("reference")
def test_a_folder_with_nothing_to_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "one.pdf").write_bytes(b"%PDF")
    errors = io.StringIO()
    call_command("load_articles", str(tmp_path), stdout=io.StringIO(), stderr=errors)
    assert "nothing to read: of a folder only files of the known kinds" in errors.getvalue()


@pytest.mark.usefixtures("reference")
def test_an_article_on_which_reading_fails_is_refused_and_the_rest_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"{ENGLISH} This is {name}.", encoding="utf-8")
    real = Reader._read

    def fails_on_one(self: Reader, document: Document) -> Extraction:
        if document.external_id == "one":
            raise ZeroDivisionError("as a test")
        return real(self, document)

    monkeypatch.setattr(Reader, "_read", fails_on_one)
    report = run(tmp_path)
    assert (report["stored"], report["refused"]) == (1, 1)
    assert report["refusals"][0]["code"] == "failed"
    assert "ZeroDivisionError" in caplog.text
    assert Source.objects.get().external_id == "two"


def test_two_workers_read_what_one_reads() -> None:
    printed = {}
    for workers in (1, 2):
        out = io.StringIO()
        call_command("extract_articles", str(SAMPLES), "--workers", str(workers), stdout=out, stderr=io.StringIO())
        printed[workers] = out.getvalue()
    assert len(printed[1].splitlines()) == 8
    assert printed[2] == printed[1]
