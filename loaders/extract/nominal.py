"""Statements in a noun of saying: "Rwanda's denial of support", "a call by the group for further talks"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from conflictdb.vocabularies import StatementAct
from loaders.extract.content import kind_of
from loaders.extract.cues import Noun
from loaders.extract.ends import trim_end
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said
from loaders.extract.speakers import voices
from loaders.extract.starts import infinitive_begins
from loaders.extract.syntax import head_after

MARKS = frozenset({",", ";", ":", "—"})
OF_DEEDS = frozenset({StatementAct.COMMIT, StatementAct.THREATEN})
REACH = 14  # tokens from a noun to its "par"
NEAR = 4  # tokens of a sentence before a noun that a colon follows


def nominal(passage: Passage) -> Iterator[Said]:
    """Yield the statements of nouns of saying whose speaker is named."""
    for token in passage.doc:
        noun = token.lower_ in passage.speech.nouns and token.pos_ in {"NOUN", "PROPN"} and passage.bare(token.i)
        if noun and (found := _of_noun(passage, token)):
            yield found


def _of_noun(passage: Passage, token: Token) -> Said | None:
    noun = passage.speech.nouns[token.lower_]
    if passage.language == "fr" and (found := _done_by(passage, token, noun)) is not None:
        return found
    who, after = _owner(passage, token) or _author(passage, token, noun) or ((), 0)
    _, high = passage.sentence(token.i)
    stated = who and after + 2 < high and passage.doc[after].lemma_ == "be" and passage.says(after + 1, "that")
    after += 1 if stated else 0  # "the union's view is that ..."
    headed = who and after + 2 < high and passage.word(after) == ":" and token.i <= passage.sentence(token.i)[0] + NEAR
    link = next((words for words in map(str.split, noun.links) if passage.follows(after, tuple(words))), None)
    linked = after < high and (stated or headed or link is not None)
    if not who or after + 1 >= high or not linked or not passage.bare(after):
        return None
    after += len(link) - 1 if link else 0  # "selon laquelle"
    after += 1 if headed and passage.says(after + 1, "that") else 0  # "Her complaint: that nobody knew"
    infinitive = passage.language == "fr" and infinitive_begins(passage, after)
    if passage.language == "fr" and noun.act in OF_DEEDS and not infinitive:
        return None  # "l'engagement de l'armée dans la ville"
    first = after if passage.says(after, "inclusive") or infinitive else after + 1
    last = _end(passage, first, after, high)
    if last - first < 2 and (last == first or passage.doc[first].pos_ not in {"NOUN", "PROPN"}):
        return None
    if passage.word(after) == "that" and not passage.clausal(first, last):
        return None
    kind, part = kind_of(passage, passage.part(first, last))
    return Said(who, (part,), passage.part(token.i, token.i + 1), kind, noun.act, "np", "noun", 0.7)


def _done_by(passage: Passage, token: Token, noun: Noun) -> Said | None:
    """ "la condamnation de l'attaque par l'Union", "le refus par Kinshasa de négocier": who does it stands after "par"."""
    _, high = passage.sentence(token.i)
    near = range(token.i + 1, min(high, token.i + REACH))
    agent = next((i for i in near if passage.says(i, "agents") and passage.bare(i)), None)
    if agent is None or any(
        passage.finite(i) or passage.doc[i].text in MARKS or not passage.bare(i) for i in range(token.i, agent)
    ):
        return None
    head = head_after(passage, agent + 1)
    who = voices(passage, head, strict=True) if head is not None else ()
    if not who:
        return None
    who = (*who[:-1], _without_content(passage, who[-1], head, noun))
    if agent > token.i + 2 and passage.word(token.i + 1) in noun.links:
        contracted = not passage.says(token.i + 1, "determiners")
        part = passage.part(token.i + 1 + contracted, agent)
    elif agent == token.i + 1 and who[-1].last + 1 < high and passage.word(who[-1].last) in noun.links:
        first = who[-1].last + (not infinitive_begins(passage, who[-1].last))
        part = passage.part(first, _end(passage, first, who[-1].last, high))
    else:
        return None
    kind, part = kind_of(passage, part)
    return (
        Said(who, (part,), passage.part(token.i, token.i + 1), kind, noun.act, "np", "noun", 0.7)
        if part.last > part.first
        else None
    )


def _owner(passage: Passage, token: Token) -> tuple[tuple[Part, ...], int] | None:
    names = passage.speech.dependencies["owner"]
    owner = next((c for c in token.children if c.dep_ in names and c.i < token.i), None)
    if owner is None:
        return None
    who = voices(passage, owner, strict=True) if owner.pos_ != "PRON" else ()
    if passage.says(owner.i, "possessives"):
        who = (passage.part(owner.i, owner.i + 1),)
    return (who, token.i + 1) if who else None


def _author(passage: Passage, token: Token, noun: Noun) -> tuple[tuple[Part, ...], int] | None:
    """A noun's "by X" or "from X"."""
    after = token.i + 1
    if not passage.says(after, "authors") or not passage.bare(after):
        return None
    head = head_after(passage, after + 1)
    who = voices(passage, head, strict=True) if head is not None else ()
    if who and passage.language == "fr":
        who = (*who[:-1], _without_content(passage, who[-1], head, noun))
    return (who, _past_relative(passage, who[-1].last)) if who else None


def _without_content(passage: Passage, one: Part, head: Token | None, noun: Noun) -> Part:
    """The speaker without what the noun says, which parses hang on it: "l'appel du gouverneur | à la reddition"."""
    for i in range(max(one.first, head.i if head is not None else 0) + 1, one.last):
        linked = passage.word(i) in noun.links and (not passage.says(i, "authors") or passage.says(i + 1, "determiners"))
        if linked or infinitive_begins(passage, i):
            return passage.part(one.first, i)
    return one


def _past_relative(passage: Passage, index: int) -> int:
    """Past ", which is said to be backed by others,"."""
    if index + 1 >= len(passage.doc) or passage.doc[index].text != "," or not passage.says(index + 1, "relative"):
        return index
    _, high = passage.sentence(index)
    return next((i + 1 for i in range(index + 1, high) if passage.doc[i].text == ","), index)


def _end(passage: Passage, first: int, link: int, high: int) -> int:
    """The parse bounds the content of a noun; a comma does where it is a clause."""
    comma = next((i for i in range(first + 1, high) if passage.doc[i].text in MARKS and passage.bare(i)), high)
    if passage.language == "fr":
        verbs = [i for i in range(first + 1, comma) if passage.finite(i) and _free(passage, i, first)]
        verbs = verbs[1:] if passage.says(link, "relative") else verbs  # "selon laquelle la ville est calme | a surpris"
        return trim_end(passage, first, _before_helpers(passage, verbs[0], first) if verbs else comma)
    verb = passage.doc[link].head
    if passage.word(link) == "that" or verb.pos_ == "VERB":
        clause = [t.i for t in verb.subtree if first <= t.i < high] if verb.i > link else []
        return trim_end(passage, first, min(max(clause) + 1, comma) if clause else comma)
    inside = [t.i for t in passage.doc[link].subtree if first <= t.i < high]
    last = max(inside) + 1 if inside and passage.doc[link].dep_ != "aux" else comma
    return trim_end(passage, first, min(last, comma))


def _free(passage: Passage, index: int, first: int) -> bool:
    """Whether no relative and no "que" stands between, so that a verb here is the sentence's own."""
    return not any(passage.says(i, "relative") or passage.says(i, "that") for i in range(first, index))


def _before_helpers(passage: Passage, index: int, first: int) -> int:
    while index > first and (passage.says(index - 1, "reflexives") or passage.says(index - 1, "auxiliaries")):
        index -= 1
    return index
