"""What the statements of a document tell about one another: who "the same source", "both leaders" or "on" is."""

from __future__ import annotations

from dataclasses import replace

from conflictdb.vocabularies import ActorKind, StatementAct, StatementKind
from loaders.annotate.annotated import Mention
from loaders.extract.direct import quoted_part, unattributed
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said
from loaders.extract.speakers import voices
from loaders.extract.syntax import head_after

BACK = 1  # sentences in which the pair that "they" are is looked for
FURTHER_BACK = 5  # and "both leaders"
PAIR = 2
RECENT = 8  # statements among which a source is looked for


def carried(passage: Passage, used: set[int], here: list[Said], before: list[Said]) -> list[Said]:
    """Return the passage's statements with its quotations without a cue given to the last speaker.

    A quotation that the passage before left open goes on with its statement there, which is replaced in `before`.
    """
    found: list[Said] = []
    waiting = _taken_over(passage, here, before)  # in reading order
    for index in unattributed(passage, used):
        part = quoted_part(passage, index)
        while waiting and waiting[0].content[0] < part:
            found.append(waiting.pop(0))
        if passage.quotations[index].continues and before and _just_before(passage, before[-1]):
            before[-1] = replace(before[-1], content=(*before[-1].content, part))
        elif found:
            found.append(_carrying_on(found[-1], part))
        elif before and _just_before(passage, before[-1]):
            found.append(_carrying_on(before[-1], part))
    return [*found, *waiting]


def _taken_over(passage: Passage, here: list[Said], before: list[Said]) -> list[Said]:
    """The statements, the one that ends a quotation of the paragraph before with its beginning: its cue comes only now."""
    opened = before[-1] if before else None
    if opened is None or opened.rule != "quotation-carried" or not _just_before(passage, opened):
        return list(here)
    for index, quotation in enumerate(passage.quotations[:1]):
        ending = next((one for one in here if one.frame == "quote" and one.content[0].first == passage.quoted[index].first), None)
        if quotation.continues and ending is not None and ending.cue is not None:
            whole = replace(ending, content=(*before.pop().content, *ending.content))
            return [whole if one is ending else one for one in here]
    return list(here)


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


def _just_before(passage: Passage, said: Said) -> bool:
    return said.content[-1].section == passage.number - 1


def resolved(read: tuple[Passage, ...], said: list[Said]) -> list[Said]:
    """Return the statements with the speakers known whom the text names only by what was said before."""
    known: list[Said] = []
    for one in said:
        speakers = _speakers(read, one.speakers[0], known) if len(one.speakers) == 1 else one.speakers
        retold = speakers != one.speakers and one.rule == "parenthetical" and _holds_another(one, said)
        if (speakers or one.named) and not retold:
            known.append(replace(one, speakers=speakers))
    return known


def _holds_another(one: Said, said: list[Said]) -> bool:
    """ "X, the same source went on, called for ...": what X called for stands for itself."""
    part = one.content[-1]
    cues = [other.cue for other in said if other is not one and other.cue is not None and other.section == one.section]
    return any(part.first <= cue.first < part.last for cue in cues)


def _speakers(read: tuple[Passage, ...], part: Part, known: list[Said]) -> tuple[Part, ...]:
    passage = read[part.section]
    if passage.says(part.first, "impersonal") and part.last - part.first == 1:
        if not passage.says(part.first, "inverted"):  # "on dénonce"
            return _among(passage, passage.sentence(part.first)[0])
        if passage.says(part.last, "with_source"):
            return _among(passage, part.last)
        return known[-1].speakers if known else ()
    if passage.language == "fr" and part.last - part.first == 1 and passage.says(part.first, "determiners"):
        return known[-1].speakers if known and known[-1].speakers else (part,)  # "à ses yeux", "à l'entendre"
    words = {passage.word(i) for i in part.tokens}
    if words & passage.speech.words["same"] and (found := _spoken_of(read, passage, words, known)):
        return found
    return _pair(read, passage, part) or (part,)


def _among(passage: Passage, index: int) -> tuple[Part, ...]:
    """ "explique-t-on à l'état-major", "assure-t-on de source militaire": those among whom it is said, if they can speak."""
    _, high = passage.sentence(index)
    if not passage.says(index, "with_source"):
        return ()
    while index < high and passage.says(index, "with_source"):
        index += 1
    head = head_after(passage, index)
    return voices(passage, head, strict=True) if head is not None else ()


def _spoken_of(read: tuple[Passage, ...], passage: Passage, words: set[str], known: list[Said]) -> tuple[Part, ...]:
    """ "The same source" is the last person who spoke, "le même communiqué" whoever spoke last."""
    if words & passage.speech.words["source"]:
        people = [one.speakers for one in reversed(known[-RECENT:]) if one.speakers and _is_person(read, one.speakers[0])]
        return people[0] if people else ()
    return known[-1].speakers if known and words & passage.speech.words["documents"] else ()


def _is_person(read: tuple[Passage, ...], part: Part) -> bool:
    """A named person, or somebody described without a name."""
    mentions = [read[part.section].mention_of.get(i) for i in part.tokens]
    kinds = {mention.actor_kind for mention in mentions if mention is not None}
    return ActorKind.PERSON in kinds or not kinds - {None}


def _pair(read: tuple[Passage, ...], passage: Passage, part: Part) -> tuple[Part, ...]:
    """ "They", "both leaders": the two persons named together just before, if there are just two."""
    if not any(passage.says(i, "plural") for i in part.tokens) or part.last - part.first > 3:
        return ()
    number = passage.sentence_of[part.first]
    found: dict[str, Mention] = {}
    _add_persons(found, passage, passage.sentences[number][0], part.first)
    back = BACK if part.last - part.first == 1 else FURTHER_BACK
    for earlier in range(number - 1, max(-1, number - back - 1), -1):
        if len(found) < PAIR:
            _add_persons(found, passage, *passage.sentences[earlier])
    if len(found) < PAIR and passage.number and number < back and read[passage.number - 1].sentences:
        before = read[passage.number - 1]
        _add_persons(found, before, *before.sentences[-1])
    return tuple(Part(m.section, m.first, m.last) for m in found.values()) if len(found) == PAIR else ()


def _add_persons(found: dict[str, Mention], passage: Passage, first: int, last: int) -> None:
    """Add the persons named among these tokens, each once, by surname."""
    for index in range(first, last):
        mention = passage.mention_of.get(index)
        if mention is not None and mention.first == index and mention.actor_kind is ActorKind.PERSON:
            found.setdefault(mention.text.split()[-1].lower(), mention)
