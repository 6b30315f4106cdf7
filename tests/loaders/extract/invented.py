"""An invented country with its actors and places, so that tests of reading say nothing about anybody real."""

from __future__ import annotations

import datetime as dt
import functools

from conflictdb.vocabularies import ActorKind, DatePrecision, LocationKind
from loaders.annotate.annotated import Annotated
from loaders.annotate.pipeline import Annotator
from loaders.extract.dates import dated
from loaders.extract.events import events
from loaders.extract.resolutions import resolutions
from loaders.gazetteer import Gazetteer, KnownActor, KnownPlace
from loaders.records import Block, BlockKind, DateValue, Document, EventDraft

THURSDAY = dt.date(2025, 3, 20)

ACTORS = (
    KnownActor("northern-front", "Northern Front", ActorKind.ARMED_GROUP, ("Northern Front", "Front du Nord")),
    KnownActor("velia", "Velia", ActorKind.STATE, ("Velia",), "VL"),
    KnownActor("orland", "Orland", ActorKind.STATE, ("Orland",), "OR"),
    KnownActor("unimis", "UNIMIS", ActorKind.PEACEKEEPING_MISSION, ("UNIMIS",)),
    KnownActor("ada-obi", "Ada Obi", ActorKind.PERSON, ("Ada Obi",), gender="f"),
    KnownActor("jon-marek", "Jon Marek", ActorKind.PERSON, ("Jon Marek",), gender="m"),
    KnownActor("lakes-union", "Lakes Union", ActorKind.IGO, ("Lakes Union", "Union des Lacs")),
)
PLACES = (
    KnownPlace("arka", "Arka", LocationKind.CITY, ("Arka",), "VL"),
    KnownPlace("borun", "Borun", LocationKind.CITY, ("Borun",), "VL"),
    KnownPlace("selby", "Selby", LocationKind.CITY, ("Selby",), "OR"),
    KnownPlace("lower-velia", "Lower Velia", LocationKind.PROVINCE, ("Lower Velia",), "VL"),
    KnownPlace("velia", "Velia", LocationKind.COUNTRY, ("Velia",), "VL"),
    KnownPlace("orland", "Orland", LocationKind.COUNTRY, ("Orland",), "OR"),
)


@functools.cache
def annotator() -> Annotator:
    """An annotator that knows the invented names alone."""
    return Annotator(Gazetteer(actors={a.slug: a for a in ACTORS}, places={p.slug: p for p in PLACES}))


def annotated(*paragraphs: str, language: str = "en", title: str | None = None) -> Annotated:
    """An article of these paragraphs, published on a Thursday."""
    kinds = [(BlockKind.TITLE, title)] if title else []
    kinds += [(BlockKind.PARAGRAPH, paragraph) for paragraph in paragraphs]
    text = "\n".join(part for _, part in kinds)
    blocks, start = [], 0
    for kind, part in kinds:
        blocks.append(Block(kind, part, ((0, start),)))
        start += len(part) + 1
    document = Document(
        external_id="x",
        place="x.txt",
        text=text,
        sha256="0" * 64,
        language=language,
        blocks=tuple(blocks),
        title=title,
        published=DateValue(THURSDAY, THURSDAY, DatePrecision.DAY),
    )
    return next(iter(annotator().annotate([document])))


def read_events(*paragraphs: str, language: str = "en", title: str | None = None) -> tuple[EventDraft, ...]:
    """The events of such an article."""
    given = annotated(*paragraphs, language=language, title=title)
    days = dated(given)
    return events(given, days.printed, resolutions(given), days.implied)
