"""What a document's paragraphs say together: speeches that carry on, releases, interviews, days, addressees, acts."""

from __future__ import annotations

import pytest

from conflictdb.vocabularies import SourceKind, Stance, StatementAct, StatementKind
from loaders.records import BlockKind
from tests.loaders.extract.statement_reading import document, read, said

PARAGRAPH, TITLE, BYLINE = BlockKind.PARAGRAPH, BlockKind.TITLE, BlockKind.BYLINE


@pytest.mark.parametrize(
    ("case", "texts", "expected"),
    [
        (
            "a paragraph in quotation marks carries on the words of the last speaker",
            ['"We are cut off," said the mayor.', '"Nobody has come to help us."'],
            [
                ("quotation-cue-after", "the mayor", "We are cut off"),
                ("quotation-carried", "the mayor", "Nobody has come to help us"),
            ],
        ),
        (
            "a quotation left open goes on in the next paragraph",
            ['The mayor said: "We are cut off.', '"Nobody has come to help us."'],
            [("quotation-cue-before", "The mayor", "We are cut off Nobody has come to help us")],
        ),
        (
            "a quoted term in the next paragraph is no speech",
            ['"We are cut off," said the mayor.', 'The "corridor" was closed.'],
            [("quotation-cue-after", "the mayor", "We are cut off")],
        ),
        (
            "the same source is the person who spoke before",
            ["A diplomat said the talks were stuck.", "According to the same source, both delegations have left."],
            [
                ("verb-clause", "A diplomat", "the talks were stuck"),
                ("according-to", "A diplomat", "both delegations have left"),
            ],
        ),
        (
            "both leaders are the two persons named just before",
            ["William Ruto met Paul Kagame in Nairobi.", "Both leaders called for a truce."],
            [("verb-np", "William Ruto & Paul Kagame", "a truce")],
        ),
        (
            "both leaders stay as printed where three are named",
            ["William Ruto met Paul Kagame and Felix Tshisekedi in Nairobi.", "Both leaders called for a truce."],
            [("verb-np", "Both leaders", "a truce")],
        ),
        (
            "what an office says it feels is one statement",
            ["The office said it was deeply concerned by the arrests."],
            [("verb-clause", "The office", "it was deeply concerned by the arrests")],
        ),
    ],
)
def test_paragraphs_together(case: str, texts: list[str], expected: list[tuple[str, str, str]]) -> None:
    assert said(*texts) == expected, case


def test_a_statement_speaks_with_its_office_throughout() -> None:
    found = read(
        document(
            "The United States condemns the raid on the village.",
            "Armed men have driven whole families from their homes. We call on both sides to stop.",
            kind=SourceKind.STATEMENT,
            published="2024-05-01",
        )
    )
    assert [(s.rule, s.speakers[0].text, s.text) for s in found] == [
        ("verb-np", "The United States", "the raid on the village"),
        ("release-body", "The United States", "Armed men have driven whole families from their homes"),
        ("verb-np-inf", "The United States", "both sides to stop"),
    ]
    assert {str(s.said.start) for s in found if s.said} == {"2024-05-01"}


def test_in_the_news_we_is_nobody() -> None:
    assert said("We call on both sides to stop.") == []


def test_the_signer_says_i() -> None:
    found = read(
        document("Ada Obi, Minister", "I am announcing a new fund.", kind=SourceKind.STATEMENT, kinds=(BYLINE, PARAGRAPH))
    )
    assert [(s.speakers[0].text, s.text) for s in found] == [("Ada Obi", "a new fund")]


def test_an_interview_answers_by_the_name_beside_the_answer() -> None:
    found = read(
        document(
            "Is the road open?",
            "Ada Obi:",
            "It is open. He said that it would stay so.",
            kinds=(BlockKind.QUESTION, BYLINE, BlockKind.ANSWER),
        )
    )
    assert [(s.rule, s.kind, s.speakers[0].text, s.text) for s in found] == [
        ("interview-answer", StatementKind.DIRECT, "Ada Obi", "It is open. He said that it would stay so")
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The army said on 3 March 2025 that it had left.", "2025-03-03"),
        ("On 3 March 2025, the army said that it had left.", "2025-03-03"),
        ("The army said that it had left on 3 March 2025.", None),
        ("The Council decided to stay until 3 March 2025 and demanded that the army leave.", None),
        ("The army, which left on 3 March 2025, said that it would return.", None),
        ("The army said in March 2025 that it had left.", None),
    ],
)
def test_the_day_is_the_one_beside_the_cue(text: str, day: str | None) -> None:
    (found,) = read(document(text))
    assert (str(found.said.start) if found.said else None) == day


def test_a_pronoun_carries_the_day_of_the_sentence_before() -> None:
    found = read(document("Ada Obi met the governor on 3 March 2025. She called for calm."))
    assert [str(s.said.start) for s in found if s.said] == ["2025-03-03"]


@pytest.mark.parametrize(
    ("text", "language", "act"),
    [
        ("The mission condemned the raid.", "en", StatementAct.CONDEMN),
        ("The mission said that the killers must be brought to justice.", "en", StatementAct.CALL),
        ("The army said that it would leave the town.", "en", StatementAct.ANNOUNCE),
        ("The army said that the town was quiet.", "en", StatementAct.ASSERT),
        ("The envoy stressed the importance of dialogue.", "en", StatementAct.CALL),
        ("The envoy expressed his commitment to peace.", "en", StatementAct.COMMIT),
        ("The envoy expressed support for the talks.", "en", StatementAct.WELCOME),
        ("The envoy said that there was a risk of a wider war.", "en", StatementAct.WARN),
        ("Kenya denied arming the rebels.", "en", StatementAct.DENY),
        ("The group threatened to march on the capital.", "en", StatementAct.THREATEN),
        ("A chief said that M23 fighters killed ten villagers.", "en", StatementAct.ACCUSE),
        ("Le ministre a déclaré que les armes doivent se taire.", "fr", StatementAct.CALL),
        ("Le ministre a déclaré que la ville était calme.", "fr", StatementAct.ASSERT),
        ("La mission a condamné l'attaque.", "fr", StatementAct.CONDEMN),
    ],
)
def test_act(text: str, language: str, act: StatementAct) -> None:
    assert [s.act for s in read(document(text, language=language))] == [act]


@pytest.mark.parametrize(
    ("text", "addressees"),
    [
        ("The envoy urged both sides to talk.", ["both sides"]),
        ("The envoy urged M23 and Rwanda to talk.", ["M23", "Rwanda"]),
        ("Kenya accused Rwanda of arming the rebels.", ["Rwanda"]),
        ("The envoy told the Council that the road was closed.", ["the Council"]),
        ("The envoy told reporters that the road was closed.", []),
        ("The mission condemned the attack by M23 on the convoy.", ["M23"]),
        ("The envoy thanked Kenya for its help.", ["Kenya"]),
        ("The envoy said that Rwanda must withdraw its troops.", ["Rwanda"]),
        ("The army said that the town was quiet.", []),
    ],
)
def test_addressees(text: str, addressees: list[str]) -> None:
    (found,) = read(document(text))
    assert [ref.text for ref in found.addressees] == addressees


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The envoy called for a ceasefire.", Stance.SUPPORTS),
        ("The group rejected a ceasefire.", Stance.OPPOSES),
        ("The envoy said that there was no ceasefire.", None),
        ("Kinshasa asked MONUSCO to accelerate its withdrawal.", Stance.SUPPORTS),
        ("The envoy said that a hasty withdrawal of MONUSCO would be wrong.", Stance.OPPOSES),
        ("The envoy described the withdrawal of MONUSCO.", None),
    ],
)
def test_stance(text: str, stance: Stance | None) -> None:
    (found,) = read(document(text))
    assert found.stance is stance


def test_the_resolution_as_speaker_is_the_one_named_last() -> None:
    found = read(document("The Council adopted resolution 2773. The resolution demands the withdrawal of all foreign troops."))
    assert [(s.speakers[0].text, s.resolutions) for s in found] == [("The resolution", (2773,))]


def test_evidence_is_the_whole_sentence_and_content_its_very_words() -> None:
    text = "It rained. The mayor said that the road was closed. He left."
    (found,) = read(document(text))
    assert text[found.evidence.start : found.evidence.end] == "The mayor said that the road was closed."
    assert [text[span.start : span.end] for span in found.content] == ["the road was closed"]
    assert found.cue_span is not None
    assert text[found.cue_span.start : found.cue_span.end] == found.cue == "said"


POINTS = [
    "The African Union Peace and Security Council,",
    "1. Strongly condemns the attack on the market;",
    "2. Encourages the army to leave the town and urges the rebels to follow; and",
    "3. Requests the secretary to report within a month.",
    "Market traders closed their stalls on Monday.",
]


def test_points_of_a_communique() -> None:
    found = read(document(*POINTS, kind=SourceKind.STATEMENT))
    assert [(one.rule, one.act.value, one.text) for one in found if one.rule == "release-point"] == [
        ("release-point", "condemn", "the attack on the market"),
        ("release-point", "call", "the army to leave the town"),
        ("release-point", "call", "the rebels to follow"),
        ("release-point", "call", "the secretary to report within a month"),
    ]


def test_news_has_no_points() -> None:
    assert not [one for one in read(document(*POINTS)) if one.rule == "release-point"]
