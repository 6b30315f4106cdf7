"""When an event happened: the date expression that its clause carries."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Token

from loaders.extract.scene import Scene
from loaders.records import DateRecord

VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class DatedStretch:
    """A date expression with its tokens [first, last) in the section."""

    record: DateRecord
    first: int
    last: int


def dates_in(scene: Scene, dates: tuple[DateRecord, ...]) -> tuple[DatedStretch, ...]:
    """Return the date expressions that stand in the section, with their tokens."""
    starts = [scene.section.block.raw(token.idx) for token in scene.doc]
    if not starts:
        return ()
    end = scene.section.block.raw_span(0, len(scene.section.block.text)).end
    here = [record for record in dates if starts[0] <= record.start and record.end <= end]
    return tuple(DatedStretch(r, bisect_right(starts, r.start) - 1, bisect_right(starts, r.end - 1)) for r in here)


def assign(
    scene: Scene, stretches: tuple[DatedStretch, ...], triggers: dict[int, tuple[int, int]]
) -> dict[int, DateRecord]:
    """Return the date of each trigger (token index, with its clause): a date belongs to the nearest event above it.

    A date above all of which only a verb of saying stands says when it was said, not when it happened.
    """
    found: dict[int, tuple[int, DateRecord]] = {}
    for stretch in stretches:
        owner = _owner(scene, stretch, triggers)
        if owner is None:
            continue
        distance = abs(stretch.first - owner)
        if owner not in found or distance < found[owner][0]:
            found[owner] = (distance, stretch.record)
    return {owner: record for owner, (_, record) in found.items()}


def _owner(scene: Scene, stretch: DatedStretch, triggers: dict[int, tuple[int, int]]) -> int | None:
    root = scene.doc[stretch.first : stretch.last].root
    sentence = root.sent
    for token in (root, *root.ancestors):
        if token.i in triggers:
            return token.i
        if token.pos_ in VERBAL and scene.lemma(token) in scene.lexicon.list("real", "saying"):
            return _said_inside(stretch, triggers, token)
    here = [i for i in triggers if sentence.start <= i < sentence.end]
    below = [i for i in here if _leads_to(scene, root, i)]
    if below:
        return min(below, key=lambda i: abs(i - stretch.first))
    inside = [i for i in here if triggers[i][0] <= stretch.first < triggers[i][1]]
    return min(inside, key=lambda i: abs(i - stretch.first)) if inside else None


def _said_inside(stretch: DatedStretch, triggers: dict[int, tuple[int, int]], saying: Token) -> int | None:
    """A date that the parse hangs on the verb of saying, yet stands in the clause of what is said."""
    inside = [i for i, (first, last) in triggers.items() if first <= stretch.first < last and not first <= saying.i < last]
    return min(inside, key=lambda i: abs(i - stretch.first)) if inside else None


def _leads_to(scene: Scene, root: Token, trigger: int) -> bool:
    """Whether the verb that the date hangs on leads to the trigger without a clause of saying between."""
    verb = next((token for token in root.ancestors if token.pos_ in VERBAL), None)
    if verb is None:
        return root.i < trigger
    return verb in scene.doc[trigger].ancestors and scene.doc[trigger].dep_ not in {"relcl", "acl:relcl"}
