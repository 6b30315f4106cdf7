"""What PLOVER codes in a document beyond its events: acts of speech, promises, threats, concessions, each with its parties."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from conflictdb.vocabularies import EventStatus, ParticipantRole
from loaders.annotate.annotated import Annotated
from loaders.extract.arguments import Arguments, noun_arguments, verb_arguments
from loaders.extract.coding_lexicon import CodingLexicon, coding_lexicon
from loaders.extract.coding_parties import acting, controlled, suffering, with_accuser
from loaders.extract.event_clauses import noun_phrase, verb_clause
from loaders.extract.event_lexicon import Frame, lexicon
from loaders.extract.event_sameness import Sameness
from loaders.extract.event_verbs import fits, keys, may_be_verb
from loaders.extract.scene import Scene, scenes
from loaders.extract.status import is_negated, status_of
from loaders.extract.subjects import RELATIVE_CLAUSES, VERBAL
from loaders.records import BlockKind, CodingDraft, ParticipantDraft, Ref

Participants = tuple[ParticipantDraft, ...]
CONFIDENCE = 0.6
WAYS = ((0, 1), (1, 0))
GOING_ON = frozenset({"PROTEST", "RETREAT", "YIELD", "SUPPORT", "ACCUSE"})
REACH = 80  # characters between two words for one act
HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
FUTURE = frozenset({"will", "'ll", "’ll", "wo"})
CONDITIONAL = frozenset({"would", "'d", "’d"})
SAID = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "PROTEST"})
MADE = frozenset({"AGREE", "THREATEN"})
LASTING = frozenset({"SUPPORT", "COOPERATE", "AID", "COERCE"})  # what somebody may do always
SAID_AHEAD = frozenset({"REQUEST", "REJECT"})  # they are what they are, said now or later: "would ask the court"
INTENDED = ("object", "on", "against", "at", "to", "with", "dative", "from")


def codings(annotated: Annotated) -> tuple[CodingDraft, ...]:
    """Return the PLOVER codings of the document, in reading order; an act inside another's content is none."""
    words = coding_lexicon(annotated.document.language)
    found: list[CodingDraft] = []
    for scene in scenes(annotated, lexicon(annotated.document.language)):
        last: CodingDraft | None = None
        for token in scene.doc:
            made = _coding(scene, words, token)
            if made is not None and not (last is not None and last.within(made.trigger)):
                found += _both_ways(token, made)
                last = made
    return _once(annotated, found)


def _both_ways(token: Token, made: CodingDraft) -> tuple[CodingDraft, ...]:
    """The act, and its return where two do it to each other: "accused each other"."""
    agents = [part.ref for part in made.participants if part.role is ParticipantRole.AGENT]
    below = [inner for child in token.children for inner in (child, *child.children)]
    if len(agents) != len(WAYS) or not any(one.lower_ == "other" and one.nbor(-1).lower_ == "each" for one in below if one.i):
        return (made,)
    return tuple(replace(made, participants=_participants((agents[one],), (agents[other],))) for one, other in WAYS)


def _once(annotated: Annotated, found: list[CodingDraft]) -> tuple[CodingDraft, ...]:
    """The codings without those of a headline that the running text tells again: of the same type, by one of the same."""
    heading = [index for index, section in enumerate(annotated.sections) if section.block.kind in HEADINGS]
    spans = [annotated.sections[index].span(annotated.sections[index].doc[:]) for index in heading]
    sameness = Sameness(annotated.mentions, lexicon(annotated.document.language), None)

    def agents(coding: CodingDraft) -> frozenset[str]:
        return sameness.keys(part.ref for part in coding.participants if part.role is ParticipantRole.AGENT)

    def headed(coding: CodingDraft) -> bool:
        return any(span.start <= coding.trigger.start < span.end for span in spans)

    body = [(coding.plover_type, agents(coding)) for coding in found if not headed(coding)]
    again = {id(c) for c in found if headed(c) and any(name == c.plover_type and who & agents(c) for name, who in body)}
    kept: list[CodingDraft] = []
    for coding in found:
        if id(coding) not in again and not (kept and _goes_on(annotated, kept[-1], coding)):
            kept.append(coding)
    return tuple(kept)


def _goes_on(annotated: Annotated, last: CodingDraft, coding: CodingDraft) -> bool:
    """Whether one sentence tells the same act on: "blocked the road to protest", "hurled stones and burned tyres"."""
    agents, targets = (
        tuple(tuple(p.ref for p in one.participants if p.role is role) for one in (last, coding))
        for role in (ParticipantRole.AGENT, ParticipantRole.TARGET)
    )
    between = annotated.document.text[last.trigger.end : coding.trigger.start]
    near = last.plover_type == coding.plover_type in GOING_ON and len(between) < REACH and "." not in between
    return near and bool(agents[0]) and agents[0] == agents[1] and (not targets[1] or not targets[0] or targets[0] == targets[1])


def _coding(scene: Scene, words: CodingLexicon, token: Token) -> CodingDraft | None:
    if token.pos_ in VERBAL or may_be_verb(token):
        return _promised(scene, words, token) or _verbal(scene, words, token)
    return _nominal(scene, words, token)


# ---------------------------------------------------------------- verbs


def _verbal(scene: Scene, words: CodingLexicon, verb: Token) -> CodingDraft | None:
    if verb.dep_ in {"amod", "acomp"} or scene.lemma(verb) not in words.verb_heads:
        return None
    arguments = with_accuser(scene, verb, controlled(words, verb, verb_arguments(verb)))
    frame = _frame(scene, words, verb, arguments)
    if frame is None or not (frame.negated or _told(scene, verb) or _said_by_it(scene, words, verb, frame)):
        return None
    if frame.types[-1][1] in LASTING and _describes(scene, verb):
        return None
    name = _intended_name(scene, words, verb, frame)
    sources = acting(scene, words, arguments.filled(frame.agents))
    targets = suffering(scene, words, arguments, frame.targets)
    if (not sources and not (targets and _done(verb))) or (frame.aimed and not targets):
        return None
    return _draft(scene, verb, name, _participants(sources, targets), verb_clause(verb))


def _frame(scene: Scene, words: CodingLexicon, verb: Token, arguments: Arguments) -> Frame | None:
    frames = (frame for key in keys(scene, verb) for frame in words.verbs.get(key, ()))
    return next((frame for frame in frames if fits(scene, frame, arguments, verb)), None)


def _told(scene: Scene, verb: Token) -> bool:
    return status_of(scene, verb) in {EventStatus.OCCURRED, EventStatus.ONGOING}


def _describes(scene: Scene, verb: Token) -> bool:
    """Whether a relative clause in the bare present says what somebody is rather than what he did: "who coordinates relief"."""
    present = verb.tag_ in {"VBZ", "VBP"} and not any(child.dep_.startswith("aux") for child in verb.children)
    return present and verb.dep_ in RELATIVE_CLAUSES and not scene.is_heading


def _said_by_it(scene: Scene, words: CodingLexicon, verb: Token, frame: Frame) -> bool:
    """Whether an act that happened was meant to say it: "rallied to demand the release"."""
    purpose = verb.dep_ in {"advcl", "xcomp"} and any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    told = (
        purpose
        and frame.types[-1][1] in SAID
        and not is_negated(scene, verb)
        and scene.lemma(verb.head) in words.intent["saying_by"]
    )
    return told and _told(scene, verb.head)


def _done(verb: Token) -> bool:
    """Whether the verb is a passive that leaves out who did it."""
    return any(child.dep_ in {"auxpass", "nsubjpass", "aux:pass", "nsubj:pass"} for child in verb.children)


def _intended_name(scene: Scene, words: CodingLexicon, verb: Token, frame: Frame) -> str:
    """A promise of harm is a threat, a promise of anything else an accord."""
    name = frame.types[-1][1]
    if name not in MADE:
        return name
    inner = next((child for child in verb.children if child.dep_ == "xcomp"), None)
    return name if inner is None or name == "THREATEN" else _intent(scene, words, inner)


def _intent(scene: Scene, words: CodingLexicon, verb: Token) -> str:
    return "THREATEN" if words.intent["hostile"] & set(keys(scene, verb)) else "AGREE"


# ---------------------------------------------------------------- promises and threats


def _promised(scene: Scene, words: CodingLexicon, verb: Token) -> CodingDraft | None:
    """A verb of intent with its infinitive ("vowed to retaliate"), or what somebody will do."""
    lemma = scene.lemma(verb)
    inner = next((child for child in verb.children if child.dep_ == "xcomp" and child.pos_ in VERBAL), None)
    planned = inner is not None and lemma in words.intent["plans"] and _planned(scene, words, verb, inner)
    if inner is not None and (planned or lemma in words.intent["promises"] | words.intent["threats"]):
        if not _told(scene, verb):
            return None
        name = "THREATEN" if lemma in words.intent["threats"] else _intent(scene, words, inner)
        return _promise(scene, words, verb, inner, name)
    return _to_come(scene, words, verb)


def _to_come(scene: Scene, words: CodingLexicon, verb: Token) -> CodingDraft | None:
    """What somebody will do, or has said that he would."""
    lemma = scene.lemma(verb)
    helpers = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    said = helpers & CONDITIONAL and (verb.dep_ == "ccomp" or (verb.dep_ == "conj" and verb.head.dep_ == "ccomp"))
    if not (helpers & FUTURE or said) or verb.dep_ not in {"ROOT", "ccomp", "conj"}:
        return None
    if lemma in words.intent["unpromised"] and not any(" " in key for key in words.intent["hostile"] & set(keys(scene, verb))):
        return None  # "will take time", not "will take countermeasures"
    if is_negated(scene, verb):
        return _promise(scene, words, verb, verb, "REJECT")
    if (ahead := _ahead(scene, words, verb)) is not None:
        return ahead
    name = _intent(scene, words, verb)
    return _promise(scene, words, verb, verb, name) if name == "THREATEN" or _known(scene, words, verb) else None


def _ahead(scene: Scene, words: CodingLexicon, verb: Token) -> CodingDraft | None:
    """A demand or refusal that is to come: "she would ask the state for help", "his party would boycott the session"."""
    arguments = controlled(words, verb, verb_arguments(verb))
    frame = _frame(scene, words, verb, arguments)
    sources = acting(scene, words, arguments.subject)
    if frame is None or frame.types[-1][1] not in SAID_AHEAD or not sources:
        return None
    targets = suffering(scene, words, arguments, frame.targets)
    return _draft(scene, verb, frame.types[-1][1], _participants(sources, targets), verb_clause(verb))


def _planned(scene: Scene, words: CodingLexicon, verb: Token, inner: Token) -> bool:
    """Whether somebody means to do what the lexicons know ("plans to send tanks"), and is not planned for ("was expected to")."""
    return verb.dep_ in {"ROOT", "ccomp", "conj"} and (_intent(scene, words, inner) == "THREATEN" or _known(scene, words, inner))


def _known(scene: Scene, words: CodingLexicon, verb: Token) -> bool:
    """Whether the verb reports an act that either lexicon knows."""
    arguments = controlled(words, verb, verb_arguments(verb))
    events = (frame for key in keys(scene, verb) for frame in scene.lexicon.verbs.get(key, ()))
    return _frame(scene, words, verb, arguments) is not None or any(fits(scene, frame, arguments, verb) for frame in events)


def _promise(scene: Scene, words: CodingLexicon, verb: Token, inner: Token, name: str) -> CodingDraft | None:
    arguments, deed = verb_arguments(verb), verb_arguments(inner)
    subject = arguments.subject
    if verb.dep_ == "ccomp" and verb.head.pos_ in VERBAL and all(token.pos_ == "PRON" for token in subject):
        subject = verb_arguments(verb.head).subject or subject
    aimed = (*INTENDED, "in") if name == "THREATEN" else INTENDED  # "threatened to launch an offensive in Orland"
    sources = acting(scene, words, subject)
    targets = suffering(scene, words, arguments, ("with",)) + suffering(scene, words, deed, aimed, named=True)
    if not sources:
        return None
    return _draft(scene, verb, name, _participants(sources, targets), verb_clause(verb))


# ---------------------------------------------------------------- nouns


def _nominal(scene: Scene, words: CodingLexicon, noun: Token) -> CodingDraft | None:
    if noun.pos_ != "NOUN" or not (frames := words.nouns.get(scene.lemma(noun), ())):
        return None
    if noun.dep_ in {"compound", "pobj", "ROOT"} or any(child.lower_ in NEGATIVE for child in noun.children):
        return None
    if noun.dep_ in UNDERGOING and (is_negated(scene, noun.head) or scene.lemma(noun.head) in words.verb_heads):
        return None
    arguments = noun_arguments(noun)
    for frame in frames:
        sources = acting(scene, words, arguments.filled(frame.agents))
        if sources:
            targets = suffering(scene, words, arguments, frame.targets)
            return _draft(scene, noun, frame.types[-1][1], _participants(sources, targets), noun_phrase(noun))
    return None


UNDERGOING = frozenset({"dobj", "obj", "nsubjpass", "nsubj:pass"})
NEGATIVE = frozenset({"no", "any", "possible", "aucun", "aucune"})


# ---------------------------------------------------------------- drafts


def _draft(scene: Scene, word: Token, name: str, participants: Participants, clause: tuple[int, int]) -> CodingDraft:
    span = scene.section.span(scene.doc[clause[0] : clause[1]])
    return CodingDraft(
        plover_type=name,
        text=scene.annotated.document.text[span.start : span.end],
        clause=span,
        trigger=scene.section.span(scene.doc[word.i : word.i + 1]),
        scope=scene.section.span(scene.doc[word.i : _end(word)]),
        participants=participants,
        rule=f"{name}/{scene.lemma(word)}",
        confidence=CONFIDENCE,
    )


def _end(word: Token) -> int:
    """Where the word's content ends: what is joined to it is another act."""
    last = word.i + 1
    for child in word.children:
        if child.i > word.i and child.dep_ not in {"conj", "advcl", "parataxis", "punct", "cc"}:
            last = max(last, child.right_edge.i + 1)
    return last


def _participants(sources: tuple[Ref, ...], targets: tuple[Ref, ...]) -> Participants:
    acting = (ParticipantDraft(ParticipantRole.AGENT, ref) for ref in sources)
    return (*acting, *(ParticipantDraft(ParticipantRole.TARGET, ref) for ref in targets if ref not in sources))
