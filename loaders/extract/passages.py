"""A section as the statement rules read it: its tokens with their sentences, quotations, names and dates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from loaders.annotate.annotated import Annotated, Mention, Section
from loaders.extract.cues import Speech, speech
from loaders.extract.quotation import Quotation, quotations
from loaders.records import BlockKind, DateRecord

STOPS = frozenset({".", "!", "?", "…", "...", "?!", "!?"})
CLOSERS = frozenset("”»\"'’)]") | {"''"}
OPENERS = frozenset("“«\"'‘([•") | {"``", "—", "–", "-", "..."}
INITIALS = re.compile(r"(?:[A-Z]\.){2,}")
OUTSIDE = -1
VERBAL = ("aient", "èrent", "eront", "iront")  # French endings that only verbs have
VERBAL_FROM = 5  # letters
LONGEST = 400  # tokens: what is longer is no sentence, and costs as much as it likes


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """Tokens [first, last) of a section."""

    section: int
    first: int
    last: int

    @property
    def tokens(self) -> range:
        """The positions of its tokens."""
        return range(self.first, self.last)


@dataclass(frozen=True)
class Passage:
    """A section's tokens; `inside` and `marks` give per token the quotation that it stands in or is a mark of, or OUTSIDE."""

    number: int
    kind: BlockKind
    doc: Doc
    language: str
    speech: Speech
    quotations: tuple[Quotation, ...]
    quoted: list[Part] = field(default_factory=list)  # per quotation its tokens between the marks
    inside: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    sentence_of: list[int] = field(default_factory=list)
    mention_of: dict[int, Mention] = field(default_factory=dict)  # by token
    dates: dict[int, DateRecord] = field(default_factory=dict)  # by first token
    dated: set[int] = field(default_factory=set)  # tokens of date expressions
    lower: list[str] = field(default_factory=list)  # the tokens in lower case

    def part(self, first: int, last: int) -> Part:
        """Tokens [first, last) of this passage."""
        return Part(self.number, first, last)

    def sentence(self, index: int) -> tuple[int, int]:
        """The bounds of the sentence that the token stands in."""
        return self.sentences[self.sentence_of[index]]

    def free(self, index: int) -> bool:
        """Whether the token stands outside quotation marks (it may be a mark)."""
        return self.inside[index] == OUTSIDE

    def bare(self, index: int) -> bool:
        """Whether the token is neither quoted nor a mark."""
        return self.inside[index] == OUTSIDE and self.marks[index] == OUTSIDE

    def word(self, index: int) -> str:
        """The token in lower case; empty beyond the passage's ends."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def says(self, index: int, name: str) -> bool:
        """Whether the token is in the vocabulary's list of that name."""
        return self.word(index) in self.speech.words[name]

    def follows(self, index: int, words: tuple[str, ...]) -> bool:
        """Whether these words, in lower case, stand at `index`."""
        return all(self.word(index + i) == word for i, word in enumerate(words))

    def finite(self, index: int) -> bool:
        """Whether the token is a verb that makes a clause; there is none past the end."""
        if index >= len(self.doc):
            return False
        token = self.doc[index]
        if self.language == "en":
            return token.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        if token.pos_ in {"VERB", "AUX"}:
            return "Fin" in token.morph.get("VerbForm", [])
        return len(token) > VERBAL_FROM and token.lower_.endswith(VERBAL)  # "venaient", taken for an adverb

    def clausal(self, first: int, last: int) -> bool:
        """Whether tokens [first, last) have a verb that makes a clause."""
        return any(self.finite(i) for i in range(first, min(last, len(self.doc))))


def passages(annotated: Annotated, dates: tuple[DateRecord, ...]) -> tuple[Passage, ...]:
    """Return the sections of a document as passages; a quotation left open at a paragraph's end is taken up by the next."""
    language = annotated.document.language
    words = speech(language)
    found = quotations(section.block.text for section in annotated.sections)
    read = tuple(
        Passage(number, section.block.kind, section.doc, language, words, quoted)
        for number, (section, quoted) in enumerate(zip(annotated.sections, found, strict=True))
    )
    starts = [date.start for date in dates]
    for passage, section in zip(read, annotated.sections, strict=True):
        passage.lower.extend(token.lower_ for token in passage.doc)
        _place_quotations(passage)
        _place_sentences(passage)
        _place_dates(passage, section, dates, starts)
    for mention in annotated.mentions:
        read[mention.section].mention_of.update(dict.fromkeys(range(mention.first, mention.last), mention))
    return read


def _place_quotations(passage: Passage) -> None:
    """Per token the quotation that it stands in or is a mark of, per quotation its tokens."""
    passage.inside.extend([OUTSIDE] * len(passage.doc))
    passage.marks.extend([OUTSIDE] * len(passage.doc))
    bounds = [(0, 0)] * len(passage.quotations)
    current = 0
    for token in passage.doc:
        end = token.idx + len(token)
        while current < len(bounds) and passage.quotations[current].outer_end <= token.idx:
            current += 1
        if current == len(bounds):
            break
        quotation = passage.quotations[current]
        if end > quotation.start and token.idx < quotation.end:
            passage.inside[token.i] = current
            bounds[current] = (bounds[current][0] if bounds[current][1] else token.i, token.i + 1)
        elif end > quotation.outer_start:
            passage.marks[token.i] = current
    passage.quoted.extend(passage.part(first, last) for first, last in bounds)


def _place_dates(passage: Passage, section: Section, dates: tuple[DateRecord, ...], starts: list[int]) -> None:
    if not dates or not len(passage.doc):
        return
    block = section.block
    low, high = block.raw(0), block.raw(len(block.text) - 1)
    here = dates[bisect_left(starts, low) : bisect_left(starts, high + 1)]
    offsets = [block.raw(token.idx) for token in passage.doc] if here else []
    for date in here:
        first, last = bisect_left(offsets, date.start), bisect_left(offsets, date.end)
        if first < last:
            passage.dates[first] = date
            passage.dated.update(range(first, last))


# ---------------------------------------------------------------- sentences


def _place_sentences(passage: Passage) -> None:
    for number, (first, last) in enumerate(_sentences(passage)):
        passage.sentences.append((first, last))
        passage.sentence_of.extend([number] * (last - first))


def _sentences(passage: Passage) -> Iterator[tuple[int, int]]:
    """Sentences by their marks: the statistical parser's bounds break quotations apart. A quotation stays in one sentence."""
    doc, first = passage.doc, 0
    for token in doc[:-1]:
        if token.i < first or not (_ends(passage, token) or token.i - first >= LONGEST):
            continue
        following = _past_closers(doc, token.i + 1)
        long = token.i - first >= LONGEST
        if following < len(doc) and (long or (passage.inside[following] == OUTSIDE and _begins(doc[following]))):
            yield first, following
            first = following
    if first < len(doc):
        yield first, len(doc)


def _past_closers(doc: Doc, index: int) -> int:
    while index < len(doc) and doc[index].text in CLOSERS and not doc[index - 1].whitespace_:
        index += 1
    while index < len(doc) and doc[index].is_space:
        index += 1
    return index


def _ends(passage: Passage, token: Token) -> bool:
    abbreviations = passage.speech.words["abbreviations"]
    if token.text in STOPS:
        before = passage.doc[token.i - 1] if token.i else None
        split = token.text == "." and before is not None and not before.whitespace_  # "Col" "."
        return not (split and before is not None and f"{before.lower_}." in abbreviations)
    initial = len(token) == 2 and token.text[0].isupper()  # "J."
    if INITIALS.fullmatch(token.text):  # "D.S. Obi"
        return bool(token.nbor().is_sent_start)
    if not token.text.endswith(".") or len(token) == 1 or initial:
        return False
    return token.lower_ not in abbreviations or bool(token.nbor().is_sent_start)


def _begins(token: Token) -> bool:
    return token.text in OPENERS or token.text[0].isupper() or token.text[0].isdigit() or token.text[0] in "“«\"'‘("
