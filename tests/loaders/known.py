"""A small gazetteer for tests of names, and documents annotated with it: mostly invented, with a few real states."""

from __future__ import annotations

import datetime as dt
from functools import cache

from conflictdb.vocabularies import ActorKind, DatePrecision, LocationKind, SourceKind
from loaders.annotate.annotated import Annotated, Mention
from loaders.annotate.pipeline import Annotator
from loaders.gazetteer import Gazetteer, KnownActor, KnownPlace, Post
from loaders.records import Block, BlockKind, DateValue, Document

STATES = (("rwanda", "Rwanda", "RW"), ("drc", "Democratic Republic of the Congo", "CD"), ("uganda", "Uganda", "UG"))
CONGO = ("DRC", "Congo", "DR Congo", "République démocratique du Congo", "RDC")


def _actor(slug: str, name: str, kind: ActorKind, *names: str, country: str | None = None, **more: object) -> KnownActor:
    return KnownActor(slug, name, kind, (name, *names), country, **more)  # type: ignore[arg-type]


def _place(slug: str, name: str, kind: LocationKind, *names: str, country: str | None = "CD") -> KnownPlace:
    return KnownPlace(slug, name, kind, (name, *names), country, latitude=-1.5, longitude=29.0)


ACTORS = (
    *(_actor(slug, name, ActorKind.STATE, *(CONGO if slug == "drc" else ()), country=code) for slug, name, code in STATES),
    _actor("fardc", "FARDC", ActorKind.STATE_FORCES, country="CD"),
    _actor("rdf", "Rwanda Defence Force", ActorKind.STATE_FORCES, country="RW"),
    _actor("rw-police", "Rwanda National Police", ActorKind.STATE_FORCES, country="RW"),
    _actor("rw-foreign", "Ministry of Foreign Affairs of Rwanda", ActorKind.STATE, "Rwandan foreign ministry", country="RW",
           posts=(Post("rwanda", ""),)),
    _actor("m23", "M23", ActorKind.ARMED_GROUP, "March 23 Movement"),
    _actor("alliance", "Ruzizi Valley Alliance", ActorKind.ARMED_GROUP, "Alliance de la vallée"),
    _actor("un", "United Nations", ActorKind.IGO, "UN", "Nations unies", "ONU"),
    _actor("un-security-council", "United Nations Security Council", ActorKind.IGO, "Security Council", "Conseil de sécurité"),
    _actor("monusco", "MONUSCO", ActorKind.PEACEKEEPING_MISSION),
    _actor("union", "African Union", ActorKind.IGO, "AU"),
    _actor("relief", "Lakes Relief Fund", ActorKind.NGO),
    _actor("okello", "Grace Okello", ActorKind.PERSON, gender="f", country="UG",
           posts=(Post("union", "Special Envoy", dt.date(2024, 1, 1)),)),
    _actor("mukasa", "Jean Mukasa", ActorKind.PERSON, gender="m", country="CD",
           posts=(Post("drc", "Minister of Defence", dt.date(2023, 1, 1), dt.date(2025, 12, 31)),)),
    _actor("old-mukasa", "Albert Mukasa", ActorKind.PERSON, gender="m", country="CD",
           posts=(Post("drc", "President", dt.date(1990, 1, 1), dt.date(1995, 1, 1)),)),
    _actor("banza", "Aimé Banza", ActorKind.PERSON, gender="m", country="CD",
           posts=(Post("drc", "President", dt.date(2019, 1, 1), None, "Président"),
                  Post("union", "Chairperson", dt.date(2025, 1, 1), None, "Président en exercice"),
                  Post("drc", "Minister of Mines", dt.date(2009, 1, 1), dt.date(2011, 1, 1)))),
)  # fmt: skip
PLACES = (
    _place("drc", "Democratic Republic of the Congo", LocationKind.COUNTRY, *CONGO),
    _place("rwanda", "Rwanda", LocationKind.COUNTRY, country="RW"),
    _place("uganda", "Uganda", LocationKind.COUNTRY, country="UG"),
    _place("kigali", "Kigali", LocationKind.CITY, country="RW"),
    _place("kinshasa", "Kinshasa", LocationKind.CITY),
    _place("goma", "Goma", LocationKind.CITY),
    _place("goma-airport", "Goma Airport", LocationKind.SITE),
    _place("north-kivu", "North Kivu", LocationKind.PROVINCE, "Nord-Kivu"),
    _place("south-kivu", "South Kivu", LocationKind.PROVINCE, "Sud-Kivu"),
    _place("beni", "Beni", LocationKind.CITY),
    _place("beni-territory", "Beni", LocationKind.TERRITORY),
    _place("lubero-territory", "Lubero", LocationKind.TERRITORY),
    _place("congo-river", "Congo River", LocationKind.WATER, country=None),
)
KNOWN = Gazetteer({actor.slug: actor for actor in ACTORS}, {place.slug: place for place in PLACES})


@cache
def annotator() -> Annotator:
    return Annotator(KNOWN)


def document(
    *paragraphs: str, language: str = "en", published: str | None = "2025-03-20", kind: SourceKind = SourceKind.NEWS
) -> Document:
    text = "\n\n".join(paragraphs)
    blocks, at = [], 0
    for paragraph in paragraphs:
        start = text.index(paragraph, at)
        blocks.append(Block(BlockKind.PARAGRAPH, paragraph, ((0, start),)))
        at = start + len(paragraph)
    day = dt.date.fromisoformat(published) if published else None
    date = DateValue(day, day, DatePrecision.DAY) if day else None
    return Document("x", "x.txt", text, "0" * 64, language, tuple(blocks), kind=kind, published=date)


def annotate(*paragraphs: str, language: str = "en", **more: object) -> Annotated:
    return next(annotator().annotate([document(*paragraphs, language=language, **more)]))  # type: ignore[arg-type]


def mentions(*paragraphs: str, language: str = "en") -> dict[str, Mention]:
    return {mention.text: mention for mention in annotate(*paragraphs, language=language).mentions}
