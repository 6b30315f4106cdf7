"""Whether a document is about armed conflict or conflict diplomacy."""

from __future__ import annotations

import functools

from loaders.annotate.annotated import Annotated
from loaders.annotate.words import words_of
from loaders.vocab import table


@functools.cache
def _field(name: str) -> frozenset[str]:
    return frozenset(table("relevance")[name]["words"])


def is_conflict_related(annotated: Annotated) -> bool:
    """Whether the document is about conflict: it is unless words of another field clearly outweigh those of conflict."""
    conflict = other = 0
    for section in annotated.sections:
        keys = words_of(section.block.text).keys
        conflict += sum(1 for key in keys if key in _field("conflict"))
        other += sum(1 for key in keys if key in _field("other"))
    limits = table("relevance")["limits"]
    return bool(other < limits["least"] or other < limits["outweighs"] * conflict)
