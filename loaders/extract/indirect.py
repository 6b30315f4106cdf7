"""Indirect and mixed statements: a verb of saying in the reporter's text and the clause or phrase that it reports."""

from __future__ import annotations

from collections.abc import Iterator

from conflictdb.vocabularies import StatementAct, StatementKind
from loaders.extract.content import Reported, kind_of, reported
from loaders.extract.cues import Use
from loaders.extract.direct import Quoted
from loaders.extract.ends import PHRASES, end_of_content, trim_end
from loaders.extract.occurrences import UNLISTED, Occurrence, occurrences
from loaders.extract.parenthetical import parenthetical
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said
from loaders.extract.speakers import pronoun, speakers
from loaders.extract.starts import infinitive_begins

FIRST_PERSONS = frozenset({"we", "i", "nous", "je"})
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
            else _inverted(passage, cue) or _reporting(passage, cue, quoted) or parenthetical(passage, cue)
        ):
            yield found


def _inverted(passage: Passage, cue: Occurrence) -> Said | None:
    """ ", se félicite son coordinateur": a reflexive right after a comma has its speaker after it, not its content."""
    before = cue.first - 1
    if passage.language != "fr" or not passage.says(before, "reflexive") or passage.word(before - 1) != ",":
        return None
    return parenthetical(passage, cue) if not cue.cue.following else None


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
    if passage.speech.words["modals"] & helpers:
        return False
    if cue.form == "infinitive":
        return _raised(passage, cue)
    return not _supposed(passage, cue)


def _with_that(passage: Passage, cue: Occurrence) -> bool:
    """ ", claiming that ...": after a comma, with a clause of its own."""
    return passage.says(cue.last, "that") and passage.word(cue.first - 1) in {",", "and"}


def _negated(passage: Passage, cue: Occurrence) -> bool:
    low, _ = passage.sentence(cue.verb.i)
    if passage.language == "en":
        return any(passage.says(c.i, "negations") and c.i < cue.verb.i for c in cue.verb.children)
    near = range(max(low, cue.verb.i - 2), min(len(passage.doc), cue.verb.i + 2))
    return any(passage.says(i, "negations") for i in near)


def _raised(passage: Passage, cue: Occurrence) -> bool:
    """Whether the infinitive tells what was said: "voted to urge", "continued to call for", "a dit condamner"."""
    verb, above = cue.verb, cue.verb.head
    if passage.language == "fr" and passage.says(verb.i - 1, "particles") and passage.word(verb.i - 2) == "avant":
        return True  # "avant d'appeler au calme"
    lemma = above.lemma_.lower()
    if form := passage.speech.forms.get(above.lower_):
        lemma = form.verb
    near = above.i < verb.i <= above.i + 5 and not (passage.language == "en" and passage.word(verb.i - 1) != "to")
    return near and lemma in passage.speech.words["raising"] and not any(passage.says(c.i, "negations") for c in above.children)


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
    if found is None or use is None:
        return None
    who = speakers(passage, cue, use.strict or found.frame in PHRASES) or _of_the_quotation(passage, cue, quoted.said)
    if not who or not _plausible(passage, who, use) or not _about(passage, found, use):
        return None
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


def _use(cue: Occurrence, frame: str) -> Use | None:
    """What the cue does here; what is quoted may be its object: 'expressed "cautious optimism"'."""
    return cue.cue.use(
        frame, "clause", "np-clause", "that", "quote", *(("np",) if frame == "quote" and not cue.cue.following else ())
    )


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


def _plausible(passage: Passage, who: tuple[Part, ...], use: Use) -> bool:
    """ "It" names and describes nothing; "you" say nothing in a report."""
    if not pronoun(passage, who[0]):
        return True
    word = passage.word(who[0].first)
    return word != "you" and not (word == "it" and use.strict and use.act is StatementAct.ASSERT)


def _condemned(passage: Passage, cue: Occurrence) -> Said | None:
    """ "The breakout was condemned by a local group": the subject is what is condemned."""
    use = cue.cue.uses.get("np")
    promised = use is not None and use.act is StatementAct.COMMIT  # "guaranteed by the accord"
    who = speakers(passage, cue, strict=True) if use and not promised else ()
    names = passage.speech.dependencies["passive_subject"]
    head = next((c for c in cue.verb.children if c.dep_ in names and passage.bare(c.i)), None)
    if use is None or not who or head is None or passage.says(head.i, "relative"):
        return None
    if (
        passage.language == "en"
        and passage.word(head.i) == "it"
        and (clause := _foretold(passage, cue, who[-1].last)) is not None
    ):
        return Said(
            who,
            (clause,),
            passage.part(cue.verb.i, cue.last),
            kind_of(passage, clause)[0],
            use.act,
            "clause",
            "passive",
            0.8,
            cue,
        )
    inside = [t.i for t in head.subtree if t.i < cue.verb.i]
    part = passage.part(min(inside), trim_end(passage, min(inside), max(inside) + 1))
    who = (*who[:-1], _before_charge(passage, cue, who[-1]))
    parts = (part, *_charge(passage, cue, who[-1].last))
    kind = kind_of(passage, part)[0] if len(parts) == 1 else _joined_kind(passage, parts)
    cue_part = passage.part(cue.verb.i, cue.last)
    return Said(who, parts, cue_part, kind, use.act, "np", "passive", 0.8, cue)


def _foretold(passage: Passage, cue: Occurrence, after: int) -> Part | None:
    """What an "it" points ahead to: "it was announced by the ministry that ..."."""
    _, high = passage.sentence(cue.verb.i)
    if after + 1 >= high or not passage.says(after, "that") or not passage.clausal(after + 1, high):
        return None
    return passage.part(after + 1, end_of_content(passage, cue, after + 1, high, "clause"))


def _before_charge(passage: Passage, cue: Occurrence, agent: Part) -> Part:
    """The agent without what it charges the subject with: "by prosecutors | of looting"."""
    called = "np-as" in cue.cue.uses
    accused = cue.cue.uses["np"].act in {StatementAct.ACCUSE, StatementAct.CONDEMN}
    for i in range(agent.first + 1, agent.last):
        if (called and passage.word(i) == "as") or (accused and passage.says(i, "charges")):
            return passage.part(agent.first, i)
    return agent


def _charge(passage: Passage, cue: Occurrence, after: int) -> Iterator[Part]:
    """What else a passive says of its subject: "was accused by X of Y", "was urged by X to leave", "was described by X as Y"."""
    _, high = passage.sentence(cue.verb.i)
    for start in (cue.last, after):
        charged = passage.says(start, "charges") or passage.word(start) == "as" or infinitive_begins(passage, start)
        if start < high and passage.bare(start) and charged:
            end = end_of_content(passage, cue, start, high, "np")
            agent = next((i for i in range(start, end) if passage.says(i, "agents")), end)
            last = trim_end(passage, start, agent if start == cue.last else end)
            if last > start + 1:
                yield passage.part(start, last)


def _joined_kind(passage: Passage, parts: tuple[Part, ...]) -> StatementKind:
    kinds = {kind_of(passage, part)[0] for part in parts}
    return kinds.pop() if len(kinds) == 1 else StatementKind.MIXED
