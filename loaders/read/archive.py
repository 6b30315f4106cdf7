"""Archives: their members one by one, none unpacked to disk, none trusted."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import IO

from loaders.read import guard
from loaders.read.entry import SIDECAR, Entry
from loaders.read.refusing import NotReadError
from loaders.records import Refusal

_LINK = 0o120000
_ENCRYPTED = 0x1


def zip_entries(file: IO[bytes], place: str) -> Iterator[Entry | Refusal]:
    """Yield the files of a ZIP archive by name; one made to do harm is refused whole, a harmful member alone."""
    with zipfile.ZipFile(file) as archive:
        members = {info.filename: info for info in archive.infolist() if not info.is_dir()}
        guard.check_member_count(len(archive.infolist()))
        for name, info in sorted(members.items()):
            try:
                guard.check_member_name(name)
                _check_zip_member(info)
            except NotReadError as error:
                yield Refusal(f"{place}:{name}", error.code, str(error))
                continue
            yield _entry(name, place, archive, members)


def tar_entries(file: IO[bytes], place: str, packed: int) -> Iterator[Entry | Refusal]:
    """Yield the files of a packed tar archive by name; what it unpacks to is weighed before it is unpacked further."""
    with tarfile.open(fileobj=file, mode="r:*") as archive:
        members = {info.name: info for info in _weighed(archive, packed) if not info.isdir()}
        for name, info in sorted(members.items()):
            try:
                guard.check_member_name(name)
                if not info.isreg():
                    raise NotReadError("link", "the member is a link or a device: pack the file itself")
            except NotReadError as error:
                yield Refusal(f"{place}:{name}", error.code, str(error))
                continue
            yield _entry(name, place, archive, members)


def _entry(
    name: str, place: str, archive: zipfile.ZipFile | tarfile.TarFile, members: Mapping[str, zipfile.ZipInfo | tarfile.TarInfo]
) -> Entry:
    return Entry(
        place=f"{place}:{name}",
        name=PurePosixPath(name).name,
        open=partial(_open_member, archive, members[name]),
        sidecar=partial(_sidecar_of, archive, members, str(PurePosixPath(name).with_suffix(SIDECAR))),
    )


def _weighed(archive: tarfile.TarFile, packed: int) -> Iterator[tarfile.TarInfo]:
    total = count = 0
    while (info := archive.next()) is not None:
        count += 1
        total += info.size
        guard.check_member_count(count)
        guard.check_ratio(total, packed)
        yield info


def _check_zip_member(info: zipfile.ZipInfo) -> None:
    if (info.external_attr >> 16) & 0o170000 == _LINK:
        raise NotReadError("link", "the member is a link: pack the file itself")
    if info.flag_bits & _ENCRYPTED:
        raise NotReadError("encrypted", "the member is encrypted: pack it without a password")
    guard.check_ratio(info.file_size, info.compress_size)


def _sidecar_of(
    archive: zipfile.ZipFile | tarfile.TarFile, members: Mapping[str, zipfile.ZipInfo | tarfile.TarInfo], name: str
) -> bytes | None:
    if name not in members:
        return None
    with _open_member(archive, members[name]) as file:
        return guard.read_limited(file)


def _open_member(archive: zipfile.ZipFile | tarfile.TarFile, info: zipfile.ZipInfo | tarfile.TarInfo) -> IO[bytes]:
    if isinstance(archive, zipfile.ZipFile) and isinstance(info, zipfile.ZipInfo):
        return archive.open(info)
    file = archive.extractfile(info) if isinstance(archive, tarfile.TarFile) and isinstance(info, tarfile.TarInfo) else None
    if file is None:
        raise NotReadError("link", "the member is no file")
    return file
