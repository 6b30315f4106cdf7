"""Statements as newspapers print them: sentences that go on after what is said, papers that speak, quotations left half open."""

from __future__ import annotations

import pytest

from conflictdb.vocabularies import StatementAct
from loaders.records import BlockKind
from tests.loaders.extract.statement_reading import document, read, said

SENTENCES = [
    # the sentence goes on with another saying
    (
        "The spokesman said the mayor kept to the rules, adding: “Every cost has been met.”",
        [
            ("verb-clause", "The spokesman", "the mayor kept to the rules"),
            ("quotation-cue-before", "The spokesman", "Every cost has been met"),
        ],
    ),
    (
        "Ada Obi insisted this would help, telling the paper: “It is the only way.”",
        [("verb-clause", "Ada Obi", "this would help"), ("quotation-cue-before", "Ada Obi", "It is the only way")],
    ),
    (
        "The broker said the firm carries a low rank and noted: “We warn against such firms.”",
        [
            ("verb-clause", "The broker", "the firm carries a low rank"),
            ("quotation-cue-before", "The broker", "We warn against such firms"),
        ],
    ),
    (
        "Ada Obi said that the mayor was late and asked if the bridge was open.",
        [("verb-clause", "Ada Obi", "the mayor was late"), ("verb-clause", "Ada Obi", "if the bridge was open")],
    ),
    # what somebody did in what is said stays in it
    (
        "The officer said that the man ran and told her to leave.",
        [
            ("verb-clause", "The officer", "the man ran and told her to leave"),
            ("verb-np-inf", "the man", "her to leave"),
        ],
    ),
    (
        "The mayor replied, “I said nothing of the kind”, and called for a vote.",
        [("quotation-cue-before", "The mayor", "I said nothing of the kind"), ("verb-np", "The mayor", "a vote")],
    ),
    (
        'One guest said "the town is awake," and a former aide told the paper the vote was near.',
        [("verb-quote", "One guest", "the town is awake"), ("verb-clause", "a former aide", "the vote was near")],
    ),
    # the sentence goes on after a cue that only describes its subject
    (
        "The governor’s lawsuit accusing the firm of fraud has been moved to another court.",
        [("verb-np", "The governor", "the firm of fraud")],
    ),
    ("The lawsuit accuses the firm of fraud.", [("verb-np", "The lawsuit", "the firm of fraud")]),
    # a comma after "that"
    (
        "Analysts said that, despite the rain, the road was open.",
        [("verb-clause", "Analysts", "despite the rain, the road was open")],
    ),
    # a quoted word inside a phrase is no quotation
    ("The two groups continue to respond to calls for all “uninvited” troops to leave.", []),
    ("The two groups responded “with regret”.", [("verb-quote", "The two groups", "with regret")]),
    (
        "He appealed to “decent” members to go home.",
        [("verb-np-inf", "He", "“decent” members to go home")],
    ),
    ("He appealed to the court on Friday.", []),
    # whose participle it is
    (
        "When Ada Obi came back, commentators went as far as calling the move “a farce”.",
        [("verb-np-as", "commentators", "the move “a farce”")],
    ),
    (
        "And there stood coach Ada Obi saying all week that the road was shut.",
        [("verb-clause", "coach Ada Obi", "the road was shut")],
    ),
    ("And there stood coach Ada Obi saying goodbye.", []),
    (
        "Sir Keir Obi insisted he has “never allowed” attacks on ministers, calling briefings against them “unacceptable”.",
        [
            ("verb-clause", "Sir Keir Obi", "he has “never allowed” attacks on ministers"),
            ("verb-np-as", "Sir Keir Obi", "briefings against them “unacceptable”"),
        ],
    ),
    (
        "Baker shared two posts where the leaders had voiced concern about the debt and added: “Where are they?”",
        [("verb-np", "the leaders", "the debt"), ("quotation-cue-before", "Baker", "Where are they?")],
    ),
    # infinitives that report
    ("Ada Obi came forward on Thursday to deny that she was the author.", [("verb-clause", "Ada Obi", "she was the author")]),
    ("Ada Obi hesitated to deny that she was the author.", []),
    ("Baker used the time to accuse Obi of lying.", [("verb-np", "Baker", "Obi of lying")]),
    ("Baker lacked the time to accuse Obi of lying.", []),
    # who is quoted
    (
        "Soldiers crossed the border, assistant chief Ada Obi was quoted as saying.",
        [("parenthetical", "assistant chief Ada Obi", "Soldiers crossed the border")],
    ),
    ("“It is late,” Ada Obi was quoted as telling the council.", [("quotation-cue-after", "Ada Obi", "It is late")]),
    ("Ada Obi was treated as saying little.", []),
    ("The report was cited by diplomats.", []),
    ("The report was condemned by diplomats.", [("passive", "diplomats", "The report")]),
    # a post in capitals, with its abbreviation, before the name
    (
        "The Security Adviser (SA), Ada Obi, has condemned the raid.",
        [("verb-np", "The Security Adviser (SA), Ada Obi", "the raid")],
    ),
    ("The Lakes Union, Ada Obi's employer, has condemned the raid.", [("verb-np", "The Lakes Union", "the raid")]),
    # papers and signs
    ("The letter, from the mayor, read: “It is late.”", [("quotation-cue-before", "The letter", "It is late")]),
    ("“It is late,” the statement read.", [("quotation-cue-after", "the statement", "It is late")]),
    ("The teacher read “The Long Road” aloud.", []),
    ("On the future, he had this to say: “Anything can happen.”", [("quotation-cue-before", "he", "Anything can happen")]),
    ("He bemoaned that nobody had come.", [("verb-clause", "He", "nobody had come")]),
    # in whose words
    ("In Obi's view, the truce is over.", [("according-to", "Obi", "the truce is over")]),
    ("The deal is, in the author's words, “a swamp”.", [("according-to", "the author", "The deal is “a swamp”")]),
    ("In Obi's house, the party is over.", []),
    ("The fort fell on Monday, per Reuters.", [("according-to", "Reuters", "The fort fell on Monday")]),
    ("Tickets cost 10 dollars, per person.", []),
    ("He said — per Reuters — that the fort fell.", [("verb-clause", "He", "the fort fell")]),
    (
        "According to army Col. Ada Obi, the road is shut.",
        [("according-to", "army Col. Ada Obi", "the road is shut")],
    ),
    (
        "Wages and rents were adding to costs, officials said.",
        [("parenthetical", "officials", "Wages and rents were adding to costs")],
    ),
    ("The road was shut, officials were saying.", [("parenthetical", "officials", "The road was shut")]),
    ("Nine people died, as reported by the council.", [("according-to", "the council", "Nine people died")]),
    ("He acts according to his own whims.", []),
    (
        "Soldiers crossed the border, an official told the council on Thursday, according to diplomats.",
        [
            ("parenthetical", "an official", "Soldiers crossed the border"),
            ("according-to", "diplomats", "Soldiers crossed the border, an official told the council on Thursday"),
        ],
    ),
    # what the reporter tells of an object
    ("The union welcomed the plan, put forward in Doha by two states.", [("verb-np", "The union", "the plan")]),
    ("The union welcomed the plan, the pay and the rest.", [("verb-np", "The union", "the plan, the pay and the rest")]),
    # an article before the office that a paper is of
    (
        "The army commands the rebels, a United Nations report released Wednesday said.",
        [("parenthetical", "United Nations", "The army commands the rebels")],
    ),
    ("Obi left, then asked that her name be withheld.", []),
    ("Obi asked that the gate be opened.", [("verb-clause", "Obi", "the gate be opened")]),
]

HEADINGS = [
    ("Ada Obi: We would never leave the league", [("heading-colon", "Ada Obi", "We would never leave the league")]),
    ("Health minister: clinics will stay open", [("heading-colon", "Health minister", "clinics will stay open")]),
    ("Clinics to stay open: mayor", [("heading-colon", "mayor", "Clinics to stay open")]),
    ("Roads were shut by rebels: UN", [("heading-colon", "UN", "Roads were shut by rebels")]),
    ("Goma: rebels have left the town", []),
    ("Premier League: Harlow have won again", []),
    ("Trade: exports fell in May", []),
    ("The week in pictures: mayor", []),
    ("Analysis: the deal will fail", []),
]

PARAGRAPHS = [
    (
        "a straight mark closed by a curly one",
        ['"Stability is good, but the cost is a worry,” says board member Ada Obi.'],
        [("quotation-cue-after", "board member Ada Obi", "Stability is good, but the cost is a worry")],
    ),
    (
        "a quotation whose next paragraph has no opening mark",
        ["The source said that the road was shut.", "“It is late. Nobody came.", "We saw them go.” the source added."],
        [
            ("verb-clause", "The source", "the road was shut"),
            ("quotation-cue-after", "the source", "It is late. Nobody came We saw them go"),
        ],
    ),
    (
        "a quotation without its opening mark",
        ["Every house has lost somebody,” the leader of one group told the paper."],
        [("quotation-cue-after", "the leader of one group", "Every house has lost somebody")],
    ),
    (
        "an inch is no closing mark",
        ["The board is 6” thick, a builder said."],
        [("parenthetical", "a builder", "The board is 6” thick")],
    ),
    (
        "a quotation whose cue comes in its last paragraph",
        [
            "Coach Ada Obi said that the cup was near.",
            "“We are so close, and everybody knows it.",
            "“My view is high,” Baker said.",
        ],
        [
            ("verb-clause", "Coach Ada Obi", "the cup was near"),
            ("quotation-cue-after", "Baker", "We are so close, and everybody knows it My view is high"),
        ],
    ),
]

ACTS = [
    ("The minister said no outside party should supply weapons.", StatementAct.CALL),
    ("The minister said there were no soldiers in the camp.", StatementAct.DENY),
    ("“There is no military way out,” the envoy said.", StatementAct.ASSERT),
    ("“There is no base here,” the envoy said.", StatementAct.DENY),
    ("“I did not recognise my own street,” the baker said.", StatementAct.ASSERT),
    ("“I did not attack the baker,” the mayor said.", StatementAct.DENY),
    ("He said if Uganda withdrew support the group would fall.", StatementAct.ASSERT),
    ("He expressed his support for the truce.", StatementAct.WELCOME),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentence(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(("text", "expected"), HEADINGS)
def test_heading(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = read(document(text, kinds=(BlockKind.TITLE,)))
    assert [(s.rule, " & ".join(r.text for r in s.speakers), s.text) for s in found] == expected


def test_a_colon_in_a_paragraph_is_no_heading() -> None:
    assert said("Health minister: clinics will stay open") == []


@pytest.mark.parametrize(("case", "texts", "expected"), PARAGRAPHS)
def test_paragraphs(case: str, texts: list[str], expected: list[tuple[str, str, str]]) -> None:
    assert said(*texts) == expected, case


@pytest.mark.parametrize(("text", "act"), ACTS)
def test_act(text: str, act: StatementAct) -> None:
    assert [found.act for found in read(document(text))] == [act]


@pytest.mark.parametrize("cue", ["reports news agency", "reports the agency", "reports"])
def test_a_headline_that_ends_with_its_cue_stops_no_reading(cue: str) -> None:
    given = document(
        f"Orland recalls three envoys from Velia, {cue}", "Ada Obi said the bridge was open.", kinds=(BlockKind.TITLE,)
    )
    assert read(given)[-1].text == "the bridge was open"
