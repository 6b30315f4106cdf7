"""Places that a document marks once ("the village of X") and then only names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from conflictdb.vocabularies import ActorKind, LocationKind
from loaders.annotate.bearings import knows
from loaders.annotate.candidates import Candidate, printed
from loaders.annotate.names import NameTree
from loaders.annotate.words import CAPITAL, LOWER, Words, words_of

REPEATED = "placed"
# what marks a place so that its name alone is enough elsewhere
_MARKED = frozenset({"place", "placed", "contained"})
_GUESSED = frozenset({"model", "capitals", "given", "headed", "located", "repeat"})
_KINDS = frozenset({LocationKind.CITY, LocationKind.TERRITORY, LocationKind.PROVINCE})
_SHORTEST = 4


def with_repeats(texts: Sequence[Words], found: Sequence[list[Candidate]]) -> list[list[Candidate]]:
    """Return the candidates of all sections with the places that are marked elsewhere, where nothing else stands."""
    persons = _persons(texts, found)
    tree: NameTree[Candidate] = NameTree()
    for words, candidates in zip(texts, found, strict=True):
        for candidate in candidates:
            if name := _marked_name(words, candidate, persons):
                tree.add(name, replace(candidate, name=name), strict=True)
    return [_repeated(words, candidates, tree) for words, candidates in zip(texts, found, strict=True)]


def _persons(texts: Sequence[Words], found: Sequence[list[Candidate]]) -> dict[str, set[str]]:
    """The full names of the document's persons by their last words."""
    persons: dict[str, set[str]] = {}
    for words, candidates in zip(texts, found, strict=True):
        for candidate in candidates:
            if candidate.actor_kind is ActorKind.PERSON and candidate.last - candidate.first > 1:
                keys = words.keys[candidate.first : candidate.last]
                persons.setdefault(keys[-1], set()).add(" ".join(keys))
    return persons


def _marked_name(words: Words, candidate: Candidate, persons: Mapping[str, Set[str]]) -> str:
    """The name of a town or division that the gazetteer does not know and that the text marks; empty for all else."""
    if candidate.rule not in _MARKED or candidate.places or candidate.place_kind not in _KINDS:
        return ""
    name = candidate.name or printed(words, candidate.first, candidate.last)
    if candidate.rule == REPEATED and not knows(words, candidate.first, candidate.last):
        return ""
    keys = words_of(name).keys
    other = persons.get(keys[-1], set()) - {" ".join(keys)}  # the model may take the place itself for a person
    return name if name[:1].isupper() and not name.isupper() and len(name) >= _SHORTEST and not other else ""


def _repeated(words: Words, candidates: list[Candidate], tree: NameTree[Candidate]) -> list[Candidate]:
    added: list[Candidate] = []
    over = {at: candidate for candidate in candidates for at in range(candidate.first, candidate.last)}
    for hit in tree.find(words):
        there = {id(over[at]): over[at] for at in range(hit.first, hit.last) if at in over}
        if not _stands_alone(words, hit.first, hit.last) or not all(_yields(c, hit.first, hit.last) for c in there.values()):
            continue
        marked = hit.bearers[0]
        added.append(replace(marked, first=hit.first, last=hit.last, rule=REPEATED, rank=0, place_kind=LocationKind.CITY))
        candidates = [candidate for candidate in candidates if id(candidate) not in there]
    return sorted((*candidates, *added), key=lambda candidate: candidate.first)


def _yields(candidate: Candidate, first: int, last: int) -> bool:
    """Whether what was found there is only a guess about the same words."""
    inside = first <= candidate.first and candidate.last <= last
    return inside and candidate.rule in _GUESSED and not candidate.actors and not candidate.places


def _stands_alone(words: Words, first: int, last: int) -> bool:
    """Whether no other capitalised word stands right beside the name."""
    if any(shape != CAPITAL for shape in words.shapes[first:last] if shape != LOWER):
        return False
    for at, touching in ((first - 1, words.starts[first]), (last, words.ends[last - 1])):
        if not 0 <= at < len(words) or words.shapes[at] == LOWER or not words.keys[at].isalpha():
            continue
        near = words.ends[at] if at < first else words.starts[at]
        if abs(touching - near) <= 1:
            return False
    return True
