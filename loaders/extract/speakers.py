"""Who speaks: from a cue to the stretches that name or describe the speakers."""

from __future__ import annotations

from spacy.tokens import Token

from loaders.extract.occurrences import Occurrence
from loaders.extract.passages import Part, Passage
from loaders.extract.syntax import joint, name_beside, phrase, subject

PERSONAL = frozenset({"he", "she", "they", "we", "i", "you", "il", "elle", "ils", "elles", "nous", "je", "-il", "-elle", "-ils", "-elles", "-on", "on", "j'", "j’"})
EXTENDING = frozenset({"of", "for", "in", "at", "to", "de", "du", "des", "d'", "d’", "pour", "en", "à", "au", "aux", "with", "from"})
SKIPPED = frozenset({"ADV", "AUX", "PART"})
REFLEXIVE = frozenset({"se", "s'", "s’", "n'", "n’", "ne", "l'", "l’", "leur", "lui", "nous", "me", "m'"})


def speakers(passage: Passage, occurrence: Occurrence, strict: bool) -> tuple[Part, ...]:
    """Return who says it, joint speakers apart; empty where nobody who can speak is found."""
    head = _agent(passage, occurrence.verb) if occurrence.form == "passive" else subject(passage, occurrence.verb)
    if head is None or not _stands_well(passage, head, occurrence):
        head = None if occurrence.form == "passive" else phrase_head_before(passage, occurrence.first)
    if head is None:
        return ()
    return voices(passage, head, strict)


def voices(passage: Passage, head: Token, strict: bool) -> tuple[Part, ...]:
    """Return the phrases of a head and of those joined to it, if they can speak."""
    heads = joint(passage, head)
    if not all(can_speak(passage, one, strict) for one in heads):
        heads = (head,)
    return tuple(described(passage, one) for one in heads if can_speak(passage, one, strict))


def described(passage: Passage, head: Token) -> Part:
    """Return the phrase of a head with the name set beside it, if one is."""
    part = phrase(passage, head)
    name = name_beside(passage, head)
    if name is None or not passage.bare(name.i) or name.i > passage.sentence(head.i)[1]:
        return part
    return Part(part.section, part.first, max(part.last, phrase(passage, name).last))


def can_speak(passage: Passage, head: Token, strict: bool) -> bool:
    """Whether this is a person or a body: a name, a personal pronoun or a noun for those who speak."""
    words = passage.speech.words
    lower = head.lower_
    if not passage.bare(head.i) or lower in words["mute"]:
        return False
    if lower in PERSONAL or head.lemma_.lower() in words["speakers"] or lower in words["speakers"]:
        return True
    mention = passage.mention_of.get(head.i)
    if mention is not None and (mention.actors or mention.actor_kind is not None or mention.places):
        return True
    if head.pos_ == "PROPN" or head.ent_type_ in {"PERSON", "ORG", "NORP", "GPE", "PER"}:
        return True
    hyphenated = any(part in words["speakers"] for part in lower.replace("’", "'").split("-"))
    return hyphenated or lower.rstrip("s") in words["speakers"] or (not strict and head.pos_ in {"NOUN", "PRON"} and _agentive(head))


def _agentive(head: Token) -> bool:
    """A noun that by its ending does something: "campaigner", "survivor", "activist"."""
    return head.lemma_.lower().endswith(("er", "or", "ist", "ian", "man", "men", "ent", "ant", "eur", "euse", "iste", "ien"))


def _stands_well(passage: Passage, head: Token, occurrence: Occurrence) -> bool:
    return passage.sentence_of[head.i] == passage.sentence_of[occurrence.verb.i] and passage.bare(head.i) and head.i not in occurrence.words


def _agent(passage: Passage, verb: Token) -> Token | None:
    for index in range(verb.i + 1, passage.sentence(verb.i)[1]):
        if passage.doc[index].lower_ in {"by", "par"} and passage.doc[index].head.i <= verb.i + 4:
            return phrase_head_after(passage, index + 1)
    return None


def phrase_head_before(passage: Passage, index: int) -> Token | None:
    """Return the head of the noun phrase that ends right before `index`, past adverbs, auxiliaries and pronouns of the object."""
    low, _ = passage.sentence(index) if index < len(passage.doc) else passage.sentence(index - 1)
    last = index - 1
    while last >= low and (passage.doc[last].pos_ in SKIPPED or passage.doc[last].lower_ in REFLEXIVE) and passage.doc[last].lower_ not in PERSONAL:
        last -= 1
    if last < low or not passage.bare(last):
        return None
    token = passage.doc[last]
    if token.lower_ in PERSONAL:
        return token
    return _chunk_head(passage, last, low)


def _chunk_head(passage: Passage, last: int, low: int) -> Token | None:
    head = passage.doc[last]
    if head.pos_ not in {"NOUN", "PROPN", "PRON", "NUM", "X", "ADJ"}:
        return None
    # the nearest noun may only close a longer phrase: "the head of the mission"
    while head.head.i < head.i and head.head.i >= low and _same_phrase(passage, head.head.i, last):
        head = head.head
    return head if head.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "X"} else None


def _same_phrase(passage: Passage, first: int, last: int) -> bool:
    return all(
        passage.bare(i) and (passage.doc[i].pos_ in {"NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON"} or passage.doc[i].lower_ in EXTENDING or passage.doc[i].text in {"-", "'s", "’s", "'", "’"})
        for i in range(first, last + 1)
    )


def phrase_head_after(passage: Passage, index: int) -> Token | None:
    """Return the head of the noun phrase that begins at `index`."""
    high = passage.sentence(index)[1] if index < len(passage.doc) else 0
    position = index
    while position < high and passage.bare(position) and passage.doc[position].pos_ in {"DET", "ADJ", "NUM", "ADV"} | {"PRON"} and passage.doc[position].lower_ not in PERSONAL:
        if passage.doc[position].head.i == position or passage.doc[position].head.i < index:
            break
        position += 1
    if position >= high or not passage.bare(position):
        return None
    head = passage.doc[position]
    while head.head.i > head.i and head.head.i < high and head.head.pos_ in {"NOUN", "PROPN"} and _same_phrase(passage, head.i, head.head.i):
        head = head.head
    return head if head.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "X"} else None
