"""A statement while it is put together: everything by tokens, joint speakers still together."""

from __future__ import annotations

from dataclasses import dataclass

from conflictdb.vocabularies import StatementAct, StatementKind
from loaders.extract.passages import Part
from loaders.records import Ref


@dataclass(frozen=True, slots=True)
class Said:
    """Who said what, by which words; `speaker_refs` are those that stand outside the sections read (a by-line)."""

    speakers: tuple[Part, ...]
    content: tuple[Part, ...]
    cue: Part | None
    kind: StatementKind
    act: StatementAct
    frame: str
    rule: str
    confidence: float
    addressees: tuple[Part, ...] = ()
    speaker_refs: tuple[Ref, ...] = ()
    carrier: bool = False  # its act depends on what is said
