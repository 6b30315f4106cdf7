"""Whether a name that may be a government or a place acts here, is a place, or is only said of something, by what governs it."""

from __future__ import annotations

import functools
from enum import Enum

from spacy.tokens import Token

from loaders.annotate.annotated import Mention
from loaders.link.scene import Scene, governing
from loaders.records import BlockKind
from loaders.vocab import table

_SUBJECT = frozenset({"nsubj", "csubj", "nsubjpass", "nsubj:pass", "agent", "obl:agent"})
_OBJECT = frozenset({"dobj", "obj", "iobj", "dative", "obl:arg", "oprd"})
_BEFORE_NOUN = frozenset({"poss", "compound", "nmod", "amod", "npadvmod", "advmod"})
_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_QUOTES = frozenset("'\"‘“«’”")


class Sense(Enum):
    """What a name means where it stands."""

    ACTOR = "actor"
    PLACE = "place"
    MODIFIER = "modifier"


@functools.cache
def _words(group: str, key: str) -> frozenset[str]:
    return frozenset(table("senses")[group].get(key, ()))


def sense(scene: Scene, mention: Mention, *, is_country: bool) -> Sense:
    """Return the sense of a name; a capital needs a clearer sign than its country to be a government."""
    if _is_joined(scene, mention):
        return Sense.ACTOR
    if _labels_heading(scene, mention):
        return Sense.PLACE
    relation, governor, preposition = governing(scene.head(mention))
    if preposition in _POSSESSIVES:
        preposition, relation = "", "poss"
    language = scene.annotated.document.language
    if relation in _SUBJECT or _opens_heading(scene, mention) or _opens_sentence(scene, mention, relation):
        return Sense.PLACE if _lemma(governor) in _words("subject_place", language) else Sense.ACTOR
    if preposition:
        return _after_preposition(preposition, governor, is_country=is_country)
    return _without_preposition(scene, mention, relation, governor, is_country=is_country)


def _without_preposition(scene: Scene, mention: Mention, relation: str, governor: Token, *, is_country: bool) -> Sense:
    language = scene.annotated.document.language
    if relation in _OBJECT:
        return Sense.ACTOR if _lemma(governor) in _words("object_actor", language) else Sense.PLACE
    if relation in _BEFORE_NOUN and governor.pos_ in {"NOUN", "PROPN", "VERB"}:
        found = _before_noun(governor, language, is_country=is_country)
        return Sense.PLACE if found is Sense.MODIFIER and _after_locative(scene, mention) else found
    return Sense.PLACE


def _after_locative(scene: Scene, mention: Mention) -> bool:
    """Whether a preposition of place stands right before the name, whatever the parse made of it."""
    doc, at = scene.doc(mention.section), mention.first - 1
    if mention.last < len(doc) and not doc[mention.last].is_punct:  # "in Rwanda's view", "at U.S. request"
        return False
    while at > 0 and doc[at].pos_ == "DET":
        at -= 1
    return at >= 0 and doc[at].lower_ in _words("locative", "words")


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _is_joined(scene: Scene, mention: Mention) -> bool:
    doc = scene.doc(mention.section)
    after = doc[mention.last : mention.last + 2]
    if len(after) == 2 and after[0].text in {"-", "‑", "–"}:
        return after[1].lower_ in _words("joined", "words")
    last = doc[mention.last - 1]
    return "-" in last.text and last.lower_.rpartition("-")[2] in _words("joined", "words")


def _labels_heading(scene: Scene, mention: Mention) -> bool:
    """Whether a headline begins with the name as its label: "CAR: two groups dissolved"; not "Rwanda: 'No one'"."""
    if mention.first > 0 or scene.annotated.sections[mention.section].block.kind not in _HEADINGS:
        return False
    after = scene.doc(mention.section)[mention.last : mention.last + 2]
    return len(after) == 2 and after[0].text == ":" and after[1].text[0] not in _QUOTES


def _opens_heading(scene: Scene, mention: Mention) -> bool:
    """Whether a headline begins with the name as its subject, which the parse often misses: "Paris reacts", "Rwanda: 'No'"."""
    if mention.first > 0 or scene.annotated.sections[mention.section].block.kind not in _HEADINGS:
        return False
    after = scene.doc(mention.section)[mention.last : mention.last + 2]
    if len(after) == 2 and after[0].text == ":":
        return after[1].text[0] in _QUOTES
    return len(after) > 0 and after[0].is_lower and after[0].tag_ in {"VBZ", "NNS", "VBD"}


def _opens_sentence(scene: Scene, mention: Mention, relation: str) -> bool:
    """Whether a sentence begins with the name, or a list of such, and a verb that the parse took for an adjective follows."""
    doc = scene.doc(mention.section)
    if relation not in _BEFORE_NOUN or not doc[mention.first].is_sent_start:
        return False
    at = mention.last
    while at < len(doc) and (doc[at].pos_ in {"PROPN", "CCONJ", "DET"} or doc[at].text == ","):
        at += 1
    return at < len(doc) and doc[at].tag_ in {"VBD", "VBN", "VBZ"} and doc[at].is_lower


def _after_preposition(preposition: str, governor: Token, *, is_country: bool) -> Sense:
    if preposition in _words("actor_after", "words"):
        return Sense.ACTOR
    kept = table("senses")["like"].get(preposition, preposition)
    governed = {_lemma(governor), governor.lower_} & _words("governed", kept)
    # "talks with Kinshasa" means the government; "the government of Kigali" and "aid from Kigali" may be the town's
    if governed and (is_country or kept in {"with", "avec"}):
        return Sense.ACTOR
    if (
        preposition in {"between", "entre"}
        and is_country
        and not ({_lemma(governor)} & _words("spatial", "en") | {_lemma(governor)} & _words("spatial", "fr"))
    ):
        return Sense.ACTOR
    if kept in {"of", "de"} and governor.pos_ == "PROPN" and governor.ent_type_ in {"PERSON", "PER"}:
        return Sense.MODIFIER  # "Ambassador X of the United States"
    return Sense.MODIFIER if kept in {"of", "de"} and _lemma(governor) in _words("neither", "words") else Sense.PLACE


def _before_noun(governor: Token, language: str, *, is_country: bool) -> Sense:
    if _lemma(governor) in _words("spatial", language):
        return Sense.PLACE
    return Sense.ACTOR if is_country and _lemma(governor) in _words("deeds", language) else Sense.MODIFIER
