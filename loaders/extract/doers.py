"""Who did what a statement is about: "the attack by the rebels", "Rwanda's support", "l'offensive du M23"."""

from __future__ import annotations

from conflictdb.vocabularies import ActorKind
from loaders.extract.addressed_words import words
from loaders.extract.groups import actors_at, acts, nationality, run_end
from loaders.extract.passages import Part, Passage

FAR = 40  # tokens
BLAMED = frozenset({ActorKind.ARMED_GROUP, ActorKind.STATE, ActorKind.STATE_FORCES, ActorKind.POLITICAL_GROUP})


def doers(passage: Passage, part: Part, deeds: frozenset[str] | None = None, reach: int = FAR) -> list[Part]:
    """Return who did the first deed in these tokens that somebody did; `deeds`: only nouns that count, None for any."""
    last = min(part.last, part.first + reach)
    return by_whom(passage, part.first, last) or _of_whom(passage, part.first, last, deeds)


def givers(passage: Passage, part: Part, deeds: frozenset[str]) -> list[Part]:
    """Return whose decision, effort or support it is: not by whom a plan that somebody else praises was made."""
    for index in range(part.first + 1, part.last):
        if passage.word(index) in words(passage.language)["by"] and _made_by(passage, part.first, index, deeds):
            return by_whom(passage, index - 1, part.last)
    return _of_whom(passage, part.first, part.last, deeds)


def _made_by(passage: Passage, first: int, index: int, deeds: frozenset[str]) -> bool:
    """ "the decision by", "the sanctions adopted on Monday by": a deed that the word before "by" is or tells of."""
    if passage.word(index - 1) in deeds:
        return True
    decided = words(passage.language)["decided"]
    return any(passage.word(i) in deeds & decided for i in range(max(first, index - 4), index))


def by_whom(passage: Passage, first: int, last: int) -> list[Part]:
    """The actors after the first "by"."""
    lists = words(passage.language)
    for index in range(first + 1, last - 1):
        if passage.word(index) in lists["by"]:
            found = actors_at(passage, index + 1, last, lists["armed"] | lists["bodies"], owners=True)
            if found := [who for who in found if not passage.says(who.first, "third")]:
                return found
    return []


def _of_whom(passage: Passage, first: int, last: int, deeds: frozenset[str] | None) -> list[Part]:
    """ "the group's attacks", "Rwandan aggression", "the mobilisation of militias", "les attaques de l'armée"."""
    lists = words(passage.language)
    for index in range(first, last):
        if not _deed(passage, index, deeds):
            continue
        if owner := _owner(passage, first, index):
            return [owner]
        following = index + 1
        while following < last and passage.doc[following].pos_ in {"ADJ", "ADV"} and passage.language == "fr":
            following += 1
        source = passage.word(following) == "from" and passage.word(index) in lists["answered"]
        owned = source or (passage.word(following) in lists["of"] and passage.word(index) not in lists["victims"])
        if owned and (found := actors_at(passage, following + 1, last, lists["armed"] | lists["bodies"], owners=True)):
            return found
        if (adjective := nationality(passage, index + 1, min(last, index + 3))) and passage.language == "fr":
            return [adjective]
    return []


def _deed(passage: Passage, index: int, deeds: frozenset[str] | None) -> bool:
    if index in passage.mention_of or passage.doc[index].pos_ not in {"NOUN", "PROPN"}:
        return False
    word = passage.word(index)
    return deeds is None or word in deeds or word.rstrip("s") in deeds


def _owner(passage: Passage, first: int, index: int) -> Part | None:
    """Who stands before a deed: "Rwanda's", "the rebels'", "M23", "Rwandan"."""
    if passage.language == "fr":
        return None
    begin = index
    while begin > first and run_end(passage, begin - 1, index) == index and passage.word(begin - 1) not in {"and", "or"}:
        begin -= 1
    if begin == index:
        return None
    for at in range(begin, index):
        mention = passage.mention_of.get(at)
        if mention is not None and (mention.actors or mention.actor_kind is not None or mention.places):
            return passage.part(mention.first, mention.last) if mention.actor_kind is not ActorKind.MEDIA else None
        owned = passage.word(at + 1) in {"'s", "’s", "'", "’"}
        if owned and acts(passage, at, words(passage.language)["armed"] | words(passage.language)["bodies"]):
            return passage.part(begin, at + 1)
    return nationality(passage, begin, index)
