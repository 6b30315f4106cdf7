"""The mentions that a source keeps: actors that do, say or undergo something, and places that are used as places."""

from __future__ import annotations

from collections.abc import Iterator

from conflictdb.vocabularies import ActorKind, SourceKind
from loaders.annotate.persons import POST, title_words
from loaders.annotate.words import words_of
from loaders.link.cast import Cast, Reading, identity
from loaders.link.coreference import Coreference
from loaders.link.senses import Sense
from loaders.records import BlockKind, Drafts, MentionRecord, Ref


# what "the army", "the government" may add to a source's actors; other descriptions only repeat who is named
_DESCRIBED = frozenset({ActorKind.STATE_FORCES, ActorKind.STATE})


def mention_records(cast: Cast, coreference: Coreference, drafts: Drafts) -> Iterator[MentionRecord]:
    """Yield the mentions by position: named actors and places, resolutions, and descriptions that mean an actor."""
    taking_part = set(_parts(drafts))
    titles = _Titles(cast, drafts)
    named = set()
    records = []
    for reading in cast.readings:
        mention = reading.mention
        part = any(mention.start < end and start < mention.end for start, end in taking_part)
        if titles.covers(reading):
            continue
        if reading.actor and (reading.acts or part) and _is_kept_actor(cast, reading, part):
            named.add((mention.start, mention.end))
            records.append(MentionRecord(mention.start, mention.end, mention.text, actor=reading.actor))
        elif reading.place and reading.sense is Sense.PLACE and _is_kept_place(cast, reading):
            records.append(MentionRecord(mention.start, mention.end, mention.text, place=reading.place))
    records += _margins(cast)
    for ref, actor in coreference.described:
        if actor.kind in _DESCRIBED and not any(ref.start < end and start < ref.end for start, end in named):
            named.add((ref.start, ref.end))
            records.append(MentionRecord(ref.start, ref.end, ref.text, actor=actor, confidence=0.7))
    for ref in _refs(drafts):
        if not any(ref.start < end and start < ref.end for start, end in named) and len(ref.text) > 3:
            if described := coreference.meant(ref).actor:
                named.add((ref.start, ref.end))
                records.append(MentionRecord(ref.start, ref.end, ref.text, actor=described, confidence=0.7))
    records += [MentionRecord(r.start, r.end, r.text, resolution=r) for r in drafts.resolutions]
    yield from sorted(records, key=lambda record: (record.start, record.end))


def _margins(cast: Cast) -> Iterator[MentionRecord]:
    """The place of the dateline, and who signs: in a news report the writer is no actor, in a statement the office-holder is."""
    official = cast.annotated.document.kind in {SourceKind.STATEMENT, SourceKind.PRESS_RELEASE}
    for mention in cast.annotated.margins:
        person = cast.persons.of(mention) if mention.actor_kind is ActorKind.PERSON else None
        if person and (official or person.slug):
            yield MentionRecord(mention.start, mention.end, mention.text, actor=person)
        elif mention.places:
            yield MentionRecord(mention.start, mention.end, mention.text, place=cast.places.of(mention))


class _Titles:
    """What is only part of a person's title names no actor: "UN Secretary-General X", "X, Special Coordinator for the UN response"."""

    def __init__(self, cast: Cast, drafts: Drafts) -> None:
        self._roles = [(role.evidence, role.title, role.organisation) for role in drafts.roles]
        self._persons = {m.start for m in cast.annotated.mentions if m.actor_kind is ActorKind.PERSON}
        self._language = cast.annotated.document.language

    def covers(self, reading: Reading) -> bool:
        mention = reading.mention
        if mention.actor_kind is ActorKind.PERSON or reading.actor is None:
            return False
        if mention.end + 1 in self._persons and _has_post(mention.text, self._language):
            return True
        return any(
            evidence.start <= mention.start < evidence.end
            and mention.text in title
            and not (organisation and organisation.start < mention.end and mention.start < organisation.end)
            for evidence, title, organisation in self._roles
        )


def _has_post(text: str, language: str) -> bool:
    return any(hit.bearers[0] == POST for hit in title_words(language).find(words_of(text)))


def _refs(drafts: Drafts) -> Iterator[Ref]:
    for statement in drafts.statements:
        yield from statement.speakers
        yield from statement.addressees
    for event in drafts.events:
        yield from (participant.ref for participant in event.participants)


def _parts(drafts: Drafts) -> Iterator[tuple[int, int]]:
    return ((ref.start, ref.end) for ref in _refs(drafts) if len(ref.text.split()) <= 6)


def _is_kept_actor(cast: Cast, reading: Reading, part: bool) -> bool:
    """Whether the mention is sure enough: what is known is; a name that only the model found must show itself an actor."""
    mention, actor = reading.mention, reading.actor
    if actor is None:
        return False
    if actor.slug or mention.rule in {"phrase", "acronym", "title"} or part:
        return True
    if reading.subject and len(actor.name.split()) > 1:
        return True
    often = cast.counts()[identity(actor)] > 1
    return often or (actor.kind is ActorKind.PERSON and len(actor.name.split()) > 1)


def _is_kept_place(cast: Cast, reading: Reading) -> bool:
    place, mention = reading.place, reading.mention
    if place is None or place.slug or mention.rule in {"place", "placed", "located"}:
        return place is not None
    if cast.annotated.sections[mention.section].block.kind is BlockKind.TITLE:  # capitals in headlines are no sign of a name
        return False
    doc = cast.scene.doc(mention.section)
    before = doc[mention.first - 1] if mention.first else None
    return before is not None and before.pos_ == "ADP"
