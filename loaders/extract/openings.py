"""Where a reported content begins: after a cue, past times, media and those who are told."""

from __future__ import annotations

from dataclasses import dataclass

from conflictdb.vocabularies import StatementAct
from loaders.extract.adjuncts import skip_adjuncts
from loaders.extract.occurrences import Occurrence
from loaders.extract.passages import OUTSIDE, Part, Passage
from loaders.extract.starts import infinitive_begins, noun_phrase_begins

REACH = 30  # tokens between a cue and its "that"
NEAR = 12
INSIDE_PHRASE = frozenset({"DET", "ADJ", "NUM", "ADP"})
OBJECT_REACH = 5  # tokens from a verb to the relative before its subject
LEADING = frozenset({"VBG", "RB", "EX", "IN", "ADP", "VERB"})
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
            first = index + 1
            first += first < high and passage.doc[first].text == "," and passage.bare(first)  # "said that, despite the rain, ..."
            return Opening("clause", first, passage.part(start, index) if spoken_to else None)
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
    uses = set(cue.cue.uses)
    if passage.marks[start] != OUTSIDE:
        return _quoted(passage, cue, start, high)
    if infinitive_begins(passage, start):
        asked = passage.language == "fr" and "np-inf" in uses and _object_before(passage, cue.first)  # "les a exhortés à partir"
        return Opening("inf", start) if "inf" in uses else Opening("np-inf", start) if asked else None
    if passage.says(start, "questions") and set(CLAUSES) & uses and passage.clausal(start, high):
        return Opening("clause", start)
    if (
        not noun_phrase_begins(passage, start)
        and passage.doc[start].tag_ not in LEADING
        and passage.doc[start].pos_ not in LEADING
    ):
        return None
    return _after_noun(passage, cue, start, high)


def _quoted(passage: Passage, cue: Occurrence, start: int, high: int) -> Opening | None:
    """A quotation after the cue: what is said, or part of who is asked; not a word quoted inside a phrase after it."""
    if passage.language == "en" and start > cue.last and passage.doc[start - 1].pos_ in INSIDE_PHRASE:
        return None  # 'respond to calls for all "uninvited" troops to leave'
    if {"quote", "clause", "np"} & set(cue.cue.uses):
        return Opening("quote", start)
    asked = passage.language == "en" and "np-inf" in cue.cue.uses and _infinitive_follows(passage, start, high)
    return Opening("np-inf", start) if asked else None  # 'appealed to "decent" members to go'


def _after_noun(passage: Passage, cue: Occurrence, start: int, high: int) -> Opening | None:
    """Where a noun phrase may begin: somebody who is asked, a clause without "that", an object, or what is called something."""
    uses = cue.cue.uses
    if "np-inf" in uses and _infinitive_follows(passage, start, high):
        return Opening("np-inf", start)
    if passage.language == "en" and set(CLAUSES) & set(uses) and (found := _bare_clause(passage, cue, start, high)):
        return found
    if passage.language == "fr" and (told := _told_of(passage, cue, start)) is not None:
        return told
    if "np" in uses and _may_be_object(passage, cue, start):
        return Opening("np", start)
    called = "np-as" in uses and noun_phrase_begins(passage, start) and _is_called(passage, cue, start, high)
    return Opening("np-as", start) if called else None


def _told_of(passage: Passage, cue: Occurrence, start: int) -> Opening | None:
    """ "l'accuse de trahison", "qu'il qualifie de « comédie »": French may put before the verb whom or what it is said of."""
    if not passage.says(start, "charges") or not _object_before(passage, cue.first):
        return None
    if "np-as" in cue.cue.uses:
        return Opening("np-as", start + 1)
    accuses = "np" in cue.cue.uses and cue.cue.uses["np"].act is StatementAct.ACCUSE
    return Opening("np", start) if accuses else None


def _object_before(passage: Passage, index: int) -> bool:
    """Whether "l'", "les" stands right before the verb, or a relative "que" before its subject."""
    if passage.says(index - 1, "reflexives") or passage.says(index - 1, "clitics"):
        return True
    near = range(max(0, index - OBJECT_REACH), index)
    return any(passage.says(i, "that") for i in near) and all(
        passage.doc[i].text != "," for i in near if passage.says(i - 1, "that")
    )


def _may_be_object(passage: Passage, cue: Occurrence, start: int) -> bool:
    """A noun phrase, a gerund or, where something is condemned, the manner of it: "in the strongest terms"."""
    if start in passage.dated or passage.doc[start].ent_type_ in {"DATE", "TIME"}:
        return False
    if noun_phrase_begins(passage, start) or passage.doc[start].tag_ == "VBG":
        return True
    near = range(start + 1, min(len(passage.doc), start + 4))
    measured = passage.language == "fr" and passage.doc[start].pos_ in {"ADV", "ADP"}
    if measured and any(passage.doc[i].pos_ == "NUM" for i in near):
        return True  # "plus de 20 cas"
    return passage.doc[start].pos_ == "ADP" and cue.cue.uses["np"].act is StatementAct.CONDEMN


def _is_called(passage: Passage, cue: Occurrence, start: int, high: int) -> bool:
    """ "called the plan a mistake", "called it 'a farce'", "described it as a farce"."""
    if any(child.dep_ in {"dobj", "oprd", "attr", "obj"} and child.i < cue.verb.i for child in cue.verb.children):
        return False  # "what they had called self-defence"
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
