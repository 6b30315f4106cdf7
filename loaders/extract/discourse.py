"""What the sentences of a document say together: quotations without a cue carry on the words of the last speaker."""

from __future__ import annotations

from dataclasses import replace

from conflictdb.vocabularies import StatementAct, StatementKind
from loaders.extract.direct import quoted_part, unattributed
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said


def carried(passage: Passage, used: set[int], here: list[Said], before: list[Said]) -> list[Said]:
    """Return the passage's statements with its quotations without a cue given to the last speaker.

    A quotation that the passage before left open goes on with its statement there, which is replaced in `before`.
    """
    found = list(here)
    for index in unattributed(passage, used):
        part = quoted_part(passage, index)
        if passage.quotations[index].continues and before and _just_before(passage, before[-1]):
            before[-1] = replace(before[-1], content=(*before[-1].content, part))
            continue
        source = _last_speaker(passage, part, found, before)
        if source is not None:
            found.append(_carrying_on(source, part))
    return sorted(found, key=lambda said: said.content[0])


def _carrying_on(source: Said, part: Part) -> Said:
    return replace(
        source,
        content=(part,),
        kind=StatementKind.DIRECT,
        act=StatementAct.ASSERT,
        frame="quote",
        rule="quotation-carried",
        confidence=0.6,
        occurrence=None,
        told=None,
    )


def _last_speaker(passage: Passage, part: Part, here: list[Said], before: list[Said]) -> Said | None:
    earlier = [one for one in here if one.content[-1] < part and one.content[0].section == part.section]
    if earlier:
        return max(earlier, key=lambda one: one.content[-1])
    return before[-1] if before and _just_before(passage, before[-1]) else None


def _just_before(passage: Passage, said: Said) -> bool:
    return said.content[-1].section == passage.number - 1
