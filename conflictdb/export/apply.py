"""Brings deltas into a database that holds the version which they start from: all of them or nothing.

The database's own files are worked out and hashed before and after: what is not the one version is not touched, what does not
become the other is taken back.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.core import serializers
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.db import DatabaseError
from django.db.models import ForeignKey, UniqueConstraint
from django.utils import timezone

from conflictdb.export.delta import FOLDER, MERGES, REMOVED, REMOVED_ROWS, REPORTS, Delta, Row, fixture_lines, key_of, read_delta
from conflictdb.export.file import Written, damaged
from conflictdb.export.manifest import NAME, SUMS, content_hash, data_hash, listed_in, read_manifest
from conflictdb.export.plan import FIXTURES, RECORDS, SCHEMA_VERSION
from conflictdb.export.publish import Show, versions, write_data
from conflictdb.export.readme import write_readme
from conflictdb.export.rows import one_picture
from conflictdb.models import Merge, Report

MODELS = {table.model._meta.label_lower: table.model for fixture in FIXTURES for table in fixture.tables}
NAMED = {noun: MODELS[label] for label, noun in RECORDS.items()}


class DeltaError(RuntimeError):
    """A delta that can't be applied: says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Step:
    """A delta on the disk, read and checked, with the manifest that tells of it."""

    folder: Path
    manifest: Row
    delta: Delta


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of it: the version that the database holds now, and what was done for it (0 and 0: it held it already)."""

    version: str
    saved: int
    removed: int


def apply_deltas(folders: Sequence[Path], show: Show = lambda what, rows: None) -> Applied:
    """Bring the deltas of these version folders, in their order, into the database; those that it already has are passed over."""
    steps = [_read(folder) for folder in folders]
    _need_chain(steps)
    try:
        with one_picture(writing=True):
            saved = removed = 0
            for step in _due(steps, show):
                removed += _take_away(step.folder)
                saved += _save(step.folder, show)
            if saved or removed:
                _need_result(steps[-1], show)
    except (DatabaseError, DeserializationError) as error:
        raise DeltaError(f"the database refused a row ({_first_line(error)}): nothing was changed; {WHOLE}") from error
    return Applied(steps[-1].delta.to_version, saved, removed)


WHOLE = "try again when nothing else writes to it, or load the whole files of the version into an empty database"


# ---------------------------------------------------------------- checks


def _read(folder: Path) -> Step:
    manifest = read_manifest(folder)
    delta = read_delta(manifest) if manifest else None
    if manifest is None or delta is None:
        raise DeltaError(
            f"{folder}: no manifest.json that tells of a delta; the first version, or the first of a schema, has none"
        )
    broken = damaged(folder, [*_sealed(folder), *delta.files])
    if broken:
        raise DeltaError(f"{folder}: these files are absent or not what their checksums say, get them again: {', '.join(broken)}")
    if manifest["schema_version"] != SCHEMA_VERSION:
        raise DeltaError(
            f"{folder}: of schema {manifest['schema_version']}, this conflictdb writes {SCHEMA_VERSION}: use the"
            f" code of that version ({manifest['code_version']})"
        )
    return Step(folder, manifest, delta)


def _sealed(folder: Path) -> list[Written]:
    """The manifest with its checksum, where the list of checksums was got too."""
    if not (folder / SUMS).exists():
        return []
    lines = (line.split("  ", 1) for line in (folder / SUMS).read_text(encoding="utf-8").splitlines())
    return [Written(NAME, "manifest", 0, 0, sha256) for sha256, name in lines if name == NAME]


def _need_chain(steps: Sequence[Step]) -> None:
    for before, after in itertools.pairwise(steps):
        if before.delta.to_hash != after.delta.from_hash:
            raise DeltaError(
                f"{after.folder}: leads from version {after.delta.from_version}, but the delta before it leads to"
                f" {before.delta.to_version}: give all between them, the oldest first"
            )


def _due(steps: Sequence[Step], show: Show) -> Sequence[Step]:
    """Those that lead on from what the database holds."""
    with tempfile.TemporaryDirectory() as folder:
        files = write_data(Path(folder), show)
        held = data_hash(files)
        states = [steps[0].delta.from_hash, *(step.delta.to_hash for step in steps)]
        if held in states:
            return steps[len(states) - 1 - states[::-1].index(held) :]
        first, last = steps[0], steps[-1]
        name = _known_versions(first.folder).get(held) or _name_of(files, first.manifest, Path(folder))
    raise DeltaError(
        f"leads from version {first.delta.from_version} to {last.delta.to_version}, but this database holds {name}: nothing was"
        " changed; give the deltas that lead on from there, or load the whole files of the newer version into an empty database"
    )


def _known_versions(folder: Path) -> dict[str, str]:
    """The versions that lie about, by the hash of their records."""
    manifests = (
        read_manifest(version) for where in (folder.resolve().parent, settings.EXPORT_DIR) for version in versions(where)
    )
    return {data_hash(listed_in(manifest)): manifest["version"] for manifest in manifests if manifest}


def _name_of(files: Iterable[Written], manifest: Row, folder: Path) -> str:
    # the same README, the same content hash, the same end of the name
    readme = write_readme(folder, manifest["licence"], manifest["citation"])
    return f"a version whose name ends in -{content_hash([*files, readme])[:8]}, or data of its own"


def _need_result(step: Step, show: Show) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if data_hash(write_data(Path(folder), show)) != step.delta.to_hash:
            raise DeltaError(f"the result is not version {step.delta.to_version}: nothing was changed; {WHOLE}")


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__


# ---------------------------------------------------------------- what was taken away


def _take_away(folder: Path) -> int:
    """Remove rows without an id, withdraw records (their ids are for ever), end merges; return how many."""
    rows = [orjson.loads(line) for line in fixture_lines(folder / REMOVED_ROWS)]
    for row in rows:
        _remove_row(row)
    removed = folder / REMOVED
    tombstones = [orjson.loads(line) for line in removed.read_bytes().splitlines()] if removed.exists() else []
    for tombstone in tombstones:
        _withdraw(tombstone["noun"], tombstone["id"])
    return len(rows) + len(tombstones)


def _remove_row(row: Row) -> None:
    model = MODELS[row["model"]]
    gone, _ = model._default_manager.filter(**_conditions(model, row["fields"])).delete()
    if not gone:
        raise DeltaError(f"a row to remove is not there: {orjson.dumps(row).decode()}: nothing was changed; {WHOLE}")


def _conditions(model: Any, fields: Row) -> Row:
    """What tells a row without an id from all others: the columns of its unique constraint."""
    (unique,) = (part for part in model._meta.constraints if isinstance(part, UniqueConstraint) and part.condition is None)
    conditions: Row = {}
    for name in unique.fields:
        value = fields[name]
        if value is None:
            conditions[f"{name}__isnull"] = True
        elif isinstance(model._meta.get_field(name), ForeignKey):
            conditions[f"{name}__public_id"] = value[0]
        else:
            conditions[name] = value
    return conditions


def _withdraw(noun: str, identifier: str) -> None:
    now = timezone.now()
    if noun == MERGES:
        Merge.objects.filter(record=identifier, ended_at=None).update(ended_at=now)
    elif noun == REPORTS:
        Report.objects.filter(public_id=identifier).delete()
    else:
        NAMED[noun]._default_manager.filter(public_id=identifier).update(withdrawn_at=now, updated_at=now)


# ---------------------------------------------------------------- what is new or changed


def _save(folder: Path, show: Show) -> int:
    number = 0
    for fixture in FIXTURES:
        rows = map(orjson.loads, fixture_lines(folder / FOLDER / "fixtures" / f"{fixture.name}.json"))
        for row, found in _deserialized(rows):
            _store(row, found)
            number += 1
            show(fixture.name, number)
    return number


def _deserialized(rows: Iterable[Row]) -> Iterator[tuple[Row, DeserializedObject]]:
    """Each row as Django reads it, one at a time: a row may refer to the one before it."""
    for row in rows:
        # a merge and a report are replaced, since Django does not know them again
        if (key := key_of(row)) and key[0] in (MERGES, REPORTS):
            _withdraw(*key)
        for found in serializers.deserialize("python", [row]):
            yield row, found


def _store(row: Row, found: DeserializedObject) -> None:
    record: Any = found.object
    if record.pk is None:
        found.save()
        return
    # only what the file tells: the time of making and the count of sources are this database's own
    record.withdrawn_at, record.updated_at = None, timezone.now()
    linked = {link.name for link in record._meta.many_to_many}
    save: Callable[..., None] = found.save
    save(update_fields=frozenset({*row["fields"], "withdrawn_at", "updated_at"} - linked))
