"""What the statements of a document tell about one another: who "the same source", "both leaders" or "on" is."""

from __future__ import annotations

from dataclasses import replace

from conflictdb.vocabularies import ActorKind, StatementAct, StatementKind
from loaders.annotate.annotated import Mention
from loaders.extract.direct import quoted_part, unattributed
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said

IMPERSONAL = frozenset({"on", "-on", "-t-on", "l'on"})
BACK = 2  # sentences in which a pair of persons is looked for
PAIR = 2


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
        source = _last_speaker(part, found, before, passage)
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


def _last_speaker(part: Part, here: list[Said], before: list[Said], passage: Passage) -> Said | None:
    earlier = [one for one in here if one.content[-1] < part and one.section == part.section]
    if earlier:
        return max(earlier, key=lambda one: one.content[-1])
    return before[-1] if before and _just_before(passage, before[-1]) else None


def _just_before(passage: Passage, said: Said) -> bool:
    return said.content[-1].section == passage.number - 1


def resolved(read: tuple[Passage, ...], said: list[Said]) -> list[Said]:
    """Return the statements with the speakers known whom the text names only by what was said before."""
    known: list[Said] = []
    for one in said:
        speakers = one.speakers
        if len(speakers) == 1:
            speakers = _speakers(read, speakers[0], known)
        if speakers:
            known.append(replace(one, speakers=speakers))
    return known


def _speakers(read: tuple[Passage, ...], part: Part, known: list[Said]) -> tuple[Part, ...]:
    passage = read[part.section]
    if passage.word(part.first) in IMPERSONAL and part.last - part.first == 1:
        return known[-1].speakers if known else ()
    if _points_back(passage, part) and known:
        return known[-1].speakers
    return _pair(read, passage, part) or (part,)


def _points_back(passage: Passage, part: Part) -> bool:
    """ "the same source", "le même communiqué", "son communiqué": whoever spoke last."""
    words = {passage.word(i) for i in part.tokens}
    lists = passage.speech.words
    return bool(words & lists["same"] and words & (lists["source"] | lists["documents"]))


def _pair(read: tuple[Passage, ...], passage: Passage, part: Part) -> tuple[Part, ...]:
    """ "They", "both leaders": the two persons named together just before, if there are just two."""
    if not any(passage.says(i, "plural") for i in part.tokens) or part.last - part.first > 3:
        return ()
    number = passage.sentence_of[part.first]
    found = _persons(passage, passage.sentences[number][0], part.first)
    for back in range(1, BACK + 1):
        if found or number < back:
            break
        found = _persons(passage, *passage.sentences[number - back])
    if not found and passage.number and number == 0:
        before = read[passage.number - 1]
        found = _persons(before, *before.sentences[-1]) if before.sentences else []
    return tuple(Part(m.section, m.first, m.last) for m in found) if len(found) == PAIR else ()


def _persons(passage: Passage, first: int, last: int) -> list[Mention]:
    """The persons named among these tokens, each once; none where an armed group or the like could be meant as well."""
    found: dict[str, Mention] = {}
    for index in range(first, last):
        mention = passage.mention_of.get(index)
        if mention is not None and mention.first == index and mention.actor_kind is ActorKind.PERSON:
            found.setdefault(mention.actors[0] if mention.actors else mention.text.split()[-1], mention)
    return list(found.values())
