"""A statement put together by tokens, turned into the record that goes out."""

from __future__ import annotations

from loaders.annotate.annotated import Annotated
from loaders.extract.acts import act_of
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said
from loaders.extract.topics import topics_of
from loaders.records import DateRecord, Ref, ResolutionRef, Span, StatementDraft


def draft(
    annotated: Annotated,
    read: tuple[Passage, ...],
    said: Said,
    dates: tuple[DateRecord, ...],
    resolutions: tuple[ResolutionRef, ...],
) -> StatementDraft:
    """Return the statement as a record, everything by its place in the document."""
    spans = tuple(_span(annotated, part) for part in said.content)
    text = " ".join(annotated.document.text[span.start : span.end] for span in spans)
    evidence = _evidence(annotated, read, said)
    return StatementDraft(
        speakers=tuple(_ref(annotated, part) for part in said.speakers) + said.named,
        content=spans,
        text=text,
        evidence=evidence,
        kind=said.kind,
        act=act_of(read[said.section], said, text),
        cue=_ref(annotated, said.cue).text if said.cue else "",
        cue_span=_span(annotated, said.cue) if said.cue else None,
        addressees=(),
        topics=topics_of(text, read[said.section].language),
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
    """The whole sentences from the first content, cue or speaker to the last."""
    beside = [part for part in (said.cue, *said.speakers) if part is not None and part.section == said.section]
    spans = []
    for part in (*said.content, *beside):
        passage = read[part.section]
        low, high = passage.sentence(part.first)[0], passage.sentence(part.last - 1)[1]
        while high > low + 1 and passage.doc[high - 1].is_space:
            high -= 1
        spans.append(_span(annotated, passage.part(low, high)))
    return Span(min(s.start for s in spans), max(s.end for s in spans))
