"""The names of what was merged as names of what stands for it: found by search, and linked in what is read from then on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from conflictdb.identity import fold
from conflictdb.vocabularies import NameKind


def names_to_lend(kept: Any, gone: Any) -> list[tuple[str, str]]:
    """The names of the one, its own and all others, that the other does not bear: each with its language."""
    known = {kept.folded, *(name.folded for name in kept.names.all())}
    found: dict[str, tuple[str, str]] = {}
    for name, language in [(gone.name, ""), *((row.name, row.language) for row in gone.names.order_by("pk"))]:
        if fold(name) not in known:
            found.setdefault(fold(name), (name, language))
    return list(found.values())


def lend_names(kept: Any, gone: Any) -> list[int]:
    """Let the other bear these names too; return the keys of the new rows. A load of reference data leaves them alone."""
    return [
        kept.names.create(name=name, language=language, kind=NameKind.MERGED.value).pk
        for name, language in names_to_lend(kept, gone)
    ]


def take_names_back(kept: Any, keys: Iterable[int]) -> None:
    """End that; what a person took off meanwhile is gone already."""
    kept.names.filter(pk__in=list(keys), kind=NameKind.MERGED.value).delete()
