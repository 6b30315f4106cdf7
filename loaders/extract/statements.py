"""Annotated document to statements: who said what, by which words, about what, to whom and when."""

from __future__ import annotations

from loaders.annotate.annotated import Annotated
from loaders.extract.according import attributed
from loaders.extract.direct import direct
from loaders.extract.discourse import carried, resolved
from loaders.extract.drafting import Drafting
from loaders.extract.indirect import verbal
from loaders.extract.nominal import nominal
from loaders.extract.passages import Passage, passages
from loaders.extract.releases import answers, spoken_throughout
from loaders.extract.said import Said
from loaders.records import BlockKind, DateRecord, ResolutionRef, StatementDraft

INTERVIEW = frozenset({BlockKind.QUESTION, BlockKind.ANSWER})


def statements(
    annotated: Annotated, dates: tuple[DateRecord, ...], resolutions: tuple[ResolutionRef, ...]
) -> tuple[StatementDraft, ...]:
    """Return the statements of a document in reading order; speakers and addressees are stretches of text, not yet identified."""
    read = passages(annotated, dates)
    drafting = Drafting(annotated, read, dates, resolutions)
    said = spoken_throughout(annotated, read, resolved(read, _all_said(read)))
    drafts = drafting.drafts([*said, *answers(annotated, read)])
    return tuple(sorted(drafts, key=lambda found: (found.content[0].start, found.content[-1].end)))


def _all_said(read: tuple[Passage, ...]) -> list[Said]:
    said: list[Said] = []
    for passage in read:
        if passage.kind in INTERVIEW:
            continue
        quoted = direct(passage)
        here = [*quoted.said, *verbal(passage, quoted), *attributed(passage), *nominal(passage)]
        said.extend(carried(passage, quoted.used, distinct(here), said))
    return said


def distinct(here: list[Said]) -> list[Said]:
    """Return the statements in reading order; of two that tell the same words of one cue or speaker only the surer."""
    kept: list[Said] = []
    for one in sorted(here, key=lambda said: -said.confidence):
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda said: (said.content[0], said.content[-1]))


def _same(one: Said, other: Said) -> bool:
    mine = {i for part in one.content for i in part.tokens}
    theirs = {i for part in other.content for i in part.tokens}
    both = len(mine & theirs)
    if both > 0.9 * max(len(mine), len(theirs)):
        return True
    return one.cue == other.cue and both > 0.7 * min(len(mine), len(theirs))
