"""The names at the edge of a document: the place in its dateline, the office-holder in its by-line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from conflictdb.vocabularies import ActorKind, LocationKind
from loaders.annotate.annotated import Mention
from loaders.annotate.candidates import Candidate, printed, settle
from loaders.annotate.contained import ABBREVIATED, abbreviations, point_after
from loaders.annotate.persons import POST, name_run, title_words
from loaders.annotate.words import CAPITALS, LOWER, Words, words_of
from loaders.annotate.world import places_named
from loaders.records import Block, BlockKind, Document
from loaders.vocab import table

RANK_BYLINE = 5
RANK_DATELINE = 3
NO_SECTION = -1


def margin_candidates(block: Block, words: Words, known: list[Candidate], language: str) -> Iterator[Candidate]:
    """Yield what a dateline or by-line names: known places of the one, known or titled persons of the other."""
    if block.kind is BlockKind.DATELINE:
        yield from _dateline(words, known)
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


def _dateline(words: Words, known: list[Candidate]) -> Iterator[Candidate]:
    """What a dateline names: known places, those of the world, and a town in capitals that nobody knows."""
    for candidate in known:
        if candidate.places and not _is_followed(words, candidate.last):
            yield replace(candidate, actors=(), actor_kind=None)
    actors = {at for candidate in known if not candidate.places for at in range(candidate.first, candidate.last)}
    for first, last in _segments(words):
        if actors.intersection(range(first, last)):  # "UNITED NATIONS"
            continue
        if (
            words.keys[first] in table("nominals")["times"]["words"] or words.keys[first] in _labels()
        ):  # "May 12", "PRESS RELEASE"
            continue
        name = printed(words, first, last)
        short = abbreviations().match_at(words, first) if first else None
        if short and short.last == last:
            end = last + point_after(words, last)
            yield Candidate(first, end, RANK_DATELINE, ABBREVIATED, place_kind=LocationKind.PROVINCE, name=short.bearers[0])
        elif places_named(name) or (first == 0 and all(shape == CAPITALS for shape in words.shapes[first:last])):
            yield Candidate(first, last, RANK_DATELINE, "dateline", place_kind=LocationKind.CITY, name=name)


def _labels() -> frozenset[str]:
    return frozenset(table("place_words")["labels"]["words"])


def _segments(words: Words) -> Iterator[tuple[int, int]]:
    """The runs of capitalised words that commas and slashes part, up to the first bracket, figure or dash."""
    first = 0
    for at in range(len(words)):
        inside = words.shapes[at] != LOWER and words.keys[at].isalpha()
        parted = at > first and words.text[words.ends[at - 1] : words.starts[at]] == "/"
        if inside and not parted:
            continue
        if at > first:
            yield first, at
        if not inside and words.keys[at] not in {",", "."}:
            return
        first = at if parted else at + 1
    if first < len(words):
        yield first, len(words)


def _is_followed(words: Words, at: int) -> bool:
    """Whether a capitalised word follows, as in "Gulf Wire", an agency."""
    return at < len(words) and words.shapes[at] != LOWER and words.text[words.ends[at - 1]] != "/"


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
