import datetime as dt

import pytest

from conflictdb.vocabularies import DatePrecision
from loaders.read import Metadata
from loaders.read.dateline import dateline_of
from loaders.read.dates import date_in_url, date_line, find_dates
from loaders.records import DateValue
from tests.loaders.read.reading import EN, FR, read


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("28 July 2025", "2025-07-28"),
        ("July 28, 2025", "2025-07-28"),
        ("Jul. 28, 2025", "2025-07-28"),
        ("28th of July, 2025", "2025-07-28"),
        ("Monday, 28 July 2025", "2025-07-28"),
        ("1er août 2025", "2025-08-01"),
        ("mardi 19 août 2025", "2025-08-19"),
        ("19 aout 2025", "2025-08-19"),
        ("2025-07-28", "2025-07-28"),
        ("28/07/2025", "2025-07-28"),
        ("07/28/2025", "2025-07-28"),
        ("05/05/2025", "2025-05-05"),
        ("mer 12/11/2025", "2025-11-12"),
        ("ven. 12/12/2025", "2025-12-12"),
        ("sam, 7 juin 2025", "2025-06-07"),
        # not told, or not a date
        ("lun 12/11/2025", None),
        ("03/04/2025", None),
        ("Tuesday, 28 July 2025", None),
        ("31 February 2025", None),
        ("28 July", None),
        ("28 July 3025", None),
        ("July 2025", None),
        ("resolution 2773", None),
    ],
)
def test_full_dates(text: str, day: str | None) -> None:
    assert [found.day.isoformat() for found in find_dates(text)] == ([day] if day else [])


@pytest.mark.parametrize(
    ("line", "day", "place"),
    [
        ("17 December 2025", "2025-12-17", None),
        ("Published: 12 March 2025 at 10:12", "2025-03-12", None),
        ("Publié le mardi 19 août 2025 à 10h12", "2025-08-19", None),
        ("Publié le mer 12/11/2025 - 09:14 | Radio Lac", "2025-11-12", None),
        ("Tuesday 28 January 2025 | All times GMT | Newest first", "2025-01-28", None),
        ("Kinshasa, le 12 mai 2025", "2025-05-12", "Kinshasa"),
        ("New York, 26 January 2031", "2031-01-26", "New York"),
        ("Fait à Goma, le 1er juin 2024.", "2024-06-01", "Goma"),
        ("On Tuesday 19 August 2025 they met in Goma.", None, None),
        ("The ceasefire of 12 March 2025", None, None),
    ],
)
def test_lines_that_are_dates(line: str, day: str | None, place: str | None) -> None:
    found = date_line(line)
    assert (found and found.day.isoformat(), found and found.place) == (day, place)


@pytest.mark.parametrize(
    ("text", "rest", "place", "agency", "date"),
    [
        ("GOMA, Democratic Republic of Congo, Jan 27 (Lakes Wire) - Men came", "Men came", "Goma", "Lakes Wire", "Jan 27"),
        ("Kinshasa, 28 July 2025 – Men came", "Men came", "Kinshasa", None, "28 July 2025"),
        ("Kinshasa, February 07, 2024: Men came", "Men came", "Kinshasa", None, "February 07, 2024"),
        ("(Kinshasa, 5 mai 2024) – Des hommes", "Des hommes", "Kinshasa", None, "5 mai 2024"),
        ("Beni, le 12 mai 2023.- Des hommes", "Des hommes", "Beni", None, "le 12 mai 2023"),
        ("Goma (RD Congo), 4 mars 2025 (AFP) - Des hommes", "Des hommes", "Goma", "AFP", "4 mars 2025"),
        ("Goma (AFP) - Des hommes", "Des hommes", "Goma", "AFP", None),
        ("NEW YORK, 21 February 2025—Men came", "Men came", "New York", None, "21 February 2025"),
        ("GENEVA/GOMA (12 May 2025) – Men came", "Men came", "Geneva/Goma", None, "12 May 2025"),
        ("BANGUI - Men came", "Men came", "Bangui", None, None),
        ("N'DJAMENA, June 3 -- Men came", "Men came", "N'Djamena", None, "June 3"),
    ],
)
def test_datelines_are_split_off(text: str, rest: str, place: str, agency: str | None, date: str | None) -> None:
    found = dateline_of(text)
    assert found is not None
    assert (text[found.end :], found.place, found.agency, found.date) == (rest, place, agency, date)


@pytest.mark.parametrize(
    "text",
    [
        "Goma – the largest town – fell",
        "M23 - a rebel group - says",
        "RDC : les FARDC dénoncent",
        "UN – The Council met",
        "The army, on 12 May 2025, said: men came",
        "Kinshasa: the government met",
        "LIVE: Embassies attacked",
        "Men came - and went",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert dateline_of(text) is None


def test_dates_in_addresses() -> None:
    assert date_in_url("https://a.example.org/2025/07/11/x") == dt.date(2025, 7, 11)
    assert date_in_url("https://a.example.org/x-2025-01-27") == dt.date(2025, 1, 27)
    assert date_in_url("https://a.example.org/20250711") is None


@pytest.mark.parametrize(
    ("_case", "text", "meta", "day", "inferred"),
    [
        ("metadata first", f"Kavira, 5 May 2031 – {EN}", Metadata(published_on=dt.date(2031, 5, 6)), "2031-05-06", False),
        ("the dateline", f"Truce talks stall\n\nKavira, 5 May 2031 – {EN}", Metadata(), "2031-05-05", False),
        ("a line above the text", f"Truce talks stall\n5 May 2031\n\n{EN}", Metadata(), "2031-05-05", False),
        ("a line below the text", f"Truce talks stall\n\n{EN}\n\nKavira, 5 May 2031", Metadata(), "2031-05-05", False),
        (
            "a line about the adoption",
            f"Resolution 2999 (2031)\nAdopted by the Security Council at its 9th meeting, on 5 May 2031\n\n{EN}",
            Metadata(),
            "2031-05-05",
            False,
        ),
        ("a day without a year", f"KAVIRA, May 5 (Lake Wire) - {EN}", Metadata(), None, False),
        (
            "the text's own day",
            f"Titre du jour\n\nL'armée accuse, ce lundi 5 mai 2031, des hommes. {FR}",
            Metadata(),
            "2031-05-05",
            True,
        ),
        (
            "the text's own day, wrong weekday",
            f"Titre du jour\n\nL'armée accuse, ce mardi 5 mai 2031, des hommes. {FR}",
            Metadata(),
            None,
            False,
        ),
        ("another day in the text", f"Truce talks stall\n\nIt began on 5 May 2031. {EN}", Metadata(), None, False),
        ("the address", f"Truce talks stall\n\n{EN}", Metadata(url="https://x.example.org/2031/05/05/x"), "2031-05-05", True),
    ],
)
def test_the_day_of_publication(_case: str, text: str, meta: Metadata, day: str | None, inferred: bool) -> None:
    document = read(text, meta)
    assert (document.published and document.published.start.isoformat(), document.date_inferred) == (day, inferred)


def test_a_month_is_kept_as_a_month() -> None:
    document = read(f"Quarterly update\nMarch 2031\n\n{EN}")
    assert document.published == DateValue(dt.date(2031, 3, 1), dt.date(2031, 3, 31), DatePrecision.MONTH)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"KAVIRA, May 5 (Lake Wire) - {EN}", "Kavira"),
        (f"Truce talks stall\n\nKavira, 5 May 2031\n\n{EN}", "Kavira"),
        (f"Truce talks stall\n\n{EN}", None),
    ],
)
def test_the_place_of_the_dateline(text: str, place: str | None) -> None:
    assert read(text).dateline_place == place
