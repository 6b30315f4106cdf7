"""When an event happened: the date expression that its clause carries."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Token

from loaders.extract.scene import Scene
from loaders.records import DateRecord
from loaders.vocab import table

VERBAL = frozenset({"VERB", "AUX"})
QUALIFYING = frozenset({"acl", "amod", "relcl", "acl:relcl"})
RELATIVE_CLAUSES = frozenset({"relcl", "acl:relcl"})
BOUNDARIES = frozenset({"relcl", "acl:relcl", "ccomp", "advcl"})
FAR = 99
BESIDE = 4  # tokens between two words that tell one day
COMPARED = 8  # tokens before "since" in which a superlative is looked for
NOUNS = frozenset({"NOUN", "PROPN"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass"})
DETERMINERS = frozenset({"DET", "PRON"})
SUPERLATIVE = frozenset({"JJS", "RBS"})


@dataclass(frozen=True, slots=True)
class DatedStretch:
    """A date expression with its tokens [first, last) in the section."""

    record: DateRecord
    first: int
    last: int
    implied: bool = False  # no date, but it tells the day: "overnight"


def dates_in(scene: Scene, dates: tuple[DateRecord, ...], implied: tuple[DateRecord, ...] = ()) -> tuple[DatedStretch, ...]:
    """Return those of the document's dates (by position) that stand in the section, with their tokens; printed ones first."""
    printed = _stretches(scene, dates, implied=False)
    told = (one for one in _stretches(scene, implied, implied=True) if not any(_beside(one, date) for date in printed))
    return (*printed, *told)


def _stretches(scene: Scene, dates: tuple[DateRecord, ...], *, implied: bool) -> tuple[DatedStretch, ...]:
    block = scene.section.block
    whole = block.raw_span(0, len(block.text))
    first, last = (bisect_left(dates, offset, key=lambda record: record.start) for offset in (whole.start, whole.end))
    if first == last:
        return ()
    starts = [block.raw(token.idx) for token in scene.doc]
    return tuple(
        DatedStretch(r, bisect_right(starts, r.start) - 1, bisect_right(starts, r.end - 1), implied) for r in dates[first:last]
    )


def _beside(one: DatedStretch, date: DatedStretch) -> bool:
    """Whether the day is printed beside it: "overnight into Sunday"."""
    return date.first - one.last < BESIDE and one.first - date.last < BESIDE


def assign(
    scene: Scene, stretches: tuple[DatedStretch, ...], triggers: dict[int, tuple[int, int]], planned: set[int]
) -> dict[int, DateRecord]:
    """Return the date of each trigger (token index, with its clause): a date belongs to the nearest event above it.

    A date above all of which only a verb of saying stands says when it was said, not when it happened.
    """
    found: dict[int, tuple[tuple[bool, int, int], DateRecord]] = {}
    for stretch in stretches:
        if _compares(scene, stretch) or _of_saying(scene, stretch):
            continue
        owner, steps = _owner(scene, stretch, triggers)
        if owner is None or (_bounds(scene, stretch) and owner not in planned):
            continue
        rank = (stretch.implied, steps, abs(stretch.first - owner))
        if owner not in found or rank < found[owner][0]:
            found[owner] = (rank, stretch.record)
    return {owner: record for owner, (_, record) in found.items()}


def _bounds(scene: Scene, stretch: DatedStretch) -> bool:
    """Whether it only says until when: "until November" is no day on which something happens, but it may be planned "by" one."""
    ahead = table("dates")[scene.lexicon.language]["ahead"]
    return stretch.first > 0 and scene.doc[stretch.first - 1].lower_ in ahead


def _compares(scene: Scene, stretch: DatedStretch) -> bool:
    """Whether it says since when there was none like it: "the first raid since May", "la pire attaque depuis 2021"."""
    words = table("dates")[scene.lexicon.language]
    sentence = scene.doc[stretch.first].sent
    if stretch.first == sentence.start or scene.doc[stretch.first - 1].lower_ not in words["behind"]:
        return False
    before = scene.doc[max(sentence.start, stretch.first - COMPARED) : stretch.first - 1]
    return any(_superlative(token, words["superlatives"]) for token in before)


def _of_saying(scene: Scene, stretch: DatedStretch) -> bool:
    """Whether it stands between a verb of saying and what is said: "said on Monday it had repelled an attack"."""
    root = scene.doc[stretch.first : stretch.last].root
    phrase = root.head if root.head.pos_ == "ADP" and root.head.i < root.i else root
    verb = phrase.head
    if verb.dep_ != "ccomp" or verb.head.i > phrase.i or scene.lemma(verb.head) not in scene.lexicon.list("real", "saying"):
        return False
    marks = [child for child in verb.children if child.dep_ in {"mark", "nsubj", "nsubjpass"} and child.i < phrase.i]
    return phrase.i < verb.i and not marks and scene.doc[stretch.last].text != "," if stretch.last < len(scene.doc) else False


def _superlative(token: Token, words: list[str]) -> bool:
    before = token.nbor(-1) if token.i else token
    if token.tag_ in SUPERLATIVE:
        return before.lower_ != "at"  # "at least", "at most"
    return token.lower_ in words and before.pos_ in DETERMINERS  # not "plus de 20 raids"


def _owner(scene: Scene, stretch: DatedStretch, triggers: dict[int, tuple[int, int]]) -> tuple[int | None, int]:
    """The trigger that the date belongs to, and how far above the date it stands."""
    root = scene.doc[stretch.first : stretch.last].root
    saying = scene.lexicon.list("real", "saying")
    loose = _after_comma(scene, root)
    for steps, token in enumerate((root, *root.ancestors)):
        if token.i in triggers:
            return token.i, steps
        if (noun := _appointed(scene, token)) is not None and (noun.i in triggers or noun.dep_ not in SUBJECTS):
            return noun.i if noun.i in triggers else None, steps  # none for "the run-up to elections due on Sunday"
        if token.pos_ in VERBAL and scene.lemma(token) in saying:
            return _inside(stretch, triggers, token), FAR
        if token.pos_ in VERBAL and token.dep_ in BOUNDARIES and not loose:
            if token.dep_ in RELATIVE_CLAUSES:
                return _told_in(scene, token, triggers), steps
            break
    below = [i for i in triggers if root.sent.start <= i < root.sent.end and _leads_to(scene, root, i)]
    if below:
        return min(below, key=lambda i: abs(i - stretch.first)), FAR
    found = _inside(stretch, triggers, root)
    return (found if found is not None or scene.lexicon.language == "en" else _nearest(scene, stretch, triggers)), FAR


def _told_in(scene: Scene, verb: Token, triggers: dict[int, tuple[int, int]]) -> int | None:
    """The trigger that a relative clause with the date tells of: one inside it, or "the attack, which took place on Monday"."""
    verbs = scene.lexicon.list("happening", "verbs")
    particles = {f"{scene.lemma(verb)} {child.lower_}" for child in verb.children}
    if verb.head.i in triggers and (scene.lemma(verb) in verbs or particles & verbs):
        return verb.head.i
    inside = [i for i in triggers if verb in scene.doc[i].ancestors and scene.doc[i].dep_ not in RELATIVE_CLAUSES]
    return min(inside, key=lambda i: abs(i - verb.i)) if inside else None


def _appointed(scene: Scene, token: Token) -> Token | None:
    """What the word plans for a day: "a vote due on Sunday", "le scrutin prévu dimanche"; parses take "due" for a preposition."""
    if token.lower_ not in scene.lexicon.list("real", "planned"):
        return None
    if token.dep_ in QUALIFYING and token.head.pos_ in NOUNS:
        return token.head
    before = token.nbor(-1) if token.i else token
    return before if token.dep_ == "prep" and before.pos_ in NOUNS else None


def _nearest(scene: Scene, stretch: DatedStretch, triggers: dict[int, tuple[int, int]]) -> int | None:
    """The nearest trigger before the date, else after it, in its sentence: for where the parse breaks up."""
    sentence = scene.doc[stretch.first].sent
    here = [i for i in triggers if sentence.start <= i < sentence.end]
    before = [i for i in here if i < stretch.first]
    if any(
        scene.lemma(t) in scene.lexicon.list("real", "saying")
        for t in scene.doc[max(before, default=stretch.first) : stretch.first]
    ):
        return None
    nearest = max(before) if before else min(here, default=None)
    return None if nearest is not None and _clause_between(scene, stretch.first, nearest) else nearest


def _clause_between(scene: Scene, date: int, trigger: int) -> bool:
    """Whether a relative clause begins between the date and the event: "depuis mai à Arka, où ils ont tué"."""
    return any(token.lower_ in scene.lexicon.list("locative", "where") for token in scene.doc[date:trigger])


def _after_comma(scene: Scene, root: Token) -> bool:
    """Whether a comma cuts the date off from the clause before it, so that it belongs to the one above."""
    first = root.left_edge.i if root.head.pos_ != "ADP" else root.head.i
    return first > 0 and scene.doc[first - 1].text == ","


def _inside(stretch: DatedStretch, triggers: dict[int, tuple[int, int]], above: Token) -> int | None:
    """The trigger in whose clause the date stands, for where the parse hangs it on a verb of saying outside."""
    inside = [
        i
        for i, (first, last) in triggers.items()
        if first <= stretch.first < last and (above.i >= stretch.first or above.i < first)
    ]
    return min(inside, key=lambda i: abs(i - stretch.first)) if inside else None


def _leads_to(scene: Scene, root: Token, trigger: int) -> bool:
    """Whether the verb that the date hangs on leads to the trigger without a clause of saying between."""
    verb = next((token for token in root.ancestors if token.pos_ in VERBAL), None)
    if verb is None:
        return root.i < trigger and scene.lexicon.language == "en"
    token = scene.doc[trigger]
    if token.dep_ == "conj" and root.i > verb.i and any(child.dep_.startswith("aux") for child in token.children):
        return False  # "was set up in 2023 and was trained by"
    return verb in token.ancestors and token.dep_ not in {"relcl", "acl:relcl"}
