"""Direct quotations: a quotation that stands for itself, its cue beside it, and the quotations that carry on from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from conflictdb.vocabularies import StatementAct, StatementKind
from loaders.extract.adjuncts import past_hearers
from loaders.extract.content import trimmed
from loaders.extract.occurrences import Occurrence, occurrence, occurrences
from loaders.extract.passages import OUTSIDE, Part, Passage
from loaders.extract.said import Said
from loaders.extract.speakers import can_speak, of_the_cue_before, speakers, voices, written_by
from loaders.extract.syntax import NOMINAL, head_after, head_before, phrase
from loaders.records import BlockKind

CUE_REACH = 40
INSERTED = 14  # tokens of a cue with its speaker inside a quotation
OPENING = frozenset({":", ",", "—", "–", "--", "-"})
CLOSING = frozenset({",", ".", "?", "!", "—", "–", "-", "…", "..."})
GOES_ON = frozenset({"?", "!", "…", "..."})
SHORT = 4  # tokens: a shorter quotation without a cue is a term
CONFIDENCE = {"quotation-cue-after": 0.95, "quotation-cue-before": 0.9}
FRAMES = ("quote", "clause", "np-clause", "that")


@dataclass
class Quoted:
    """What the quotations of one passage came to: statements, the quotations used, the verbs used."""

    said: list[Said] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    verbs: set[int] = field(default_factory=set)


def direct(passage: Passage) -> Quoted:
    """Return the statements of the quotations that stand for themselves and have a cue before or after them."""
    result = Quoted()
    for index in range(len(passage.quotations)):
        if index in result.used:
            continue
        if (own := _own_cue(passage, index)) is not None:
            result.used.add(index)
            result.said.append(own)
            continue
        if not stands_alone(passage, index):
            continue
        if said := _by_its_cue(passage, index):
            result.used.add(index)
            result.said.append(_carried_on(passage, said, index, result.used))
            if said.occurrence is not None:
                result.verbs.add(said.occurrence.verb.i)
    return result


def _by_its_cue(passage: Passage, index: int) -> Said | None:
    """The statement of a quotation: by the cue after it, unless the sentence goes on there with another saying."""
    if passage.language == "en" and _goes_on(passage, index) and (said := _cue_before(passage, index)):
        return said  # 'replied, "No", and called for a vote'
    return _cue_after(passage, index) or _cue_before(passage, index) or _cue_inside(passage, index)


def _goes_on(passage: Passage, index: int) -> bool:
    after = _after(passage, index)
    after += after < len(passage.doc) and passage.doc[after].text == ","
    joined = after < len(passage.doc) and passage.bare(after) and passage.doc[after].pos_ == "CCONJ"
    return joined and passage.sentence_of[after] == passage.sentence_of[passage.quoted[index].first]


def _own_cue(passage: Passage, index: int) -> Said | None:
    """ "L'Union « appelle les parties à la retenue »": a French quotation that begins with its cue, right behind its speaker."""
    part, before = passage.quoted[index], _before(passage, index)
    if passage.language != "fr" or part.last - part.first < SHORT or before < 0 or passage.marks[before] != OUTSIDE:
        return None
    verb = next((i for i in range(part.first, min(part.first + 2, part.last)) if not passage.says(i, "reflexives")), part.first)
    cue = occurrence(passage, verb)
    use = cue.cue.use("np", "np-inf", "clause", "inf") if cue is not None and cue.form == "finite" else None
    head = head_before(passage, before + 1) if use is not None else None
    if cue is None or use is None or head is None or not can_speak(passage, head, strict=True):
        return None
    content = trimmed(passage, passage.part(cue.last, part.last))
    who = voices(passage, head, strict=True)
    if not who or who[-1].last != before + 1 or content.last - content.first < 2:
        return None
    named = passage.part(cue.first, cue.last)
    return Said(who, (content,), named, StatementKind.DIRECT, use.act, "np", "quotation-own-cue", 0.8, cue)


# ---------------------------------------------------------------- where a quotation stands


def stands_alone(passage: Passage, index: int) -> bool:
    """Whether the quotation is a piece of speech, not a term inside the reporter's sentence."""
    part = passage.quoted[index]
    if part.last <= part.first:
        return False
    before = _before(passage, index)
    low, _ = passage.sentence(part.first)
    if before < low or passage.doc[before].is_space:
        return True
    if passage.doc[before].text == ":":
        return True
    if passage.doc[before].text in OPENING:
        return passage.doc[part.first].text[0].isupper() or _closes_speech(passage, index)
    return not passage.bare(before)


def _closes_speech(passage: Passage, index: int) -> bool:
    after = _after(passage, index)
    return passage.doc[passage.quoted[index].last - 1].text in CLOSING or (
        after < len(passage.doc) and passage.doc[after].text == ","
    )


def _before(passage: Passage, index: int) -> int:
    """The token before the quotation's mark, -1 for none."""
    position = passage.quoted[index].first - 1
    while position >= 0 and passage.marks[position] == index:
        position -= 1
    return position


def _after(passage: Passage, index: int) -> int:
    """The token after the quotation's mark."""
    position = passage.quoted[index].last
    while position < len(passage.doc) and passage.marks[position] == index:
        position += 1
    return position


def quoted_part(passage: Passage, index: int) -> Part:
    """The words of a quotation, without its last comma or full stop."""
    return trimmed(passage, passage.quoted[index])


# ---------------------------------------------------------------- a cue after it


def _cue_after(passage: Passage, index: int) -> Said | None:
    """ "...," said X.  "...," X said.  "...," X, who heads Y, told Z."""
    start = _after(passage, index)
    if start >= len(passage.doc):
        return None
    limit = _limit(passage, index, start)
    while start < limit and passage.doc[start].text in OPENING:
        start += 1
    cue = next(
        (c for c in occurrences(passage, start, limit, True) if c.form not in {"infinitive", "passive"} and c.cue.use(*FRAMES)),
        None,
    )
    if cue is None:
        return _unlisted_after(passage, index, start, limit)
    if cue.form == "participle" and cue.first > start:
        return None
    who = written_by(passage, cue, _speaker_after(passage, cue, start, limit))
    return _quotation(passage, index, who, cue, "quotation-cue-after") if who else None


def _unlisted_after(passage: Passage, index: int, start: int, limit: int) -> Said | None:
    """ "...," X sniffed: a verb that the vocabulary lacks, with a person or a body beside it and nothing more."""
    last = passage.doc[passage.quoted[index].last - 1].text
    comma = start > 0 and passage.doc[start - 1].text == ","
    if not (comma or last in {",", "?", "!"}) or start >= limit:
        return None
    head, verb = _beside(passage, start, limit)
    if head is None or head.i >= limit or not can_speak(passage, head, strict=True):
        return None
    who = voices(passage, head, strict=True)
    end = max(verb, who[-1].last - 1) + 1 if who else limit
    over = end >= limit or passage.doc[end].text in {".", ",", ";"} or passage.doc[end].pos_ in {"ADP", "ADV", "SCONJ"}
    cue = passage.part(verb, verb + 1)
    content = (quoted_part(passage, index),)
    return (
        Said(who, content, cue, StatementKind.DIRECT, StatementAct.ASSERT, "quote", "quotation-verb", 0.7)
        if who and over
        else None
    )


def _beside(passage: Passage, start: int, limit: int) -> tuple[Token | None, int]:
    """The speaker and the verb after a quotation, in either order, where the one is the other's subject."""
    if passage.finite(start) and passage.doc[start].pos_ == "VERB":
        return head_after(passage, start + 1), start
    if passage.says(start, "auxiliaries") and start + 1 < limit and passage.doc[start + 1].pos_ == "VERB":
        return head_after(passage, start + 2), start + 1  # "a tranché le président"
    head = head_after(passage, start)
    verb = next((i for i in range(start, limit) if passage.finite(i) and passage.doc[i].pos_ == "VERB"), -1)
    return (head, verb) if head is not None and verb >= 0 and head.head.i == verb else (None, verb)


def _limit(passage: Passage, index: int, start: int) -> int:
    """How far after a quotation its cue may stand: to the sentence's end, to the next quotation."""
    last = passage.doc[passage.quoted[index].last - 1].text
    if passage.sentence_of[start] != passage.sentence_of[start - 1] and last not in GOES_ON:
        return start
    _, high = passage.sentence(start)
    return next((i for i in range(start, min(high, start + CUE_REACH)) if not passage.bare(i)), min(high, start + CUE_REACH))


def _quotation(passage: Passage, index: int, who: tuple[Part, ...], cue: Occurrence, rule: str) -> Said:
    use = cue.cue.use(*FRAMES)
    act = use.act if use else StatementAct.ASSERT
    part = passage.part(cue.first, cue.last)
    return Said(who, (quoted_part(passage, index),), part, StatementKind.DIRECT, act, "quote", rule, CONFIDENCE[rule], cue)


def _speaker_after(passage: Passage, cue: Occurrence, start: int, limit: int) -> tuple[Part, ...]:
    if all(
        passage.doc[i].pos_ in {"ADV", "AUX", "CCONJ", "PUNCT"} or passage.says(i, "reflexives") or passage.says(i, "inverted")
        for i in range(start, cue.first)
    ):
        return _inverted(passage, cue, start, limit)
    gap = range(start, cue.first)
    relative = any(passage.says(i, "relative") for i in gap)
    if not relative and any(passage.finite(i) and passage.doc[i].head.i not in cue.words for i in gap):
        return ()
    who = speakers(passage, cue, strict=False)
    if who and who[0].first >= start:
        return who
    head = head_before(passage, cue.first)
    if relative or head is None or head.i < start:
        head = head_after(passage, start)
    return _lenient(passage, head) if head is not None and head.i >= start else ()


def _inverted(passage: Passage, cue: Occurrence, start: int, limit: int) -> tuple[Part, ...]:
    for i in range(start, min(cue.last + 2, limit)):
        if passage.says(i, "inverted") and passage.says(i, "personal"):
            return (passage.part(i, i + 1),)
    position = cue.last
    # "a déclaré mercredi le ministre": the day is when, not who
    if passage.language == "fr":
        position = past_hearers(passage, position, limit)
    while position < limit and (passage.doc[position].pos_ == "ADV" or position in passage.dated):
        position += 1
    if position < limit and passage.says(position, "personal"):
        return (passage.part(position, position + 1),)
    head = head_after(passage, position) if position < limit else None
    if head is not None and head.i < limit:
        found = _lenient(passage, head)
        return tuple(
            passage.part(max(one.first, position), one.last) if one.first < position < one.last else one for one in found
        )
    return ()


def _lenient(passage: Passage, head: Token) -> tuple[Part, ...]:
    """Beside a quotation any noun may be the speaker."""
    if found := voices(passage, head, strict=False):
        return found
    return (phrase(passage, head),) if head.pos_ in NOMINAL - {"NUM"} and not passage.says(head.i, "mute") else ()


# ---------------------------------------------------------------- a cue before it


def _cue_before(passage: Passage, index: int) -> Said | None:
    """X said: "..."  X added, "..."  X on the radio: "..." """
    before = _before(passage, index)
    if before < 0 or passage.doc[before].text not in {",", ":"}:
        return None
    low, _ = passage.sentence(before)
    if passage.doc[before].text == "," and passage.doc[passage.quoted[index].first].text[0].islower():
        return None  # "The deal, he added, "will not last"": the quotation is only a part of what is said
    for cue in reversed([c for c in occurrences(passage, low, before) if c.form not in {"infinitive", "passive"}]):
        if not cue.cue.use(*FRAMES) or _filled(passage, cue, before):
            continue
        if who := _of_the_sentence(passage, cue) or written_by(passage, cue, speakers(passage, cue, strict=False)):
            return _quotation(passage, index, who, cue, "quotation-cue-before")
    return _after_colon(passage, index, low, before) if passage.doc[before].text == ":" else None


def _of_the_sentence(passage: Passage, cue: Occurrence) -> tuple[Part, ...]:
    """ "X said that Y had left and added: '...'": the quotation is the reporter's first speaker's."""
    if passage.language != "en" or not cue.first or passage.doc[cue.first - 1].pos_ != "CCONJ" or cue.verb.dep_ != "conj":
        return ()
    low, _ = passage.sentence(cue.verb.i)
    inside = any(found.form == "finite" for found in occurrences(passage, low, cue.verb.head.i))  # joined to what is said
    return of_the_cue_before(passage, cue, strict=True) if inside else ()


def _filled(passage: Passage, cue: Occurrence, before: int) -> bool:
    """Whether a clause stands between the cue and the mark before the quotation, so that the cue has its content already."""
    return passage.clausal(cue.last, before) or before - cue.last > CUE_REACH


def _after_colon(passage: Passage, index: int, low: int, colon: int) -> Said | None:
    """ "The minister on X: '...'", "Obi: '...'": the first phrase, if it can speak."""
    head = head_after(passage, low)
    if head is None or head.i >= colon or not can_speak(passage, head, strict=True):
        return None
    who = voices(passage, head, strict=True)[:1]
    cue = (
        passage.part(who[0].last, colon) if who and 0 < colon - who[0].last <= 3 and passage.kind is not BlockKind.TITLE else None
    )
    content = (quoted_part(passage, index),)
    return Said(who, content, cue, StatementKind.DIRECT, StatementAct.ASSERT, "quote", "quotation-colon", 0.75) if who else None


# ---------------------------------------------------------------- a cue inside it


def _cue_inside(passage: Passage, index: int) -> Said | None:
    """« La guerre ne résout rien, insiste le prêtre. Il faut parler. »: French leaves the marks open around the cue."""
    if passage.language != "fr":
        return None
    part = passage.quoted[index]
    for i in range(part.first + 2, part.last - 1):
        form = passage.speech.forms.get(passage.word(i))
        if form is None or form.sort not in {"finite", "past"}:
            continue
        first = next((j for j in range(i, max(part.first, i - 5), -1) if passage.doc[j - 1].text == ","), None)
        if first is not None and (found := _inserted(passage, part, first, i)) is not None:
            head, after = found
            content = tuple(p for p in (passage.part(part.first, first - 1), passage.part(after, part.last)) if p.last > p.first)
            content = tuple(trimmed(passage, p) for p in content)
            use = next((u for c in passage.speech.verbs.get(form.verb, ()) if not c.following and (u := c.use(*FRAMES))), None)
            if use is not None:
                return Said(
                    (head,),
                    content,
                    passage.part(first, i + 1),
                    StatementKind.DIRECT,
                    use.act,
                    "quote",
                    "quotation-cue-inside",
                    0.8,
                )
    return None


def _inserted(passage: Passage, part: Part, first: int, verb: int) -> tuple[Part, int] | None:
    """The speaker of a cue inserted between commas, and where the quotation resumes."""
    end = next((j for j in range(verb + 1, part.last) if passage.doc[j].text in {",", "."}), None)
    if end is None or end - verb > INSERTED or any(passage.finite(j) for j in range(verb + 1, end)):
        return None
    for j in range(first, end):
        if passage.says(j, "inverted") and passage.says(j, "personal"):
            return passage.part(j, j + 1), end + 1
    only_verb = all(
        j == verb or passage.says(j, "auxiliaries") or passage.says(j, "reflexives") or passage.doc[j].pos_ == "ADV"
        for j in range(first, verb + 1)
    )
    nominal = any(passage.doc[j].pos_ in {"NOUN", "PROPN"} for j in range(verb + 1, end))
    return (passage.part(verb + 1, end), end + 1) if only_verb and nominal else None


# ---------------------------------------------------------------- quotations that carry on


def _carried_on(passage: Passage, said: Said, index: int, used: set[int]) -> Said:
    """Add the quotations that follow the cue and have none of their own: one utterance broken by its cue."""
    while (following := index + 1) < len(passage.quotations) and following not in used:
        first = passage.quoted[following].first
        gap = [i for i in range(_after(passage, index), first) if passage.marks[i] == OUTSIDE]
        joined = passage.sentence_of[first] - passage.sentence_of[passage.quoted[index].last - 1] <= (
            2 if len(said.content) == 1 else 1
        )
        if not (joined and _only_cue(passage, gap, said) and _resumes(passage, following)):
            break
        used.add(following)
        said = replace(said, content=(*said.content, quoted_part(passage, following)))
        index = following
    return said


def _resumes(passage: Passage, index: int) -> bool:
    """Whether the quotation goes on with speech, by no cue of its own."""
    before = _before(passage, index)
    comma = before >= 0 and passage.doc[before].text == ","
    return (comma or stands_alone(passage, index)) and _cue_after(passage, index) is None


def _only_cue(passage: Passage, gap: list[int], said: Said) -> bool:
    """Whether nothing but the cue, its speaker and circumstances stands between two quotations."""
    if not gap:
        return True
    cue = set(said.cue.tokens) if said.cue else set()
    if len(said.content) > 1:
        return False
    if passage.sentence_of[gap[0]] == passage.sentence_of[gap[-1] + 1] and passage.doc[gap[-1]].text == ",":
        return bool(cue & set(gap))  # "...," she said, pointing to the tents, "..."
    others = [c for c in occurrences(passage, gap[0], gap[-1] + 1) if c.verb.i not in cue]
    finite = [i for i in gap if passage.finite(i) and i not in cue and passage.doc[i].pos_ != "AUX"]
    return bool(cue & set(gap)) and not others and len(finite) <= 1


def unattributed(passage: Passage, used: set[int]) -> Iterator[int]:
    """Yield the quotations that are speech by their look but have no cue: they carry on somebody's words."""
    for index, quotation in enumerate(passage.quotations):
        part = passage.quoted[index]
        if index in used or part.last - part.first < SHORT or not stands_alone(passage, index):
            continue
        if (quotation.continues or _own_sentence(passage, index)) and passage.clausal(part.first, part.last):
            yield index


def _own_sentence(passage: Passage, index: int) -> bool:
    low, high = passage.sentence(passage.quoted[index].first)
    return all(not passage.bare(i) or passage.doc[i].is_punct or passage.doc[i].is_space for i in range(low, high))
