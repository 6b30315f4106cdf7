"""Deltas that don't fit are refused with a reason, and nothing is changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conflictdb.export.apply import DeltaError, apply_deltas
from conflictdb.export.manifest import NAME, SUMS
from conflictdb.export.publish import publish
from conflictdb.models import Event
from tests.conflictdb.conftest import Sample
from tests.conflictdb.test_delta import added, changed, data, merged, nothing, restore, twin, two_versions

pytestmark = pytest.mark.usefixtures("quick_exports")


def refused(*folders: Path) -> str:
    before = data(publish(folders[0] / "before").folder)
    with pytest.raises(DeltaError) as error:
        apply_deltas(folders)
    assert data(publish(folders[0] / "before").folder) == before
    return str(error.value)


def test_on_another_base_it_is_refused_and_both_versions_are_named(sample: Sample, tmp_path: Path) -> None:
    first = publish(tmp_path).folder
    twin(sample)
    second = publish(tmp_path).folder
    changed(sample)
    third = publish(tmp_path).folder
    restore(first)
    message = refused(third)
    assert message.startswith(
        f"leads from version {second.name} to {third.name}, but this database holds {first.name}: nothing was changed"
    )
    Event.objects.update(killed=99)
    mine = publish(tmp_path / "mine").version
    message = refused(third)
    assert (
        f"leads from version {second.name} to {third.name}, but this database holds a version whose name ends in -{mine[-8:]}"
        in message
    )


def test_a_gap_between_deltas_is_refused_and_both_versions_are_named(sample: Sample, tmp_path: Path) -> None:
    folders = [publish(tmp_path).folder]
    for change in (twin, merged, changed):
        change(sample)
        folders.append(publish(tmp_path).folder)
    restore(folders[0])
    message = refused(folders[1], folders[3])
    assert f"leads from version {folders[2].name}, but the delta before it leads to {folders[1].name}" in message


@pytest.mark.parametrize("name", ["delta/events.jsonl", "delta/fixtures/07-events.json", "delta/fixtures/removed.json", NAME])
@pytest.mark.parametrize("absent", [False, True], ids=["changed", "absent"])
def test_a_broken_file_is_refused(sample: Sample, tmp_path: Path, name: str, absent: bool) -> None:
    older, newer = two_versions(sample, tmp_path, nothing, changed)
    restore(older)
    if absent:
        (newer / name).unlink()
        assert ("tells of a delta" if name == NAME else f"get them again: {name}") in refused(newer)
    else:
        (newer / name).write_bytes((newer / name).read_bytes() + b"\n")
        assert refused(newer).endswith(f"get them again: {name}")


def test_a_first_version_is_refused(sample: Sample, tmp_path: Path) -> None:
    assert "no manifest.json that tells of a delta" in refused(publish(tmp_path).folder)


def resealed(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Another manifest, without the list of checksums that would tell."""
    manifest = json.loads((folder / NAME).read_bytes())
    change(manifest)
    (folder / NAME).write_text(json.dumps(manifest), encoding="utf-8")
    (folder / SUMS).unlink()


def test_another_schema_is_refused(sample: Sample, tmp_path: Path) -> None:
    older, newer = two_versions(sample, tmp_path, nothing, changed)
    restore(older)
    resealed(newer, lambda manifest: manifest.update(schema_version="9.0"))
    assert "of schema 9.0, this conflictdb writes 1.3" in refused(newer)


def test_what_does_not_become_the_newer_version_is_taken_back(sample: Sample, tmp_path: Path) -> None:
    older, newer = two_versions(sample, tmp_path, nothing, changed)
    restore(older)
    resealed(newer, lambda manifest: manifest["delta"].update(to_hash="0" * 64))
    assert refused(newer).startswith(f"the result is not version {newer.name}: nothing was changed")


def test_a_row_that_the_database_refuses_is_told_and_nothing_is_changed(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older, newer = two_versions(sample, tmp_path, nothing, added)
    restore(older)
    resealed(newer, lambda manifest: manifest["delta"].update(files=[]))
    (newer / "delta/fixtures/01-locations.json").unlink()
    assert "the database refused a row" in refused(newer)
