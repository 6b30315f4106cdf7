"""Publishes a version of the dataset: whole or not at all.

A version is a folder that never changes. It is written under another name, brought to the disk, renamed, and only then named by
`latest`, a symbolic link that is replaced in one step: whoever reads through it sees the old version or the new one. Where the
data are those of the latest version, no new one is made. A version carries the delta that leads to it from the one before.
A run that dies leaves a folder that the next one removes.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from django.utils import timezone

from conflictdb.export.delta import DamagedError, Delta, write_delta
from conflictdb.export.file import Written
from conflictdb.export.fixture import Fixtures
from conflictdb.export.jsonl import JsonLines
from conflictdb.export.manifest import NAME, SUMS, Manifest, checksums, make_manifest, read_manifest
from conflictdb.export.readme import write_readme
from conflictdb.export.rows import one_picture

Rows = Generator[dict[str, Any], None, None]
LATEST = "latest"
UNFINISHED = ".unfinished-"
# where the deltas lie that somebody asked for, beside the versions
DELTAS = "deltas"
# A noun that loses more than this share of its records from one version to the next stops the publication.
SHRINK_MAX = 0.5


class ExportRunningError(RuntimeError):
    """Another export writes to the same folder."""


class NothingToExportError(RuntimeError):
    """The database holds no records."""


class UnknownVersionError(RuntimeError):
    """A version that is not here."""


class ShrunkError(RuntimeError):
    """Far fewer records than in the latest version: more likely an accident than news."""


class Format(Protocol):
    """A format of files: four verbs, in this order; `close` also after a failure."""

    def setup(self, folder: Path) -> Iterator[tuple[Any, Rows]]:
        """Open the files, and give the rows to feed, unit by unit."""

    def feed(self, unit: Any, row: dict[str, Any]) -> None:
        """Write one row of a unit."""

    def finish(self) -> list[Written]:
        """Bring the files to the disk, and say what they are."""

    def close(self) -> None:
        """Give up what is open."""


class Show(Protocol):
    """Shows how far an export is."""

    def __call__(self, what: str, rows: int) -> None:
        """Show it."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What an export came to: the version that is the latest now, whether it is new, and why it has no delta if it should."""

    folder: Path
    version: str
    new: bool
    counts: dict[str, int]
    remark: str = ""


def publish(folder: Path, show: Show = lambda what, rows: None, *, allow_shrinking: bool = False) -> Publication:
    """Bring the versions in `folder` up to date with the database."""
    folder.mkdir(parents=True, exist_ok=True)
    with _only_export(folder):
        _remove_unfinished(folder)
        draft = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
        try:
            with one_picture():
                files = write_data(draft, show)
            return _settle(folder, draft, [*files, write_readme(draft)], allow_shrinking=allow_shrinking)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def write_data(folder: Path, show: Show) -> list[Written]:
    """Write all records of the database into `folder`; the caller holds the picture that is read."""
    return [written for form in (JsonLines(), Fixtures()) for written in _write(form, folder, show)]


def delta_since(folder: Path, version: str) -> Path:
    """Write what leads from an older version in `folder` to the latest, and return where it lies: `deltas/OLDER_LATEST`."""
    after = read_manifest(folder / LATEST)
    old = next((known for known in versions(folder) if known.name == version), None)
    before = read_manifest(old) if old else None
    if old is None or before is None or after is None:
        raise UnknownVersionError(f"version {version} is not in {folder}: its versions are the folders there")
    final = folder / DELTAS / f"{version}_{after['version']}"
    if final.exists():
        return final
    with _only_export(folder):
        draft = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
        try:
            delta = write_delta(old, before, folder / LATEST, after, draft)
            _seal(draft, replace(Manifest(**after), files=(), delta=delta.as_json()), delta.files)
            final.parent.mkdir(exist_ok=True)
            return draft.rename(final)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def versions(folder: Path) -> list[Path]:
    """The versions in `folder`, the oldest first."""
    return sorted(path.parent for path in folder.glob(f"*/{NAME}") if not path.parent.is_symlink() and path.parent.name[0] != ".")


def prune(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest `keep` versions, never the one that `latest` names; return what was removed."""
    latest = (folder / LATEST).resolve()
    gone = [version for version in versions(folder)[: -keep or None] if version.resolve() != latest]
    with _only_export(folder):
        for version in gone:
            # under its name it is whole or gone
            hidden = version.rename(folder / f"{UNFINISHED}{version.name}")
            shutil.rmtree(hidden)
            for delta in (folder / DELTAS).glob(f"*_{version.name}"):
                shutil.rmtree(delta)
    return gone


def _write(form: Format, folder: Path, show: Show) -> list[Written]:
    try:
        for unit, rows in form.setup(folder):
            number = 0
            with closing(rows):  # the database's cursor goes before the transaction that it reads in
                for number, row in enumerate(rows, 1):
                    form.feed(unit, row)
                    show(unit.name, number)
            show(unit.name, number)
        return form.finish()
    finally:
        form.close()


def _settle(folder: Path, draft: Path, files: Iterable[Written], *, allow_shrinking: bool) -> Publication:
    manifest = make_manifest(files, timezone.now())
    before = read_manifest(folder / LATEST)
    if before and before.get("content_hash") == manifest.content_hash:
        return Publication((folder / LATEST).resolve(), str(before["version"]), new=False, counts=manifest.counts)
    _check_counts(manifest, before, allow_shrinking=allow_shrinking)
    delta, remark = _delta(folder / LATEST, before, draft, manifest)
    _seal(draft, replace(manifest, delta=delta.as_json() if delta else None), [*manifest.files, *(delta.files if delta else ())])
    final = draft.rename(folder / manifest.version)
    _to_disk(folder)
    _name_latest(folder, final.name)
    return Publication(final, manifest.version, new=True, counts=manifest.counts, remark=remark)


def _delta(old: Path, before: dict[str, Any] | None, draft: Path, manifest: Manifest) -> tuple[Delta | None, str]:
    """The delta that leads to the draft from the version before, or why there is none."""
    if before is None:
        return None, ""
    try:
        return write_delta(old, before, draft, asdict(manifest), draft), ""
    except DamagedError as error:
        return None, f"no delta: {error}"


def _seal(draft: Path, manifest: Manifest, files: Iterable[Written]) -> None:
    """Write the manifest and the checksums of a draft, and bring it to the disk."""
    (draft / NAME).write_bytes(manifest.as_json())
    (draft / SUMS).write_bytes(checksums([*files, _written(draft / NAME)]))
    draft.chmod(0o755)
    for path in [draft / NAME, draft / SUMS, *(path for path in draft.rglob("*") if path.is_dir()), draft]:
        _to_disk(path)


def _check_counts(manifest: Manifest, before: dict[str, Any] | None, *, allow_shrinking: bool) -> None:
    if not any(manifest.counts.values()):
        raise NothingToExportError("the database holds no records: run load_reference and load_articles first")
    shrunk = [
        f"{noun}: {before['counts'][noun]} before, {number} now"
        for noun, number in manifest.counts.items()
        if before and number < before["counts"].get(noun, 0) * SHRINK_MAX
    ]
    if shrunk and not allow_shrinking:
        raise ShrunkError(
            f"far fewer records than in the latest version ({'; '.join(shrunk)}): if that is right, say --allow-shrinking"
        )


def _name_latest(folder: Path, version: str) -> None:
    link = folder / f"{UNFINISHED}{LATEST}"
    link.unlink(missing_ok=True)
    link.symlink_to(version, target_is_directory=True)
    link.replace(folder / LATEST)
    _to_disk(folder)


def _written(path: Path) -> Written:
    data = path.read_bytes()
    return Written(path.name, "manifest", 0, len(data), hashlib.sha256(data).hexdigest())


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_unfinished(folder: Path) -> None:
    for path in folder.glob(f"{UNFINISHED}*"):
        path.unlink() if path.is_symlink() else shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _only_export(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, which the system frees when its holder dies."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ExportRunningError(f"another export is writing to {folder}: wait for its end") from error
        yield
