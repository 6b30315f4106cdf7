"""Releases and statements, in which an office or a person speaks throughout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from conflictdb.vocabularies import ActorKind, SourceKind, StatementAct, StatementKind
from loaders.annotate.annotated import Annotated
from loaders.extract.addressed_words import words
from loaders.extract.content import kind_of, reported
from loaders.extract.ends import trim_end
from loaders.extract.occurrences import Occurrence, occurrence, opening
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said
from loaders.extract.speakers import pronoun
from loaders.records import Block, BlockKind, Ref

RELEASES = frozenset({SourceKind.PRESS_RELEASE, SourceKind.STATEMENT})
SHORTEST = 6  # tokens of a sentence that counts as a statement of the office
PERSONS_IN_READOUT = 2
ISSUING = frozenset(ActorKind) - {ActorKind.PERSON, ActorKind.MEDIA, ActorKind.COMMUNITY}
POINT_FORMS = frozenset({"finite", "participle"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a release: the office that is named first in it, the person who signs it."""

    office: Part | None
    signed: Ref | None

    def given_to(self, said: Said, singular: bool) -> Said:
        """Return the statement with this voice as its speaker: "I" is the signer, "we" the office."""
        if (singular or self.office is None) and self.signed is not None:
            return replace(said, speakers=(), named=(self.signed,))
        return replace(said, speakers=(self.office,) if self.office else (), named=())


def spoken_throughout(annotated: Annotated, read: tuple[Passage, ...], said: list[Said]) -> list[Said]:
    """Return the statements with the office's own: "we" and "I" known, a statement's sentences without a cue added."""
    if annotated.document.kind not in RELEASES:
        return [one for one in said if not (_says(read, one, "first_singular") or _says(read, one, "first_plural"))]
    voice = Voice(_office(read, said), _signature(annotated))
    singular = any(_says(read, one, "first_singular") for one in said)
    found = [_known(read, one, voice) for one in said]
    found = [one for one in found if one.speakers or one.named]
    if annotated.document.kind is SourceKind.STATEMENT or _in_own_voice(read):
        found += _unsaid(annotated, read, found, voice, singular)
    return _readout(annotated, read, found)


def _unsaid(annotated: Annotated, read: tuple[Passage, ...], said: list[Said], voice: Voice, singular: bool) -> list[Said]:
    """The issuer's own statements: the points of a communiqué, and the sentences that hold no statement yet."""
    by_section: dict[int, list[Said]] = defaultdict(list)
    for one in said:
        by_section[one.section].append(one)
    points = [(passage, list(_points(passage, by_section[passage.number]))) for passage in read]
    if any(here for _, here in points):
        voice = Voice(_issuer(annotated) or voice.office, voice.signed)
    if not (voice.office or voice.signed):
        return []
    found: list[Said] = []
    for passage, here in points:
        found += [voice.given_to(one, singular=False) for one in here]
        found += [voice.given_to(one, singular) for one in _body(passage, [*by_section[passage.number], *here])]
    return found


def _says(read: tuple[Passage, ...], said: Said, name: str) -> bool:
    part = said.speakers[0] if said.speakers else None
    return part is not None and pronoun(read[part.section], part) and read[part.section].says(part.first, name)


def _in_own_voice(read: tuple[Passage, ...]) -> bool:
    """Whether a French release speaks of its issuer as "nous" or "notre" in its own text, not only in what it quotes."""
    own = (
        passage.bare(i) and (passage.says(i, "ours") or passage.says(i, "first_plural"))
        for passage in read
        if passage.kind is BlockKind.PARAGRAPH and passage.language == "fr"
        for i in range(len(passage.doc))
    )
    return any(own)


def _known(read: tuple[Passage, ...], said: Said, voice: Voice) -> Said:
    if _says(read, said, "first_singular"):
        return voice.given_to(said, singular=True)
    part = said.speakers[0] if said.speakers else None
    if part is not None and read[part.section].says(part.first, "ours"):
        return voice.given_to(said, singular=False)  # "notre délégation se tient prête"
    return voice.given_to(said, singular=False) if _says(read, said, "first_plural") else said


def _signature(annotated: Annotated) -> Ref | None:
    """The person in the by-line: "Ada Obi, Secretary of State"."""
    block = next((b for b in annotated.document.blocks if b.kind is BlockKind.BYLINE), None)
    return name_in(annotated, block) if block is not None else None


def name_in(annotated: Annotated, block: Block) -> Ref:
    """Return the name that a by-line or a label begins with."""
    name = block.text.split(",")[0].rstrip(" :")
    span = block.raw_span(0, max(1, len(name)))
    return Ref(span.start, span.end, annotated.document.text[span.start : span.end])


def _office(read: tuple[Passage, ...], said: list[Said]) -> Part | None:
    """The first speaker who is named: of joint ones the last, the group that they speak for."""
    for one in said:
        if one.speakers and one.rule.startswith("verb") and not pronoun(read[one.speakers[-1].section], one.speakers[-1]):
            return one.speakers[-1]
    return None


def _issuer(annotated: Annotated) -> Part | None:
    """The body that issues a communiqué in points: the first that its head names."""
    bodies = (m for m in annotated.mentions if m.actor_kind in ISSUING)
    return next((Part(m.section, m.first, m.last) for m in sorted(bodies, key=lambda m: (m.section, m.first))), None)


def _body(passage: Passage, said: list[Said]) -> Iterator[Said]:
    """The runs of sentences of a paragraph that hold no statement yet: one statement a run."""
    if passage.kind is not BlockKind.PARAGRAPH:
        return
    parts = [part for one in said for part in (*one.content, *one.speakers) if part.section == passage.number]
    taken = {passage.sentence_of[i] for part in parts for i in part.tokens}
    free = [number for number in range(len(passage.sentences)) if number not in taken]
    for _, run in groupby(enumerate(free), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        first, last = passage.sentences[numbers[0]][0], passage.sentences[numbers[-1]][1]
        last = trim_end(passage, first, last)
        announces = passage.word(passage.sentences[numbers[-1]][1] - 1) == ":"  # "... fait savoir ce qui suit :"
        if last - first >= SHORTEST and passage.clausal(first, last) and not announces:
            content = (passage.part(first, last),)
            yield Said((), content, None, StatementKind.INDIRECT, StatementAct.ASSERT, "clause", "release-body", 0.55)


def _points(passage: Passage, said: list[Said]) -> Iterator[Said]:
    """The points of a communiqué, whose subject is the body that issues it: "2. Commends the army ...; and urges ..."."""
    taken = {
        i for one in said for part in (*one.content, one.cue) if part and part.section == passage.number for i in part.tokens
    }
    for low, high in passage.sentences if passage.kind is BlockKind.PARAGRAPH else ():
        first = _opens(passage, low, high)
        cues = [cue for index in range(first, high) if (cue := _cue_of_point(passage, index, first)) and index not in taken]
        if cues and cues[0].verb.i == first:
            yield from (one for cue in cues if (one := _point(passage, cue, high)))


def _opens(passage: Passage, low: int, high: int) -> int:
    """The first word after the number and words of manner: "3. Strongly condemns"."""
    words = (i for i in range(low, high) if passage.doc[i].text[0].isalpha())
    return next((i for i in words if passage.doc[i].pos_ != "ADV" and not passage.word(i).endswith("ly")), low)


def _cue_of_point(passage: Passage, index: int, first: int) -> Occurrence | None:
    """The cue that a point begins with, or one joined to it by "and"."""
    if index == first:
        cue = occurrence(passage, index)
        return cue if cue is not None and cue.form in POINT_FORMS else opening(passage, index)
    return opening(passage, index) if passage.word(index - 1) in words(passage.language)["joins"] else None


def _point(passage: Passage, cue: Occurrence, high: int) -> Said | None:
    found = reported(passage, cue, high)
    use = cue.cue.use(found.frame, "clause", "np-clause", "that") if found else None
    if found is None or use is None:
        return None
    kind, part = kind_of(passage, found.content)
    named = passage.part(cue.first, cue.last)
    return Said((), (part,), named, kind, use.act, found.frame, "release-point", 0.7, occurrence=cue, told=found.addressee)


def _readout(annotated: Annotated, read: tuple[Passage, ...], said: list[Said]) -> list[Said]:
    """A readout of a call or a meeting, by its title: what one side says there is said to the other."""
    title = next((p for p in read if p.kind is BlockKind.TITLE), None)
    if title is None or not any(title.says(i, "meetings") for i in range(len(title.doc))):
        return said
    persons = [m for m in annotated.mentions if m.section == title.number and m.actor_kind is ActorKind.PERSON]
    if len(persons) != PERSONS_IN_READOUT:
        return said
    sides = tuple(Part(m.section, m.first, m.last) for m in persons)
    return [one if len(one.speakers) > 1 or one.section == title.number else replace(one, addressees=sides) for one in said]
