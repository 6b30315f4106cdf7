"""What changed between two versions, worked out from their files: records added and changed, and what was taken away.

A record is told by its id, a row without an id (a name, a mention, a piece of evidence) by its whole content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from conflictdb.export.file import ArrayFile, OpenFile, Written, damaged
from conflictdb.export.manifest import data_hash, listed_in
from conflictdb.export.plan import FIXTURES, NOUNS, RECORDS

FOLDER = "delta"
REMOVED = f"{FOLDER}/removed.jsonl"
REMOVED_ROWS = f"{FOLDER}/fixtures/removed.json"
MERGES = "merges"
REPORTS = "reports"
ID_STARTS = len(b'{"id":"')
Row = dict[str, Any]


class DamagedError(RuntimeError):
    """A version from which no delta can be worked out: says which and why."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many records of a noun are new, read differently, or gone."""

    added: int = 0
    changed: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Delta:
    """A delta as the manifest tells it; the hashes are those of the records before and after."""

    from_version: str
    to_version: str
    from_hash: str
    to_hash: str
    counts: dict[str, Count]
    files: tuple[Written, ...]

    def as_json(self) -> dict[str, Any]:
        """What manifest.json says under `delta`."""
        return {
            "from": self.from_version,
            "to": self.to_version,
            "from_hash": self.from_hash,
            "to_hash": self.to_hash,
            "counts": {noun: asdict(count) for noun, count in self.counts.items()},
            "files": [asdict(file) for file in self.files],
        }


def read_delta(manifest: dict[str, Any]) -> Delta | None:
    """The delta that a manifest tells of; None where it tells of none."""
    told = manifest.get("delta")
    if told is None:
        return None
    counts = {noun: Count(**count) for noun, count in told["counts"].items()}
    files = tuple(Written(**entry) for entry in told["files"])
    return Delta(told["from"], told["to"], told["from_hash"], told["to_hash"], counts, files)


def write_delta(old: Path, before: Row, new: Path, after: Row, target: Path) -> Delta:
    """Write into `target`/delta what leads from one version (folder, manifest) to another; a file without rows is left out."""
    was, now = listed_in(before), listed_in(after)
    known = {(file.name, file.sha256) for file in was}
    same = {file.name for file in now if (file.name, file.sha256) in known}
    _need_comparable(old, before, after, [file for file in was if file.name not in same])
    files: list[Written] = []
    counts = {}
    for noun in NOUNS:
        if f"{noun.name}.jsonl" in same:
            counts[noun.name] = Count()
        else:
            counts[noun.name], written = _records(f"{noun.name}.jsonl", old, new, target)
            files += written
    gone: list[Row] = []
    for name in (f"fixtures/{fixture.name}.json" for fixture in FIXTURES):
        if name not in same:
            rows, written = _rows(name, old, new, target)
            gone += rows
            files += written
    files += _write_removed(gone, new, target)
    for folder in (target / FOLDER / "fixtures", target / FOLDER):
        if folder.exists() and not any(folder.iterdir()):
            folder.rmdir()
    listed = tuple(sorted(files, key=lambda file: file.name))
    return Delta(before["version"], after["version"], data_hash(was), data_hash(now), counts, listed)


def _need_comparable(old: Path, before: Row, after: Row, files: Iterable[Written]) -> None:
    if before["schema_version"] != after["schema_version"]:
        raise DamagedError(
            f"version {before['version']} has schema {before['schema_version']}, version {after['version']} has"
            f" {after['schema_version']}: load the whole files once"
        )
    if broken := damaged(old, files):
        raise DamagedError(f"in version {before['version']} these files are not what its manifest says: {', '.join(broken)}")


# ---------------------------------------------------------------- JSON Lines


def _records(name: str, old: Path, new: Path, target: Path) -> tuple[Count, list[Written]]:
    file = OpenFile(target, f"{FOLDER}/{name}", "jsonl")
    try:
        added = changed = removed = 0
        for was, now in _pairs(_lines(old / name), _lines(new / name)):
            if now is None:
                removed += 1
            elif now != was:
                added, changed = added + (was is None), changed + (was is not None)
                file.write(now, rows=1)
        return Count(added, changed, removed), file.finish_or_discard()
    finally:
        file.close()


def _pairs(old: Iterator[bytes], new: Iterator[bytes]) -> Iterator[tuple[bytes | None, bytes | None]]:
    """The lines of both, which are in the order of their ids, side by side."""
    was, now = next(old, None), next(new, None)
    while was is not None or now is not None:
        if now is None or (was is not None and _id(was) < _id(now)):
            yield was, None
            was = next(old, None)
        elif was is None or _id(now) < _id(was):
            yield None, now
            now = next(new, None)
        else:
            yield was, now
            was, now = next(old, None), next(new, None)


def _id(line: bytes) -> bytes:
    # the first key of every record
    return line[ID_STARTS : line.index(b'"', ID_STARTS)]


def _lines(path: Path) -> Iterator[bytes]:
    if path.exists():
        with path.open("rb") as file:
            yield from file


# ---------------------------------------------------------------- fixtures


def fixture_lines(path: Path) -> Iterator[bytes]:
    """The rows of a fixture, as it prints them; none where there is no such file."""
    for line in _lines(path):
        row = line.rstrip(b",\n")
        if row not in (b"[", b"]"):
            yield row


def key_of(row: Row) -> tuple[str, str] | None:
    """What the row is called by; None where it has no id, and is told by its content."""
    noun = RECORDS.get(row["model"])
    return (noun, row["fields"]["record" if noun == MERGES else "public_id"]) if noun else None


def _rows(name: str, old: Path, new: Path, target: Path) -> tuple[list[Row], list[Written]]:
    """Write the new and changed rows of a fixture, and return those that are gone."""
    file = ArrayFile(target, f"{FOLDER}/{name}", "fixture")
    try:
        left = {_digest(row) for row in fixture_lines(old / name)}
        replaced = set()
        for line in fixture_lines(new / name):
            digest = _digest(line)
            if digest in left:
                left.remove(digest)
            else:
                file.add(line)
                replaced.add(key_of(orjson.loads(line)))
        gone = [orjson.loads(line) for line in fixture_lines(old / name) if _digest(line) in left]
        return [row for row in gone if (key := key_of(row)) is None or key not in replaced], file.finish_or_discard()
    finally:
        file.close()


def _digest(row: bytes) -> bytes:
    return hashlib.blake2b(row, digest_size=16).digest()


# ---------------------------------------------------------------- what was taken away


def _write_removed(gone: list[Row], new: Path, target: Path) -> list[Written]:
    records, rows = OpenFile(target, REMOVED, "jsonl"), ArrayFile(target, REMOVED_ROWS, "fixture")
    try:
        stand_for = {line["id"]: line["merged_into"] for line in map(orjson.loads, _lines(new / f"{MERGES}.jsonl"))}
        for noun, identifier in sorted(key for row in gone if (key := key_of(row))):
            tombstone = _tombstone(noun, identifier, stand_for)
            records.write(orjson.dumps(tombstone, option=orjson.OPT_APPEND_NEWLINE), rows=1)
        for row in gone:
            if key_of(row) is None:
                rows.add(orjson.dumps(row, option=orjson.OPT_SORT_KEYS))
        return [*records.finish_or_discard(), *rows.finish_or_discard()]
    finally:
        records.close()
        rows.close()


def _tombstone(noun: str, identifier: str, stand_for: dict[str, str]) -> Row:
    if noun == MERGES:
        return {"noun": noun, "id": identifier, "reason": "undone", "merged_into": None}
    merged = None
    # a report has the id of the record that it is alone; who stands for that is told of the record
    seen = stand_for.get(identifier) if noun != REPORTS else None
    while seen is not None and seen != merged:
        merged, seen = seen, stand_for.get(seen)
    return {"noun": noun, "id": identifier, "reason": "merged" if merged else "withdrawn", "merged_into": merged}
