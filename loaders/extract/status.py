"""Whether an event that a verb or noun reports happened, is happening, is planned, is only alleged, or is none at all."""

from __future__ import annotations

from spacy.tokens import Token

from conflictdb.vocabularies import EventStatus
from loaders.extract.arguments import is_passive
from loaders.extract.scene import Scene

VERBAL = frozenset({"VERB", "AUX"})
NOT_REAL = None
CLIMB = 6
COMPLEMENTS = frozenset({"ccomp", "xcomp", "pcomp"})
BESIDE = frozenset({"advcl", "conj", "parataxis"})
RELATIVE_CLAUSES = frozenset({"relcl", "acl:relcl"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass"})
WILL = frozenset({"will", "'ll", "’ll", "shall", "wo"})
WOULD = frozenset({"would", "'d", "’d"})
IS = frozenset({"is", "are", "'s", "’s", "'re", "’re", "am", "be"})
WAS = frozenset({"was", "were", "been", "having"})
HAS = frozenset({"has", "have", "'ve", "’ve"})
NOT_FRENCH = frozenset({"ne", "n'", "n’"})
JUST = frozenset({"de", "d'", "d’"})
HEARSAY = frozenset({"aurait", "auraient", "serait", "seraient"})


def status_of(scene: Scene, verb: Token) -> EventStatus | None:
    """Return the status of what the verb reports, or None where the text does not report it as an event."""
    if verb.sent.text.rstrip().endswith("?"):
        return NOT_REAL
    if is_arranged(scene, verb):
        return EventStatus.PLANNED
    own = _own(scene, verb)
    if own is not None and verb.lower_ in scene.lexicon.list("real", "planned") and (verb.dep_ == "acl" or is_fixed(scene, verb)):
        return EventStatus.PLANNED  # "a summit scheduled for May", "talks are planned"
    if own is None or (own is EventStatus.PLANNED and _depends(scene, verb)):
        return NOT_REAL
    return _in_context(scene, verb, own)


def is_fixed(scene: Scene, verb: Token) -> bool:
    """Return whether it says in the present that its subject is planned: "est prévue jeudi"."""
    present = any(child.lower_ in scene.lexicon.list("real", "present") for child in verb.children)
    return present and verb.lower_ in scene.lexicon.list("real", "planned") and is_passive(verb)


def is_negated(scene: Scene, verb: Token) -> bool:
    """Return whether the verb is negated, by a word of its own or by its subject or object ("no")."""
    unreal = scene.lexicon.words["unreal"]
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in unreal["habits"]:
            return True
        if child.lower_ in unreal["negations"] and child.dep_ in {"advmod", "cc:preconj", "preconj"}:
            return True
        if child.dep_ in SUBJECTS | {"dobj", "obj"} and _negative(scene, child):
            return True
    return False


def _negative(scene: Scene, noun: Token) -> bool:
    negations = scene.lexicon.list("unreal", "negations")
    return any(child.lower_ in negations and child.dep_ in {"det", "neg"} for child in noun.children)


def _depends(scene: Scene, verb: Token) -> bool:
    """Whether an "if" clause hangs on the verb."""
    conditions = scene.lexicon.list("unreal", "conditions") - scene.lexicon.list("unreal", "terms")
    return any(mark.lower_ in conditions for child in verb.children if child.dep_ == "advcl" for mark in child.children)


def _own(scene: Scene, verb: Token) -> EventStatus | None:
    """What the verb's own form says."""
    conditions = scene.lexicon.list("unreal", "conditions")
    if is_negated(scene, verb) or any(child.dep_ == "mark" and child.lower_ in conditions for child in verb.children):
        return NOT_REAL
    return _french(scene, verb) if scene.lexicon.language == "fr" else _english(scene, verb)


def _auxiliaries(verb: Token) -> list[Token]:
    """The verb's auxiliaries, or those that it shares with the verb that it is joined to."""
    own = [child for child in verb.children if child.dep_.startswith("aux")]
    joined = verb.dep_ == "conj" and verb.head.pos_ in VERBAL and not any(c.dep_ in SUBJECTS for c in verb.children)
    if own or not joined:
        return own
    return _auxiliaries(verb.head) if verb.tag_ in {"VB", "VBN", "VBG"} or verb.lang_ == "fr" else own


# ---------------------------------------------------------------- English forms


def _english(scene: Scene, verb: Token) -> EventStatus | None:
    helpers = {token.lower_ for token in _auxiliaries(verb)}
    if helpers & scene.lexicon.list("unreal", "modals"):
        return NOT_REAL
    if _subjunctive(verb):
        return _demanded(scene, verb)
    if helpers & WILL:
        return EventStatus.PLANNED
    if helpers & WOULD:
        return EventStatus.PLANNED if _reported(scene, verb) else NOT_REAL
    if "to" in helpers:
        return _infinitive(scene, verb)
    return _gerund(scene, verb, helpers) if verb.tag_ == "VBG" else _finite(scene, verb, helpers)


def _subjunctive(verb: Token) -> bool:
    """Whether a bare "be" alone helps it: "that the airport be reopened"."""
    helpers = _auxiliaries(verb)
    return verb.tag_ == "VBN" and bool(helpers) and all(helper.lower_ == "be" for helper in helpers)


def _demanded(scene: Scene, verb: Token) -> EventStatus | None:
    """What is directed or decided is planned, what is only asked for is nothing yet."""
    deciding = scene.lexicon.list("real", "directing")
    token = verb
    for _ in range(CLIMB):
        if token.head == token:
            return NOT_REAL
        token = token.head
        if scene.lemma(token) in deciding:
            return EventStatus.PLANNED
    return NOT_REAL


def _finite(scene: Scene, verb: Token, helpers: set[str]) -> EventStatus | None:
    if verb.lower_ in scene.lexicon.mended:
        return EventStatus.OCCURRED  # "retook", which the model takes for a present
    if verb.tag_ in {"VBZ", "VBP"} or (verb.tag_ == "VB" and not helpers):
        return _present(scene, verb)
    return EventStatus.OCCURRED


def _present(scene: Scene, verb: Token) -> EventStatus | None:
    if scene.is_heading:
        return EventStatus.OCCURRED
    if verb.tag_ == "VB" and verb.dep_ == "ROOT":
        return NOT_REAL  # an order
    if verb.tag_ == "VB" and verb.head != verb and scene.lemma(verb.head) in scene.lexicon.list("real", "achieving"):
        return _own(scene, verb.head)  # "saw them close the border"
    return EventStatus.ONGOING


def _reported(scene: Scene, verb: Token) -> bool:
    """Whether a saying verb stands above: "said that it would withdraw"."""
    token = verb
    for _ in range(CLIMB):
        if token.dep_ not in {"ccomp", "conj"} or token.head == token:
            return False
        token = token.head
        if scene.lemma(token) in scene.lexicon.list("real", "saying"):
            return True
    return False


def _counted(scene: Scene, governor: Token, verb: Token) -> bool:
    before = scene.doc[min(governor.left_edge.i if governor.pos_ not in VERBAL else governor.i, verb.i) : verb.i]
    return any(scene.lemma(token) in scene.lexicon.list("real", "counted") for token in before)


def _infinitive(scene: Scene, verb: Token) -> EventStatus | None:
    """An infinitive is as real as what governs it makes it."""
    governor = verb.head
    if (governor.pos_ not in VERBAL or governor.lemma_ == "be") and _counted(scene, governor, verb):
        return NOT_REAL  # "the eighth to hit a clinic" only counts what is told elsewhere
    if verb.dep_ not in COMPLEMENTS | {"conj", "acl"} or is_negated(scene, governor):
        return NOT_REAL
    if verb.dep_ == "conj":
        return _infinitive(scene, governor) if governor.head != governor else NOT_REAL
    return _governed(scene, verb, governor)


def _governed(scene: Scene, verb: Token, governor: Token) -> EventStatus | None:
    lemma, real = scene.lemma(governor), scene.lexicon.words["real"]
    above = _own(scene, governor)
    if governor.lower_ == "had" and lemma == "have":
        return EventStatus.OCCURRED  # "had to be evacuated"
    if lemma in real["achieving"]:
        still = lemma in real["continuing"] and above is not None and governor.tag_ != "VBD"
        return EventStatus.ONGOING if still else above
    if lemma in real["hedging"] or (lemma in real["saying"] and is_passive(governor)):
        return EventStatus.ALLEGED  # "is said to have armed"
    decided = lemma in real["decisions"] if verb.dep_ == "acl" else lemma in real["intending"] and above is not None
    return EventStatus.PLANNED if decided else NOT_REAL


def _gerund(scene: Scene, verb: Token, helpers: set[str]) -> EventStatus | None:
    if helpers & IS or (helpers >= {"been"} and helpers & HAS):
        return EventStatus.ONGOING
    if helpers & WAS:
        return EventStatus.OCCURRED
    head, unreal = verb.head, scene.lexicon.words["unreal"]
    if verb.dep_ == "pcomp" and head.lower_ in unreal["against"]:
        return NOT_REAL
    if verb.dep_ == "xcomp":
        return _after_verb(scene, scene.lemma(head))
    if verb.dep_ in BESIDE | {"acl"} and head.pos_ in VERBAL and head != verb:
        return _own(scene, head)
    return EventStatus.OCCURRED


def _after_verb(scene: Scene, lemma: str) -> EventStatus | None:
    """The status of a gerund under a verb: "kept shelling", "denied shelling"."""
    if lemma in scene.lexicon.list("unreal", "verbs"):
        return NOT_REAL
    return EventStatus.ONGOING if lemma in scene.lexicon.list("real", "continuing") else EventStatus.OCCURRED


# ---------------------------------------------------------------- French forms


def _french(scene: Scene, verb: Token) -> EventStatus | None:
    helpers = _auxiliaries(verb)
    group = [verb, *helpers]
    if any(child.lower_ in NOT_FRENCH for token in group for child in token.children) or _may(scene, verb):
        return NOT_REAL
    if any("Cnd" in token.morph.get("Mood", []) or token.lower_ in HEARSAY for token in group):
        return EventStatus.ALLEGED
    if any("Fut" in token.morph.get("Tense", []) for token in group):
        return EventStatus.PLANNED
    if helpers:
        return EventStatus.OCCURRED
    if "Inf" in verb.morph.get("VerbForm", []):
        return _french_infinitive(scene, verb)
    present = "Pres" in verb.morph.get("Tense", []) and "Ind" in verb.morph.get("Mood", [])
    return EventStatus.ONGOING if present and not scene.is_heading else EventStatus.OCCURRED


def is_arranged(scene: Scene, verb: Token) -> bool:
    """Return whether "doit" arranges a meeting ("doivent se retrouver lundi") and is no demand."""
    words = scene.lexicon.words["real"]
    if scene.lexicon.language != "fr" or is_negated(scene, verb.head):
        return False
    return verb.dep_ == "xcomp" and verb.head.lower_ in words["arranging"] and scene.lemma(verb) in words["arranged"]


def goes_on_since(scene: Scene, word: Token) -> bool:
    """Return whether it has gone on since a day: "has been shut since Sunday", "a fermé ses postes depuis vendredi"."""
    words = scene.lexicon.list("real", "since")
    after = [inner for child in word.children for inner in (child, *child.children) if inner.i > word.i]
    dated = {token.head.lemma_ for token in after if token.lower_ in words}
    past = word.pos_ not in VERBAL or any(child.lower_ in HAS or child.lang_ == "fr" for child in word.children)
    return past and bool(dated) and "début" not in dated


def _may(scene: Scene, verb: Token) -> bool:
    return verb.dep_ == "xcomp" and verb.head.lower_ in scene.lexicon.list("unreal", "modals")


def _french_infinitive(scene: Scene, verb: Token) -> EventStatus | None:
    governor, real = verb.head, scene.lexicon.words["real"]
    lemma = scene.lemma(governor)
    if governor == verb or is_negated(scene, governor):
        return NOT_REAL
    if lemma in real["just"] and any(child.lower_ in JUST for child in verb.children):
        return EventStatus.OCCURRED  # "vient de prendre"
    if lemma in real["achieving"]:
        return _own(scene, governor)
    if lemma in real["hedging"]:
        return EventStatus.ALLEGED
    if lemma in real["intending"]:
        return EventStatus.PLANNED
    means = lemma in real["means"] and any(child.lower_ == "pour" for child in verb.children)
    return EventStatus.OCCURRED if means else NOT_REAL


# ---------------------------------------------------------------- what stands around


def _in_context(scene: Scene, verb: Token, own: EventStatus) -> EventStatus | None:
    """What the clauses above the verb's make of it: a denial none, a claim or doubt an allegation."""
    unreal, real = scene.lexicon.words["unreal"], scene.lexicon.words["real"]
    if any(child.lower_ in real["hedges"] for child in verb.children if child.dep_ in {"advmod", "amod"}):
        return EventStatus.ALLEGED
    token = verb
    for _ in range(CLIMB):
        dep, below, token = token.dep_, token, token.head
        if token == below or dep in RELATIVE_CLAUSES | {"advcl"} or dep not in COMPLEMENTS | BESIDE | {"acl"}:
            return own
        if dep in {"acl", "ccomp"} and token.pos_ not in VERBAL:
            return _under_noun(scene, below, token, own)
        if dep == "pcomp" and token.lower_ in unreal["against"] and scene.lemma(token.head) not in real["hedging"]:
            return NOT_REAL
        token = token.head if dep == "pcomp" else token
        token = token.head if dep == "pcomp" and token.dep_ in {"dobj", "obj"} else token
        if dep in COMPLEMENTS:
            if _denied(scene, token, before=token.i < verb.i):
                return NOT_REAL
            reported = below.tag_ == "VBN" and scene.lemma(token) in real["reported"] and is_passive(token)  # "reported killed"
            own = EventStatus.ALLEGED if reported or scene.lemma(token) in real["hedging"] else own
    return own


def _under_noun(scene: Scene, verb: Token, noun: Token, own: EventStatus) -> EventStatus | None:
    """What the noun above its clause makes of it: "reports that civilians were robbed", "the threat that they attack"."""
    clause = any(child.dep_ == "mark" or child.dep_ in SUBJECTS for child in verb.children)
    if clause and scene.lemma(noun) in scene.lexicon.list("real", "rumours"):
        return EventStatus.ALLEGED
    unreal = verb.dep_ == "acl" and scene.lemma(noun) in scene.lexicon.list("unreal", "nouns")
    return NOT_REAL if unreal else own


def _denied(scene: Scene, above: Token, *, before: bool) -> bool:
    """Whether the verb above makes its complement unreal: a wish, a fear, a denial ("did not say that")."""
    lemma = scene.lemma(above)
    real = scene.lexicon.words["real"]
    wished = before and lemma in scene.lexicon.list("unreal", "verbs") - real["saying"] - real["hedging"]
    return wished or (above.pos_ in VERBAL and lemma in real["saying"] | real["hedging"] and is_negated(scene, above))


# ---------------------------------------------------------------- nouns


def noun_status(scene: Scene, noun: Token, happening: EventStatus | None) -> EventStatus | None:
    """Return the status of what an event noun reports; `happening` is that of the verb that makes it happen, if one does."""
    real, unreal = scene.lexicon.words["real"], scene.lexicon.words["unreal"]
    beside = {child.lower_ for child in noun.children if child.dep_ in {"amod", "det", "advmod", "acl", "neg"}}
    if beside & (unreal["adjectives"] | real["failed"]):
        return NOT_REAL
    for words, status in (
        (real["called_off"], EventStatus.CALLED_OFF),
        (real["hedges"], EventStatus.ALLEGED),
        (real["planned"], EventStatus.PLANNED),
    ):
        if beside & words:
            return status
    if happening is not None:
        return happening
    if _wished(scene, noun):
        return NOT_REAL
    lasting = scene.lemma(noun) in real["lasting"] and not _definite(noun) and not _afterwards(scene, noun)
    return EventStatus.ONGOING if lasting or beside & real["ongoing"] else EventStatus.OCCURRED


def _definite(noun: Token) -> bool:
    return any(child.dep_ == "det" for child in noun.children)


def _afterwards(scene: Scene, noun: Token) -> bool:
    """Whether something came of it: "died in fighting", "after fighting"."""
    return noun.head.pos_ == "ADP" and noun.head.lower_ in scene.lexicon.list("real", "after")


def _wished(scene: Scene, noun: Token) -> bool:
    """Whether the noun hangs on a wish, a fear or a demand: "called for talks", "the risk of an attack"."""
    token = noun
    for _ in range(CLIMB):
        head = token.head
        if head == token:
            return False
        if head.pos_ in VERBAL:
            return _wished_by(scene, token, head)
        governed = head.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"conj", "nsubj"}
        if governed and scene.lemma(head) in scene.lexicon.list("unreal", "nouns"):
            return True
        token = head
    return False


def _wished_by(scene: Scene, below: Token, verb: Token) -> bool:
    real = scene.lexicon.words["real"]
    lemma = scene.lemma(verb)
    after = below.dep_ == "prep" and below.lower_ in real["after"]
    if after or lemma in real["saying"] or below.dep_ in SUBJECTS:
        return False
    direct = below.dep_ in {"dobj", "obj", "prep", "obl:arg", "obl:mod", "ccomp", "xcomp"}
    return (direct and lemma in scene.lexicon.list("unreal", "verbs")) or _own(scene, verb) is None
