"""What is said: from a cue to the stretch that it reports."""

from __future__ import annotations

from dataclasses import dataclass

from conflictdb.vocabularies import StatementAct, StatementKind
from loaders.extract.ends import end_of_content
from loaders.extract.occurrences import Occurrence
from loaders.extract.openings import Opening, opening
from loaders.extract.passages import OUTSIDE, Part, Passage


@dataclass(frozen=True, slots=True)
class Reported:
    """A content after its cue."""

    frame: str
    content: Part
    addressee: Part | None


def reported(passage: Passage, cue: Occurrence, high: int) -> Reported | None:
    """Return what follows the cue as its content, up to `high`; None where nothing that the cue can take follows."""
    found = opening(passage, cue)
    if found is None or found.first >= high:
        return None
    last = end_of_content(passage, cue, found.first, high, found.frame)
    if last <= found.first or _says_nothing(passage, cue, found, last):
        return None
    return Reported(found.frame, passage.part(found.first, last), found.addressee)


def _says_nothing(passage: Passage, cue: Occurrence, found: Opening, last: int) -> bool:
    first = found.first
    text = " ".join(passage.word(i) for i in range(first, min(last, first + 4)))
    if any(text == words or (" " in words and text.startswith(words)) for words in passage.speech.words["void"]):
        return True
    if last - first > 1:
        told = passage.language == "fr" and passage.says(first - 1, "that")  # whatever its verb is taken for
        return found.frame == "clause" and not told and not _clause(passage, first, last) and passage.free(first)
    if found.frame == "np" and cue.cue.uses["np"].act is StatementAct.DENY and passage.says(first, "taken_up"):
        return False  # "denied it"
    gerund = found.frame == "np" and passage.doc[first].tag_ == "VBG"  # "denied interfering"
    return passage.doc[first].pos_ not in {"NOUN", "PROPN"} and passage.free(first) and not gerund


def _clause(passage: Passage, first: int, last: int) -> bool:
    """Whether there is a clause, be it one of what must be: "that the roads be opened"."""
    if passage.clausal(first, last):
        return True
    return (
        passage.language == "en"
        and passage.says(first - 1, "that")
        and any(passage.doc[i].tag_ == "VB" for i in range(first, last))
    )


def kind_of(passage: Passage, part: Part) -> tuple[StatementKind, Part]:
    """Return how the content is quoted, and the content without the marks around it where it is quoted as a whole."""
    inside = {passage.inside[i] for i in part.tokens if passage.marks[i] == OUTSIDE}
    if inside == {OUTSIDE}:
        return StatementKind.INDIRECT, part
    if len(inside) > 1:
        return StatementKind.MIXED, part
    first, last = part.first, part.last
    while first < last and passage.marks[first] != OUTSIDE:
        first += 1
    while last > first and passage.marks[last - 1] != OUTSIDE:
        last -= 1
    return StatementKind.DIRECT, trimmed(passage, passage.part(first, last))


def trimmed(passage: Passage, quoted: Part) -> Part:
    """Without the comma that the cue has put inside the marks, and without the full stop."""
    last = quoted.last
    while last > quoted.first + 1 and (passage.doc[last - 1].text in {",", "."} or passage.doc[last - 1].is_space):
        last -= 1
    return passage.part(quoted.first, last)
