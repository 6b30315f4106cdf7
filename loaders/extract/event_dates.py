"""When an event happened: the date expression that its clause carries."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Token

from conflictdb.vocabularies import DatePrecision
from loaders.extract.scene import Scene
from loaders.records import DateRecord

VERBAL = frozenset({"VERB", "AUX"})
WIDTH = {DatePrecision.DAY: 0, DatePrecision.RANGE: 1, DatePrecision.MONTH: 2, DatePrecision.YEAR: 3, DatePrecision.UNKNOWN: 4}


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


def date_of(scene: Scene, trigger: Token, clause: tuple[int, int], stretches: tuple[DatedStretch, ...]) -> DateRecord | None:
    """Return the date of the event that `trigger` reports: one that hangs on it, or the only one that could."""
    sentence = trigger.sent
    near = [s for s in stretches if sentence.start <= s.first and s.last <= sentence.end]
    own = [s for s in near if _hangs_on(scene, s, trigger, clause)]
    if not own:
        return None
    return min(own, key=lambda s: (not clause[0] <= s.first < clause[1], abs(s.first - trigger.i))).record


def _hangs_on(scene: Scene, stretch: DatedStretch, trigger: Token, clause: tuple[int, int]) -> bool:
    root = scene.doc[stretch.first : stretch.last].root
    if root == trigger or trigger in root.ancestors:
        return not _other_clause(scene, root, trigger)
    governor = next((token for token in root.ancestors if token.pos_ in VERBAL), None)
    inside = clause[0] <= stretch.first < clause[1]
    if governor is None:
        return inside or stretch.first < trigger.i
    if scene.lemma(governor) in scene.lexicon.list("real", "saying"):
        return inside and stretch.first > trigger.i
    if governor in trigger.ancestors and trigger.dep_ in {"conj", "advcl", "xcomp", "dobj", "obj", "pobj", "nsubj", "nsubjpass"}:
        return inside or stretch.first < governor.i or trigger.dep_ in {"conj", "xcomp", "dobj", "obj"}
    return inside


def _other_clause(scene: Scene, token: Token, trigger: Token) -> bool:
    """Whether a clause of its own stands between the date and the trigger."""
    while token != trigger and token.head != token:
        if token.pos_ in VERBAL and token.dep_ in {"relcl", "acl:relcl", "advcl", "ccomp", "conj"}:
            return True
        token = token.head
    return False
