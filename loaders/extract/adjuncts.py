"""What stands between a cue and its content: adverbs, times, places, media, ", however,"."""

from __future__ import annotations

from spacy.tokens import Token

from conflictdb.vocabularies import ActorKind
from loaders.extract.passages import Passage
from loaders.extract.starts import NOUNISH, infinitive_begins

NEAR = 12
TIMES = frozenset({"DATE", "TIME"})


def skip_adjuncts(passage: Passage, index: int, high: int) -> int:
    """Past what stands between a cue and its content: adverbs, times, "in a statement", ", however,"."""
    start = index
    while index < high:
        beyond = _beyond(passage, index, high, start)
        if beyond is None:
            return index
        index = beyond
    return index


def _beyond(passage: Passage, index: int, high: int, start: int) -> int | None:
    """The token after one adjunct at `index`, None where there is none."""
    token = passage.doc[index]
    if not passage.bare(index) or passage.says(index, "that"):
        return None
    if index in passage.dated or (token.ent_type_ in TIMES and token.pos_ != "NUM" and passage.language == "en"):
        return _past_date(passage, index, high)
    if token.pos_ == "ADP" or passage.says(index, "prepositions"):
        return _past_phrase(passage, index, high)
    if token.text == ",":
        return _past_comma(passage, index, high, start)
    return index + 1 if _adverb(passage, token) or passage.says(index, "inverted") else None


def past_hearers(passage: Passage, index: int, high: int) -> int:
    """Past what French puts between a verb and the speaker behind it: "a dit | mercredi à la presse | le ministre"."""
    start = index
    while index < high and passage.bare(index):
        if passage.says(index, "before_speaker") and (end := _before_speaker(passage, index, high)) is not None:
            index = end
        elif index in passage.dated or _adverb(passage, passage.doc[index]):
            index += 1
        elif aside := _aside(passage, index):
            index += aside
        elif index > start and passage.doc[index].text == "," and passage.doc[index - 1].pos_ != "VERB":
            return index + 1
        else:
            break
    return index


def _aside(passage: Passage, index: int) -> int:
    """How many words of "pour sa part" and the like stand here."""
    asides = passage.speech.words["asides"]
    return next((n for n in (4, 3, 2) if " ".join(passage.lower[index : index + n]) in asides), 0)


def _before_speaker(passage: Passage, index: int, high: int) -> int | None:
    """The end of a phrase of hearers, place or manner, where the speaker begins right behind it; None where nothing does."""
    for i in range(index + 2, min(high, index + NEAR)):
        token, before = passage.doc[i], passage.doc[i - 1]
        if token.text in {".", ";", ":"} or passage.finite(i) or not passage.bare(i):
            return None
        if token.text == ",":
            return i
        nominal = before.pos_ in {"NOUN", "PROPN", "ADJ"}
        if nominal and (i in passage.dated or token.pos_ == "DET" or (passage.says(i, "determiners") and token.pos_ != "ADP")):
            return i
        mention = passage.mention_of.get(i)
        named = mention is not None and mention.first == i and mention.actor_kind is ActorKind.PERSON
        if named and nominal and (passage.says(i - 1, "press") or i - 1 in passage.mention_of):
            return i
        if token.pos_ == "PROPN" and passage.says(i - 1, "press") and i not in passage.mention_of:
            return i
    return None


def _adverb(passage: Passage, token: Token) -> bool:
    if (
        token.pos_ != "ADV"
        or passage.says(token.i, "negators")
        or any(passage.says(token.i, name) for name in ("questions", "negations", "pointing"))
    ):
        return False
    return not _leads(token)


def _leads(token: Token) -> bool:
    """Whether an adverb belongs to a phrase ahead: "about 40 people"."""
    return bool(token.head.i > token.i and token.head.pos_ in {"NUM", "NOUN", "ADJ", "DET"})


def _past_date(passage: Passage, index: int, high: int) -> int | None:
    end = index
    while end < high and (end in passage.dated or passage.doc[end].ent_type_ in TIMES):
        end += 1
    # "Monday's attack" is what was condemned, not when
    return None if end < high and passage.word(end) in {"'s", "’s"} else end


def _past_phrase(passage: Passage, index: int, high: int) -> int | None:
    """Past a prepositional phrase of time, place or medium, where "that", a comma, a quotation or a clause comes next."""
    if not passage.says(index, "prepositions") or infinitive_begins(passage, index):
        return None
    if passage.says(index, "determiners") and index + 1 not in passage.dated:
        return None  # "le gouvernement" is no "le 3 mars"
    end = index + 1
    while end < high and passage.bare(end) and _in_phrase(passage, end, index):
        end += 1
    if end >= high or (end == high - 1 and passage.doc[end].is_punct):
        return None if end - index > NEAR else end
    timed = any(i in passage.dated or passage.doc[i].ent_type_ in TIMES for i in range(index, end))
    opens = (
        passage.says(end, "that")
        or passage.doc[end].text in {",", ":"}
        or not passage.bare(end)
        or infinitive_begins(passage, end)
    )
    return end if opens or (timed and passage.doc[end].pos_ in NOUNISH | {"ADP", "SCONJ", "ADV"}) else None


def _in_phrase(passage: Passage, position: int, index: int) -> bool:
    token = passage.doc[position]
    if passage.says(position, "that") or token.text in {",", ":", ";", "."} or passage.finite(position):
        return False
    if position == index + 1:
        return True
    if token.pos_ == "DET" and passage.doc[position - 1].pos_ in {"NOUN", "PROPN"}:
        return False  # "in the strongest terms | the attack"
    if index + 1 in passage.dated or passage.doc[index + 1].ent_type_ in TIMES:
        return position in passage.dated or token.ent_type_ in TIMES
    return token.pos_ in {"NOUN", "PROPN", "ADJ", "DET", "NUM", "ADP", "PART", "X"} and not infinitive_begins(passage, position)


def _past_comma(passage: Passage, index: int, high: int, start: int) -> int | None:
    """Past ", however," and the like; past the comma that closes an adjunct already passed."""
    if index > start and any(passage.doc[i].text == "," for i in range(start, index)):
        return index + 1
    for position in range(index + 1, min(index + NEAR, high - 1)):
        if passage.finite(position) or not passage.bare(position):
            return None
        if passage.doc[position].text == ",":
            return position + 1 if not _listed(passage, index, position) else None
    return None


def _listed(passage: Passage, first: int, last: int) -> bool:
    """Whether what stands between two commas is one more name or thing, not an aside."""
    return passage.doc[last - 1].pos_ == "VERB" and last - first < 3
