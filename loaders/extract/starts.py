"""What may begin at a token: a noun phrase, an infinitive."""

from __future__ import annotations

from loaders.extract.passages import OUTSIDE, Passage

NOUNISH = frozenset({"DET", "NOUN", "PROPN", "ADJ", "NUM", "PRON", "X"})


def noun_phrase_begins(passage: Passage, index: int) -> bool:
    """Whether a noun phrase may begin here."""
    if passage.language != "en" and passage.says(index, "determiners") and not passage.says(index, "towards"):
        return True
    return (
        (passage.doc[index].pos_ in NOUNISH or passage.doc[index].tag_ == "$") and not passage.says(index, "that")
    ) or passage.word(index) in {"both", "all"}


def infinitive_begins(passage: Passage, index: int) -> bool:
    """Whether an infinitive begins here, with the particle of its language."""
    following = index + 1
    if passage.language != "en" and _is_infinitive(passage, index):
        return True
    if passage.says(index, "negators"):
        while following < len(passage.doc) and passage.says(following, "negations") and passage.language != "en":
            following += 1  # "ne pas négocier"
        return following < len(passage.doc) and infinitive_begins(passage, following)
    if not passage.says(index, "particles"):
        return False
    while following < len(passage.doc) and (
        passage.marks[following] != OUTSIDE or passage.doc[following].pos_ == "ADV" or passage.says(following, "reflexives")
    ):
        following += 1
    return following < len(passage.doc) and _is_infinitive(passage, following)


def _is_infinitive(passage: Passage, index: int) -> bool:
    token = passage.doc[index]
    if passage.language == "en":
        return token.tag_ == "VB"
    if token.pos_ == "NOUN":  # "à prier", where the verb is one of saying
        form = passage.speech.forms.get(token.lower_)
        return form is not None and form.sort == "infinitive" and not passage.says(index - 1, "determiners")
    return "Inf" in token.morph.get("VerbForm", []) or (
        token.pos_ in {"VERB", "AUX"} and token.lower_.endswith(("er", "ir", "re"))
    )
