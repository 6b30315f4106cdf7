"""Statements whose object stands before the cue: "what she called a farce", "a charge that the bank denies"."""

from __future__ import annotations

from spacy.tokens import Token

from conflictdb.vocabularies import StatementKind
from loaders.extract.content import kind_of
from loaders.extract.cues import Use
from loaders.extract.ends import end_of_content
from loaders.extract.occurrences import Occurrence
from loaders.extract.passages import OUTSIDE, Part, Passage
from loaders.extract.said import Said
from loaders.extract.speakers import pronoun, voices
from loaders.extract.starts import noun_phrase_begins

ENDS = frozenset({".", ",", ";", "—", "–", ")"})


def gapped(passage: Passage, cue: Occurrence) -> Said | None:
    """Return what a relative clause says of the words before it; None where its cue has its object behind it."""
    if passage.language != "en" or cue.form != "finite":
        return None
    who = _speakers(passage, cue)
    if not who:
        return None
    link = who[0].first - 1
    content = _called(passage, cue, link) or _supposed(passage, cue, link) or _antecedent(passage, cue, link)
    if content is None:
        return None
    part, use, frame = content
    kind, part = kind_of(passage, part)
    kind = StatementKind.MIXED if kind is StatementKind.DIRECT and part.last - part.first < 1 else kind
    cue_part = passage.part(cue.first, cue.last)
    return Said(who, (part,), cue_part, kind, use.act, frame, "relative", 0.7, cue, pronoun=pronoun(passage, who[0]))


def _speakers(passage: Passage, cue: Occurrence) -> tuple[Part, ...]:
    """The subject right before the cue, by the parse."""
    names = passage.speech.dependencies["subject"]
    heads = [c for c in cue.verb.children if c.dep_ in names and c.i < cue.verb.i and passage.bare(c.i)]
    head = heads[-1] if heads and not passage.says(heads[-1].i, "relative") else None
    return voices(passage, head, strict=True) if head is not None else ()


def _relative(passage: Passage, cue: Occurrence, link: int) -> bool:
    """Whether a relative clause without an object of its own begins after `link`."""
    objects = passage.speech.dependencies["object"]
    if any(c.dep_ in objects and c.i > cue.verb.i and passage.bare(c.i) for c in cue.verb.children):
        return False
    return passage.word(link) in {"what", "which", "that"} or cue.verb.dep_ in passage.speech.dependencies["relative_clause"]


def _called(passage: Passage, cue: Occurrence, link: int) -> tuple[Part, Use, str] | None:
    """ "what she called a farce", "which the union described as a trap", "a charge Obi called 'a fairy tale'"."""
    use = cue.cue.uses.get("np-as")
    if use is None or not _relative(passage, cue, link):
        return None
    _, high = passage.sentence(cue.verb.i)
    first = cue.last + (passage.word(cue.last) == "as")
    if first >= high or first in passage.dated:
        return None
    if first == cue.last and passage.marks[first] == OUTSIDE and not noun_phrase_begins(passage, first):
        return None
    high = _clause_end(passage, first, high)
    last = end_of_content(passage, cue, first, high, "np")
    enough = last > first + 1 or (link >= 0 and passage.word(link) != "what" and last > first)
    return (passage.part(first, last), use, "np-as") if enough else None


def _clause_end(passage: Passage, first: int, high: int) -> int:
    """Where the relative clause ends: at a mark, at the verb of the clause around it, where its quotation closes with a comma."""
    if passage.marks[first] != OUTSIDE:
        quoted = passage.quoted[passage.marks[first]]
        if quoted.last > quoted.first and passage.doc[quoted.last - 1].text in {",", "."}:
            return quoted.last
    for i in range(first, high):
        if passage.bare(i) and (passage.doc[i].text in ENDS or (passage.finite(i) and not _in_relative(passage, first, i))):
            return i
    return high


def _in_relative(passage: Passage, first: int, index: int) -> bool:
    return any(passage.says(i, "relative") or passage.says(i, "that") for i in range(first, index))


def _supposed(passage: Passage, cue: Occurrence, link: int) -> tuple[Part, Use, str] | None:
    """ "what police say was a planned attack": the clause without its subject."""
    use, first = cue.cue.uses.get("clause"), cue.last
    if use is None or passage.word(link) != "what" or first >= len(passage.doc) or not passage.finite(first):
        return None
    _, high = passage.sentence(cue.verb.i)
    high = next((i for i in range(first, high) if passage.bare(i) and passage.doc[i].text in ENDS), high)
    last = end_of_content(passage, cue, first, high, "clause")
    return (passage.part(first, last), use, "clause") if last > first + 1 else None


def _antecedent(passage: Passage, cue: Occurrence, link: int) -> tuple[Part, Use, str] | None:
    """ "a charge that the bank denies": the noun before, where what is said stands before it in the sentence."""
    use = cue.cue.uses.get("np")
    if use is None or not _relative(passage, cue, link) or not _at_an_end(passage, cue):
        return None
    noun = link - (passage.word(link) in {"which", "that"})
    noun -= passage.word(noun) == ","
    if noun < 1 or not passage.says(noun, "comment_nouns") or not passage.bare(noun):
        return None
    first = noun - passage.says(noun - 1, "comments")
    return passage.part(first, noun + 1), use, "np"


def _at_an_end(passage: Passage, cue: Occurrence) -> bool:
    """Whether nothing that could be its object follows the cue."""
    if cue.last >= len(passage.doc):
        return True
    token: Token = passage.doc[cue.last]
    return token.text in ENDS or token.pos_ in {"CCONJ", "ADP", "ADV", "SCONJ"} or cue.last in passage.dated
