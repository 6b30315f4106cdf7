"""Where a speaker stands towards a statement's first topic, where its act or its words leave no doubt."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from conflictdb.vocabularies import Stance, StatementAct
from loaders.vocab import FOLDER, VocabularyError, table

TOPICS = ("good", "bad", "departure")
PATTERNS = ("haste", "delay", "negated")
FAVOUR = frozenset({StatementAct.CALL, StatementAct.COMMIT, StatementAct.WELCOME})
DISFAVOUR = frozenset({StatementAct.CONDEMN, StatementAct.ACCUSE, StatementAct.WARN})


@dataclass(frozen=True)
class Signs:
    """stances.toml as typed values."""

    topics: dict[str, frozenset[str]]
    patterns: dict[str, re.Pattern[str]]


@functools.cache
def stance_signs() -> Signs:
    """Return the signs of stance; raises VocabularyError naming the place of a bad entry."""
    data: dict[str, Any] = table("stances")
    try:
        topics = {name: frozenset(map(str, data[name])) for name in TOPICS}
        patterns = {name: re.compile("|".join(data[name])) for name in PATTERNS}
    except (KeyError, TypeError, re.error) as error:
        raise VocabularyError(f"{FOLDER / 'stances.toml'}: {', '.join((*TOPICS, *PATTERNS))} must be lists: {error}") from error
    return Signs(topics, patterns)


def stance_of(text: str, act: StatementAct, topics: tuple[str, ...]) -> Stance | None:
    """Return the stance, None where it can't be told without doubt."""
    signs, plain = stance_signs(), text.lower()
    if not topics or signs.patterns["negated"].search(plain):
        return None
    if topics[0] in signs.topics["departure"]:
        haste, delay = bool(signs.patterns["haste"].search(plain)), bool(signs.patterns["delay"].search(plain))
        return None if haste == delay else Stance.SUPPORTS if haste else Stance.OPPOSES
    if topics[0] in signs.topics["good"] and act in FAVOUR:
        return Stance.SUPPORTS
    against = (topics[0] in signs.topics["good"] and act is StatementAct.DENY) or (
        topics[0] in signs.topics["bad"] and act in DISFAVOUR
    )
    return Stance.OPPOSES if against else None
