import gzip
import io
import json
import os
import tarfile
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflictdb.limits import ARTICLE_CHARS_MAX, FILE_BYTES_MAX
from loaders.read import read_paths
from loaders.records import Document, Refusal
from tests.loaders.read.reading import EN, FR, ids, read_all, refusals

TEXT = f"Truce talks stall\n\n{EN}\n"


def record(**keys: Any) -> str:
    return json.dumps({"id": "r1", "text": TEXT} | keys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.meta.json").write_text('{"title": "From the sidecar", "published_on": "2031-05-05"}')
    (tmp_path / "a.gold.json").write_text("{}")
    (tmp_path / "README.md").write_text("no article")
    (tmp_path / ".hidden.txt").write_text(TEXT)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.html").write_text(f"<html><body><p>{EN}</p><p>{EN}</p></body></html>")
    return tmp_path


def test_folders_are_walked_in_order(folder: Path) -> None:
    assert ids(read_all(folder)) == ["a", "b", "c"]
    assert refusals(read_all(folder)) == []


def test_the_sidecar_is_read(folder: Path) -> None:
    (document,) = read_all(folder / "a.txt")
    assert isinstance(document, Document)
    assert document.title == "From the sidecar"
    assert document.published is not None
    assert document.published.start.isoformat() == "2031-05-05"
    assert document.place == str(folder / "a.txt")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("unknown.txt", None, "missing"),
        ("x.pdf", TEXT, "suffix"),
        ("x.txt", "", "empty"),
        ("x.txt", "x" * (FILE_BYTES_MAX + 1), "too_large"),
        ("x.txt", EN * (ARTICLE_CHARS_MAX // len(EN) + 1), "too_long"),
        ("x.json", "{", "json"),
        ("x.json", "[1]", "json"),
        ("x.json", "[" * 100_000, "json"),
        ("x.jsonl", "nonsense", "json"),
        ("x.jsonl.gz", "no gzip", "unreadable"),
        ("x.zip", "no zip", "broken"),
        ("x.tar.gz", "no tar", "broken"),
    ],
)
def test_bad_files_are_refused_by_name(tmp_path: Path, name: str, content: str | None, code: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    (found,) = read_all(tmp_path / name)
    assert isinstance(found, Refusal)
    assert found.code == code
    assert Path(found.place.partition("[")[0].partition(":")[0]).name == name


@pytest.mark.parametrize("meta", ['{"titel": "x"}', "[]", "nonsense", '{"kind": "blog"}'])
def test_a_bad_sidecar_refuses_its_article_alone(folder: Path, meta: str) -> None:
    (folder / "a.meta.json").write_text(meta)
    found = read_all(folder)
    assert ids(found) == ["b", "c"]
    assert [name for name, _ in refusals(found)] == ["a.txt"]


def test_a_sidecar_named_by_itself_is_passed_over(folder: Path) -> None:
    assert read_all(folder / "a.meta.json", folder / "a.gold.json") == []


def test_one_bad_file_among_many_stops_only_itself(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(TEXT)
    (tmp_path / "13.txt").write_bytes(bytes(range(256)))
    found = read_all(tmp_path)
    assert len(ids(found)) == 29
    assert refusals(found) == [("13.txt", "binary")]


def test_json_lines_are_read_and_a_bad_line_is_named(tmp_path: Path) -> None:
    lines = [
        record(),
        "{broken",
        "",
        record(id="r2", extra=1),
        record(id="r3", html=f"<p>{EN}</p>", text=None),
        record(id="r4", language="de"),
    ]
    (tmp_path / "feed.jsonl").write_text("\n".join(lines))
    found = read_all(tmp_path)
    assert ids(found) == ["r1", "r3"]
    assert refusals(found) == [("feed.jsonl:2", "json"), ("feed.jsonl:4", "metadata"), ("feed.jsonl:6", "language")]


@pytest.mark.parametrize(
    ("_case", "line", "code"),
    [
        ("neither text nor html", json.dumps({"id": "x"}), "json"),
        ("both", record(html="<p>x</p>"), "json"),
        ("text is no text", record(text=5), "json"),
        ("id is no text", record(id=["x"]), "json"),
        ("id is too long", record(id="x" * 301), "json"),
        ("id is empty", record(id=" "), "json"),
        ("no object", "[]", "json"),
        ("not UTF-8", "é".encode("latin-1").decode("latin-1"), "json"),
    ],
)
def test_bad_records_are_refused(tmp_path: Path, _case: str, line: str, code: str) -> None:
    (tmp_path / "feed.jsonl").write_text(line + "\n" + record())
    found = read_all(tmp_path)
    assert refusals(found) == [("feed.jsonl:1", code)]
    assert ids(found) == ["r1"]


def test_packed_json_lines_are_read(tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl.gz").write_bytes(gzip.compress(f"{record()}\n{record(id='r2')}".encode()))
    assert ids(read_all(tmp_path)) == ["r1", "r2"]


def test_json_is_one_record_or_a_list(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps({"text": TEXT}))
    (tmp_path / "two.json").write_text(f"[{record()}, 5, {record(id='r2')}]")
    found = read_all(tmp_path)
    assert ids(found) == ["one", "r1", "r2"]
    assert refusals(found) == [("two.json[2]", "json")]


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(members: Mapping[str, str | bytes], links: dict[str, str] | None = None) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in members.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
    return buffer.getvalue()


@pytest.mark.parametrize("suffix", ["zip", "tar.gz", "tgz"])
def test_archives_are_read_with_their_sidecars(tmp_path: Path, suffix: str) -> None:
    members = {
        "d/b.txt": TEXT,
        "d/b.meta.json": '{"title": "T"}',
        "d/a.txt": TEXT,
        "feed.jsonl": record(),
        "d/x.md": "no",
        "d/a.gold.json": "{}",
    }
    (tmp_path / f"x.{suffix}").write_bytes(zipped(members) if suffix == "zip" else tarred(members))
    found = read_all(tmp_path)
    assert ids(found) == ["a", "b", "r1"]
    assert refusals(found) == []
    assert [item.title for item in found if isinstance(item, Document)][:2] == ["Truce talks stall", "T"]
    assert found[0].place == f"{tmp_path / f'x.{suffix}'}:d/a.txt"


@pytest.mark.parametrize("suffix", ["zip", "tar.gz"])
@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("../evil.txt", TEXT, "unsafe_name"),
        ("/etc/evil.txt", TEXT, "unsafe_name"),
        ("C:\\evil.txt", TEXT, "unsafe_name"),
        ("a\\..\\..\\evil.txt", TEXT, "unsafe_name"),
        ("inner.zip", zipped({"a.txt": TEXT}), "nested"),
        ("broken.txt", bytes(range(256)), "binary"),
        ("large.txt", os.urandom(FILE_BYTES_MAX + 1), "too_large"),
    ],
)
def test_bad_members_are_refused_alone(tmp_path: Path, suffix: str, name: str, content: str | bytes, code: str) -> None:
    members = {name: content, "good.txt": TEXT}
    (tmp_path / f"x.{suffix}").write_bytes(zipped(members) if suffix == "zip" else tarred(members))
    found = read_all(tmp_path)
    assert [refused for _, refused in refusals(found)] == [code]
    assert ids(found) == ["good"]


def test_links_in_archives_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.tar.gz").write_bytes(tarred({"good.txt": TEXT}, {"evil.txt": "/etc/passwd"}))
    found = read_all(tmp_path)
    assert [code for _, code in refusals(found)] == ["link"]
    assert ids(found) == ["good"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.zip", zipped({"bomb.txt": "a" * 3_000_000})),
        ("bomb.tar.gz", tarred({"bomb.txt": "a" * 3_000_000})),
        ("bomb.jsonl.gz", gzip.compress(b"a" * 3_000_000)),
    ],
)
def test_bombs_are_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert [code for _, code in refusals(read_all(tmp_path))] == ["bomb"]


def test_an_archive_of_too_many_members_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.read.guard.ARCHIVE_MEMBERS_MAX", 2)
    for name, pack in (("x.zip", zipped), ("y.tar.gz", tarred)):
        (tmp_path / name).write_bytes(pack({f"{number}.txt": TEXT for number in range(3)}))
    assert [code for _, code in refusals(read_all(tmp_path))] == ["too_many_members", "too_many_members"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TEXT.encode(), ["stdin"]),
        (f"\n<!doctype html><html><body><p>{EN}</p></body></html>".encode(), ["stdin"]),
        (f"\n{record()}\n{record(id='r2')}\n".encode(), ["r1", "r2"]),
        (b"\xef\xbb\xbf" + record().encode(), ["r1"]),
        (f"[{record()}]".encode(), ["r1"]),
        (json.dumps({"id": "r1", "text": TEXT}, indent=1).encode(), ["r1"]),
        (b"", ["-: empty"]),
        (bytes(256), ["-: binary"]),
    ],
)
def test_standard_input_is_read(data: bytes, expected: list[str]) -> None:
    found = read_paths([Path("-")], stdin=io.BytesIO(data))
    assert [item.external_id if isinstance(item, Document) else f"{item.place}: {item.code}" for item in found] == expected


def test_the_text_is_exactly_as_given(tmp_path: Path) -> None:
    text = f"\r\n\r\n  Truce\u00a0talks stall\r\n\r\n{EN}\r\n"
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    (document,) = read_all(tmp_path / "a.txt")
    assert isinstance(document, Document)
    assert document.text == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"{EN}\x00{EN}", "unstorable_characters"),
        (f"{EN}\ud800{EN}", "unstorable_characters"),
        (f"{EN} \u202eevil\u202c", "bidirectional_controls"),
        (f"{EN} l\ufffdst", "lost_characters"),
        (f"{EN} Ã© Ã¨", "garbled_characters"),
    ],
)
def test_hostile_characters_are_counted_and_offsets_hold(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": text}))
    (document,) = read_all(tmp_path)
    assert isinstance(document, Document)
    assert [issue.code for issue in document.issues] == [code]
    assert len(document.text) == len(text)
    document.text.encode("utf-8")
    assert "\x00" not in document.text


def test_odd_file_names_can_be_stored(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(TEXT)
    (document,) = read_all(tmp_path)
    assert isinstance(document, Document)
    assert document.external_id == "caf\ufffd"
    document.place.encode("utf-8")


def test_the_fingerprint_follows_text_and_metadata(tmp_path: Path) -> None:
    def fingerprint(text: str, meta: str) -> str:
        (tmp_path / "a.txt").write_text(text)
        (tmp_path / "a.meta.json").write_text(meta)
        (document,) = read_all(tmp_path / "a.txt")
        assert isinstance(document, Document)
        return document.sha256

    first = fingerprint(TEXT, "{}")
    assert fingerprint(TEXT, "{}") == first
    assert fingerprint(TEXT, '{"title": null}') == first
    assert (
        len({first, fingerprint(TEXT, '{"title": "T"}'), fingerprint(f"{TEXT} ", "{}"), fingerprint(TEXT, '{"publisher": "T"}')})
        == 4
    )


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    data=st.one_of(
        st.binary(max_size=3000),
        st.text(max_size=600).map(lambda text: f"{EN}\n{text}".encode("utf-8", "surrogatepass")),
        st.text(max_size=600).map(lambda text: f"{FR}\n{text}".encode("utf-16", "surrogatepass")),
        st.text(max_size=300).map(lambda text: f"<html><body><p>{EN}{text}".encode("utf-8", "surrogatepass")),
        st.text(max_size=300).map(lambda text: json.dumps({"id": "x", "text": EN + text}).encode()),
    ),
    suffix=st.sampled_from([".txt", ".html", ".json", ".jsonl", ".jsonl.gz", ".zip", ".tar.gz"]),
)
def test_any_bytes_give_documents_or_refusals(tmp_path: Path, data: bytes, suffix: str) -> None:
    (tmp_path / f"x{suffix}").write_bytes(data)
    started = time.monotonic()
    for found in read_all(tmp_path / f"x{suffix}"):
        assert isinstance(found, Document | Refusal)
        if isinstance(found, Document):
            assert all(
                found.text[block.raw(i)] == char for block in found.blocks for i, char in enumerate(block.text) if char != " "
            )
    assert time.monotonic() - started < 5
    (tmp_path / f"x{suffix}").unlink()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cuts=st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=4)), max_size=6),
    which=st.sampled_from(["zip", "tar.gz", "jsonl.gz"]),
)
def test_damaged_archives_give_documents_or_refusals(tmp_path: Path, cuts: list[tuple[int, bytes]], which: str) -> None:
    members: dict[str, str | bytes] = {"a.txt": TEXT, "b.jsonl": record(), "a.meta.json": "{}"}
    whole = {"zip": zipped(members), "tar.gz": tarred(members), "jsonl.gz": gzip.compress(record().encode())}[which]
    data = bytearray(whole)
    for place, new in cuts:
        data[place % len(data) : place % len(data) + len(new)] = new
    (tmp_path / f"x.{which}").write_bytes(bytes(data))
    assert all(isinstance(found, Document | Refusal) for found in read_all(tmp_path / f"x.{which}"))
