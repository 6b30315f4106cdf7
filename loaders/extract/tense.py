"""Where a token's verb stands in time: behind the moment of writing or ahead of it."""

from __future__ import annotations

from enum import Enum
from itertools import pairwise

from spacy.tokens import Token

from loaders.vocab import table

VERBAL = {"VERB", "AUX"}
_CLIMB = 5
_PRESENT = frozenset({"is", "are", "'s", "’s", "'re", "’re"})
_NOW = frozenset({"is", "are"})


class Direction(Enum):
    """Behind or ahead of the moment of writing."""

    PAST = "past"
    FUTURE = "future"


def direction_of(token: Token, language: str) -> Direction | None:
    """Return where the verb that governs `token` points, or None where no verb governs it."""
    words = table("dates")[language]
    return _by_words(token, words) or _by_verbs(token, words, language)


def _by_words(token: Token, words: dict[str, list[str]]) -> Direction | None:
    """What the words beside the date tell: "until", "since", "go back to", "postponed to"."""
    before = token.doc[token.i - 1].lower_ if token.i else ""
    if _is_moved(token, words) or before in words["ahead"] or token.head.lower_ in words["ahead"]:
        return Direction.FUTURE
    returned = before == "to" and token.i > 1 and token.doc[token.i - 2].lower_ in words["back"]
    if returned or before in words["behind"] or token.head.lower_ in words["behind"]:
        return Direction.PAST
    return Direction.FUTURE if _is_appointed(token, words) else None


def _by_verbs(token: Token, words: dict[str, list[str]], language: str) -> Direction | None:
    first_verb, after = True, False
    for governor in _governors(token):
        after = after or (first_verb and governor.lower_ in words["after"])
        if governor.lower_ in words["future_words"] or (not first_verb and governor.lower_ in words["intent_words"]):
            return Direction.FUTURE
        if governor.pos_ in VERBAL:
            first_verb = False
            direction = _french(governor, words["future_auxiliaries"]) if language == "fr" else _english(governor, words)
            if direction is not None:
                return Direction.PAST if after and governor.tag_ in {"VBZ", "VBP"} else direction
    verb = _verb_before(token) if first_verb else None
    return _french(verb, words["future_auxiliaries"]) if verb is not None and language == "fr" else None


def _is_appointed(token: Token, words: dict[str, list[str]]) -> bool:
    """Whether the date is one that something is "set for", "planned for"."""
    chain = [token, *token.ancestors]
    for one, other in pairwise(chain[:_CLIMB]):
        if one.lower_ in words["appointing"] and other.lower_ in {*words["intent_words"], *words["future_words"]}:
            return True
    return False


def _is_moved(token: Token, words: dict[str, list[str]]) -> bool:
    """Whether something was moved to the date: "postponed to Friday night"."""
    doc = token.doc
    at = token.i - int(token.i > 0 and token.nbor(-1).like_num)  # "reporté au 8 avril"
    if at > 1 and doc[at - 1].lower_ in words["moved_to"] and doc[at - 2].lower_ in words["moving"]:
        return True
    chain = [token, *token.ancestors]
    return any(one.lower_ in words["moved_to"] and other.lower_ in words["moving"] for one, other in pairwise(chain[:_CLIMB]))


def _verb_before(token: Token) -> Token | None:
    """The nearest verb before it in its sentence, for where the parse hangs it on no verb."""
    return next((word for word in reversed(token.doc[token.sent.start : token.i]) if word.pos_ in VERBAL), None)


def _governors(token: Token) -> list[Token]:
    """The token, its heads up to the root, and before each head the words that qualify it as planned."""
    chain = [token]
    for ancestor in token.ancestors:
        chain.append(ancestor)
        chain.extend(child for child in ancestor.children if child.dep_ == "amod" and child.pos_ == "VERB")
    return chain


def _english(verb: Token, words: dict[str, list[str]]) -> Direction | None:
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if auxiliaries & set(words["future_auxiliaries"]):
        return Direction.FUTURE
    if auxiliaries & set(words["modals"]):
        return Direction.PAST if "have" in auxiliaries else Direction.FUTURE
    if "to" in auxiliaries:
        governed_by_be = verb.head.lemma_ == "be" and verb.head.tag_ in {"VBZ", "VBP"}
        return Direction.FUTURE if governed_by_be else None
    if verb.tag_ == "VBN" and verb.lower_ in words["intent_words"] and auxiliaries & _PRESENT:
        return Direction.FUTURE  # "results are expected in June"
    if verb.tag_ == "VBN" and auxiliaries & _NOW and "been" not in auxiliaries:
        return Direction.FUTURE  # "when he is sentenced on Sept. 19"
    return _by_form(verb, auxiliaries, words)


def _by_form(verb: Token, auxiliaries: set[str], words: dict[str, list[str]]) -> Direction | None:
    if verb.tag_ in {"VBD", "VBN"} or auxiliaries & {"had", "has", "have", "was", "were", "did", "'ve", "’ve", "been"}:
        return Direction.PAST
    if verb.tag_ in {"VBZ", "VBP"}:
        return Direction.PAST if verb.lemma_ in words["saying"] else Direction.FUTURE
    return Direction.FUTURE if auxiliaries & {*_PRESENT, "am"} else None


def _french(verb: Token, auxiliaries: list[str]) -> Direction | None:
    helpers = [child for child in verb.children if child.dep_.startswith("aux")]
    if any(_is_future(word) or word.lower_ in auxiliaries for word in (verb, *helpers)):
        return Direction.FUTURE
    if "Pres" in verb.morph.get("Tense", []) and not helpers:
        return None
    return None if "Inf" in verb.morph.get("VerbForm", []) else Direction.PAST


def _is_future(word: Token) -> bool:
    """The small model takes some futures ("tiendra") for pasts: the ending tells."""
    return "Fut" in word.morph.get("Tense", []) or (
        "Fin" in word.morph.get("VerbForm", []) and word.lower_.endswith(("ra", "ront"))
    )
