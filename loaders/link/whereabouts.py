"""Which place a stretch means: a name, or "the city", "there"."""

from __future__ import annotations

import functools

from conflictdb.vocabularies import LocationKind
from loaders.annotate.words import words_of
from loaders.link.cast import Cast
from loaders.records import PlaceRef, Ref
from loaders.vocab import table


@functools.cache
def _kinds_by_noun() -> dict[str, LocationKind | None]:
    nouns: dict[str, LocationKind | None] = {
        "capital": LocationKind.CITY,
        "capitale": LocationKind.CITY,
        "country": LocationKind.COUNTRY,
        "pays": LocationKind.COUNTRY,
        "there": None,
        "here": None,
        "la-bas": None,
        "y": None,
    }
    for side in ("before", "after"):
        for kinds in table("place_words")[side].values():
            for kind, entries in kinds.items():
                for noun in entries:
                    nouns.setdefault(words_of(noun).keys[-1], None if kind == "loose" else LocationKind(kind))
    return nouns


def place_meant(cast: Cast, ref: Ref) -> PlaceRef | None:
    """Return the place that a stretch means; a description means the last place of its kind before it."""
    readings = [reading for reading in cast.overlapping(ref.start, ref.end) if reading.place]
    if readings:
        return readings[0].place
    keys = words_of(ref.text).keys
    kinds = [_kinds_by_noun()[key] for key in keys if key in _kinds_by_noun()]
    if not kinds:
        return None
    for reading in reversed(cast.readings):
        if reading.mention.start < ref.start and reading.place and not reading.acts and kinds[-1] in {None, reading.place.kind}:
            return reading.place
    return None
