"""Where a reported content ends: at the sentence's end, or where the reporter or a next cue takes over."""

from __future__ import annotations

from loaders.extract.occurrences import Occurrence, occurrence
from loaders.extract.openings import infinitive_begins, opening
from loaders.extract.passages import OUTSIDE, Passage
from loaders.extract.speakers import can_speak
from loaders.extract.syntax import head_before, phrase, subject
from loaders.records import BlockKind

LOOSE = frozenset({",", ";", ":", "—", "–", "-", "--"})
DASHES = frozenset({"—", "–", "--"})
PHRASES = frozenset({"np", "np-inf", "np-as", "inf"})
CLIMB = 6
NEAR = 14


def end_of_content(passage: Passage, cue: Occurrence, first: int, high: int, frame: str) -> int:
    """Return the end of the content that begins at `first`."""
    index = first + 1
    while index < high and not (passage.bare(index) and _breaks(passage, cue, index, first, high, frame)):
        index += 1
    return trim_end(passage, first, min(index, high))


def trim_end(passage: Passage, first: int, last: int) -> int:
    """Without the marks, commas and full stop that close the content."""
    while last > first and _idle(passage, first, last - 1):
        last -= 1
    return last


def _idle(passage: Passage, first: int, index: int) -> bool:
    token = passage.doc[index]
    if token.is_space or token.text in LOOSE or token.text in {".", "…", "•"}:
        return True
    if token.text == ")":
        return not any(passage.doc[i].text == "(" for i in range(first, index))
    if token.text == "(" or (passage.bare(index) and token.pos_ == "CCONJ"):
        return True
    return passage.marks[index] != OUTSIDE and passage.marks[index] not in passage.inside[first:index]


def _breaks(passage: Passage, cue: Occurrence, index: int, first: int, high: int, frame: str) -> bool:
    token = passage.doc[index]
    if frame in PHRASES and (token.text == ";" or _adjunct(passage, index, cue)):
        return True
    if token.text in LOOSE or token.pos_ == "CCONJ":
        return (
            _next_cue(passage, cue, index, first, high, frame)
            or _comment(passage, index, high)
            or aside(passage, index, high)
            or _narration(passage, cue, index, first, high, frame)
        )
    headline = passage.kind in {BlockKind.TITLE, BlockKind.HEADING} and token.pos_ in {"SCONJ", "ADP"}
    return frame == "clause" and token.lower_ == "as" and (headline or _of_the_cue(passage, cue, index))


def _adjunct(passage: Passage, index: int, cue: Occurrence) -> bool:
    """Whether the circumstances of the saying begin: "during a call", "in a statement on Monday"."""
    token = passage.doc[index]
    if passage.says(index, "adjuncts") and token.pos_ in {"ADP", "SCONJ", "VERB", "ADV"}:
        if token.lower_ == "as" and "np-as" in cue.cue.uses:
            return False
        return token.lower_ != "as" or (token.pos_ == "SCONJ" and _of_the_cue(passage, cue, index))
    medium = token.pos_ == "ADP" and token.head == cue.verb and index + 2 < len(passage.doc)
    return medium and (index + 1 in passage.dated or any(passage.says(i, "documents") for i in range(index + 1, index + 4)))


def _of_the_cue(passage: Passage, cue: Occurrence, index: int) -> bool:
    """Whether the subordinate clause that begins here hangs on the cue, not on what is said."""
    clause = passage.doc[index].head
    return clause.dep_ == "advcl" and clause.head == cue.verb


# ---------------------------------------------------------------- another saying


def _next_cue(passage: Passage, cue: Occurrence, index: int, first: int, high: int, frame: str) -> bool:
    """Whether the next clause is another saying of the reporter's, not part of what is said here."""
    position = _past_joints(passage, index + 1, high)
    if position >= high or not passage.bare(position):
        return False
    found = occurrence(passage, position)
    if found is not None and found.form == "participle" and passage.doc[index].text in LOOSE:
        return not _describes(passage, found) and _has_content(passage, found)
    if found is not None and found.form == "finite":
        resumes = _resumes(passage, index, first, position, frame) or _mute_subject(passage, found, first)
        return (resumes or shares(passage, cue, found)) and _has_content(passage, found)
    return _own_clause(passage, cue, index, position, high)


def _resumes(passage: Passage, index: int, first: int, position: int, frame: str) -> bool:
    """Whether a verb right after a conjunction is the reporter's: after a phrase it must be, after a clause a comma tells."""
    joints = [passage.doc[i].pos_ for i in range(index, position)]
    if "CCONJ" not in joints:
        return False
    if frame in PHRASES:
        return not any(passage.says(i, "relative") or passage.says(i, "that") for i in range(first, index))
    return passage.doc[index].text == ","


def _mute_subject(passage: Passage, found: Occurrence, first: int) -> bool:
    """Whether by the parse the next cue would be said by something that can't speak: "the proof had been lost and asked"."""
    owner = subject(passage, found.verb)
    return owner is not None and first <= owner.i < found.first and not can_speak(passage, owner, strict=False)


def _past_joints(passage: Passage, position: int, high: int) -> int:
    while position < high and (
        passage.doc[position].pos_ in {"CCONJ", "ADV", "AUX"}
        or passage.says(position, "contrast")
        or passage.says(position, "auxiliaries")
        or passage.word(position) in {"en", "se", "s'", "s’", "que"}
    ):
        position += 1
    return position


def _describes(passage: Passage, found: Occurrence) -> bool:
    return found.cue.verb in passage.speech.words["descriptive"]


def _has_content(passage: Passage, found: Occurrence) -> bool:
    return opening(passage, found) is not None


def shares(passage: Passage, cue: Occurrence, found: Occurrence) -> bool:
    """Whether the found cue is joined to this one by the parse, and is no part of its content."""
    token = found.verb
    for _ in range(CLIMB):
        if token == cue.verb:
            return True
        if token.dep_ not in {"conj", "advcl", "dep", "parataxis"}:
            break
        token = token.head
    if token.dep_ == "ROOT" and token.i < cue.verb.i:
        return True  # both hang on one verb before them
    return token == found.verb and token.dep_ == "ROOT"


def _own_clause(passage: Passage, cue: Occurrence, index: int, position: int, high: int) -> bool:
    """ ", but an official insisted that ...": a clause with a subject and a cue of its own, joined to this cue."""
    contrast = any(passage.says(i, "contrast") for i in range(index + 1, position))
    for i in range(position, min(high, position + NEAR)):
        if passage.doc[i].text in LOOSE or not passage.bare(i) or passage.doc[i].pos_ == "CCONJ":
            return False
        found = occurrence(passage, i)
        if found is not None and found.form == "finite":
            owner = subject(passage, found.verb) or head_before(passage, found.first)
            own = owner is not None and position <= owner.i < found.first
            return own and (contrast or shares(passage, cue, found)) and _has_content(passage, found)
        if passage.finite(i) and passage.doc[i].pos_ == "VERB":
            return False
    return False


# ---------------------------------------------------------------- the reporter's own words


def _comment(passage: Passage, index: int, high: int) -> bool:
    """ ", a demand that ...", ", something the minister ...": the reporter's comment on what was said."""
    if passage.doc[index].text not in {",", "—", "–"} or index + 3 >= high or not passage.says(index + 1, "comments"):
        return False
    if passage.word(index + 1) == "something" or (
        passage.word(index + 1) == "ce" and passage.word(index + 2) in {"que", "qui", "qu'", "qu’"}
    ):
        return True
    return passage.word(index + 2) in passage.speech.nouns and passage.says(index + 3, "relative")


def aside(passage: Passage, index: int, high: int) -> bool:
    """Whether ", X said" or ", according to X" closes here."""
    if passage.doc[index].text not in LOOSE:
        return False
    if any(passage.follows(index + 1, words) for words in passage.speech.according):
        return True
    for i in range(index + 1, min(high, index + NEAR)):
        if passage.doc[i].text in LOOSE or not passage.bare(i):
            return False
        found = occurrence(passage, i)
        if found is not None and found.form == "finite" and i > index + 1:
            head = head_before(passage, found.first)
            begins = head is not None and phrase(passage, head).first == index + 1
            return begins and not _has_content(passage, found)
        if passage.finite(i):
            return False
    return False


def _narration(passage: Passage, cue: Occurrence, index: int, first: int, high: int, frame: str) -> bool:
    """Whether the sentence goes on with a verb of the reporter's that stands beside the cue or above it."""
    token = passage.doc[index]
    position = index + 1
    if token.text in DASHES and position < high and frame != "quote":
        return passage.doc[position].pos_ in {"CCONJ", "AUX"} and _single_dash(passage, index, first, high)
    while position < high and passage.doc[position].pos_ in {"ADV", "AUX", "PART"} and not passage.finite(position):
        position += 1
    if position >= high or not passage.bare(position):
        return False
    if token.pos_ == "CCONJ" and _further_clause(passage, cue, index, first, high, frame):
        return True
    if frame not in PHRASES:
        return False
    if passage.doc[position].pos_ in {"VERB", "AUX"} and passage.finite(position):
        return _resumes(passage, index, first, position, frame) or _outside(passage, position, first, cue)
    preposed = token.pos_ == "CCONJ" and passage.doc[position].pos_ == "ADP" and not infinitive_begins(passage, position)
    return preposed and _outside(passage, position, first, cue)


def _further_clause(passage: Passage, cue: Occurrence, index: int, first: int, high: int, frame: str) -> bool:
    """ ", and a review cleared them": a clause with a subject of its own after what is said."""
    for i in range(index + 1, min(high, index + NEAR)):
        if passage.doc[i].text in LOOSE or not passage.bare(i) or passage.says(i, "relative"):
            return False
        if passage.finite(i):
            verb = (
                passage.doc[i]
                if passage.doc[i].pos_ == "VERB" or passage.doc[i].dep_ not in passage.speech.dependencies["aux"]
                else passage.doc[i].head
            )
            owner = subject(passage, verb)
            if owner is None or not index < owner.i < i:
                return False
            if frame in PHRASES:
                return passage.doc[index - 1].text == "," and not any(
                    passage.says(j, "relative") or passage.says(j, "that") for j in range(first, index)
                )
            return passage.doc[index - 1].text == "," and verb.dep_ == "conj" and verb.head == cue.verb
    return False


def _single_dash(passage: Passage, index: int, first: int, high: int) -> bool:
    return not any(passage.doc[i].text in DASHES for i in range(first, high) if i != index)


def _outside(passage: Passage, position: int, first: int, cue: Occurrence) -> bool:
    """Whether by the parse the token hangs on something before the content, other than the cue's own object."""
    token = passage.doc[position]
    for _ in range(2 * CLIMB):
        if token.head == token:
            return token.i < first or token.i == position
        if token.head.i < first:
            return token.head.i < cue.verb.i or (token.head == cue.verb and token.dep_ == "conj")
        token = token.head
    return False
