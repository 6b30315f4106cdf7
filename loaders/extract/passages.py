"""A section as the statement rules read it: its tokens with their sentences and quotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from loaders.annotate.annotated import Annotated, Mention
from loaders.extract.cues import Speech, speech
from loaders.extract.quotation import Quotation, quotations
from loaders.records import BlockKind

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


@dataclass(frozen=True)
class Passage:
    """A section's tokens; `inside` and `marks` give per token the quotation that it stands in or is a mark of, or OUTSIDE."""

    section: int
    kind: BlockKind
    doc: Doc
    language: str
    quotations: tuple[Quotation, ...]
    inside: list[int]
    marks: list[int]
    sentences: tuple[tuple[int, int], ...]
    sentence_of: list[int]
    mention_of: dict[int, Mention]  # by token

    @property
    def speech(self) -> Speech:
        """The words of saying of its language."""
        return speech(self.language)

    def sentence(self, index: int) -> tuple[int, int]:
        """The bounds of the sentence that the token stands in."""
        return self.sentences[self.sentence_of[index]]

    def free(self, index: int) -> bool:
        """Whether the token stands outside quotation marks."""
        return self.inside[index] == OUTSIDE

    def bare(self, index: int) -> bool:
        """Whether the token is neither quoted nor a mark."""
        return self.inside[index] == OUTSIDE and self.marks[index] == OUTSIDE

    def tokens_of(self, quotation: int) -> Part:
        """The tokens between the marks of a quotation."""
        q = self.quotations[quotation]
        first = next((t.i for t in self.doc if t.idx + len(t) > q.start), len(self.doc))
        last = next((t.i for t in self.doc[first:] if t.idx >= q.end), len(self.doc))
        return Part(self.section, first, last)

    def finite(self, token: Token) -> bool:
        """Whether the token is a verb that makes a clause."""
        if self.language == "en":
            return token.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        return token.pos_ in {"VERB", "AUX"} and "Fin" in token.morph.get("VerbForm")


def passages(annotated: Annotated) -> tuple[Passage, ...]:
    """Return the sections of a document with their quotations; one left open at a paragraph's end is taken up by the next."""
    texts = [section.block.text for section in annotated.sections]
    mentions: list[dict[int, Mention]] = [{} for _ in texts]
    for mention in annotated.mentions:
        mentions[mention.section].update(dict.fromkeys(range(mention.first, mention.last), mention))
    return tuple(
        _passage(number, section.block.kind, section.doc, annotated.document.language, found, mentions[number])
        for number, (section, found) in enumerate(zip(annotated.sections, quotations(texts), strict=True))
    )


def _passage(
    number: int, kind: BlockKind, doc: Doc, language: str, found: tuple[Quotation, ...], mention_of: dict[int, Mention]
) -> Passage:
    inside, marks = [OUTSIDE] * len(doc), [OUTSIDE] * len(doc)
    tokens = iter(doc)
    token = next(tokens, None)
    for index, quotation in enumerate(found):
        while token is not None and token.idx < quotation.outer_end:
            if token.idx + len(token) > quotation.outer_start:
                inner = token.idx + len(token) > quotation.start and token.idx < quotation.end
                (inside if inner else marks)[token.i] = index
            token = next(tokens, None)
    sentences = tuple(_sentences(doc, inside, speech(language).words["abbreviations"]))
    sentence_of = [index for index, (first, last) in enumerate(sentences) for _ in range(first, last)]
    return Passage(number, kind, doc, language, found, inside, marks, sentences, sentence_of, mention_of)


def _sentences(doc: Doc, inside: list[int], abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Sentences by their marks: the statistical parser's bounds break quotations apart. A quotation stays in one sentence."""
    first = 0
    for token in doc[:-1]:
        following = token.i + 1
        if _ends(token, abbreviations) or (token.is_space and token.text.count("\n")):
            while following < len(doc) and doc[following].text in CLOSERS and doc[following - 1].whitespace_ == "":
                following += 1
            if following < len(doc) and inside[following] == OUTSIDE and _begins(doc, following):
                yield first, following
                first = following
    if first < len(doc):
        yield first, len(doc)


def _ends(token: Token, abbreviations: frozenset[str]) -> bool:
    if token.text in STOPS:
        return True
    return token.text.endswith(".") and len(token) > 1 and (
        token.lower_ not in abbreviations or (token.i + 1 < len(token.doc) and bool(token.nbor().is_sent_start))
    )


def _begins(doc: Doc, index: int) -> bool:
    token = doc[index]
    if token.text in OPENERS and index + 1 < len(doc):
        return True
    return token.text[0].isupper() or token.text[0].isdigit()
