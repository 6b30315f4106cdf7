"""A statement put together by tokens, turned into the record that goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.annotate.annotated import Annotated
from loaders.extract.acts import act_of
from loaders.extract.addressees import addressees_of
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said
from loaders.extract.saiddates import dates_by_token, said_on
from loaders.extract.stances import stance_of
from loaders.extract.topics import topics_of
from loaders.extract.speakers import pronoun
from loaders.records import DateRecord, DateValue, Ref, ResolutionRef, Span, StatementDraft

LATEST = frozenset({"resolution", "text", "draft", "résolution", "texte"})


@dataclass
class Drafting:
    """Turns the statements of one document into records."""

    annotated: Annotated
    read: tuple[Passage, ...]
    dates: tuple[DateRecord, ...]
    resolutions: tuple[ResolutionRef, ...]
    _dated: dict[int, dict[int, DateRecord]] = field(default_factory=dict)

    def drafts(self, said: list[Said]) -> Iterator[StatementDraft]:
        """Yield the statements as records; one without a day of its own takes that of the same speaker's statement before."""
        before: Said | None = None
        day: DateValue | None = None
        for one in sorted(said, key=lambda found: found.content[0]):
            own = said_on(self.annotated.document, self.read[one.section], one, self._dates_of(self.read[one.section]))
            if own is None and before is not None and self._goes_on(one, before):
                own = day
            yield self._draft(one, own)
            before, day = one, own

    def _goes_on(self, said: Said, before: Said) -> bool:
        """Whether a statement goes on with the speech of the one before: by a pronoun, or by the same name, close by."""
        if not said.speakers or not before.speakers or said.section - before.section > 1:
            return False
        passage = self.read[said.speakers[0].section]
        same = said.speakers == before.speakers or self._ref(said.speakers[0]).text == self._ref(before.speakers[0]).text
        return same or pronoun(passage, said.speakers[0])

    def _draft(self, said: Said, day: DateValue | None) -> StatementDraft:
        """Return the statement as a record, everything by its place in the document."""
        passage = self.read[said.section]
        spans = tuple(self._span(part) for part in said.content)
        text = " ".join(self.annotated.document.text[span.start : span.end] for span in spans)
        evidence = self._evidence(said)
        act = act_of(passage, said, text)
        topics = topics_of(text, passage.language)
        return StatementDraft(
            speakers=tuple(self._ref(part) for part in said.speakers) + said.named,
            content=spans,
            text=text,
            evidence=evidence,
            kind=said.kind,
            act=act,
            cue=self._ref(said.cue).text if said.cue else "",
            cue_span=self._span(said.cue) if said.cue else None,
            addressees=tuple(self._ref(part) for part in (*addressees_of(passage, said, act), *said.addressees)),
            topics=topics,
            stance=stance_of(text, act, topics),
            resolutions=self._cited(said, evidence),
            said=day,
            rule=said.rule,
            confidence=said.confidence,
        )

    def _dates_of(self, passage: Passage) -> dict[int, DateRecord]:
        if passage.number not in self._dated:
            block = self.annotated.sections[passage.number].block
            offsets = [block.raw(token.idx) for token in passage.doc] if passage.dated else []
            self._dated[passage.number] = dates_by_token(passage, offsets, self.dates)
        return self._dated[passage.number]

    def _span(self, part: Part) -> Span:
        section = self.annotated.sections[part.section]
        return section.span(section.doc[part.first : part.last])

    def _ref(self, part: Part) -> Ref:
        ref = self.annotated.ref(part.section, self.annotated.sections[part.section].doc[part.first : part.last])
        hyphens = len(ref.text) - len(ref.text.lstrip("-"))  # "dit-elle"
        return Ref(ref.start + hyphens, ref.end, ref.text[hyphens:])

    def _evidence(self, said: Said) -> Span:
        """The whole sentences from the first content, cue or speaker to the last."""
        beside = [part for part in (said.cue, *said.speakers) if part is not None and part.section == said.section]
        spans = []
        for part in (*said.content, *beside):
            passage = self.read[part.section]
            low, high = passage.sentence(part.first)[0], passage.sentence(part.last - 1)[1]
            while high > low + 1 and passage.doc[high - 1].is_space:
                high -= 1
            spans.append(self._span(passage.part(low, high)))
        return Span(min(s.start for s in spans), max(s.end for s in spans))

    def _cited(self, said: Said, evidence: Span) -> tuple[int, ...]:
        """The numbers of the resolutions named in the sentence, and of the one that "the resolution" as speaker means."""
        cited = [r.number for r in self.resolutions if r.number and evidence.start <= r.start < evidence.end]
        if not cited and said.speakers and self._names_document(said.speakers[0]):
            before = [r for r in self.resolutions if r.end <= evidence.start]
            cited = [before[-1].number] if before and before[-1].number else []
        return tuple(dict.fromkeys(number for number in cited if number))

    def _names_document(self, part: Part) -> bool:
        return any(self.read[part.section].word(i) in LATEST for i in part.tokens)
