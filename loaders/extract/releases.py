"""Releases and statements, in which an office or a person speaks throughout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from conflictdb.vocabularies import ActorKind, SourceKind, StatementAct, StatementKind
from loaders.annotate.annotated import Annotated
from loaders.extract.ends import trim_end
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said
from loaders.extract.speakers import pronoun
from loaders.records import Block, BlockKind, Ref

RELEASES = frozenset({SourceKind.PRESS_RELEASE, SourceKind.STATEMENT})
SHORTEST = 6  # tokens of a sentence that counts as a statement of the office
PERSONS_IN_READOUT = 2


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a release: the office that is named first in it, the person who signs it."""

    office: Part | None
    signed: Ref | None

    def given_to(self, said: Said, singular: bool) -> Said:
        """Return the statement with this voice as its speaker: "I" is the signer, "we" the office."""
        if (singular or self.office is None) and self.signed is not None:
            return replace(said, speakers=(), named=(self.signed,))
        return replace(said, speakers=(self.office,) if self.office else (), named=())


def spoken_throughout(annotated: Annotated, read: tuple[Passage, ...], said: list[Said]) -> list[Said]:
    """Return the statements with the office's own: "we" and "I" known, a statement's sentences without a cue added."""
    if annotated.document.kind not in RELEASES:
        return [one for one in said if not (_says(read, one, "first_singular") or _says(read, one, "first_plural"))]
    voice = Voice(_office(read, said), _signature(annotated))
    singular = any(_says(read, one, "first_singular") for one in said)
    found = [_known(read, one, voice) for one in said]
    found = [one for one in found if one.speakers or one.named]
    if annotated.document.kind is SourceKind.STATEMENT and (voice.office or voice.signed):
        by_section: dict[int, list[Said]] = defaultdict(list)
        for one in found:
            by_section[one.section].append(one)
        found += [voice.given_to(one, singular) for passage in read for one in _body(passage, by_section[passage.number])]
    return _readout(annotated, read, found)


def _says(read: tuple[Passage, ...], said: Said, name: str) -> bool:
    part = said.speakers[0] if said.speakers else None
    return part is not None and pronoun(read[part.section], part) and read[part.section].says(part.first, name)


def _known(read: tuple[Passage, ...], said: Said, voice: Voice) -> Said:
    if _says(read, said, "first_singular"):
        return voice.given_to(said, singular=True)
    return voice.given_to(said, singular=False) if _says(read, said, "first_plural") else said


def _signature(annotated: Annotated) -> Ref | None:
    """The person in the by-line: "Ada Obi, Secretary of State"."""
    block = next((b for b in annotated.document.blocks if b.kind is BlockKind.BYLINE), None)
    return name_in(annotated, block) if block is not None else None


def name_in(annotated: Annotated, block: Block) -> Ref:
    """Return the name that a by-line or a label begins with."""
    name = block.text.split(",")[0].rstrip(" :")
    span = block.raw_span(0, max(1, len(name)))
    return Ref(span.start, span.end, annotated.document.text[span.start : span.end])


def _office(read: tuple[Passage, ...], said: list[Said]) -> Part | None:
    """The first speaker who is named: of joint ones the last, the group that they speak for."""
    for one in said:
        if one.speakers and one.rule.startswith("verb") and not pronoun(read[one.speakers[-1].section], one.speakers[-1]):
            return one.speakers[-1]
    return None


def _body(passage: Passage, said: list[Said]) -> Iterator[Said]:
    """The runs of sentences of a paragraph that hold no statement yet: one statement a run."""
    if passage.kind is not BlockKind.PARAGRAPH:
        return
    parts = [part for one in said for part in (*one.content, *one.speakers) if part.section == passage.number]
    taken = {passage.sentence_of[i] for part in parts for i in part.tokens}
    free = [number for number in range(len(passage.sentences)) if number not in taken]
    for _, run in groupby(enumerate(free), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        first, last = passage.sentences[numbers[0]][0], passage.sentences[numbers[-1]][1]
        last = trim_end(passage, first, last)
        if last - first >= SHORTEST and passage.clausal(first, last):
            content = (passage.part(first, last),)
            yield Said((), content, None, StatementKind.INDIRECT, StatementAct.ASSERT, "clause", "release-body", 0.55)


def _readout(annotated: Annotated, read: tuple[Passage, ...], said: list[Said]) -> list[Said]:
    """A readout of a call or a meeting, by its title: what one side says there is said to the other."""
    title = next((p for p in read if p.kind is BlockKind.TITLE), None)
    if title is None or not any(title.says(i, "meetings") for i in range(len(title.doc))):
        return said
    persons = [m for m in annotated.mentions if m.section == title.number and m.actor_kind is ActorKind.PERSON]
    if len(persons) != PERSONS_IN_READOUT:
        return said
    other = Part(persons[-1].section, persons[-1].first, persons[-1].last)
    return [one if len(one.speakers) > 1 or one.section == title.number else replace(one, addressees=(other,)) for one in said]
