"""What stands between a cue and its content: adverbs, times, places, media, ", however,"."""

from __future__ import annotations

from spacy.tokens import Token

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


def _adverb(passage: Passage, token: Token) -> bool:
    if token.pos_ != "ADV" or any(passage.says(token.i, name) for name in ("questions", "negations", "pointing")):
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
