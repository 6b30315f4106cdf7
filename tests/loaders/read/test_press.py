import pytest

from conflictdb.vocabularies import SourceKind
from loaders.read import Metadata
from loaders.read.dateline import dateline_of
from tests.loaders.read.reading import EN, FR, read

WE = "We condemn the attack on the town. We call on all parties to stop, and our thoughts are with the families of the victims."

ACTS = "The Relief Fund condemns the attack on the town. The Relief Fund urges all parties to let lorries pass. Two nurses died."
TOLD = "The Relief Fund condemned the attack on the town. “The Relief Fund urges a halt. The Relief Fund demands help.”"
ACTES = "Le Fonds de Secours condamne l'attaque de la ville. Le Fonds de Secours (FDS) exige une enquête. Deux sont mortes."


@pytest.mark.parametrize(
    ("kind", "text", "publisher"),
    [
        ("news", f"Truce talks stall\n\n{EN}", None),
        ("news", f"Truce talks stall\n\n{EN}", "Lake Post"),
        ("news", f"Army statement on truce welcomed by residents\n\n{EN}", "Lake Post"),
        ("news", f"Statement by army leaves residents cold\n\n{EN}", "Lake Post"),
        ("news", f"Joint statement on truce expected\n\n{EN}", "Lake News"),
        ("press_release", f"Clinic shelled in the lake town\n\n{ACTS}", "Relief Fund"),
        ("press_release", f"Un dispensaire bombardé\n\n{ACTES}", "Fonds de Secours"),
        ("news", f"Clinic shelled in the lake town\n\n{ACTS}", "Lake Post"),
        ("news", f"Clinic shelled in the lake town\n\n{TOLD}", "Relief Fund"),
        ("analysis", f"The lake region after the truce\n\n{EN}", "Lake Crisis Group"),
        ("news", f"Ministry of Defence says rebels took town\n\n{EN}", None),
        ("news", f"UN mission office reopens in lake town\n\n{EN}", "Lake News"),
        ("news", f"UN report accuses army of attack\n\n{EN}", None),
        ("press_release", f"PRESS RELEASE\n\nMission opens a school\n\n{EN}", None),
        ("press_release", f"COMMUNIQUÉ DE PRESSE N° 12\n\nLa mission ouvre une école\n\n{FR}", None),
        ("press_release", f"For immediate release\n\nMission opens a school\n\n{EN}", None),
        ("press_release", f"Secretary's Call with the President\n\nOffice of the Spokesperson\n\n{EN}", None),
        (
            "press_release",
            f"Call with the President\n\nThe below is attributable to Spokesperson Ann Mugisha:\n\n{EN}",
            "Department of Lakes",
        ),
        ("press_release", f"Aid for the lake town\n\n{EN}", "Ministry of Lakes"),
        ("press_release", f"Readout of the call with the President\n\n{EN}", "White House"),
        ("statement", f"Attack on the lake town\n\nAnn Mugisha, Department Spokesperson\n\n{EN}", "Department of Lakes"),
        (
            "statement",
            f"Friends of the Lake Statement on the Attack\n\nOffice of the Spokesperson\n\n{EN}",
            "Department of Lakes",
        ),
        ("statement", f"Attack on the lake town\n\n{WE}", "Ministry of Lakes"),
        ("statement", f"Joint Statement on the Lake Region\n\n{EN}", None),
        ("statement", f"Statement attributable to the Spokesperson for the Secretary-General\n\n{EN}", None),
        ("statement", f"Déclaration conjointe des ministres\n\n{FR}", None),
        ("statement", f"Security Council Press Statement on the Lake Region\n\n{EN}", None),
        (
            "statement",
            f"Remarks at a Council Briefing on the Lake\n\nAnn Mugisha\nU.S. Representative to the Council\n\n{EN}",
            "U.S. Mission",
        ),
        ("statement", f"COMMUNIQUÉ OFFICIEL N° 14\n\n{FR}", None),
        ("statement", f"Remarks by the Minister at the Council\n\n{EN}", None),
        ("resolution", f"Resolution 2999 (2031)\n\nThe Security Council,\n\n{EN}", None),
        ("resolution", f"Résolution 2999 (2031)\n\nLe Conseil de sécurité,\n\n{FR}", None),
        ("report", f"Final report of the Group of Experts on the Lake Region\n\n{EN}", None),
        ("report", f"Lake Region: Situation Report No. 14\n\n{EN}", None),
        ("report", f"Rapport du Secrétaire général sur la région des lacs\n\n{FR}", None),
        ("analysis", f"OPINION\n\nWhy the truce will not hold\n\n{EN}", None),
        ("analysis", f"Analysis: why the truce will not hold\n\n{EN}", None),
        ("analysis", f"Tribune : pourquoi la trêve ne tient pas\n\n{FR}", None),
        ("analysis", f"Why the truce will not hold\n\n{EN}\n\nThe author is a professor of history.", None),
    ],
)
def test_kinds(kind: str, text: str, publisher: str | None) -> None:
    assert read(text, Metadata(publisher=publisher)).kind.value == kind


def test_the_kind_of_the_metadata_wins() -> None:
    assert read(f"PRESS RELEASE\n\n{EN}", Metadata(kind=SourceKind.OTHER)).kind is SourceKind.OTHER


@pytest.mark.parametrize(
    ("publisher", "text"),
    [
        ("www.lakewire.example.org", f"Truce talks stall\n\n{EN}\nOriginal Source: www.lakewire.example.org"),
        ("lac24.cd", f"Sept morts près du lac | Lac24.cd\n\n{FR}"),
        ("Radio Lac", f"Sept morts près du lac | Radio Lac\n\n{FR}"),
        ("Lake News", f"Truce talks stall - Lake News\n\n{EN}"),
        (None, f"Truce talks stall - army says today\n\n{EN}"),
        (
            "Office of the Spokesperson and Media Relations",
            f"Office of the Spokesperson and Media Relations\n\nPRESS RELEASE\n\nMission opens a school\n\n{EN}",
        ),
        ("Lake Wire", f"KAVIRA, May 5 (Lake Wire) - {EN}"),
        ("Lake Review", f"Truce talks stall\n\nLake Review — Briefing\n5 May 2031\n\n{EN}"),
        ("lac24.cd", f"Sept morts près du lac\n\nDans un communiqué consulté par LAC24.CD, la mission condamne. {FR}"),
        (None, f"Truce talks stall\n\n{EN}"),
    ],
)
def test_publishers_that_the_text_names(publisher: str | None, text: str) -> None:
    assert read(text).publisher == publisher


def test_the_publisher_of_the_metadata_wins() -> None:
    assert (
        read(f"Truce talks stall\n\n{EN}\nOriginal Source: www.a.example.org", Metadata(publisher="Lake Post")).publisher
        == "Lake Post"
    )


def test_an_address_names_the_publisher_last() -> None:
    assert (
        read(f"Truce talks stall\n\n{EN}", Metadata(url="https://www.lakewire.example.org/x")).publisher == "lakewire.example.org"
    )


@pytest.mark.parametrize(
    ("_case", "text", "place", "date"),
    [
        ("a full stop after the year", "Sampleville, le 3 mars 2025. Le gouverneur a parlé.", "Sampleville", "le 3 mars 2025"),
        ("a full stop and a dash", "Sampleville, 12 mars 2025. - Il pleut.", "Sampleville", "12 mars 2025"),
        ("a sentence that is a date", "Le 3 mars 2025. Le gouverneur a parlé.", None, None),
        ("a sentence that ends in a year", "It rained in 2025. The rest is known.", None, None),
    ],
)
def test_dateline_with_full_stop(_case: str, text: str, place: str | None, date: str | None) -> None:
    found = dateline_of(text)
    assert (found.place, found.date) == (place, date) if found else (place, date) == (None, None)
