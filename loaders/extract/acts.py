"""What a speaker does by speaking: by the cue where it tells, else by what is said."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from dataclasses import dataclass

from spacy.tokens import Token

from conflictdb.vocabularies import ActorKind, StatementAct, StatementKind
from loaders.extract.passages import Passage
from loaders.extract.said import Said
from loaders.vocab import FOLDER, VocabularyError, table

SCOPES = ("start", "any")
ENOUGH = 1.0
NEAR = 8
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
    if said.act is StatementAct.ASSERT and _wrongdoing(passage, said):
        found[StatementAct.ACCUSE] += 1.2
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
            return StatementAct.ANNOUNCE if acting and not _negated(passage, first, index) else None
    return None


def _wrongdoing(passage: Passage, said: Said) -> bool:
    """Whether a content tells of an army, a government or an armed group doing wrong: "militiamen killed a dozen people"."""
    part = said.content[-1]
    spoken = {passage.word(i) for who in said.speakers if who.section == passage.number for i in who.tokens}
    for index in range(part.first, min(part.last, part.first + NEAR)):
        mention = passage.mention_of.get(index)
        if mention is None or mention.actor_kind not in BLAMED or passage.word(index) in spoken:
            continue
        verbs = [
            passage.doc[i] for i in range(mention.last, min(part.last, mention.last + NEAR)) if passage.doc[i].pos_ == "VERB"
        ]
        return (
            bool(verbs) and verbs[0].lemma_.lower() in passage.speech.words["wrongs"] and not _negated(passage, index, verbs[0].i)
        )
    return False


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
