"""Where a reported content begins: after a cue, past times, media and those who are told."""

from __future__ import annotations

from dataclasses import dataclass

from conflictdb.vocabularies import StatementAct
from loaders.extract.occurrences import Occurrence
from loaders.extract.passages import OUTSIDE, Part, Passage

REACH = 30  # tokens between a cue and its "that"
NEAR = 12
NOUNISH = frozenset({"DET", "NOUN", "PROPN", "ADJ", "NUM", "PRON", "X"})
CLAUSES = ("clause", "np-clause")
WITH_THAT = ("clause", "np-clause", "that")


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a content begins and in what frame, with whom it was said to where that stands between."""

    frame: str
    first: int
    addressee: Part | None = None


def opening(passage: Passage, cue: Occurrence) -> Opening | None:
    """Return where the cue's content begins."""
    _, high = passage.sentence(cue.verb.i)
    if _asked_of(passage, cue, high):
        return Opening("np-inf", cue.last)
    start = skip_adjuncts(passage, cue.last, high)
    if start >= high:
        return None
    return _that_clause(passage, cue, start, high) or _without_that(passage, cue, start, high)


def _asked_of(passage: Passage, cue: Occurrence, high: int) -> bool:
    """ "demande aux autorités de renforcer": in French those who are asked may stand after a preposition."""
    if passage.language == "en" or "np-inf" not in cue.cue.uses or not passage.says(cue.last, "towards"):
        return False
    return not infinitive_begins(passage, cue.last) and _infinitive_follows(passage, cue.last, high)


# ---------------------------------------------------------------- "that"


def _that_clause(passage: Passage, cue: Occurrence, start: int, high: int) -> Opening | None:
    uses = cue.cue.uses
    if not set(WITH_THAT) & set(uses):
        return None
    if (
        not _is_that(passage, start, cue)
        and {"np", "np-inf"} & set(uses)
        and "np-clause" not in uses
        and noun_phrase_begins(passage, start)
    ):
        return None
    for index in range(start, min(high, start + REACH)):
        if _is_that(passage, index, cue):
            spoken_to = index > start and "np-clause" in uses and noun_phrase_begins(passage, start)
            return Opening("clause", index + 1, passage.part(start, index) if spoken_to else None)
        token = passage.doc[index]
        if passage.finite(index) or not passage.free(index) or token.text in {":", ";"} or infinitive_begins(passage, index):
            return None
    return None


def _is_that(passage: Passage, index: int, cue: Occurrence) -> bool:
    token = passage.doc[index]
    if not passage.says(index, "that"):
        return False
    if passage.language != "en" or token.pos_ == "SCONJ" or token.dep_ == "mark":
        return True
    # "told the body that rebels had come": taken for a relative pronoun
    return "np-clause" in cue.cue.uses and index + 1 < len(passage.doc) and not passage.finite(index + 1)


# ---------------------------------------------------------------- without it


def _without_that(passage: Passage, cue: Occurrence, start: int, high: int) -> Opening | None:
    uses, token = cue.cue.uses, passage.doc[start]
    if passage.marks[start] != OUTSIDE:
        return Opening("quote", start) if {"quote", "clause", "np"} & set(uses) else None
    if not set(uses) - {"quote", "that"}:
        return None
    if infinitive_begins(passage, start):
        return Opening("inf", start) if "inf" in uses else None
    if passage.says(start, "questions") and set(CLAUSES) & set(uses) and passage.clausal(start, high):
        return Opening("clause", start)
    if (
        not noun_phrase_begins(passage, start)
        and token.tag_ not in {"VBG", "RB", "EX", "IN"}
        and token.pos_ not in {"ADP", "VERB"}
    ):
        return None
    if "np-inf" in uses and _infinitive_follows(passage, start, high):
        return Opening("np-inf", start)
    if passage.language == "en" and set(CLAUSES) & set(uses) and (found := _bare_clause(passage, cue, start, high)):
        return found
    if "np" in uses and _may_be_object(passage, cue, start):
        return Opening("np", start)
    return (
        Opening("np-as", start)
        if "np-as" in uses and noun_phrase_begins(passage, start) and _is_called(passage, cue, start, high)
        else None
    )


def _may_be_object(passage: Passage, cue: Occurrence, start: int) -> bool:
    """A noun phrase, a gerund or, where something is condemned, the manner of it: "in the strongest terms"."""
    if start in passage.dated or passage.doc[start].ent_type_ in {"DATE", "TIME"}:
        return False
    if noun_phrase_begins(passage, start) or passage.doc[start].tag_ == "VBG":
        return True
    return passage.doc[start].pos_ == "ADP" and cue.cue.uses["np"].act is StatementAct.CONDEMN


def _is_called(passage: Passage, cue: Occurrence, start: int, high: int) -> bool:
    """ "called the plan a mistake", "called it 'a farce'", "described it as a farce"."""
    if any(child.dep_ == "oprd" and child.i > start for child in cue.verb.children):
        return True
    for i in range(start + 1, min(high, start + NEAR)):
        if passage.doc[i].text in {",", ";", ":"}:
            return False
        if passage.marks[i] != OUTSIDE or (passage.word(i) == "as" and cue.verb.lemma_ != "call"):
            return True
    return False


def _bare_clause(passage: Passage, cue: Occurrence, start: int, high: int) -> Opening | None:
    """A clause without "that", by the parse, else by its verb alone."""
    names = passage.speech.dependencies["clause"]
    clause = next((c for c in cue.verb.children if c.dep_ in names and start <= c.i < high and passage.free(c.i)), None)
    telling = "np-clause" in cue.cue.uses
    if clause is None:
        if "np" in cue.cue.uses or not _verb_near(passage, start, high):
            return None
        return _told(passage, start, _past_quoter(passage, start) if telling else start)
    if clause.tag_ == "VBG" and not any(child.dep_ == "aux" for child in clause.children):
        return None  # "reported their homes burning"
    first = next((t.i for t in clause.subtree if t.i >= start), clause.i)
    if not telling or first >= high or passage.says(start, "quoters"):
        return _told(passage, start, _past_quoter(passage, start) if telling else start)
    return _told(passage, start, start if passage.finite(first) else _past_quoter(passage, first))


def _told(passage: Passage, start: int, first: int) -> Opening:
    return Opening("clause", first, passage.part(start, first) if first > start else None)


def _past_quoter(passage: Passage, index: int) -> int:
    """Past a bare "reporters" that the parser took for part of the clause."""
    return index + 1 if passage.says(index, "quoters") or passage.says(index, "objects") else index


def _verb_near(passage: Passage, start: int, high: int) -> bool:
    for index in range(start + 1, min(high, start + NEAR)):
        if passage.finite(index):
            return True
        if passage.doc[index].text in {",", ";", ":", "—", "–"}:
            return False
    return False


def noun_phrase_begins(passage: Passage, index: int) -> bool:
    """Whether a noun phrase may begin here."""
    if passage.language != "en" and passage.says(index, "determiners") and not passage.says(index, "towards"):
        return True
    return (passage.doc[index].pos_ in NOUNISH and not passage.says(index, "that")) or passage.word(index) in {"both", "all"}


def infinitive_begins(passage: Passage, index: int) -> bool:
    """Whether an infinitive begins here, with the particle of its language."""
    following = index + 1
    if passage.language != "en" and _is_infinitive(passage, index):
        return True
    if passage.says(index, "negators"):
        return following < len(passage.doc) and infinitive_begins(passage, following)
    if not passage.says(index, "particles"):
        return False
    while following < len(passage.doc) and (passage.doc[following].pos_ == "ADV" or passage.says(following, "reflexives")):
        following += 1
    return following < len(passage.doc) and _is_infinitive(passage, following)


def _is_infinitive(passage: Passage, index: int) -> bool:
    token = passage.doc[index]
    if passage.language == "en":
        return token.tag_ == "VB"
    return "Inf" in token.morph.get("VerbForm", []) or (
        token.pos_ in {"VERB", "AUX"} and token.lower_.endswith(("er", "ir", "re"))
    )


def _infinitive_follows(passage: Passage, start: int, high: int) -> bool:
    """Whether an infinitive with its particle comes after a noun phrase."""
    for index in range(start + 1, high - 1):
        if passage.says(index, "before_infinitive") and infinitive_begins(passage, index):
            return True
        if passage.doc[index].text in {";", ":"} or (
            passage.language == "en" and passage.finite(index) and not _in_relative(passage, index, start)
        ):
            return False
    return False


def _in_relative(passage: Passage, index: int, start: int) -> bool:
    return any(passage.says(i, "relative") for i in range(start, index))


# ---------------------------------------------------------------- between cue and content


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
    token = passage.doc[index]
    if not passage.bare(index) or passage.says(index, "that"):
        return None
    if index in passage.dated or (token.ent_type_ in {"DATE", "TIME"} and token.pos_ != "NUM" and passage.language == "en"):
        return _past_date(passage, index, high)
    if token.pos_ == "ADP" or passage.says(index, "prepositions"):
        return _past_phrase(passage, index, high)
    if passage.says(index, "questions"):
        return None
    if (
        token.pos_ == "ADV"
        and not passage.says(index, "negations")
        and token.lower_ not in {"there", "both"}
        and not _leads(token)
    ):
        return index + 1
    if token.text == ",":
        return _past_comma(passage, index, high, start)
    return index + 1 if passage.says(index, "inverted") else None


def _leads(token: object) -> bool:
    head, index, pos = token.head, token.i, token.head.pos_  # type: ignore[attr-defined]
    return bool(head.i > index and pos in {"NUM", "NOUN", "ADJ", "DET"})


def _past_date(passage: Passage, index: int, high: int) -> int | None:
    end = index
    while end < high and (end in passage.dated or passage.doc[end].ent_type_ in {"DATE", "TIME"}):
        end += 1
    # "Monday's attack" is what was condemned, not when
    return None if end < high and passage.word(end) in {"'s", "’s"} else end


def _past_phrase(passage: Passage, index: int, high: int) -> int | None:
    """Past a prepositional phrase of time, place or medium, where "that", a comma, a quotation or a clause comes next."""
    if not passage.says(index, "prepositions") or infinitive_begins(passage, index):
        return None
    end = index + 1
    while end < high and passage.bare(end) and _in_phrase(passage, end, index):
        end += 1
    if end >= high:
        return None if end - index > NEAR else end
    timed = any(i in passage.dated or passage.doc[i].ent_type_ in {"DATE", "TIME"} for i in range(index, end))
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
    if index + 1 in passage.dated or passage.doc[index + 1].ent_type_ in {"DATE", "TIME"}:
        return position in passage.dated or token.ent_type_ in {"DATE", "TIME"}
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
    return passage.doc[last - 1].pos_ in {"VERB"} and last - first < 3
