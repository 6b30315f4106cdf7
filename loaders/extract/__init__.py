"""Annotated document to drafts: statements, events, posts, dates and resolutions, each by its span."""

from __future__ import annotations

from loaders.annotate.annotated import Annotated
from loaders.extract.codings import codings
from loaders.extract.dates import dated, references
from loaders.extract.events import events
from loaders.extract.resolutions import resolutions
from loaders.extract.roles import roles
from loaders.extract.statements import statements
from loaders.records import Drafts

__all__ = ["extract"]


def extract(annotated: Annotated) -> Drafts:
    """Return everything that the document says, before anybody in it is identified."""
    days = dated(annotated)
    cited = resolutions(annotated)
    return Drafts(
        statements=statements(annotated, days.printed, cited),
        events=events(annotated, days.printed, cited, days.implied),
        codings=codings(annotated),
        roles=roles(annotated),
        dates=tuple(sorted((*days.printed, *references(annotated)), key=lambda record: record.start)),
        resolutions=cited,
    )
