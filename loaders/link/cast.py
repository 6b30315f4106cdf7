"""Who and what is named in a document: every mention with the actor and the place that it means."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from conflictdb.identity import fold
from conflictdb.vocabularies import ActorKind
from loaders.annotate.annotated import Annotated, Mention
from loaders.annotate.function_words import function_words
from loaders.annotate.unknown import is_other_word
from loaders.gazetteer import Gazetteer
from loaders.link.organisations import Organisations, metonyms
from loaders.link.persons import Persons
from loaders.link.places import Places
from loaders.link.scene import Scene
from loaders.link.senses import Sense, sense
from loaders.link.setting import Setting
from loaders.link.told import Told
from loaders.records import ActorRef, Drafts, PlaceRef

_LIST_WORDS = function_words("list")


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention with what it may mean, and in which sense it is meant here."""

    mention: Mention
    actor: ActorRef | None
    place: PlaceRef | None
    sense: Sense
    subject: bool

    @property
    def acts(self) -> bool:
        """Whether it is meant as an actor."""
        return self.sense is Sense.ACTOR


class Cast:
    """All readings of a document by position, with its country and its day."""

    def __init__(self, annotated: Annotated, drafts: Drafts, gazetteer: Gazetteer) -> None:
        self.annotated = annotated
        self.gazetteer = gazetteer
        self.scene = Scene(annotated)
        self.resolutions = drafts.resolutions
        self.told = Told(drafts.statements)
        self.day: dt.date | None = annotated.document.published.start if annotated.document.published else None
        self._senses = {
            mention.start: sense(self.scene, mention, is_country=bool(mention.actors))
            for mention in annotated.mentions
            if mention.places and (mention.actors or fold(mention.text) in metonyms())
        }
        acting = {start for start, meant in self._senses.items() if meant is Sense.ACTOR}
        self.places = Places(annotated, gazetteer, acting)
        self.country = self.places.country
        self.organisations = Organisations(annotated, gazetteer, self.country)
        self.persons = Persons(annotated, drafts, gazetteer, self.day, self.country)
        self._starts = [mention.start for mention in annotated.mentions]
        self._begun = {(mention.section, mention.first) for mention in annotated.mentions}
        self.readings = self._listed([self._reading(mention) for mention in annotated.mentions])

    @cached_property
    def setting(self) -> Setting:
        """The country in which the document is set."""
        return Setting(self)

    def _reading(self, mention: Mention) -> Reading:
        actor = self.persons.of(mention) if mention.actor_kind is ActorKind.PERSON else self.organisations.of(mention)
        place = self.places.of(mention)
        if actor is None and place is not None:
            actor = self.organisations.metonym(mention)
        if actor is not None and place is not None:
            meant = self._senses.get(mention.start) or sense(self.scene, mention, is_country=bool(mention.actors))
        else:
            meant = Sense.ACTOR if actor is not None else self._place_sense(mention)
        subject = actor is not None and self.scene.is_subject(mention)
        return Reading(mention, actor, place, meant, subject)

    def _place_sense(self, mention: Mention) -> Sense:
        """A place's name before a capitalised noun is part of another name: "the Nairobi Process", "the Lakes Gazette"."""
        doc = self.scene.doc(mention.section)
        if mention.rule != "gazetteer" or mention.last >= len(doc):
            return Sense.PLACE
        following = doc[mention.last]
        if following.pos_ != "PROPN" or not following.text[0].isupper() or (mention.section, mention.last) in self._begun:
            return Sense.PLACE
        return Sense.PLACE if is_other_word(following.text, self.annotated.document.language) else Sense.MODIFIER

    def _listed(self, readings: list[Reading]) -> list[Reading]:
        """Give every name of a list the sense of the first one: long lists are where the parse fails."""
        listed: list[Reading] = []
        for reading in readings:
            before = listed[-1] if listed else None
            both = before and before.actor and before.place and reading.actor and reading.place
            if before and both and self._joins(before.mention, reading.mention):
                reading = replace(reading, sense=before.sense, subject=before.subject)  # noqa: PLW2901
            listed.append(reading)
        return listed

    def _joins(self, one: Mention, other: Mention) -> bool:
        if one.section != other.section or other.first - one.last > 3:
            return False
        between = [token.lower_ for token in self.scene.doc(one.section)[one.last : other.first]]
        return bool(between) and all(word in _LIST_WORDS for word in between)

    def overlapping(self, start: int, end: int) -> list[Reading]:
        """Return the readings whose mention overlaps [start, end); mentions stand in order and none overlaps another."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        return [reading for reading in self.readings[first:last] if start < reading.mention.end]

    def counts(self) -> Counter[str]:
        """Return how often each actor is named where it acts."""
        return Counter(identity(reading.actor) for reading in self.readings if reading.actor and reading.acts)


def identity(actor: ActorRef) -> str:
    """Return what makes two references the same actor within a document."""
    return actor.slug or f"~{actor.name.casefold()}"
