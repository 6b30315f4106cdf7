"""A statement put together by tokens, turned into the record that goes out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from conflictdb.vocabularies import ActorKind, StatementAct
from loaders.annotate.annotated import Annotated
from loaders.extract.acts import act_of
from loaders.extract.addressees import addressed_as_before, addressees_of, audience_of
from loaders.extract.live import is_live
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said
from loaders.extract.saiddates import interviewed_on, met_on, said_on
from loaders.extract.speakers import pronoun
from loaders.extract.stances import stance_of
from loaders.extract.topics import Surroundings, topics_of
from loaders.records import DateValue, Ref, ResolutionRef, Span, StatementDraft

OTHERS = frozenset({"according-to", "noun", "passive"})
NAMING = frozenset({"NOUN", "PROPN", "ADJ", "X"})
NEAR = 8
DESCRIPTION = 2  # tokens


@dataclass(frozen=True)
class Drafting:
    """Turns the statements of one document into records."""

    annotated: Annotated
    read: tuple[Passage, ...]
    resolutions: tuple[ResolutionRef, ...]

    def drafts(self, said: list[Said]) -> Iterator[StatementDraft]:
        """Yield the statements as records; one without a day of its own takes that of the same speaker's statement before."""
        before: Said | None = None
        day: DateValue | None = None
        last: StatementDraft | None = None
        audience: tuple[Ref, ...] = ()  # those spoken with, as long as the same speaker goes on
        starts = [resolution.start for resolution in self.resolutions]
        live = is_live(self.annotated)
        met = met_on(self.annotated.document, self.read)
        interview = interviewed_on(self.read)
        for one in sorted(said, key=lambda found: found.content[0]):
            own = said_on(self.annotated.document, self.read[one.section], one, met, before)
            if own is None and before is not None and self._goes_on(one, before):
                own = day
            if one.rule == "interview-answer":
                own = interview or own
            if own is None and live and one.rule not in OTHERS:
                own = self.annotated.document.published
            draft = self._draft(one, own, starts)
            goes_on = last is not None and before is not None and self._goes_on(one, before)
            if last is not None and goes_on:
                draft = addressed_as_before(draft, last, audience)
            heard = tuple(self._ref(part) for part in audience_of(self.read[one.section], one))
            audience = heard or (audience if goes_on else ())
            yield draft
            before, day, last = one, own, draft

    def _goes_on(self, said: Said, before: Said) -> bool:
        """Whether a statement goes on with the speech of the one before: by a pronoun, by the same name, in the same document."""
        if not said.speakers or not before.speakers or said.section - before.section > 1:
            return False
        passage = self.read[said.section]
        if said.speakers == before.speakers or pronoun(self.read[said.speakers[0].section], said.speakers[0]):
            return True
        low, _ = passage.sentence(said.content[0].first)
        beside = range(low, min(said.content[0].first, low + NEAR))
        same_document = any(passage.says(i, "documents") and passage.says(i - 1, "continuing") for i in beside)
        return same_document or self._described(said.speakers[0]) or self._alike(said.speakers[0], before.speakers[0])

    def _described(self, part: Part) -> bool:
        """Whether a speaker is taken up by a description: "the officer", "le porte-parole"."""
        passage = self.read[part.section]
        unnamed = not any(i in passage.mention_of or passage.doc[i].pos_ == "PROPN" for i in part.tokens)
        return passage.says(part.first, "taking_up") and unnamed and part.last - part.first == DESCRIPTION

    def _alike(self, one: Part, other: Part) -> bool:
        """Whether two speakers are printed alike: the words of the one, but for articles, are among the other's."""
        words = [
            {self.read[part.section].word(i) for i in part.tokens if self.read[part.section].doc[i].pos_ in NAMING}
            for part in (one, other)
        ]
        shorter, longer = sorted(words, key=len)
        return bool(shorter) and shorter <= longer

    def _draft(self, said: Said, day: DateValue | None, starts: list[int]) -> StatementDraft:
        passage = self.read[said.section]
        spans = tuple(self._span(part) for part in said.content)
        text = " ".join(self.annotated.document.text[span.start : span.end] for span in spans)
        evidence = self._evidence(said)
        act = act_of(passage, said, text)
        topics = topics_of(text, passage.language, self._around(said, evidence))
        named = addressees_of(passage, said, act)
        sides = said.addressees if self._in_person(said) and (act is StatementAct.WELCOME or not named) else ()
        addressees = dict.fromkeys((*named, *sides))
        return StatementDraft(
            speakers=tuple(self._ref(part) for part in said.speakers) + said.named,
            content=spans,
            text=text,
            evidence=evidence,
            kind=said.kind,
            act=act,
            cue=self._ref(said.cue).text if said.cue else "",
            cue_span=self._span(said.cue) if said.cue else None,
            addressees=tuple(self._ref(part) for part in addressees),
            topics=topics,
            stance=stance_of(text, act, topics),
            resolutions=self._cited(said, evidence, starts),
            said=day,
            rule=said.rule,
            confidence=said.confidence,
        )

    def _in_person(self, said: Said) -> bool:
        """Whether a person speaks, not the office behind: "the United States remains committed" is said to nobody present."""
        part = said.speakers[0] if said.speakers else None
        mentions = [self.read[part.section].mention_of.get(i) for i in part.tokens] if part else []
        return all(mention is None or mention.actor_kind in {ActorKind.PERSON, None} for mention in mentions)

    def _around(self, said: Said, evidence: Span) -> Surroundings:
        """What stands around the content, to tell its topics by where it says little itself."""
        document, passage = self.annotated.document, self.read[said.section]
        first, _ = passage.sentence(said.content[0].first)
        before = passage.part(*passage.sentence(first - 1)) if first else None
        preceding = self._span(before) if before else Span(0, 0)
        return Surroundings(
            sentence=document.text[evidence.start : evidence.end],
            before=document.text[preceding.start : preceding.end],
            title=document.title or "",
        )

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

    def _cited(self, said: Said, evidence: Span, starts: list[int]) -> tuple[int, ...]:
        """The numbers of the resolutions named in the sentence, and of the one that "the resolution" as speaker means."""
        first, last = bisect_left(starts, evidence.start), bisect_left(starts, evidence.end)
        cited = [resolution.number for resolution in self.resolutions[first:last]]
        if not any(cited) and first and said.speakers and self._names_decision(said.speakers[0]):
            cited = [self.resolutions[first - 1].number]
        return tuple(dict.fromkeys(number for number in cited if number))

    def _names_decision(self, part: Part) -> bool:
        return any(self.read[part.section].says(i, "decisions") for i in part.tokens)
