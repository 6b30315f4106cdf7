import pytest

from loaders.read import Metadata
from tests.loaders.read.reading import EN, FR, parts, read


@pytest.mark.parametrize(
    ("_case", "text", "title"),
    [
        ("first line", f"Truce talks stall in lake town\n\n{EN}", "Truce talks stall in lake town"),
        ("first line, no blank line after it", f"Truce talks stall in lake town\n{EN}", "Truce talks stall in lake town"),
        ("last line", f"{EN}\n{EN}\n\nTruce talks stall in lake town", "Truce talks stall in lake town"),
        ("last line, no blank line anywhere", f"{EN}\n{EN}\nTruce talks stall in lake town", "Truce talks stall in lake town"),
        (
            "a communiqué that says of which meeting it is",
            f"PEACE COUNCIL\n12TH MEETING\n\nCOMMUNIQUÉ OF THE 12TH MEETING OF THE PEACE COUNCIL ON THE LAKE\n\n{EN}",
            "COMMUNIQUÉ OF THE 12TH MEETING OF THE PEACE COUNCIL ON THE LAKE",
        ),
        ("none", f"{EN}\n{EN}", None),
        ("none, a caption at the end", f"{EN}\n\n(With image from Lake Wire)", None),
        ("none, an outlet at the end", f"{EN}\n\nOriginal Source: www.lakewire.example.org", None),
        ("none, a signature at the end", f"{EN}\n\nAnn Marie Mugisha Baele", None),
        ("none, a heading inside", f"{EN}\nContext\n{EN}", None),
        ("a question", f"Who holds the lake town now?\n\n{EN}", "Who holds the lake town now?"),
        ("a quotation", f'"We will not leave": a mayor speaks\n\n{EN}', '"We will not leave": a mayor speaks'),
        (
            "an abbreviation at its end",
            f"Truce talks resume in Washington, D.C.\n\n{EN}",
            "Truce talks resume in Washington, D.C.",
        ),
        ("below a kicker", f"Lake region\nTruce talks stall as rebels advance\n\n{EN}", "Truce talks stall as rebels advance"),
        ("below a label", f"OPINION\n\nWhy the truce will not hold\nBy Ann Mugisha\n\n{EN}", "Why the truce will not hold"),
        ("above a by-line and a date", f"Truce talks stall\nBy Ann Mugisha\n5 May 2031\n\n{EN}", "Truce talks stall"),
        (
            "above an office",
            f"Secretary's Call with the President\n\nOffice of the Spokesperson\n\n{EN}",
            "Secretary's Call with the President",
        ),
        (
            "above who signs",
            f"Attack on the lake town\n\nAnn Mugisha, Department Spokesperson\n\n{EN}",
            "Attack on the lake town",
        ),
        (
            "capitals over two lines",
            f"REBELS TAKE LAKE TOWN AS\nARMY VOWS TO RETURN\n\n{EN}",
            "REBELS TAKE LAKE TOWN AS ARMY VOWS TO RETURN",
        ),
        (
            "a body in capitals that does something",
            f"UN CHIEF CALLS FOR TRUCE IN LAKE TOWN\n\n{EN}",
            "UN CHIEF CALLS FOR TRUCE IN LAKE TOWN",
        ),
        (
            "a person with a post who does something",
            f"Ann Mugisha, Minister of Defence, condemns attack\n\n{EN}",
            "Ann Mugisha, Minister of Defence, condemns attack",
        ),
        (
            "broken by the page",
            f"Mission condemns the attack on a village near the lake and\ncalls on all groups to stop\n\n{EN}",
            "Mission condemns the attack on a village near the lake and calls on all groups to stop",
        ),
        ("with the outlet", f"Sept morts près du lac | Lac24.cd\n\n{FR}", "Sept morts près du lac | Lac24.cd"),
        ("a resolution's number", f"Resolution 2999 (2031)\n\nThe Security Council,\n\n{EN}", "Resolution 2999 (2031)"),
        ("a bare label is none", f"STATEMENT\n\n{EN}", None),
        ("a numbered label", f"COMMUNIQUÉ OFFICIEL N° 14\n\n{FR}", "COMMUNIQUÉ OFFICIEL N° 14"),
        (
            "below the furniture of a release",
            f"MISSION\nFor immediate release\nPRESS RELEASE\n\nMission opens a school\n\n{EN}",
            "Mission opens a school",
        ),
    ],
)
def test_the_printed_title_is_found(_case: str, text: str, title: str | None) -> None:
    document = read(text)
    assert document.title == title
    assert [text for kind, text in parts(document) if kind == "title"] == ([title.split(" | ")[0]] if title else [])


@pytest.mark.parametrize(
    ("_case", "given", "printed"),
    [
        ("the same", "Truce talks stall", "Truce talks stall"),
        ("other quotation marks", "LIVE: ‘Truce’ talks stall", "LIVE: 'Truce' talks stall"),
        ("other spaces", "Truce\u00a0talks stall", "Truce talks  stall"),
        ("the outlet on one side", "Truce talks stall in the lake town | Lac24.cd", "Truce talks stall in the lake town"),
    ],
)
def test_the_title_of_the_metadata_is_found_in_the_text(_case: str, given: str, printed: str) -> None:
    document = read(f"{printed}\n\n{EN}", Metadata(title=given))
    assert document.title == given
    assert [kind for kind, _ in parts(document)] == ["title", "paragraph"]


def test_the_title_of_the_metadata_wins() -> None:
    document = read(f"Another headline stands here\n\n{EN}", Metadata(title="Truce talks stall"))
    assert document.title == "Truce talks stall"
    assert [kind for kind, _ in parts(document)] == ["heading", "paragraph"]
