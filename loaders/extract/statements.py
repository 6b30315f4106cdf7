"""Annotated document to statements: who said what, by which words, about what, to whom and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conflictdb.vocabularies import StatementAct, StatementKind
from loaders.annotate.annotated import Annotated
from loaders.extract.direct import direct, unattributed
from loaders.extract.indirect import attributed, nominal, verbal
from loaders.extract.passages import Part, Passage, passages
from loaders.extract.said import Said
from loaders.records import DateRecord, Ref, ResolutionRef, Span, StatementDraft


def statements(
    annotated: Annotated, dates: tuple[DateRecord, ...], resolutions: tuple[ResolutionRef, ...]
) -> tuple[StatementDraft, ...]:
    """Return the statements of a document in reading order; speakers and addressees are stretches of text, not yet identified."""
    read = passages(annotated)
    said = _all_said(read)
    drafts = (_draft(annotated, read, one, resolutions) for one in said)
    return tuple(sorted(drafts, key=lambda draft: (draft.content[0].start, draft.content[-1].end)))


def _all_said(read: tuple[Passage, ...]) -> list[Said]:
    said: list[Said] = []
    for passage in read:
        quoted = direct(passage)
        here = [*quoted.said, *verbal(passage, quoted.cues), *attributed(passage), *nominal(passage)]
        here = _distinct(here)
        here.sort(key=lambda one: one.content[0])
        for one in _carried(passage, quoted.used, here, said):
            here.append(one)
        here.sort(key=lambda one: one.content[0])
        said.extend(here)
    return said


def _distinct(here: list[Said]) -> list[Said]:
    """One statement a stretch of text and speaker: of two by the same speaker that overlap for the most part the surer."""
    kept: list[Said] = []
    for one in sorted(here, key=lambda s: -s.confidence):
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return kept


def _same(one: Said, other: Said) -> bool:
    mine = {i for part in one.content for i in range(part.first, part.last)}
    theirs = {i for part in other.content for i in range(part.first, part.last)}
    return len(mine & theirs) > 0.7 * min(len(mine), len(theirs)) and (one.cue == other.cue or len(mine & theirs) > 0.9 * max(len(mine), len(theirs)))


def _carried(passage: Passage, used: set[int], here: list[Said], before: list[Said]) -> Iterator[Said]:
    for _, part in unattributed(passage, used):
        speaker = _speaker_so_far(passage, part, here, before)
        if speaker is not None:
            yield replace(
                speaker, content=(part,), kind=StatementKind.DIRECT, act=StatementAct.ASSERT, frame="quote", rule="quotation-carried",
                confidence=0.6, addressees=(),
            )  # fmt: skip


def _speaker_so_far(passage: Passage, part: Part, here: list[Said], before: list[Said]) -> Said | None:
    earlier = [one for one in here if one.content[-1] < part]
    if earlier:
        return earlier[-1]
    if before and before[-1].content[-1].section == passage.section - 1:
        return before[-1]
    return None


def _draft(annotated: Annotated, read: tuple[Passage, ...], said: Said, resolutions: tuple[ResolutionRef, ...]) -> StatementDraft:
    spans = tuple(_span(annotated, part) for part in said.content)
    text = " ".join(annotated.document.text[span.start : span.end] for span in spans)
    evidence = _evidence(annotated, read, said)
    return StatementDraft(
        speakers=tuple(_ref(annotated, part) for part in said.speakers) + said.speaker_refs,
        content=spans,
        text=text,
        evidence=evidence,
        kind=said.kind,
        act=said.act,
        cue=_ref(annotated, said.cue).text if said.cue else "",
        cue_span=_span(annotated, said.cue) if said.cue else None,
        addressees=tuple(_ref(annotated, part) for part in said.addressees),
        resolutions=tuple(dict.fromkeys(r.number for r in resolutions if r.number and evidence.start <= r.start < evidence.end)),
        rule=said.rule,
        confidence=said.confidence,
    )


def _span(annotated: Annotated, part: Part) -> Span:
    section = annotated.sections[part.section]
    return section.span(section.doc[part.first : part.last])


def _ref(annotated: Annotated, part: Part) -> Ref:
    return annotated.ref(part.section, annotated.sections[part.section].doc[part.first : part.last])


def _evidence(annotated: Annotated, read: tuple[Passage, ...], said: Said) -> Span:
    parts = [*said.content, *([said.cue] if said.cue else []), *(p for p in said.speakers if p.section == said.content[0].section)]
    spans = []
    for part in parts:
        passage = read[part.section]
        low, high = passage.sentences[passage.sentence_of[part.first]][0], passage.sentences[passage.sentence_of[part.last - 1]][1]
        while high > low and passage.doc[high - 1].is_space:
            high -= 1
        spans.append(_span(annotated, Part(part.section, low, high)))
    return Span(min(s.start for s in spans), max(s.end for s in spans))
