"""What points at a place without being used as one: demonyms, names before nouns, governments named by their capital."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loaders.annotate.nations import DEMONYM
from loaders.link.cast import Cast, Reading
from loaders.link.senses import Sense
from loaders.records import MentionRecord, PlaceSense, ToponymRecord

_SENSES = {Sense.ACTOR: PlaceSense.ACTOR, Sense.MODIFIER: PlaceSense.MODIFIER, Sense.PLACE: PlaceSense.PLACE}
# found by so little that it needs another sign to be a place
_UNSURE = frozenset({"model", "world"})


def toponym_records(cast: Cast, mentions: Iterable[MentionRecord]) -> tuple[ToponymRecord, ...]:
    """Return them by position; what is among `mentions` as a place already is left out."""
    taken = {at for mention in mentions if mention.place for at in range(mention.start, mention.end)}
    kept = []
    for record in sorted((*_readings(cast), *_nations(cast)), key=lambda record: (record.start, record.end)):
        if taken.isdisjoint(range(record.start, record.end)):
            taken.update(range(record.start, record.end))
            kept.append(record)
    return tuple(kept)


def _readings(cast: Cast) -> Iterator[ToponymRecord]:
    for reading in cast.readings:
        mention, place = reading.mention, reading.place
        if place is not None and (place.slug or ((place.candidates or place.latitude is not None) and _is_sure(reading))):
            yield ToponymRecord(mention.start, mention.end, mention.text, place, _SENSES[reading.sense])


def _is_sure(reading: Reading) -> bool:
    return reading.mention.rule not in _UNSURE or reading.sense is Sense.PLACE


def _nations(cast: Cast) -> Iterator[ToponymRecord]:
    for mention in cast.annotated.nations:
        if place := cast.places.of(mention):
            sense = PlaceSense.DEMONYM if mention.rule == DEMONYM else PlaceSense.ACTOR
            yield ToponymRecord(mention.start, mention.end, mention.text, place, sense)
