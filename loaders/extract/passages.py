"""A section as the statement rules read it: its tokens with their sentences, quotations, names and dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from loaders.annotate.annotated import Annotated, Mention, Section
from loaders.extract.cues import Speech, speech
from loaders.extract.quotation import Quotation, quotations
from loaders.records import BlockKind, DateRecord

STOPS = frozenset({".", "!", "?", "…", "...", "?!", "!?"})
CLOSERS = frozenset("”»\"'’)]") | {"''"}
OPENERS = frozenset("“«\"'‘([•") | {"``", "—", "–", "-", "..."}
OUTSIDE = -1


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
    quoted: tuple[Part, ...]  # per quotation its tokens between the marks
    inside: list[int]
    marks: list[int]
    sentences: tuple[tuple[int, int], ...]
    sentence_of: list[int]
    mention_of: dict[int, Mention]  # by token
    dated: frozenset[int]  # tokens of date expressions

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
        """The token in lower case; empty beyond the passage's end."""
        return str(self.doc[index].lower_) if 0 <= index < len(self.doc) else ""

    def says(self, index: int, name: str) -> bool:
        """Whether the token is in the vocabulary's list of that name."""
        return self.word(index) in self.speech.words[name]

    def follows(self, index: int, words: tuple[str, ...]) -> bool:
        """Whether these words, in lower case, stand at `index`."""
        return tuple(self.word(index + i) for i in range(len(words))) == words

    def finite(self, index: int) -> bool:
        """Whether the token is a verb that makes a clause."""
        token = self.doc[index]
        if self.language == "en":
            return token.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        return token.pos_ in {"VERB", "AUX"} and "Fin" in token.morph.get("VerbForm")

    def clausal(self, first: int, last: int) -> bool:
        """Whether tokens [first, last) have a verb that makes a clause."""
        return any(self.finite(i) for i in range(first, min(last, len(self.doc))))


def passages(annotated: Annotated, dates: tuple[DateRecord, ...]) -> tuple[Passage, ...]:
    """Return the sections of a document as passages; a quotation left open at a paragraph's end is taken up by the next."""
    texts = [section.block.text for section in annotated.sections]
    mentions: list[dict[int, Mention]] = [{} for _ in texts]
    for mention in annotated.mentions:
        mentions[mention.section].update(dict.fromkeys(range(mention.first, mention.last), mention))
    words = speech(annotated.document.language)
    return tuple(
        _passage(number, section, annotated.document.language, words, found, mentions[number], _dated(section, dates))
        for number, (section, found) in enumerate(zip(annotated.sections, quotations(texts), strict=True))
    )


def _dated(section: Section, dates: tuple[DateRecord, ...]) -> frozenset[int]:
    if not dates or not len(section.doc):
        return frozenset()
    low, high = section.block.raw(0), section.block.raw(len(section.block.text) - 1)
    spans = [(date.start, date.end) for date in dates if low <= date.start <= high]
    if not spans:
        return frozenset()
    found, starts = set(), [section.block.raw(token.idx) for token in section.doc]
    for start, end in spans:
        found.update(i for i, position in enumerate(starts) if start <= position < end)
    return frozenset(found)


def _passage(
    number: int,
    section: Section,
    language: str,
    words: Speech,
    found: tuple[Quotation, ...],
    mention_of: dict[int, Mention],
    dated: frozenset[int],
) -> Passage:
    doc = section.doc
    inside, marks = _positions(doc, found)
    sentences = tuple(_sentences(doc, inside, words.words["abbreviations"]))
    sentence_of = [index for index, (first, last) in enumerate(sentences) for _ in range(first, last)]
    quoted = tuple(_quoted(number, inside, index) for index in range(len(found)))
    return Passage(
        number, section.block.kind, doc, language, words, found, quoted, inside, marks, sentences, sentence_of, mention_of, dated
    )


def _positions(doc: Doc, found: tuple[Quotation, ...]) -> tuple[list[int], list[int]]:
    """Per token the quotation that it stands in, and the one that it is a mark of."""
    inside, marks = [OUTSIDE] * len(doc), [OUTSIDE] * len(doc)
    current = 0
    for token in doc:
        while current < len(found) and found[current].outer_end <= token.idx:
            current += 1
        if current == len(found):
            break
        quotation = found[current]
        if token.idx + len(token) > quotation.outer_start:
            inner = token.idx + len(token) > quotation.start and token.idx < quotation.end
            (inside if inner else marks)[token.i] = current
    return inside, marks


def _quoted(number: int, inside: list[int], index: int) -> Part:
    if index not in inside:
        return Part(number, 0, 0)
    first = inside.index(index)
    return Part(number, first, first + inside[first:].count(index))


def _sentences(doc: Doc, inside: list[int], abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Sentences by their marks: the statistical parser's bounds break quotations apart. A quotation stays in one sentence."""
    first = 0
    for token in doc[:-1]:
        if token.i < first or not _ends(token, abbreviations):
            continue
        following = token.i + 1
        while following < len(doc) and doc[following].text in CLOSERS and not doc[following - 1].whitespace_:
            following += 1
        while following < len(doc) and doc[following].is_space:
            following += 1
        if following < len(doc) and inside[following] == OUTSIDE and _begins(doc[following]):
            yield first, following
            first = following
    if first < len(doc):
        yield first, len(doc)


def _ends(token: Token, abbreviations: frozenset[str]) -> bool:
    if token.text in STOPS:
        return not (token.text == "." and token.i and not token.nbor(-1).whitespace_ and f"{token.nbor(-1).lower_}." in abbreviations)
    if not token.text.endswith(".") or len(token) == 1:
        return False
    return token.lower_ not in abbreviations or bool(token.nbor().is_sent_start)


def _begins(token: Token) -> bool:
    return token.text in OPENERS or token.text[0].isupper() or token.text[0].isdigit() or token.text[0] in "“«\"'‘("
