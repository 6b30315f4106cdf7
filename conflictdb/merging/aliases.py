"""The names of what was merged as names of what stands for it: found by search, and linked in what is read from then on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

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


def pass_on_names(kept: Any, gone: Any) -> list[int]:
    """Hang the names that the one was lent itself on the other, and return their keys: they go with the merge that lent them."""
    known = {kept.folded, *(name.folded for name in kept.names.all())}
    lent = gone.names.filter(kind=NameKind.MERGED.value).order_by("pk")
    keys = [row.pk for row in lent if row.folded not in known]
    _hang(gone.names.filter(pk__in=keys), kept)
    return keys


def return_names(kept: Any, gone: Any, keys: Iterable[int]) -> None:
    """Hang them where they hung, as far as they are still there."""
    _hang(kept.names.filter(pk__in=list(keys)), gone)


def lend_names(kept: Any, gone: Any) -> list[int]:
    """Let the other bear these names too; return the keys of the new rows. A load of reference data leaves them alone."""
    return [
        kept.names.create(name=name, language=language, kind=NameKind.MERGED.value).pk
        for name, language in names_to_lend(kept, gone)
    ]


def take_names_back(kept: Any, keys: Iterable[int]) -> None:
    """End that, on whatever the names hang by now; what a person took off meanwhile is gone already."""
    kept.names.model.objects.filter(pk__in=list(keys), kind=NameKind.MERGED.value).delete()


def _hang(names: QuerySet[Any], thing: Any) -> None:
    names.update(**{str(thing._meta.model_name): thing})
