"""Noun phrases and subjects: by the parse where it serves, by the words beside a verb where it does not."""

from __future__ import annotations

from spacy.tokens import Token

from conflictdb.vocabularies import ActorKind
from loaders.extract.passages import Part, Passage

CLIMB = 6
ASIDE = 7  # tokens from the comma that closes an aside to the one that opens it
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X"})
IN_PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON", "X"})
BEFORE_NOUN = frozenset({"DET", "ADJ", "NUM", "ADV", "PRON", "PUNCT", "X"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
NOT_FINITE = frozenset({"VBN", "VB", "VBG"})
BEFORE_VERB = frozenset({"ADV", "AUX", "PART"})
GLUE = frozenset({"-", "'s", "’s", "'", "’", "/"})


def subject(passage: Passage, verb: Token) -> Token | None:
    """Return the head of the verb's subject by the parse, its own or the one that it shares; None where it shows none."""
    names = passage.speech.dependencies
    token = verb
    for _ in range(CLIMB):
        if (found := _own_subject(passage, token)) is not None:
            return _antecedent(passage, token, found)
        if token.dep_ in names["modifies_noun"] and token.head.i < token.i and token.head.pos_ in NOMINAL:
            return token.head
        above = _past_content(token) if unparallel(passage, token) else token.head
        if token.dep_ == "pcomp" and above.pos_ == "ADP":  # "was quoted as saying"
            if (quoted := _quoted(passage, above)) is not None:
                return quoted
            token = above.head
            continue
        if token.dep_ not in names["shares_subject"] | names["clause"] or above == token or not passage.bare(above.i):
            return None
        if above.pos_ not in {"VERB", "AUX"} and token.dep_ not in names["conjunct"]:
            return None
        token = above
    return None


def _quoted(passage: Passage, link: Token) -> Token | None:
    """Who is quoted: "the paper quoted an aide as saying"."""
    if link.lower_ != "as" or any(c.dep_ in passage.speech.dependencies["passive_subject"] for c in link.head.children):
        return None
    names = passage.speech.dependencies["object"]
    return next((c for c in link.head.children if c.dep_ in names and c.i < link.i and passage.bare(c.i)), None)


def _own_subject(passage: Passage, verb: Token) -> Token | None:
    wanted = passage.speech.dependencies["subject"] | passage.speech.dependencies["passive_subject"]
    own = [child for child in verb.children if child.dep_ in wanted]
    if len(own) > 1 and own[-1].i < verb.i and own[-1].pos_ == "PROPN":
        return own[-1]  # "the charity Open Roads called": the parse takes both for subjects
    return own[0] if own else None


def _past_content(verb: Token) -> Token:
    """The verb whose content the verb joined to seems to be part of."""
    above = verb.head
    return above.head if above.dep_ == "ccomp" and above.head.i < above.i else above


def unparallel(passage: Passage, verb: Token) -> bool:
    """Whether a finite verb is joined to one that is not: "had been hurt and warned that" says that somebody else warned.

    So does a verb of speech joined to a state or to another tense: "said the plan was poor and asked if ...".
    """
    if verb.tag_ not in FINITE or verb.dep_ != "conj":
        return False
    before = verb.head
    if before.tag_ in NOT_FINITE:
        return True
    outspoken = verb.tag_ == "VBD" and verb.lemma_.lower() in passage.speech.words["outspoken"]
    return outspoken and before.dep_ == "ccomp" and (before.lemma_ == "be" or before.tag_ in {"VBZ", "VBP"})


def _antecedent(passage: Passage, verb: Token, found: Token) -> Token | None:
    if not passage.says(found.i, "relative"):
        return found
    if (
        passage.word(found.i - 1) == ","
        and found.i > 1
        and (before := _ending_at(passage, found.i - 2, passage.sentence(found.i)[0]))
    ):
        return before  # "the unions, who asked for it,": whatever the parse hangs the clause on
    if verb.dep_ in passage.speech.dependencies["modifies_noun"] and verb.head.i < found.i:
        return verb.head
    return None


def phrase(passage: Passage, head: Token) -> Part:
    """Return the noun phrase around `head`: its modifiers before and after it, up to a comma or a relative clause."""
    low, high = passage.sentence(head.i)
    first, last = head.i, head.i + 1
    while first > low and (_belongs(passage, first - 1, head) or _hyphened(passage, first, low)):
        first -= 1
    while last < high and (_belongs(passage, last, head) or _hyphened(passage, last, low)):
        last += 1
    if (mention := passage.mention_of.get(head.i)) is not None:
        first, last = max(low, min(first, mention.first)), min(high, max(last, mention.last))
    while first < head.i and not _may_begin(passage, first, head):
        first += 1
    last = _before_date(passage, head.i + 1, last)
    while (
        last > head.i + 1
        and passage.doc[last - 1].pos_ in {"PUNCT", "ADP", "CCONJ", "ADV", "PART"}
        and passage.doc[last - 1].text != ")"
    ):
        last -= 1
    return passage.part(first, last)


def _hyphened(passage: Passage, index: int, low: int) -> bool:
    """Whether a hyphen ties the token to what stands before it: "état-major"."""
    doc, before = passage.doc, index - 1
    if doc[before].text == "-":
        return not doc[before].whitespace_ and before > low and not doc[before - 1].whitespace_
    return doc[index].text == "-" and not doc[before].whitespace_


def _before_date(passage: Passage, first: int, last: int) -> int:
    """Where a date behind a noun begins, with its preposition: "the watchdog | on Monday"."""
    for i in range(first, last):
        if i in passage.dated and i not in passage.mention_of:
            return i - 1 if i > first and passage.doc[i - 1].pos_ == "ADP" else i
    return last


def _may_begin(passage: Passage, index: int, head: Token) -> bool:
    token = passage.doc[index]
    if token.is_punct or token.is_space or token.pos_ == "CCONJ":
        return False
    return token.pos_ != "ADV" and not (token.pos_ == "ADP" and token.head.i >= head.i)


def _belongs(passage: Passage, index: int, head: Token) -> bool:
    """Whether the path from the token to the head runs through modifiers of a noun alone."""
    token = passage.doc[index]
    if not passage.bare(index) or token.text in {",", ";", ":", "—", "–"} or token.is_space:
        return False
    names = passage.speech.dependencies["inside_phrase"]
    for _ in range(CLIMB):
        if token == head:
            return True
        joined = token.dep_ in {"conj", "cc"} and token.i > head.i and (token.head != head or _ampersand(passage, token))
        if token.dep_ not in names and not joined:
            return False
        token = token.head
    return token == head


def _ampersand(passage: Passage, token: Token) -> bool:
    """Whether "&" joins the token to what stands before it."""
    return token.text == "&" or (token.i > 0 and passage.doc[token.i - 1].text == "&")


def joint(passage: Passage, head: Token) -> tuple[Token, ...]:
    """Return the heads of a phrase and of those joined to it: "the minister and the general" is two."""
    names, governed = passage.speech.dependencies["conjunct"], passage.speech.dependencies["governed"]
    first = head
    while first.dep_ in names and first.head.i < first.i and _may_join(passage, first.head, first):
        if first.head.dep_ in governed:
            break  # "... in the south, residents and a leader said": the parse joins the residents to the south
        first = first.head
    heads, queue = [first], [first]
    while queue:
        current = queue.pop()
        found = [c for c in current.children if c.dep_ in names and c.i > current.i and _may_join(passage, current, c)]
        heads.extend(found)
        queue.extend(found)
    heads.sort(key=lambda token: token.i)
    listed = any(passage.doc[i].pos_ == "CCONJ" for i in range(heads[-2].i, heads[-1].i)) if len(heads) > 1 else False
    return tuple(heads) if listed else (head,)


def _may_join(passage: Passage, one: Token, other: Token) -> bool:
    """Whether two nouns may stand in a list of speakers: no verb between, a name only beside a name or with an article."""
    between = range(one.i + 1, other.i)
    if any(passage.doc[i].text == "&" for i in between):
        return False  # one name: "Harlow & Finch"
    if (
        other.pos_ not in NOMINAL
        or not other.text[0].isalnum()
        or any(passage.doc[i].pos_ in {"VERB", "SCONJ"} and passage.doc[i].dep_ != "amod" for i in between)
    ):
        return False
    mention = passage.mention_of.get(other.i)
    named = mention is not None and (bool(mention.actors) or mention.actor_kind is ActorKind.PERSON)
    determined = any(child.pos_ in {"DET", "NUM", "ADJ"} for child in other.children)
    return one.pos_ == other.pos_ or named or determined or other.pos_ != "PROPN"


def name_beside(passage: Passage, head: Token) -> Token | None:
    """Return the name set beside a description: "the spokesman, Ada Obi," gives Obi."""
    if head.pos_ == "PROPN":
        return None
    names = passage.speech.dependencies["apposition"]
    return next((c for c in head.children if c.dep_ in names and c.pos_ == "PROPN" and c.i > head.i and passage.bare(c.i)), None)


def head_before(passage: Passage, index: int) -> Token | None:
    """Return the head of the noun phrase that ends right before a verb, past auxiliaries and an apposition between commas."""
    low, _ = passage.sentence(min(index, len(passage.doc) - 1))
    last = _past_helpers(passage, index - 1, low)
    if last < low or not passage.bare(last):
        return None
    if passage.doc[last].text == ",":
        opened = _aside_before(passage, last, low)
        return _ending_at(passage, opened - 1, low) if opened else _before_apposition(passage, last, low)
    if passage.doc[last].text == ")":
        last = next((i - 1 for i in range(last, low, -1) if passage.doc[i].text == "("), low - 1)
    return _ending_at(passage, last, low)


def _aside_before(passage: Passage, comma: int, low: int) -> int:
    """The comma that opens ", for its part," or ", elle," before this one; 0 where none does."""
    for index in range(comma - 2, max(low, comma - ASIDE), -1):
        if passage.doc[index].text == ",":
            words = " ".join(passage.lower[index + 1 : comma])
            return index if words in passage.speech.words["asides"] else 0
    return 0


def _past_helpers(passage: Passage, last: int, low: int) -> int:
    while last >= low and not passage.says(last, "personal"):
        if (
            passage.doc[last].pos_ not in BEFORE_VERB
            and not passage.says(last, "reflexives")
            and not passage.says(last, "auxiliaries")
        ):
            break
        last -= 1
    return last


def _before_apposition(passage: Passage, comma: int, low: int) -> Token | None:
    """ "Ada Obi, the head of the mission, said": the name before the comma before."""
    for index in range(comma - 1, low, -1):
        if not passage.bare(index):
            return None
        if passage.doc[index].text == "," and (head := _ending_at(passage, index - 1, low)) is not None:
            mention = passage.mention_of.get(head.i)
            if head.pos_ == "PROPN" or passage.says(head.i, "speakers") or (mention and mention.actors):
                return head
    return None


def _ending_at(passage: Passage, last: int, low: int) -> Token | None:
    if last < low or not passage.bare(last):
        return None
    head = passage.doc[last]
    if passage.says(last, "personal"):
        return head
    if passage.language != "en":
        head = _before_adjectives(passage, head, low)
        last = head.i
    if not _nominal(passage, last):
        return None
    # the nearest noun may only close a longer phrase: "the head of the mission"
    while (above := _noun_above(passage, head)) is not None and low <= above.i < head.i and _one_phrase(passage, above.i, last):
        head = above
    return head


def _before_adjectives(passage: Passage, head: Token, low: int) -> Token:
    """The noun before the adjectives that end a French phrase: "la société civile | dénonce"."""
    index = head.i
    while index > low and passage.doc[index].pos_ == "ADJ" and not _nominal(passage, index):
        index -= 1
    return passage.doc[index] if passage.doc[index].pos_ in {"NOUN", "PROPN"} else head


def _noun_above(passage: Passage, head: Token) -> Token | None:
    """The noun that a noun hangs on, past prepositions and adjectives: "a diplomat familiar with the matter"."""
    token = head
    for _ in range(CLIMB):
        if token.head == token or token.head.i > token.i:
            return None
        token = token.head
        if _nominal(passage, token.i):
            return token
        if token.pos_ not in {"ADP", "ADJ"}:
            return None
    return None


def _nominal(passage: Passage, index: int) -> bool:
    token = passage.doc[index]
    if (
        token.pos_ in NOMINAL
        or passage.says(index, "speakers")
        or passage.says(index, "others")
        or aged(passage, index)
        or latter(passage, index)
    ):
        return True
    mention = passage.mention_of.get(index)
    return mention is not None and mention.actor_kind is ActorKind.PERSON


def latter(passage: Passage, index: int) -> bool:
    """Whether "ce dernier", "cette dernière" ends here: whoever was named last."""
    return passage.language != "en" and passage.says(index, "same") and passage.word(index - 1) in {"ce", "cette", "ces"}


def aged(passage: Passage, index: int) -> bool:
    """Whether somebody is described by age here: "the 22-year-old"."""
    return passage.says(index, "aged") and index > 0 and passage.doc[index - 1].text == "-"


def _one_phrase(passage: Passage, first: int, last: int) -> bool:
    return all(
        passage.bare(i)
        and (passage.doc[i].pos_ in IN_PHRASE or passage.says(i, "links_in_phrase") or passage.doc[i].text in GLUE)
        for i in range(first, last + 1)
    )


def head_after(passage: Passage, index: int) -> Token | None:
    """Return the head of the noun phrase that begins at `index`."""
    if index >= len(passage.doc) or not passage.bare(index):
        return None
    _, high = passage.sentence(index)
    position = index
    while (position < high and passage.bare(position) and not _nominal(passage, position)) or _led_on(passage, position, high):
        joined = passage.doc[position].pos_ == "CCONJ" and position > index and passage.doc[position - 1].pos_ == "ADJ"
        if not joined and (passage.doc[position].pos_ not in BEFORE_NOUN or passage.doc[position].text in {",", ".", ":", ";"}):
            return None
        position += 1
    if position >= high or not passage.bare(position):
        return None
    head = passage.doc[position]
    while head.i < head.head.i < high and _nominal(passage, head.head.i) and _one_phrase(passage, head.i, head.head.i):
        head = head.head
    return head


def _led_on(passage: Passage, position: int, high: int) -> bool:
    """A pronoun that only points ahead: "all the leaders"."""
    if position + 1 >= high or passage.doc[position].pos_ != "PRON" or passage.says(position, "personal"):
        return False
    return passage.doc[position].head.i > position and passage.doc[position].dep_ in passage.speech.dependencies["inside_phrase"]
