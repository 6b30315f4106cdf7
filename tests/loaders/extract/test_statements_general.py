"""Statements in general news: what each rule fires on, and what it must leave alone. Subjects of every kind, invented persons."""

from __future__ import annotations

import pytest

from tests.loaders.extract.statement_reading import said

ENGLISH = [
    # what somebody wants, expects or means to do
    ("The company plans to open nine shops.", [("verb-inf", "The company", "to open nine shops")]),
    ("The team hopes to win the cup.", [("verb-inf", "The team", "to win the cup")]),
    ("The lender expects profits to fall this year.", [("verb-np-inf", "The lender", "profits to fall this year")]),
    ("The mayor agreed to meet the tenants.", [("verb-inf", "The mayor", "to meet the tenants")]),
    ("Staff who want to stay may apply.", []),
    ("The club was dissolved after members had agreed to leave.", []),
    ("The mayor said he would run and hoped to win.", [("verb-clause", "The mayor", "he would run and hoped to win")]),
    ("Scientists do not believe that the river will rise.", [("verb-clause", "Scientists", "the river will rise")]),
    ("The mayor did not say that the river would rise.", []),
    # what must be
    ("The board demanded that the gate be opened.", [("verb-clause", "The board", "the gate be opened")]),
    # objects: gerunds, quoted ones, one on which a number is put
    ("The singer denied cheating.", [("verb-np", "The singer", "cheating")]),
    ('The coach acknowledged "a bad night".', [("verb-quote", "The coach", "a bad night")]),
    ('Traders speak of "the tax".', []),
    ("The sheriff put the damage at $9 million.", [("verb-np", "The sheriff", "the damage at $9 million")]),
    ("The sheriff put the box in a van.", []),
    ("The actress defended her decision to leave.", [("verb-np", "The actress", "her decision to leave")]),
    ("The guard defended the bridge.", []),
    ("The accused pleaded guilty last year.", []),
    # where the content ends
    (
        "The minister said that 90 people had been hurt and warned that more rain would come.",
        [
            ("verb-clause", "The minister", "90 people had been hurt"),
            ("verb-clause", "The minister", "more rain would come"),
        ],
    ),
    ("The owner said that it was late and would go on.", [("verb-clause", "The owner", "it was late and would go on")]),
    (
        'The senator said the bill was "dead," while her colleague urged members to wait.',
        [
            ("verb-clause", "The senator", 'the bill was "dead,"'),
            ("verb-np-inf", "her colleague", "members to wait"),
        ],
    ),
    (
        "The coach insisted that the goal was fair, claiming that the flag had come late.",
        [
            ("verb-clause", "The coach", "the goal was fair"),
            ("verb-clause", "The coach", "the flag had come late"),
        ],
    ),
    ("The union rejected the offer, prompting a walkout.", [("verb-np", "The union", "the offer")]),
    (
        "The union rejected the offer, which it said came late.",
        [("verb-np", "The union", "the offer"), ("verb-clause", "it", "came late")],
    ),
    ("The bank denied the claim, though thousands had signed it.", [("verb-np", "The bank", "the claim")]),
    (
        "The minister insists that the plan will go on, after members voted it down.",
        [("verb-clause", "The minister", "the plan will go on")],
    ),
    (
        "The group accused the firm of delay, a charge its owner called absurd.",
        [("verb-np", "The group", "the firm of delay"), ("relative", "its owner", "absurd")],
    ),
    ("A group claimed responsibility for the raid a day later.", [("verb-np", "A group", "the raid")]),
    ("The court condemned the attack of last May.", [("verb-np", "The court", "the attack of last May")]),
    # who speaks
    ("Harlow & Finch said that it would close.", [("verb-clause", "Harlow & Finch", "it would close")]),
    ('"I want to play," the 22-year-old told a radio station.', [("quotation-cue-after", "the 22-year-old", "I want to play")]),
    ("The bank, for its part, denied the claim.", [("verb-np", "The bank", "the claim")]),
    (
        "A spokesman denied that officers had left, insisting that they were safe.",
        [
            ("verb-clause", "A spokesman", "officers had left"),
            ("verb-clause", "A spokesman", "they were safe"),
        ],
    ),
    (
        "The quake struck at noon, the Geological Survey said.",
        [("parenthetical", "the Geological Survey", "The quake struck at noon")],
    ),
    ("Polls say that the race is close.", []),
    # cues apart from their content
    (
        "Houses had burned, she said in a message read on television.",
        [("parenthetical", "she", "Houses had burned")],
    ),
    (
        "Neighbours saw it otherwise: the last bus, they said, left on Sunday.",
        [("parenthetical", "they", "the last bus left on Sunday")],
    ),
    # sources without a verb
    (
        "Rents rose by a tenth, according to land registry data.",
        [("according-to", "land registry data", "Rents rose by a tenth")],
    ),
    (
        "According to a memo obtained by The Courier, the campaign will buy time on television.",
        [("according-to", "a memo", "the campaign will buy time on television")],
    ),
    ("All went according to plan.", []),
    ("Most voters want change, according to a poll.", []),
    # passives
    ("The plan was criticised by doctors.", [("passive", "doctors", "The plan")]),
    ("Freedom of movement is guaranteed by the accord.", []),
    # who was told closes the sentence
    ("No price has been set, a broker told the Harbour Gazette.", [("parenthetical", "a broker", "No price has been set")]),
    # who is quoted speaks, not the paper
    ("The paper quoted a broker as saying the sale had failed.", [("verb-clause", "a broker", "the sale had failed")]),
    ("The broker was quoted as saying the sale had failed.", [("verb-clause", "The broker", "the sale had failed")]),
    # an "it" that points ahead
    ("It was announced by the ministry that schools would shut.", [("passive", "the ministry", "schools would shut")]),
    ("It was announced that schools would shut.", []),
    # nouns: threats, assurances, what somebody's view is
    ("The coach's threat to resign alarmed the board.", [("noun", "The coach", "to resign")]),
    ("The threat of rain alarmed the board.", []),
    ("Despite assurances from the council that the bridge was safe, it shut.", [("noun", "the council", "the bridge was safe")]),
    ("The tenants' view is that the rent was never due.", [("noun", "The tenants", "the rent was never due")]),
    ("The view is that of a lake.", []),
    # what somebody wants of others
    ("Growers want compensation for the lost crop.", [("verb-np", "Growers", "compensation for the lost crop")]),
    ("Growers want rain.", []),
    # infinitives of saying
    ("The clerk was forced to admit that the file was lost.", [("verb-clause", "The clerk", "the file was lost")]),
    ("The clerk was too shy to admit that the file was lost.", []),
    # how somebody put it
    (
        'As the novelist Clara Venn once put it, "grief is a country without maps".',
        [("according-to", "the novelist Clara Venn", "grief is a country without maps")],
    ),
    ("As the porter put it on the shelf, the jar broke.", []),
    (
        'The festival was, in the words of one guest, "a swamp with guitars".',
        [("according-to", "one guest", 'The festival was "a swamp with guitars"')],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text) == expected


FRENCH = [
    ("La ministre a exhorté le groupe à revoir sa décision.", [("verb-np-inf", "La ministre", "le groupe à revoir sa décision")]),
    ("La direction, elle, nie toute faute.", [("verb-np", "La direction", "toute faute")]),
    (
        "L'opposition, de son côté, accuse le maire d'avoir menti.",
        [("verb-np", "L'opposition", "le maire d'avoir menti")],
    ),
    ("« C'est un choc », a réagi Sylvie Marchand.", [("quotation-cue-after", "Sylvie Marchand", "C'est un choc")]),
    (
        "Les syndicats, qui réclament une hausse, ont appelé à la grève.",
        [("verb-np", "Les syndicats", "une hausse"), ("verb-np", "Les syndicats", "la grève")],
    ),
    (
        "Le maire a promis une enquête, avant d'appeler les habitants à rester chez eux.",
        [("verb-np", "Le maire", "une enquête"), ("verb-np-inf", "Le maire", "les habitants à rester chez eux")],
    ),
    ("Selon un sondage, la plupart des électeurs veulent du changement.", []),
    ("L'ancien notaire a clamé son innocence.", [("verb-np", "L'ancien notaire", "son innocence")]),
]


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text, language="fr") == expected
