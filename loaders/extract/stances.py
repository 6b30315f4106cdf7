"""Where a speaker stands towards a statement's topics, where its act leaves no doubt."""

from __future__ import annotations

import re

from conflictdb.vocabularies import Stance, StatementAct

GOOD = frozenset(
    {
        "ceasefire", "peace-talks", "peace-agreement", "foreign-forces-withdrawal", "disarmament", "protection-of-civilians",
        "humanitarian-access", "accountability", "human-rights", "sovereignty",
    }
)  # fmt: skip
BAD = frozenset(
    {
        "violence-against-civilians", "attacks-on-peacekeepers", "sexual-violence", "support-to-armed-groups", "armed-group-offensive",
        "regional-escalation", "displacement",
    }
)  # fmt: skip
FAVOUR = frozenset({StatementAct.CALL, StatementAct.COMMIT, StatementAct.WELCOME})
DISFAVOUR = frozenset({StatementAct.CONDEMN, StatementAct.ACCUSE, StatementAct.WARN})
HASTE = re.compile(
    r"\b(immediate|accelerat\w+|speed(y|ing)? up|swift|must (leave|go)|should (leave|go)|doit (partir|quitter)|accélér\w+)\b"
)
DELAY = re.compile(
    r"\b(premature|hasty|too (early|soon|fast)|remain|stay|postpone|delay|vacuum|prématuré\w*|précipité\w*|rester)\b"
)
NEGATED = re.compile(r"\b(not|never|no|neither|ne|pas|jamais)\b")


def stance_of(text: str, act: StatementAct, topics: tuple[str, ...]) -> Stance | None:
    """Return the stance, None where it can't be told without doubt; for a mission's departure its words tell, not its act."""
    if not topics or NEGATED.search(text.lower()):
        return None
    if topics[0] == "monusco-withdrawal":
        return _on_departure(text.lower())
    if topics[0] in GOOD and act in FAVOUR:
        return Stance.SUPPORTS
    if topics[0] in GOOD and act is StatementAct.DENY:
        return Stance.OPPOSES
    return Stance.OPPOSES if topics[0] in BAD and act in DISFAVOUR else None


def _on_departure(text: str) -> Stance | None:
    haste, delay = bool(HASTE.search(text)), bool(DELAY.search(text))
    if haste == delay:
        return None
    return Stance.SUPPORTS if haste else Stance.OPPOSES
