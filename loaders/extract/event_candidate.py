"""An event as one word of the text reports it, before those told twice are joined."""

from __future__ import annotations

from dataclasses import dataclass

from conflictdb.vocabularies import EventStatus, EventType
from loaders.extract.counts import Count
from loaders.extract.event_lexicon import Frame
from loaders.extract.event_places import Place
from loaders.records import DateRecord, Ref

VIOLENT = frozenset(
    {
        EventType.BATTLE,
        EventType.REMOTE_VIOLENCE,
        EventType.VIOLENCE_AGAINST_CIVILIANS,
        EventType.ATTACK_ON_PROTECTED,
    }
)
SYMMETRIC = frozenset({EventType.MEETING, EventType.NEGOTIATION, EventType.AGREEMENT})


@dataclass(frozen=True, slots=True)
class Parties:
    """Who takes part in an event."""

    agents: tuple[Ref, ...] = ()
    targets: tuple[Ref, ...] = ()
    mediators: tuple[Ref, ...] = ()
    hosts: tuple[Ref, ...] = ()
    struck: tuple[Ref, ...] = ()  # things and people that it was done to and that are no party

    @property
    def everybody(self) -> tuple[Ref, ...]:
        """All of them."""
        return (*self.agents, *self.targets, *self.mediators, *self.hosts)


@dataclass(frozen=True, slots=True)
class Toll:
    """How many people an event killed, hurt, uprooted, or had taking part."""

    killed: Count | None = None
    injured: Count | None = None
    displaced: Count | None = None
    people: Count | None = None  # only to tell two events apart


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event as one word reports it: token positions are in the section's Doc."""

    section: int
    trigger: int
    carrier: int  # the verb that makes a noun's event happen; the trigger itself where there is none
    sentence: int  # the sentence's first token
    heads: tuple[int, ...]  # tokens above the trigger, nearest first
    frame: Frame
    type: EventType
    status: EventStatus
    clause: tuple[int, int]
    parties: Parties
    places: tuple[Place, ...]
    toll: Toll
    date: DateRecord | None = None
    nominal: bool = False
    heading: bool = False
    casualty: bool = False  # it only tells who was killed or hurt
    anaphoric: bool = False  # a noun that takes up an event told before: "these talks"
    definite: bool = False  # a noun with a definite article, which may take up an event as well: "the attack"
    generic_place: bool = False  # its place is a bare noun: "the city"

    @property
    def place(self) -> Place | None:
        """The most precise place."""
        return self.places[0] if self.places else None
