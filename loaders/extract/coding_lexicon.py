"""The words that PLOVER codes beyond our event types, out of loaders/vocab/plover.toml, checked as they are read."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.extract.event_lexicon import Frame, FrameLoader
from loaders.vocab import FOLDER, VocabularyError, table

PLOVER = frozenset(
    {
        "AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
        "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    }
)  # fmt: skip


@dataclass(frozen=True)
class CodingLexicon:
    """The frames of one language, who can act, and the verbs of intent."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    actors: frozenset[str]
    intent: Mapping[str, frozenset[str]]

    @functools.cached_property
    def verb_heads(self) -> frozenset[str]:
        """The first words of the verbs' keys."""
        return frozenset(key.partition(" ")[0] for key in self.verbs)


@functools.cache
def coding_lexicon(language: str) -> CodingLexicon:
    """Return the frames of `language`, read and checked once a process."""
    content = table("plover")
    if language not in content:
        raise VocabularyError(f"{FOLDER / 'plover.toml'}: no section [{language}]; add it or drop the language")
    classes = table("events")[language]["class"]
    words = {**content[language], "class": classes}
    loader = FrameLoader(language, {**content, language: words}, "plover", PLOVER)
    return CodingLexicon(
        verbs=loader.index("verb", "verbs"),
        nouns=loader.index("noun", "nouns"),
        actors=frozenset(words["actor"]["nouns"]),
        intent={name: frozenset(verbs) for name, verbs in words["intent"].items()},
    )
