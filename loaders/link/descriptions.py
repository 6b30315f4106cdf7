"""Descriptions of persons as they stand in a sentence: how far one runs, who is named right after it, what gender it tells."""

from __future__ import annotations

import functools
import re

from spacy.tokens import Span as Tokens

from loaders.annotate.function_words import function_words
from loaders.link.backward import papers
from loaders.link.cast import Cast
from loaders.records import Ref, Span
from loaders.vocab import table

_TO_NAME = 60  # characters between a description and the name in apposition to it
_BESIDE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "PUNCT", "SYM"})
_CLAUSES = frozenset({"relcl", "acl", "acl:relcl"})
_CLOSING = frozenset({",", ".", ";", ":", ")", "-", "–", "—"})
_TOLD_BY = 4  # words in which a description tells a gender
_LONGEST = 200  # characters of a description
_WORD = re.compile(r"[^\W\d_]+")


@functools.cache
def _genders() -> dict[str, str]:
    return {word: sort for sort, words in table("titles")["gender"].items() for word in words if sort in {"m", "f"}} | {
        word: sort for sort, words in table("nominals")["gender"].items() for word in words
    }


def gender_told(text: str) -> str | None:
    """Return "f" or "m" where the head of a description tells it: "a spokeswoman for the king", "his brother"."""
    words = _WORD.findall(text.casefold())[: _TOLD_BY + 1]
    stop = next(
        (at for at, word in enumerate(words) if word in function_words("of_post") | function_words("relative")), len(words)
    )
    told = {_genders()[word] for word in words[:stop] if word in _genders()}
    return told.pop() if len(told) == 1 else None


def named_after(cast: Cast, ref: Ref, tokens: Tokens) -> int | None:
    """Return where the person is named whom a description introduces: "a witness, taxi driver X,", or None."""
    text = cast.scene.text
    for reading in cast.overlapping(ref.end, ref.end + _TO_NAME):
        start = reading.mention.start
        if start <= ref.end or reading.actor is None:
            continue
        between = text[ref.end : start]
        if not between.startswith(",") or not between.endswith(" ") or between.count(",") > 1 or "\n" in between:
            return None
        found = cast.scene.tokens(ref.end, start)
        if found is None or found[0] != reading.mention.section or any(token.pos_ not in _BESIDE for token in found[1]):
            return None
        person = reading.mention.first >= tokens.end and reading.actor.kind.value == "person"
        return start if person and _closed(cast, reading.mention.section, reading.mention.last) else None
    return None


def _closed(cast: Cast, section: int, at: int) -> bool:
    doc = cast.scene.doc(section)
    return at >= len(doc) or doc[at].text in _CLOSING or doc[at].pos_ in {"VERB", "AUX"}


def whole_description(cast: Cast, ref: Ref, others: tuple[Span, ...]) -> str:
    """Return a description of somebody unnamed with the clause that belongs to it, up to the cue or what is said (`others`)."""
    found = cast.scene.tokens(ref.start, ref.end)
    if found is None:
        return ref.text
    section, tokens = found
    limit = min((span.start for span in others if span.start >= ref.end), default=len(cast.scene.text))
    end = _end_of(tokens, _inside(cast, section, tokens, limit))
    last = tokens.doc[end - 1]
    raw = cast.annotated.ref(section, tokens.doc[tokens.start : end])
    text = " ".join(cast.scene.text[ref.start : max(ref.end, raw.end)].split())
    return text if last.i >= tokens.end and len(text) <= _LONGEST else ref.text


def _inside(cast: Cast, section: int, tokens: Tokens, limit: int) -> int:
    """The index of the first token at or after `limit`, at most the end of the sentence."""
    block, doc = cast.annotated.sections[section].block, tokens.doc
    end = tokens.root.sent.end
    return next((at for at in range(tokens.end, end) if block.raw(doc[at].idx) >= limit), end)


def _end_of(tokens: Tokens, limit: int) -> int:
    """Where the clause ends that belongs to a person or body, without a comma: which is told in passing, is left out."""
    end, root = tokens.end, tokens.root
    clauses = (child for token in tokens for child in token.children if child.dep_ in _CLAUSES and child.left_edge.i == end)
    clause = next(clauses, None)
    if clause is None or root.pos_ != "NOUN" or root.lemma_.casefold() in papers() or clause.i >= limit:
        return end
    end = min(limit, clause.right_edge.i + 1)
    while end > tokens.end and (tokens.doc[end - 1].text in _CLOSING or tokens.doc[end - 1].is_quote):
        end -= 1
    return end
