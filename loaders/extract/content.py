"""What is said: from a cue to the stretch of its content."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from conflictdb.vocabularies import StatementKind
from loaders.extract.occurrences import Occurrence, occurrence
from loaders.extract.passages import OUTSIDE, Part, Passage
from loaders.extract.speakers import phrase_head_before

REACH = 30  # tokens between a cue and its "that"
THAT = frozenset({"that", "que", "qu'", "qu’"})
QUESTION = frozenset({"how", "why", "what", "whether", "if", "when", "where", "who", "which", "comment", "pourquoi", "combien", "si"})
NOUNISH = frozenset({"DET", "NOUN", "PROPN", "ADJ", "NUM", "PRON"})
DASHES = frozenset({"—", "–", "--"})
LOOSE = frozenset({",", ";", ":", "—", "–", "-", "--"})
PARTICLES = frozenset({"à", "de", "d'", "d’", "to"})
CLITIC = frozenset({"leur", "lui", "les", "le", "la", "l'", "l’"})


@dataclass(frozen=True, slots=True)
class Reported:
    """A content after its cue: the frame that it stands in, and whom it was said to where that stands between."""

    frame: str
    content: Part
    addressee: Part | None = None


def reported(passage: Passage, cue: Occurrence) -> Reported | None:
    """Return what follows the cue as its content; None where nothing that the cue can take follows."""
    _, high = passage.sentence(cue.verb.i)
    start = skip_adjuncts(passage, cue.last, high)
    if start >= high:
        return None
    found = _that(passage, cue, start, high) or _plain(passage, cue, start, high)
    if found is None:
        return None
    frame, first, addressee = found
    last = end_of_content(passage, cue, first, high, frame)
    if last <= first or not _enough(passage, first, last):
        return None
    return Reported(frame, Part(passage.section, first, last), addressee)


def _that(passage: Passage, cue: Occurrence, start: int, high: int) -> tuple[str, int, Part | None] | None:
    if not {"clause", "np-clause"} & set(cue.cue.uses):
        return None
    if {"np", "np-inf"} & set(cue.cue.uses) and "np-clause" not in cue.cue.uses and not _is_that(passage, start) and _noun_phrase_begins(passage, start):
        return None
    for index in range(start, min(high, start + REACH)):
        token = passage.doc[index]
        if _is_that(passage, index):
            addressee = Part(passage.section, start, index) if index > start and "np-clause" in cue.cue.uses and _noun_phrase_begins(passage, start) else None
            return "clause", index + 1, addressee
        if passage.finite(token) or not passage.free(index) or token.text in {":", ";"} or token.dep_ in {"aux"} and token.lower_ == "to":
            return None
    return None


def _is_that(passage: Passage, index: int) -> bool:
    token = passage.doc[index]
    return token.lower_ in THAT and (token.pos_ == "SCONJ" or token.dep_ == "mark" or passage.language == "fr")


def _plain(passage: Passage, cue: Occurrence, start: int, high: int) -> tuple[str, int, Part | None] | None:
    uses, token = cue.cue.uses, passage.doc[start]
    if passage.marks[start] != OUTSIDE:
        return ("quote", start, None) if {"quote", "clause", "np"} & set(uses) else None
    if _infinitive_begins(passage, start):
        return ("inf", start, None) if "inf" in uses else None
    if token.lower_ in QUESTION and {"clause", "np-clause"} & set(uses) and _has_finite(passage, start, high):
        return "clause", start, None
    if not (_noun_phrase_begins(passage, start) or token.tag_ in {"VBG", "RB", "EX", "IN"} or token.pos_ == "ADP" or (passage.language == "fr" and token.pos_ == "VERB")):
        return None
    if "np-inf" in uses and _infinitive_follows(passage, start, high):
        return "np-inf", start, None
    return _clause_or_phrase(passage, cue, start, high)


def _clause_or_phrase(passage: Passage, cue: Occurrence, start: int, high: int) -> tuple[str, int, Part | None] | None:
    uses = cue.cue.uses
    if passage.language == "en" and {"clause", "np-clause"} & set(uses) and (first := _bare_clause(passage, cue, start, high)) is not None:
        addressee = Part(passage.section, start, first) if first > start else None
        return "clause", first, addressee
    if "np" in uses and (_noun_phrase_begins(passage, start) or passage.doc[start].tag_ in {"VBG", "IN"} or passage.doc[start].pos_ == "ADP"):
        return "np", start, None
    return None


def _bare_clause(passage: Passage, cue: Occurrence, start: int, high: int) -> int | None:
    """Where a clause without "that" begins after the cue, by the parse, else by its verb alone; None where there is none."""
    clause = next(
        (c for c in cue.verb.children if c.dep_ in passage.speech.dependencies["clause"] and start <= c.i < high and passage.free(c.i)), None
    )
    if clause is None:
        return start if _verb_after_noun(passage, start, high) and "np" not in cue.cue.uses else None
    first = next((t.i for t in clause.subtree if t.i >= start), clause.i)
    if first > start and first < high and ("np-clause" in cue.cue.uses):
        return _past_quoter(passage, first)
    return _past_quoter(passage, start) if "np-clause" in cue.cue.uses else start


def _past_quoter(passage: Passage, index: int) -> int:
    """Past a bare "reporters" that the parser took for part of the clause."""
    return index + 1 if passage.doc[index].lower_ in passage.speech.words["quoters"] else index


def _verb_after_noun(passage: Passage, start: int, high: int) -> bool:
    for index in range(start, min(high, start + 12)):
        token = passage.doc[index]
        if passage.finite(token) and index > start:
            return True
        if token.text in LOOSE:
            return False
    return False


def _has_finite(passage: Passage, first: int, last: int) -> bool:
    return any(passage.finite(token) for token in passage.doc[first:last])


def _noun_phrase_begins(passage: Passage, index: int) -> bool:
    token = passage.doc[index]
    return token.pos_ in NOUNISH and token.lower_ not in THAT or token.lower_ in {"both", "all"}


def _infinitive_begins(passage: Passage, index: int) -> bool:
    token = passage.doc[index]
    following = index + 1
    if passage.language == "en":
        if token.lower_ == "not":
            return _infinitive_begins(passage, following) if following < len(passage.doc) else False
        while following < len(passage.doc) and passage.doc[following].pos_ == "ADV":
            following += 1
        return token.lower_ == "to" and following < len(passage.doc) and passage.doc[following].tag_ == "VB"
    if token.lower_ in PARTICLES:
        while following < len(passage.doc) and (passage.doc[following].pos_ == "PRON" or passage.doc[following].lower_ in {"ne", "pas", "n'", "n’"}):
            following += 1
        return following < len(passage.doc) and _is_infinitive(passage.doc[following])
    return _is_infinitive(token)


def _is_infinitive(token: Token) -> bool:
    return "Inf" in token.morph.get("VerbForm") or (token.pos_ in {"VERB", "AUX"} and token.lower_.endswith(("er", "ir", "re")))


def _infinitive_follows(passage: Passage, start: int, high: int) -> bool:
    """Whether an infinitive with its particle comes after a noun phrase, before the clause ends."""
    for index in range(start + 1, high - 1):
        token = passage.doc[index]
        if token.lower_ in (PARTICLES - {"to"} if passage.language == "fr" else {"to", "not"}) and _infinitive_begins(passage, index):
            return True
        if token.text in {";", ":"}:
            return False
    return False


def skip_adjuncts(passage: Passage, index: int, high: int) -> int:
    """Past what stands between a cue and its content: adverbs, times, "in a statement", ", however,"."""
    while index < high:
        token = passage.doc[index]
        if token.lower_ in QUESTION or token.lower_ in THAT or not passage.bare(index):
            return index
        if token.pos_ == "ADV" and token.lower_ not in {"not", "pas", "there", "both"} and not _modifies_ahead(token):
            index += 1
        elif passage.language == "en" and token.ent_type_ in {"DATE", "TIME"} and token.ent_iob_ == "B" and token.pos_ != "NUM":
            index = _entity_end(passage, index)
        elif token.pos_ == "ADP" and (beyond := _beyond_phrase(passage, index, high)) is not None:
            index = beyond
        elif token.text == "," and (beyond := _beyond_comma(passage, index, high)) is not None:
            index = beyond
        elif passage.language == "fr" and token.lower_ in {"-il", "-elle", "-ils", "-elles", "-on", "-t"}:
            index += 1
        else:
            return index
    return index


def _modifies_ahead(token: Token) -> bool:
    return token.head.i > token.i and token.head.pos_ in {"NUM", "NOUN", "ADJ", "DET"}


def _entity_end(passage: Passage, index: int) -> int:
    index += 1
    while index < len(passage.doc) and passage.doc[index].ent_iob_ == "I":
        index += 1
    return index


ADJUNCT_PREPOSITIONS = frozenset(
    {"on", "in", "at", "by", "during", "via", "through", "from", "after", "to", "dans", "lors", "à", "sur", "par", "au", "ce", "le", "devant", "before"}
)


def _beyond_phrase(passage: Passage, index: int, high: int) -> int | None:
    """Past a prepositional phrase of time, place or medium, where "that", a comma, a quotation or a clause comes next."""
    token = passage.doc[index]
    if token.lower_ not in ADJUNCT_PREPOSITIONS:
        return None
    end = index + 1
    while end < high and passage.bare(end) and _in_phrase(passage, end, index):
        end += 1
    if end >= high:
        return end
    following = passage.doc[end]
    after_time = any(t.ent_type_ in {"DATE", "TIME"} for t in passage.doc[index:end])
    opens = following.lower_ in THAT or following.text in {",", ":"} or not passage.bare(end) or _infinitive_begins(passage, end)
    return end if opens or (after_time and following.pos_ in NOUNISH | {"ADP", "SCONJ"}) else None


def _in_phrase(passage: Passage, position: int, index: int) -> bool:
    token = passage.doc[position]
    if token.lower_ in THAT or token.text in {",", ":", ";"} or passage.finite(token):
        return False
    if position == index + 1:
        return True
    if passage.doc[index + 1].ent_type_ in {"DATE", "TIME"}:
        return token.ent_iob_ == "I" or token.ent_type_ in {"DATE", "TIME"}
    return token.pos_ in {"NOUN", "PROPN", "ADJ", "DET", "NUM", "ADP", "PART"} or token.dep_ in {"compound", "case"}


def _beyond_comma(passage: Passage, index: int, high: int) -> int | None:
    """Past ", however," and the like, or a comma right before "that"."""
    for position in range(index + 1, min(index + 9, high - 1)):
        if passage.doc[position].text == ",":
            return position + 1
        if passage.finite(passage.doc[position]) or not passage.bare(position):
            return None
    return None


def end_of_content(passage: Passage, cue: Occurrence, first: int, high: int, frame: str) -> int:
    """Return where the content that begins at `first` ends: at the sentence's end, or where the reporter or a next cue takes over."""
    index = first
    while index < high:
        if passage.bare(index) and index > first and _breaks(passage, cue, index, high, frame):
            break
        index += 1
    return trim_end(passage, first, index)


def trim_end(passage: Passage, first: int, last: int) -> int:
    """Without the marks, commas and full stop that close the content."""
    while last > first:
        token = passage.doc[last - 1]
        if token.is_space or token.text in LOOSE or token.text in {".", "…"} or (token.text == ")" and not _has_open(passage, first, last - 1)):
            last -= 1
        elif passage.bare(last - 1) and token.pos_ == "CCONJ":
            last -= 1
        elif passage.marks[last - 1] != OUTSIDE and passage.marks[last - 1] not in passage.inside[first : last - 1]:
            last -= 1
        else:
            break
    return last


def _has_open(passage: Passage, first: int, last: int) -> bool:
    return any(token.text == "(" for token in passage.doc[first:last])


def _breaks(passage: Passage, cue: Occurrence, index: int, high: int, frame: str) -> bool:
    token = passage.doc[index]
    if frame in {"np", "np-inf", "inf"} and (token.text == ";" or _adjunct_begins(passage, index)):
        return True
    if token.text in LOOSE or token.pos_ == "CCONJ":
        return _new_cue(passage, cue, index, high) or _comment(passage, index, high) or _aside(passage, index, high)
    return False


def _adjunct_begins(passage: Passage, index: int) -> bool:
    token = passage.doc[index]
    return token.lower_ in passage.speech.words["adjuncts"] and token.pos_ in {"ADP", "SCONJ", "VERB", "ADV"} and token.dep_ != "pobj"


def _new_cue(passage: Passage, cue: Occurrence, index: int, high: int) -> bool:
    """Whether the next clause is another saying of the reporter's, not part of what is said here."""
    position = index + 1
    while position < high and (passage.doc[position].pos_ in {"CCONJ", "ADV"} or passage.doc[position].lower_ in {"en", "aussi", "se", "s'", "s’", "a", "ont"}):
        position += 1
    if position >= high or not passage.bare(position):
        return False
    found = occurrence(passage, passage.doc[position])
    if found is not None and found.form == "participle" and passage.doc[index].text in LOOSE:
        return reported_at(passage, found)
    if found is not None and found.form == "finite":
        return _shares(passage, cue, found) and reported_at(passage, found)
    return _own_clause(passage, cue, position, high)


def reported_at(passage: Passage, cue: Occurrence) -> bool:
    """Whether the cue has a content of its own."""
    _, high = passage.sentence(cue.verb.i)
    start = skip_adjuncts(passage, cue.last, high)
    return start < high and (_that(passage, cue, start, high) or _plain(passage, cue, start, high)) is not None


def _shares(passage: Passage, cue: Occurrence, found: Occurrence) -> bool:
    """Whether the found cue is joined to this one, by the parse, and is no part of its content."""
    token = found.verb
    for _ in range(6):
        if token == cue.verb:
            return True
        if token.dep_ not in {"conj", "advcl", "dep", "parataxis"}:
            return token.dep_ == "ROOT" and found.verb == token
        token = token.head
    return False


def _own_clause(passage: Passage, cue: Occurrence, position: int, high: int) -> bool:
    """", but an official insisted that ...": a clause with a subject and a cue of its own, joined to this cue by the parse."""
    for token in passage.doc[position : min(high, position + 20)]:
        if token.text in LOOSE or not passage.bare(token.i):
            return False
        if passage.finite(token) or token.pos_ == "VERB":
            found = occurrence(passage, token)
            return found is not None and found.form == "finite" and _shares(passage, cue, found) and reported_at(passage, found)
    return False


def _comment(passage: Passage, index: int, high: int) -> bool:
    """", a demand that ...": the reporter's comment on what was said."""
    if passage.doc[index].text != "," or index + 3 >= high:
        return False
    article, noun, relative = passage.doc[index + 1 : index + 4]
    return article.lower_ in {"a", "an", "something", "une", "un"} and noun.lower_ in passage.speech.nouns and relative.lower_ in {"that", "which", "que", "qui"}


def _aside(passage: Passage, index: int, high: int) -> bool:
    """Whether ", X said" or ", according to X" closes here."""
    if passage.doc[index].text not in LOOSE:
        return False
    if any(_words_at(passage, index + 1, words) for words in passage.speech.according):
        return True
    for token in passage.doc[index + 1 : min(high, index + 12)]:
        if token.text in LOOSE or not passage.bare(token.i):
            return False
        found = occurrence(passage, token)
        if found is not None and found.form == "finite" and (token.i > index + 1):
            return not reported_at(passage, found) and phrase_head_before(passage, found.first) is not None
        if passage.finite(token):
            return False
    return False


def _words_at(passage: Passage, index: int, words: tuple[str, ...]) -> bool:
    return tuple(t.lower_ for t in passage.doc[index : index + len(words)]) == words


def words_at(passage: Passage, index: int, words: tuple[str, ...]) -> bool:
    """Whether these words, in lower case, stand at `index`."""
    return _words_at(passage, index, words)


def _enough(passage: Passage, first: int, last: int) -> bool:
    """A lone "it", "this" or "so" says nothing."""
    if last - first == 1:
        return passage.doc[first].pos_ in {"NOUN", "PROPN"} or not passage.free(first)
    return True


def kind_of(passage: Passage, part: Part) -> tuple[StatementKind, Part]:
    """Return how the content is quoted, and the content without the marks around it where it is quoted as a whole."""
    inside = {passage.inside[i] for i in range(part.first, part.last) if passage.marks[i] == OUTSIDE}
    if inside == {OUTSIDE}:
        return StatementKind.INDIRECT, part
    if len(inside) == 1:
        first, last = part.first, part.last
        while first < last and passage.marks[first] != OUTSIDE:
            first += 1
        while last > first and passage.marks[last - 1] != OUTSIDE:
            last -= 1
        return StatementKind.DIRECT, Part(part.section, first, trim_quoted(passage, first, last))
    return StatementKind.MIXED, part


def trim_quoted(passage: Passage, first: int, last: int) -> int:
    """Without the comma that the cue has put inside the marks, and without the full stop."""
    while last > first and (passage.doc[last - 1].text in {",", "."} or passage.doc[last - 1].is_space):
        last -= 1
    return last
