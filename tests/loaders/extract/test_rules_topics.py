"""For each topic a sentence that has its words in another sense and must not be about it."""

from __future__ import annotations

import pytest

from loaders.extract.topics import topics_of

NEAR_MISSES = [
    ("armed-group-offensive", "the singer captured the mood of the crowd"),
    ("attacks-on-peacekeepers", "the critics attacked the new album"),
    ("bilateral-relations", "the factory recalled 500 cars"),
    ("foreign-forces-withdrawal", "the runner withdrew from the race"),
    ("human-rights", "the turn on the right is closed"),
    ("peace-agreement", "the two chefs signed the menu"),
    ("protection-of-civilians", "the cream protects the skin"),
    ("regional-force", "the force of the wind broke the mast"),
    ("sanctions", "the referee wrote a report"),
    ("support-to-armed-groups", "fans support their club"),
    ("violence-against-civilians", "the news killed the mood"),
    ("monusco-withdrawal", "the minister left the meeting early"),
    ("ceasefire", "the fire in the market was put out"),
    ("accountability", "the harvest was good this year"),
]


@pytest.mark.parametrize(("topic", "text"), NEAR_MISSES)
def test_a_word_in_another_sense_tells_no_topic(topic: str, text: str) -> None:
    assert topic not in topics_of(text, "en")
