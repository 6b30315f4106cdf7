"""Whether a name that may be a government or a place acts here, by the word that governs it."""

from __future__ import annotations

import functools

from spacy.tokens import Token

from loaders.annotate.annotated import Mention
from loaders.link.scene import Scene, governing
from loaders.vocab import table

_SUBJECT = frozenset({"nsubj", "csubj"})
_PASSIVE = frozenset({"nsubjpass", "nsubj:pass"})
_AGENT = frozenset({"agent", "obl:agent"})
_OBJECT = frozenset({"dobj", "obj", "iobj", "dative", "obl:arg", "attr", "oprd"})
_POSSESSIVE = frozenset({"poss"})
_INSIDE_NAME = frozenset({"compound", "nmod", "amod", "npadvmod", "advmod", "punct"})
_GOVERNED_PREPOSITIONS = frozenset("of from with between to on for de du des d' d’ avec entre à sur pour among among parmi".split())


@functools.cache
def _words(group: str, language: str) -> frozenset[str]:
    return frozenset(table("senses")[group][language])


@functools.cache
def _prepositions(sort: str) -> frozenset[str]:
    return frozenset(table("senses")["preposition"][sort])


@functools.cache
def _joined() -> frozenset[str]:
    return frozenset(table("senses")["joined"]["words"])


def acts(scene: Scene, mention: Mention, *, is_country: bool) -> bool:
    """Whether the name acts here. A capital needs a clearer sign than its country: as an object it stays a city."""
    language = scene.annotated.document.language
    token = scene.head(mention)
    if _is_joined(scene, mention):
        return True
    relation, governor, preposition = governing(token)
    if relation in _SUBJECT:
        return _verb(governor).lemma_ not in _words("subject_place", language)
    if relation in _AGENT:
        return True
    if relation in _PASSIVE:
        return _verb(governor).lemma_ in _words("passive_actor", language)
    if preposition:
        return _after_preposition(preposition, governor, language, is_country=is_country)
    if relation in _OBJECT:
        return governor.lemma_.lower() in _words("object_actor", language)
    if relation in _POSSESSIVE:
        return is_country and governor.lemma_.lower() in _words("governor", language)
    if relation in _INSIDE_NAME and governor.pos_ in {"NOUN", "VERB"}:
        return is_country and governor.lemma_.lower() in _words("governor", language)
    return False


def _verb(token: Token) -> Token:
    """Return the verb that tells: after "has been accused" the participle, after "is ready to" the adjective's own head."""
    return token


def _is_joined(scene: Scene, mention: Mention) -> bool:
    doc = scene.doc(mention.section)
    after = doc[mention.last : mention.last + 2]
    if len(after) == 2 and after[0].text in {"-", "‑", "–"}:
        return after[1].lower_ in _joined()
    last = doc[mention.last - 1]
    return "-" in last.text and last.lower_.rpartition("-")[2] in _joined()


def _after_preposition(preposition: str, governor: Token, language: str, *, is_country: bool) -> bool:
    if preposition in _prepositions("actor"):
        return True
    if preposition in _prepositions("place") and preposition != "à":
        return False
    if preposition not in _GOVERNED_PREPOSITIONS:
        return False
    governed = governor.lemma_.lower() in _words("governor", language) or governor.lower_ in _words("governor", language)
    if preposition in {"between", "entre", "with", "avec"}:
        return governed
    return governed and is_country
