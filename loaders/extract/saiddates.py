"""When a statement was said: by a date beside its cue, or by the release that it stands in."""

from __future__ import annotations

from spacy.tokens import Token

from conflictdb.vocabularies import SourceKind
from loaders.extract.passages import Passage
from loaders.extract.said import Said
from loaders.extract.speakers import pronoun
from loaders.records import BlockKind, DateValue, Document

RELEASES = frozenset({SourceKind.PRESS_RELEASE, SourceKind.STATEMENT})
OTHERS = frozenset({"according-to", "noun", "passive"})
PRESENT = frozenset({"VBZ", "VBP"})
WEEK = 8  # days
CLIMB = 4
REACH = 25  # tokens between a date and its cue


def said_on(
    document: Document, passage: Passage, said: Said, met: DateValue | None = None, before: Said | None = None
) -> DateValue | None:
    """Return the day that the text gives for the saying; in a release an undated statement takes the release's day.

    In the release on a meeting (`met`) it takes the meeting's; `before` is the statement before it.
    """
    if said.rule == "interview-answer":
        return None
    if document.kind in RELEASES and said.occurrence is not None and _in_present(said.occurrence.verb):
        return document.published  # "deplores the looting on 18 August"
    found = _beside_cue(passage, said) or _sentence_before(passage, said, before)
    if found is not None and not _later(found, document.published):
        return found
    own = said.rule not in OTHERS and document.kind in RELEASES
    return (met or document.published) if own else None


def met_on(document: Document, read: tuple[Passage, ...]) -> DateValue | None:
    """Return the day of the meeting or call that a release begins with; None where it begins otherwise or gives no day."""
    lead = next((passage for passage in read if passage.kind is BlockKind.PARAGRAPH and passage.dates), None)
    if document.kind not in RELEASES or lead is None or not lead.sentences:
        return None
    low, high = lead.sentences[0]
    days = [lead.dates[i].value for i in range(low, high) if i in lead.dates]
    spoken = any(lead.says(i, "interviewing") for i in range(low, high))
    found = days[0] if spoken and len(days) == 1 and _precise(days[0]) else None
    return found if found is not None and not _later(found, document.published) else None


def _in_present(verb: Token) -> bool:
    return verb.tag_ in PRESENT or (
        "Pres" in verb.morph.get("Tense", []) and not any(c.dep_.startswith("aux") for c in verb.children)
    )


def interviewed_on(read: tuple[Passage, ...]) -> DateValue | None:
    """Return the day that the text before the first question of an interview gives for it; None where it gives none or two."""
    first = next((passage.number for passage in read if passage.kind is BlockKind.QUESTION), 0)
    for passage in reversed(read[:first]):
        for low, high in reversed(passage.sentences):
            days = [passage.dates[i].value for i in range(low, high) if i in passage.dates]
            spoken = any(passage.says(i, "interviewing") for i in range(low, high))
            if spoken and len(days) == 1 and _precise(days[0]):
                return days[0]
    return None


def _later(found: DateValue, published: DateValue | None) -> bool:
    """Nothing reported was said after the report."""
    return published is not None and found.start > published.end


def _beside_cue(passage: Passage, said: Said) -> DateValue | None:
    cue = said.cue
    if cue is None or cue.section != passage.number or not passage.dates:
        return None
    low, high = passage.sentence(cue.first)
    content = {i for part in said.content if part.section == passage.number for i in part.tokens}
    near = [i for i in range(max(low, cue.first - REACH), min(high, cue.last + REACH)) if i in passage.dates and i not in content]
    near = [
        i
        for i in near
        if _precise(passage.dates[i].value)
        and not passage.says(i - 1, "bounds")
        and not _across(passage, i, cue.first, content)
        and not _outside_clause(passage, said, i)
    ]
    return passage.dates[min(near, key=lambda i: abs(i - cue.first))].value if near else None


def _across(passage: Passage, index: int, cue: int, content: set[int]) -> bool:
    """Whether another clause's verb stands between the date and the cue."""
    token = passage.doc[index]
    for _ in range(CLIMB):
        if token.pos_ == "VERB":
            break
        token = token.head
    if token.pos_ == "VERB" and token.dep_ in passage.speech.dependencies["relative_clause"]:
        return True
    between = range(min(index, cue) + 1, max(index, cue))
    return any(passage.finite(i) and passage.doc[i].pos_ == "VERB" and i not in content for i in between)


def _outside_clause(passage: Passage, said: Said, index: int) -> bool:
    """Whether the cue stands in a clause of its own after the date: "on Friday in what activists call a massacre"."""
    verb = said.occurrence.verb if said.occurrence is not None else None
    if verb is None or verb.dep_ not in passage.speech.dependencies["relative_clause"] | {"pcomp"}:
        return False
    return index < verb.left_edge.i


def _sentence_before(passage: Passage, said: Said, before: Said | None) -> DateValue | None:
    """ "They met on Monday. He called for ...": a pronoun carries the date of the sentence before."""
    part = said.speakers[0] if said.speakers else None
    if part is None or part.section != passage.number or not passage.dates or not pronoun(passage, part):
        return None
    number = passage.sentence_of[part.first]
    if number == 0 or part.first - passage.sentences[number][0] > 2:
        return None
    content = {i for part in before.content if part.section == passage.number for i in part.tokens} if before else set()
    values = [
        passage.dates[i].value
        for i in range(*passage.sentences[number - 1])
        if i in passage.dates and i not in content and not passage.says(i - 1, "bounds")
    ]
    precise = [value for value in values if _precise(value)]
    return precise[0] if len(precise) == 1 else None


def _precise(value: DateValue | None) -> bool:
    """A day or a week: what is vaguer tells of something else than the saying."""
    return value is not None and (value.end - value.start).days < WEEK
