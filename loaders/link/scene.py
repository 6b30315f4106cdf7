"""What stands where in a document: from stretches of its text to tokens, sentences and the words that govern them."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from loaders.annotate.annotated import Annotated, Mention

_RELATIVE = {"relcl", "acl:relcl"}
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "csubj", "agent", "obl:agent"})
_INHERITED = frozenset({"conj", "appos", "flat:name", "flat:foreign"})
_CLIMB = 8


class Scene:
    """A document's tokens by their place in its text."""

    def __init__(self, annotated: Annotated) -> None:
        self.annotated = annotated
        self.text = annotated.document.text
        self._bounds = [
            (section.block.raw(0), section.block.raw(len(section.block.text) - 1) + 1) for section in annotated.sections
        ]

    def doc(self, section: int) -> Doc:
        """The analysis of a section."""
        return self.annotated.sections[section].doc

    def tokens(self, start: int, end: int) -> tuple[int, Tokens] | None:
        """Return the section and the tokens that overlap the document's stretch [start, end)."""
        index = bisect_right(self._bounds, start, key=lambda bound: bound[0]) - 1
        if index < 0 or start >= self._bounds[index][1]:
            return None
        starts = self._starts(index)
        low = max(0, bisect_right(starts, start) - 1)
        high = max(low + 1, bisect_right(starts, end - 1))
        return index, self.doc(index)[low:high]

    def _starts(self, section: int) -> list[int]:
        return self._all_starts[section]

    @cached_property
    def _all_starts(self) -> list[list[int]]:
        return [[s.block.raw(token.idx) for token in s.doc] for s in self.annotated.sections]

    def head(self, mention: Mention) -> Token:
        """Return the token by which a mention hangs in its sentence."""
        return self.doc(mention.section)[mention.first : mention.last].root

    def is_subject(self, mention: Mention) -> bool:
        """Whether the mention, or what it is joined to, is the subject or the passive agent of a verb."""
        return governing(self.head(mention))[0] in _SUBJECTS

    def in_relative_clause(self, mention: Mention) -> bool:
        """Whether the verb that governs the mention heads a relative clause: "where the president received him"."""
        return governing(self.head(mention))[1].dep_ in _RELATIVE


def _is_titled(token: Token) -> bool:
    """Whether a name stands right after its common noun, which French parses as its modifier: "le candidat X"."""
    bare = token.dep_ in {"nmod", "amod"} and token.pos_ == "PROPN" and token.head.pos_ == "NOUN"
    return bare and token.head.i == token.left_edge.i - 1 and not any(child.dep_ in {"case", "prep"} for child in token.children)


def governing(token: Token) -> tuple[str, Token, str]:
    """Return the relation by which a token hangs, the word that governs it, and its preposition ("" for none).

    A member of a list hangs like the first of the list; a part of a name like the name.
    """
    for _ in range(_CLIMB):
        inherits = token.dep_ in _INHERITED and token.head is not token and token.head.pos_ in {"PROPN", "NOUN", "PRON", "X"}
        if inherits or _is_titled(token):
            token = token.head
        else:
            break
    if token.dep_ == "pobj" and token.head.pos_ in {"ADP", "SCONJ", "VERB"}:  # English: the preposition is a head of its own
        preposition = token.head
        outer = preposition
        for _ in range(_CLIMB):  # "from across the border", "with and against"
            if outer.head.pos_ == "ADP" and outer.head is not outer:
                outer = outer.head
        return preposition.dep_ if preposition.dep_ == "agent" else "pobj", outer.head, preposition.lower_
    case = next((child for child in token.children if child.dep_ == "case"), None)
    return token.dep_, token.head, case.lower_ if case is not None else ""
