"""Statements whose cue stands after or inside them: "Roads were blocked, she said", "Elles visent, dit-elle, à saboter"."""

from __future__ import annotations

from spacy.tokens import Token

from conflictdb.vocabularies import StatementKind
from loaders.extract.adjuncts import past_hearers, skip_adjuncts
from loaders.extract.content import kind_of
from loaders.extract.ends import DASHES, end_of_content, has_content, trim_end
from loaders.extract.occurrences import Occurrence, occurrence
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said
from loaders.extract.speakers import voices
from loaders.extract.starts import noun_phrase_begins
from loaders.extract.syntax import head_after, head_before, phrase, subject

BRACKETS = frozenset({"(", "["})
MARKS = frozenset({",", "—", "–", "”", '"', "»"})
CLOSES = frozenset({",", ".", "—", "–", ";", ")", ":"})


def parenthetical(passage: Passage, cue: Occurrence) -> Said | None:
    """Return the statement around the cue, or None where the cue does not stand apart from its sentence."""
    use = cue.cue.use("clause", "that")
    if use is None or cue.form != "finite":
        return None
    low, high = passage.sentence(cue.verb.i)
    found = _source(passage, cue, low, high)
    if found is None:
        return None
    who, stop, resume = found
    parts, whole = _pieces(passage, cue, range(stop, resume))
    if not parts:
        return None
    kinds = {kind_of(passage, part)[0] for part in parts}
    kind = kinds.pop() if len(kinds) == 1 else StatementKind.MIXED
    cue_part = passage.part(cue.first, cue.last)
    return Said(who, parts, cue_part, kind, use.act, "clause", "parenthetical", 0.8 if whole else 0.7, cue)


def _source(passage: Passage, cue: Occurrence, low: int, high: int) -> tuple[tuple[Part, ...], int, int] | None:
    """The speakers, where the words before the parenthesis stop and where those after it resume."""
    resume = _past_hearers(passage, cue, skip_adjuncts(passage, cue.last, high), high)
    clitic = next(
        (i for i in range(cue.first, min(cue.last + 1, high)) if passage.says(i, "inverted") and passage.says(i, "personal")),
        None,
    )
    if clitic is not None and passage.doc[cue.first - 1].text in MARKS:
        return (passage.part(clitic, clitic + 1),), cue.first, max(resume, clitic + 1)
    head = _subject_before(passage, cue) or head_before(passage, cue.first)
    going_on = passage.language == "en" and cue.verb.tag_ == "VBG"  # "wages were adding to costs"
    who = _voices(passage, head, strict=going_on) if head is not None else ()
    while len(who) > 1 and not _apart(passage, who[0].first, low):
        who = who[1:]
    if who and not _apart(passage, _begin(passage, who), low):
        who = _set_apart(passage, cue, low)
    if who and passage.language == "fr" and any(passage.says(i, "relative") for i in range(who[0].first - 1, cue.first)):
        return None  # "..., dont le coordonnateur s'est emporté"
    if who:
        return who, _begin(passage, who), max(resume, who[-1].last)
    stop = cue.first
    while passage.language == "fr" and stop > low and passage.says(stop - 1, "reflexives"):
        stop -= 1
    behind = head_after(passage, _past_day(passage, cue.last, high))
    if stop > low and passage.doc[stop - 1].text in MARKS and (head := behind) is not None:
        who = voices(passage, head, strict=cue.cue.use("np") is not None)  # ", urges restraint": no restraint says so
        return (who, stop, skip_adjuncts(passage, who[-1].last, high)) if who else None
    return None


def _begin(passage: Passage, who: tuple[Part, ...]) -> int:
    """Where the speakers begin, with the article of a paper that only its office is taken from: "a | United Nations report"."""
    first = who[0].first
    return first - (passage.language == "en" and first > 0 and passage.doc[first - 1].pos_ == "DET")


def _past_hearers(passage: Passage, cue: Occurrence, index: int, high: int) -> int:
    """Past those who were told, where they close the sentence: "the talks had failed, an aide told the paper on Monday"."""
    if passage.language != "en" or "np-clause" not in cue.cue.uses or index >= high or not passage.bare(index):
        return index
    head = head_after(passage, index)
    if head is None:
        return index
    end = skip_adjuncts(passage, phrase(passage, head).last, high)
    return end if end >= high or passage.doc[end].text in CLOSES else index


def _set_apart(passage: Passage, cue: Occurrence, low: int) -> tuple[Part, ...]:
    """The speakers between the last mark and the cue, where the parse breaks them up: ", county clerk Dr. Ada Obi said"."""
    begin = next((i + 1 for i in range(cue.first - 1, low, -1) if passage.doc[i].text in MARKS), low)
    if begin == low or begin >= cue.first or passage.clausal(begin, cue.first) or not noun_phrase_begins(passage, begin):
        return ()
    if any(passage.says(i, "relative") for i in range(begin, cue.first)):
        return ()  # "a charge that the board scoffed at"
    head = head_after(passage, begin)
    who = _voices(passage, head) if head is not None and head.i < cue.first else ()
    if not who or who[-1].last > cue.first or any(passage.doc[i].pos_ == "ADP" for i in range(begin, who[0].first)):
        return ()
    named = who[-1].last < cue.first and all(passage.doc[i].pos_ == "PROPN" for i in range(who[-1].last, cue.first))
    last = cue.first if named else who[-1].last
    if len(who) == 1:
        return (passage.part(begin, last),)
    return (passage.part(begin, who[0].last), *who[1:-1], passage.part(who[-1].first, last))


def _past_day(passage: Passage, index: int, high: int) -> int:
    """Past the day between a verb and its subject: "a affirmé lundi le ministre"."""
    if passage.language == "fr":
        return past_hearers(passage, index, high)
    while index < high and index in passage.dated:
        index += 1
    return index


def _subject_before(passage: Passage, cue: Occurrence) -> Token | None:
    """The parse's subject, where it stands between a mark and the cue: "three people briefed on the talks said"."""
    head = subject(passage, cue.verb)
    if head is None or head.i >= cue.first or passage.says(cue.first - 1, "personal"):
        return None
    between = range(head.i + 1, cue.first)
    return head if not any(passage.doc[i].text in MARKS or passage.doc[i].pos_ == "CCONJ" for i in between) else None


def _voices(passage: Passage, head: Token, strict: bool = False) -> tuple[Part, ...]:
    return voices(passage, head, strict=strict)


def _apart(passage: Passage, index: int, low: int) -> bool:
    return index > low and passage.doc[index - 1].text in MARKS


def _pieces(passage: Passage, cue: Occurrence, gap: range) -> tuple[tuple[Part, ...], bool]:
    """The content around the cue with its speaker, which takes up the gap; whether it is whole."""
    stop, resume = gap.start, gap.stop
    low, high = passage.sentence(cue.verb.i)
    first = clause_start(passage, stop, low)
    last = trim_end(passage, first, stop)
    before = (passage.part(first, last),) if last > first else ()
    closed = (
        resume >= high
        or passage.doc[resume].text in CLOSES
        or _in_apposition(passage, stop, resume)
        or passage.doc[resume].is_punct
        or _adjoined(passage, resume)
    )
    if before and _left_open(passage, last - 1) and resume < high and passage.doc[resume].text == ",":
        return _relative(passage, first, last - 1, resume, high), False
    ended = passage.language == "fr" and (
        resume >= high or passage.doc[resume].text == "."
    )  # "... s'aggrave, a dit le ministre."
    if before and _says_something(passage, first, last, closed) and (ended or not passage.finite(last - 1)):
        return ((*before, *_going_on(passage, cue, resume, high)), True) if closed else ((), False)
    if resume >= high or passage.doc[resume].text not in {",", "—", "–"}:
        return (), False
    end = next((i for i in range(resume + 1, high) if passage.doc[i].text in DASHES | {";"} and passage.bare(i)), high)
    end = trim_end(passage, resume + 1, end)
    if not passage.clausal(first, end) and passage.language == "en":
        return (), False
    return (*before, passage.part(resume + 1, end)), False


def _going_on(passage: Passage, cue: Occurrence, resume: int, high: int) -> tuple[Part, ...]:
    """What is said still after a cue between commas: "..., he noted, and a gap looms", "..., police said, injuring three"."""
    first = resume + 1
    if resume >= high or passage.doc[resume].text != "," or first + 1 >= high or not passage.bare(first):
        return ()
    if not (passage.says(first, "resuming") or _result(passage, first) or _joined_clause(passage, first, high)):
        return ()
    last = end_of_content(passage, cue, first, high, "clause")
    return (passage.part(first, last),) if last > first + 1 else ()


def _result(passage: Passage, index: int) -> bool:
    """A participle that tells what came of what is told: "police said, injuring three", "officials say, helped by rain"."""
    if passage.language != "en" or passage.doc[index].tag_ not in {"VBG", "VBN"}:
        return False
    if any(passage.follows(index, words) for words in passage.speech.according):
        return False
    saying = passage.doc[index].lemma_.lower() in passage.speech.verbs
    return not (saying or passage.says(index, "effects") or passage.says(index, "adjuncts"))


def _joined_clause(passage: Passage, index: int, high: int) -> bool:
    """ "and" with a subject of its own and a verb that is no saying's."""
    if passage.doc[index].pos_ != "CCONJ" or passage.says(index, "adversative") or not noun_phrase_begins(passage, index + 1):
        return False
    if passage.says(index + 1, "personal"):
        return False  # "and he left": the reporter goes on
    verb = next((i for i in range(index + 2, high) if passage.finite(i)), None)
    if verb is None:
        return passage.language == "en" and passage.says(index + 1, "comments")  # its verb taken for a noun: "a gap looms"
    if any(passage.doc[i].text == "," for i in range(index, verb)):
        return False
    found = occurrence(passage, verb)
    return found is None or found.form != "finite" or not has_content(passage, found)


def _left_open(passage: Passage, index: int) -> bool:
    """Whether the words before the cue end in a relative: "a loan, the first part of which, officials said, ..."."""
    return passage.says(index, "subordinate") or passage.says(index, "questions")


def _relative(passage: Passage, first: int, index: int, resume: int, high: int) -> tuple[Part, ...]:
    """The relative clause around a cue: from the comma that opens it."""
    opened = next((i + 1 for i in range(index, first, -1) if passage.doc[i].text == ","), index)
    end = next((i for i in range(resume + 1, high) if passage.doc[i].text in DASHES | {";"} and passage.bare(i)), high)
    parts = ((passage.part(opened, index + 1),) if index > opened else ()) + (
        passage.part(resume + 1, trim_end(passage, resume + 1, end)),
    )
    return parts if passage.clausal(resume + 1, end) else ()


def _says_something(passage: Passage, first: int, last: int, closed: bool) -> bool:
    """Whether there is a verb; at a sentence's end any will do, since parses take "believed" for a participle."""
    if passage.clausal(first, last):
        return True
    return closed and passage.language == "en" and any(passage.doc[i].tag_ == "VBN" for i in range(first, last))


def _in_apposition(passage: Passage, stop: int, resume: int) -> bool:
    """Whether it resumes inside what the speaker is: "promised Ada Obi, the head of the board, | who took office"."""
    return resume > stop + 1 and passage.doc[resume - 1].text == "," and passage.says(resume, "relative")


def _adjoined(passage: Passage, index: int) -> bool:
    """Whether after the cue only circumstances follow: ", she said in a message read on television"."""
    return passage.doc[index].pos_ == "ADP" or passage.says(index, "adjuncts")


def clause_start(passage: Passage, stop: int, low: int) -> int:
    """Where the clause that ends at `stop` begins: at the sentence's start, after a lone dash, a semicolon or an open bracket."""
    dashes = [i for i in range(low, stop - 1) if passage.doc[i].text in DASHES and passage.bare(i)]
    first = dashes[-1] + 1 if len(dashes) % 2 else low
    for i in range(first, stop - 1):
        if passage.bare(i) and (
            passage.doc[i].text == ";"
            or _colon(passage, i, low, stop)
            or (passage.doc[i].text in BRACKETS and not _shut(passage, i, stop))
        ):
            first = i + 1
    while first < stop and (
        passage.doc[first].pos_ == "CCONJ" or passage.doc[first].text in {",", "—", "–", "-"} or passage.doc[first].is_space
    ):
        first += 1
    return first


def _colon(passage: Passage, index: int, low: int, stop: int) -> bool:
    """Whether a colon ends the reporter's own clause: "The march went wrong: shots were fired, the union said"."""
    return passage.doc[index].text == ":" and (passage.clausal(index, stop) or passage.clausal(low, index))


def _shut(passage: Passage, index: int, stop: int) -> bool:
    return any(passage.doc[i].text in {")", "]"} for i in range(index, stop))
