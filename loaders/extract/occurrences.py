"""Where a cue stands in a passage, and in what form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from conflictdb.vocabularies import StatementAct
from loaders.extract.cues import Cue, Use
from loaders.extract.passages import Passage

GAP = 3  # words of description that "~" may stand for
ADVERBS = 2  # that may stand before a cue's further words: "called again for"
DESCRIPTIVE = frozenset({"ADJ", "DET", "ADV", "PRON", "NUM", "PROPN", "PART", "NOUN", "VERB", "CCONJ"})
REACH_BACK = 5
INSERTED = 10  # tokens of ", selon une source du ministère,"
THAT_REACH = 6  # tokens from a participle to its "that"


@dataclass(frozen=True)
class Occurrence:
    """A cue in the text: its verb's token, the tokens [first, last) that it takes, and its form.

    `form` is "finite", "participle" (", calling for"), "infinitive" or "passive".
    """

    cue: Cue
    verb: Token
    first: int
    last: int
    form: str

    @property
    def words(self) -> range:
        """Its tokens."""
        return range(self.first, self.last)


def occurrences(passage: Passage, first: int, last: int, beside_quotation: bool = False) -> Iterator[Occurrence]:
    """Yield the cues among tokens [first, last), quoted ones left out; of two that begin together the longer.

    Beside a quotation a past participle without an auxiliary is taken for a past tense.
    """
    for index in range(first, last):
        if passage.bare(index) and (found := occurrence(passage, index, beside_quotation)):
            yield found


def occurrence(passage: Passage, index: int, beside_quotation: bool = False) -> Occurrence | None:
    """Return the cue whose verb is this token, if one is."""
    token = passage.doc[index]
    verb, form = _english(passage, token) if passage.language == "en" else _french(passage, token)
    if beside_quotation and token.tag_ == "VBN" and not form:
        form = "finite"
    if not form:
        return _unlisted(passage, token)
    quoted = _quoted_as(passage, token) if form else None
    for cue in passage.speech.verbs.get(verb, ()):
        if last := _match(passage, cue, index + 1):
            if quoted is not None:
                return Occurrence(cue, token, quoted, last, "finite")
            return Occurrence(cue, token, _start(passage, index, form), last, form)
    return None


def opening(passage: Passage, index: int) -> Occurrence | None:
    """Return the cue that a point without a subject begins with, whatever the model takes the word for: "7. Requests the ..."."""
    word = passage.word(index)
    if passage.language == "fr":
        form = passage.speech.forms.get(word)
        verbs = [form.verb] if form is not None and form.sort == "finite" else []
    else:
        verbs = [word[:-1], word[:-2], f"{word[:-3]}y"] if word.endswith("s") else []
    for verb in verbs:
        for cue in passage.speech.verbs.get(verb, ()):
            if last := _match(passage, cue, index + 1):
                return Occurrence(cue, passage.doc[index], index, last, "finite")
    return None


UNLISTED = Cue("", (), {"that": Use(StatementAct.ASSERT, strict=True, negated=False)})


def _unlisted(passage: Passage, token: Token) -> Occurrence | None:
    """A verb that the vocabulary lacks, right before "that" and by the parse governing its clause."""
    if token.tag_ not in {"VBD", "VBZ", "VBP"} or token.lemma_.lower() in passage.speech.words["silent"]:
        return None
    if token.lemma_.lower() in passage.speech.verbs or token.i + 1 >= len(token.doc) or not passage.says(token.i + 1, "that"):
        return None
    mark = token.nbor()
    governed = mark.dep_ == "mark" and mark.head.dep_ in passage.speech.dependencies["clause"] and mark.head.head == token
    return Occurrence(UNLISTED, token, token.i, token.i + 1, "finite") if governed else None


# ---------------------------------------------------------------- forms


def _english(passage: Passage, token: Token) -> tuple[str, str]:
    verb = token.lemma_.lower()
    if verb not in passage.speech.verbs and token.lower_.startswith((f"{verb}e", f"{verb}ing")):
        verb += "e"  # the model takes "hopes" for a form of "hop"
    if verb not in passage.speech.verbs:
        return verb, ""
    if token.tag_ in {"VBD", "VBZ", "VBP"}:
        return verb, "finite"
    if token.tag_ in {"VBG", "VBN"}:
        return verb, _english_ing(passage, token) if token.tag_ == "VBG" else _english_past(token)
    if token.tag_ == "VB":
        helped = any(child.dep_ in {"aux", "auxpass"} and child.lower_ != "to" for child in token.children)
        return verb, "finite" if helped else "infinitive"
    if token.tag_ == "NNS" and _named_doer(token):
        return verb, "finite"
    # a headline's "Envoy calls for", read as a noun
    headline = token.tag_ in {"NNS", "NN"} and token.dep_ == "ROOT" and token.i and token.nbor(-1).pos_ in {"PROPN", "NOUN"}
    return verb, "finite" if headline else ""


def _named_doer(token: Token) -> bool:
    """Whether what is read as a noun stands between a name and its infinitive or clause: "Moe plans to return"."""
    if not token.i or token.i + 1 >= len(token.doc) or token.nbor(-1).tag_ != "NNP" or token.nbor().lower_ not in {"to", "that"}:
        return False
    first = token.i - 1
    while first > 0 and token.doc[first - 1].tag_ == "NNP":
        first -= 1
    return first == 0 or token.doc[first - 1].pos_ not in {"DET", "ADJ", "NOUN", "PRON"}


def _english_ing(passage: Passage, token: Token) -> str:
    if any(child.dep_ == "aux" for child in token.children) or passage.word(token.i - 1) == "been" or _quoted_as(passage, token):
        return "finite"
    if any(child.dep_ == "nsubj" and child.i < token.i for child in token.children):
        return "participle"  # "with the chancellor calling it a crime"
    if _noun_says(passage, token):
        return "participle"
    before = token.i - 1
    low, _ = passage.sentence(token.i)
    while before >= low and passage.doc[before].pos_ == "ADV":
        before -= 1
    if before < low or passage.doc[before].is_punct or passage.says(before, "before_participle"):
        return "participle"
    document = passage.doc[before].pos_ in {"NOUN", "PROPN", "NUM"} and token.dep_ in {"acl", "advcl"}
    return "participle" if document and (passage.says(token.head.i, "documents") or token.head.dep_ == "ROOT") else ""


def _noun_says(passage: Passage, token: Token) -> bool:
    """Whether a participle right after a name or noun has a clause with "that": "and there was Ada Obi saying all week that"."""
    if not token.i or token.nbor(-1).pos_ not in {"NOUN", "PROPN"} or token.dep_ == "compound":
        return False
    for i in range(token.i + 1, min(len(token.doc), token.i + THAT_REACH)):
        if passage.says(i, "that"):
            return token.doc[i].dep_ == "mark"
        if passage.finite(i) or passage.doc[i].is_punct:
            return False
    return False


def _quoted_as(passage: Passage, token: Token) -> int | None:
    """Where "quoted as saying" begins, of somebody who was quoted; None where the participle is no part of it."""
    link = token.head
    if passage.language != "en" or token.tag_ != "VBG" or link.lower_ != "as" or token.i != link.i + 1:
        return None
    passive = any(c.dep_ in passage.speech.dependencies["passive_aux"] for c in link.head.children)
    return link.i - 1 if passive and link.head.i == link.i - 1 and link.head.lower_ in passage.speech.words["quoted_as"] else None


def _english_past(token: Token) -> str:
    children = {child.dep_ for child in token.children}
    if "auxpass" in children or "agent" in children:
        return "passive"
    if "aux" in children or "nsubj" in children:
        return "finite"
    if token.dep_ == "acl" and token.head.dep_ == "ROOT" and token.head.pos_ in {"NOUN", "PROPN"} and token.nbor(-1).text == ",":
        return "finite"  # "One aide, who asked for anonymity, called it": the parse finds no verb but the relative clause's
    joined = token.dep_ == "conj" and token.head.tag_ == "VBN"
    return _english_past(token.head) if joined else ""


def _french(passage: Passage, token: Token) -> tuple[str, str]:
    form = passage.speech.forms.get(token.lower_)
    if form is None:
        return "", ""
    if form.sort == "infinitive":
        return form.verb, "infinitive"
    if form.sort == "present":
        before_it = token.i - 1
        while before_it > 0 and (passage.says(before_it, "reflexives") or passage.says(before_it, "clitics")):
            before_it -= 1  # ", les exhortant à ..."
        reports = passage.word(before_it) == "," or passage.says(before_it, "before_participle")
        return form.verb, "participle" if reports else ""
    before = _nearest(passage, _before_insertion(passage, token.i))
    if before in passage.speech.words["auxiliaries"]:
        return form.verb, _french_past(passage, token.i)
    if form.sort == "past":
        return form.verb, _french_participle(passage, token.i, before)
    noun = token.pos_ != "VERB" and before in passage.speech.words["determiners"]
    noun = noun or (token.pos_ == "NOUN" and token.lower_.endswith("ions"))  # "relations" is no form of "relater"
    return form.verb, "" if noun else "finite"


def _french_participle(passage: Passage, index: int, before: str) -> str:
    if _joined_past(passage, index):
        return "finite"
    return "passive" if passage.says(index + 1, "agents") or before == "été" else ""


def _french_past(passage: Passage, index: int) -> str:
    window = {passage.word(i) for i in range(index - 4, index)}
    being = window & passage.speech.words["being"]
    return "passive" if being and not window & passage.speech.words["reflexive"] else "finite"


def _joined_past(passage: Passage, index: int) -> bool:
    """ "a condamné l'attaque et demandé": a past participle that shares the auxiliary of another cue before it."""
    before = index - 1
    low, _ = passage.sentence(index)
    while before > low and passage.doc[before].pos_ == "ADV":
        before -= 1
    if passage.doc[before].pos_ != "CCONJ":
        return False
    return any(
        passage.says(i - 1, "auxiliaries")
        and (found := passage.speech.forms.get(passage.word(i))) is not None
        and found.sort in {"past", "finite"}
        for i in range(low + 1, before)
    )


def _before_insertion(passage: Passage, index: int) -> int:
    """The index, or where ", selon elle," begins that stands between an auxiliary and its participle here."""
    if passage.word(index - 1) != ",":
        return index
    for comma in range(index - 2, max(0, index - INSERTED), -1):
        if passage.word(comma) == ",":
            return comma if any(passage.follows(comma + 1, words) for words in passage.speech.according) else index
    return index


def _nearest(passage: Passage, index: int) -> str:
    """The word before, past adverbs and the pronoun of an inversion."""
    for i in range(index - 1, max(-1, index - REACH_BACK), -1):
        if not _filler(passage, i):
            return passage.word(i)
    return ""


def _filler(passage: Passage, index: int) -> bool:
    """What may stand between an auxiliary and its participle: "a, en outre, déclaré"."""
    adverb = passage.doc[index].pos_ == "ADV" or passage.word(index).endswith("ment")
    return adverb or passage.says(index, "inverted") or passage.says(index, "fillers")


def _start(passage: Passage, index: int, form: str) -> int:
    """Where the cue as printed begins: a French cue keeps its auxiliary ("a déclaré"), an English one does not."""
    if passage.language == "en" or form == "infinitive":
        return index
    start = index
    for i in range(index - 1, max(-1, index - REACH_BACK), -1):
        if passage.says(i, "auxiliaries") or (form == "participle" and passage.word(i) == "en"):
            start = i
        elif not _filler(passage, i):
            break
    return start


# ---------------------------------------------------------------- further words


def _match(passage: Passage, cue: Cue, index: int) -> int | None:
    """The token after the cue's last word, if its further words stand at `index`."""
    described = False
    for words in cue.following:
        if words == ("~",):
            described = True
            continue
        found = _find(passage, words, index, described)
        if found is None:
            return None
        index, described = found + 1, False
    return index


def _find(passage: Passage, words: tuple[str, ...], index: int, described: bool) -> int | None:
    for position in range(index, min(index + (GAP if described else ADVERBS) + 1, len(passage.doc))):
        token = passage.doc[position]
        if token.lower_ in words:
            return position
        if not (token.pos_ in DESCRIPTIVE if described else token.pos_ == "ADV" and not passage.says(position, "with")):
            return None
    return None
