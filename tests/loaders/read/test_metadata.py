import datetime as dt
from typing import Any

import pytest

from conflictdb.vocabularies import SourceKind
from loaders.read import Metadata, MetadataError, parse_metadata


def test_all_keys_are_read() -> None:
    given = {
        "title": " Truce ",
        "publisher": "Lake Wire",
        "url": "https://x.example.org/1",
        "published_on": "2031-05-05",
        "language": "en-GB",
        "kind": "press_release",
        "licence": "CC0-1.0",
    }
    assert parse_metadata(given) == Metadata(
        title="Truce",
        publisher="Lake Wire",
        url="https://x.example.org/1",
        published_on=dt.date(2031, 5, 5),
        language="en",
        kind=SourceKind.PRESS_RELEASE,
        licence="CC0-1.0",
    )


@pytest.mark.parametrize("given", [{}, {"title": None, "kind": None}, {"title": "", "url": " "}])
def test_what_is_not_given_is_none(given: dict[str, Any]) -> None:
    assert parse_metadata(given) == Metadata()


@pytest.mark.parametrize("value", ["2031-05-05T10:00:00+02:00", "2031-05-05"])
def test_times_of_day_are_dropped(value: str) -> None:
    assert parse_metadata({"published_on": value}).published_on == dt.date(2031, 5, 5)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"titel": "x"}, "unknown: 'titel'"),
        ({"title": 5}, "title is int"),
        ({"title": ["x"]}, "title is list"),
        ({"published_on": "5 May 2031"}, "published_on is '5 May 2031'"),
        ({"published_on": "2031-02-30"}, "published_on is '2031-02-30'"),
        ({"kind": "blog"}, "kind is 'blog'; use one of news,"),
        ({"language": "English"}, "language is 'English'"),
        ({"publisher": "x" * 301}, "publisher has 301 characters"),
    ],
)
def test_wrong_metadata_is_refused_with_the_key(given: dict[str, Any], message: str) -> None:
    with pytest.raises(MetadataError, match=message):
        parse_metadata(given)


def test_characters_that_no_database_holds_are_dropped() -> None:
    assert parse_metadata({"title": "Tr\x00u\ud800ce"}).title == "Truce"
