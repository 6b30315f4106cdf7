"""Where a cue stands in a passage, and in what form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from loaders.extract.cues import Cue
from loaders.extract.passages import Passage

GAP = 3  # words of description that "~" may stand for
DESCRIPTIVE = frozenset({"ADJ", "DET", "ADV", "PRON", "NUM", "PROPN", "PART", "NOUN", "VERB"})
AUXILIARIES_FR = frozenset({"a", "ont", "avait", "avaient", "ait", "aient", "aura", "auront", "eut", "ayant", "avoir", "est", "sont", "était", "étaient"})
INVERTED_FR = frozenset({"-t", "-il", "-elle", "-ils", "-elles", "-on", "-je", "-t-il", "-t-elle", "-t-on", "il", "elle", "on", "ils", "elles", "t", "-"})


@dataclass(frozen=True)
class Occurrence:
    """A cue in the text: its verb's token, the tokens [first, last) it takes, and its form."""

    cue: Cue
    verb: Token
    first: int
    last: int
    form: str  # "finite", "participle", "infinitive", "passive"

    @property
    def words(self) -> range:
        """Its tokens."""
        return range(self.first, self.last)


def occurrences(passage: Passage, first: int, last: int) -> Iterator[Occurrence]:
    """Yield the cues among tokens [first, last), quoted ones left out; of two that begin together the longer."""
    for token in passage.doc[first:last]:
        if passage.bare(token.i) and (found := occurrence(passage, token)):
            yield found


def occurrence(passage: Passage, token: Token) -> Occurrence | None:
    """Return the cue that begins with this token, if one does."""
    lemma, form = _reading(passage, token)
    for cue in passage.speech.verbs.get(lemma, ()):
        if form and (last := _match(passage, cue, token.i + 1)):
            return Occurrence(cue, token, _auxiliary_start(passage, token, form), last, form)
    return None


def _reading(passage: Passage, token: Token) -> tuple[str, str]:
    if passage.language == "en":
        return _english(token)
    return _french(passage, token)


def _english(token: Token) -> tuple[str, str]:
    lemma = token.lemma_.lower()
    if token.tag_ in {"VBD", "VBZ", "VBP"}:
        return lemma, "finite"
    if token.tag_ == "VBG":
        progressive = any(child.dep_ == "aux" and child.lemma_ == "be" for child in token.children)
        return lemma, "finite" if progressive or _has_been(token) else "participle"
    if token.tag_ == "VBN":
        if any(child.dep_ == "auxpass" for child in token.children) or any(child.dep_ == "agent" for child in token.children):
            return lemma, "passive"
        return lemma, "finite"
    if token.tag_ == "VB":
        helped = any(child.dep_ == "aux" and child.lower_ != "to" for child in token.children)
        return lemma, "finite" if helped else "infinitive"
    if token.tag_ in {"NNS", "NN"} and token.dep_ == "ROOT" and token.i and token.nbor(-1).pos_ in {"PROPN", "NOUN", "PUNCT"}:
        return lemma, "finite"  # a headline's "Envoy calls for", read as a noun
    return lemma, ""


def _has_been(token: Token) -> bool:
    return token.i >= 1 and token.nbor(-1).lower_ == "been"


def _french(passage: Passage, token: Token) -> tuple[str, str]:
    lemma, sort = passage.speech.forms.get(token.lower_, ("", ""))
    if not lemma:
        return lemma, sort
    before = _words_before(token, 4)
    nearest = next((word for word in before if word not in INVERTED_FR and not word.endswith("ment") and word not in _ADVERBS_FR), "")
    if sort in {"past", "finite"} and nearest in AUXILIARIES_FR:
        passive = nearest in {"est", "sont", "était", "étaient"} and not _reflexive(before)
        return lemma, "passive" if passive else "finite"
    if sort == "past":
        agent = token.i + 1 < len(token.doc) and token.nbor().lower_ == "par"
        return lemma, "passive" if agent or nearest in {"été"} else ""
    if sort == "finite":
        noun = token.pos_ == "NOUN" and nearest in _DETERMINERS_FR
        return lemma, "" if noun or nearest in _DETERMINERS_FR and token.pos_ != "VERB" else "finite"
    if sort == "present":
        return lemma, "participle" if token.pos_ != "NOUN" else ""
    return lemma, "infinitive"


_ADVERBS_FR = frozenset({"pas", "aussi", "également", "encore", "toujours", "déjà", "ainsi", "même", "par", "ailleurs", "en", "outre", "d'", "d’", "abord"})
_DETERMINERS_FR = frozenset({"le", "la", "les", "un", "une", "des", "du", "cette", "ce", "cet", "son", "sa", "ses", "leur", "leurs", "l'", "l’", "de", "d'", "d’", "au", "aux"})


def _reflexive(words: list[str]) -> bool:
    return bool({"s'", "s’", "se"} & set(words))


def _words_before(token: Token, count: int) -> list[str]:
    return [t.lower_ for t in reversed(token.doc[max(0, token.i - count) : token.i])]


def _auxiliary_start(passage: Passage, token: Token, form: str) -> int:
    """Where the cue as printed begins: a French cue keeps its auxiliary ("a déclaré"), an English one does not."""
    if passage.language == "en" or form == "infinitive":
        return token.i
    start = token.i
    for index in range(token.i - 1, max(-1, token.i - 5), -1):
        word = passage.doc[index].lower_
        if word in AUXILIARIES_FR or word == "en":
            start = index
        elif word not in INVERTED_FR and word not in _ADVERBS_FR and not word.endswith("ment"):
            break
    return start


def _match(passage: Passage, cue: Cue, index: int) -> int | None:
    """The token after the cue's last word, if its further words stand at `index`; 0-2 adverbs may stand before a preposition."""
    gap = 0
    for words in cue.following:
        if words == ("~",):
            gap = GAP
            continue
        found = _find(passage, words, index, gap or (2 if words != ("\"",) else 0), bool(gap))
        if found is None:
            return None
        index, gap = found + 1, 0
    return index


def _find(passage: Passage, words: tuple[str, ...], index: int, gap: int, descriptive: bool) -> int | None:
    for position in range(index, min(index + gap + 1, len(passage.doc))):
        token = passage.doc[position]
        if token.lower_ in words:
            return position
        if not (token.pos_ in DESCRIPTIVE if descriptive else token.pos_ == "ADV" and token.dep_ != "prt"):
            return None
    return None
