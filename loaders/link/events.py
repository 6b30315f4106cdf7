"""Events with everybody and every place in them resolved."""

from __future__ import annotations

from collections.abc import Iterator

from conflictdb.codes import event_codes
from conflictdb.vocabularies import ParticipantRole
from loaders.annotate.countries import adjectives
from loaders.annotate.words import words_of
from loaders.link.cast import Cast, identity
from loaders.link.coreference import Coreference
from loaders.link.organisations import known_ref
from loaders.link.statements import cited
from loaders.link.whereabouts import place_meant
from loaders.records import (
    ActorRef,
    CodingDraft,
    CodingRecord,
    Drafts,
    EventDraft,
    EventRecord,
    ParticipantDraft,
    ParticipantRecord,
    Ref,
)

GOING_ON = frozenset({"RETREAT", "PROTEST"})


def event_records(cast: Cast, coreference: Coreference, drafts: Drafts) -> Iterator[EventRecord]:
    """Yield the events, each participant once in each role."""
    for draft in drafts.events:
        yield EventRecord(
            type=draft.type,
            status=draft.status,
            text=draft.text,
            clause=draft.clause,
            evidence=draft.evidence,
            participants=_participants(coreference, draft.participants),
            location=place_meant(cast, draft.location) if draft.location else None,
            location_precision=draft.location_precision,
            date=draft.date,
            date_text=draft.date_text,
            killed=draft.killed,
            killed_low=draft.killed_low,
            killed_high=draft.killed_high,
            injured=draft.injured,
            displaced=draft.displaced,
            resolutions=cited(draft.resolutions, cast, draft.evidence),
            plover_mode=draft.plover_mode,
            rule=draft.rule,
            confidence=draft.confidence,
            struck=tuple(ref.text for ref in draft.struck),
            coded_elsewhere=_coded_elsewhere(draft, drafts),
        )


def _coded_elsewhere(draft: EventDraft, drafts: Drafts) -> bool:
    return draft.trigger is not None and any(coding.within(draft.trigger) for coding in drafts.codings)


def coding_records(coreference: Coreference, drafts: Drafts) -> Iterator[CodingRecord]:
    """Yield the PLOVER codings, each participant once in each role; what goes on with an event of its sentence is none."""
    events = [event for event in drafts.events if not _coded_elsewhere(event, drafts)]
    for draft in drafts.codings:
        if draft.plover_type in GOING_ON and any(_goes_on(event, draft) for event in events):
            continue
        yield CodingRecord(
            plover_type=draft.plover_type,
            text=draft.text,
            clause=draft.clause,
            participants=_participants(coreference, draft.participants),
            rule=draft.rule,
            confidence=draft.confidence,
        )


def _goes_on(event: EventDraft, coding: CodingDraft) -> bool:
    """Whether one does in the coding what the event tells: "laid down their weapons and surrendered"."""
    agents, again = ({part.ref for part in one.participants if part.role is ParticipantRole.AGENT} for one in (event, coding))
    inside = event.evidence.start <= coding.trigger.start < event.evidence.end
    return inside and bool(agents & again) and event_codes(event.type).plover_type == coding.plover_type


def _participants(coreference: Coreference, drafts: tuple[ParticipantDraft, ...]) -> tuple[ParticipantRecord, ...]:
    found: dict[tuple[str, str], ParticipantRecord] = {}
    for participant in drafts:
        for meant in coreference.meant_all(participant.ref):
            actor = meant.actor or _state(coreference, participant.ref)
            name = participant.ref.text if actor is None or actor.slug else actor.name
            key = (participant.role.value, identity(actor) if actor else name.casefold())
            found.setdefault(key, ParticipantRecord(participant.role, name, actor, participant.ref.text))
    return tuple(found.values())


def _state(coreference: Coreference, ref: Ref) -> ActorRef | None:
    """The state whose adjective stands alone: "Velian" in "Velian drones"."""
    words = words_of(ref.text)
    hit = adjectives(coreference.language).match_at(words, 0) if len(words) else None
    if hit is None or hit.last != len(words):
        return None
    state = coreference.cast.gazetteer.state_of(hit.bearers[0])
    return known_ref(state, ref.text) if state else None
