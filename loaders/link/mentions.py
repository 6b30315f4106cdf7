"""The mentions that a source keeps: actors that do, say or undergo something, and places that are used as places."""

from __future__ import annotations

from collections.abc import Iterator

from conflictdb.vocabularies import ActorKind, SourceKind
from loaders.annotate.annotated import Mention
from loaders.annotate.function_words import function_words
from loaders.annotate.persons import POST, title_words
from loaders.annotate.words import LOWER, words_of
from loaders.link.cast import Cast, Reading, identity
from loaders.link.coreference import Coreference
from loaders.link.senses import Sense
from loaders.records import ActorRef, BlockKind, Drafts, MentionRecord, PlaceRef, Ref, RoleDraft

# what "the army", "the government" may add to a source's actors; other descriptions only repeat who is named
_DESCRIBED = frozenset({ActorKind.STATE_FORCES, ActorKind.STATE})
_DESCRIPTION_CONFIDENCE = 0.7
_SHORTEST_DESCRIPTION = 4
# what found a name that need not show itself an actor or place by what it does
_SURE_ACTORS = frozenset({"phrase", "acronym", "title"})
_SURE_PLACES = frozenset({"place", "placed", "located", "world", "contained", "abbreviated"})
_LINKS = function_words("of")


def mention_records(cast: Cast, coreference: Coreference, drafts: Drafts) -> tuple[MentionRecord, ...]:
    """Return the mentions by position: named actors and places, resolutions, and descriptions that mean an actor."""
    collected = _Collected(cast, coreference, drafts)
    for reading in cast.readings:
        collected.read(reading)
    collected.read_margins()
    for ref, actor in coreference.described:
        if actor.kind in _DESCRIBED:
            collected.describe(ref, actor)
    for ref in _refs(drafts):
        if coreference.is_pronoun(ref) or len(ref.text) < _SHORTEST_DESCRIPTION:
            continue
        if described := coreference.meant(ref).actor:
            collected.describe(ref, described)
    collected.records += [MentionRecord(r.start, r.end, r.text, resolution=r) for r in drafts.resolutions]
    return tuple(sorted(collected.records, key=lambda record: (record.start, record.end)))


class _Collected:
    """The records so far, and which characters of the document name an actor."""

    def __init__(self, cast: Cast, coreference: Coreference, drafts: Drafts) -> None:
        self.cast = cast
        self.records: list[MentionRecord] = []
        self._named: set[int] = set()
        self._titles = _Titles(cast, drafts)
        self._parts = _parts(cast, coreference, drafts)
        self._counts = cast.counts()

    def read(self, reading: Reading) -> None:
        """Take what a name means, if it is sure enough."""
        if self._titles.covers(reading):
            return
        mention, part = reading.mention, self._takes_part(reading)
        if reading.actor and (reading.acts or part) and self._is_kept_actor(reading, reading.actor, part=part):
            self._add(mention.start, mention.end, mention.text, reading.actor, 1.0)
            if reading.sense is Sense.PLACE and reading.place:  # "the invasion of X": both
                self._add_place(mention, reading.place)
        elif reading.place and reading.sense is Sense.PLACE and self._is_kept_place(reading):
            self._add_place(mention, reading.place)

    def _add_place(self, mention: Mention, place: PlaceRef) -> None:
        """Take the place without the noun before its name: of "the city of X" the X."""
        text = mention.text
        words = words_of(text)
        first = next((at for at, shape in enumerate(words.shapes) if shape != LOWER), 0)
        begin = words.starts[first] if first and words.keys[first - 1] in _LINKS else 0
        self.records.append(MentionRecord(mention.start + begin, mention.end, text[begin:], place=place))

    def describe(self, ref: Ref, actor: ActorRef) -> None:
        """Take a description that means an actor, where no name stands in it."""
        if self._named.isdisjoint(range(ref.start, ref.end)):
            self._add(ref.start, ref.end, ref.text, actor, _DESCRIPTION_CONFIDENCE)

    def read_margins(self) -> None:
        """Take the dateline's place, and who signs: the office-holder of a statement, not the writer of a report."""
        official = self.cast.annotated.document.kind in {SourceKind.STATEMENT, SourceKind.PRESS_RELEASE}
        for mention in self.cast.annotated.margins:
            person = self.cast.persons.of(mention) if mention.actor_kind is ActorKind.PERSON else None
            if person and (official or person.slug):
                self._add(mention.start, mention.end, mention.text, person, 1.0)
            elif (mention.places or mention.place_kind) and (place := self.cast.places.of(mention)):
                self.records.append(MentionRecord(mention.start, mention.end, mention.text, place=place))

    def _add(self, start: int, end: int, text: str, actor: ActorRef, confidence: float) -> None:
        self._named.update(range(start, end))
        self.records.append(MentionRecord(start, end, text, actor=actor, confidence=confidence))

    def _takes_part(self, reading: Reading) -> bool:
        return reading.mention.start in self._parts

    def _is_kept_actor(self, reading: Reading, actor: ActorRef, *, part: bool) -> bool:
        """Whether the name is sure: what is known is; what only the model found must show itself an actor."""
        several = len(actor.name.split()) > 1
        if actor.slug or part or reading.mention.rule in _SURE_ACTORS or (reading.subject and several):
            return True
        return self._counts[identity(actor)] > 1 or (actor.kind is ActorKind.PERSON and several)

    def _is_kept_place(self, reading: Reading) -> bool:
        place, mention = reading.place, reading.mention
        if place is None or place.slug or place.candidates or place.latitude is not None or mention.rule in _SURE_PLACES:
            return place is not None
        if self.cast.annotated.sections[mention.section].block.kind is BlockKind.TITLE:  # capitals there are no sign of a name
            return False
        doc = self.cast.scene.doc(mention.section)
        return mention.first > 0 and doc[mention.first - 1].pos_ == "ADP"


class _Titles:
    """What is only part of a person's title names no actor: "UN Secretary-General X", "X, Coordinator for the UN response"."""

    def __init__(self, cast: Cast, drafts: Drafts) -> None:
        self._cast = cast
        self._persons = {m.start for m in cast.annotated.mentions if m.actor_kind is ActorKind.PERSON}
        self._tree = title_words(cast.annotated.document.language)
        self._inside = {start for role in drafts.roles for start in self._inside_title(role)}

    def _inside_title(self, role: RoleDraft) -> Iterator[int]:
        owner = role.organisation
        for reading in self._cast.overlapping(role.evidence.start, role.evidence.end):
            mention = reading.mention
            owns = owner is not None and owner.start < mention.end and mention.start < owner.end
            if mention.text in role.title and not owns:
                yield mention.start

    def covers(self, reading: Reading) -> bool:
        """Whether the mention is part of a title."""
        mention = reading.mention
        if mention.actor_kind is ActorKind.PERSON or reading.actor is None:
            return False
        if (mention.end + 1 in self._persons and self._has_post(mention.text)) or self._before_post(mention):
            return True
        return mention.start in self._inside

    def _has_post(self, text: str) -> bool:
        return any(hit.bearers[0] == POST for hit in self._tree.find(words_of(text)))

    def _before_post(self, mention: Mention) -> bool:
        """Whether the name only says whose post the next word is: "the UN peacekeeping chief", "the AFC leader"."""
        after = self._cast.scene.doc(mention.section)[mention.last : mention.last + 3]
        hit = self._tree.match_at(words_of(after.text), 0) if len(after) else None
        return hit is not None and hit.bearers[0] == POST


def _refs(drafts: Drafts) -> Iterator[Ref]:
    for statement in drafts.statements:
        yield from statement.speakers
        yield from statement.addressees
    for event in drafts.events:
        yield from (participant.ref for participant in event.participants)


def _parts(cast: Cast, coreference: Coreference, drafts: Drafts) -> set[int]:
    """Where the names stand that take part in a statement or event: each inside a stretch that means that very actor."""
    parts: set[int] = set()
    for ref in _refs(drafts):
        if actor := coreference.meant(ref).actor:
            named = (r for r in cast.overlapping(ref.start, ref.end) if r.actor and identity(r.actor) == identity(actor))
            parts.update(reading.mention.start for reading in named)
    return parts
