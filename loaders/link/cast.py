"""Who and what is named in a document: every mention with the actor and the place that it means."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from conflictdb.vocabularies import ActorKind
from loaders.annotate.annotated import Annotated, Mention
from loaders.gazetteer import Gazetteer
from loaders.link.organisations import Organisations
from loaders.link.persons import Persons
from loaders.link.places import Places
from loaders.link.scene import Scene
from loaders.link.senses import acts
from loaders.records import ActorRef, Drafts, PlaceRef


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention with what it may mean. `acts` tells which of the two is meant where both are there."""

    mention: Mention
    actor: ActorRef | None
    place: PlaceRef | None
    acts: bool
    subject: bool


class Cast:
    """All readings of a document by position, with its country and its day."""

    def __init__(self, annotated: Annotated, drafts: Drafts, gazetteer: Gazetteer) -> None:
        self.annotated = annotated
        self.gazetteer = gazetteer
        self.scene = Scene(annotated)
        self.resolutions = drafts.resolutions
        self.day: dt.date | None = annotated.document.published.start if annotated.document.published else None
        self.places = Places(annotated, gazetteer)
        self.country = self.places.country
        self.organisations = Organisations(annotated, gazetteer, self.country)
        self.persons = Persons(annotated, drafts, gazetteer, self.day, self.country)
        self.readings = [self._reading(mention) for mention in annotated.mentions]

    def _reading(self, mention: Mention) -> Reading:
        actor = self.persons.of(mention) if mention.actor_kind is ActorKind.PERSON else self.organisations.of(mention)
        place = self.places.of(mention)
        if actor is None and place is not None:
            actor = self.organisations.metonym(mention)
        both = actor is not None and place is not None
        is_country = bool(mention.actors)
        doing = acts(self.scene, mention, is_country=is_country) if both else actor is not None
        subject = actor is not None and self.scene.is_subject(mention)
        return Reading(mention, actor, place, doing, subject)

    def overlapping(self, start: int, end: int) -> list[Reading]:
        """Return the readings whose mention overlaps [start, end)."""
        return [reading for reading in self.readings if reading.mention.start < end and start < reading.mention.end]

    def counts(self) -> Counter[str]:
        """Return how often each actor is named where it acts."""
        return Counter(identity(reading.actor) for reading in self.readings if reading.actor and reading.acts)


def identity(actor: ActorRef) -> str:
    """Return what makes two references the same actor within a document."""
    return actor.slug or f"~{actor.name.casefold()}"
