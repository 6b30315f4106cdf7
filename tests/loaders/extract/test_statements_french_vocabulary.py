"""Every French verb and phrase of saying in speech.toml is read in a sentence made for it."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.extract.cues import speech
from loaders.vocab import table
from tests.loaders.extract.statement_reading import document, read

UNREAD = {"défendre", "vanter"}  # the model takes the participles for nouns here
CONTRACTED = {"au", "aux", "du", "des"}
GROUPS: list[dict[str, Any]] = table("speech")["fr"]["verbs"]
LISTED: dict[str, dict[str, list[str]]] = table("speech")["fr"]["forms"]
VERBS = sorted({words for group in GROUPS for words in group["words"]})
FRAMES = {
    "quote": "« La route est coupée », {cue} le ministre.",
    "clause": "Le ministre {cue} que la route était coupée.",
    "inf": "Le ministre {cue}{gap}{particle}quitter la ville.",
    "np": "Le ministre {cue}{gap}{thing}.",
    "np-inf": "Le ministre {cue} les rebelles à quitter la ville.",
    "np-clause": "Le ministre {cue} les députés que la route était coupée.",
    "np-as": "Le mouvement, que le ministre {cue} de « bande armée », est parti.",
}


def sentences(words: str) -> list[str]:
    """Sentences in which the cue stands in the past tense, one for each of its constructions."""
    verb, *following = words.removeprefix("s'").removeprefix("se ").split()
    forms = speech("fr").forms
    printed_past = [form for form, found in forms.items() if found.verb == verb and found.sort == "past"]
    past = next(iter([*printed_past, *LISTED.get(verb, {}).get("past", [])]), "")
    helper = "s'est " if words.startswith(("s'", "se ")) else "a "
    printed = [word.split("|")[0] for word in following if word != "~"]
    tail = " ".join(printed).replace("' ", "'")
    cue = f"{helper}{past} {tail}".strip() if past else f"{verb} {tail}".strip()
    last, found = (printed or [""])[-1], []
    for group in (group for group in GROUPS if words in group["words"]):
        thing = f"un {group['about'][0]}" if "about" in group else "l'attaque du marché"
        gap = "" if tail.endswith("'") else " "
        thing = "attaque du marché" if last in CONTRACTED or not gap else thing
        particles = [""] if last in {"à", "de", "d'", "pour"} else ["de ", ""]
        found += [FRAMES[f].format(cue=cue, gap=gap, thing=thing, particle=p) for f in group["frames"] for p in particles]
    return found


@pytest.mark.parametrize("words", [words for words in VERBS if words not in UNREAD | {"appeler"}])
def test_each_verb_of_saying_is_read(words: str) -> None:
    assert any(read(document(sentence, language="fr")) for sentence in sentences(words))


@pytest.mark.parametrize("words", ["appeler", "chanter", "dormir"])
def test_what_is_no_saying_is_not_read(words: str) -> None:
    past = {"appeler": "appelé un taxi", "chanter": "chanté une chanson", "dormir": "dormi à la mairie"}[words]
    assert read(document(f"Le ministre a {past}.", language="fr")) == ()
