"""Who was spoken of before a place in the text: what pronouns and descriptions may point back to."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, replace

from conflictdb.vocabularies import ActorKind
from loaders.link.cast import Cast
from loaders.link.descriptions import gender_told
from loaders.records import ActorRef, BlockKind

REACH = 120  # sentences: nothing points back further


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Somebody spoken of: an actor, or (actor None) somebody only described, by `text`.

    `many`: the description is of several; `thing`: of a paper, which may say something as well.
    """

    start: int
    actor: ActorRef | None
    text: str
    subject: bool
    sentence: int
    many: bool = False
    thing: bool = False
    beside: bool = False  # the subject of a relative clause, which tells of something in passing

    @property
    def is_person(self) -> bool:
        """Whether it is a person; who is only described counts as one."""
        return not self.thing if self.actor is None else self.actor.kind is ActorKind.PERSON

    @property
    def may_be_they(self) -> bool:
        """Whether "they" may mean it: a body, or several who are described."""
        return not self.is_person if self.actor else self.many


class Antecedents:
    """All antecedents of a document by position, with its sentences numbered through."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._sentences = [
            section.block.raw(sentence.start_char) for section in cast.annotated.sections for sentence in section.doc.sents
        ]
        self._in_order = sorted(set(self._sentences)) == self._sentences
        self._sentences.sort()
        self._titles = [
            (section.block.raw(0), section.block.raw(len(section.block.text) - 1))
            for section in cast.annotated.sections
            if section.block.kind is BlockKind.TITLE
        ]
        self.all = [
            Antecedent(
                r.mention.start,
                r.actor,
                r.mention.text,
                r.subject,
                self.sentence(r.mention.start),
                beside=r.subject and cast.scene.in_relative_clause(r.mention),
            )
            for r in cast.readings
            if r.actor and r.acts
        ]
        self.all.sort(key=lambda antecedent: antecedent.start)
        self._by_sentence: dict[int, list[Antecedent]] = {}
        for antecedent in self.all:
            self._by_sentence.setdefault(antecedent.sentence, []).append(antecedent)

    def sentence(self, start: int) -> int:
        """Return the number of the sentence in which a character stands."""
        return bisect_left(self._sentences, start + 1) - 1

    def add_described(self, start: int, text: str, *, many: bool = False, thing: bool = False) -> None:
        """Add somebody, or a paper, that is only described: "a prison official"; a later "he" may mean that one."""
        here = self.of_sentence(self.sentence(start))
        if short := next((a for a in here if a.start == start and a.actor is None and len(a.text) < len(text)), None):
            for some in (self.all, here):
                some[some.index(short)] = replace(short, text=text, many=short.many or many)
        elif not any(a.start == start and not (thing and a.is_person and a.actor) for a in here):
            self._insert(Antecedent(start, None, text, True, self.sentence(start), many, thing))

    def add(self, start: int, actor: ActorRef, text: str) -> None:
        """Add an actor that a description means."""
        self._insert(Antecedent(start, actor, text, True, self.sentence(start)))

    def _insert(self, antecedent: Antecedent) -> None:
        insort(self.all, antecedent, key=lambda one: one.start)
        insort(self._by_sentence.setdefault(antecedent.sentence, []), antecedent, key=lambda one: one.start)

    def of_sentence(self, number: int) -> list[Antecedent]:
        """Return the antecedents of a sentence in order."""
        return self._by_sentence.get(number, [])

    def titled(self, kinds: set[ActorKind]) -> ActorRef | None:
        """Return the first body that the title names."""
        return next((a.actor for a in self.all if a.actor and a.actor.kind in kinds and self._in_title(a.start)), None)

    def before(self, start: int) -> Iterator[Antecedent]:
        """Yield the antecedents before a place: nearest sentence first, in it subjects, then the rest."""
        here = self.sentence(start)
        for number in range(here, max(-1, here - REACH), -1):
            earlier = [a for a in self._by_sentence.get(number, ()) if a.start < start and not self._in_title(a.start)]
            yield from sorted(earlier, key=lambda a: (not a.subject, a.beside, a.start))

    def after(self, start: int) -> Iterator[Antecedent]:
        """Yield the antecedents after a place in order."""
        yield from self.all[bisect_left(self.all, start, key=lambda a: a.start) :]

    def _in_title(self, start: int) -> bool:
        return any(first <= start <= last for first, last in self._titles)

    def gender(self, antecedent: Antecedent, *, likely: bool = True) -> str | None:
        """Return the gender of a person as far as the text has told it, else (`likely`) by the given name."""
        if antecedent.actor is None:
            return gender_told(antecedent.text)
        person = self.cast.persons.person(antecedent.actor) if antecedent.actor and antecedent.is_person else None
        return (person.gender or (person.likely if likely else None)) if person else None
