"""Interviews in questions and answers: each answer is a statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from conflictdb.vocabularies import ActorKind, StatementAct, StatementKind
from loaders.annotate.annotated import Annotated, Mention
from loaders.extract.ends import trim_end
from loaders.extract.passages import Part, Passage
from loaders.extract.releases import name_in
from loaders.extract.said import Said
from loaders.records import BlockKind, Ref


def answers(annotated: Annotated, read: tuple[Passage, ...]) -> Iterator[Said]:
    """Yield one statement for each answer, by the person named with it, else by the one named most before the questions."""
    asked = [passage for passage in read if passage.kind is BlockKind.ANSWER]
    labels = _labels(annotated, read) if asked else {}
    person = _interviewed(annotated, read) if asked else None
    for passage in asked:
        named = labels.get(passage.number)
        last = trim_end(passage, 0, len(passage.doc))
        if last > 1 and (named or person):
            who = () if named or person is None else (person,)
            content = (passage.part(0, last),)
            said = Said(who, content, None, StatementKind.DIRECT, StatementAct.ASSERT, "quote", "interview-answer", 0.8)
            yield said if named is None else said.by(named)


def _labels(annotated: Annotated, read: tuple[Passage, ...]) -> dict[int, Ref]:
    """The names that stand before answers, by section; one holds until the next question."""
    numbers = {id(annotated.sections[passage.number].block): passage.number for passage in read}
    found: dict[int, Ref] = {}
    label: Ref | None = None
    for block in annotated.document.blocks:
        if block.kind is BlockKind.BYLINE:
            label = name_in(annotated, block)
        elif block.kind is BlockKind.QUESTION:
            label = None
        elif label is not None and block.kind is BlockKind.ANSWER and id(block) in numbers:
            found[numbers[id(block)]] = label
    return found


def _interviewed(annotated: Annotated, read: tuple[Passage, ...]) -> Part | None:
    """The person named most often before the first question."""
    first = next((passage.number for passage in read if passage.kind is BlockKind.QUESTION), 0)
    persons = [m for m in annotated.mentions if m.section < first and m.actor_kind is ActorKind.PERSON]
    if not persons:
        return None
    most, _ = Counter(map(_key, persons)).most_common(1)[0]
    found = next(mention for mention in persons if _key(mention) == most)
    return Part(found.section, found.first, found.last)


def _key(mention: Mention) -> str:
    return mention.actors[0] if mention.actors else mention.text.split()[-1]
