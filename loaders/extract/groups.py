"""Phrases that name or describe those who act, by words and names: inside quotations, where the parse is weak, as well."""

from __future__ import annotations

from conflictdb.vocabularies import ActorKind
from loaders.annotate.annotated import Mention
from loaders.annotate.countries import adjectives
from loaders.annotate.words import words_of
from loaders.extract.addressed_words import words
from loaders.extract.passages import Part, Passage
from loaders.extract.speakers import PERSONS
from loaders.extract.starts import infinitive_begins

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "X"})
IN_RUN = NOMINAL | {"ADJ", "NUM"}
GLUE = frozenset({"-", "'s", "’s", "/"})
LONGEST = 12  # tokens of one phrase
MOST = 6  # actors of one list
COMPLEMENTS = 2


def actors_at(passage: Passage, start: int, end: int, nouns: frozenset[str], owners: bool = False) -> list[Part]:
    """Return those named, or described by one of `nouns`, in the phrase that begins at `start`, joint ones apart.

    With `owners` a name that only stands before another noun counts too: "the M23 offensive", "Rwanda's support".
    """
    found: list[Part] = []
    position: int | None = start
    listed = 1  # how many of them the list is sure of: a comma alone joins nobody
    while len(found) < MOST and position is not None:
        first = _past_openers(passage, position, end)
        last = run_end(passage, first, end)
        who = _who(passage, passage.part(first, last), end, nouns, owners)
        if who is None:
            break
        found.append(who)
        if len(found) > 1 and _joined(passage, found[-2].last, who.first):
            listed = len(found)
        position = _past_joint(passage, max(last, who.last), end)
    return found[:listed]


def _joined(passage: Passage, first: int, last: int) -> bool:
    return any(passage.doc[i].text != "," and passage.word(i) in words(passage.language)["joins"] for i in range(first, last))


def _past_openers(passage: Passage, index: int, end: int) -> int:
    openers = words(passage.language)["openers"]
    while index < end and not passage.says(index, "relative"):
        if not (passage.word(index) in openers or passage.doc[index].pos_ == "DET" or passage.marks[index] >= 0):
            break
        index += 1
    return index


def run_end(passage: Passage, first: int, end: int) -> int:
    """Return where the nouns and adjectives that begin at `first` end."""
    index = first
    while index < min(end, first + LONGEST):
        mention = passage.mention_of.get(index)
        if mention is not None:
            index = max(index + 1, mention.last)
        elif _in_run(passage, index):
            index += 1
        else:
            break
    return min(index, end)


def _in_run(passage: Passage, index: int) -> bool:
    token = passage.doc[index]
    if passage.says(index, "relative") or passage.says(index, "towards"):
        return False
    if token.pos_ == "VERB" and token.dep_ == "amod" and token.head.i > index:  # "the warring parties"
        return True
    if token.pos_ in IN_RUN and (token.text[0].isalnum() or token.text in GLUE):
        return True
    after_noun = passage.language == "fr" and token.dep_ in {"acl", "amod"} and "Part" in token.morph.get("VerbForm", [])
    if token.text in GLUE or (after_noun and token.head.i == index - 1):  # "les groupes armés"
        return True
    return passage.word(index) in words(passage.language)["audience"] | words(passage.language)["armed"]


def _who(passage: Passage, run: Part, end: int, nouns: frozenset[str], owners: bool) -> Part | None:
    if not run.tokens:
        return None
    if passage.says(run.first, "objects") or passage.says(run.first, "third"):
        return passage.part(run.first, run.first + 1)
    mentions = list({m.first: m for i in run.tokens if (m := passage.mention_of.get(i)) is not None}.values())
    named = [m for m in mentions if m.actors or m.actor_kind is not None or m.places]
    if any(m.actor_kind is ActorKind.MEDIA for m in named) or any(passage.says(i, "press") for i in run.tokens):
        return None
    head = head_of(passage, run.first, run.last)
    meant = [m for m in reversed(named) if m.actor_kind is ActorKind.PERSON] or [m for m in named if m.first <= head < m.last]
    if meant:
        return passage.part(meant[0].first, meant[0].last)
    if acts(passage, head, nouns):
        return _described(passage, _with_determiners(passage, run.first), run.last, end, placed=not owners)
    return _owning(passage, run, named) if owners else None


def _owning(passage: Passage, run: Part, named: list[Mention]) -> Part | None:
    if named:
        return passage.part(named[0].first, named[0].last)
    return nationality(passage, run.first, run.last)


def _with_determiners(passage: Passage, first: int) -> int:
    """Take in what stands before a description and belongs to it: "all the", "toutes les"."""
    openers = words(passage.language)["openers"]
    while first and passage.doc[first - 1].pos_ in {"DET", "ADJ", "PRON"} and passage.word(first - 1) in openers:
        first -= 1
    return first


def head_of(passage: Passage, first: int, last: int) -> int:
    """Return the head of a run: the last noun in English, before "'s" too; the first in French."""
    order = range(first, last) if passage.language == "fr" else range(last - 1, first - 1, -1)
    nominal = [i for i in order if passage.doc[i].pos_ in {"NOUN", "PROPN", "PRON"} or i in passage.mention_of]
    return nominal[0] if nominal else order[0]


def acts(passage: Passage, index: int, nouns: frozenset[str]) -> bool:
    """Whether the word at `index` is a noun for those who act."""
    word = passage.word(index)
    return word in nouns or (bool(nouns) and passage.doc[index].pos_ == "NOUN" and word.endswith(PERSONS))


def _described(passage: Passage, first: int, last: int, end: int, placed: bool) -> Part:
    """A description with what belongs to it: "the families of the victims", "States with influence over the parties"."""
    links = words(passage.language)["links"]
    for _ in range(COMPLEMENTS):
        if last >= end or infinitive_begins(passage, last):
            break
        begin = _past_openers(passage, last + 1, end)
        reach = run_end(passage, begin, end)
        inside = placed and passage.word(last) in words(passage.language)["within"] and _is_setting(passage, begin, reach)
        if reach == begin or not (passage.word(last) in links or inside):
            break
        last = reach
    return passage.part(first, last)


def _is_setting(passage: Passage, first: int, last: int) -> bool:
    """Whether the tokens name a place or the conflict: "all groups in the valley", "all parties to the conflict"."""
    names = (passage.mention_of.get(i) for i in range(first, last))
    if any(mention is not None and mention.places for mention in names):
        return True
    return any(passage.word(i) in words(passage.language)["settings"] for i in range(first, last))


def _past_joint(passage: Passage, index: int, end: int) -> int | None:
    """Return where the next of a list begins, past its comma, "and" and the repeated preposition."""
    joins = words(passage.language)["joins"]
    at = index
    while at < end and (passage.word(at) in joins or passage.doc[at].text == ","):
        at += 1
    if at == index or at >= end:
        return None
    if passage.language == "fr":
        while at < end and (passage.says(at, "towards") or passage.says(at, "doers")):
            at += 1
    return at if at < end else None


def nationality(passage: Passage, first: int, last: int) -> Part | None:
    """Return the country's adjective among these tokens: "Rwandan aggression", "l'agression rwandaise"."""
    tree = adjectives(passage.language)
    for index in range(first, last):
        if passage.doc[index].pos_ in {"ADJ", "PROPN", "NOUN"} and index not in passage.mention_of:
            hit = tree.match_at(words_of(passage.doc[index].text), 0)
            if hit is not None:
                return passage.part(index, index + 1)
    return None
