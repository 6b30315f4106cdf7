"""Statements by the shape of their sentence: cues at the end and inside, objects before their cue, passives, times between."""

from __future__ import annotations

import pytest

from tests.loaders.extract.statement_reading import said

SHAPES = [
    (
        "At least six people were hurt in the blast, a nurse at the main hospital told Newswire on condition of anonymity.",
        [("parenthetical", "a nurse at the main hospital", "At least six people were hurt in the blast")],
    ),
    (
        "The firm, once valued at $2 billion, is cutting 300 jobs, its founder told employees in a video call on Wednesday.",
        [("parenthetical", "its founder", "The firm, once valued at $2 billion, is cutting 300 jobs")],
    ),
    (
        "Traffic through the tunnel fell 42% in January from a year earlier, a trade body calculated.",
        [("parenthetical", "a trade body", "Traffic through the tunnel fell 42% in January from a year earlier")],
    ),
    (
        "The talks resumed in Cairo on Monday, even as shells killed at least 17 people across the strip, medics said.",
        [
            (
                "parenthetical",
                "medics",
                "The talks resumed in Cairo on Monday, even as shells killed at least 17 people across the strip",
            )
        ],
    ),
    (
        "Gunmen attacked a convoy near Gao, killing dozens of soldiers, two security sources and a local elected official said.",
        [
            (
                "parenthetical",
                "two security sources & a local elected official",
                "Gunmen attacked a convoy near Gao, killing dozens of soldiers",
            )
        ],
    ),
    (
        "The state has been trying to get rid of it, noted Jon Berg, an economist in Mannheim.",
        [("parenthetical", "Jon Berg", "The state has been trying to get rid of it")],
    ),
    (
        "Nobody in the hills believed in it anyway, said Naw Li, a volunteer who crosses the river with medicine.",
        [("parenthetical", "Naw Li", "Nobody in the hills believed in it anyway")],
    ),
    (
        "Every vote will count, promised Ada Obi, the head of the commission, who took office in May.",
        [("parenthetical", "Ada Obi", "Every vote will count")],
    ),
    (
        "The dam would not hold, warned Paul Reyes, chief engineer of the county.",
        [("parenthetical", "Paul Reyes", "The dam would not hold")],
    ),
    (
        "A strike would cost $3 million a day, one lobby claims, though economists regard the figure as inflated.",
        [
            ("parenthetical", "one lobby", "A strike would cost $3 million a day"),
            ("verb-np-as", "economists", "the figure as inflated"),
        ],
    ),
    (
        "It had invested 62 million since 2021, a spokesman pointed out, more than it had paid to owners.",
        [("parenthetical", "a spokesman", "It had invested 62 million since 2021 more than it had paid to owners")],
    ),
    ("Nobody, Berg remarked drily, appears to have read it.", [("parenthetical", "Berg", "Nobody appears to have read it")]),
    (
        'Her father, she allowed, is also "too stubborn to die."',
        [("parenthetical", "she", 'Her father is also "too stubborn to die."')],
    ),
    (
        "Turnout is running ahead of 2020, election officials say, helped by dry weather last week.",
        [("parenthetical", "election officials", "Turnout is running ahead of 2020 helped by dry weather last week")],
    ),
    (
        "The bridge will close in May, the mayor said, adding that ferries would run.",
        [("verb-clause", "the mayor", "ferries would run")],
    ),
    (
        "The bridge will close in May, the mayor said, but residents doubt it.",
        [("parenthetical", "the mayor", "The bridge will close in May")],
    ),
    (
        "The bridge will close in May, the mayor said, and left the room.",
        [("parenthetical", "the mayor", "The bridge will close in May")],
    ),
    (
        "The bridge will close in May, the mayor said, as protesters gathered outside.",
        [("parenthetical", "the mayor", "The bridge will close in May")],
    ),
    (
        "The bridge will close in May, the mayor said in an interview, and the ferry will stop in June.",
        [("parenthetical", "the mayor", "The bridge will close in May and the ferry will stop in June")],
    ),
    (
        "The bridge will close in May, the mayor said on Monday, a move that angered shop owners.",
        [("parenthetical", "the mayor", "The bridge will close in May")],
    ),
    ("The rain, he said, was the worst in years.", [("parenthetical", "he", "The rain was the worst in years")]),
    (
        "Somchai's daughter, who left for the city last winter, will not be coming back, he thinks.",
        [("parenthetical", "he", "Somchai's daughter, who left for the city last winter, will not be coming back")],
    ),
    ("Ada Obi, who flew in from Bergen, declared a state of emergency.", [("verb-np", "Ada Obi", "a state of emergency")]),
    ("The judge has been in charge since May, when chief prosecutor Jon Berg went on leave pending an inquiry.", []),
    (
        "The board accused the firm of fraud, a charge that the owner scoffed at.",
        [("verb-np", "The board", "the firm of fraud"), ("relative", "the owner", "a charge")],
    ),
    (
        "The helicopter was called off, a decision that the sheriff defended on Monday.",
        [("relative", "the sheriff", "a decision")],
    ),
    (
        "The helicopter was called off, a decision that the hunter's partner, Chet Moe, called a disgrace.",
        [("verb-np-as", "the hunter's partner, Chet Moe", "a disgrace")],
    ),
    ("The plan, which the mayor described as a lifeline, passed.", [("relative", "the mayor", "a lifeline")]),
    ("The plan, which the mayor has defended, passed.", []),
    (
        'It accused the union of refusing to talk, a charge Bergen called "a fairy tale."',
        [("verb-np", "It", "the union of refusing to talk"), ("relative", "Bergen", "a fairy tale")],
    ),
    (
        'She asked why the state could find money, an argument the clerk dismissed as "apples and pears."',
        [("verb-clause", "She", "why the state could find money"), ("relative", "the clerk", "apples and pears")],
    ),
    ("The mayor attacked the firm for what he called years of empty promises.", [("relative", "he", "years of empty promises")]),
    (
        "Gunmen overran the town in what residents described as the boldest assault yet.",
        [("relative", "residents", "the boldest assault yet")],
    ),
    (
        "He was stacking crates for what he guessed would be the last time in a while.",
        [("relative", "he", "would be the last time in a while")],
    ),
    ("Police are investigating what they say was a planned attack.", [("relative", "they", "was a planned attack")]),
    (
        "The army has carried out what rights groups say are unlawful killings.",
        [("relative", "rights groups", "are unlawful killings")],
    ),
    (
        'The move was described as "industrial vandalism" by Len Obi, a national officer at the union.',
        [("passive", "Len Obi", 'The move as "industrial vandalism"')],
    ),
    (
        "He had been assured by an officer, since retired, that no consent was needed.",
        [("passive", "an officer", "no consent was needed")],
    ),
    ("She had been told by a guard to try a private clinic.", [("passive", "a guard", "to try a private clinic")]),
    (
        "Makers that supply both firms have been asked by their customers to preserve records.",
        [("passive", "their customers", "Makers to preserve records")],
    ),
    ("Residents were warned by the council that the water was unsafe.", [("passive", "the council", "the water was unsafe")]),
    ('The report was called "a whitewash" by the union.', [("passive", "the union", 'The report "a whitewash"')]),
    ("The bridge was built by a contractor.", []),
    (
        "The envoy urged the parties on Tuesday to return to talks.",
        [("verb-np-inf", "The envoy", "the parties on Tuesday to return to talks")],
    ),
    ("The bank warned investors on Monday that profits would fall.", [("verb-clause", "The bank", "profits would fall")]),
    ("The union condemned the raid on Monday.", [("verb-np", "The union", "the raid")]),
    ("The court ordered the firm on Friday to pay damages.", [("verb-np-inf", "The court", "the firm on Friday to pay damages")]),
    ("The mayor blamed the company on Monday for the spill.", [("verb-np", "The mayor", "the company on Monday for the spill")]),
    (
        "Vientiane says the dam would earn $180 million a year; green groups in Bangkok retort that it would choke the delta.",
        [("verb-clause", "Vientiane", "the dam would earn $180 million a year")],
    ),
    (
        "The state announced last week that it would give $40 million more; two gang leaders were hit with sanctions in May.",
        [("verb-clause", "The state", "it would give $40 million more")],
    ),
    (
        "Islamabad has long wanted outside mediation; New Delhi holds that a 1972 deal forbids it.",
        [("verb-clause", "New Delhi", "a 1972 deal forbids it")],
    ),
    (
        "India says 21 of its people were killed; Pakistan puts its own toll at 34.",
        [("verb-clause", "India", "21 of its people were killed"), ("verb-np", "Pakistan", "its own toll at 34")],
    ),
    (
        "The mayor said that the road was shut; that buses were late; and that snow would fall.",
        [("verb-clause", "The mayor", "the road was shut; that buses were late; and that snow would fall")],
    ),
    ("He said the road was shut; nobody was hurt.", [("verb-clause", "He", "the road was shut")]),
    (
        'The boss appealed to doctors to "come back to the table".',
        [("verb-np-inf", "The boss", 'doctors to "come back to the table"')],
    ),
    ("The analyst doubts that a jury would grasp it.", [("verb-clause", "The analyst", "a jury would grasp it")]),
    ("Dr Lena Moe, a hydrologist at the university, is sceptical of such ladders.", [("verb-np", "Dr Lena Moe", "such ladders")]),
    ("The developer rejects this.", [("verb-np", "The developer", "this")]),
    ("Yerevan flatly denied it.", [("verb-np", "Yerevan", "it")]),
    (
        'Its director points to "five years of studies" and has offered to build a ladder.',
        [("verb-quote", "Its director", "five years of studies"), ("verb-inf", "Its director", "to build a ladder")],
    ),
    (
        'The envoy, in comments carried by state media, spoke of "a door that has been locked since 1993".',
        [("verb-quote", "The envoy", "a door that has been locked since 1993")],
    ),
    (
        'Keeping the plant, the minister argued, "makes no sense".',
        [("parenthetical", "the minister", 'Keeping the plant "makes no sense"')],
    ),
    ("He declined to say whether he would run.", []),
    ("His hope is that she keeps the boat.", [("noun", "His", "she keeps the boat")]),
    ('Her view: a deal "before the spring."', [("noun", "Her", 'a deal "before the spring."')]),
    ("Her complaint: that nobody explained anything.", [("noun", "Her", "nobody explained anything")]),
    (
        'She told the panel it was "only a shed" and that the rest was paint.',
        [("verb-clause", "She", 'it was "only a shed" and that the rest was paint')],
    ),
    (
        "Board chairman Al Moe would say only that a decision was due in May.",
        [("verb-clause", "Board chairman Al Moe", "a decision was due in May")],
    ),
    ("The premier asked Ottawa for military aircraft.", [("verb-np", "The premier", "military aircraft")]),
    (
        'The army said it had fired "warning shots" and was reviewing the incident.',
        [("verb-clause", "The army", 'it had fired "warning shots" and was reviewing the incident')],
    ),
    (
        "The mayor promised free water and ruled out a rate rise to pay for pipes.",
        [("verb-np", "The mayor", "free water"), ("verb-np", "The mayor", "a rate rise to pay for pipes")],
    ),
    (
        "The firm expects the number to double before the rains.",
        [("verb-np-inf", "The firm", "the number to double before the rains")],
    ),
    ("It expects the number to double before the rains.", [("verb-np-inf", "It", "the number to double before the rains")]),
    ("Moscow denied interfering.", [("verb-np", "Moscow", "interfering")]),
    ("He stopped short of demanding her resignation.", []),
    (
        "The ministry of defence said, proposing once again that a joint body be set up.",
        [("verb-clause", "The ministry of defence", "a joint body be set up")],
    ),
    (
        "One day after announcing that they had agreed the text, the two states clashed.",
        [("verb-clause", "the two states", "they had agreed the text")],
    ),
    ("He made it clear that he would not run.", [("verb-clause", "He", "he would not run")]),
]


@pytest.mark.parametrize(("text", "expected"), SHAPES)
def test_shape(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text) == expected
