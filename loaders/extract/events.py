"""The events in a document: what happened, where, when, who did it to whom."""

from __future__ import annotations

from loaders.annotate.annotated import Annotated
from loaders.records import DateRecord, EventDraft, ResolutionRef


def events(annotated: Annotated, dates: tuple[DateRecord, ...], resolutions: tuple[ResolutionRef, ...]) -> tuple[EventDraft, ...]:
    """Return the events that the document reports, each once, in reading order."""
    return ()
