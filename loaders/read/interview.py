"""Questions and answers of an interview, told by their labels or by the look of the questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.records import BlockKind

_QUESTION = re.compile(r"(?:Q|Question|QUESTION|Q\d{1,2})\s?[.:)\u2013\u2014-]+\s*(?=\S)")
_ANSWER = re.compile(r"(?:A|R|Answer|ANSWER|R\u00e9ponse|R\u00c9PONSE|Reponse|A\d{1,2})\s?[.:)\u2013\u2014-]+\s*(?=\S)")
_NAME = r"[A-ZÀ-Þ0-9][\w'’.-]*(?: (?:[A-ZÀ-Þ][\w'’.-]*|de|du|des|van|von|der|la|le|of|the|for|and)){0,6}"
_SPEAKER = re.compile(rf"(?P<name>{_NAME})\s?:\s+(?=\S)")
_ASKS = re.compile(r"\?[\"'\u201d\u2019\u00bb\s]*$")
_QUESTION_CHARS_MAX = 400
_QUESTIONS_MIN = 3
_OFTEN_SHARE = 0.6
_ASKED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a question or an answer: where it ends and, if it is a name, where that ends (else 0)."""

    end: int
    name_end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph of an interview: which one, question or answer, and its label, which only the first of a turn has."""

    index: int
    kind: BlockKind
    label: Label | None = None


def turns_of(texts: Sequence[str]) -> Iterator[Turn]:
    """Yield the questions and answers among the texts, none in a document that is no interview; empty texts are skipped."""
    if _labelled(texts):
        yield from _by_labels(texts)
    elif asker := _asker(texts):
        yield from _by_speakers(texts, asker)
    else:
        yield from _by_looks(texts)


def _labelled(texts: Sequence[str]) -> bool:
    questions = sum(bool(_QUESTION.match(text)) for text in texts)
    answers = sum(bool(_ANSWER.match(text)) for text in texts)
    return questions >= 2 and answers >= 1


def _by_labels(texts: Sequence[str]) -> Iterator[Turn]:
    kind: BlockKind | None = None
    for index, text in enumerate(texts):
        asked, answered = _QUESTION.match(text), _ANSWER.match(text)
        match = asked or answered
        if asked:
            kind = BlockKind.QUESTION
        elif answered or kind is BlockKind.QUESTION:
            kind = BlockKind.ANSWER
        if text and kind:
            yield Turn(index, kind, Label(match.end(), 0) if match else None)


def _asker(texts: Sequence[str]) -> str | None:
    """Who asks, where at least two labels come again and again."""
    labelled = [(match["name"], text) for text in texts if (match := _SPEAKER.match(text))]
    counts = Counter(name for name, _ in labelled)
    often = [name for name, count in counts.most_common(2) if count >= 2]
    if len(often) < 2 or sum(counts[name] for name in often) < _OFTEN_SHARE * len(labelled):
        return None
    asked = {name: sum("?" in text for owner, text in labelled if owner == name) / counts[name] for name in often}
    asker = max(often, key=lambda name: asked[name])
    return asker if asked[asker] >= _ASKED_SHARE else None


def _by_speakers(texts: Sequence[str], asker: str) -> Iterator[Turn]:
    counts = Counter(match["name"] for text in texts if (match := _SPEAKER.match(text)))
    kind: BlockKind | None = None
    for index, text in enumerate(texts):
        match = _SPEAKER.match(text)
        # in capitals a label is one even if it comes once; else it may be a sentence with a colon
        label = match if match and (counts[match["name"]] > 1 or match["name"].isupper()) else None
        if label:
            kind = BlockKind.QUESTION if label["name"] == asker else BlockKind.ANSWER
        if text and kind:
            yield Turn(index, kind, _name_label(label) if label else None)


def _name_label(match: re.Match[str]) -> Label:
    named = not re.fullmatch(r"q(?:uestion)?|answer|réponse", match["name"], re.IGNORECASE)
    return Label(match.end(), match.end("name") if named else 0)


def _by_looks(texts: Sequence[str]) -> Iterator[Turn]:
    questions = [index for index, text in enumerate(texts) if _asks(text)]
    full = sum(bool(text) for text in texts)
    parted = all(later - earlier > 1 for earlier, later in pairwise(questions))
    if len(questions) < _QUESTIONS_MIN or not parted or len(questions) * 5 < full:
        return
    asked = frozenset(questions)
    for index, text in enumerate(texts):
        if text and index >= questions[0]:
            yield Turn(index, BlockKind.QUESTION if index in asked else BlockKind.ANSWER)


def _asks(text: str) -> bool:
    quoted = text[:1] in '"\u201c\u00ab' or re.search(r"\u00bb|\u201d|\" (?:said|asked)", text)
    return bool(_ASKS.search(text)) and len(text) <= _QUESTION_CHARS_MAX and not quoted
