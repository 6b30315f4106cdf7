"""When a statement was said: by a date beside its cue, or by the release that it stands in."""

from __future__ import annotations

from conflictdb.vocabularies import SourceKind
from loaders.extract.passages import Passage
from loaders.extract.said import Said
from loaders.extract.speakers import pronoun
from loaders.records import DateRecord, DateValue, Document

RELEASES = frozenset({SourceKind.PRESS_RELEASE, SourceKind.STATEMENT})
OTHERS = frozenset({"according-to", "noun", "passive"})
WEEK = 8  # days
REACH = 25  # tokens between a date and its cue


def said_on(document: Document, passage: Passage, said: Said, dates: dict[int, DateRecord]) -> DateValue | None:
    """Return the day that the text gives for the saying; `dates`: the date expressions of the passage by token."""
    found = _beside_cue(passage, said, dates) or _sentence_before(passage, said, dates)
    if found is not None:
        return found
    own = said.rule not in OTHERS and document.kind in RELEASES
    return document.published if own else None


def dates_by_token(passage: Passage, annotated_offsets: list[int], dates: tuple[DateRecord, ...]) -> dict[int, DateRecord]:
    """The date expressions of a passage by their first token."""
    found: dict[int, DateRecord] = {}
    position = {offset: index for index, offset in enumerate(annotated_offsets)}
    for date in dates:
        if date.start in position:
            found[position[date.start]] = date
    return found


def _beside_cue(passage: Passage, said: Said, dates: dict[int, DateRecord]) -> DateValue | None:
    cue = said.cue
    if cue is None or cue.section != passage.number:
        return None
    low, high = passage.sentence(cue.first)
    content = {i for part in said.content if part.section == passage.number for i in part.tokens}
    near = [
        i
        for i, date in dates.items()
        if _precise(date.value) and low <= i < high and i not in content and not _across(passage, i, cue.first, content)
    ]
    if not near:
        return None
    best = min(near, key=lambda i: abs(i - cue.first))
    return dates[best].value if abs(best - cue.first) <= REACH else None


def _across(passage: Passage, index: int, cue: int, content: set[int]) -> bool:
    """Whether another clause's verb stands between the date and the cue."""
    between = range(min(index, cue) + 1, max(index, cue))
    return any(passage.finite(i) and passage.doc[i].pos_ == "VERB" and i not in content for i in between)


def _sentence_before(passage: Passage, said: Said, dates: dict[int, DateRecord]) -> DateValue | None:
    """ "They met on Monday. He called for ...": a pronoun carries the date of the sentence before."""
    if not said.speakers or said.speakers[0].section != passage.number or not pronoun(passage, said.speakers[0]):
        return None
    number = passage.sentence_of[said.speakers[0].first]
    low = passage.sentences[number][0]
    if number == 0 or said.speakers[0].first - low > 2:
        return None
    first, last = passage.sentences[number - 1]
    values = [date.value for i, date in dates.items() if first <= i < last and _precise(date.value)]
    return values[-1] if len(values) == 1 else None


def _precise(value: DateValue | None) -> bool:
    """A day or a week: what is vaguer tells of something else than the saying."""
    return value is not None and (value.end - value.start).days < WEEK
