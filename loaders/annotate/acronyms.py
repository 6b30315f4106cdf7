"""What a document says of its own names: acronyms that it introduces, and names that it repeats in part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from conflictdb.vocabularies import ActorKind
from loaders.annotate.annotated import Section
from loaders.annotate.candidates import Candidate, printed, settle
from loaders.annotate.function_words import function_words
from loaders.annotate.kinds import kind_beside, kind_in
from loaders.annotate.words import CAPITAL, CAPITALS, LOWER, Words

RANK_DEFINED, RANK_OVER_PLACES, RANK_ACRONYM, RANK_SURE, RANK_REPEAT, RANK_WEAK = 5, 5, 4, 2, 1, 0
_SMALL = function_words("inside_names")
_SHORTEST_SURNAME = 3
_LONG_ACRONYM = 4
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass"})
# what found a full name whose surname alone is then the person's, whatever the model makes of it
_SURE = frozenset({"title", "given"})


@dataclass(frozen=True, slots=True)
class Definition:
    """An acronym that the text introduces, with what it stands for."""

    acronym: str
    meaning: Candidate
    section: int


def acronyms_in(sections: Sequence[Section], texts: Sequence[Words], found: Sequence[list[Candidate]]) -> dict[str, Definition]:
    """Return the acronyms introduced as "Some Long Name (SLN)", by key; the first introduction holds."""
    defined: dict[str, Definition] = {}
    for index, (_, words, candidates) in enumerate(zip(sections, texts, found, strict=True)):
        settled = settle(candidates)
        ends = {candidate.last: candidate for candidate in settled}
        known = {candidate.first for candidate in settled if candidate.actors or candidate.places}
        for at in range(1, len(words) - 2):
            if words.keys[at] != "(" or words.keys[at + 2] != ")" or words.shapes[at + 1] != CAPITALS:
                continue
            acronym = words.keys[at + 1]
            if acronym not in defined and (meaning := _meaning(words, at, acronym, ends, at + 1 in known)):
                defined[acronym] = Definition(acronym, meaning, index)
    return defined


def _meaning(words: Words, at: int, acronym: str, ends: dict[int, Candidate], is_known: bool) -> Candidate | None:
    first = _initials_before(words, at, acronym)
    before = ends.get(at)
    if is_known and (before is None or first is None or before.first != first):
        return None
    if before and first is not None and (before.first == first or (before.first > first and (before.actors or before.places))):
        return before
    if first is None:
        foreign = before and before.actor_kind and before.last - before.first > 1
        return before if foreign else None
    kind = (before.actor_kind if before else None) or kind_in(words, first, at) or kind_beside(words, first, at) or ActorKind.NGO
    return Candidate(first, at, RANK_ACRONYM, "acronym", actor_kind=kind, name=printed(words, first, at))


def _initials_before(words: Words, at: int, acronym: str) -> int | None:
    """Return where the words before `at` whose initials make the acronym begin, small words not counted."""
    letters = [letter for letter in acronym if letter.isalpha()]
    if acronym[0].isdigit() and len(letters) == 1:  # "Return, Reclamation, Rehabilitation (3R)"
        letters *= int(acronym[0])
    any_case = len(letters) >= _LONG_ACRONYM  # "le réseau de défense des droits (RDDH)"
    first = at
    while letters and first > 0 and at - first < 3 * len(acronym) + 3:
        first -= 1
        key = words.keys[first]
        if key[0] == letters[-1] and (words.shapes[first] != LOWER or (any_case and key not in _SMALL)):
            letters.pop()
        elif key.isalnum() and key not in _SMALL:
            return None
    return first if not letters else None


def repeated(
    sections: Sequence[Section], texts: Sequence[Words], found: Sequence[list[Candidate]], defined: dict[str, Definition]
) -> Iterator[list[Candidate]]:
    """Yield each section's candidates with those that only the rest of the document explains."""
    surnames, single = _surnames(texts, found, several=True), _surnames(texts, found, several=False)
    sure = _surnames(texts, found, several=True, rules=_SURE)
    longer = _long_names(texts, found, surnames)
    for index, (_, words, candidates) in enumerate(zip(sections, texts, found, strict=True)):
        added = [replace(d.meaning, rank=RANK_DEFINED, rule="acronym") for d in defined.values() if d.section == index]
        inside = {
            at for c in candidates if c.actor_kind is ActorKind.PERSON for at in range(c.first, c.last) if c.last - c.first > 1
        }
        for at, (key, shape) in enumerate(zip(words.keys, words.shapes, strict=True)):
            if shape == LOWER:
                continue
            if shape == CAPITALS and key in defined:
                added.append(replace(defined[key].meaning, first=at, last=at + 1, rank=RANK_ACRONYM, rule="acronym"))
            elif key in surnames or key in single:
                rank = (RANK_SURE if key in sure else RANK_REPEAT) if key in surnames else RANK_WEAK
                if key in sure and at not in inside and _speaks_up(sections[index].doc, words, at):
                    rank = RANK_OVER_PLACES
                name = printed(words, at, at + 1)
                added.append(Candidate(at, at + 1, rank, "repeat", actor_kind=ActorKind.PERSON, name=name))
        added += _again(words, longer)
        yield [*added, *(_renamed(words, c, surnames) for c in candidates if not _is_pair(words, c, surnames))]


def _speaks_up(doc: Doc, words: Words, at: int) -> bool:
    """Whether a surname that is a town's name as well is the person's here: it does something, and stands alone."""
    beside = [words.shapes[i] for i in (at - 1, at + 1) if 0 <= i < len(words) and words.keys[i].isalpha()]
    first = at == 0 or not words.keys[at - 1].isalpha()
    if words.shapes[at] != CAPITAL or (any(shape != LOWER for shape in beside) and not first):
        return False
    tokens = doc.char_span(words.starts[at], words.ends[at], alignment_mode="expand")
    return tokens is not None and tokens.root.dep_ in _SUBJECTS


def _is_pair(words: Words, candidate: Candidate, surnames: set[str]) -> bool:
    """Whether the model took two persons for one name: "Mukasa and Otieno"."""
    keys = words.keys[candidate.first : candidate.last]
    return candidate.rule == "model" and len(keys) == 3 and keys[1] in {"and", "et"} and {keys[0], keys[2]} <= surnames


def _renamed(words: Words, candidate: Candidate, surnames: set[str]) -> Candidate:
    """Make a person of what the model took for a body, if its last word is the surname of somebody in the document."""
    several = candidate.last - candidate.first > 1
    if candidate.rule != "model" or candidate.actor_kind in {None, ActorKind.PERSON} or not several:
        return candidate
    if words.keys[candidate.last - 1] not in surnames or kind_in(words, candidate.first, candidate.last):
        return candidate
    return replace(candidate, actor_kind=ActorKind.PERSON)


def _long_names(
    texts: Sequence[Words], found: Sequence[list[Candidate]], surnames: set[str]
) -> dict[str, list[tuple[tuple[str, ...], Candidate]]]:
    """The unknown names of several words, by their first word."""
    names: dict[str, list[tuple[tuple[str, ...], Candidate]]] = {}
    for words, candidates in zip(texts, found, strict=True):
        for candidate in candidates:
            keys = tuple(words.keys[candidate.first : candidate.last])
            unknown = candidate.rule == "model" and candidate.actor_kind is not None
            if unknown and len(keys) > 1 and not _is_pair(words, candidate, surnames):
                names.setdefault(keys[0], []).append((keys, candidate))
    return names


def _again(words: Words, names: dict[str, list[tuple[tuple[str, ...], Candidate]]]) -> Iterator[Candidate]:
    """Yield the unknown names where the model passed them over."""
    for at, key in enumerate(words.keys):
        for keys, candidate in names.get(key, ()):
            if words.shapes[at] != LOWER and tuple(words.keys[at : at + len(keys)]) == keys:
                name = printed(words, at, at + len(keys))
                yield replace(candidate, first=at, last=at + len(keys), name=name)


def _surnames(
    texts: Sequence[Words], found: Sequence[list[Candidate]], *, several: bool, rules: frozenset[str] = frozenset()
) -> set[str]:
    """The last words of the persons' names of several words (found by these rules), or the names of one word."""
    surnames = {
        words.keys[candidate.last - 1]
        for words, candidates in zip(texts, found, strict=True)
        for candidate in candidates
        if candidate.actor_kind is ActorKind.PERSON
        and (candidate.last - candidate.first > 1) is several
        and (not rules or candidate.rule in rules)
    }
    return {surname for surname in surnames if len(surname) >= _SHORTEST_SURNAME}
