"""Whether a document is a running report of a day, which dates what it reports."""

from __future__ import annotations

from loaders.annotate.annotated import Annotated
from loaders.extract.cues import speech
from loaders.records import BlockKind

HEAD = 2  # tokens of the title in which it says so


def is_live(annotated: Annotated) -> bool:
    """Return whether the title begins with "LIVE", "EN DIRECT"."""
    title = next((section for section in annotated.sections if section.block.kind is BlockKind.TITLE), None)
    words = speech(annotated.document.language).words["live"]
    return title is not None and any(token.lower_ in words for token in title.doc[:HEAD])
