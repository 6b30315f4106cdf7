"""What a speaker does by speaking: by the cue where it tells, else by what is said."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from dataclasses import dataclass

from spacy.tokens import Token

from conflictdb.vocabularies import ActorKind, StatementAct, StatementKind
from loaders.extract.addressed_words import words
from loaders.extract.doers import by_whom
from loaders.extract.passages import Part, Passage
from loaders.extract.said import Said, last_here
from loaders.extract.starts import infinitive_begins
from loaders.vocab import FOLDER, VocabularyError, table

SCOPES = ("start", "any")
ENOUGH = 1.0
NEAR = 8
NEGATED_BEHIND = 3
FAR = 30
BLAMED = frozenset({ActorKind.ARMED_GROUP, ActorKind.STATE, ActorKind.STATE_FORCES})
REFINED = frozenset({StatementAct.ASSERT, StatementAct.ANNOUNCE})


@dataclass(frozen=True)
class Sign:
    """A pattern in a content that tells an act, and how much it weighs."""

    act: StatementAct
    pattern: re.Pattern[str]
    weight: float
    at_start: bool


@functools.cache
def signs(language: str) -> tuple[Sign, ...]:
    """Return the signs of acts of that language; raises VocabularyError naming the place of a bad entry."""
    return tuple(
        sign for number, group in enumerate(table("acts").get(language, []), start=1) for sign in _signs(language, number, group)
    )


def _signs(language: str, number: int, group: dict[str, object]) -> list[Sign]:
    place = f"{FOLDER / 'acts.toml'}: [[{language}]] number {number}"
    try:
        act = StatementAct(str(group["act"]))
        patterns = [re.compile(str(pattern)) for pattern in group["patterns"]]  # type: ignore[attr-defined]
        weight = float(str(group.get("weight", 1)))
    except (KeyError, ValueError, re.error) as error:
        raise VocabularyError(f"{place}: {error}") from error
    if group.get("scope") not in SCOPES:
        raise VocabularyError(f"{place}: scope must be one of {', '.join(SCOPES)}")
    return [Sign(act, pattern, weight, group["scope"] == "start") for pattern in patterns]


def act_of(passage: Passage, said: Said, text: str) -> StatementAct:
    """Return the act of a statement whose content is `text`."""
    if said.act not in REFINED:
        return said.act
    found = _scores(passage.language, text)
    if said.act is StatementAct.ASSERT and (own := _own_deed(passage, said)) is not None:
        found[own] += 1.3
    if said.act is StatementAct.ASSERT and _expected(passage, said):
        found[StatementAct.CALL] += 1.5
    if said.act is StatementAct.ASSERT and _wrongdoing(passage, said):
        found[StatementAct.ACCUSE] += 1.2
    if _neutral(passage, said):
        found.pop(StatementAct.ACCUSE, None)
    if not found:
        return said.act
    best = max(found, key=lambda act: found[act])
    return best if found[best] >= ENOUGH and (said.act is StatementAct.ASSERT or found[best] >= 2 * ENOUGH) else said.act


def _scores(language: str, text: str) -> dict[StatementAct, float]:
    plain = text.lower().replace("’", "'").lstrip("\"'“« ")
    found: dict[StatementAct, float] = defaultdict(float)
    for sign in signs(language):
        if sign.at_start:
            found[sign.act] += sign.weight * bool(sign.pattern.match(plain))
        else:
            found[sign.act] += sign.weight * len(sign.pattern.findall(plain))
    return defaultdict(float, {act: score for act, score in found.items() if score})


def _own_deed(passage: Passage, said: Said) -> StatementAct | None:
    """Whether a content tells what the speaker itself did or will do: "it would convene a summit", "we entered the city"."""
    part, direct = said.content[0], said.kind is StatementKind.DIRECT
    words = passage.speech.words
    selves = words["first_singular"] | words["first_plural"]
    if not direct:
        selves |= words["third"]
    first = part.first
    while first < part.last and not passage.doc[first].text[0].isalnum():
        first += 1
    if first >= part.last or passage.word(first) not in (selves if direct else selves | words["own"]):
        return None
    if passage.says(first, "singular") and _many(passage, said):
        return None
    if any(passage.says(i, "unowned") for i in (first + 1, first + 2)):
        return None  # "il s'agit", "il y a"
    for index in range(first + 1, min(part.last, first + 6)):
        token = passage.doc[index]
        if passage.says(index, "intent"):
            return StatementAct.ANNOUNCE
        if token.pos_ == "VERB" and token.lemma_ not in {
            "have",
            "be",
            "want",
            "need",
            "hope",
            "think",
            "believe",
            "know",
            "avoir",
            "être",
        }:
            acting = passage.word(first) in selves and _done(passage, token, direct)
            behind = 0 if passage.language == "en" else NEGATED_BEHIND  # "nous ne savons pas"
            return StatementAct.ANNOUNCE if acting and not _negated(passage, first, index + behind) else None
    return None


def _expected(passage: Passage, said: Said) -> bool:
    """Whether somebody is expected or wanted to do it: "expects the parties to comply"."""
    cue, part = said.occurrence, said.content[0]
    if cue is None or said.frame != "clause" or cue.verb.lemma_.lower() not in words(passage.language)["asking"]:
        return False
    infinitive = next(
        (i for i in range(part.first + 1, min(part.last, part.first + NEAR)) if infinitive_begins(passage, i)), None
    )
    return infinitive is not None and not passage.clausal(part.first, infinitive)


def _wrongdoing(passage: Passage, said: Said) -> bool:
    """Whether a content tells of an army, a government or an armed group doing wrong: "militiamen killed a dozen people"."""
    part = last_here(passage, said)
    spoken = {passage.word(i) for who in said.speakers if who.section == passage.number for i in who.tokens}
    names = passage.speech.dependencies["subject"] | passage.speech.dependencies["passive_subject"]
    for index in range(part.first, min(part.last, part.first + FAR)):
        token = passage.doc[index]
        if token.dep_ not in names or passage.word(index) in spoken:
            continue
        if "pass" in token.dep_:
            if _wrong(passage, token.head) and by_whom(passage, token.head.i, min(part.last, token.head.i + NEAR)):
                return True
        elif _may_do_wrong(passage, said, token) and _does_wrong(passage, part, token):
            return True
    return False


def _neutral(passage: Passage, said: Said) -> bool:
    """Whether the source only gives a toll and accuses nobody: "medical sources said"."""
    neutral = words(passage.language)["neutral"]
    own = (who for who in said.speakers if who.section == passage.number)
    return any(passage.word(i) in neutral and i not in passage.mention_of for who in own for i in who.tokens)


def _may_do_wrong(passage: Passage, said: Said, subject: Token) -> bool:
    mention = passage.mention_of.get(subject.i)
    if mention is not None:
        return mention.actor_kind in BLAMED
    if said.frame == "quote" and passage.says(subject.i, "third") and passage.says(subject.i, "plural"):
        return True
    return subject.lower_ in words(passage.language)["armed"]


def _does_wrong(passage: Passage, part: Part, subject: Token) -> bool:
    """Whether a subject's verb, or the deed that its verb leads to, is a wrong: "carried out air strikes"."""
    verb = subject.head
    if _negated(passage, subject.i, verb.i):
        return False
    if _wrong(passage, verb):
        return True
    light = verb.lemma_.lower() in words(passage.language)["doing"]
    return light and any(passage.word(i) in words(passage.language)["crimes"] for i in range(verb.i, min(part.last, verb.i + 6)))


def _wrong(passage: Passage, verb: Token) -> bool:
    return verb.lemma_.lower() in passage.speech.words["wrongs"] | words(passage.language)["wrongs"]


def _many(passage: Passage, said: Said) -> bool:
    """Whether several speak, so that "he" is somebody else."""
    if len(said.speakers) != 1 or said.speakers[0].section != passage.number:
        return len(said.speakers) > 1
    return any(
        passage.doc[i].tag_ in {"NNS", "NNPS"} and passage.doc[i].head.i not in said.speakers[0].tokens
        for i in said.speakers[0].tokens
    )


def _done(passage: Passage, token: Token, direct: bool) -> bool:
    if passage.language != "en" or token.tag_ == "VBD" or (token.tag_ == "VBG" and not direct):
        return True
    return token.tag_ == "VBN" and any(child.lemma_ == "have" for child in token.children)


def _negated(passage: Passage, first: int, last: int) -> bool:
    return any(passage.says(i, "negations") for i in range(first, last))
