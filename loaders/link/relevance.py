"""Whether a document is about armed conflict or conflict diplomacy."""

from __future__ import annotations

import functools

from conflictdb.vocabularies import ActorKind
from loaders.annotate.annotated import Annotated
from loaders.annotate.words import words_of
from loaders.vocab import table

_FIGHTING = frozenset({ActorKind.ARMED_GROUP, ActorKind.STATE_FORCES, ActorKind.PEACEKEEPING_MISSION})


@functools.cache
def _field(name: str) -> frozenset[str]:
    return frozenset(table("relevance")[name]["words"])


def is_conflict_related(annotated: Annotated) -> bool:
    """Whether it is about conflict: not where words of another field outweigh, nor where a long text hardly speaks of it."""
    conflict = sum(1 for mention in annotated.mentions if mention.actor_kind in _FIGHTING)
    other = length = 0
    for section in annotated.sections:
        keys = words_of(section.block.text).keys
        length += len(keys)
        conflict += sum(1 for key in keys if key in _field("conflict"))
        other += sum(1 for key in keys if key in _field("other"))
    limits = table("relevance")["limits"]
    if length >= limits["long"] and conflict * limits["words_to_one"] < length:
        return False
    return bool(other < limits["least"] or other < limits["outweighs"] * conflict)
