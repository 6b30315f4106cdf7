"""Who speaks: from a cue to the stretches that name or describe the speakers."""

from __future__ import annotations

from spacy.tokens import Token

from conflictdb.vocabularies import ActorKind
from loaders.extract.occurrences import Occurrence, occurrence, occurrences
from loaders.extract.passages import Part, Passage
from loaders.extract.syntax import NOMINAL, aged, head_after, head_before, joint, latter, name_beside, phrase, subject
from loaders.records import BlockKind

AGENTIVE = ("er", "or", "ist", "ian", "man", "men", "ent", "ant", "eur", "euse", "iste", "ien", "aire")
ABBREVIATION = 5  # tokens of an abbreviation with its brackets
AGENT = 12  # tokens from a passive to its "by"
HEADLINES = frozenset({BlockKind.TITLE, BlockKind.HEADING})
PERSONS = ("ist", "man", "woman", "men", "women", "iste", "people")
NAME_LABELS = frozenset({"PERSON", "ORG", "NORP", "GPE", "PER"})


def speakers(passage: Passage, cue: Occurrence, strict: bool) -> tuple[Part, ...]:
    """Return who says it, joint speakers apart; empty where nobody who can speak is found."""
    if cue.form == "passive":
        head = _agent(passage, cue.verb)
        return voices(passage, head, strict) if head is not None else ()
    beside = head_before(passage, cue.first)
    if beside is not None and passage.says(beside.i, "personal"):
        if (main := _of_the_main_clause(passage, beside)) is not None:
            return voices(passage, main, strict)
        return voices(passage, beside, strict)
    head = subject(passage, cue.verb)
    if head is not None and passage.says(head.i, "documents") and head.i < cue.verb.i:
        head = _issuer(passage, head) or head
    if head is None or not _stands_well(passage, head, cue) or _nearer(passage, head, beside, cue):
        head = beside
    if cue.form == "participle" and head is not None and (said := _trails(passage, head, cue)) is not None:
        return speakers(passage, said, strict)
    if cue.form == "participle" and (head is None or not can_speak(passage, head, strict=True)):
        head = _main_subject(passage, cue) or head
    if head is None and passage.kind in HEADLINES and cue.form == "finite" and passage.word(cue.first - 1) == ",":
        head = _main_subject(passage, cue)  # "Mission opens base, urges calm"
    found = _clipped(passage, voices(passage, head, strict), cue) if head is not None else ()
    if len(found) > 1:
        found = (*found, *_group_of(passage, found[-1].last, cue, strict))
    if not found:
        return of_the_cue_before(passage, cue, strict)
    return found[-1:] if len(found) > 1 and _singular(cue.verb) else found


def written_by(passage: Passage, cue: Occurrence, found: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the speakers found, nobody where the cue is a paper's alone and no paper is its subject: "the letter reads"."""
    if not any(use.written for use in cue.cue.uses.values()):
        return found
    head = subject(passage, cue.verb) or head_before(passage, cue.first) or head_after(passage, cue.last)
    paper = head is not None and any(passage.says(head.i, name) for name in ("documents", "legible"))
    return found if paper or (head is not None and passage.word(head.i) == "it") else ()


def _clipped(passage: Passage, found: tuple[Part, ...], cue: Occurrence) -> tuple[Part, ...]:
    """The speakers before a cue without the cue, which some parses take for a part of their name."""
    if passage.language != "en":
        found = tuple(one for one in found if one.first < cue.last) or found  # nobody joined to the speaker behind the cue
        found = tuple(_without_setting(passage, one, cue) for one in found)
    return tuple(passage.part(one.first, min(one.last, cue.first)) if one.first < cue.first < one.last else one for one in found)


def _without_setting(passage: Passage, one: Part, cue: Occurrence) -> Part:
    """A French speaker without "devant le Conseil, jeudi," before it and another cue behind it, which some parses take in."""
    first, last = one.first, one.last
    for i in range(first, min(last, cue.first)):
        if passage.doc[i].text == "," and i - 1 in passage.dated and i + 1 < last:
            first = i + 1
        elif i > first and (found := occurrence(passage, i)) is not None and found.form == "finite":
            return passage.part(first, i)
    return passage.part(first, last)


def _trails(passage: Passage, head: Token, cue: Occurrence) -> Occurrence | None:
    """The saying that a participle goes on with, where its parsed subject is in what is said: "denied that X left, insisting"."""
    low, _ = passage.sentence(cue.verb.i)
    if passage.word(cue.first - 1) != "," or head.i < low:
        return None
    before = [c for c in occurrences(passage, low, cue.first - 1) if c.form == "finite"]
    return before[-1] if before and before[-1].verb.i < head.i else None


def _main_subject(passage: Passage, cue: Occurrence) -> Token | None:
    """The subject of the first verb of the sentence, for a participle that hangs on nobody who can speak."""
    low, _ = passage.sentence(cue.verb.i)
    if (found := _above(passage, cue, low)) is not None:
        return found
    for index in range(low, cue.first):
        if passage.bare(index) and passage.finite(index):
            token = passage.doc[index]
            helper = token.dep_ in passage.speech.dependencies["aux"] and token.head.i < cue.first
            owner = subject(passage, token.head if helper else token)
            return owner if owner is not None and can_speak(passage, owner, strict=True) else None
    return None


def _above(passage: Passage, cue: Occurrence, low: int) -> Token | None:
    """The subject of the reporter's verb that a participle hangs on: "when he came, they went as far as calling it"."""
    names = passage.speech.dependencies
    for above in cue.verb.ancestors if passage.language == "en" else ():
        if above.pos_ != "VERB" or above.dep_ in names["clause"] or not passage.bare(above.i):
            continue
        found = next((c for c in above.children if c.dep_ in names["subject"] and low <= c.i < cue.first), None)
        if found is not None:
            said = not passage.says(found.i, "relative") and can_speak(passage, found, strict=True)
            return found if said else None
    return None


def _of_the_main_clause(passage: Passage, pronoun: Token) -> Token | None:
    """ "Kigali a rompu avec Bruxelles, qu'il accuse de ...": after ", que" a French pronoun is the main clause's subject."""
    before = pronoun.i - 1
    if passage.language != "fr" or not passage.says(before, "that") or passage.word(before - 1) != ",":
        return None
    low, _ = passage.sentence(pronoun.i)
    verb = next((i for i in range(low, before) if passage.bare(i) and passage.finite(i)), None)
    if verb is None:
        return None
    token = passage.doc[verb]
    helper = token.dep_ in passage.speech.dependencies["aux"]
    owner = subject(passage, token.head if helper else token)
    numbers = [t.morph.get("Number", []) for t in (owner, pronoun)] if owner is not None else []
    alike = not numbers or not all(numbers) or numbers[0] == numbers[1]
    return owner if owner is not None and owner.i < verb and alike and can_speak(passage, owner, strict=True) else None


def _group_of(passage: Passage, index: int, cue: Occurrence, strict: bool) -> tuple[Part, ...]:
    """ "X, Y and Z, as members of the Friends of W, welcome": the group is a speaker as well."""
    for i in range(index, min(cue.first, index + 5)):
        if passage.says(i, "members") and passage.says(i + 1, "owners") and (head := head_after(passage, i + 2)) is not None:
            return (described(passage, head),) if head.i < cue.first and can_speak(passage, head, strict) else ()
    return ()


def _issuer(passage: Passage, head: Token) -> Token | None:
    """Who released the document that says it: "The office issued a statement calling for talks"."""
    if head.dep_ not in passage.speech.dependencies["object"] or head.head == head or not passage.bare(head.head.i):
        return None
    issuer = subject(passage, head.head)
    return issuer if issuer is not None and can_speak(passage, issuer, strict=True) else None


def _singular(verb: Token) -> bool:
    return verb.tag_ == "VBZ" or any(c.tag_ == "VBZ" and c.dep_ in {"aux", "auxpass"} for c in verb.children)


def of_the_cue_before(passage: Passage, cue: Occurrence, strict: bool) -> tuple[Part, ...]:
    """Return the speaker of the cue before in the sentence: "X retorted that ..., and said"."""
    low, _ = passage.sentence(cue.verb.i)
    joint_before = cue.first - 1
    while joint_before > low and (
        passage.doc[joint_before].pos_ in {"ADV", "AUX"}
        or (passage.language != "en" and passage.says(joint_before, "reflexives"))
    ):
        joint_before -= 1
    if cue.form != "finite" or passage.doc[joint_before].pos_ != "CCONJ":
        return ()
    earlier = [c for c in occurrences(passage, low, joint_before) if c.form == "finite"]
    return speakers(passage, earlier[-1], strict) if earlier else ()


def _stands_well(passage: Passage, head: Token, cue: Occurrence) -> bool:
    same = passage.sentence_of[head.i] == passage.sentence_of[cue.verb.i]
    return same and passage.bare(head.i) and head.i not in cue.words


def _nearer(passage: Passage, head: Token, beside: Token | None, cue: Occurrence) -> bool:
    """Whether the parse has gone past a clause to a subject that is not this verb's: "He lives there and the group says"."""
    if beside is None or beside.i <= head.i or cue.form != "finite":
        return False
    joins = phrase(passage, beside).first - 1
    begins = joins > head.i and (passage.doc[joins].pos_ in {"CCONJ", "SCONJ"} or passage.doc[joins].text in {",", ";", "—", "–"})
    return begins and passage.clausal(head.i, joins) and can_speak(passage, beside, strict=True)


def _agent(passage: Passage, verb: Token) -> Token | None:
    _, high = passage.sentence(verb.i)
    for index in range(verb.i + 1, min(high, verb.i + AGENT)):
        if passage.says(index, "agents") and passage.bare(index):
            return head_after(passage, index + 1)
        if passage.finite(index) or (passage.bare(index) and passage.doc[index].text in {",", ";", ":"}):
            return None
    return None


def voices(passage: Passage, head: Token, strict: bool) -> tuple[Part, ...]:
    """Return the phrases of a head and of those joined to it, as far as they can speak."""
    heads = [one for one in joint(passage, head) if can_speak(passage, one, strict)]
    if not can_speak(passage, head, strict):
        return ()
    if len(heads) < len(joint(passage, head)):
        heads = [head]
    return tuple(described(passage, one) for one in heads)


def described(passage: Passage, head: Token) -> Part:
    """Return the phrase of a head with the name set beside it, if one is."""
    owner = _owner(passage, head)
    if owner is not None:
        named = passage.mention_of.get(owner.i)
        before = named is not None and owner.i < head.i and owner.dep_ in passage.speech.dependencies["inside_phrase"]
        return passage.part(named.first, named.last) if named and before else phrase(passage, owner)
    part = phrase(passage, head)
    name = name_beside(passage, head)
    if name is None or passage.sentence_of[name.i] != passage.sentence_of[head.i]:
        return passage.part(part.first, _past_name(passage, head, part.last))
    return passage.part(part.first, max(part.last, phrase(passage, name).last))


def _past_name(passage: Passage, head: Token, last: int) -> int:
    """Past ", Ada Obi," right after a description, where the parse does not see that it belongs there."""
    beside = passage.mention_of.get(last)
    if passage.language != "en" and beside is not None and beside.actor_kind is ActorKind.PERSON and beside.first == last:
        return beside.last  # "le préfet | Ada Obi", which the parse keeps apart
    if head.pos_ == "PROPN" and not _titled(passage, head):
        return last
    comma = _past_bracket(passage, last)
    if comma + 1 >= len(passage.doc) or passage.doc[comma].text != ",":
        return last
    mention = passage.mention_of.get(comma + 1)
    if mention is None or mention.actor_kind is not ActorKind.PERSON or mention.first != comma + 1:
        return last
    closed = mention.last < len(passage.doc) and passage.doc[mention.last].text in {",", "."}
    return mention.last if closed else last


def _titled(passage: Passage, head: Token) -> bool:
    """Whether a capitalised word is a post, not a known body's name: "The National Security Adviser, Ada Obi, said"."""
    mention = passage.mention_of.get(head.i)
    return passage.language == "en" and passage.says(head.i, "speakers") and not (mention and mention.actors)


def _past_bracket(passage: Passage, index: int) -> int:
    """Past an abbreviation: "the adviser (NSA), Ada Obi,"."""
    if index >= len(passage.doc) or passage.doc[index].text != "(":
        return index
    near = range(index, min(index + ABBREVIATION, len(passage.doc)))
    return next((i + 1 for i in near if passage.doc[i].text == ")"), index)


def _owner(passage: Passage, head: Token) -> Token | None:
    """Of a document those whom it speaks for, if it names them: "the ministry's statement", "a vote in the parliament"."""
    if not passage.says(head.i, "documents"):
        return None
    names = passage.speech.dependencies["owner"]
    before = next((c for c in head.children if c.i < head.i and (c.dep_ in names or _actor(passage, c))), None)
    if before is not None and before.pos_ != "PRON" and can_speak(passage, before, strict=True):
        return before
    if not passage.says(head.i + 1, "owners"):
        return None
    after = head_after(passage, head.i + 2)
    named = after is not None and can_speak(passage, after, strict=True) and not passage.says(after.i, "documents")
    return after if named else None


def _actor(passage: Passage, token: Token) -> bool:
    mention = passage.mention_of.get(token.i)
    return mention is not None and bool(mention.actors) and not mention.places


def can_speak(passage: Passage, head: Token, strict: bool) -> bool:
    """Whether this is a person or a body: a name, a personal pronoun or a noun for those who speak."""
    if not passage.bare(head.i) or not any(c.isalnum() for c in head.text) or _mute(passage, head):
        return False
    if passage.says(head.i, "personal") or _speaks(passage, head) or _named(passage, head) or aged(passage, head.i):
        return True
    if latter(passage, head.i):
        return True
    if (head.pos_ in NOMINAL and head.lemma_.lower().endswith(PERSONS)) or _owner(passage, head) is not None:
        return True
    if strict or head.ent_type_ in {"DATE", "TIME", "PERCENT", "MONEY", "CARDINAL"}:
        return False
    return head.pos_ == "NOUN" or (head.pos_ in NOMINAL | {"ADJ"} and head.lemma_.lower().endswith(AGENTIVE))


def _mute(passage: Passage, head: Token) -> bool:
    """Whether it is what never speaks, or is said to be nobody."""
    if any(passage.says(child.i, "nobody") and child.i < head.i for child in head.children):
        return True
    return passage.says(head.i, "mute") and not _body_named(passage, head)


def _body_named(passage: Passage, head: Token) -> bool:
    """Whether a word that is no speaker is part of a name that is one: "the Geological Survey"."""
    mention = passage.mention_of.get(head.i)
    return mention is not None and mention.actor_kind is not None and mention.last - mention.first > 1


def _speaks(passage: Passage, head: Token) -> bool:
    words = passage.speech.words["speakers"]
    return bool({head.lemma_.lower(), head.lower_, head.lower_.rstrip("s"), *head.lower_.split("-")} & words)


def _named(passage: Passage, head: Token) -> bool:
    mention = passage.mention_of.get(head.i)
    if mention is not None and (mention.actors or mention.actor_kind is not None or mention.places):
        return True
    return head.pos_ == "PROPN" or head.ent_type_ in NAME_LABELS


def pronoun(passage: Passage, part: Part) -> bool:
    """Whether the speaker is only a personal pronoun."""
    return part.last - part.first == 1 and passage.says(part.first, "personal")
