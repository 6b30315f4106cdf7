"""Direct quotations: a quotation that stands for itself, its cue beside it, and the quotations that carry on from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from conflictdb.vocabularies import StatementAct, StatementKind
from loaders.extract.content import DASHES, kind_of, skip_adjuncts, trim_quoted
from loaders.extract.occurrences import Occurrence, occurrences
from loaders.extract.passages import OUTSIDE, Part, Passage
from loaders.extract.said import Said
from loaders.extract.speakers import PERSONAL, can_speak, phrase_head_after, phrase_head_before, speakers, voices
from loaders.extract.syntax import phrase

CUE_REACH = 40
BREAKS = frozenset({",", "?", "!", "—", "–", "-", "…", "...", ":"})
SHORT = 4  # tokens; a shorter quotation without a cue is a term
VERBLESS = 3


@dataclass
class Quoted:
    """What the quotations of one passage came to: statements, the quotations used, the cue tokens used."""

    said: list[Said]
    used: set[int]
    cues: set[int]


def direct(passage: Passage) -> Quoted:
    """Return the statements of the quotations that stand for themselves and have a cue before or after them."""
    result = Quoted([], set(), set())
    for index in range(len(passage.quotations)):
        if index in result.used or not stands_alone(passage, index):
            continue
        if found := _cue_after(passage, index) or _cue_before(passage, index):
            said, cue = found
            if cue is not None:
                result.cues.update(cue.words)
                result.cues.add(cue.verb.i)
            result.used.add(index)
            result.said.append(_carried_on(passage, said, index, result.used))
    return result


def stands_alone(passage: Passage, index: int) -> bool:
    """Whether the quotation is a piece of speech, not a term inside the reporter's sentence."""
    part = passage.tokens_of(index)
    if part.last <= part.first:
        return False
    before = _token_before(passage, index)
    low, _ = passage.sentence(part.first)
    if before is None or before < low or passage.doc[before].is_space:
        return True
    if passage.doc[before].text in {":", ",", "—", "–"} | DASHES:
        return passage.doc[part.first].text[0].isupper() or passage.doc[before].text == ":" or _ends_as_speech(passage, index)
    return passage.inside[before] != OUTSIDE or passage.marks[before] not in {OUTSIDE, index}


def _ends_as_speech(passage: Passage, index: int) -> bool:
    part = passage.tokens_of(index)
    return passage.doc[part.last - 1].text in BREAKS or _after(passage, index) < len(passage.doc) and passage.doc[_after(passage, index)].text in {","}


def _token_before(passage: Passage, index: int) -> int | None:
    part = passage.tokens_of(index)
    position = part.first - 1
    while position >= 0 and passage.marks[position] == index:
        position -= 1
    return position if position >= 0 else None


def _after(passage: Passage, index: int) -> int:
    position = passage.tokens_of(index).last
    while position < len(passage.doc) and passage.marks[position] == index:
        position += 1
    return position


def _quoted_part(passage: Passage, index: int) -> Part:
    part = passage.tokens_of(index)
    return Part(part.section, part.first, trim_quoted(passage, part.first, part.last))


def _cue_after(passage: Passage, index: int) -> tuple[Said, Occurrence] | None:
    """ "...," said X.  "...," X said.  "..." X, who heads Y, told Z."""
    start = _after(passage, index)
    if start >= len(passage.doc):
        return None
    last_inside = passage.doc[passage.tokens_of(index).last - 1].text
    limit = _limit(passage, start, last_inside)
    while start < limit and passage.doc[start].text in {",", "—", "–", "-"}:
        start += 1
    for cue in occurrences(passage, start, limit):
        if cue.form == "infinitive" or not {"quote", "clause"} & set(cue.cue.uses):
            continue
        who = _speaker_after(passage, cue, start, limit)
        if who:
            kind = StatementKind.DIRECT
            act = cue.cue.act("quote" if "quote" in cue.cue.uses else "clause")
            part = Part(passage.section, cue.first, cue.last)
            return Said(who, (_quoted_part(passage, index),), part, kind, act, "quote", "quotation-cue-after", 0.95), cue
        return None
    return None


def _limit(passage: Passage, start: int, last_inside: str) -> int:
    """How far after a quotation its cue may stand: to the sentence's end, to the next quotation."""
    _, high = passage.sentence(start)
    if passage.sentence_of[start] != passage.sentence_of[start - 1] and last_inside not in {"?", "!", "…", "..."}:
        return start
    for position in range(start, min(high, start + CUE_REACH)):
        if not passage.bare(position):
            return position
    return min(high, start + CUE_REACH)


def _speaker_after(passage: Passage, cue: Occurrence, start: int, limit: int) -> tuple[Part, ...]:
    if cue.first == start or all(passage.doc[i].pos_ in {"ADV", "AUX", "CCONJ"} for i in range(start, cue.first)):
        return _inverted(passage, cue, limit)
    gap = passage.doc[start : cue.first]
    relative = any(t.lower_ in {"who", "which", "whose", "qui", "dont"} for t in gap)
    if any(passage.finite(t) for t in gap if t.pos_ != "AUX" or t.head.i != cue.verb.i) and not relative:
        return ()
    who = speakers(passage, cue, False)
    if who and who[0].first >= start:
        return who
    head = phrase_head_before(passage, cue.first)
    if relative or head is None or head.i < start:
        head = phrase_head_after(passage, start)
    return _lenient(passage, head) if head is not None and head.i >= start else ()


def _inverted(passage: Passage, cue: Occurrence, limit: int) -> tuple[Part, ...]:
    clitic = next((passage.doc[i] for i in range(cue.first, min(cue.last + 2, limit)) if passage.doc[i].lower_ in {"-il", "-elle", "-on", "-ils", "-elles"}), None)
    if clitic is not None or "-elle" in {t.lower_ for t in passage.doc[cue.first : cue.last + 1]}:
        where = clitic.i if clitic is not None else cue.last - 1
        return (Part(passage.section, where, where + 1),)
    position = cue.last
    while position < limit and passage.doc[position].pos_ == "ADV":
        position += 1
    if position < limit and passage.doc[position].lower_.lstrip("-") in PERSONAL:
        return (Part(passage.section, position, position + 1),)
    who = speakers(passage, cue, False)
    if who and who[0].first >= cue.last:
        return who
    head = phrase_head_after(passage, position) if position < limit else None
    return _lenient(passage, head) if head is not None else ()


def _lenient(passage: Passage, head: Token) -> tuple[Part, ...]:
    """Beside a quotation any noun may be the speaker."""
    return voices(passage, head, False) or ((phrase(passage, head),) if head.pos_ in {"NOUN", "PROPN", "PRON"} and head.lower_ not in passage.speech.words["mute"] else ())


def _cue_before(passage: Passage, index: int) -> tuple[Said, Occurrence | None] | None:
    """X said: "..."  X added, "..."  X on the radio: "..." """
    before = _token_before(passage, index)
    if before is None or passage.doc[before].text not in {",", ":"}:
        return None
    low, _ = passage.sentence(before)
    cues = [c for c in occurrences(passage, low, before) if c.form != "infinitive"]
    for cue in reversed(cues):
        if not {"quote", "clause", "np-clause"} & set(cue.cue.uses) or _filled(passage, cue, before):
            continue
        who = speakers(passage, cue, False)
        if who:
            act = cue.cue.act("quote" if "quote" in cue.cue.uses else "clause")
            return _before(passage, index, who, Part(passage.section, cue.first, cue.last), act, "quotation-cue-before", 0.9), cue
    if passage.doc[before].text == ":":
        return _colon(passage, index, low, before)
    return None


def _filled(passage: Passage, cue: Occurrence, before: int) -> bool:
    """Whether a clause stands between the cue and the comma before the quotation, so that the cue has its content already."""
    return any(passage.finite(t) for t in passage.doc[cue.last : before]) or before - cue.last > 25


def _before(passage: Passage, index: int, who: tuple[Part, ...], cue: Part | None, act: StatementAct, rule: str, confidence: float) -> Said:
    return Said(who, (_quoted_part(passage, index),), cue, StatementKind.DIRECT, act, "quote", rule, confidence)


def _colon(passage: Passage, index: int, low: int, colon: int) -> tuple[Said, None] | None:
    """ "The minister on X: '...'", "Obi: '...'": the first phrase that can speak."""
    head = phrase_head_after(passage, low)
    if head is None or not can_speak(passage, head, True) or head.i >= colon:
        return None
    who = voices(passage, head, True)
    if not who:
        return None
    return _before(passage, index, who[:1], None, StatementAct.ASSERT, "quotation-colon", 0.75), None


def _carried_on(passage: Passage, said: Said, index: int, used: set[int]) -> Said:
    """Add the quotations that follow the cue and have none of their own: one utterance broken by its cue."""
    while (following := index + 1) < len(passage.quotations) and following not in used:
        start, first = _after(passage, index), passage.tokens_of(following).first
        if not stands_alone(passage, following) or _cue_after(passage, following) is not None:
            break
        sentences = passage.sentence_of[first] - passage.sentence_of[max(start - 1, 0)]
        gap = [i for i in range(start, first) if passage.marks[i] == OUTSIDE]
        if sentences > 1 or not _only_cue(passage, gap, said):
            break
        used.add(following)
        said = replace(said, content=(*said.content, _quoted_part(passage, following)))
        index = following
    return said


def _only_cue(passage: Passage, gap: list[int], said: Said) -> bool:
    """Whether nothing but the cue and its speaker stands between two quotations."""
    if not gap:
        return True
    known = {i for part in (*said.speakers, *([said.cue] if said.cue else [])) if part.section == passage.section for i in range(part.first, part.last)}
    others = [c for c in occurrences(passage, gap[0], gap[-1] + 1) if c.verb.i not in known]
    finite = [i for i in gap if passage.finite(passage.doc[i]) and i not in known and passage.doc[i].pos_ != "AUX"]
    return bool(known & set(gap)) and not others and len(finite) <= 1


def unattributed(passage: Passage, used: set[int]) -> Iterator[tuple[int, Part]]:
    """Yield the quotations that stand for themselves as speech but have no cue: they carry on somebody's words."""
    for index, quotation in enumerate(passage.quotations):
        if index in used or not stands_alone(passage, index):
            continue
        part = passage.tokens_of(index)
        verb = any(passage.finite(t) for t in passage.doc[part.first : part.last])
        own = _own_sentence(passage, index)
        if (quotation.continues or own) and (part.last - part.first >= SHORT) and verb:
            yield index, _quoted_part(passage, index)


def _own_sentence(passage: Passage, index: int) -> bool:
    part = passage.tokens_of(index)
    low, high = passage.sentence(part.first)
    return all(passage.marks[i] != OUTSIDE or passage.inside[i] != OUTSIDE or passage.doc[i].is_punct or passage.doc[i].is_space for i in range(low, high))


__all__ = ["Quoted", "VERBLESS", "direct", "kind_of", "skip_adjuncts", "stands_alone", "unattributed"]
