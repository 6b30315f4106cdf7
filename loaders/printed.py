"""An extraction as the JSON line that `extract_articles` prints."""

from __future__ import annotations

from typing import Any

from conflictdb.codes import event_codes
from conflictdb.vocabularies import EventType, ParticipantRole
from loaders.gazetteer import Gazetteer
from loaders.records import (
    ActorRef,
    CodingRecord,
    DateValue,
    EventRecord,
    Extraction,
    MentionRecord,
    ParticipantRecord,
    PlaceRef,
    PlaceSense,
    ProvisionRecord,
    ResolutionRef,
    StatementRecord,
)
from loaders.timex import timex

Json = dict[str, Any]
CODED_ONLY = "plover_only"  # no event type of ours
SEEN = frozenset(
    {
        EventType.BATTLE,
        EventType.REMOTE_VIOLENCE,
        EventType.VIOLENCE_AGAINST_CIVILIANS,
        EventType.ATTACK_ON_PROTECTED,
        EventType.ABDUCTION,
        EventType.PROTEST,
        EventType.TROOP_DEPLOYMENT,
        EventType.TROOP_WITHDRAWAL,
    }
)  # what is coded though the text names nobody


def printed(extraction: Extraction, gazetteer: Gazetteer) -> Json:
    """Return what was read from one article, in the shape that docs/commands.md describes."""
    document = extraction.document
    return {
        "id": document.external_id,
        "title": document.title,
        "language": document.language,
        "published_on": document.published.start.isoformat() if document.published else None,
        "publisher": document.publisher,
        "kind": document.kind.value,
        "conflict_related": extraction.conflict_related,
        "mentions": _mentions(extraction, gazetteer),
        "dates": [
            {"start": date.start, "end": date.end, "text": date.text, "value": value, "precision": precision}
            for date in extraction.dates
            for value, precision in [timex(date.value) if date.value else (date.reference, "unknown")]
        ],
        "statements": [_statement(statement, gazetteer) for statement in extraction.statements],
        "events": [
            *(_event(event, gazetteer) for event in extraction.events),
            *(_coding(coding, gazetteer) for coding in extraction.codings),
        ],
        "provisions": [_provision(provision) for provision in extraction.provisions],
        "issues": [{"code": i.code, "message": i.message, "start": i.start, "end": i.end} for i in extraction.issues],
    }


def _iso(value: DateValue | None) -> str | None:
    """ "2025-03-17", "2025-03", "2025" or "2025-03-10/2025-03-17", by its precision."""
    if value is None:
        return None
    if value.precision.value == "month":
        return value.start.isoformat()[:7]
    if value.precision.value == "year":
        return value.start.isoformat()[:4]
    return value.start.isoformat() if value.start == value.end else f"{value.start.isoformat()}/{value.end.isoformat()}"


def _mentions(extraction: Extraction, gazetteer: Gazetteer) -> list[Json]:
    """The mentions, and among them by position what points at a place in another sense."""
    mentions = [_mention(mention, gazetteer) for mention in extraction.mentions]
    mentions += [
        {"start": toponym.start, "end": toponym.end, "text": toponym.text} | _place(toponym.place, toponym.sense, gazetteer)
        for toponym in extraction.toponyms
    ]
    return sorted(mentions, key=lambda mention: (mention["start"], mention["end"]))


def _place(place: PlaceRef, sense: PlaceSense, gazetteer: Gazetteer) -> Json:
    return _named_place(place, sense, gazetteer) | ({"candidates": _candidates(place)} if place.candidates else {})


def _candidates(place: PlaceRef) -> list[Json]:
    """The places that an unlinked name may mean, the likeliest first."""
    return [
        {
            "slug": one.slug,
            "name": one.name,
            "location_kind": one.kind.value,
            "country_code": one.country_code,
            "division": one.division,
            "latitude": one.latitude,
            "longitude": one.longitude,
            "score": one.score,
            "reasons": list(one.reasons),
        }
        for one in place.candidates
    ]


def _named_place(place: PlaceRef, sense: PlaceSense, gazetteer: Gazetteer) -> Json:
    return {
        "kind": "location",
        "slug": place.slug,
        "name": _place_name(place.slug, place.name, gazetteer),
        "location_kind": place.kind.value,
        "sense": sense.value,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "country_code": place.country_code,
    }


def _mention(mention: MentionRecord, gazetteer: Gazetteer) -> Json:
    base: Json = {"start": mention.start, "end": mention.end, "text": mention.text}
    if mention.place:
        return base | _place(mention.place, PlaceSense.PLACE, gazetteer)
    if mention.actor:
        actor = mention.actor
        return base | {"kind": "actor", "slug": actor.slug, "name": _name(actor, gazetteer), "actor_kind": actor.kind.value}
    resolution = mention.resolution
    return base | {"kind": "resolution", "slug": None, "name": mention.text, **(_resolution(resolution) if resolution else {})}


def _resolution(resolution: ResolutionRef) -> Json:
    return {
        "body": resolution.body,
        "number": resolution.number,
        "year": resolution.year,
        "status": resolution.status.value,
    }


def _statement(statement: StatementRecord, gazetteer: Gazetteer) -> Json:
    speaker = statement.speaker
    return {
        "speaker_text": statement.speaker_text,
        "speaker": speaker.slug if speaker else None,
        "speaker_name": _name(speaker, gazetteer) if speaker else None,
        "speaker_role": statement.role_title,
        "text": statement.text,
        "cue_text": statement.cue,
        "content_spans": [[span.start, span.end] for span in statement.content],
        "kind": statement.kind.value,
        "act": statement.act.value,
        "stance": statement.stance.value if statement.stance else None,
        "topics": list(statement.topics),
        "addressees": [ref.slug or ref.name for ref in statement.addressees],
        "resolutions": [ref.number for ref in statement.resolutions],
        "said_on": _iso(statement.said),
        "start": statement.evidence.start,
        "end": statement.evidence.end,
        "confidence": statement.confidence,
        "rule": statement.rule,
    }


def _event(event: EventRecord, gazetteer: Gazetteer) -> Json:
    codes = event_codes(event.type)
    place = event.location
    coded = not event.coded_elsewhere and _is_coded(event)
    return {
        "type": event.type.value,
        "status": event.status.value,
        "start": event.clause.start,
        "end": event.clause.end,
        "text": event.text,
        "date": _iso(event.date),
        "date_precision": event.date.precision.value if event.date else "unknown",
        "date_text": event.date_text,
        "location": place.slug if place else None,
        "location_name": _place_name(place.slug, place.name, gazetteer) if place else None,
        "participants": [*_participants(event.participants, gazetteer), *_struck(event)],
        "plover_type": codes.plover_type if coded else None,
        "plover_mode": (event.plover_mode or codes.plover_mode or None) if coded else None,
        "killed": event.killed,
        "injured": event.injured,
        "displaced": event.displaced,
        "confidence": event.confidence,
        "rule": event.rule,
    }


def _is_coded(event: EventRecord) -> bool:
    """Whether PLOVER codes it: words and measures need somebody, talks that broke down need one who refused."""
    agents = sum(part.role is ParticipantRole.AGENT for part in event.participants)
    if event.type is EventType.NEGOTIATION_BREAKDOWN:
        return agents == 1
    if event.type is EventType.SUSPENSION:
        return bool(agents)
    return bool(event.participants) or bool(event.struck) or event.type in SEEN


def _struck(event: EventRecord) -> list[Json]:
    """The things and the people that it was done to, where nobody else is named: PLOVER codes them, the dataset does not."""
    if any(part.role is ParticipantRole.TARGET for part in event.participants):
        return []
    return [{"role": ParticipantRole.TARGET.value, "text": text, "slug": None, "name": text} for text in event.struck]


def _provision(provision: ProvisionRecord) -> Json:
    return {
        "resolution": _resolution(provision.resolution),
        "act": provision.act.value,
        "text": provision.text,
        "content_spans": [[span.start, span.end] for span in provision.content],
        "addressees": [ref.slug or ref.name for ref in provision.addressees],
        "topics": list(provision.topics),
        "confidence": provision.confidence,
        "rule": provision.rule,
    }


def _coding(coding: CodingRecord, gazetteer: Gazetteer) -> Json:
    """What PLOVER codes and conflictdb has no event for: the same keys, the type says so."""
    return {
        "type": CODED_ONLY,
        "status": "occurred",
        "start": coding.clause.start,
        "end": coding.clause.end,
        "text": coding.text,
        "date": None,
        "date_precision": "unknown",
        "date_text": None,
        "location": None,
        "location_name": None,
        "participants": _participants(coding.participants, gazetteer),
        "plover_type": coding.plover_type,
        "plover_mode": None,
        "killed": None,
        "injured": None,
        "displaced": None,
        "confidence": coding.confidence,
        "rule": coding.rule,
    }


def _participants(participants: tuple[ParticipantRecord, ...], gazetteer: Gazetteer) -> list[Json]:
    return [
        {
            "role": part.role.value,
            "text": part.text or part.name,
            "slug": part.actor.slug if part.actor else None,
            "name": _name(part.actor, gazetteer) if part.actor else part.name,
        }
        for part in participants
    ]


def _name(ref: ActorRef, gazetteer: Gazetteer) -> str:
    known = gazetteer.actors.get(ref.slug or "")
    return known.name if known else ref.name


def _place_name(slug: str | None, name: str, gazetteer: Gazetteer) -> str:
    known = gazetteer.places.get(slug or "")
    return known.name if known else name
