import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictdb.limits import BLOCK_CHARS_MAX
from loaders.read import NotReadError
from loaders.records import BlockKind, Document
from tests.loaders.read.reading import EN, FR, parts, read


def assert_anchored(document: Document) -> None:
    for block in document.blocks:
        assert block.text == block.text.strip()
        assert "\n" not in block.text
        for offset, char in enumerate(block.text):
            if char != " ":
                assert document.text[block.raw(offset)] == char
        span = block.raw_span(0, len(block.text))
        assert document.text[span.start] == block.text[0]
        assert document.text[span.end - 1] == block.text[-1]


def test_a_wire_story_is_taken_apart() -> None:
    document = read(
        "Truce talks stall in lake town\n\nBy Ann Mugisha and Luc Baele\n\n"
        f"KAVIRA, Lake Republic, May 5 (Lake Wire) - {EN}\n\nBackground\n\n{EN}\n\n"
        "(Reporting by Ann Mugisha; Editing by Desk 2)\n"
    )
    assert parts(document) == [
        ("title", "Truce talks stall in lake town"),
        ("byline", "By Ann Mugisha and Luc Baele"),
        ("dateline", "KAVIRA, Lake Republic, May 5 (Lake Wire) -"),
        ("paragraph", EN),
        ("heading", "Background"),
        ("paragraph", EN),
        ("byline", "(Reporting by Ann Mugisha; Editing by Desk 2)"),
    ]
    assert_anchored(document)


def test_a_press_release_is_taken_apart() -> None:
    document = read(
        "\n\nUNITED LAKES ORGANIZATION MISSION\nIN THE LAKE REPUBLIC\n\nOffice of the Spokesperson\nCP/OS/2031\n\n"
        f"PRESS RELEASE\n\nMission condemns attack on village\n\nKavira, 28 July 2031 – {EN}\n\n"
        "For further information, please contact:\n\nSpokesperson – tel. +243 000 000 001\nMilitary Spokesperson\n"
    )
    assert parts(document) == [
        ("boilerplate", "UNITED LAKES ORGANIZATION MISSION"),
        ("boilerplate", "IN THE LAKE REPUBLIC"),
        ("byline", "Office of the Spokesperson"),
        ("boilerplate", "CP/OS/2031"),
        ("boilerplate", "PRESS RELEASE"),
        ("title", "Mission condemns attack on village"),
        ("dateline", "Kavira, 28 July 2031 –"),
        ("paragraph", EN),
        ("contact", "For further information, please contact:"),
        ("contact", "Spokesperson – tel. +243 000 000 001"),
        ("contact", "Military Spokesperson"),
    ]
    assert_anchored(document)


def test_a_live_page_is_taken_apart() -> None:
    document = read(
        f"LIVE: Truce talks\nTuesday 28 January 2031 | All times GMT\n\n19:52\nTalks end\n{EN}\n\n"
        f"17:15 – UPDATED 17:58\nIn the streets\nGrace Mbuyi, Kavira\n{EN}\n[Correction: an earlier version said four.]\n\n"
        f"10:15\nGood morning\n{EN}"
    )
    assert parts(document) == [
        ("title", "LIVE: Truce talks"),
        ("dateline", "Tuesday 28 January 2031 | All times GMT"),
        ("dateline", "19:52"),
        ("heading", "Talks end"),
        ("paragraph", EN),
        ("dateline", "17:15 – UPDATED 17:58"),
        ("heading", "In the streets"),
        ("byline", "Grace Mbuyi, Kavira"),
        ("paragraph", EN),
        ("boilerplate", "[Correction: an earlier version said four.]"),
        ("dateline", "10:15"),
        ("heading", "Good morning"),
        ("paragraph", EN),
    ]


def test_a_numbered_communique_is_taken_apart() -> None:
    document = read(
        "REPUBLIQUE DES LACS\nMOUVEMENT DE LA RIVE BLEUE\n\nCOMMUNIQUÉ OFFICIEL N° 014/2031\n\n"
        f"Le Mouvement informe l'opinion de ce qui suit :\n\n1. {FR}\n2. {FR}\n\nFait à Kavira, le 12 mars 2031\n\nJean Kambale\n"
    )
    assert parts(document) == [
        ("boilerplate", "REPUBLIQUE DES LACS"),
        ("boilerplate", "MOUVEMENT DE LA RIVE BLEUE"),
        ("title", "COMMUNIQUÉ OFFICIEL N° 014/2031"),
        ("paragraph", "Le Mouvement informe l'opinion de ce qui suit :"),
        ("paragraph", FR),
        ("paragraph", FR),
        ("dateline", "Fait à Kavira, le 12 mars 2031"),
        ("byline", "Jean Kambale"),
    ]
    assert_anchored(document)


@pytest.mark.parametrize(
    ("question", "answer", "names"),
    [
        ("Q: ", "A: ", []),
        ("Lake Weekly: ", "Bishop Amani: ", ["Lake Weekly", "Bishop Amani"]),
        ("Question : ", "Réponse : ", []),
    ],
)
def test_interviews_have_questions_and_answers(question: str, answer: str, names: list[str]) -> None:
    text = (
        f"A bishop speaks\n\n{EN}\n\n{question}What do you expect?\n\n{answer}{EN}\n\n{EN}\n\n{question}And then?\n\n{answer}{EN}"
    )
    document = read(text, language="en")
    wanted = [
        *([("byline", names[0])] if names else []),
        ("question", "What do you expect?"),
        *([("byline", names[1])] if names else []),
        ("answer", EN),
        ("answer", EN),
        *([("byline", names[0])] if names else []),
        ("question", "And then?"),
        *([("byline", names[1])] if names else []),
        ("answer", EN),
    ]
    assert parts(document) == [("title", "A bishop speaks"), ("paragraph", EN), *wanted]
    assert_anchored(document)


def test_a_transcript_names_whoever_speaks() -> None:
    document = read(
        f"Secretary Doe and Minister Mugisha at a Joint Press Availability\n\nRemarks\n\nJane Doe, Secretary of State\n\n"
        f"Kavira, Lake Republic\n\nAugust 9, 2031\n\nSECRETARY DOE:  {EN}\n\nThis is clear: we stay.\n\n"
        f"QUESTION:  Will the truce hold?\n\nSECRETARY DOE:  {EN}\n\nQUESTION:  And if not?\n\nMINISTER MUGISHA:  {EN}"
    )
    assert parts(document) == [
        ("title", "Secretary Doe and Minister Mugisha at a Joint Press Availability"),
        ("boilerplate", "Remarks"),
        ("byline", "Jane Doe, Secretary of State"),
        ("dateline", "Kavira, Lake Republic"),
        ("dateline", "August 9, 2031"),
        ("byline", "SECRETARY DOE"),
        ("answer", EN),
        ("answer", "This is clear: we stay."),
        ("question", "Will the truce hold?"),
        ("byline", "SECRETARY DOE"),
        ("answer", EN),
        ("question", "And if not?"),
        ("byline", "MINISTER MUGISHA"),
        ("answer", EN),
    ]
    assert_anchored(document)


def test_those_who_sign_stand_below_the_text() -> None:
    document = read(
        f"PRESS STATEMENT\n\n{EN}\n\nDone at Kavira, on 5 May 2031\n\nFor the Ministry,\n\nAnn Mugisha\nMinister of Lakes"
    )
    assert parts(document)[2:] == [
        ("dateline", "Done at Kavira, on 5 May 2031"),
        ("byline", "For the Ministry,"),
        ("byline", "Ann Mugisha"),
        ("byline", "Minister of Lakes"),
    ]
    assert document.published is not None
    assert document.published.start.isoformat() == "2031-05-05"


def test_a_copied_report_is_taken_apart() -> None:
    document = read(
        "United Nations                                   S/2031/812\n\nSecurity Council\nDistr.: General\n14 June 2031\n\n"
        "Letter dated 12 June 2031 from the Group of Experts on the Lakes\naddressed to the President of the Council\n\n"
        "I.  Summary\n\n1.    During the reporting period the group consolidated its con-\n"
        "trol over the two territories. Accord-\n"
        "ing to witnesses it set up a parallel administration, and the\narmy lost three of its positions there.\n\n"
        "31-00412                                          3/12\n\n"
        "2.    The Group recommends that the Council extend the measures.\n"
    )
    assert parts(document) == [
        ("boilerplate", "United Nations S/2031/812"),
        ("boilerplate", "Security Council"),
        ("boilerplate", "Distr.: General"),
        ("dateline", "14 June 2031"),
        (
            "title",
            "Letter dated 12 June 2031 from the Group of Experts on the Lakes addressed to the President of the Council",
        ),
        ("heading", "I. Summary"),
        (
            "paragraph",
            "During the reporting period the group consolidated its control over the two territories. According to witnesses "
            "it set up a parallel administration, and the army lost three of its positions there.",
        ),
        ("boilerplate", "31-00412 3/12"),
        ("paragraph", "The Group recommends that the Council extend the measures."),
    ]
    assert (document.kind.value, document.published and document.published.start.isoformat()) == ("report", "2031-06-14")
    assert_anchored(document)


def test_unlabelled_questions_are_told_by_their_look() -> None:
    text = f"A bishop speaks\n\n{EN}\n\nWhat now?\n\n{EN}\n\nWho is to blame?\n\n{EN}\n\nWill it last?\n\n{EN}"
    kinds = [kind for kind, _ in parts(read(text))]
    assert kinds == ["title", "paragraph", "question", "answer", "question", "answer", "question", "answer"]


def test_a_story_with_one_question_is_no_interview() -> None:
    kinds = [kind for kind, _ in parts(read(f"Truce talks stall\n\n{EN}\n\nWhat happened?\n\n{EN}\n\n{EN}"))]
    assert kinds == ["title", "paragraph", "heading", "paragraph", "paragraph"]


def test_tables_become_cells() -> None:
    document = read(
        f"Displacement grows\n\n{EN}\n\nPeople by province\n\nProvince\t2031\nIturi\t1,020\n\nSource: aid agencies.\n"
    )
    assert parts(document)[2:] == [
        ("heading", "People by province"),
        ("cell", "Province"),
        ("cell", "2031"),
        ("cell", "Ituri"),
        ("cell", "1,020"),
        ("paragraph", "Source: aid agencies."),
    ]
    assert_anchored(document)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Original Source: www.lakewire.example.org", "boilerplate"),
        ("Read more: Truce signed in the capital", "boilerplate"),
        ("Lire aussi : une trêve fragile", "boilerplate"),
        ("All rights reserved.", "boilerplate"),
        ("3 min read", "boilerplate"),
        ("amu/blb/rl", "boilerplate"),
        ("(With image from Lake Wire)", "caption"),
        ("Photo: Ann Mugisha", "caption"),
        ("Women wait at the well. (Photo by Ann Mugisha/Lake Wire)", "caption"),
        ("Reporting by Ann Mugisha", "byline"),
        ("Propos recueillis par Luc Baele", "byline"),
        ("Par Agathe MUKENDI", "byline"),
        ("press@mission.example.org", "contact"),
        ("Tél. +243 000 000 001", "contact"),
        # and what only looks like it
        ("By Monday evening the soldiers had left the town.", "paragraph"),
        ("Read the report carefully, the minister told the members of the house.", "paragraph"),
        ("Source of the trouble is the mine, residents of the town say to visitors.", "paragraph"),
        ("Photographers were kept away from the camp by soldiers of the army.", "paragraph"),
        ("Embargo on arms is lifted by the members of the council, they said.", "paragraph"),
        ("It was the picture of the war - image or not - that nobody forgot.", "paragraph"),
        ("Contact between the two sides broke off in the night of the attack.", "paragraph"),
    ],
)
def test_lines_by_their_looks(line: str, kind: str) -> None:
    assert parts(read(f"{EN}\n\n{line}\n\n{EN}"))[1] == (kind, line)


def test_bullets_and_numbers_are_left_out_of_the_text() -> None:
    document = read(f"{EN}\n• The first of the points is long enough.\n- The second one too, it must be said.\n(3) A third.")
    assert parts(document)[1:] == [
        ("paragraph", "The first of the points is long enough."),
        ("paragraph", "The second one too, it must be said."),
        ("paragraph", "A third."),
    ]
    assert_anchored(document)


def test_the_outlet_is_parted_from_the_title_that_carries_it() -> None:
    document = read(f"Sept morts au bord du lac | Lac24.cd\n\n{FR}")
    assert parts(document)[:2] == [("title", "Sept morts au bord du lac"), ("boilerplate", "Lac24.cd")]
    assert document.title == "Sept morts au bord du lac | Lac24.cd"


def test_long_paragraphs_are_cut_at_a_sentence() -> None:
    document = read(f"{EN} " * (BLOCK_CHARS_MAX // len(EN) + 50))
    assert [len(block.text) <= BLOCK_CHARS_MAX for block in document.blocks] == [True, True]
    assert document.blocks[0].text.endswith(".")
    assert_anchored(document)


@pytest.mark.parametrize("text", ["", "   \n ", "\u200b" * 100, "Goma.", "- - - - - - - - - - - - - - - - -"])
def test_a_text_with_nothing_in_it_is_refused(text: str) -> None:
    with pytest.raises(NotReadError) as refused:
        read(text)
    assert refused.value.code == "empty"


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_and_its_anchors_hold(text: str) -> None:
    try:
        document = read(f"{EN}\n\n{text}", language="en")
    except NotReadError:
        return
    assert_anchored(document)
    assert BlockKind.PARAGRAPH in {block.kind for block in document.blocks}
