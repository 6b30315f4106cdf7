"""Stances: for each list of stances.toml a statement that it decides, and a near miss."""

from __future__ import annotations

import pytest

from conflictdb.vocabularies import Stance, StatementAct
from loaders.extract.stances import stance_of
from loaders.vocab import table

CALL, CONDEMN, DENY, ASSERT = StatementAct.CALL, StatementAct.CONDEMN, StatementAct.DENY, StatementAct.ASSERT
LEAVE = table("stances")["departure"][0]
# list, act, topic, a statement that it decides, the stance, a near miss with the same act and topic, its stance
ROWS = (
    ("haste", ASSERT, LEAVE, "The mission must leave.", Stance.SUPPORTS, "The mission met us.", None),
    ("haste", ASSERT, LEAVE, "La mission doit partir.", Stance.SUPPORTS, "La mission nous a vus.", None),
    ("delay", ASSERT, LEAVE, "A hasty departure worries us.", Stance.OPPOSES, "A departure is near.", None),
    ("delay", ASSERT, LEAVE, "Un départ précipité nous inquiète.", Stance.OPPOSES, "Un départ est proche.", None),
    ("negated", CALL, "ceasefire", "We do not want a truce.", None, "We want a truce.", Stance.SUPPORTS),
    ("negated", CALL, "ceasefire", "Il ne faut pas de trêve.", None, "Il faut une trêve.", Stance.SUPPORTS),
)
TOPICS = {
    "good": ((CALL, Stance.SUPPORTS), (DENY, Stance.OPPOSES), (ASSERT, None)),
    "bad": ((CONDEMN, Stance.OPPOSES), (CALL, None)),
}


@pytest.mark.parametrize(
    ("act", "topic", "text", "stance"), [(*row[1:3], *pair) for row in ROWS for pair in (row[3:5], row[5:7])]
)
def test_the_words_decide(act: StatementAct, topic: str, text: str, stance: Stance | None) -> None:
    assert stance_of(text, act, (topic,)) is stance


@pytest.mark.parametrize(
    ("topic", "act", "stance"),
    [(topic, *expected) for name, cases in TOPICS.items() for topic in table("stances")[name] for expected in cases],
)
def test_the_act_decides(topic: str, act: StatementAct, stance: Stance | None) -> None:
    assert stance_of("We speak of it.", act, (topic,)) is stance


def test_every_list_has_a_row() -> None:
    assert set(table("stances")) == {row[0] for row in ROWS} | set(TOPICS) | {"departure"}
