"""Whom a statement is directed at: who is asked, accused, condemned, thanked or told."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Token

from conflictdb.vocabularies import ActorKind, StatementAct
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said
from loaders.extract.speakers import can_speak, described
from loaders.extract.starts import infinitive_begins
from loaders.extract.syntax import head_after, joint
from loaders.records import StatementDraft
from loaders.vocab import FOLDER, VocabularyError, table

LISTS = frozenset({"audience", "asked_to", "armed", "hostile", "ends", "thanks"})
NEAR = 14
FAR = 60
BLAMED = frozenset({ActorKind.ARMED_GROUP, ActorKind.STATE, ActorKind.STATE_FORCES})
CHARGING = frozenset({StatementAct.ACCUSE, StatementAct.CONDEMN})
BEFORE_NAMES = frozenset({"DET", "PROPN", "ADJ", "NOUN", "ADP", "CCONJ"})
AIMED = frozenset({StatementAct.THREATEN, StatementAct.COMMIT})


@functools.cache
def words(language: str) -> Mapping[str, frozenset[str]]:
    """Return the word lists of addressees.toml in that language; raises VocabularyError naming the place of a bad entry."""
    place, lists = f"{FOLDER / 'addressees.toml'}: [{language}]", table("addressees").get(language, {})
    if set(lists) != LISTS:
        raise VocabularyError(f"{place}: it must have the lists {', '.join(sorted(LISTS))} and no others")
    for name, entries in lists.items():
        if not all(isinstance(word, str) and word == word.strip().lower() and word for word in entries):
            raise VocabularyError(f"{place}: {name}: words in lower case only")
    return {name: frozenset(entries) for name, entries in lists.items()}


def addressees_of(passage: Passage, said: Said, act: StatementAct) -> tuple[Part, ...]:
    """Return the phrases for those that it is directed at; none where the text does not say."""
    if said.section != passage.number:
        return ()
    found = [part for part in (*_told(passage, said), *_within(passage, said, act)) if part not in said.speakers]
    return tuple(dict.fromkeys(found))


def addressed_as_before(draft: StatementDraft, before: StatementDraft) -> StatementDraft:
    """Return a statement that goes on from the one before with those whom that accused or condemned, if it names none itself."""
    if draft.addressees or draft.act not in CHARGING or before.act not in CHARGING:
        return draft
    return replace(draft, addressees=before.addressees)


def _told(passage: Passage, said: Said) -> Iterator[Part]:
    """ "told the Council that", "said to the ministers": not a news agency that is merely told."""
    if said.told is not None and (head := head_after(passage, said.told.first)) is not None:
        yield from _actors(passage, head)
    elif said.occurrence is not None and said.frame in {"quote", "clause"}:
        last = said.occurrence.last
        if (
            "np-clause" in said.occurrence.cue.uses and said.frame == "quote" and (head := head_after(passage, last)) is not None
        ) or (passage.says(last, "towards") and (head := head_after(passage, last + 1)) is not None):
            yield from _actors(passage, head)


def _actors(passage: Passage, head: Token) -> Iterator[Part]:
    for one in joint(passage, head):
        mention = passage.mention_of.get(one.i)
        press = passage.says(one.i, "press") or (mention is not None and mention.actor_kind is ActorKind.MEDIA)
        if not press and can_speak(passage, one, strict=True) and not passage.says(one.i, "personal"):
            yield described(passage, one)


def _within(passage: Passage, said: Said, act: StatementAct) -> Iterator[Part]:
    part = said.content[0]
    if act is StatementAct.CALL:
        yield from _asked(passage, said, part)
    elif act is StatementAct.ACCUSE:
        yield from _blamed(passage, said, part)
    elif act is StatementAct.CONDEMN:
        yield from _doers(passage, part)
    elif act is StatementAct.WELCOME:
        yield from _praised(passage, part) if said.frame == "np" else _thanked(passage, part)
    elif act is StatementAct.DENY and said.frame == "np":
        yield from _answered(passage, part)
    elif act in AIMED:
        yield from _aimed_at(passage, part)


def _asked(passage: Passage, said: Said, part: Part) -> Iterator[Part]:
    """ "urged both sides to talk", "the government must act", "will require the army to leave", "its call to the groups"."""
    infinitive = next((i for i in range(part.first + 1, part.last) if infinitive_begins(passage, i)), None)
    start = part.first + 1 if passage.says(part.first, "towards") else part.first
    if passage.says(start, "objects"):
        yield passage.part(start, start + 1)
    elif said.frame == "np-inf" and infinitive is not None:
        yield from _audience(passage, start, infinitive)
    elif said.frame in {"clause", "quote", ""} or said.rule == "release-body":
        yield from _obliged(passage, part) or _wished(passage, said, part, infinitive)
    elif infinitive is not None and said.frame == "np":
        towards = [i for i in range(part.first, infinitive) if passage.says(i, "towards")]
        if towards:
            yield from _audience(passage, towards[-1] + 1, infinitive)


def _audience(passage: Passage, start: int, end: int) -> list[Part]:
    """Those who are asked, named or only described, where their phrase stands between `start` and an infinitive."""
    head = head_after(passage, start)
    if head is None or head.i >= end:
        return []
    if named := list(_actors(passage, head)):
        return named
    if head.lower_ not in words(passage.language)["audience"] or passage.says(head.i, "personal"):
        return []
    ends = words(passage.language)["ends"]
    last = next((i for i in range(head.i + 1, end) if passage.word(i) in ends or passage.doc[i].is_punct), end)
    return [passage.part(start, min(last, head.i + 8))]


def _wished(passage: Passage, said: Said, part: Part, infinitive: int | None) -> list[Part]:
    """ "demanded that the group halt its advance", "expects the parties to comply": who is to do it."""
    if said.occurrence is None or said.act is not StatementAct.CALL:
        return []
    if infinitive is not None and infinitive - part.first < NEAR and not passage.clausal(part.first, infinitive):
        return _audience(passage, part.first, infinitive)
    head = head_after(passage, part.first)
    if head is None or head.i >= part.last or not _armed(passage, head):
        return []
    return list(_actors(passage, head))


def _obliged(passage: Passage, part: Part) -> list[Part]:
    """Who must act: "the army must leave", "stability requires the army to leave", "traders are asked to leave"."""
    asked_to = words(passage.language)["asked_to"]
    for index in part.tokens:
        if passage.says(index, "requires") and (head := head_after(passage, index + 1)) is not None:
            return list(_actors(passage, head))
        if passage.says(index, "obliged") or passage.word(index) in asked_to:
            return _subject_of(passage, part, index)
    return []


def _subject_of(passage: Passage, part: Part, index: int) -> list[Part]:
    verb = passage.doc[index] if passage.doc[index].dep_ != "aux" else passage.doc[index].head
    names = passage.speech.dependencies["subject"] | passage.speech.dependencies["passive_subject"]
    subject = next((c for c in verb.children if c.dep_ in names and part.first <= c.i < part.last), None)
    if subject is None:
        return []
    if named := list(_actors(passage, subject)):
        return named
    described_only = subject.lower_ in words(passage.language)["audience"] and not passage.says(subject.i, "personal")
    return [described(passage, subject)] if described_only else []


def _aimed_at(passage: Passage, part: Part) -> Iterator[Part]:
    """Whom a vow or a threat is directed at: "vowed to crush the rebels"."""
    hostile = words(passage.language)["hostile"]
    for index in range(part.first, min(part.last, part.first + FAR)):
        if passage.doc[index].lemma_.lower() in hostile or passage.word(index) in hostile:
            head = head_after(passage, index + 1)
            if head is not None and head.i < part.last and _armed(passage, head):
                yield from _actors(passage, head)
            return


def _blamed(passage: Passage, said: Said, part: Part) -> Iterator[Part]:
    """The object of "accused", the subject of what is alleged."""
    head = head_after(passage, part.first)
    if head is None or head.i >= part.last:
        return
    if said.frame in {"np", "np-inf"} and said.act is StatementAct.ACCUSE:
        yield from list(_named_before_charge(passage, part)) or _actors(passage, head)
    elif passage.says(head.i, "third") and said.frame == "np":
        yield passage.part(head.i, head.i + 1)
    else:
        yield from _first_blamed(passage, said, said.content[-1])


def _named_before_charge(passage: Passage, part: Part) -> Iterator[Part]:
    """ "accused X and Y of ...", "blamed X for ...": the names before the charge."""
    end = next((i for i in part.tokens if passage.says(i, "charges")), part.last)
    yield from _names(passage, part.first, end, places=True)


def _names(passage: Passage, first: int, last: int, places: bool = False) -> Iterator[Part]:
    """The actors named among these tokens, with `places` also places: "praised Bangui" means a government."""
    for index in range(first, last):
        mention = passage.mention_of.get(index)
        named = mention is not None and bool(mention.actors or mention.actor_kind or (places and mention.places))
        if named and mention is not None and mention.first == index:
            yield passage.part(mention.first, mention.last)


def _first_blamed(passage: Passage, said: Said, part: Part) -> Iterator[Part]:
    """In an alleging clause the first army, government or armed group that is not the speaker."""
    spoken = {passage.word(i) for who in said.speakers if who.section == passage.number for i in who.tokens}
    for name in _names(passage, part.first, min(part.last, part.first + FAR)):
        mention = passage.mention_of[name.first]
        if mention.actor_kind in BLAMED and not spoken & {passage.word(i) for i in name.tokens}:
            yield name
            return
    yield from _described_wrongdoers(passage, part)


def _described_wrongdoers(passage: Passage, part: Part) -> Iterator[Part]:
    """In an alleging clause its subject, where that is a description of armed men or of those who rule."""
    subjects = passage.speech.dependencies["subject"]
    for index in range(part.first, min(part.last, part.first + NEAR)):
        token = passage.doc[index]
        if token.dep_ in subjects and token.lower_ in words(passage.language)["armed"] and passage.bare(index):
            yield described(passage, token)
            return


def _thanked(passage: Passage, part: Part) -> Iterator[Part]:
    """ "We are grateful to the host", "nous remercions le Tchad": in a clause only what follows the word of thanks."""
    thanks = words(passage.language)["thanks"]
    for index in range(part.first, min(part.last, part.first + NEAR)):
        if passage.word(index) in thanks:
            after = index + 2 if passage.says(index + 1, "towards") else index + 1
            head = head_after(passage, after)
            if head is not None and head.i < part.last:
                named = list(_names(passage, after, min(part.last, head.i + 6), places=True))
                yield from named[:1] or _actors(passage, head)
            return


def _doers(passage: Passage, part: Part) -> Iterator[Part]:
    """Who did what is condemned: "the attack by the group", "the regime's executions", "l'attaque des rebelles"."""
    for index in range(part.first, min(part.last, part.first + NEAR)):
        by = passage.says(index, "doers")
        if by and (head := head_after(passage, index + 1)) is not None and head.i < part.last and _armed(passage, head):
            yield from _actors(passage, head)
            return
        if passage.doc[index].dep_ == "poss" and _armed(passage, passage.doc[index]):
            yield described(passage, passage.doc[index])
            return
    head = head_after(passage, part.first)
    if head is not None and head.i < part.last and _armed(passage, head):
        yield from _actors(passage, head)


def _armed(passage: Passage, head: Token) -> bool:
    mention = passage.mention_of.get(head.i)
    if mention is not None and mention.actor_kind in BLAMED:
        return True
    return passage.says(head.i, "speakers") or head.lower_ in words(passage.language)["armed"]


def _praised(passage: Passage, part: Part) -> Iterator[Part]:
    """ "President X for his leadership", "X's efforts", "the publication by X"."""
    end = next((i for i in part.tokens if passage.says(i, "charges") or passage.says(i, "relative")), part.last)
    names = list(_names(passage, part.first, end, places=True))
    if names and all(passage.doc[i].pos_ in BEFORE_NAMES for i in range(part.first, names[0].first)):
        yield from names
        return
    for index in range(part.first, min(end, part.first + NEAR)):
        token = passage.doc[index]
        if token.dep_ == "poss" and _named_actor(passage, token):
            yield described(passage, token)
            return
        if (
            passage.says(index, "givers")
            and (head := head_after(passage, index + 1)) is not None
            and _named_actor(passage, head)
            and head.i < part.last
        ):
            yield from _actors(passage, head)
            return


def _answered(passage: Passage, part: Part) -> Iterator[Part]:
    """ "rejects allegations from X": those who are answered."""
    noun = next((i for i in range(part.first, min(part.last, part.first + 4)) if passage.word(i) in passage.speech.nouns), None)
    if noun is not None and passage.says(noun + 1, "givers") and (head := head_after(passage, noun + 2)) is not None:
        yield from _actors(passage, head)


def _named_actor(passage: Passage, head: Token) -> bool:
    mention = passage.mention_of.get(head.i)
    return mention is not None and (bool(mention.actors) or mention.actor_kind is not None)
