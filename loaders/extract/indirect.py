"""Indirect and mixed statements: a verb of saying in the reporter's text and the clause or phrase that it reports."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from conflictdb.vocabularies import StatementAct, StatementKind
from loaders.extract.adjuncts import past_hearers
from loaders.extract.content import Reported, kind_of, reported
from loaders.extract.cues import Use
from loaders.extract.direct import Quoted
from loaders.extract.ends import PHRASES, end_of_content, trim_end
from loaders.extract.gaps import gapped
from loaders.extract.occurrences import UNLISTED, Occurrence, occurrence, occurrences
from loaders.extract.parenthetical import parenthetical
from loaders.extract.passages import OUTSIDE, Part, Passage
from loaders.extract.said import Said
from loaders.extract.speakers import can_speak, pronoun, speakers, written_by
from loaders.extract.starts import infinitive_begins
from loaders.extract.syntax import head_after, phrase

PRAISE_OR_BLAME = frozenset(
    {StatementAct.WELCOME, StatementAct.CONDEMN, StatementAct.ACCUSE}
)  # of a person more often than by one
RAISED = 7  # tokens from a verb to the infinitive that it governs
TERM = 5  # tokens: a quotation with its marks that is shorter is a term
BEGINNING = 8  # tokens
CONFIDENCE = {"clause": 0.85, "np-as": 0.75, "np-inf": 0.85, "quote": 0.85, "inf": 0.8, "np": 0.75}


def verbal(passage: Passage, quoted: Quoted) -> Iterator[Said]:
    """Yield the statements of the verbs of saying outside quotation marks that no quotation has used."""
    for cue in occurrences(passage, 0, len(passage.doc)):
        if cue.verb.i in quoted.verbs or not _said(passage, cue):
            continue
        if (
            found := _condemned(passage, cue)
            if cue.form == "passive"
            else _inverted(passage, cue)
            or _reporting(passage, cue, quoted)
            or gapped(passage, cue)
            or parenthetical(passage, cue)
        ):
            yield found


def _inverted(passage: Passage, cue: Occurrence) -> Said | None:
    """ ", se félicite son coordinateur": a reflexive right after a comma has its speaker after it, not its content."""
    before = cue.first - 1
    if passage.language == "en":
        return _inverted_english(passage, cue)
    if passage.language != "fr":
        return None
    if passage.word(before) == "," and _told_already(passage, cue):
        return parenthetical(passage, cue)
    if not passage.says(before, "reflexive") or passage.word(before - 1) != ",":
        return None
    return parenthetical(passage, cue) if not cue.cue.following else None


def _told_already(passage: Passage, cue: Occurrence) -> bool:
    """ "Jamais la ville n'a été si vide, rapporte notre correspondante": a clause before, a speaker behind."""
    low, high = passage.sentence(cue.verb.i)
    use = cue.cue.use("clause")
    verb = next((i for i in range(low, cue.first) if passage.finite(i)), None)
    if use is None or use.act in PRAISE_OR_BLAME or cue.form != "finite" or verb is None:
        return False
    if any(passage.says(i, "relative") for i in range(low, verb)):
        return False
    head = head_after(passage, past_hearers(passage, cue.last, high))
    if head is None or not can_speak(passage, head, strict=True):
        return False
    last = phrase(passage, head).last
    return last >= high or passage.doc[last].text in {",", "."} or passage.doc[last].pos_ == "ADP"


def _inverted_english(passage: Passage, cue: Occurrence) -> Said | None:
    """ "The dam will hold, promised Ada Obi, the engineer.": a name or post after the cue closes the sentence and speaks."""
    use = cue.cue.use("clause")
    if use is None or use.act in PRAISE_OR_BLAME or "np" not in cue.cue.uses or cue.form != "finite":
        return None
    low, high = passage.sentence(cue.verb.i)
    head = head_after(passage, cue.last) if passage.word(cue.first - 1) == "," else None
    verb = next((i for i in range(low, cue.first) if passage.finite(i)), None)
    if head is None or verb is None or any(passage.says(i, "relative") for i in range(low, verb)):
        return None  # "Ada Obi, who flew in, declared a state of emergency"
    if not can_speak(passage, head, strict=True):
        return None
    last = phrase(passage, head).last
    ends = last >= high or passage.doc[last].text in {",", "."} or passage.doc[last].pos_ in {"ADP", "ADV"}
    return parenthetical(passage, cue) if ends and not passage.finite(last) else None


def _said(passage: Passage, cue: Occurrence) -> bool:
    """Whether the cue tells what was said: not what was not, may be, or is yet to be."""
    negated = _negated(passage, cue)
    if negated != any(use.negated for use in cue.cue.uses.values()) and not (
        negated and cue.cue.verb in passage.speech.words["thought"]  # "does not believe that": a thought all the same
    ):
        return False
    if cue.form == "participle" and cue.cue.verb in passage.speech.words["descriptive"] and not _with_that(passage, cue):
        return False
    if cue.cue.verb in passage.speech.words["thought"] and cue.verb.dep_ in passage.speech.dependencies["aside"]:
        return False  # "those who want to stay", "after they had agreed to leave"
    helpers = {c.lower_ for c in cue.verb.children if c.i < cue.verb.i and c.dep_ in passage.speech.dependencies["aux"]}
    if passage.speech.words["modals"] & helpers and not _said_only(passage, cue):
        return False
    if cue.form == "infinitive":
        return _raised(passage, cue)
    return not _supposed(passage, cue)


def _said_only(passage: Passage, cue: Occurrence) -> bool:
    """ "would say only that", "would only say": said all the same."""
    return passage.language == "en" and "only" in {passage.word(cue.first - 1), passage.word(cue.last)}


def _with_that(passage: Passage, cue: Occurrence) -> bool:
    """ ", claiming that ...": after a comma, with a clause of its own."""
    return passage.says(cue.last, "that") and passage.word(cue.first - 1) in {",", "and"}


def _negated(passage: Passage, cue: Occurrence) -> bool:
    low, _ = passage.sentence(cue.verb.i)
    if passage.language == "en":
        return any(
            passage.says(c.i, "negations") and c.i < cue.verb.i and not _marked_off(passage, c.i, cue) for c in cue.verb.children
        )
    near = range(max(low, cue.verb.i - 2), min(len(passage.doc), cue.verb.i + 2))
    return any(passage.says(i, "negations") for i in near)


def _marked_off(passage: Passage, index: int, cue: Occurrence) -> bool:
    """Whether a comma parts a word from the cue, so that it belongs to what is said: "Nobody knew, said X"."""
    return sum(passage.doc[i].text == "," for i in range(index, cue.first)) % 2 == 1


def _raised(passage: Passage, cue: Occurrence) -> bool:
    """Whether the infinitive tells what was said: "voted to urge", "continued to call for", "a dit condamner"."""
    verb, above = cue.verb, _governing(passage, cue.verb)
    if passage.language == "fr" and passage.says(verb.i - 1, "particles") and passage.word(verb.i - 2) == "avant":
        return True  # "avant d'appeler au calme"
    lemma = above.lemma_.lower()
    if form := passage.speech.forms.get(above.lower_):
        lemma = form.verb
    if passage.language == "fr" and lemma in passage.speech.words["unfailing"]:
        return any(passage.says(i, "negations") or passage.says(i, "negators") for i in range(above.i - 2, above.i + 2))
    near = above.i < verb.i <= above.i + (RAISED if passage.language == "en" else 5) and not (
        passage.language == "en" and passage.word(verb.i - 1) != "to"
    )
    return near and lemma in passage.speech.words["raising"] and not any(passage.says(c.i, "negations") for c in above.children)


def _governing(passage: Passage, verb: Token) -> Token:
    """The verb that an infinitive hangs on, past the nouns that some parses put between: "used a point of order to accuse"."""
    above = verb.head
    while passage.language == "en" and above.pos_ in {"NOUN", "ADP"} and above.head != above and above.i < verb.i:
        above = above.head
    return above


def _supposed(passage: Passage, cue: Occurrence) -> bool:
    marks = [c for c in cue.verb.children if c.dep_ == "mark" and c.i < cue.verb.i]
    return any(passage.says(mark.i, "hypothetical") for mark in marks)


def _before_used(passage: Passage, cue: Occurrence, quoted: Quoted) -> int:
    """The end of the sentence, or the mark of the next quotation that has its own statement."""
    _, high = passage.sentence(cue.verb.i)
    return next((i for i in range(cue.last, high) if passage.marks[i] in quoted.used), high)


def _reporting(passage: Passage, cue: Occurrence, quoted: Quoted) -> Said | None:
    found = reported(passage, cue, _before_used(passage, cue, quoted))
    use = _use(cue, found.frame) if found else None
    if found is None or use is None or _only_leads(passage, cue, found):
        return None
    who = speakers(passage, cue, use.strict or found.frame in PHRASES) or _of_the_quotation(passage, cue, quoted.said)
    if not (who := written_by(passage, cue, who)) or not _plausible(passage, who, cue, use) or not _about(passage, found, use):
        return None
    if (
        found.frame == "quote"
        and passage.language == "en"
        and cue.cue.following
        and "quote" not in cue.cue.uses
        and found.content.last - found.content.first < TERM
    ):
        return None  # 'speak of "the tax"'
    kind, part = kind_of(passage, found.content)
    if kind is StatementKind.DIRECT and "np" not in cue.cue.uses and part.last - part.first < 2:
        return None
    return Said(
        speakers=who,
        content=(part,),
        cue=passage.part(cue.first, cue.last),
        kind=kind,
        act=use.act,
        frame=found.frame,
        rule="verb-unlisted" if cue.cue is UNLISTED else f"verb-{found.frame}",
        confidence=0.6 if cue.cue is UNLISTED else CONFIDENCE.get(found.frame, 0.7),
        occurrence=cue,
        told=found.addressee,
        pronoun=pronoun(passage, who[0]),
        thought=cue.cue.verb in passage.speech.words["thought"],
    )


def _only_leads(passage: Passage, cue: Occurrence, found: Reported) -> bool:
    """ "a dit regretter ce départ": the infinitive is the cue."""
    if passage.language != "fr" or found.frame != "inf" or cue.cue.verb not in passage.speech.words["raising"]:
        return False
    inner = occurrence(passage, found.content.first)
    if inner is None or inner.form != "infinitive" or not _raised(passage, inner):
        return False
    return reported(passage, inner, found.content.last) is not None


def _use(cue: Occurrence, frame: str) -> Use | None:
    """What the cue does here; what is quoted may be its object: 'expressed "cautious optimism"'."""
    return cue.cue.use(frame, "clause", "np-clause", "that", "quote", *(("np",) if frame == "quote" else ()))


def _of_the_quotation(passage: Passage, cue: Occurrence, before: list[Said]) -> tuple[Part, ...]:
    """'"...," X said, adding that ...': a participle after a quotation in its sentence is of the same speaker."""
    if cue.form != "participle":
        return ()
    number = passage.sentence_of[cue.verb.i]
    near = [
        one
        for one in before
        if one.cue is not None and one.cue.last <= cue.first and passage.sentence_of[one.cue.first] == number
    ]
    return near[-1].speakers if near else ()


def _about(passage: Passage, found: Reported, use: Use) -> bool:
    """Whether a phrase is of the kind that the cue must have to report: "sought a truce", not "sought shelter"."""
    if found.frame != "np" or not use.about:
        return True
    first = found.content.first
    return any(passage.word(i) in use.about for i in range(first, min(found.content.last, first + BEGINNING)))


def _plausible(passage: Passage, who: tuple[Part, ...], cue: Occurrence, use: Use) -> bool:
    """ "It" names and describes nothing, though it may expect; "you" say nothing in a report."""
    if not pronoun(passage, who[0]):
        return True
    word = passage.word(who[0].first)
    if word == "il" and passage.says(cue.verb.i, "unowned"):
        return False  # "il convient de noter"
    shown = use.strict and use.act is StatementAct.ASSERT and cue.cue.verb not in passage.speech.words["thought"]
    return word != "you" and not (word == "it" and shown)


def _condemned(passage: Passage, cue: Occurrence) -> Said | None:
    """ "The breakout was condemned by a local group": the subject is what is condemned."""
    use = cue.cue.use("np", "np-as", "np-inf", "np-clause")
    promised = use is not None and use.act is StatementAct.COMMIT  # "guaranteed by the accord"
    who = speakers(passage, cue, strict=True) if use and not promised else ()
    names = passage.speech.dependencies["passive_subject"]
    head = next((c for c in cue.verb.children if c.dep_ in names and passage.bare(c.i)), None)
    if use is None or not who or head is None or cue.cue.verb in passage.speech.words["passing"]:
        return None  # "was cited by diplomats" says nothing
    cue_part = passage.part(cue.verb.i, cue.last)
    if passage.language == "en" and (clause := _foretold(passage, cue, head, who[-1].last)) is not None:
        kind, act = kind_of(passage, clause)[0], (cue.cue.use("np-clause", "clause") or use).act
        return Said(who, (clause,), cue_part, kind, act, "clause", "passive", 0.8, cue)
    if passage.says(head.i, "relative"):
        return None
    inside = [t.i for t in head.subtree if t.i < cue.verb.i]
    part = passage.part(min(inside), trim_end(passage, min(inside), max(inside) + 1))
    who = (*who[:-1], _before_charge(passage, cue, who[-1]))
    charge = tuple(_charge(passage, cue, who[-1].last))
    if charge and "np" not in cue.cue.uses:
        part = phrase(passage, head)
    parts = charge if charge and "np" not in cue.cue.uses and passage.says(head.i, "personal") else (part, *charge)
    if "np" not in cue.cue.uses and not (charge and ("np-as" in cue.cue.uses or use.act is StatementAct.CALL)):
        return None
    kind = kind_of(passage, parts[0])[0] if len(parts) == 1 else _joined_kind(passage, parts)
    return Said(who, parts, cue_part, kind, use.act, "np", "passive", 0.8, cue)


def _foretold(passage: Passage, cue: Occurrence, head: Token, after: int) -> Part | None:
    """ "It was announced by the ministry that ...", "he was assured by an officer, since retired, that ..."."""
    _, high = passage.sentence(cue.verb.i)
    if passage.word(head.i) != "it" and "np-clause" not in cue.cue.uses:
        return None
    if after < high and passage.doc[after].text == ",":
        after = next((i + 1 for i in range(after + 1, min(high, after + BEGINNING)) if passage.doc[i].text == ","), after)
    if after + 1 >= high or not passage.says(after, "that") or not passage.clausal(after + 1, high):
        return None
    return passage.part(after + 1, end_of_content(passage, cue, after + 1, high, "clause"))


def _before_charge(passage: Passage, cue: Occurrence, agent: Part) -> Part:
    """The agent without what it charges the subject with: "by prosecutors | of looting"."""
    called = "np-as" in cue.cue.uses
    accused = "np" in cue.cue.uses and cue.cue.uses["np"].act in {StatementAct.ACCUSE, StatementAct.CONDEMN}
    for i in range(agent.first + 1, agent.last):
        if (called and passage.word(i) == "as") or (accused and passage.says(i, "charges")):
            return passage.part(agent.first, i)
    return agent


def _charge(passage: Passage, cue: Occurrence, after: int) -> Iterator[Part]:
    """What else a passive says of its subject: "was accused by X of Y", "was urged by X to leave", "was described by X as Y"."""
    _, high = passage.sentence(cue.verb.i)
    for start in (cue.last, after):
        if start >= high:
            continue
        quoted = start == cue.last and passage.marks[start] != OUTSIDE and "np-as" in cue.cue.uses  # was called "a trap" by X
        charged = passage.says(start, "charges") or passage.word(start) == "as" or infinitive_begins(passage, start)
        if quoted or (passage.bare(start) and charged):
            end = end_of_content(passage, cue, start, high, "np")
            agent = next((i for i in range(start, end) if passage.says(i, "agents")), end)
            last = trim_end(passage, start, agent if start == cue.last else end)
            if last > start + 1:
                yield passage.part(start, last)


def _joined_kind(passage: Passage, parts: tuple[Part, ...]) -> StatementKind:
    kinds = {kind_of(passage, part)[0] for part in parts}
    return kinds.pop() if len(kinds) == 1 else StatementKind.MIXED
