"""Whether an event that a verb or noun reports happened, is happening, is planned, is only alleged, or is none at all."""

from __future__ import annotations

from spacy.tokens import Token

from conflictdb.vocabularies import EventStatus
from loaders.extract.scene import Scene

VERBAL = frozenset({"VERB", "AUX"})
NOT_REAL = None
CLIMB = 6
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "acl:relcl", "pcomp", "conj", "parataxis", "csubj", "ccomp:obj"})


def status_of(scene: Scene, verb: Token) -> EventStatus | None:
    """Return the status of what the verb reports, or None where the text does not report it as an event."""
    if verb.sent.text.rstrip().endswith("?"):
        return NOT_REAL
    own = _own_french(scene, verb) if scene.lexicon.language == "fr" else _own_english(scene, verb)
    if own is None or (own is EventStatus.PLANNED and _depends(scene, verb)):
        return NOT_REAL
    return _in_context(scene, verb, own)


def _depends(scene: Scene, verb: Token) -> bool:
    """Whether an "if" clause hangs on the verb."""
    conditions = scene.lexicon.list("unreal", "conditions") - scene.lexicon.list("unreal", "terms")
    return any(mark.lower_ in conditions for child in verb.children if child.dep_ == "advcl" for mark in child.children)


def is_negated(scene: Scene, verb: Token) -> bool:
    """Return whether the verb is negated, by a word of its own or by its subject or object ("no")."""
    negations = scene.lexicon.list("unreal", "negations")
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in scene.lexicon.list("unreal", "habits") or (child.lower_ in negations and child.dep_ in {"advmod", "cc:preconj", "preconj"}):
            return True
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "nsubj:pass", "obj"} and any(
            t.lower_ in negations and t.dep_ in {"det", "neg"} for t in child.children
        ):
            return True
    return False


def _auxiliaries(verb: Token) -> list[Token]:
    own = [child for child in verb.children if child.dep_.startswith("aux")]
    if (
        not own
        and verb.dep_ == "conj"
        and verb.head.pos_ in VERBAL
        and not any(c.dep_.startswith("nsubj") for c in verb.children)
    ):
        return _auxiliaries(verb.head) if verb.tag_ in {"VB", "VBN", "VBG"} or verb.lang_ == "fr" else own
    return own


def _own_english(scene: Scene, verb: Token) -> EventStatus | None:
    words = scene.lexicon
    helpers = _auxiliaries(verb)
    lowered = {token.lower_ for token in helpers}
    if is_negated(scene, verb) or lowered & words.list("unreal", "modals"):
        return NOT_REAL
    if any(child.dep_ == "mark" and child.lower_ in words.list("unreal", "conditions") for child in verb.children):
        return NOT_REAL
    if lowered & {"will", "'ll", "’ll", "shall", "wo"}:
        return EventStatus.PLANNED
    if lowered & {"would", "'d", "’d"}:
        return EventStatus.PLANNED if _reported(scene, verb) else NOT_REAL
    if any(token.lower_ == "to" for token in helpers):
        return _infinitive(scene, verb)
    if verb.tag_ == "VBG":
        return _gerund(scene, verb, lowered)
    if verb.tag_ in {"VBZ", "VBP"} or (verb.tag_ == "VB" and not helpers):
        return _present(scene, verb)
    since = any(child.lower_ == "since" and child.dep_ == "prep" for child in verb.children)
    return EventStatus.ONGOING if since and lowered & {"has", "have", "'ve", "’ve"} else EventStatus.OCCURRED


def _present(scene: Scene, verb: Token) -> EventStatus | None:
    if scene.is_heading:
        return EventStatus.OCCURRED
    if verb.tag_ == "VB" and verb.dep_ == "ROOT":
        return NOT_REAL  # an order
    if verb.tag_ == "VB" and scene.lemma(verb.head) in scene.lexicon.list("real", "achieving") and verb.head != verb:
        return _own_english(scene, verb.head)  # "saw them close the border"
    return EventStatus.ONGOING


def _reported(scene: Scene, verb: Token) -> bool:
    """Whether a saying verb stands above: "said that it would withdraw"."""
    token = verb
    for _ in range(CLIMB):
        if token.dep_ in {"ccomp", "conj"} and token.head != token:
            token = token.head
            if scene.lemma(token) in scene.lexicon.list("real", "saying"):
                return True
        else:
            return False
    return False


def _infinitive(scene: Scene, verb: Token) -> EventStatus | None:
    """An infinitive is as real as what governs it makes it."""
    governor = verb.head
    lemma = scene.lemma(governor)
    real = scene.lexicon.words["real"]
    if verb.dep_ not in {"xcomp", "ccomp", "conj", "acl"} or is_negated(scene, governor):
        return NOT_REAL
    if verb.dep_ == "conj":
        return _infinitive(scene, governor) if governor.head != governor else NOT_REAL
    if lemma in real["achieving"]:
        above = _own_english(scene, governor)
        return EventStatus.ONGOING if lemma in real["continuing"] and above is not None and governor.tag_ != "VBD" else above
    if lemma in real["hedging"]:
        return EventStatus.ALLEGED
    passive_or_future = lemma in real["intending"] and verb.dep_ in {"xcomp", "ccomp"}
    return EventStatus.PLANNED if passive_or_future and _own_english(scene, governor) is not None else NOT_REAL


def _gerund(scene: Scene, verb: Token, auxiliaries: set[str]) -> EventStatus | None:
    if auxiliaries & {"is", "are", "'s", "’s", "'re", "’re", "am", "be"}:
        return EventStatus.ONGOING
    if auxiliaries & {"been"} and auxiliaries & {"has", "have", "'ve", "’ve"}:
        return EventStatus.ONGOING
    if auxiliaries & {"was", "were", "been", "having"}:
        return EventStatus.OCCURRED
    head = verb.head
    if verb.dep_ == "pcomp" and head.lower_ in scene.lexicon.list("unreal", "against"):
        return NOT_REAL
    if verb.dep_ == "xcomp" and scene.lemma(head) in scene.lexicon.list("unreal", "verbs"):
        return NOT_REAL
    if verb.dep_ == "xcomp" and scene.lemma(head) in scene.lexicon.list("real", "continuing"):
        return EventStatus.ONGOING
    if verb.dep_ in {"advcl", "acl", "conj"} and head.pos_ in VERBAL and head != verb:
        return _own_english(scene, head)
    return EventStatus.OCCURRED


def _own_french(scene: Scene, verb: Token) -> EventStatus | None:
    words = scene.lexicon
    helpers = _auxiliaries(verb)
    group = [verb, *helpers]
    if is_negated(scene, verb) or any(child.lower_ in {"ne", "n'", "n’"} for token in group for child in token.children):
        return NOT_REAL
    if any(child.dep_ == "mark" and child.lower_ in words.list("unreal", "conditions") for child in verb.children):
        return NOT_REAL
    if any(
        "Cnd" in token.morph.get("Mood", []) or token.lower_ in {"aurait", "auraient", "serait", "seraient"} for token in group
    ):
        return EventStatus.ALLEGED
    if any("Fut" in token.morph.get("Tense", []) for token in group):
        return EventStatus.PLANNED
    if "Inf" in verb.morph.get("VerbForm", []) and not helpers:
        return _french_infinitive(scene, verb)
    if verb.head != verb and verb.dep_ == "xcomp" and words.list("unreal", "modals") & {verb.head.lower_}:
        return NOT_REAL
    finite_present = any("Pres" in t.morph.get("Tense", []) and "Ind" in t.morph.get("Mood", []) for t in [verb]) and not helpers
    if finite_present and not scene.is_heading:
        return EventStatus.ONGOING
    return EventStatus.OCCURRED


def _french_infinitive(scene: Scene, verb: Token) -> EventStatus | None:
    governor = verb.head
    lemma = scene.lemma(governor)
    real = scene.lexicon.words["real"]
    marks = {child.lower_ for child in verb.children if child.dep_ in {"mark", "case"}}
    if governor == verb or is_negated(scene, governor):
        return NOT_REAL
    if lemma in real["achieving"]:
        return _own_french(scene, governor)
    if lemma in real["hedging"]:
        return EventStatus.ALLEGED
    if lemma in real["intending"]:
        return EventStatus.PLANNED
    if "pour" in marks and governor.pos_ in VERBAL and lemma not in scene.lexicon.list("unreal", "verbs"):
        return EventStatus.OCCURRED if lemma in real["means"] else NOT_REAL
    return NOT_REAL


def _in_context(scene: Scene, verb: Token, own: EventStatus) -> EventStatus | None:
    """What the clauses above the verb's make of it: a denial none, a claim or doubt an allegation."""
    unreal, real = scene.lexicon.words["unreal"], scene.lexicon.words["real"]
    if any(child.lower_ in real["hedges"] for child in verb.children if child.dep_ in {"advmod", "amod"}):
        return EventStatus.ALLEGED
    token = verb
    for _ in range(CLIMB):
        if token.dep_ not in CLAUSES or token.head == token:
            return own
        dep, token = token.dep_, token.head
        if dep == "pcomp" and token.lower_ in unreal["against"] and scene.lemma(token.head) not in real["hedging"]:
            return NOT_REAL
        if dep in {"relcl", "acl", "acl:relcl", "advcl", "conj", "parataxis"}:
            if dep == "acl" and token.pos_ not in VERBAL:
                return own if scene.lemma(token) not in unreal["nouns"] else NOT_REAL
            if dep in {"relcl", "acl:relcl"}:
                return own
            if dep == "advcl":
                return own
            continue
        token = token.head if token.pos_ == "ADP" else token
        lemma = scene.lemma(token)
        if lemma in real["hedging"]:
            own = EventStatus.ALLEGED
        elif lemma in unreal["verbs"] and dep in {"ccomp", "xcomp", "pcomp"} and lemma not in real["saying"] and verb.i > token.i:
            return NOT_REAL
        if token.pos_ in VERBAL and is_negated(scene, token) and lemma in real["saying"] | real["hedging"]:
            return NOT_REAL
    return own


def noun_status(scene: Scene, noun: Token, governor: Token | None, happening: EventStatus | None) -> EventStatus | None:
    """Return the status of what an event noun reports; `happening` is that of the verb that makes it happen, if one does."""
    real, unreal = scene.lexicon.words["real"], scene.lexicon.words["unreal"]
    beside = {child.lower_ for child in noun.children if child.dep_ in {"amod", "det", "advmod", "acl", "neg"}}
    if beside & unreal["adjectives"] or beside & real["failed"]:
        return NOT_REAL
    if beside & real["called_off"]:
        return EventStatus.CALLED_OFF
    if beside & real["hedges"]:
        return EventStatus.ALLEGED
    if beside & real["planned"]:
        return EventStatus.PLANNED
    if happening is not None:
        return happening
    if governor is not None and _wished(scene, noun):
        return NOT_REAL
    return EventStatus.ONGOING if beside & real["ongoing"] else EventStatus.OCCURRED


def _wished(scene: Scene, noun: Token) -> bool:
    """Whether the noun hangs on a wish, a fear or a demand: "called for talks", "the risk of an attack"."""
    unreal, real = scene.lexicon.words["unreal"], scene.lexicon.words["real"]
    token = noun
    for _ in range(CLIMB):
        head = token.head
        if head == token:
            return False
        lemma = scene.lemma(head)
        if head.pos_ in {"NOUN", "PROPN"} and lemma in unreal["nouns"] and token.dep_ not in {"conj", "nsubj"}:
            return True
        if head.pos_ in VERBAL:
            direct = token.dep_ in {"dobj", "obj", "prep", "obl:arg", "ccomp", "xcomp"} or token.dep_ == "obl:mod"
            after = token.dep_ == "prep" and token.lower_ in real["after"]
            if direct and not after and lemma in unreal["verbs"] and lemma not in real["saying"]:
                return True
            return (
                _own(scene, head) is None
                and lemma not in real["saying"]
                and token.dep_ not in {"nsubj", "nsubjpass", "nsubj:pass"}
                and not after
            )
        token = head
    return False


def _own(scene: Scene, verb: Token) -> EventStatus | None:
    return _own_french(scene, verb) if scene.lexicon.language == "fr" else _own_english(scene, verb)
