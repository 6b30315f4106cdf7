"""Releases, statements and interviews, in which an office or a person speaks throughout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from conflictdb.vocabularies import ActorKind, SourceKind, StatementAct, StatementKind
from loaders.annotate.annotated import Annotated
from loaders.extract.ends import trim_end
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said
from loaders.extract.speakers import pronoun
from loaders.records import Block, BlockKind, Ref

FIRST_SINGULAR = frozenset({"i", "je", "j'", "j’"})
FIRST_PLURAL = frozenset({"we", "nous"})
RELEASES = frozenset({SourceKind.PRESS_RELEASE, SourceKind.STATEMENT})
SHORTEST = 6  # tokens of a sentence that counts as a statement of the office
PERSONS_IN_READOUT = 2


def spoken_throughout(annotated: Annotated, read: tuple[Passage, ...], said: list[Said]) -> list[Said]:
    """Return the statements with the office's own: "we" and "I" known, a statement's sentences without a cue added."""
    if annotated.document.kind not in RELEASES:
        return [one for one in said if not _first_person(read, one)]
    signed = _signature(annotated)
    office = _office(read, said)
    found = [_known(read, one, office, signed) for one in said]
    found = [one for one in found if one.speakers or one.named]
    if annotated.document.kind is SourceKind.STATEMENT:
        speaker = _known_speaker(read, said, office, signed)
        found.extend(one for passage in read for one in _body(passage, found, *speaker) if any(speaker))
    return _readout(annotated, read, found)


def _first_person(read: tuple[Passage, ...], said: Said) -> bool:
    return (
        bool(said.speakers)
        and pronoun(read[said.speakers[0].section], said.speakers[0])
        and _word(read, said) in FIRST_SINGULAR | FIRST_PLURAL
    )


def _word(read: tuple[Passage, ...], said: Said) -> str:
    return read[said.speakers[0].section].word(said.speakers[0].first)


def _signature(annotated: Annotated) -> Ref | None:
    """The person in the by-line: "Ada Obi, Secretary of State"."""
    block = next((b for b in annotated.document.blocks if b.kind is BlockKind.BYLINE), None)
    return _name_in(annotated, block) if block is not None else None


def _name_in(annotated: Annotated, block: Block) -> Ref:
    name = block.text.split(",")[0].rstrip(" :")
    span = block.raw_span(0, len(name))
    return Ref(span.start, span.end, annotated.document.text[span.start : span.end])


def _office(read: tuple[Passage, ...], said: list[Said]) -> Part | None:
    """The first speaker who is named: of joint ones the last, the group that they speak for."""
    for one in said:
        if one.speakers and one.rule.startswith("verb") and not pronoun(read[one.speakers[-1].section], one.speakers[-1]):
            return one.speakers[-1]
    return None


def _known(read: tuple[Passage, ...], said: Said, office: Part | None, signed: Ref | None) -> Said:
    if not _first_person(read, said):
        return said
    if _word(read, said) in FIRST_SINGULAR or office is None:
        return replace(said, speakers=(), named=(signed,) if signed else ())
    return replace(said, speakers=(office,))


def _known_speaker(
    read: tuple[Passage, ...], said: list[Said], office: Part | None, signed: Ref | None
) -> tuple[Part | None, Ref | None]:
    """Who speaks where nothing says it: the signer if the text says "I", else the office."""
    if signed is not None and (
        office is None or any(_first_person(read, one) and _word(read, one) in FIRST_SINGULAR for one in said)
    ):
        return None, signed
    return office, None


def _body(passage: Passage, said: list[Said], office: Part | None, signed: Ref | None) -> Iterator[Said]:
    """The runs of sentences of a paragraph that hold no statement yet: one statement a run."""
    if passage.kind is not BlockKind.PARAGRAPH:
        return
    taken = {
        passage.sentence_of[i]
        for one in said
        for part in (*one.content, *one.speakers)
        if part.section == passage.number
        for i in part.tokens
    }
    free = [n for n in range(len(passage.sentences)) if n not in taken]
    for _, run in groupby(enumerate(free), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        first, last = passage.sentences[numbers[0]][0], passage.sentences[numbers[-1]][1]
        last = trim_end(passage, first, last)
        if last - first >= SHORTEST and passage.clausal(first, last):
            yield Said(
                (office,) if office else (), (passage.part(first, last),), None, StatementKind.INDIRECT, StatementAct.ASSERT, "clause",
                "release-body", 0.55, named=(signed,) if signed else (),
            )  # fmt: skip


def _readout(annotated: Annotated, read: tuple[Passage, ...], said: list[Said]) -> list[Said]:
    """A readout of a call or a meeting: what one side says there is said to the other."""
    title = next((p for p in read if p.kind is BlockKind.TITLE), None)
    meeting = title is not None and any(title.says(i, "meetings") for i in range(len(title.doc)))
    if title is None or not meeting:
        return said
    persons = [m for m in annotated.mentions if m.section == title.number and m.actor_kind is ActorKind.PERSON]
    if len(persons) != PERSONS_IN_READOUT:
        return said
    other = persons[-1]
    part = Part(other.section, other.first, other.last)
    both = Counter(one.content for one in said if len(one.speakers) > 1)
    return [
        one if one.content in both or one.section == title.number else replace(one, addressees=(*one.addressees, part))
        for one in said
    ]


def answers(annotated: Annotated, read: tuple[Passage, ...]) -> Iterator[Said]:
    """Yield one statement for each answer of an interview, by the person who is named with it or whom the interview is with."""
    asked = [p for p in read if p.kind is BlockKind.ANSWER]
    if not asked:
        return
    labels = _labels(annotated, read)
    person = _interviewed(annotated, read)
    for passage in asked:
        named = labels.get(passage.number)
        if named is None and person is None:
            continue
        last = trim_end(passage, 0, len(passage.doc))
        if last > 1:
            yield Said(
                () if named or person is None else (person,), (passage.part(0, last),), None, StatementKind.DIRECT, StatementAct.ASSERT,
                "quote", "interview-answer", 0.8, named=(named,) if named else (),
            )  # fmt: skip


def _labels(annotated: Annotated, read: tuple[Passage, ...]) -> dict[int, Ref]:
    """The names that stand before answers, by section; one holds until the next question."""
    numbers = {id(annotated.sections[p.number].block): p.number for p in read}
    found: dict[int, Ref] = {}
    label: Ref | None = None
    for block in annotated.document.blocks:
        if block.kind is BlockKind.BYLINE:
            label = _name_in(annotated, block)
        elif block.kind is BlockKind.QUESTION:
            label = None
        elif label is not None and block.kind is BlockKind.ANSWER and id(block) in numbers:
            found[numbers[id(block)]] = label
    return found


def _interviewed(annotated: Annotated, read: tuple[Passage, ...]) -> Part | None:
    """The person named most often before the first question."""
    first = next((p.number for p in read if p.kind is BlockKind.QUESTION), 0)
    persons = [m for m in annotated.mentions if m.section < first and m.actor_kind is ActorKind.PERSON]
    if not persons:
        return None
    names = Counter(m.actors[0] if m.actors else m.text.split()[-1] for m in persons)
    most, _ = names.most_common(1)[0]
    found = next(m for m in persons if most == (m.actors[0] if m.actors else m.text.split()[-1]))
    return Part(found.section, found.first, found.last)
