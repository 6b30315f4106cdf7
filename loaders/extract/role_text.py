"""A section of a document as words with its mentions, and the posts drafted from stretches of it."""

from __future__ import annotations

import functools
from bisect import bisect_left
from dataclasses import dataclass

from loaders.annotate.annotated import Annotated, Mention
from loaders.annotate.words import Words, words_of
from loaders.records import Ref, RoleDraft, Span
from loaders.vocab import table


@dataclass(frozen=True, slots=True)
class RoleText:
    """A section as words, with the mentions that begin and end at each of them."""

    annotated: Annotated
    section: int
    words: Words
    starting: dict[int, tuple[int, Mention]]  # first word -> (last word, mention)
    ending: dict[int, tuple[int, Mention]]  # last word -> (first word, mention)
    language: str

    def ref(self, first: int, last: int) -> Ref:
        """Return words [first, last) as a reference."""
        span = self.annotated.sections[self.section].block.raw_span(self.words.starts[first], self.words.ends[last - 1])
        return Ref(span.start, span.end, self.annotated.document.text[span.start : span.end])

    def printed(self, first: int, last: int) -> str:
        """Return words [first, last) as printed."""
        text = self.annotated.sections[self.section].block.text
        return text[self.words.starts[first] : self.words.ends[last - 1]]


def role_text(annotated: Annotated, index: int, mentions: list[Mention]) -> RoleText:
    """Return a section as words with its mentions by where they begin and end."""
    section = annotated.sections[index]
    words = words_of(section.block.text)
    starting, ending = {}, {}
    for mention in mentions:
        start, end = section.doc[mention.first].idx, section.doc[mention.last - 1].idx + len(section.doc[mention.last - 1])
        first, last = bisect_left(words.starts, start), bisect_left(words.starts, end)
        if first < last:
            starting[first] = (last, mention)
            ending[last] = (first, mention)
    return RoleText(annotated, index, words, starting, ending, annotated.document.language)


def role_draft(text: RoleText, person: Mention, span: tuple[int, int], organisation: Ref | None) -> RoleDraft:
    """Return the post that the words of `span` name, in the singular."""
    title = text.printed(*span)
    if title.endswith("s") and title[:-1].casefold() in _singular_posts(text.language):  # "Presidents X and Y"
        title = title[:-1]
    return RoleDraft(person_ref(person), title, organisation, role_evidence(text, person))


@functools.cache
def _singular_posts(language: str) -> frozenset[str]:
    return frozenset(title.casefold() for title in table("titles")["posts"][language] if not title.endswith("s"))


def person_ref(mention: Mention) -> Ref:
    """Return a person's mention as a reference."""
    return Ref(mention.start, mention.end, mention.text)


def role_evidence(text: RoleText, person: Mention) -> Span:
    """Return the sentence in which the person is named."""
    section = text.annotated.sections[text.section]
    return section.span(section.doc[person.first].sent)
