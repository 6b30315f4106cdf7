"""A statement while it is put together: everything by tokens, joint speakers still together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from conflictdb.vocabularies import StatementAct, StatementKind
from loaders.extract.occurrences import Occurrence
from loaders.extract.passages import Part, Passage
from loaders.records import Ref


@dataclass(frozen=True, slots=True)
class Said:
    """Who said what, by which words.

    `speakers` are empty while the speaker is only implied (a quotation that carries on, a release's own text); `named` are
    speakers that stand outside the sections read, such as a by-line.
    """

    speakers: tuple[Part, ...]
    content: tuple[Part, ...]
    cue: Part | None
    kind: StatementKind
    act: StatementAct
    frame: str
    rule: str
    confidence: float
    occurrence: Occurrence | None = None
    told: Part | None = None  # those who were told, where the cue names them
    named: tuple[Ref, ...] = ()
    addressees: tuple[Part, ...] = ()  # those that the context tells

    thought: bool = False  # the cue tells what somebody thinks
    pronoun: bool = False  # the speaker is a personal pronoun

    def by(self, name: Ref) -> Said:
        """The same, said by somebody who is named outside the sections read."""
        return replace(self, speakers=(), named=(name,))

    @property
    def section(self) -> int:
        """The section that it begins in."""
        return self.content[0].section


def last_here(passage: Passage, said: Said) -> Part:
    """Return the last stretch of what was said that stands in this passage; a quotation may go on in the next."""
    return next(part for part in reversed(said.content) if part.section == passage.number)
