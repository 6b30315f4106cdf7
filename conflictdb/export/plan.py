"""What the exported files hold: which records, which columns, in which order. Data only; `rows` reads it.

A key that stands here stands in every record of its file, null where nothing is known. Changing a shape is a change of
SCHEMA_VERSION: the first number for what breaks readers, the second for what is added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Q, TextField, Value, When

from conflictdb import models
from conflictdb.models.source import TARGETS

SCHEMA_VERSION = "1.3"


NONE_LEFT_OUT = Q()


@dataclass(frozen=True, slots=True)
class Column:
    """A value: its key in the file, the model's field, and what it means where the model's help text does not say it."""

    name: str
    field: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class One:
    """Another record, nested. Where it no longer stands: null, or, if the record is nothing without it, no record."""

    name: str
    field: str
    shape: Shape
    required: bool = False


@dataclass(frozen=True, slots=True)
class Many:
    """Other records, nested in a list, in a stated order; with `one_of`, only those that have one of these parts."""

    name: str
    field: str
    shape: Shape
    order: tuple[str, ...] = ("public_id",)
    one_of: tuple[str, ...] = ()


Shape = tuple[Column | One | Many, ...]


@dataclass(frozen=True, slots=True)
class Noun:
    """A file of JSON Lines: one record a line, by id unless it says otherwise. `computed`: what the database works out."""

    name: str
    model: Any
    shape: Shape
    computed: tuple[tuple[str, Any], ...] = ()
    order: tuple[str, ...] = ("public_id",)
    where: Q = NONE_LEFT_OUT


@dataclass(frozen=True, slots=True)
class Table:
    """A stretch of a fixture: a model's rows. In a tree parents go first; with `one_of`, only rows that have one of these."""

    model: Any
    order: tuple[str, ...] = ("public_id",)
    tree: bool = False
    one_of: tuple[str, ...] = ()
    where: Q = NONE_LEFT_OUT


@dataclass(frozen=True, slots=True)
class Fixture:
    """A fixture file: its name and its tables, each after what it refers to."""

    name: str
    tables: tuple[Table, ...]


def _same(*names: str) -> Shape:
    return tuple(Column(name, name) for name in names)


# What a mention may name.
NAMED = ("actor", "location", "resolution")
PUBLIC_TEXT = Case(When(text_public=True, then=F("text")), default=Value(""), output_field=TextField())
ID = Column("id", "public_id", "The public id: the same in every version, in the API and in the admin.")
ACTOR_REF: Shape = (ID, *_same("slug", "name"))
LOCATION_REF: Shape = (ID, *_same("slug", "name"))
TOPIC_REF: Shape = (ID, *_same("slug", "label"))
RESOLUTION_REF: Shape = (ID, *_same("symbol"))
SOURCE_REF: Shape = (ID, *_same("external_id", "title", "url"))
NAMES = Many("names", "names", _same("name", "language", "kind"), ("name", "language"))
EXTERNAL_IDS = Many("external_ids", "external_ids", _same("scheme", "identifier"), ("scheme", "identifier"))
EVIDENCE = Many(
    "evidence",
    "evidence",
    (One("source", "source", SOURCE_REF, required=True), *_same("start", "end", "excerpt", "marks", "extractor", "confidence")),
    ("source__public_id", "start", "end", "extractor"),
)
REVIEW = _same("review_status")

ACTORS = Noun(
    "actors",
    models.Actor,
    (
        ID,
        *_same("slug", "name", "kind", "described", "gender", "description"),
        One("country", "country", (*LOCATION_REF, *_same("country_code"))),
        NAMES,
        EXTERNAL_IDS,
        Many(
            "affiliations",
            "affiliations",
            (
                ID,
                One("organisation", "organisation", ACTOR_REF, required=True),
                *_same("role", "role_fr", "since", "until", "date_precision"),
                EVIDENCE,
                *REVIEW,
            ),
        ),
        Many(
            "relations",
            "relations",
            (
                ID,
                *_same("kind"),
                One("other", "other", ACTOR_REF, required=True),
                *_same("since", "until", "date_precision", "contested"),
                EVIDENCE,
                *REVIEW,
            ),
        ),
        *REVIEW,
    ),
)
LOCATIONS = Noun(
    "locations",
    models.Location,
    (
        ID,
        *_same("slug", "name", "kind", "country_code"),
        One("parent", "parent", LOCATION_REF),
        *_same("latitude", "longitude", "precision_km", "west", "south", "east", "north"),
        NAMES,
        EXTERNAL_IDS,
        *REVIEW,
    ),
)
TOPICS = Noun(
    "topics",
    models.Topic,
    (ID, *_same("slug", "label", "description"), One("parent", "parent", TOPIC_REF), NAMES),
)
RESOLUTIONS = Noun(
    "resolutions",
    models.Resolution,
    (
        ID,
        *_same("symbol", "number", "year"),
        One("body", "body", ACTOR_REF, required=True),
        *_same("status", "title", "subject", "adopted_on", "url", "votes_for", "votes_against", "abstentions"),
        Many(
            "provisions",
            "provisions",
            (
                ID,
                *_same("act", "text"),
                Many("addressees", "addressees", ACTOR_REF),
                Many("topics", "topics", TOPIC_REF),
                EVIDENCE,
                *REVIEW,
            ),
        ),
        *REVIEW,
    ),
)
SOURCES = Noun(
    "sources",
    models.Source,
    (
        ID,
        *_same("external_id", "title"),
        One("publisher", "publisher", ACTOR_REF),
        *_same("publisher_text", "kind", "language", "url", "published_from", "published_to", "date_precision", "date_inferred"),
        *_same("retrieved_at", "sha256", "pipeline_version", "conflict_related", "licence", "text_public"),
        Column("text", "public_text", "The whole text; null unless its licence allows to pass it on."),
        Many(
            "mentions",
            "mentions",
            (
                *_same("start", "end", "text"),
                One("actor", "actor", ACTOR_REF),
                One("location", "location", LOCATION_REF),
                One("resolution", "resolution", RESOLUTION_REF),
                *_same("confidence"),
            ),
            ("start", "end", *(f"{thing}__public_id" for thing in NAMED)),
            NAMED,
        ),
        *REVIEW,
    ),
    (("public_text", PUBLIC_TEXT),),
)
STATEMENTS = Noun(
    "statements",
    models.Statement,
    (
        ID,
        *_same("text", "kind", "act", "stance", "cue", "cameo_code"),
        One("speaker", "speaker", ACTOR_REF),
        *_same("speaker_text"),
        One("speaker_role", "speaker_role", (ID, *_same("role"), One("organisation", "organisation", ACTOR_REF))),
        Many("addressees", "addressees", ACTOR_REF),
        Many("mentioned_actors", "mentioned_actors", ACTOR_REF),
        Many("mentioned_locations", "mentioned_locations", LOCATION_REF),
        Many("topics", "topics", TOPIC_REF),
        Many("resolutions", "resolutions", RESOLUTION_REF),
        One("location", "location", LOCATION_REF),
        *_same("said_from", "said_to", "date_precision"),
        One("source", "source", SOURCE_REF, required=True),
        EVIDENCE,
        *_same("confidence"),
        *REVIEW,
    ),
)
EVENTS = Noun(
    "events",
    models.Event,
    (
        ID,
        *_same("type", "status", "text", "plover_type", "plover_mode", "acled_event_type", "acled_sub_event_type"),
        *_same("starts_on", "ends_on", "date_precision", "date_text"),
        One("location", "location", (*LOCATION_REF, *_same("country_code", "latitude", "longitude"))),
        *_same("location_text", "location_precision"),
        Many(
            "participants",
            "participants",
            (*_same("role", "name"), One("actor", "actor", ACTOR_REF)),
            ("role", "position", "name"),
        ),
        *_same("killed", "killed_low", "killed_high", "injured", "displaced"),
        Many("resolutions", "resolutions", RESOLUTION_REF),
        One("source", "source", SOURCE_REF, required=True),
        EVIDENCE,
        *_same("confidence"),
        *REVIEW,
    ),
)
# What stands for what, and what each source says of a record that several report.
MERGED = Q(ended_at=None)
TOLD_BY_SEVERAL = Q(withdrawn_at=None, kept__in=models.Merge.objects.filter(MERGED).order_by().values("kept"))
MERGES = Noun(
    "merges",
    models.Merge,
    (
        Column("id", "record", "The public id of the record that was merged: it leads to the other for ever."),
        Column("merged_into", "kept", "The public id of the record that stands for it."),
        *_same("score", "parts", "rule"),
    ),
    order=("record",),
    where=MERGED,
)
REPORTS = Noun(
    "reports",
    models.Report,
    (
        ID,
        Column("record", "kept", "The public id of the record that this report is part of."),
        One("source", "source", SOURCE_REF, required=True),
        Column("values", "values", "What this source says, field by field; rows by their public ids."),
    ),
    where=TOLD_BY_SEVERAL,
)
NOUNS = (ACTORS, LOCATIONS, TOPICS, RESOLUTIONS, SOURCES, STATEMENTS, EVENTS, MERGES, REPORTS)

# The records of the fixtures by what a delta calls them; rows of other models belong to one of these, and have no id.
RECORDS: dict[str, str] = {noun.model._meta.label_lower: noun.name for noun in NOUNS} | {
    models.Affiliation._meta.label_lower: "affiliations",
    models.ActorRelation._meta.label_lower: "relations",
    models.Provision._meta.label_lower: "provisions",
}

FIXTURES = (
    Fixture(
        "01-locations",
        (
            Table(models.Location, tree=True),
            Table(models.LocationName, ("location__public_id", "name", "language")),
            Table(models.LocationExternalId, ("location__public_id", "scheme", "identifier")),
        ),
    ),
    Fixture(
        "02-actors",
        (
            Table(models.Actor),
            Table(models.ActorName, ("actor__public_id", "name", "language")),
            Table(models.ActorExternalId, ("actor__public_id", "scheme", "identifier")),
            Table(models.Affiliation),
            Table(models.ActorRelation),
        ),
    ),
    Fixture("03-topics", (Table(models.Topic, tree=True), Table(models.TopicName, ("topic__public_id", "name", "language")))),
    Fixture("04-resolutions", (Table(models.Resolution), Table(models.Provision))),
    Fixture(
        "05-sources",
        (
            Table(models.Source),
            Table(
                models.Mention, ("source__public_id", "start", "end", *(f"{thing}__public_id" for thing in NAMED)), one_of=NAMED
            ),
        ),
    ),
    Fixture("06-statements", (Table(models.Statement),)),
    Fixture(
        "07-events",
        (Table(models.Event), Table(models.Participant, ("event__public_id", "role", "position", "name", "actor__public_id"))),
    ),
    Fixture(
        "08-evidence",
        (
            Table(
                models.Evidence,
                ("source__public_id", "start", "end", "extractor", *(f"{target}__public_id" for target in TARGETS)),
                one_of=TARGETS,
            ),
        ),
    ),
    Fixture(
        "09-merges",
        (
            Table(models.Merge, ("record",), where=MERGED),
            Table(models.Report, where=TOLD_BY_SEVERAL),
            Table(models.AmbiguousName, where=~Q(answer=None)),
        ),
    ),
)
# Columns that no fixture carries: keys and times of one database, what the database works out, and texts that are not ours.
NOT_IN_FIXTURES = frozenset({"id", "created_at", "updated_at", "withdrawn_at", "loaded_at", "search", "source_count"}) | {
    "decided_at", "decided_by", "made_at", "made_by", "ended_at", "ended_by", "note", "moved",
}  # fmt: skip
