"""The names at the edge of a document: the place in its dateline, the office-holder in its by-line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from conflictdb.vocabularies import ActorKind
from loaders.annotate.annotated import Mention
from loaders.annotate.candidates import Candidate, printed, settle
from loaders.annotate.persons import POST, name_run, title_words
from loaders.annotate.words import LOWER, Words, words_of
from loaders.records import Block, BlockKind, Document

RANK_BYLINE = 5
NO_SECTION = -1


def margin_candidates(block: Block, words: Words, known: list[Candidate], language: str) -> Iterator[Candidate]:
    """Yield what a dateline or by-line names: known places of the one, known or titled persons of the other."""
    if block.kind is BlockKind.DATELINE:
        for candidate in known:
            follows = candidate.last < len(words) and words.shapes[candidate.last] != LOWER  # "Gulf Wire", an agency
            if candidate.places and not follows:
                yield replace(candidate, actors=(), actor_kind=None)
        return
    yield from (candidate for candidate in known if candidate.actor_kind is ActorKind.PERSON)
    for title in title_words(language).find(words):
        if title.bearers[0] != POST:
            continue
        last = name_run(words, title.last, set())
        if last > title.last + 1:  # "Spokesperson Ned Price"
            yield _person(block, words, title.last, last)
        first = _name_before(words, title.first)
        if first < title.first - 2:  # "Antony J. Blinken, Secretary of State"
            yield _person(block, words, first, words.keys.index(",", first))


def _name_before(words: Words, title: int) -> int:
    """Return where the name begins that "Name, [qualifier] Title" starts with, or the title's own place."""
    comma = next((at for at in range(title - 1, max(-1, title - 4), -1) if words.keys[at] == ","), None)
    if comma is None:
        return title
    first = comma
    while first > 0 and words.shapes[first - 1] != LOWER:
        first -= 1
    return first if 2 <= comma - first <= 5 else title


def _person(block: Block, words: Words, first: int, last: int) -> Candidate:
    return Candidate(first, last, RANK_BYLINE, "title", actor_kind=ActorKind.PERSON, name=printed(words, first, last))


def margin_mentions(document: Document, known: Callable[[Words], list[Candidate]], language: str) -> Iterator[Mention]:
    """Yield the mentions in all datelines and by-lines; `known` finds the known names in words."""
    for block in document.blocks:
        if block.kind not in {BlockKind.DATELINE, BlockKind.BYLINE}:
            continue
        words = words_of(block.text)
        for candidate in settle(margin_candidates(block, words, known(words), language)):
            raw = block.raw_span(words.starts[candidate.first], words.ends[candidate.last - 1])
            yield Mention(
                NO_SECTION, 0, 0, raw.start, raw.end, document.text[raw.start : raw.end], candidate.actors, candidate.places,
                candidate.actor_kind, candidate.place_kind, candidate.name, candidate.country_code, candidate.rule,
            )  # fmt: skip
