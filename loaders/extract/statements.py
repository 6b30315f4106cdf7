"""Annotated document to statements: who said what, by which words, about what, to whom and when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from conflictdb.vocabularies import StatementAct
from loaders.annotate.annotated import Annotated
from loaders.extract.according import attributed
from loaders.extract.direct import direct
from loaders.extract.discourse import carried, resolved
from loaders.extract.drafting import Drafting
from loaders.extract.headings import headed
from loaders.extract.indirect import verbal
from loaders.extract.interviews import answers
from loaders.extract.nominal import nominal
from loaders.extract.passages import Passage, passages
from loaders.extract.releases import spoken_throughout
from loaders.extract.said import Said
from loaders.records import BlockKind, DateRecord, ResolutionRef, StatementDraft

INTERVIEW = frozenset({BlockKind.QUESTION, BlockKind.ANSWER})


def statements(
    annotated: Annotated, dates: tuple[DateRecord, ...], resolutions: tuple[ResolutionRef, ...]
) -> tuple[StatementDraft, ...]:
    """Return the statements of a document in reading order; speakers and addressees are stretches of text, not yet identified."""
    read = passages(annotated, dates)
    said = spoken_throughout(annotated, read, resolved(read, _all_said(read)))
    drafts = Drafting(annotated, read, resolutions).drafts([*said, *answers(annotated, read)])
    return tuple(sorted(drafts, key=lambda found: (found.content[0].start, found.content[-1].end)))


def _all_said(read: tuple[Passage, ...]) -> list[Said]:
    said: list[Said] = []
    for passage in read:
        if passage.kind in INTERVIEW:
            continue
        quoted = direct(passage)
        here = [*quoted.said, *verbal(passage, quoted), *attributed(passage), *nominal(passage), *headed(passage)]
        said.extend(carried(passage, quoted.used, distinct(here), said))
    return said


def distinct(here: list[Said]) -> list[Said]:
    """Return the statements in reading order; of two that tell the same words of one cue or speaker only the surer.

    What somebody is said to think inside another's statement is part of that statement.
    """
    kept: list[Said] = []
    by_token: dict[int, list[Said]] = defaultdict(list)
    for one in sorted(here, key=lambda said: -said.confidence):
        words = _words(one)
        rivals = {id(other): other for i in words for other in by_token[i]}
        if any(_same(one, words, other) for other in rivals.values()):
            continue
        kept.append(one)
        for i in words:
            by_token[i].append(one)
    deepened = (_deepened(one, by_token) for one in kept if not _thought(one, by_token) and not _own_word(one, by_token))
    return sorted((one for one in deepened if one is not None), key=lambda said: (said.content[0], said.content[-1]))


def _words(said: Said) -> set[int]:
    return {i for part in said.content for i in part.tokens}


def _same(one: Said, words: set[int], other: Said) -> bool:
    theirs = _words(other)
    both = len(words & theirs)
    if both > 0.9 * max(len(words), len(theirs)):
        return True
    return one.cue == other.cue and both > 0.7 * min(len(words), len(theirs))


def _deepened(said: Said, by_token: dict[int, list[Said]]) -> Said | None:
    """ "The office said it was alarmed by ...": one statement, with the act of the inner one; None for that inner one."""
    if any(_repeats(said, outer) for outer in by_token[said.speakers[0].first] if said.speakers):
        return None
    inner = [one for one in by_token[said.content[0].last - 1] if _repeats(one, said)]
    return replace(said, act=inner[0].act) if inner and said.act is StatementAct.ASSERT else said


def _repeats(inner: Said, outer: Said) -> bool:
    """Whether the inner statement's speaker is the pronoun with which the outer one's content begins."""
    if inner is outer or inner.frame == "quote" or outer.frame != "clause" or len(inner.speakers) != 1:
        return False
    speaker = inner.speakers[0]
    return inner.pronoun and speaker.last - speaker.first == 1 and speaker.first == outer.content[0].first


def _thought(said: Said, by_token: dict[int, list[Said]]) -> bool:
    return said.thought and said.cue is not None and bool(by_token[said.cue.first])


def _own_word(said: Said, by_token: dict[int, list[Said]]) -> bool:
    """Whether somebody tells by a pronoun what he himself says: "the bank said that it stood ready to act" is one statement."""
    if not said.pronoun or said.cue is None or said.frame == "quote" or len(said.speakers) != 1:
        return False
    outer = [one for one in by_token[said.cue.first] if one is not said and one.frame == "clause" and one.speakers]
    return any(not one.pronoun or one.rule == "according-to" for one in outer)
