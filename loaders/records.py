"""The typed records that the rooms hand to one another. No Django, no spaCy, no clock.

All offsets count Unicode code points of `Document.text`, the text exactly as given.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from conflictdb.vocabularies import (
    ActorKind,
    DatePrecision,
    EventStatus,
    EventType,
    LocationKind,
    LocationPrecision,
    ParticipantRole,
    ResolutionStatus,
    SourceKind,
    Stance,
    StatementAct,
    StatementKind,
)

# ---------------------------------------------------------------- what read hands on


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the document's text: [start, end)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date as a range of days and how precisely it is known. A single day has start == end."""

    start: dt.date
    end: dt.date
    precision: DatePrecision


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """Something that could not be read, or was read with a doubt."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that was not read at all: where it is and why. `place` is the file, with line or member where it has one."""

    place: str
    code: str
    message: str


class BlockKind(StrEnum):
    """What part of a document a block is. Only TITLE, HEADING, PARAGRAPH, QUESTION, ANSWER and CELL are read for facts."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUESTION = "question"
    ANSWER = "answer"
    CELL = "cell"
    BYLINE = "byline"
    DATELINE = "dateline"
    CONTACT = "contact"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


READ_FOR_FACTS = frozenset(
    {BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.QUESTION, BlockKind.ANSWER, BlockKind.CELL}
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or the like: its text cleaned for reading, and where each stretch of it stands in the document.

    `text` has no line breaks, soft hyphens or scraping marks. `anchors` are pairs (clean offset, raw offset), ascending, the
    first at clean offset 0: from each anchor on the two texts run in step until the next one.
    """

    kind: BlockKind
    text: str
    anchors: tuple[tuple[int, int], ...]

    def raw(self, offset: int) -> int:
        """The document offset of the character at the clean `offset`."""
        index = bisect_right(self.anchors, (offset, 1 << 60)) - 1
        clean, raw = self.anchors[index]
        return raw + offset - clean

    def raw_span(self, start: int, end: int) -> Span:
        """The document's stretch for the clean stretch [start, end): from its first character to its last."""
        return Span(self.raw(start), self.raw(end - 1) + 1)


@dataclass(frozen=True, slots=True)
class Document:
    """One article as read, before anything is made of it."""

    external_id: str
    place: str  # the file it came from, for messages
    text: str
    sha256: str
    language: str  # "en" or "fr"
    blocks: tuple[Block, ...]
    title: str | None = None
    publisher: str | None = None
    kind: SourceKind = SourceKind.NEWS
    published: DateValue | None = None
    date_inferred: bool = False
    url: str | None = None
    licence: str | None = None
    retrieved_at: dt.datetime | None = None
    dateline_place: str | None = None  # "Kinshasa", as printed
    issues: tuple[IssueRecord, ...] = ()


# ---------------------------------------------------------------- what extract hands on: spans, not yet linked


@dataclass(frozen=True, slots=True)
class Ref:
    """A stretch that names or describes somebody or some place: "he", "Mr. Lacroix", "the rebels", "Goma"."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class DateRecord:
    """A date expression. `value` is None where it can't be resolved (no publication date is known)."""

    start: int
    end: int
    text: str
    value: DateValue | None
    reference: str | None = None  # "PRESENT_REF", "PAST_REF": what is no day at all ("now", "recently")


@dataclass(frozen=True, slots=True)
class ResolutionRef:
    """A resolution that the text names. `body` is an actor slug; number None for an unnumbered draft."""

    start: int
    end: int
    text: str
    body: str
    number: int | None
    year: int | None
    status: ResolutionStatus


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A statement before linking: everything by its span."""

    speakers: tuple[Ref, ...]  # joint speakers: one statement each
    content: tuple[Span, ...]  # in reading order; several where the cue breaks a quotation
    text: str  # the content as one text
    evidence: Span  # the sentence(s) that it rests on
    kind: StatementKind
    act: StatementAct
    cue: str
    cue_span: Span | None
    addressees: tuple[Ref, ...] = ()
    topics: tuple[str, ...] = ()
    stance: Stance | None = None
    resolutions: tuple[int, ...] = ()
    said: DateValue | None = None
    location: Ref | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ParticipantDraft:
    """An actor's part in an event, before linking."""

    role: ParticipantRole
    ref: Ref


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event before linking."""

    type: EventType
    status: EventStatus
    text: str
    clause: Span  # what `text` is
    evidence: Span  # the sentence
    participants: tuple[ParticipantDraft, ...] = ()
    location: Ref | None = None
    location_precision: LocationPrecision = LocationPrecision.UNKNOWN
    date: DateValue | None = None
    date_text: str | None = None
    killed: int | None = None
    killed_low: int | None = None
    killed_high: int | None = None
    injured: int | None = None
    displaced: int | None = None
    resolutions: tuple[int, ...] = ()
    plover_mode: str | None = None
    rule: str = ""
    confidence: float = 1.0
    struck: tuple[Ref, ...] = ()  # things and people that it was done to and that are no party
    trigger: Span | None = None  # the word that reports it


@dataclass(frozen=True, slots=True)
class CodingDraft:
    """An act that PLOVER codes and that is no event of ours (an accusation, a promise), before linking."""

    plover_type: str
    text: str
    clause: Span  # what `text` is
    trigger: Span
    scope: Span  # the trigger with its content: what happens in there is only spoken of
    participants: tuple[ParticipantDraft, ...] = ()
    rule: str = ""
    confidence: float = 1.0

    def within(self, other: Span) -> bool:
        """Return whether the stretch lies in the scope."""
        return self.scope.start <= other.start and other.end <= self.scope.end


@dataclass(frozen=True, slots=True)
class RoleDraft:
    """A post that the text ascribes to a person: "Jean-Pierre Lacroix, Under-Secretary-General for Peace Operations"."""

    person: Ref
    title: str
    organisation: Ref | None
    evidence: Span


@dataclass(frozen=True, slots=True)
class Drafts:
    """Everything that extract found in one document."""

    statements: tuple[StatementDraft, ...] = ()
    events: tuple[EventDraft, ...] = ()
    roles: tuple[RoleDraft, ...] = ()
    dates: tuple[DateRecord, ...] = ()
    resolutions: tuple[ResolutionRef, ...] = ()
    codings: tuple[CodingDraft, ...] = ()


# ---------------------------------------------------------------- what link hands on: every ref resolved


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the known things that a name may mean: how well it fits, 0 to 1, and what speaks for it ("title", "office")."""

    slug: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor. slug None: not in the gazetteer; `name` is then its fullest printed form and `kind` a guess.

    With `candidates`, known actors bear the name and none of them clearly fits best: the name means one of them or somebody else.
    `described`: no name at all ("the armed groups", "all parties").
    """

    slug: str | None
    name: str
    kind: ActorKind
    text: str  # as printed here
    candidates: tuple[Candidate, ...] = ()
    described: bool = False


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """One of the places that a name may mean: known (slug) or of the table of the world; how well it fits, 0 to 1, and why."""

    slug: str | None
    name: str
    kind: LocationKind
    country_code: str | None
    division: str | None
    latitude: float | None
    longitude: float | None
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place. slug None: not in the gazetteer.

    With `candidates`, several places bear the name and none of them clearly fits best: it means one of them, or another.
    """

    slug: str | None
    name: str
    kind: LocationKind
    text: str
    country_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    candidates: tuple[PlaceCandidate, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionRecord:
    """A stretch that names an actor, a place or a resolution (one of the three is set)."""

    start: int
    end: int
    text: str
    actor: ActorRef | None = None
    place: PlaceRef | None = None
    resolution: ResolutionRef | None = None
    confidence: float = 1.0


class PlaceSense(StrEnum):
    """In which sense a stretch points at a place. Only what is used as a place is stored."""

    PLACE = "place"  # "in Kigali"
    ACTOR = "actor"  # "Kigali rejected the report", "Kenya's army"
    DEMONYM = "demonym"  # "Rwandan", "Europeans"
    MODIFIER = "modifier"  # "the Nairobi process"


@dataclass(frozen=True, slots=True)
class ToponymRecord:
    """A stretch that points at a place without being used as one: printed by `extract_articles`, not stored."""

    start: int
    end: int
    text: str
    place: PlaceRef
    sense: PlaceSense


@dataclass(frozen=True, slots=True)
class RoleRecord:
    """A post that the text ascribes to a person."""

    actor: ActorRef
    title: str
    organisation: ActorRef
    evidence: Span


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """A statement with everybody in it resolved. `speaker` is None for a described, unnamed speaker ("a diplomat")."""

    speaker: ActorRef | None
    speaker_text: str
    role_title: str | None  # the post held, as known or printed
    role_organisation: str | None  # its organisation's slug
    content: tuple[Span, ...]
    text: str
    evidence: Span
    kind: StatementKind
    act: StatementAct
    cue: str
    cue_span: Span | None
    addressees: tuple[ActorRef, ...] = ()
    mentioned_actors: tuple[ActorRef, ...] = ()
    mentioned_places: tuple[PlaceRef, ...] = ()
    topics: tuple[str, ...] = ()
    stance: Stance | None = None
    resolutions: tuple[ResolutionRef, ...] = ()
    said: DateValue | None = None
    location: PlaceRef | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ProvisionRecord:
    """One thing that a resolution demands, decides or warns of, in the words of the text that tells it."""

    resolution: ResolutionRef
    act: StatementAct
    text: str
    content: tuple[Span, ...]
    evidence: Span
    addressees: tuple[ActorRef, ...] = ()
    topics: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ParticipantRecord:
    """An actor's part in an event; `actor` is None where it is only described."""

    role: ParticipantRole
    name: str
    actor: ActorRef | None
    text: str = ""  # as printed here


@dataclass(frozen=True, slots=True)
class EventRecord:
    """An event with everybody and every place in it resolved."""

    type: EventType
    status: EventStatus
    text: str
    clause: Span
    evidence: Span
    participants: tuple[ParticipantRecord, ...] = ()
    location: PlaceRef | None = None
    location_precision: LocationPrecision = LocationPrecision.UNKNOWN
    date: DateValue | None = None
    date_text: str | None = None
    killed: int | None = None
    killed_low: int | None = None
    killed_high: int | None = None
    injured: int | None = None
    displaced: int | None = None
    resolutions: tuple[ResolutionRef, ...] = ()
    plover_mode: str | None = None
    rule: str = ""
    confidence: float = 1.0
    struck: tuple[str, ...] = ()  # things and people that it was done to and that are no party, as printed
    coded_elsewhere: bool = False  # an act that PLOVER codes as the promise, threat or charge that speaks of it


@dataclass(frozen=True, slots=True)
class CodingRecord:
    """An act that PLOVER codes and that is no event of ours, with everybody in it resolved. Printed, never stored."""

    plover_type: str
    text: str
    clause: Span
    participants: tuple[ParticipantRecord, ...] = ()
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was read from one document, ready to be stored or printed."""

    document: Document
    publisher: ActorRef | None
    conflict_related: bool
    mentions: tuple[MentionRecord, ...] = ()
    roles: tuple[RoleRecord, ...] = ()
    statements: tuple[StatementRecord, ...] = ()
    events: tuple[EventRecord, ...] = ()
    codings: tuple[CodingRecord, ...] = ()
    dates: tuple[DateRecord, ...] = ()
    resolutions: tuple[ResolutionRef, ...] = ()
    provisions: tuple[ProvisionRecord, ...] = ()
    issues: tuple[IssueRecord, ...] = field(default=())
    toponyms: tuple[ToponymRecord, ...] = ()
