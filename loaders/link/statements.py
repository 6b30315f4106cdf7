"""Statements with everybody in them resolved."""

from __future__ import annotations

from collections.abc import Iterator

from conflictdb.vocabularies import ActorKind
from loaders.annotate.function_words import function_words
from loaders.link.addressees import Addressees, printed
from loaders.link.cast import Cast, identity
from loaders.link.coreference import Coreference, Meant
from loaders.link.descriptions import whole_description
from loaders.link.posts import post_held
from loaders.link.whereabouts import place_meant
from loaders.records import ActorRef, PlaceRef, Ref, ResolutionRef, RoleRecord, Span, StatementDraft, StatementRecord


def statement_records(
    cast: Cast, coreference: Coreference, drafts: tuple[StatementDraft, ...], roles: tuple[RoleRecord, ...]
) -> Iterator[StatementRecord]:
    """Yield the statements, one for each of joint speakers."""
    addressees = Addressees(cast, coreference, roles)
    for draft in drafts:
        for speaker in draft.speakers or (None,):
            for meant in coreference.speakers(speaker, draft.content) if speaker else [Meant(None, "")]:
                yield _record(cast, coreference, draft, (speaker, meant), addressees)


def _record(
    cast: Cast,
    coreference: Coreference,
    draft: StatementDraft,
    said_by: tuple[Ref | None, Meant],
    addressees: Addressees,
) -> StatementRecord:
    speaker, meant = said_by
    if meant.actor is None and speaker:
        meant = _in_full(cast, coreference, draft, speaker, meant)
        coreference.describe(speaker, meant.text)
    day = draft.said.start if draft.said else cast.day
    title, organisation = (
        post_held(cast, meant.actor, addressees.roles, day) if meant.actor and _is_person(meant.actor) else (None, None)
    )
    actors, places = _mentioned(cast, draft.content)
    return StatementRecord(
        speaker=meant.actor,
        speaker_text=_printed(meant.text if meant.actor is None else (speaker.text if speaker else "")),
        role_title=title,
        role_organisation=organisation,
        content=draft.content,
        text=draft.text,
        evidence=draft.evidence,
        kind=draft.kind,
        act=draft.act,
        cue=draft.cue,
        cue_span=draft.cue_span,
        addressees=addressees.of(draft, meant.actor),
        mentioned_actors=actors,
        mentioned_places=places,
        topics=draft.topics,
        stance=draft.stance,
        resolutions=cited(draft.resolutions, cast, draft.evidence),
        said=draft.said,
        location=place_meant(cast, draft.location) if draft.location else None,
        rule=draft.rule,
        confidence=draft.confidence,
    )


def _in_full(cast: Cast, coreference: Coreference, draft: StatementDraft, speaker: Ref, meant: Meant) -> Meant:
    """Somebody only described, with the clause that tells who it is: "a driver who escaped"."""
    if meant.text != speaker.text or coreference.is_pronoun(speaker):
        return meant
    others = (*draft.content, *((draft.cue_span,) if draft.cue_span else ()))
    return Meant(None, whole_description(cast, speaker, others))


def _is_person(actor: ActorRef) -> bool:
    return actor.kind is ActorKind.PERSON


def _printed(text: str) -> str:
    """Return a speaker as printed, without what only joins the clause: "But residents" is "residents"."""
    words = text.split()
    while len(words) > 1 and words[0].casefold().strip(",") in function_words("clause_openers"):
        words = words[1:]
    return printed(" ".join(words))


def _mentioned(cast: Cast, content: tuple[Span, ...]) -> tuple[tuple[ActorRef, ...], tuple[PlaceRef, ...]]:
    actors: dict[str, ActorRef] = {}
    places: dict[str, PlaceRef] = {}
    for span in content:
        for reading in cast.overlapping(span.start, span.end):
            if reading.actor and reading.acts:
                actors.setdefault(identity(reading.actor), reading.actor)
            elif reading.place:
                places.setdefault(reading.place.slug or reading.place.name, reading.place)
    return tuple(actors.values()), tuple(places.values())


def cited(numbers: tuple[int, ...], cast: Cast, evidence: Span) -> tuple[ResolutionRef, ...]:
    """Return the document's references to these resolutions, the nearest to the evidence for each number."""
    found = []
    for number in dict.fromkeys(numbers):
        named = [ref for ref in cast.resolutions if ref.number == number]
        if named:
            found.append(min(named, key=lambda ref: abs(ref.start - evidence.start)))
    return tuple(found)
