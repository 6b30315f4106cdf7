"""What each way of writing a date means: tables of sentences, with the day of publication where it matters."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from conflictdb.vocabularies import DatePrecision
from loaders.annotate.annotated import Annotated, Mention, Section
from loaders.annotate.pipeline import PIPELINES, load_pipeline
from loaders.extract.dateparse import date_grammar
from loaders.extract.dates import dated, dates, references
from loaders.records import Block, BlockKind, DateValue, Document
from loaders.vocab import table

THURSDAY = "2025-03-20"


def annotated(text: str, language: str = "en", published: str | None = THURSDAY) -> Annotated:
    day = dt.date.fromisoformat(published) if published else None
    block = Block(BlockKind.PARAGRAPH, text, ((0, 0),))
    document = Document(
        external_id="x",
        place="x.txt",
        text=text,
        sha256="0" * 64,
        language=language,
        blocks=(block,),
        published=DateValue(day, day, DatePrecision.DAY) if day else None,
    )
    return Annotated(document, (Section(block, load_pipeline(PIPELINES[language])(text)),), ())


def read(text: str, language: str = "en", published: str | None = THURSDAY) -> list[tuple[str, str | None]]:
    return [(record.text, _written(record.value)) for record in dates(annotated(text, language, published))]


def _written(value: DateValue | None) -> str | None:
    if value is None:
        return None
    if value.precision is DatePrecision.RANGE:
        return f"{value.start}/{value.end}"
    return value.start.isoformat()[: {DatePrecision.DAY: 10, DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}[value.precision]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The convoy left on February 07, 2024.", [("February 07, 2024", "2024-02-07")]),
        ("The convoy left on 7 February 2024.", [("7 February 2024", "2024-02-07")]),
        ("The convoy left on the 7th of February.", [("7th of February", "2025-02-07")]),
        ("The convoy left on Friday, 7 February 2025.", [("Friday, 7 February 2025", "2025-02-07")]),
        ("The convoy left on 2024-02-07.", [("2024-02-07", "2024-02-07")]),
        ("The convoy left on 25/02/2024.", [("25/02/2024", "2024-02-25")]),
        ("The convoy left on 02/03/2024.", [("02/03/2024", None)]),
        ("The envoy travelled from February 02 to 05.", [("February 02 to 05", "2025-02-02/2025-02-05")]),
        ("Shots rang out on the night of 26 to 27 January.", [("26 to 27 January", "2025-01-26/2025-01-27")]),
        ("Shots rang out on the night of 26-27 January.", [("26-27 January", "2025-01-26/2025-01-27")]),
        ("They met from 30 December to 2 January.", [("30 December to 2 January", "2024-12-30/2025-01-02")]),
        ("The camp was built in January 2019.", [("January 2019", "2019-01")]),
        ("It fled between July and September 2024.", [("between July and September 2024", "2024-07-01/2024-09-30")]),
        ("The camp was built in 2012.", [("2012", "2012")]),
        ("Survivors of the 1994 genocide spoke.", [("1994", "1994")]),
        ("The war of 1996-1997 spread.", [("1996-1997", "1996-01-01/1997-12-31")]),
        ("It grew in the 1990s.", [("the 1990s", "1990-01-01/1999-12-31")]),
    ],
)
def test_absolute(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army withdrew on Thursday.", [("Thursday", "2025-03-20")]),
        ("The army withdrew on Friday.", [("Friday", "2025-03-14")]),
        ("The army withdrew late on Tuesday evening.", [("late on Tuesday evening", "2025-03-18")]),
        ("The army withdrew last Thursday.", [("last Thursday", "2025-03-13")]),
        ("The army will withdraw on Monday.", [("Monday", "2025-03-24")]),
        ("The army plans to withdraw on Monday.", [("Monday", "2025-03-24")]),
        ("Talks scheduled for Monday were cancelled.", [("Monday", "2025-03-24")]),
        ("The minister agreed on Monday to withdraw.", [("Monday", "2025-03-17")]),
        ("The army will withdraw next Monday.", [("next Monday", "2025-03-24")]),
        ("Two men were arrested yesterday.", [("yesterday", "2025-03-19")]),
        ("Two men were arrested today.", [("today", "2025-03-20")]),
        ("The court sits tomorrow.", [("tomorrow", "2025-03-21")]),
        ("Two men were arrested last month.", [("last month", "2025-02")]),
        ("Two men were arrested earlier this month.", [("earlier this month", "2025-03")]),
        ("Two men were arrested earlier this year.", [("earlier this year", "2025")]),
        ("Two men were arrested last week.", [("last week", "2025-03-10/2025-03-16")]),
        ("Two men were arrested three days ago.", [("three days ago", "2025-03-17")]),
        ("Two men were arrested two months ago.", [("two months ago", "2025-01")]),
        ("Two men were arrested in June.", [("June", "2024-06")]),
        ("Elections will be held in June.", [("June", "2025-06")]),
        ("Roads have been closed since January.", [("January", "2025-01")]),
        ("Two men were arrested at the beginning of the month.", [("the beginning of the month", "2025-03")]),
        ("The truce did not survive the weekend.", [("the weekend", "2025-03-15/2025-03-16")]),
        ("It fell on 10 March. It was retaken two days later.", [("10 March", "2025-03-10"), ("two days later", "2025-03-12")]),
        ("It fell on 10 March; it had rained a day earlier.", [("10 March", "2025-03-10"), ("a day earlier", "2025-03-09")]),
        ("It fell on 10 March. The next day it rained.", [("10 March", "2025-03-10"), ("The next day", "2025-03-11")]),
        ("This weekend, the village fell.", [("This weekend", "2025-03-15/2025-03-16")]),
        ("The court will meet this weekend.", [("this weekend", "2025-03-22/2025-03-23")]),
        ("The mandate runs until mid-November.", [("mid-November", "2025-11")]),
    ],
)  # fmt: skip
def test_relative(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le convoi est parti le 19 août 2024.", [("19 août 2024", "2024-08-19")]),
        ("Le convoi est parti le 1er janvier.", [("1er janvier", "2025-01-01")]),
        ("Le convoi est parti ce mardi 18 mars.", [("ce mardi 18 mars", "2025-03-18")]),
        ("Le convoi est parti jeudi dernier.", [("jeudi dernier", "2025-03-13")]),
        ("Le convoi est parti jeudi.", [("jeudi", "2025-03-20")]),
        ("Le convoi partira lundi prochain.", [("lundi prochain", "2025-03-24")]),
        ("Le convoi partira lundi.", [("lundi", "2025-03-24")]),
        ("Des tirs ont été entendus entre le 9 et le 16 août 2024.", [("9 et le 16 août 2024", "2024-08-09/2024-08-16")]),
        ("Ils ont séjourné du 30 juillet au 2 août 2024.", [("du 30 juillet au 2 août 2024", "2024-07-30/2024-08-02")]),
        ("Des tirs ont retenti dans la nuit du 26 au 27 janvier.", [("26 au 27 janvier", "2025-01-26/2025-01-27")]),
        ("Le pont a cédé en septembre dernier.", [("septembre dernier", "2024-09")]),
        ("Le pont a cédé en 2012.", [("2012", "2012")]),
        ("La route est coupée depuis janvier.", [("janvier", "2025-01")]),
        ("Ils ont été accueillis en fin de semaine dernière.", [("fin de semaine dernière", "2025-03-14/2025-03-16")]),
        ("Ce dimanche matin, le calme est revenu.", [("Ce dimanche matin", "2025-03-16")]),
        ("Hier, le calme est revenu.", [("Hier", "2025-03-19")]),
        ("Il y a trois jours, le calme est revenu.", [("Il y a trois jours", "2025-03-17")]),
        ("Le mois dernier, le calme est revenu.", [("Le mois dernier", "2025-02")]),
        ("Le pont a cédé le 10 mars ; la veille, il avait plu.", [("10 mars", "2025-03-10"), ("la veille", "2025-03-09")]),
    ],
)  # fmt: skip
def test_french(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text, "fr") == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The March 23 Movement denied it."),
        ("en", "Rebels may leave and troops march on."),
        ("en", "Some 2000 people fled, 1,995 of them children."),
        ("en", "The war lasted three years."),
        ("en", "Resolution 2012 was adopted."),
        ("fr", "Le Mouvement du 23 mars a démenti."),
        ("fr", "Mais 2000 personnes ont fui."),
        ("fr", "Le cessez-le-feu a tenu trois semaines."),
    ],
)
def test_no_date(language: str, text: str) -> None:
    assert read(text, language) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army withdrew on Thursday.", [("Thursday", None)]),
        ("The army withdrew on 6 February.", [("6 February", None)]),
        ("It began on 3 May 2021 and ended on 6 June.", [("3 May 2021", "2021-05-03"), ("6 June", "2021-06-06")]),
        ("It said a day earlier that it left on Friday.", [("a day earlier", None), ("Friday", None)]),
        ("Nothing moved last month.", [("last month", None)]),
    ],
)
def test_publication_unknown(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text, published=None) == expected


def test_a_day_inside_a_known_name_is_no_date() -> None:
    given = annotated("The 30 June stadium was full.")
    named = Mention(0, 1, 4, 4, 19, "30 June stadium", places=("stade-du-30-juin",))
    assert dates(Annotated(given.document, given.sections, (named,))) == ()


def test_offsets_are_those_of_the_document() -> None:
    raw = "It  fell on\n7 Feb\u00adruary 2024."
    block = Block(BlockKind.PARAGRAPH, "It fell on 7 February 2024.", ((0, 0), (2, 3), (10, 11), (16, 18)))
    document = Document("x", "x.txt", raw, "0" * 64, "en", (block,))
    (record,) = dates(Annotated(document, (Section(block, load_pipeline(PIPELINES["en"])(block.text)),), ()))
    assert raw[record.start : record.end] == record.text == "7 Feb\u00adruary 2024"


def test_long_text_costs_in_proportion() -> None:
    from loaders.extract.dateparse import date_grammar

    sentence = "On Monday 3 March the army left and by 1998 or so it may march in the 1990s. "
    started = time.perf_counter()
    date_grammar("en").expressions(sentence * 500)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("_case", "text", "expected"),
    [
        ("planned for", "A service is planned for Wednesday.", [("Wednesday", "2025-03-26")]),
        ("set for", "A meeting is set for April 3.", [("April 3", "2025-04-03")]),
        ("expected in", "Results are expected in June.", [("June", "2025-06")]),
        ("may", "The storm may form this weekend.", [("this weekend", "2025-03-22/2025-03-23")]),
        ("may have", "The storm may have formed on Monday.", [("Monday", "2025-03-17")]),
        ("since looks back", "It would be the first deal since May.", [("May", "2024-05")]),
        ("two days, no range", "They struck on Monday and Tuesday.", [("Monday", "2025-03-17"), ("Tuesday", "2025-03-18")]),
        ("a range", "They struck from Monday to Tuesday.", [("from Monday to Tuesday", "2025-03-17/2025-03-18")]),
        ("a set", "They meet every Monday.", []),
        ("a habit", "They meet on Mondays.", []),
        ("a year earlier than a month", "It fell in January from a year earlier.",
         [("January", "2025-01"), ("a year earlier", "2024-01")]),
        ("the following month", "It began on 12 May 2024; the following month it ended.",
         [("12 May 2024", "2024-05-12"), ("the following month", "2024-06")]),
        ("that day", "It began on 12 May 2024. That day it rained.", [("12 May 2024", "2024-05-12"), ("That day", "2024-05-12")]),
        ("later that year", "It began on 12 May 2024. Later that year it ended.",
         [("12 May 2024", "2024-05-12"), ("Later that year", "2024")]),
        ("the same month, not the year after it", "It began in May 2024, up to 2027. The same month it ended.",
         [("May 2024", "2024-05"), ("2027", "2027"), ("The same month", "2024-05")]),
        ("that day, of none", "That day it rained.", [("That day", None)]),
        ("a quarter, past", "In the third quarter, sales slipped.", [("the third quarter", "2024-07-01/2024-09-30")]),
        ("a quarter, to come", "It will be paid in the second quarter.", [("the second quarter", "2025-04-01/2025-06-30")]),
        ("a fiscal year", "Profits rose in fiscal 2023.", [("fiscal 2023", "2023")]),
        ("a season", "Next spring will be wet.", [("Next spring", "2026-03-01/2026-05-31")]),
        ("winter runs into the next year", "The winter of 2023 was cold.", [("winter of 2023", "2023-12-01/2024-02-29")]),
        ("a fortnight", "He came a fortnight ago.", [("a fortnight ago", "2025-03-03/2025-03-09")]),
        ("a decade, shortened", "It grew in the '90s.", [("the '90s", "1990-01-01/1999-12-31")]),
        ("one reading is past", "On 03/04/2025 he left.", [("03/04/2025", "2025-03-04")]),
        ("a season", "They met in the spring.", [("the spring", "2025-03-01/2025-05-31")]),
        ("a fall that is no season", "They met in the fall of the city.", []),
        ("a duration", "It lasted two weeks.", []),
    ],
)  # fmt: skip
def test_news(_case: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le 10 mars, la ville est tombée ; la semaine suivante, elle a été reprise.",
         [("10 mars", "2025-03-10"), ("la semaine suivante", "2025-03-17/2025-03-23")]),
        ("Cet été, ils reviendront.", [("Cet été", "2025-06-01/2025-08-31")]),
        ("Tous les lundis, le marché ouvre.", []),
        ("Il a plu en mai 2020. Cette année-là, la récolte fut bonne.", [("mai 2020", "2020-05"), ("Cette année-là", "2020")]),
    ],
)  # fmt: skip
def test_french_news(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text, "fr") == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "He is now in town.", [("now", "PRESENT_REF")]),
        ("en", "He recently left.", [("recently", "PAST_REF")]),
        ("en", "Now that it rains, he stays.", []),
        ("en", "They know it.", []),
        ("fr", "Maintenant, il se repose.", [("Maintenant", "PRESENT_REF")]),
    ],
)
def test_references(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(record.text, record.reference) for record in references(annotated(text, language))] == expected


def test_a_datelines_day_is_a_date() -> None:
    text = "NAIROBI, March 3 (Lakes Wire) - It rained."
    block, rest = Block(BlockKind.DATELINE, text[:32], ((0, 0),)), Block(BlockKind.PARAGRAPH, text[32:], ((0, 32),))
    day = dt.date(2025, 3, 20)
    published = DateValue(day, day, DatePrecision.DAY)
    document = Document("x", "x.txt", text, "0" * 64, "en", (block, rest), published=published)
    (record,) = dates(Annotated(document, (Section(rest, load_pipeline(PIPELINES["en"])(rest.text)),), ()))
    assert (record.text, _written(record.value)) == ("March 3", "2025-03-03")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The shops shut on Christmas Day.", [("Christmas Day", "2024-12-25")]),
        ("The shops were shut before Christmas.", [("Christmas", "2024-12-25")]),
        ("The Christmas tree was burnt.", []),
        ("The school will reopen after Easter.", [("Easter", "2025-04-20")]),
        ("The school will shut on Good Friday.", [("Good Friday", "2025-04-18")]),
        ("Four hikers were lost since Labor Day.", [("Labor Day", "2024-09-02")]),
        ("The parade was held on Memorial Day 2023.", [("Memorial Day 2023", "2023-05-29")]),
        ("They voted on Election Day.", [("Election Day", "2024-11-05")]),
        ("Sales fell on Black Friday.", [("Black Friday", "2024-11-29")]),
        ("The march is known as Bloody Sunday.", []),
        ("They met in the week of Sept. 9.", [("the week of Sept. 9", "2024-09-09/2024-09-15")]),
        ("They will meet the week of 5 May.", [("the week of 5 May", "2025-05-05/2025-05-11")]),
        ("Sales rose in the first half of 2024.", [("the first half of 2024", "2024-01-01/2024-06-30")]),
        ("Sales will rise in the second half of this year.", [("the second half of this year", "2025-07-01/2025-12-31")]),
        ("They won in the second half of the match.", []),
        ("The winter before last it failed.", [("The winter before last", "2023-12-01/2024-02-29")]),
        ("The week before last it failed.", [("The week before last", "2025-03-03/2025-03-09")]),
        ("The bridge may reopen by early autumn.", [("early autumn", "2025-09-01/2025-11-30")]),
        ("A deficit looms in the next fiscal year.", [("the next fiscal year", "2026")]),
        ("June and July were the hottest months.", [("June", "2024-06"), ("July", "2024-07")]),
        ("The match was moved to Friday night.", [("Friday night", "2025-03-21")]),
        ("The hearing was postponed to April 8.", [("April 8", "2025-04-08")]),
        ("The town moved sand on Friday.", [("Friday", "2025-03-14")]),
        ("He faces 20 years when he is sentenced on Sept. 19.", [("Sept. 19", "2025-09-19")]),
        ("She would give anything to go back to February.", [("February", "2025-02")]),
        ("Sales rose on Dec. 31 and 4% later.", [("Dec. 31", "2024-12-31")]),
        ("The council meets the first Monday of every month.", []),
        ("The weekend's storms killed three.", [("The weekend", "2025-03-15/2025-03-16")]),
    ],
)
def test_named_days_halves_and_what_is_moved(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ils sont partis le lundi de Pâques 2024.", [("lundi de Pâques 2024", "2024-04-01")]),
        ("Le prix a monté au second semestre 2023.", [("au second semestre 2023", "2023-07-01/2023-12-31")]),
        ("Le procès a été reporté au 8 avril.", [("8 avril", "2025-04-08")]),
    ],
)
def test_french_named_days_and_halves(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text, "fr") == expected


@pytest.mark.parametrize(
    ("_case", "language", "published", "text", "expected"),
    [
        ("lately past, though told in the present", "en", "2025-08-23", "The plan calls for talks to begin on 18 August.",
         [("18 August", "2025-08-18")]),
        ("far ahead", "en", "2025-08-23", "The summit will be held on 10 March.", [("10 March", "2026-03-10")]),
        ("what the present deplores", "en", "2025-03-20", "The mission deplores the raid on Tuesday.",
         [("Tuesday", "2025-03-18")]),
        ("what it comes after", "en", "2025-03-20", "The visit comes after a raid on Monday.", [("Monday", "2025-03-17")]),
        ("it comes on a day", "en", "2025-03-20", "The vote comes on Monday.", [("Monday", "2025-03-24")]),
        ("the year that the text told last", "en", None, "It began in early June 2021. It ended on 6 July.",
         [("early June 2021", "2021-06"), ("6 July", "2021-07-06")]),
        ("no year told", "en", None, "It lasted for years. It ended on 6 July.", [("6 July", None)]),
        ("a weekday between two days", "en", "2025-03-20", "They met from 3 to Wednesday 5 March.",
         [("3 to Wednesday 5 March", "2025-03-03/2025-03-05")]),
        ("a night with its date", "fr", "2025-03-20", "Il a plu dans la nuit de lundi à mardi 18 mars.",
         [("dans la nuit de lundi à mardi 18 mars", "2025-03-17/2025-03-18")]),
        ("a night up to today", "fr", "2025-03-18", "Il a plu dans la nuit de lundi à ce mardi.",
         [("dans la nuit de lundi à ce mardi", "2025-03-17/2025-03-18")]),
        ("months with d'", "fr", "2025-03-20", "D'octobre à novembre, il a plu.",
         [("D'octobre à novembre", "2024-10-01/2024-11-30")]),
    ],
)  # fmt: skip
def test_what_the_day_of_publication_makes_of_it(
    _case: str, language: str, published: str | None, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert read(text, language, published) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The town was shelled overnight.", [("overnight", "2025-03-20")]),
        ("en", "It fell on 10 March. Hours later it was retaken.", [("Hours later", "2025-03-10")]),
        ("en", "The talks lasted for hours.", []),
        ("en", "It was later retaken.", []),
        ("fr", "Elle est tombée le 10 mars. Quelques heures plus tard, elle a été reprise.",
         [("Quelques heures plus tard", "2025-03-10")]),
        ("fr", "Les combats ont duré plusieurs heures.", []),
    ],
)  # fmt: skip
def test_words_that_tell_a_day_without_a_date(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = dated(annotated(text, language))
    assert [(record.text, _written(record.value)) for record in found.implied] == expected
    assert not {record.text for record in found.implied} & {record.text for record in found.printed}


EXAMPLES = {
    "en": {
        "iso": "2024-02-07", "numeric": "25/02/2024", "day": "7 February", "day_range": "2 to 5 May", "month": "January 2019",
        "month_range": "between July and September", "sure_month": "September", "year": "2012", "year_range": "1996-1997",
        "decade": "the 1990s", "weekday": "last Thursday", "weekday_range": "from Monday to Tuesday", "offset": "yesterday",
        "earlier": "a day earlier", "period": "last month", "weekend": "the weekend", "ago": "three days ago", "same": "that day",
        "quarter": "the third quarter of 2024", "season": "next spring", "half": "the first half of 2024",
        "week_of": "the week of May 5", "holiday": "Christmas Day", "today": "overnight", "that_day": "hours later",
    },
    "fr": {
        "iso": "2024-02-07", "day_first": "07/02/2024", "day": "7 février", "day_range": "du 2 au 5 mai", "month": "janvier 2019",
        "month_range": "entre juillet et septembre", "sure_month": "septembre", "year": "2012", "year_range": "1996-1997",
        "decade": "les années 1990", "weekday": "jeudi dernier", "weekday_range": "de lundi à mardi", "offset": "hier",
        "weekend_end": "fin de semaine dernière", "period": "le mois dernier", "weekend": "le week-end", "ago": "il y a 3 jours",
        "earlier": "la veille", "same": "le même jour", "quarter": "au premier trimestre 2024", "season": "cet été",
        "half": "au premier semestre 2024", "holiday": "jour de Noël", "that_day": "quelques heures plus tard",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_reading_of_the_vocabulary_has_an_example(language: str) -> None:
    assert {entry["reads"] for entry in table("dates")[language]["expression"]} == set(EXAMPLES[language])


@pytest.mark.parametrize(
    ("language", "reads", "text"), [(lang, *pair) for lang, texts in EXAMPLES.items() for pair in texts.items()]
)
def test_each_reading_takes_its_example_whole(language: str, reads: str, text: str) -> None:
    (found,) = date_grammar(language).expressions(f"Then {text}.")
    assert found.reads == ("month" if reads == "sure_month" else reads)
