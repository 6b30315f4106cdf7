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
_SPEAKER = re.compile(r"(?P<name>[A-Z\u00c0-\u00de][\w'\u2019.-]*(?: [\w'\u2019.-]+){0,5}?)\s?:\s+(?=\S)")
_ASKS = re.compile(r"\?[\"'\u201d\u2019\u00bb\s]*$")
_QUESTION_CHARS_MAX = 400


def roles_of(texts: Sequence[str]) -> Iterator[tuple[int, BlockKind]]:
    """Yield which of the texts are questions and answers, none in a document that is no interview; empty texts are skipped."""
    if _labelled(texts):
        yield from _by_labels(texts)
    elif speakers := _speakers(texts):
        yield from _by_speakers(texts, speakers)
    else:
        yield from _by_looks(texts)


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a question or an answer: where it ends and, if it is a name, where that ends (else 0)."""

    end: int
    name_end: int


def label_of(text: str) -> Label | None:
    """Return the label that a question or an answer opens with ("Q: ", "Jean Kambale: ")."""
    if match := _QUESTION.match(text) or _ANSWER.match(text):
        return Label(match.end(), 0)
    match = _SPEAKER.match(text)
    return Label(match.end(), match.end("name")) if match else None


def _labelled(texts: Sequence[str]) -> bool:
    questions = sum(bool(_QUESTION.match(text)) for text in texts)
    answers = sum(bool(_ANSWER.match(text)) for text in texts)
    return questions >= 2 and answers >= 1


def _by_labels(texts: Sequence[str]) -> Iterator[tuple[int, BlockKind]]:
    role: BlockKind | None = None
    for index, text in enumerate(texts):
        if _QUESTION.match(text):
            role = BlockKind.QUESTION
        elif _ANSWER.match(text) or role is BlockKind.QUESTION:
            role = BlockKind.ANSWER
        if text and role:
            yield index, role


def _speakers(texts: Sequence[str]) -> tuple[str, str] | None:
    """Who asks and who answers, where two labels alternate."""
    labelled = [(match["name"], text) for text in texts if (match := _SPEAKER.match(text))]
    counts = Counter(name for name, _ in labelled)
    often = [name for name, count in counts.most_common(2) if count >= 2]
    if len(often) < 2 or sum(counts[name] for name in often) < 0.6 * len(labelled):
        return None
    asked = {name: sum("?" in text for owner, text in labelled if owner == name) / counts[name] for name in often}
    asker = max(often, key=lambda name: asked[name])
    if asked[asker] < 0.5:
        return None
    return asker, next(name for name in often if name != asker)


def _by_speakers(texts: Sequence[str], speakers: tuple[str, str]) -> Iterator[tuple[int, BlockKind]]:
    role: BlockKind | None = None
    for index, text in enumerate(texts):
        if (match := _SPEAKER.match(text)) and match["name"] in speakers:
            role = BlockKind.QUESTION if match["name"] == speakers[0] else BlockKind.ANSWER
        if text and role:
            yield index, role


def _by_looks(texts: Sequence[str]) -> Iterator[tuple[int, BlockKind]]:
    questions = [index for index, text in enumerate(texts) if _asks(text)]
    full = sum(bool(text) for text in texts)
    parted = all(later - earlier > 1 for earlier, later in pairwise(questions))
    if len(questions) < 3 or not parted or len(questions) * 5 < full:
        return
    asked = frozenset(questions)
    role: BlockKind | None = None
    for index, text in enumerate(texts):
        if index in asked:
            role = BlockKind.QUESTION
        elif role:
            role = BlockKind.ANSWER
        if text and role:
            yield index, role


def _asks(text: str) -> bool:
    quoted = text[:1] in "\"\u201c\u00ab" or re.search(r"\u00bb|\u201d|\" (?:said|asked)", text)
    return bool(_ASKS.search(text)) and len(text) <= _QUESTION_CHARS_MAX and not quoted
