"""Whom a statement is directed at: who is asked, accused, condemned, thanked, answered or told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from conflictdb.vocabularies import ActorKind, StatementAct
from loaders.extract.addressed_words import words
from loaders.extract.doers import BLAMED, FAR, by_whom, doers, givers
from loaders.extract.groups import actors_at
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said, last_here
from loaders.extract.speakers import pronoun
from loaders.extract.starts import infinitive_begins
from loaders.records import Ref, StatementDraft

NEAR = 14
GIVEN_WITHIN = 6  # words of a content
CHARGING = frozenset({StatementAct.ACCUSE, StatementAct.CONDEMN})
AIMED = frozenset({StatementAct.THREATEN, StatementAct.COMMIT})
GIVING = frozenset({StatementAct.COMMIT, StatementAct.ASSERT, StatementAct.ANNOUNCE, StatementAct.WELCOME})
SAYING = frozenset({"quote", "clause", ""})


def addressees_of(passage: Passage, said: Said, act: StatementAct) -> tuple[Part, ...]:
    """Return the phrases for those that it is directed at; none where the text does not say."""
    if said.section != passage.number:
        return ()
    found = [*_told(passage, said)]
    found += [part for part in _within(passage, said, act) if not any(_overlap(part, other) for other in found)]
    found = found or [*audience_of(passage, said)]
    return tuple(part for part in dict.fromkeys(found) if not any(_overlap(part, who) for who in said.speakers))


def _overlap(one: Part, other: Part) -> bool:
    return one.section == other.section and one.first < other.last and other.first < one.last


def addressed_as_before(draft: StatementDraft, before: StatementDraft, audience: tuple[Ref, ...]) -> StatementDraft:
    """Return a statement that goes on from the one before with those whom that accused or spoke with, if it names none itself."""
    if draft.addressees:
        return draft
    charged = draft.act in CHARGING and before.act in CHARGING
    heard = () if draft.act in CHARGING or draft.act is StatementAct.WELCOME else audience
    return replace(draft, addressees=before.addressees if charged else heard)


# ---------------------------------------------------------------- told


def audience_of(passage: Passage, said: Said) -> tuple[Part, ...]:
    """Return who is spoken with by the sentence that reports it: not a news agency that is merely told."""
    if said.section != passage.number:
        return ()
    if found := tuple(_told(passage, said)):
        return found if said.act is not StatementAct.CALL else ()
    low, high = passage.sentence(said.content[0].first)
    if found := tuple(_faced(passage, said, low, high)):
        return found
    taken_up = bool(said.speakers) and said.speakers[0].section == passage.number and pronoun(passage, said.speakers[0])
    return tuple(_faced(passage, said, *passage.sentence(low - 1))) if low and taken_up else ()


def _told(passage: Passage, said: Said) -> list[Part]:
    """ "told the Council that", "said to the ministers"."""
    if said.told is not None:
        return _listeners(passage, said.told.first)
    if said.occurrence is None or said.frame not in {"quote", "clause", "inf"}:
        return []
    last = said.occurrence.last
    if passage.says(last, "towards"):
        heard = _listeners(passage, last + 1)
        return _only_named(passage, heard) if passage.language == "fr" else heard  # "a-t-il dit à Bunia": where, not to whom
    return _listeners(passage, last) if "np-clause" in said.occurrence.cue.uses and said.frame == "quote" else []


def _listeners(passage: Passage, start: int) -> list[Part]:
    if start >= len(passage.doc) or not passage.bare(start):
        return []
    lists = words(passage.language)
    found = actors_at(
        passage, start, passage.sentence(start)[1], lists["audience"] | lists["bodies"] | passage.speech.words["speakers"]
    )
    return [who for who in found if not passage.says(who.first, "personal")]


def _faced(passage: Passage, said: Said, low: int, high: int) -> Iterator[Part]:
    """ "In a call with X, he said", "Briefing the Council, she said", "devant le Conseil", "au cours d'un entretien avec X"."""
    inside = {i for part in (*said.content, *said.speakers) if part.section == passage.number for i in part.tokens}
    for index in range(low, high):
        if index in inside or not passage.bare(index):
            continue
        start = _after_facing(passage, index, high)
        if start is not None and start not in inside:
            lists = words(passage.language)
            listening = actors_at(passage, start, min(high, start + NEAR), lists["bodies"] | lists["audience"])
            yield from _only_named(passage, listening)
            return


def _after_facing(passage: Passage, index: int, high: int) -> int | None:
    """Where those who listen begin after a word of speaking before them."""
    lists, token = words(passage.language), passage.doc[index]
    if index == passage.sentence(index)[0] and passage.language == "fr" and passage.says(index, "towards"):
        return index + 1  # "Aux habitants, il a demandé de ..."
    if passage.word(index) in lists["facing"]:
        return index + 1
    if passage.word(index) in lists["addressing"] and (token.pos_ in {"VERB", "AUX"} or not index):
        return index + 1
    if passage.word(index) in lists["meeting"] | lists["papers"]:
        links = {"with", "to", "avec", "à", "au", "aux"}
        return next((i + 1 for i in range(index + 1, min(high, index + 4)) if passage.word(i) in links), None)
    return None


def _only_named(passage: Passage, found: list[Part]) -> list[Part]:
    """Without mere places: "addressing crowds in Goma" is no speech to Goma."""
    return [part for part in found if _kind(passage, part) is not None or part.first not in passage.mention_of]


def _kind(passage: Passage, part: Part) -> ActorKind | None:
    mention = passage.mention_of.get(part.first)
    return mention.actor_kind if mention is not None else None


# ---------------------------------------------------------------- by what is done by saying it


def _within(passage: Passage, said: Said, act: StatementAct) -> list[Part]:
    part = said.content[0]
    found: list[Part] = []
    if act is StatementAct.CALL:
        found = _asked(passage, said, part)
    elif act is StatementAct.ACCUSE:
        found = _accused(passage, said)
    elif act is StatementAct.CONDEMN:
        found = _condemned(passage, said, part)
    elif act is StatementAct.WELCOME:
        found = _thanked(passage, part) or (_praised(passage, part) if said.frame == "np" else [])
    elif act is StatementAct.DENY:
        found = _answered(passage, said, part)
    elif act in AIMED:
        found = _aimed_at(passage, part)
    if not found and said.frame == "np" and act in GIVING:
        found = _given(passage, part) or (_noted(passage, part) if act is StatementAct.ASSERT else [])
    return found


# ---------------------------------------------------------------- asked


def _asked(passage: Passage, said: Said, part: Part) -> list[Part]:
    """ "urged both sides to talk", "the government must act", "will require the army to leave", "its call to the groups"."""
    lists = words(passage.language)
    audience = lists["audience"] | lists["armed"] | lists["bodies"]
    infinitive = next((i for i in range(part.first + 1, part.last) if infinitive_begins(passage, i)), None)
    start = part.first + 1 if passage.says(part.first, "towards") else part.first
    if passage.says(start, "objects"):
        return [passage.part(start, start + 1)]
    if said.frame == "np-inf" and infinitive is not None:
        return actors_at(passage, start, infinitive, audience)
    if said.frame in SAYING or said.rule == "release-body":
        return (
            _asked_inside(passage, part, audience)
            or _obliged(passage, part, audience)
            or _wished(passage, said, part, infinitive)
        )
    return _asked_by_noun(passage, part, infinitive, audience)


def _asked_by_noun(passage: Passage, part: Part, infinitive: int | None, audience: frozenset[str]) -> list[Part]:
    """ "from the government an inquiry", "a call to the groups to leave", "the withdrawal of the army"."""
    lists = words(passage.language)
    if passage.word(part.first) in lists["owned"] and any(
        passage.word(i) in lists["yielding"] for i in range(part.first + 1, min(part.last, part.first + 4))
    ):
        return [passage.part(part.first, part.first + 1)]
    if passage.word(part.first) in lists["from"] and (found := actors_at(passage, part.first + 1, part.last, audience)):
        return found
    if infinitive is not None:
        towards = [i for i in range(part.first, infinitive) if passage.says(i, "towards") or passage.word(i) == "for"]
        for index in towards[-1:]:
            if found := actors_at(passage, index + 1, infinitive, audience):
                return found
    return doers(passage, part, lists["yielding"], NEAR) or _obliged(passage, part, audience)


def _asked_inside(passage: Passage, part: Part, audience: frozenset[str]) -> list[Part]:
    """ "We call on all groups to disarm", "nous demandons au groupe de partir", "I want the army to leave"."""
    lists = words(passage.language)
    for index in range(part.first, min(part.last, part.first + 3 * FAR)):
        token = passage.doc[index]
        if not ({token.lower_, token.lemma_.lower()} & lists["asking"]) or token.pos_ not in {"VERB", "NOUN", "AUX"}:
            continue
        start = index + 1
        while start < part.last and (passage.says(start, "towards") or passage.word(start) in lists["demanding"]):
            start += 1
        found = actors_at(passage, start, min(part.last, start + 2 * NEAR), audience)
        end = found[-1].last if found else start
        clause = start > index + 1 and passage.word(start - 1) in {"that", "que", "qu'", "qu’"}
        follows = any(infinitive_begins(passage, i) for i in range(end, min(part.last, end + 8)))
        if found and (clause or follows) and not passage.says(found[0].first, "third"):
            return found
    return []


def _wished(passage: Passage, said: Said, part: Part, infinitive: int | None) -> list[Part]:
    """ "demanded that the group halt its advance", "expects the parties to comply": who is to do it."""
    if said.occurrence is None or said.act is not StatementAct.CALL or said.frame == "quote":
        return []
    lists = words(passage.language)
    last = infinitive if infinitive is not None and infinitive - part.first < NEAR else min(part.last, part.first + NEAR)
    found = actors_at(passage, part.first, last, lists["audience"] | lists["armed"] | lists["bodies"])
    return [who for who in found if not passage.says(who.first, "third")]


def _obliged(passage: Passage, part: Part, audience: frozenset[str]) -> list[Part]:
    """Who must act: "the army must leave", "stability requires the army to leave", "traders are asked to leave"."""
    asked_to = words(passage.language)["asked_to"]
    for index in part.tokens:
        if passage.says(index, "requires") and (found := actors_at(passage, index + 1, part.last, audience)):
            return found
        binding = _obliges(passage, index) or passage.word(index) in asked_to
        if binding and (found := _bound(passage, part, index, audience)):
            return found
    return []


def _obliges(passage: Passage, index: int) -> bool:
    """Whether the word binds somebody: "must", "has to", not "has left"."""
    if not passage.says(index, "obliged"):
        return False
    return passage.language != "en" or passage.word(index) in {"must", "should"} or passage.word(index + 1) == "to"


def _bound(passage: Passage, part: Part, index: int, audience: frozenset[str]) -> list[Part]:
    """The subject of what must be done, else whoever is behind it: "the rebels' offensive must end", "must be kept by all"."""
    subject = _subject(passage, part, index)
    if subject is None:
        return []
    first, last = max(part.first, subject.left_edge.i), min(index, subject.right_edge.i + 1)
    if found := actors_at(passage, first, last, audience):
        return [] if passage.says(found[0].first, "third") else found
    behind = by_whom(passage, index, min(part.last, index + NEAR)) if "pass" in subject.dep_ else []
    return behind or doers(passage, passage.part(first, last))


def _subject(passage: Passage, part: Part, index: int) -> Token | None:
    verb = passage.doc[index] if "aux" not in passage.doc[index].dep_ else passage.doc[index].head
    names = passage.speech.dependencies["subject"] | passage.speech.dependencies["passive_subject"]
    return next((c for c in verb.children if c.dep_ in names and part.first <= c.i < part.last and c.i < index), None)


# ---------------------------------------------------------------- accused, condemned


def _accused(passage: Passage, said: Said) -> list[Part]:
    """The object of "accused", the subject of what is alleged."""
    part, lists = said.content[0], words(passage.language)
    blamed = lists["armed"] | lists["bodies"] | lists["audience"]
    if said.frame == "np-as" and (found := actors_at(passage, part.first, part.last, blamed)):
        return found
    if said.frame in {"np", "np-inf"} and said.act is StatementAct.ACCUSE:
        end = next((i for i in part.tokens if i > part.first and passage.says(i, "charges")), part.last)
        if passage.language == "fr" and passage.word(part.first) in lists["of"]:
            return doers(passage, part)
        return actors_at(passage, part.first, end, blamed) or doers(passage, part)
    return _held_responsible(passage, part, blamed) or _wrongdoers(passage, said)


def _held_responsible(passage: Passage, part: Part, blamed: frozenset[str]) -> list[Part]:
    """ "We blame the army for this", "elle tient le président pour responsable"."""
    lists = words(passage.language)
    for index in range(part.first, min(part.last, part.first + 2 * FAR)):
        token = passage.doc[index]
        if not ({token.lower_, token.lemma_.lower()} & lists["charging"]):
            continue
        holding = token.lower_ in lists["responsible"]
        after = range(index + 1, min(part.last, index + NEAR))
        charged = not holding or any(passage.word(i) in lists["responsible"] for i in after)
        if charged and (found := actors_at(passage, index + 1, after.stop, blamed)):
            return found
    return []


def _wrongdoers(passage: Passage, said: Said) -> list[Part]:
    """Who is told to do wrong: the subject of the charge, the one by whom it was done, else the first army or group named."""
    part = last_here(passage, said)
    spoken = {passage.word(i) for who in said.speakers if who.section == passage.number for i in who.tokens}
    last = min(part.last, part.first + FAR)
    names = passage.speech.dependencies["subject"] | passage.speech.dependencies["passive_subject"]
    for index in range(part.first, last):
        token = passage.doc[index]
        if token.dep_ not in names or token.pos_ in {"ADJ", "ADV"}:
            continue
        if found := _charged(passage, part, token, said):
            return [who for who in found if not spoken & {passage.word(i) for i in who.tokens}]
    return _first_blamed(passage, part.first, last, spoken)


def _charged(passage: Passage, part: Part, subject: Token, said: Said) -> list[Part]:
    lists = words(passage.language)
    if passage.says(subject.i, "third"):
        apart = said.frame == "quote" or said.rule in {"noun", "quotation-carried"}
        return [passage.part(subject.i, subject.i + 1)] if apart and not passage.says(subject.i, "relative") else []
    first, last = max(part.first, subject.left_edge.i), min(part.last, _phrase_end(passage, subject))
    found = actors_at(passage, first, last, lists["armed"])
    if "pass" not in subject.dep_:
        return found or doers(passage, passage.part(first, last), lists["deeds"])
    return by_whom(passage, subject.i, min(part.last, subject.i + 2 * NEAR))


def _phrase_end(passage: Passage, head: Token) -> int:
    """Where a subject ends: before its relative clause."""
    stop = next((i for i in range(head.i + 1, head.right_edge.i + 1) if passage.says(i, "relative")), head.right_edge.i + 1)
    return max(head.i + 1, stop)


def _first_blamed(passage: Passage, first: int, last: int, spoken: set[str]) -> list[Part]:
    """The first army, government or armed group that is not the speaker."""
    for index in range(first, last):
        mention = passage.mention_of.get(index)
        if mention is None or mention.first != index or mention.actor_kind not in BLAMED:
            continue
        if not spoken & {passage.word(i) for i in range(mention.first, mention.last)}:
            return [passage.part(mention.first, mention.last)]
    return []


def _condemned(passage: Passage, said: Said, part: Part) -> list[Part]:
    """Who did what is condemned: "the attack by the group", "the regime's executions", "l'attaque des rebelles"."""
    lists = words(passage.language)
    end = next((i for i in part.tokens if i > part.first and passage.word(i) in {"for", "pour", "as", "comme"}), part.last)
    if said.frame in {"np", "np-as", "np-inf"} and (
        found := actors_at(passage, part.first, end, lists["armed"] | lists["bodies"])
    ):
        return found
    if found := doers(passage, part):
        return found
    return _wrongdoers(passage, said) if said.frame in SAYING else []


# ---------------------------------------------------------------- thanked, answered, threatened


def _praised(passage: Passage, part: Part) -> list[Part]:
    """ "President X for his leadership", "X's efforts", "the decision of X", "the people of Y for their welcome"."""
    lists = words(passage.language)
    end = next((i for i in part.tokens if i > part.first and (_for(passage, i) or passage.says(i, "relative"))), part.last)
    if found := actors_at(passage, part.first, end, lists["thanked"] | lists["bodies"]):
        return found
    return givers(passage, passage.part(part.first, min(end, part.first + 2 * NEAR)), lists["praised"])


def _given(passage: Passage, part: Part) -> list[Part]:
    """To whom something goes: "its full support for the force", "its condolences to the families"."""
    lists = words(passage.language)
    for index in range(part.first, min(part.last, part.first + GIVEN_WITHIN)):
        if passage.word(index) not in lists["given"]:
            continue
        for after in range(index + 1, min(part.last, index + 4)):
            if passage.word(after) in lists["receiving"]:
                return actors_at(passage, after + 1, part.last, lists["audience"] | lists["bodies"] | lists["thanked"])
    return []


def _noted(passage: Passage, part: Part) -> list[Part]:
    """Whose decision or offer is noted."""
    return givers(passage, passage.part(part.first, min(part.last, part.first + NEAR)), words(passage.language)["praised"])


def _for(passage: Passage, index: int) -> bool:
    return passage.says(index, "charges") and passage.word(index) not in words(passage.language)["of"]


def _thanked(passage: Passage, part: Part) -> list[Part]:
    """ "We are grateful to the host", "nous remercions le Tchad": in a clause only what follows the word of thanks."""
    lists = words(passage.language)
    for index in range(part.first, min(part.last, part.first + NEAR)):
        if passage.word(index) in lists["thanks"]:
            after = index + 2 if passage.says(index + 1, "towards") else index + 1
            end = next((i for i in range(after, part.last) if _for(passage, i)), part.last)
            if found := actors_at(passage, after, end, lists["thanked"] | lists["bodies"]):
                return found
            return givers(passage, passage.part(after, end), lists["praised"])
    return []


def _answered(passage: Passage, said: Said, part: Part) -> list[Part]:
    """ "rejects allegations from X", "ruled out talks with X", "Les accusations de X sont fausses": those who are answered."""
    lists = words(passage.language)
    reach = part.last if said.frame in {"np", "np-as"} else min(part.last, part.first + FAR)
    for index in range(part.first, min(reach, part.first + FAR)):
        if passage.word(index) in lists["talking"]:
            start = next((i + 1 for i in range(index + 1, min(reach, index + 4)) if passage.word(i) in {"with", "avec"}), None)
            if start and (found := actors_at(passage, start, reach, lists["armed"] | lists["bodies"])):
                return found
    return doers(passage, passage.part(part.first, reach), lists["answered"], NEAR)


def _aimed_at(passage: Passage, part: Part) -> list[Part]:
    """Whom a vow or a threat is directed at: "vowed to crush the rebels"."""
    lists = words(passage.language)
    for index in range(part.first, min(part.last, part.first + FAR)):
        if passage.doc[index].lemma_.lower() in lists["hostile"] or passage.word(index) in lists["hostile"]:
            found = actors_at(passage, index + 1, part.last, lists["armed"])
            return [who for who in found if _kind(passage, who) in BLAMED | {None}]
    return []
